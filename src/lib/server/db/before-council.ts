import { COUNCIL_STAGES, JUDGED_IN, NOT_BEFORE } from '#lib/domain/flow/council-stage.ts';
import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import { Prisma } from './generated/client.ts';

/** One answer for each stage of a council, by the column `stage` of a row. */
function byStage(alias: string, answer: (stage: CouncilStage) => Prisma.Sql): Prisma.Sql {
	const cases = COUNCIL_STAGES.map((stage) => Prisma.sql`WHEN ${stage} THEN ${answer(stage)}`);
	return Prisma.sql`(CASE ${Prisma.raw(alias)}.stage ${Prisma.join(cases, ' ')} END)`;
}

/** Whether an application is or was before the council of a stage: from its seating on. */
export function beforeCouncil(application: string, staged: string): Prisma.Sql {
	const state = Prisma.raw(`${application}.state`);
	return byStage(staged, (stage) => Prisma.sql`NOT ${state} = ANY(${[...NOT_BEFORE[stage]]}::text[])`);
}

/** Whether the council of a stage judges an application now. */
export function judgedNow(application: string, staged: string): Prisma.Sql {
	const state = Prisma.raw(`${application}.state`);
	return byStage(staged, (stage) => Prisma.sql`${state} = ${JUDGED_IN[stage]}`);
}

/** Place of a stage in the order of the flow. */
export function stagePlace(staged: string): Prisma.Sql {
	return Prisma.sql`array_position(${[...COUNCIL_STAGES]}::text[], ${Prisma.raw(`${staged}.stage`)})`;
}
