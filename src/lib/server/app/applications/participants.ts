import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { FormReading } from '#lib/domain/definitions/form-reading.ts';
import type { StoredRow } from '#lib/domain/definitions/stored-value.ts';
import { tableIn } from '#lib/domain/definitions/form.ts';
import type { Participant } from './participant-ports.ts';

type Source = ProgrammeDefinition['participants'][number];

/** What tables call those who lead and write; anyone else takes part as a member. */
const KINDS: Readonly<Record<string, Participant['kind']>> = {
	leader: 'leader',
	head: 'leader',
	principal: 'leader',
	secretary: 'secretary',
	scientific_secretary: 'secretary',
	main_member: 'main_member'
};

/** The people and organisations that a dossier names, each once: what the conflict check compares with. */
export function participantsOf(reading: FormReading): Participant[] {
	const found = reading.form.definition.participants.flatMap((source) => {
		const [sectionKey = '', tableKey = ''] = source.table.split('.');
		const section = reading.form.sections.find(({ key }) => key === sectionKey);
		if (section === undefined || !section.fields.some(({ key }) => key === tableKey)) return [];
		const table = tableIn(reading.form, sectionKey, tableKey);
		if (!reading.fieldVisible(section, table)) return [];
		return reading.rows(sectionKey, table).flatMap((row) => participantsIn(source, row));
	});
	return found.filter(
		(one, at) => found.findIndex((other) => other.kind === one.kind && other.name === one.name) === at
	);
}

function participantsIn(source: Source, row: StoredRow): Participant[] {
	const text = (column: string | undefined): string => {
		const value = column === undefined ? undefined : row.cells[column];
		return typeof value === 'string' ? value : '';
	};
	const name = text(source.name);
	const taxCode = text(source.taxCode);
	const withCode = taxCode === '' ? {} : { taxCode };
	if (source.is === 'organisation') return name === '' ? [] : [{ kind: 'organisation', name, ...withCode }];
	const workplace = text(source.organisation);
	return [
		...(name === '' ? [] : [{ kind: KINDS[text(source.role)] ?? 'member', name } as const]),
		...(workplace === '' ? [] : [{ kind: 'organisation', name: workplace, ...withCode } as const])
	];
}
