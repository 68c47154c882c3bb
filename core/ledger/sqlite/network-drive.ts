import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Magic numbers of Linux's statfs(2) for file systems on which SQLite's WAL is damaged without a word. */
const NETWORK: Record<number, string> = {
	0x6969: 'NFS',
	0x517b: 'SMB',
	0xff534d42: 'CIFS',
	0xfe534d42: 'SMB 2',
	0x01021997: '9P',
	0x65735546: 'FUSE',
	0x564c: 'NCP',
	0x5346414f: 'AFS',
	0x6b414653: 'AFS',
	0x73757245: 'Coda',
	0x00c36400: 'Ceph',
	0x0bd00bd0: 'Lustre',
	0x01161970: 'GFS2',
	0x7461636f: 'OCFS2',
	0x47504653: 'GPFS',
	0x19830326: 'BeeGFS',
	0x786f4256: 'VirtualBox shared folder',
	0xbacbacbc: 'VMware shared folder',
};

/** The type number of the file system that holds a folder. */
export type FileSystemType = (folder: string) => Promise<number>;

const typeOf: FileSystemType = async (folder) => (await statfs(folder)).type;

/** The kind of network drive the file is on, if it is on one. Other systems than Linux have other numbers: not known. */
export async function networkDrive(
	file: string,
	fileSystemType: FileSystemType = typeOf,
): Promise<string | undefined> {
	const path = resolve(file);
	if (/^\\\\[^?.]/.test(path)) return 'SMB';
	if (process.platform !== 'linux' && fileSystemType === typeOf) return undefined;
	// Some kernels give the number signed.
	return NETWORK[(await fileSystemType(dirname(path))) >>> 0];
}
