import {
	NEEDED_BYTES,
	elapsed,
	explainDisk,
	explainInstall,
	explainPort,
} from '../../playground/advice';

describe('a failed installation is explained by what to do', () => {
	it.each([
		['npm error code EAI_AGAIN\nrequest to the registry failed', 'Check the network'],
		['npm error code ENOTFOUND getaddrinfo', 'Check the network'],
		['npm error nospc ENOSPC: no space left on device, write', 'Free about 4 GB'],
		['gyp ERR! find Python You need to install the latest version of Python', 'Install python3'],
		['gyp ERR! stack Error: not found: make', 'build-essential'],
		['make: g++: No such file or directory\n/bin/sh: 1: g++: not found', 'build-essential'],
		['gyp ERR! find VS You need Visual Studio', 'Visual Studio Build Tools'],
		['npm error code SELF_SIGNED_CERT_IN_CHAIN', '`cafile`'],
		['npm error code EACCES permission denied, mkdir', 'belongs to you'],
		['npm error code EBADPLATFORM Unsupported platform', 'Use Linux, macOS or Windows'],
		['ENOENT npm', 'Install Node 20'],
	])('%j', (output, advice) => {
		expect(explainInstall(output)).toContain(advice);
	});

	it('names the full disk and not the compiler that died of it', () => {
		expect(explainInstall('g++: not found\nfatal: No space left on device')).toContain('disk');
	});

	it('shows the end of what was said when the cause is not known', () => {
		const said = explainInstall(`${'noise\n'.repeat(50)}the last words`);
		expect(said).toContain('the last words');
		expect(said.split('\n').length).toBeLessThan(20);
	});
});

test('a disk too small is refused before anything is downloaded', () => {
	expect(explainDisk(NEEDED_BYTES, '/home/camille')).toBeUndefined();
	expect(explainDisk(1_240_000_000, '/home/camille')).toContain('has 1.2 GB left');
});

test('a taken port is named with the way round it', () => {
	const said = explainPort(5678, 'n8n', 'N8N_PORT');
	expect(said).toContain('Port 5678 is taken');
	expect(said).toContain('`N8N_PORT=5688 npm start`');
});

test.each([
	[0.4, '0 s'],
	[59.6, '1 min 00 s'],
	[95, '1 min 35 s'],
])('%d seconds read as "%s"', (seconds, text) => {
	expect(elapsed(seconds)).toBe(text);
});
