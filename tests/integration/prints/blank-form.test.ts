import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inVariant } from '#lib/domain/definitions/definition.ts';
import { readPublicCall } from '#lib/server/app/calls/public-calls.ts';
import { readBlankForm } from '#lib/server/app/prints/read-blank-form.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { insertCall, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';
import { flatTextOfPdf } from '../../support/pdf-text.ts';

let world: World;
let visitor: Context;
beforeAll(async () => {
	world = await openWorld();
	visitor = { app: world.app, actor: { kind: 'visitor' }, requestId: 'r', locale: 'vi' };
}, 120_000);
afterAll(() => world.close());

const CALLS = [
	['map', 'MAP-2026-51', 'MAP-51'],
	['task', 'NV-2026-52', 'GL-DL-52']
] as const;

describe.each(CALLS)('blank forms of %s', (programme, code, lot) => {
	beforeAll(() => insertCall(world, programme, code, [lot]));

	it('are named at the items that take them signed, and each can be had to print and to edit', async () => {
		const { variants } = must(await readPublicCall(visitor, code));
		const offered = variants.flatMap(({ key, dossier }) =>
			dossier.flatMap(({ blanks }) => blanks.map(({ key: form }) => ({ code, variant: key, form })))
		);
		expect(offered.length).toBeGreaterThan(1);
		for (const asked of offered) {
			const pdf = must(await readBlankForm(visitor, { ...asked, format: 'pdf' }));
			const text = flatTextOfPdf(pdf.file);
			expect(pdf.fileName).toMatch(/^mau-[a-z0-9-]+\.pdf$/);
			expect(text, asked.form).toContain('…………');
			for (const not of ['Không có.', 'BẢN NHÁP', 'Không đồng', 'undefined', 'null'])
				expect(text, `${asked.form}: ${not}`).not.toContain(not);
			const docx = must(await readBlankForm(visitor, { ...asked, format: 'docx' }));
			expect(docx.fileName).toMatch(/^mau-[a-z0-9-]+\.docx$/);
			expect(Buffer.from(docx.file.slice(0, 2)).toString()).toBe('PK');
			expect(must(await readBlankForm(visitor, { ...asked, format: 'pdf' })).file).toBe(pdf.file);
		}
	});

	it('are of this call alone, of what its lots use, and of a published one', async () => {
		const { variants } = must(await readPublicCall(visitor, code));
		const [variant] = variants;
		const form = variant?.dossier.flatMap(({ blanks }) => blanks)[0]?.key ?? '';
		const asked = { code, variant: variant?.key ?? '', form, format: 'pdf' } as const;
		for (const change of [{ code: 'KHONG-CO-0' }, { variant: 'khac' }, { form: 'khac' }])
			expect(said(await readBlankForm(visitor, { ...asked, ...change }))).toBe('not_found');
		await world.database.owner.query(`UPDATE call SET state = 'draft', published_at = NULL WHERE code = $1`, [
			code
		]);
		expect(said(await readBlankForm(visitor, asked))).toBe('not_found');
	});
});

it('a form of a variant that no lot of the call uses is not there', async () => {
	const call = await insertCall(world, 'task', 'NV-2026-53', ['GL-DL-53']);
	const { rows } = await world.database.owner.query<{ variant: string }>(
		'SELECT variant FROM lot WHERE call_id = $1',
		[call.id]
	);
	const used = rows[0]?.variant ?? '';
	const definitions = await world.app.db.read.calls.findByCode('NV-2026-53');
	const stored = await world.app.db.read.definitions.find(definitions?.definitionId ?? '');
	const other = stored?.document.variants.find(({ key }) => key !== used)?.key ?? '';
	const spec = stored?.document.prints?.find((one) => inVariant(one, other));
	expect(spec).toBeDefined();
	const asked = { code: 'NV-2026-53', variant: other, form: spec?.key ?? '', format: 'pdf' } as const;
	expect(said(await readBlankForm(visitor, asked))).toBe('not_found');
});
