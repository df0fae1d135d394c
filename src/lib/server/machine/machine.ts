import { access, constants, statfs } from 'node:fs/promises';
import { connect } from 'node:tls';
import type { Machine } from '#lib/server/app/operations/ports.ts';

const PATIENCE_MS = 3000;
const DAY_MS = 86_400_000;

export interface MachineSettings {
	readonly origin: string;
	readonly dataFolder: string;
	/** Undefined: none is named. */
	readonly backupFolder: string | undefined;
	readonly release: string;
}

/** The machine of this process, asked when somebody wants to know. */
export function machineOf({ origin, dataFolder, backupFolder, release }: MachineSettings): Machine {
	return {
		now: () => new Date(),
		async disk() {
			try {
				const { bavail, blocks, bsize } = await statfs(dataFolder, { bigint: true });
				return { free: bavail * bsize, size: blocks * bsize };
			} catch {
				return undefined;
			}
		},
		certificateDays: () => (origin.startsWith('https:') ? daysLeft(new URL(origin)) : Promise.resolve(null)),
		async backupWritable() {
			if (backupFolder === undefined) return null;
			try {
				await access(backupFolder, constants.R_OK | constants.W_OK);
				return true;
			} catch {
				return false;
			}
		},
		versions: `Chuẩn ${release}, Node ${process.versions.node}`,
		memory: () => process.memoryUsage.rss()
	};
}

/** Only the dates of the certificate are read: whether it is trusted is the browsers' affair. */
function daysLeft({ hostname, port }: URL): Promise<number | undefined> {
	return new Promise((resolve) => {
		const socket = connect(
			{ host: hostname, port: Number(port || '443'), servername: hostname, rejectUnauthorized: false },
			() => {
				const until = Date.parse(socket.getPeerCertificate().valid_to);
				resolve(Number.isNaN(until) ? undefined : Math.floor((until - Date.now()) / DAY_MS));
				socket.destroy();
			}
		);
		socket.setTimeout(PATIENCE_MS, () => socket.destroy());
		socket.once('error', () => {
			socket.destroy();
		});
		socket.once('close', () => {
			resolve(undefined);
		});
	});
}
