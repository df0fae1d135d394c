import { describe, expect, it } from 'vitest';
import { scanStanding } from './scan-standing.ts';
import type { PrintedForm, ScanReading } from './scan-standing.ts';

const printed = (over: Partial<PrintedForm> = {}): PrintedForm => ({
	applicationId: 'mine',
	form: 'request',
	code: 'A',
	draft: false,
	pages: 3,
	cells: { 'company.revenue': '1', 'needs.team': 'r1', 'needs.team/r1/role': '2' },
	printedAt: new Date('2026-11-20T02:00:00Z'),
	...over
});

function standing(
	reading: Partial<ScanReading>,
	forms: readonly PrintedForm[] = [printed()],
	today = printed()
) {
	return scanStanding(
		{ pages: 3, looked: 3, marks: [1, 2, 3].map((number) => ({ code: 'A', number })), ...reading },
		{
			applicationId: 'mine',
			forms: ['request'],
			printed: (code) => forms.find((form) => form.code === code),
			today: (form) => (form === 'request' ? { code: 'A', hash: '', cells: today.cells } : undefined)
		}
	);
}

describe('the scan of a signed form', () => {
	it('fits while nothing of it has changed', () => {
		expect(standing({})).toMatchObject({ kind: 'printed', draft: false, changed: [], missing: [] });
	});

	it('names what is answered otherwise, was added or has gone since', () => {
		const today = printed({
			cells: { 'company.revenue': '9', 'needs.team': 'r2', 'needs.team/r2/role': '2' }
		});
		expect(standing({}, [printed()], today)).toMatchObject({
			changed: ['company.revenue', 'needs.team']
		});
	});

	it('names the cell of a row that both have', () => {
		const today = printed({ cells: { ...printed().cells, 'needs.team/r1/role': '3' } });
		expect(standing({}, [printed()], today)).toMatchObject({ changed: ['needs.team/r1/role'] });
	});

	it('names a cell that only one copy prints of a row that both have', () => {
		const today = printed({ cells: { ...printed().cells, 'needs.team/r1/duty': '4' } });
		expect(standing({}, [printed()], today)).toMatchObject({ changed: ['needs.team/r1/duty'] });
	});

	it('says that it was a draft', () => {
		expect(standing({}, [printed({ draft: true })])).toMatchObject({ draft: true });
	});

	it('misses the first page, unless pages were not looked at', () => {
		const marks = [2, 3].map((number) => ({ code: 'A', number }));
		expect(standing({ pages: 2, looked: 2, marks })).toMatchObject({ missing: [1] });
		expect(standing({ pages: 90, looked: 60, marks })).toMatchObject({ missing: [] });
	});

	it('is not of this dossier as soon as one page is of another', () => {
		const marks = [
			{ code: 'A', number: 1 },
			{ code: 'B', number: 2 }
		];
		const others = [printed(), printed({ code: 'B', applicationId: 'theirs' })];
		expect(standing({ marks }, others)).toEqual({ kind: 'another_dossier' });
	});

	it('is another form, an unknown one, or carries no mark', () => {
		expect(standing({}, [printed({ form: 'own_commitment' })])).toEqual({
			kind: 'another_form',
			form: 'own_commitment'
		});
		expect(standing({}, [])).toEqual({ kind: 'unknown' });
		const forged = { marks: ['A', 'X'].map((code) => ({ code, number: 1 })) };
		expect(standing(forged)).toEqual({ kind: 'unknown' });
		expect(standing({ marks: [] })).toEqual({ kind: 'no_mark' });
	});

	it('counts every difference of pages of two versions', () => {
		const marks = [
			{ code: 'A', number: 1 },
			{ code: 'B', number: 2 },
			{ code: 'B', number: 3 }
		];
		const old = printed({ code: 'B', cells: { ...printed().cells, 'company.revenue': '0' } });
		expect(standing({ marks }, [printed(), old])).toMatchObject({
			changed: ['company.revenue'],
			missing: []
		});
	});
});
