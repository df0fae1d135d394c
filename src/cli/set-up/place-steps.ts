import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, open, readFile, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { sendTrialLetter, answerTrialLetter } from '../../lib/server/app/setup/try-mail.ts';
import { recordStep } from '../../lib/server/app/setup/record-step.ts';
import { CannotStart, reasonOf } from '../cannot-start.ts';
import { accepted } from '../refused.ts';
import { tryAddress } from './try-address.ts';
import { doneWith, same } from './step.ts';
import type { Ground, Step } from './step.ts';

/** Settings in short, to tell whether a step was done with those of now. Passwords are left out. */
const markOf = (...parts: readonly (string | undefined)[]): string =>
	createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

function mailMark({ env, settings }: Ground): string {
	const { protocol, username, host } = new URL(env['SMTP_URL'] ?? 'smtp:');
	return markOf(protocol, username, host, env['MAIL_FROM'], settings.origin);
}

export const letter: Step = {
	title: { vi: 'Một lá thư thật', en: 'A real letter' },
	async done(ground) {
		return (await doneWith(ground, 'letter_answered', mailMark(ground)))
			? { vi: 'đã đến nơi', en: 'arrived' }
			: undefined;
	},
	async run(ground, answers) {
		const mark = mailMark(ground);
		const { ctx } = ground;
		const waiting = await doneWith(ground, 'letter_sent', mark);
		if (!waiting || answers.given('letter-code') === undefined) {
			const to = await answers.ask({
				flag: 'letter-to',
				vi: 'Gửi thư thử tới địa chỉ nào?',
				en: 'Send a trial letter to which address?'
			});
			accepted(await sendTrialLetter(ctx, { to, mark }));
			answers.say({
				vi: `Đã giao thư cho máy chủ thư, tới ${to}.`,
				en: `The mail server took the letter to ${to}.`
			});
		}
		const code = await answers.ask({
			flag: 'letter-code',
			vi: 'Sáu chữ số trong thư:',
			en: 'The six digits in the letter:'
		});
		accepted(await answerTrialLetter(ctx, { code, mark }));
	}
};

const addressMark = ({ settings: { origin, host, port }, env }: Ground): string =>
	markOf(origin, host, String(port), env['TRUSTED_PROXIES']);

export const address: Step = {
	title: { vi: 'Địa chỉ và máy chủ proxy', en: 'Address and proxy' },
	async done(ground) {
		return (await doneWith(ground, 'address', addressMark(ground)))
			? same(ground.settings.origin)
			: undefined;
	},
	async run(ground, answers) {
		const sender = await tryAddress(ground.settings, ground.env['TRUSTED_PROXIES']);
		answers.say({
			vi: `${ground.settings.origin} dẫn tới máy này; người gửi được nhận ra là ${sender}.`,
			en: `${ground.settings.origin} leads to this machine; the sender is seen as ${sender}.`
		});
		accepted(await recordStep(ground.ctx, { step: 'address', mark: addressMark(ground) }));
	}
};

/** Below this a first copy of a database and its files has no room. */
const ROOM_BYTES = 1024 ** 3;

/** Writes a file, reads it back and takes it away. */
async function writeAndRead(folder: string, variable: string): Promise<void> {
	const file = path.join(folder, `.chuan-trial-${randomBytes(6).toString('hex')}`);
	const bytes = randomBytes(64 * 1024);
	try {
		const handle = await open(file, 'wx', 0o600);
		try {
			await handle.writeFile(bytes);
			await handle.sync();
		} finally {
			await handle.close();
		}
		if (!bytes.equals(await readFile(file))) throw new Error('what was read is not what was written');
	} catch (thrown) {
		throw new CannotStart(
			`${variable} (${folder}) không ghi rồi đọc lại được: ${reasonOf(thrown)}. Hãy kiểm tra thư mục và quyền của tài khoản chạy cổng.`,
			`${variable} (${folder}) cannot be written and read back: ${reasonOf(thrown)}. Check the folder and the rights of the account that runs the portal.`,
			thrown
		);
	} finally {
		await rm(file, { force: true });
	}
}

export const backupPlace: Step = {
	title: { vi: 'Nơi sao lưu', en: 'The place of backups' },
	async done(ground) {
		const folder = ground.env['CHUAN_BACKUP'] ?? '';
		return folder !== '' && (await doneWith(ground, 'backup_place', markOf(folder)))
			? same(folder)
			: undefined;
	},
	async run(ground, answers) {
		const folder = path.resolve(ground.env['CHUAN_BACKUP'] ?? '');
		if ((ground.env['CHUAN_BACKUP'] ?? '') === '')
			throw new CannotStart(
				'Chưa có nơi sao lưu: hãy đặt CHUAN_BACKUP là một thư mục, tốt nhất trên máy hoặc ổ đĩa khác.',
				'There is no place for backups: set CHUAN_BACKUP to a folder, best on another machine or disk.'
			);
		await writeAndRead(folder, 'CHUAN_BACKUP');
		const { bavail, bsize } = await statfs(folder);
		if (bavail * bsize < ROOM_BYTES)
			throw new CannotStart(
				`CHUAN_BACKUP (${folder}) còn chưa đến 1 GiB trống.`,
				`CHUAN_BACKUP (${folder}) has less than 1 GiB free.`
			);
		const { dataFolder } = ground.settings;
		if (existsSync(dataFolder) && (await stat(dataFolder)).dev === (await stat(folder)).dev)
			answers.say({
				vi: 'Lưu ý: nơi sao lưu cùng ổ đĩa với dữ liệu; hỏng ổ đĩa là mất cả hai.',
				en: 'Note: the backups lie on the disk of the data; when it breaks, both are lost.'
			});
		accepted(
			await recordStep(ground.ctx, { step: 'backup_place', mark: markOf(ground.env['CHUAN_BACKUP']) })
		);
	}
};

export const auditPlace: Step = {
	title: { vi: 'Khóa nhật ký và nơi điểm kiểm tra', en: 'Key of the log, place of its checkpoints' },
	async done(ground) {
		const { keyFile, checkpoints, checkpointKey } = ground.settings.audit;
		const mark = markOf(keyFile, checkpoints, checkpointKey);
		return (await doneWith(ground, 'audit_place', mark)) ? same(checkpoints ?? '') : undefined;
	},
	async run(ground) {
		const { keyFile, checkpoints = '', checkpointKey } = ground.settings.audit;
		for (const [variable, file] of [
			['CHUAN_AUDIT_KEY_FILE', keyFile],
			['CHUAN_CHECKPOINT_KEY', checkpointKey]
		] as const) {
			if (file === undefined) continue;
			await access(file, constants.R_OK);
			if (((await stat(file)).mode & 0o077) !== 0)
				throw new CannotStart(
					`${variable} (${file}) người khác đọc được. Hãy chạy: chmod 600 ${file}`,
					`${variable} (${file}) can be read by others. Run: chmod 600 ${file}`
				);
		}
		await writeAndRead(checkpoints, 'CHUAN_CHECKPOINTS');
		const mark = markOf(keyFile, checkpoints, checkpointKey);
		accepted(await recordStep(ground.ctx, { step: 'audit_place', mark }));
	}
};
