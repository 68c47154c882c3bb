// What `npm start` prints.

/** Where everything is and how to get in. */
export function sayWelcome({ n8n, phones, form, workflow, owner, others }) {
	const rows = [
		['n8n', n8n],
		['  sign in with', `${owner.email}  /  ${owner.password}`],
		['Example workflow', workflow],
		['Its form', form],
		...others,
		['Phones', phones],
	].filter(([, value]) => value);
	console.log(
		`\nReady.\n${rows.map(([name, value]) => `  ${name.padEnd(18)}${value}`).join('\n')}\n`,
	);
}

/** A page of the form, as text. */
export function sayPage({ title, lines, button }) {
	console.log(`\n  ${title}\n  ${'-'.repeat(title.length)}`);
	for (const line of lines) console.log(`  ${line}`);
	if (button) console.log(`\n  [ ${button} ]`);
}

/** @param {{ phones: string, sms: { sms: number, parts: number } }} seen what reached the phone page */
export function sayOutcome(page, { phones, sms }) {
	sayPage(page);
	const count = (n) => n.toLocaleString('en-US');
	if (sms.sms > 0) {
		console.log(
			`\n${count(sms.sms)} SMS (${count(sms.parts)} billed parts) are on the phones: ${phones}\n`,
		);
		return;
	}
	console.log(
		'\nNo SMS left: the clients of the sample already received this campaign at an earlier start (reason ALREADY_SENT).' +
			'\nNobody gets one campaign twice. To begin again with nothing sent: npm start -- --fresh\n',
	);
}
