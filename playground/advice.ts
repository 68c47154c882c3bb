/** What went wrong on a newcomer's machine, as one sentence that says what to do. Pure: text in, text out. */

const GIGABYTE = 1_000_000_000;

/** n8n unpacked takes 2.9 GB; npm's cache and the compile of sqlite3 take the rest. */
export const NEEDED_BYTES = 4 * GIGABYTE;

interface Advice {
	when: RegExp;
	say: string;
}

/** First match wins: a full disk also makes the compiler fail, a missing network also makes node-gyp fail. */
const ADVICE: Advice[] = [
	{
		when: /ENOSPC|no space left on device/i,
		say: 'The disk is full. Free about 4 GB, then run `npm start` again.',
	},
	{
		when: /EACCES|EPERM|permission denied/i,
		say: 'A file cannot be written. Check that this folder belongs to you (it was perhaps installed once with sudo), then try again.',
	},
	{
		when: /find Python|python.*(not found|ENOENT)|Could not find any Python/i,
		say: 'Python 3 is missing; it is needed once, to compile the database driver of n8n. Install python3, then try again.',
	},
	{
		when: /not found: make|make.*ENOENT|(cc|gcc|g\+\+|c\+\+|clang).*(not found|ENOENT)|Visual Studio|xcode-select|No Xcode/i,
		say: 'A C++ compiler is missing; it is needed once, to compile the database driver of n8n. Install it (Debian, Ubuntu: `sudo apt install build-essential`; macOS: `xcode-select --install`; Windows: the Visual Studio Build Tools), then try again.',
	},
	{
		when: /CERT_|SELF_SIGNED|unable to (get|verify).*certificate/i,
		say: 'The network answers with a certificate that npm does not trust (a company proxy, perhaps). Set `cafile` in your npm settings, then try again.',
	},
	{
		when: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network (request|timeout)/i,
		say: 'The npm registry could not be reached. Check the network (or the proxy settings of npm), then try again: what was downloaded is kept.',
	},
	{
		when: /EBADPLATFORM|Unsupported platform/i,
		say: 'n8n does not run on this kind of machine. Use Linux, macOS or Windows on a 64-bit Intel, AMD or ARM processor.',
	},
	{
		when: /ENOENT.*npm|npm.*(ENOENT|not found)/i,
		say: 'npm was not found. Install Node 20 or later, which brings npm, then try again.',
	},
];

/** The sentence for the output of a failed npm or compiler run; what npm said when it is nothing known. */
export function explainInstall(output: string): string {
	const known = ADVICE.find(({ when }) => when.test(output));
	if (known) return known.say;
	// What is wrong comes first; npm ends with pages on how to call it.
	const lines = output.trim().split('\n');
	const errors = lines.filter((line) => line.startsWith('npm error')).slice(0, 12);
	const said = errors.length > 0 ? errors : lines.slice(-12);
	return `The installation stopped for a reason not known here. npm said:\n${said.join('\n')}`;
}

/** A sentence when `free` bytes are too few to install n8n, else nothing. */
export function explainDisk(free: number, folder: string): string | undefined {
	if (free >= NEEDED_BYTES) return undefined;
	const left = (free / GIGABYTE).toFixed(1);
	return `n8n needs about 4 GB and the disk of ${folder} has ${left} GB left. Free some space, then run \`npm start\` again.`;
}

/** `setting` is the environment variable that moves this port. */
export function explainPort(port: number, user: string, setting: string): string {
	return `Port ${port} is taken, and ${user} needs it. Stop the program that uses it (perhaps an earlier \`npm start\`), or choose another port: \`${setting}=${port + 10} npm start\`.`;
}

/** 95 → "1 min 35 s" */
export function elapsed(seconds: number): string {
	const whole = Math.max(0, Math.round(seconds));
	const minutes = Math.floor(whole / 60);
	return minutes === 0 ? `${whole} s` : `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
}
