import { alarmRound, keptFilesRound } from './backup-rounds.ts';
import { bytesRound, formRound, goOnRound, scanRound, uploadRound } from './document-rounds.ts';
import { housekeepingRound } from './housekeeping-round.ts';
import type { Round } from './round.ts';
import { logLetterRound } from './log-letter-round.ts';
import { mailRound } from './mail-round.ts';
import { objectRound } from './object-round.ts';
import { paperRound } from './paper-round.ts';
import { sealRound } from './seal-round.ts';
import { verificationRound } from './verification-round.ts';
import {
	digestRound,
	leftWorkRound,
	portalWorkRound,
	reminderRound,
	workComparisonRound
} from './work-rounds.ts';

/** Everything that the worker does again and again. */
export const rounds: readonly Round[] = [
	mailRound,
	paperRound,
	housekeepingRound,
	uploadRound,
	goOnRound,
	scanRound,
	formRound,
	bytesRound,
	objectRound,
	keptFilesRound,
	sealRound(),
	logLetterRound,
	leftWorkRound,
	portalWorkRound,
	reminderRound,
	digestRound,
	workComparisonRound(),
	verificationRound(),
	alarmRound()
];
