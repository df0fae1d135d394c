import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import { formOf } from './form.ts';
import { readForm } from './form-reading.ts';
import { seeded } from '../../../../tests/support/definitions.ts';
import { makeSnapshot, readSnapshot, revisionJson } from './snapshot.ts';
import type { SnapshotFile } from './snapshot.ts';
import type { Answers } from './stored-value.ts';

const map = seeded('map');
const answers: Answers = {
	company: { employees: '120' },
	funding: {
		other_support: 'no',
		// Typed before the answer above was changed: hidden now, so not submitted.
		other_support_detail: 'cũ',
		support_lines: [
			{ id: 'r1', cells: { kind: 'testing', content: 'Thử', unit: 'lần', quantity: '2', unit_price: '50' } }
		]
	}
};
const file = (item: string, name: string): SnapshotFile => ({
	item,
	id: `id-${name}`,
	name,
	mediaType: 'application/pdf',
	size: '10',
	sha256: 'ab'
});
function snapshot(files: readonly SnapshotFile[]) {
	return makeSnapshot({
		definition: { id: 'd', key: 'MAP', version: 1, hash: 'ff' },
		call: { id: 'c', code: 'MAP-2026-02', title: 'Đợt', closesAt: new Date('2026-12-10T10:00:00Z') },
		lot: { id: 'l', code: 'MAP', title: 'Đợt' },
		application: { id: 'a', code: 'MAP-2026-0007', revision: 1 },
		organisation: { name: 'Công ty TNHH Cà phê', taxCode: '5999900016' },
		reading: readForm(formOf(map, 'standard'), answers),
		files,
		submittedAt: new Date('2026-11-22T09:41:52.123Z'),
		declaration: { personId: 'p', name: 'Nguyễn Thị Thanh Tâm', sentences: ['Đúng sự thật.'] }
	});
}

describe('a revision', () => {
	const revision = snapshot([file('request', 'b.pdf'), file('request', 'a.pdf')]);
	it('holds what was visible, with its figures, and nothing hidden', () => {
		expect(revision.answers['funding']).toEqual({
			other_support: 'no',
			support_lines: answers['funding']?.['support_lines']
		});
		expect(revision.computed['funding']?.calculated['requested']).toBe('100');
		expect(revision.submittedAt).toBe('2026-11-22T09:41:52.123Z');
	});
	it('has one written form, whatever the order of the files', () => {
		const other = snapshot([file('request', 'a.pdf'), file('request', 'b.pdf')]);
		expect(canonicalJson(revisionJson(other))).toBe(canonicalJson(revisionJson(revision)));
		expect(canonicalJson(revisionJson(revision))).toContain('"format":"chuan.revision/1"');
	});
	it('is read back as it was', () => {
		const read = readSnapshot(JSON.parse(canonicalJson(revisionJson(revision))));
		expect(read.ok && read.value).toEqual(revision);
	});
	it('of another format or cut short is refused', () => {
		const codes = [
			{},
			null,
			{ ...revision, format: 'x' },
			{ ...revision, answers: 1 },
			{ ...revision, files: {} }
		].map((json) => {
			const read = readSnapshot(json);
			return read.ok ? 'ok' : read.refusal.code;
		});
		expect(codes).toEqual([
			'revision_format_unknown',
			'revision_format_unknown',
			'revision_format_unknown',
			'revision_malformed',
			'revision_malformed'
		]);
	});
});
