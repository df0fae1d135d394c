import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { recordSurvey } from '#lib/server/app/intake/record-survey.ts';
import { surveyGroups } from '#lib/domain/intake/survey.ts';
import { done, found } from './demonstration.ts';
import type { Demonstration } from './demonstration.ts';
import { attachFiles, fillAnswers, submit } from './fill-dossier.ts';
import { firmOf, mapAnswers, mapFiles } from './map-answers.ts';
import type { CallDraft } from '#lib/server/app/calls/ports.ts';
import { announce } from './rounds.ts';

/** One call of the measurement programme, as the stories about it name it. */
export interface MapRound {
	readonly code: string;
	/** First part of the keys of its applications: `map1.dn5`. */
	readonly key: string;
}

const people = async (world: Demonstration, key: string): Promise<[string, string]> => {
	const ids = ['rep', 'editor'].map(
		(side) => found(world.known.accounts.get(`${key}.${side}`), key).personId
	);
	const names = await world.app.db.read.identity.namesOf(ids);
	const [rep = '', editor = ''] = ids.map((id) => names.get(id) ?? '');
	return [rep, editor];
};

export function announceMap(world: Demonstration, { code }: MapRound, draft: CallDraft): Promise<void> {
	return announce(world, 'measurement', { programme: 'MAP', code, draft });
}

async function begin(world: Demonstration, round: MapRound, key: string) {
	const organisation = found(world.known.organisations.get(key), key);
	const editor = await world.as(`${key}.editor`);
	const { id } = done(
		await createApplication(editor, { callCode: round.code, organisationId: organisation.id })
	);
	world.known.applications.set(`${round.key}.${key}`, id);
	return { id, editor, organisation, names: await people(world, key) };
}

/** The whole dossier of a firm, from the first answer to the receipt. */
export async function applyForMap(world: Demonstration, round: MapRound, key: string): Promise<void> {
	const firm = firmOf(key);
	const { id, editor, organisation, names } = await begin(world, round, key);
	await fillAnswers(editor, id, mapAnswers(world, firm, names));
	await attachFiles(editor, id, await mapFiles(world, firm, organisation.name, names[0]));
	await submit(await world.as(`${key}.rep`), id);
}

/** A dossier that its firm is still writing: the named sections are filled in. */
export async function draftForMap(
	world: Demonstration,
	round: MapRound,
	key: string,
	sections: readonly string[]
): Promise<void> {
	const { id, editor, names } = await begin(world, round, key);
	const answers = Object.entries(mapAnswers(world, firmOf(key), names));
	await fillAnswers(
		editor,
		id,
		Object.fromEntries(answers.filter(([section]) => sections.includes(section)))
	);
}

/** Finished minutes of the visit to a firm. */
export async function survey(
	world: Demonstration,
	round: MapRound,
	key: string,
	daysBefore: number
): Promise<void> {
	const firm = firmOf(key);
	const definition = found(await world.app.db.read.definitions.latest('MAP'), 'definition');
	const findings = surveyGroups(definition.document).map(({ key: groupKey, label }, at) => ({
		groupKey,
		finding:
			firm.conf[at] === 'M'
				? `${label.vi}: đúng như đơn vị tự đánh giá, đã xem hồ sơ và hiện trường.`
				: `${label.vi}: xác nhận điểm chưa đạt mà đơn vị đã nêu; cần thực hiện đúng thời hạn trong đơn.`
	}));
	const names = (await people(world, key)).join(', ');
	done(
		await recordSurvey(await world.as('measurement'), {
			applicationId: found(world.known.applications.get(`${round.key}.${key}`), key),
			heldOn: world.day(daysBefore),
			participants: `Chi cục TĐC: Nguyễn Thị Thanh Tâm, Đỗ Minh Tuấn; đơn vị: ${names}`,
			findings,
			conclusion: `Hiện trạng phù hợp với hồ sơ. Vấn đề chính: ${firm.critical}; ${firm.overdue}.`,
			finish: true
		})
	);
}
