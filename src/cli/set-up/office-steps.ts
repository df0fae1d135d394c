import { vietnamDateOf, dateParts } from '../../lib/domain/shared/period.ts';
import { isKnownYear } from '../../lib/domain/rules/calendar.ts';
import type { Letterhead } from '../../lib/domain/office/letterhead.ts';
import { addLetterhead } from '../../lib/server/app/office/add-letterhead.ts';
import { confirmYear } from '../../lib/server/app/calendar/confirm-year.ts';
import { inviteFirstAdministrators } from '../../lib/server/app/setup/invite-first-administrators.ts';
import { recordStep } from '../../lib/server/app/setup/record-step.ts';
import { CannotStart } from '../cannot-start.ts';
import { accepted } from '../refused.ts';
import { storeProgrammes, storedProgrammes } from '../store-programmes.ts';
import type { Answers } from './answers.ts';
import { doneWith, same } from './step.ts';
import type { Ground, Step } from './step.ts';

const today = async ({ app }: Ground) => vietnamDateOf(await app.db.read.clock.now());

export const programmes: Step = {
	title: { vi: 'Chương trình', en: 'Programmes' },
	async done({ app }) {
		const stored = await storedProgrammes(app);
		return stored === undefined ? undefined : same(stored.join(', '));
	},
	run: ({ app }) => storeProgrammes(app)
};

async function letterheadNow(ground: Ground): Promise<Letterhead> {
	return ground.app.db.read.office.letterheadOn(await today(ground));
}

const lineOf = ({ superior, office, officeInText, officeInEnglish, place, letters }: Letterhead): string =>
	[superior, office, officeInText, officeInEnglish, place, letters].join(' · ');

async function typedLetterhead(answers: Answers, now: Letterhead): Promise<Letterhead> {
	const ask = (flag: string, vi: string, en: string, usual: string) => answers.ask({ flag, vi, en, usual });
	return {
		superior: await ask('superior', 'Cơ quan chủ quản:', 'Superior authority:', now.superior),
		office: await ask('office', 'Cơ quan ban hành:', 'Issuing office:', now.office),
		officeInText: await ask(
			'office-in-text',
			'Tên cơ quan trong câu:',
			'Office in a sentence:',
			now.officeInText
		),
		officeInEnglish: await ask(
			'office-in-english',
			'Tên cơ quan bằng tiếng Anh:',
			'Office in English:',
			now.officeInEnglish
		),
		place: await ask('place', 'Địa danh:', 'Place:', now.place),
		letters: await ask(
			'letters',
			'Chữ viết tắt trong số văn bản:',
			'Letters in numbers of papers:',
			now.letters
		)
	};
}

export const letterhead: Step = {
	title: { vi: 'Tiêu đề văn bản và đơn vị', en: 'Letterhead and units' },
	async done(ground) {
		const now = lineOf(await letterheadNow(ground));
		return (await doneWith(ground, 'letterhead', '')) ? same(now) : undefined;
	},
	async run(ground, answers) {
		const now = await letterheadNow(ground);
		answers.say({ vi: `Đang dùng: ${lineOf(now)}`, en: `In use: ${lineOf(now)}` });
		const choice = await answers.ask({
			flag: 'letterhead',
			vi: 'Giữ nguyên (keep) hay đổi (change)?',
			en: 'Keep it (keep) or change it (change)?',
			usual: 'keep'
		});
		if (choice === 'change') {
			const typed = await typedLetterhead(answers, now);
			accepted(await addLetterhead(ground.ctx, { ...typed, startsOn: await today(ground) }));
		} else if (choice !== 'keep') {
			throw new CannotStart('Hãy trả lời keep hoặc change.', 'Answer keep or change.');
		}
		accepted(await recordStep(ground.ctx, { step: 'letterhead', mark: '' }));
		answers.say({
			vi: 'Đơn vị, tên và người đứng đầu: trang "Cơ quan" khi cổng đã chạy.',
			en: 'Units, names and heads: the page "Office" once the portal runs.'
		});
	}
};

export const administrators: Step = {
	title: { vi: 'Hai quản trị viên đầu tiên', en: 'The first two administrators' },
	async done({ app }) {
		if (!(await app.db.read.identity.hadAdministrator())) return undefined;
		return {
			vi: 'đã mời; thư đặt mật khẩu đi khi cổng chạy',
			en: 'invited; the letters for their passwords leave once the portal runs'
		};
	},
	async run({ ctx }, answers) {
		const person = async (number: 1 | 2) => ({
			fullName: await answers.ask({
				flag: `admin-${number}-name`,
				vi: `Họ và tên quản trị viên thứ ${number}:`,
				en: `Full name of administrator ${number}:`
			}),
			title: await answers.ask({
				flag: `admin-${number}-title`,
				vi: 'Chức danh (để trống được):',
				en: 'Title (may be empty):',
				usual: ''
			}),
			email: await answers.ask({ flag: `admin-${number}-email`, vi: 'Thư điện tử:', en: 'E-mail:' })
		});
		const [first, second] = [await person(1), await person(2)];
		accepted(await inviteFirstAdministrators(ctx, [first, second]));
	}
};

/** Years whose days off are listed, from this one on. */
async function listedYears(ground: Ground): Promise<number[]> {
	const { year } = dateParts(await today(ground));
	const calendar = await ground.app.db.read.calendar.working();
	return [year, year + 1].filter((one) => isKnownYear(calendar, one));
}

export const calendar: Step = {
	title: { vi: 'Lịch làm việc từng năm', en: 'The calendar of each year' },
	async done(ground) {
		const { confirmedYears } = await ground.app.db.read.calendar.working();
		const years = await listedYears(ground);
		return years.length > 0 && years.every((year) => confirmedYears.has(year))
			? { vi: `đã xác nhận ${years.join(', ')}`, en: `confirmed ${years.join(', ')}` }
			: undefined;
	},
	async run(ground, answers) {
		const { confirmedYears } = await ground.app.db.read.calendar.working();
		const [by] = await ground.app.db.read.identity.administrators();
		if (by === undefined)
			throw new CannotStart('Chưa có quản trị viên nào đang làm việc.', 'There is no working administrator.');
		const years = await listedYears(ground);
		if (years.length === 0)
			throw new CannotStart(
				'Bản này chưa có lịch nghỉ Tết của năm nay. Hãy dùng bản mới hơn.',
				'This release has no Tết of this year in its calendar. Use a newer one.'
			);
		for (const year of years.filter((one) => !confirmedYears.has(one))) {
			const days = await ground.app.db.read.calendar.daysOf(year);
			for (const { date, name, source } of days) answers.say(same(`${date} ${name} (${source})`));
			const said = await answers.ask({
				flag: 'calendar',
				vi: `Đã đối chiếu ${days.length} ngày của năm ${year} với văn bản? Gõ năm để xác nhận:`,
				en: `Compared the ${days.length} days of ${year} with their documents? Type the year to confirm:`
			});
			if (!said.split(/[\s,]+/).includes(String(year)))
				throw new CannotStart(
					`Chưa xác nhận lịch năm ${year}. Chạy lại lệnh này khi đã đối chiếu.`,
					`The calendar of ${year} is not confirmed. Run this command again once it has been compared.`
				);
			accepted(await confirmYear(ground.ctx, { year, by }));
		}
	}
};
