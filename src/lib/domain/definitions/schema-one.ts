import { isRecord } from '#lib/domain/shared/record.ts';

/**
 * A document of the first schema as one of the second. It held its chain of signatures itself, which is now a chain of
 * the office under the name of the programme, and named units that lead beside the first, which nothing followed.
 */
export function asSchemaTwo(json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const { workflow, key } = json;
	if (json['schemaVersion'] !== 1 || !isRecord(workflow) || typeof key !== 'string') return json;
	const { approvalChain, stages, ...rest } = workflow;
	const signed = Array.isArray(approvalChain) && approvalChain.length > 0;
	return {
		...json,
		schemaVersion: 2,
		workflow: {
			...rest,
			stages: Array.isArray(stages) ? stages.map(withoutCoLead) : stages,
			...(signed && { chain: key.toLowerCase() })
		}
	};
}

function withoutCoLead(stage: unknown): unknown {
	if (!isRecord(stage)) return stage;
	const { coLead: _coLead, ...rest } = stage;
	return rest;
}
