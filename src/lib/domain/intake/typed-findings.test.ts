import { describe, expect, it } from 'vitest';
import { readTypedPlace, surveyPlaces, validityPlaces } from './typed-findings.ts';

const SURVEY = surveyPlaces([{ key: 'people', label: { vi: 'Con người' } }]);

describe('a place of the survey', () => {
	it('takes the text of its date, its people, its groups and its conclusion', () => {
		expect([...SURVEY]).toEqual(['heldOn', 'participants', 'conclusion', 'findings.people']);
		expect(readTypedPlace(SURVEY, 'findings.people', 'Đủ.')).toEqual({ ok: true, value: 'Đủ.' });
	});
	it.each([
		['findings.other', 'x', 'input_wrong_type'],
		['conclusion', 7, 'input_wrong_type'],
		['conclusion', 'x'.repeat(4001), 'text_too_long']
	])('refuses %s', (path, value, code) => {
		expect(readTypedPlace(SURVEY, path, value)).toMatchObject({ ok: false, problems: [{ code }] });
	});
});

it('the validity check has an answer and a note for each item', () => {
	const item = { key: 'plan', mustJudge: true, files: 1 };
	expect([...validityPlaces([item])]).toEqual(['valid', 'reason', 'items.plan', 'items.plan.note']);
});
