import { flowOf } from '#lib/domain/flow/flow.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
import type { Repositories } from '../../ports.ts';
import type { CallRow } from '../../calls/ports.ts';

/** The flow that a call follows: that of the version of the definition that it was published with. */
export async function flowOfCall(
	read: Pick<Repositories, 'definitions'>,
	call: Pick<CallRow, 'code' | 'definitionId'>
): Promise<Flow> {
	const definition = await read.definitions.find(call.definitionId);
	if (definition === undefined) throw new Error(`call ${call.code} has no definition`);
	return flowOf(definition.document);
}
