import { scanPapers } from '../app/organisations/scan-papers.ts';
import { dropBytes } from '../app/uploads/drop-bytes.ts';
import { scanDocuments } from '../app/uploads/scan-documents.ts';
import { goOnWithUploads, tidyUploads } from '../app/uploads/tidy-uploads.ts';
import { readScans } from '../app/prints/read-scans.ts';
import type { Round } from './round.ts';

/** Uploads that were left lying. Each is decided by compare-and-set, so it takes no lock. */
export const uploadRound: Round = { name: 'uploads', pauseMs: 30_000, run: tidyUploads };

/** Uploads whose last request or whose check was cut off: an applicant waits for them, perhaps in the last minutes. */
export const goOnRound: Round = { name: 'upload-checks', pauseMs: 1_000, run: goOnWithUploads };

/** Documents and papers that wait for the scanner; a scanner that is down is asked again after the pause. */
export const scanRound: Round = {
	name: 'scan',
	pauseMs: 5_000,
	run: async (app) => (await scanDocuments(app)) + (await scanPapers(app))
};

/** Scans of signed forms whose marks are still to be read: the applicant looks at the item meanwhile. */
export const formRound: Round = { name: 'forms', pauseMs: 1_000, run: readScans };

/** Bytes of infected files and of those taken away for good. Each is decided under the lock of its application. */
export const bytesRound: Round = { name: 'bytes', pauseMs: 30_000, run: dropBytes };
