import { describe, expect, it } from 'vitest';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { parseDefinition, readDefinition } from './parse-definition.ts';
import { document } from '../../../../tests/support/definitions.ts';

/** A seeded document as it was written under the first schema. */
function old(name: 'map' | 'proposal', approvalChain: readonly unknown[]): Record<string, unknown> {
	const json = document(name);
	const {
		chain: _chain,
		stages,
		...workflow
	} = json['workflow'] as {
		readonly chain?: string;
		readonly stages: readonly object[];
	};
	return {
		...json,
		schemaVersion: 1,
		workflow: { ...workflow, stages: stages.map((stage) => ({ ...stage, coLead: ['khtc'] })), approvalChain }
	};
}

const LINK = { step: 0, kind: 'prepared', role: 'finance_officer', label: { vi: 'Lập' } };

describe('a document of the first schema', () => {
	it('is read on, with the chain of the office under the name of its programme', () => {
		const read = readDefinition(old('map', [LINK]));
		if (!read.ok) throw new Error(JSON.stringify(read.refusal));
		expect(flowOf(read.value).chain).toBe('map');
		expect(read.value.workflow.stages.some((stage) => 'coLead' in stage)).toBe(false);
	});

	it('signs no money where it had no chain', () => {
		const read = readDefinition(old('proposal', []));
		if (!read.ok) throw new Error(JSON.stringify(read.refusal));
		expect(flowOf(read.value)).toMatchObject({ chain: null, paid: false });
	});

	it('is not stored any more', () => {
		const read = parseDefinition(old('map', [LINK]));
		expect(read).toMatchObject({ ok: false, refusal: { code: 'definition_schema_unknown' } });
	});
});
