import { samplePdf } from '../support/sample-files.ts';
import type { Portal } from '../support/portal.ts';
import type { ScoringWorld } from '../integration/scoring/scoring-world.ts';

/** An item of the task's checklist that takes a PDF. */
const ITEM = 'legal_status';

/** The id of the one row that a statement finds. */
export const sole = async (
	world: ScoringWorld,
	statement: string,
	values: readonly unknown[]
): Promise<string> => {
	const { rows } = await world.database.owner.query<{ id: string }>(statement, [...values]);
	const id = rows[0]?.id;
	if (id === undefined) throw new Error(`nothing found: ${statement}`);
	return id;
};

/** A file of the draft, through the plain form. */
export async function attach(
	world: ScoringWorld,
	portal: Portal,
	cookie: string,
	draft: string
): Promise<string> {
	const body = new FormData();
	body.set('itemKey', ITEM);
	body.set('file', new File([new Uint8Array(samplePdf())], 'tu-cach.pdf', { type: 'application/pdf' }));
	const answer = await fetch(`${portal.origin}/ho-so/${draft}/tai-lieu?/upload`, {
		method: 'POST',
		headers: { cookie, origin: portal.origin, accept: 'text/html' },
		body,
		redirect: 'manual'
	});
	if (answer.status !== 303)
		throw new Error(`no file attached: ${String(answer.status)} ${await answer.text()}`);
	return sole(world, 'SELECT id FROM application_document WHERE application_id = $1', [draft]);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** An upload of the draft that nothing has been sent of. */
export async function beginUpload(portal: Portal, cookie: string, draft: string): Promise<string> {
	const metadata = { applicationId: draft, itemKey: 'application_form', filename: 'don.pdf' };
	const answer = await fetch(`${portal.origin}/api/tai-len`, {
		method: 'POST',
		headers: {
			cookie,
			origin: portal.origin,
			'tus-resumable': '1.0.0',
			'upload-length': '1000',
			'upload-metadata': Object.entries(metadata)
				.map(([key, value]) => `${key} ${base64(value)}`)
				.join(',')
		}
	});
	const id = answer.headers.get('location')?.split('/').pop();
	if (answer.status !== 201 || id === undefined) throw new Error(`no upload: ${await answer.text()}`);
	return id;
}
