/** The command of the witness script: asks the portal, keeps what it saw, says what it found. */
import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	writeFileSync
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Unknown, Wrong, checkProof, compare, openCheckpoint, readKey } from './checking.mjs';

class Usage extends Error {}

/** @param {string} line */
function say(line) {
	process.stdout.write(`${line}\n`);
}

/** @param {string} line */
function complain(line) {
	process.stderr.write(`${line}\n`);
}

/** @param {string} url */
async function get(url) {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(30_000), redirect: 'error' });
		if (response.status === 404) return undefined;
		if (!response.ok) throw new Unknown(`${url}: ${String(response.status)}`);
		return Buffer.from(await response.arrayBuffer());
	} catch (thrown) {
		if (thrown instanceof Unknown) throw thrown;
		throw new Unknown(`không hỏi được / no answer: ${url}`);
	}
}

/** @param {string} file */
function read(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		throw new Unknown(`không đọc được tệp / cannot be read: ${file}`);
	}
}

/**
 * @param {string} file
 * @param {string} text
 */
function replace(file, text) {
	writeFileSync(`${file}.new`, text);
	renameSync(`${file}.new`, file);
}

/**
 * @param {string} given
 * @param {{ key: string | undefined, folder: string | undefined }} options
 */
async function watch(given, { key, folder = 'chuan-witness' }) {
	const url = given.replace(/\/+$/, '');
	mkdirSync(folder, { recursive: true });
	const [keyFile, keptFile] = [path.join(folder, 'keys.txt'), path.join(folder, 'checkpoint.txt')];
	const first = !existsSync(keyFile);
	const offered = key ?? (first ? (await get(`${url}/khoa`))?.toString('utf8') : undefined);
	const keys = (first ? (offered ?? '') : read(keyFile))
		.split('\n')
		.filter((line) => line !== '')
		.map(readKey);
	if (keys.length === 0) throw new Unknown('chưa có khóa / no key');
	if (!first && key !== undefined && !keys.some(({ text }) => text === key.trim()))
		throw new Wrong('khóa khác với khóa đã giữ / the key is not the one that was kept');
	const text = (await get(`${url}/checkpoint`))?.toString('utf8');
	if (text === undefined) throw new Unknown('nhật ký chưa có điểm kiểm tra / no checkpoint yet');
	const kept = existsSync(keptFile) ? openCheckpoint(read(keptFile), keys) : undefined;
	try {
		const now = openCheckpoint(text, keys);
		await compare(kept, now, (place) => get(`${url}/${place}`));
		if (first) writeFileSync(keyFile, keys.map((one) => `${one.text}\n`).join(''));
		replace(keptFile, text);
		if (kept?.text !== text) appendFileSync(path.join(folder, 'seen.checkpoints'), `${text}\n`);
		say(
			`ĐÚNG / GOOD: ${now.origin} #${String(now.size)} ${now.root.toString('hex')} ${now.time}` +
				(kept === undefined ? '' : ` (tiếp nối / continues #${String(kept.size)})`)
		);
		if (first && key === undefined)
			say(
				'Khóa lấy từ chính cổng lần đầu: hãy so với khóa trên giấy. / The key came from the portal itself: compare it with the printed one.'
			);
	} catch (thrown) {
		if (thrown instanceof Wrong)
			writeFileSync(
				path.join(folder, `evidence-${new Date().toISOString().replaceAll(':', '')}.txt`),
				`${thrown.message}\n\n${kept?.text ?? ''}\n${text}`
			);
		throw thrown;
	}
}

/**
 * @param {string} name
 * @param {{ key: string | undefined }} options
 */
function proof(name, { key }) {
	const { file, entry, signed, index } = checkProof(read(name), key);
	say(`ĐÚNG / GOOD: ${file.code}, lần nộp / submission ${String(file.revision)}, ${entry.at}`);
	say(`SHA-256: ${file.contentHash}`);
	say(
		`${signed.origin}: #${String(index + 1)} / ${String(signed.size)}, ${signed.root.toString('hex')} ${signed.time}`
	);
	if (file.since !== null)
		say(`Giấy in điểm kiểm tra / the receipt prints checkpoint #${file.since.size} ${file.since.root}`);
	say(
		'Hãy so mã hồ sơ, mã băm và điểm kiểm tra với giấy tiếp nhận. / Compare code, hash and checkpoint with the receipt.'
	);
	if (key === undefined)
		say(
			'Khóa lấy từ chính tệp: hãy thêm --key với khóa của cổng. / The key came from the file itself: add --key with the key of the portal.'
		);
}

/** @param {readonly string[]} args */
async function main([command, target, ...rest]) {
	/** @type {Record<string, string>} */
	const options = {};
	for (let at = 0; at < rest.length; at += 2) {
		const [name = '', value] = rest.slice(at, at + 2);
		if (!['--key', '--folder'].includes(name) || value === undefined) throw new Usage();
		options[name.slice(2)] = value;
	}
	const { key, folder } = options;
	if (target === undefined) throw new Usage();
	if (command === 'watch') await watch(target, { key, folder });
	else if (command === 'proof') proof(target, { key });
	else throw new Usage();
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	try {
		await main(process.argv.slice(2));
	} catch (thrown) {
		if (thrown instanceof Wrong) {
			complain(`SAI / WRONG: ${thrown.message}`);
			process.exitCode = 1;
		} else if (thrown instanceof Usage) {
			complain(
				'node chuan-witness.mjs watch <URL> [--key <khóa>] [--folder <thư mục>]\nnode chuan-witness.mjs proof <tệp / file> [--key <khóa>]'
			);
			process.exitCode = 64;
		} else {
			complain(
				`KHÔNG KIỂM TRA ĐƯỢC / NOT CHECKED: ${thrown instanceof Error ? thrown.message : String(thrown)}`
			);
			process.exitCode = 2;
		}
	}
}
