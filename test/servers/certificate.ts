// A certificate for a server at 127.0.0.1, under no other name, signed by itself: it is its own authority.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST, type Account } from './server';

export interface Certificate {
	certificateFile: string;
	keyFile: string;
	/** the certificate, as who trusts it needs it */
	pem: string;
}

/** Made by the openssl that comes with PostgreSQL. The key is readable by the account alone, as PostgreSQL wants it. */
export function makeCertificate(folder: string, account?: Account): Certificate {
	const [certificateFile, keyFile] = [join(folder, 'server.crt'), join(folder, 'server.key')];
	const name = ['-subj', '/CN=tests', '-addext', `subjectAltName=IP:${HOST}`];
	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	const files = ['-keyout', keyFile, '-out', certificateFile, '-days', '2'];
	execFileSync('openssl', ['req', '-x509', ...key, ...files, ...name], { stdio: 'ignore' });
	chmodSync(keyFile, 0o600);
	if (account)
		for (const file of [certificateFile, keyFile]) chownSync(file, account.uid, account.gid);
	return { certificateFile, keyFile, pem: readFileSync(certificateFile, 'utf8') };
}
