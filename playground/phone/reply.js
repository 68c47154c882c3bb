// The line under a phone where its owner answers. What is being typed survives a refresh of the page.
const drafts = new Map();

/** A bubble on the right, with what became of it. */
export function replyBubbles({ text, received }) {
	const bubble = document.createElement('p');
	bubble.className = 'bubble mine';
	bubble.lang = 'fr';
	bubble.textContent = text;
	const state = document.createElement('p');
	state.className = received === false ? 'fate lost' : 'fate';
	state.textContent =
		received === undefined ? '…' : received ? 'Received by n8n' : 'Not received by n8n';
	return [bubble, state];
}

/** @param {(text: string) => Promise<void>} answer */
export function replyForm(to, answer) {
	const form = document.createElement('form');
	form.className = 'answer';
	const input = document.createElement('input');
	input.dataset.to = to;
	input.maxLength = 300;
	input.autocomplete = 'off';
	input.placeholder = 'Answer, e.g. STOP';
	input.setAttribute('aria-label', `Answer from ${to}`);
	input.value = drafts.get(to) ?? '';
	input.addEventListener('input', () => drafts.set(to, input.value));
	const button = document.createElement('button');
	button.textContent = 'Send';
	form.append(input, button);
	form.addEventListener('submit', async (event) => {
		event.preventDefault();
		const text = input.value.trim();
		if (text === '') return;
		drafts.delete(to);
		input.value = '';
		await answer(text);
	});
	return form;
}

/** Runs `redraw`, then puts the cursor back where the person was typing. */
export function keepTyping(redraw) {
	const { activeElement: typed } = document;
	const { to } = typed?.dataset ?? {};
	const at = to === undefined ? 0 : typed.selectionStart;
	redraw();
	if (to === undefined) return;
	const again = document.querySelector(`input[data-to="${CSS.escape(to)}"]`);
	again?.focus({ preventScroll: true });
	again?.setSelectionRange(at, at);
}
