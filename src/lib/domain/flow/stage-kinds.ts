/** Every kind of stage that the portal follows. */
import type { StageKey } from '#lib/domain/definitions/definition.ts';
import type { StageKind } from './stage-kind.ts';
import { APPRAISAL } from './stages/appraisal/stage.ts';
import { APPROVAL } from './stages/approval/stage.ts';
import { COUNCIL } from './stages/council/stage.ts';
import { INTAKE } from './stages/intake/stage.ts';
import { OPENING } from './stages/opening/stage.ts';
import { RESULT } from './stages/result/stage.ts';
import { SCREENING } from './stages/screening/stage.ts';
import { SCREENING_SESSION } from './stages/screening_session/stage.ts';
import { SELECTION } from './stages/selection/stage.ts';
import { SESSION } from './stages/session/stage.ts';
import { SURVEY } from './stages/survey/stage.ts';

const KINDS = {
	intake: INTAKE,
	opening: OPENING,
	survey: SURVEY,
	screening: SCREENING,
	screening_session: SCREENING_SESSION,
	council: COUNCIL,
	session: SESSION,
	selection: SELECTION,
	appraisal: APPRAISAL,
	approval: APPROVAL,
	result: RESULT
} as const;

export const STAGE_KINDS: Readonly<Record<StageKey, StageKind>> = KINDS;

/** The work that some stage gives to somebody. */
export type StageWork = (typeof KINDS)[StageKey]['work'][number];
