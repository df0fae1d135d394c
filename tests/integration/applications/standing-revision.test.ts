import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listOwnApplications } from '../../../src/lib/server/app/applications/list-applications.ts';
import { readApplication } from '../../../src/lib/server/app/applications/read-application.ts';
import { readFrozenCopy } from '../../../src/lib/server/app/cases/applications/read-frozen-copy.ts';
import {
	abandonReplacement,
	replaceApplication
} from '../../../src/lib/server/app/applications/replace-application.ts';
import { readSection } from '../../../src/lib/server/app/applications/read-section.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { listApplications } from '../../../src/lib/server/app/intake/list-applications.ts';
import { openDossiers } from '../../../src/lib/server/app/intake/open-dossiers.ts';
import { readOfficeApplication } from '../../../src/lib/server/app/intake/read-office-application.ts';
import { contextOf, insertPerson, moveClock } from '../intake/world.ts';
import { ALL_DECLARED, openApplicationWorld, submitted, versionOf, wholeDraft } from './application-world.ts';
import type { ApplicationWorld } from './application-world.ts';
import { must } from './filled-dossier.ts';

const NAME = 'Công ty TNHH Cà phê Cao nguyên Ia Hrung';

describe('what is said of a submitted dossier', () => {
	let world: ApplicationWorld;
	beforeEach(async () => {
		world = await openApplicationWorld();
	});
	afterEach(() => world.close());

	const rename = async (id: string, title: string) => {
		const { version } = must(await readSection(world.editor, id, 'needs'));
		must(
			await saveAnswers(world.editor, {
				id,
				sectionKey: 'needs',
				patches: [{ fieldKey: 'programme_name', value: title, baseVersion: version }]
			})
		);
	};
	const own = async (search: string) => {
		const list = await listOwnApplications(world.editor, { search, sort: 'updated', page: 1, size: 20 });
		return must(list).rows.map(({ title, organisationName }) => ({ title, organisationName }));
	};
	const renameOrganisation = (name: string) =>
		world.database.owner.query('UPDATE organisation SET name = $2, rep_name = $3 WHERE id = $1', [
			world.organisationId,
			name,
			'Người Khác'
		]);
	const submit = async (id: string) =>
		must(
			await submitApplication(world.representative, {
				id,
				version: await versionOf(world, id),
				declarations: ALL_DECLARED
			})
		);
	async function asOffice() {
		await moveClock(world, 25);
		const officer = await insertPerson(world, 'Cán bộ', { grants: [{ role: 'measurement_officer' }] });
		const ctx = await contextOf(world, officer);
		const { rows } = await world.database.owner.query<{ version: number }>(
			'SELECT version FROM call WHERE id = $1',
			[world.call.id]
		);
		must(await openDossiers(ctx, { callCode: world.call.code, version: rows[0]?.version ?? 0 }));
		return ctx;
	}

	it('keeps its title while a replacement is typed, and after it is given up', async () => {
		const id = await submitted(world);
		const [{ title = '' } = {}] = await own('');
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		await rename(id, 'Tên chỉ có trong bản đang sửa');
		expect(await own('')).toMatchObject([{ title }]);
		expect(await own('bản đang sửa')).toEqual([]);
		expect(await own(title)).toHaveLength(1);
		must(await abandonReplacement(world.editor, { id, version: await versionOf(world, id) }));
		expect(await own('')).toMatchObject([{ title }]);
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		await rename(id, 'Tên của bản thứ hai');
		await submit(id);
		expect(await own('bản thứ hai')).toMatchObject([{ title: 'Tên của bản thứ hai' }]);
	});

	it('follows a draft while nothing was submitted, title and organisation', async () => {
		const id = await wholeDraft(world);
		await rename(id, 'Tên mới của bản nháp');
		await renameOrganisation('Công ty Cổ phần Đổi Tên');
		expect(await own('bản nháp')).toEqual([
			{ title: 'Tên mới của bản nháp', organisationName: 'Công ty Cổ phần Đổi Tên' }
		]);
		expect(await own('doi ten')).toHaveLength(1);
	});

	it('names the organisation as it was frozen: lists, search, minutes; a later name stands beside it', async () => {
		const id = await submitted(world);
		await renameOrganisation('Công ty CP Mía đường Ayun Thượng');
		expect(await own('')).toMatchObject([{ organisationName: NAME }]);
		expect(await own('ia hrung')).toHaveLength(1);
		expect(await own('mía đường ayun')).toEqual([]);

		const office = await asOffice();
		const question = { callCode: '', state: '', sort: 'organisation', descending: false, page: 1 };
		const listed = must(await listApplications(office, { ...question, search: 'ia hrung' }));
		expect(listed.rows).toMatchObject([
			{ organisation: NAME, organisationNow: 'Công ty CP Mía đường Ayun Thượng' }
		]);
		expect(must(await listApplications(office, { ...question, search: 'ayun' })).rows).toEqual([]);
		const page = must(await readOfficeApplication(office, id));
		expect(page.application).toMatchObject({ organisationName: NAME, organisationRep: 'Đại diện' });
		expect(page.organisationNow).toBe('Công ty CP Mía đường Ayun Thượng');
		const { rows } = await world.database.owner.query<{ text: string }>(
			`SELECT convert_from(bytes, 'UTF8') AS text FROM official_record WHERE kind = 'opening_minutes'`
		);
		expect(rows[0]?.text).toContain(NAME);
		expect(rows[0]?.text).not.toContain('Mía đường');
	});

	it('takes the name of the time when a replacement is submitted', async () => {
		const id = await submitted(world);
		await renameOrganisation('Công ty Cổ phần Đổi Tên');
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		await submit(id);
		expect(await own('')).toMatchObject([{ organisationName: 'Công ty Cổ phần Đổi Tên' }]);
		const copy = must(await readFrozenCopy(world.editor, id));
		expect(copy.revision.organisation['name']).toBe('Công ty Cổ phần Đổi Tên');
		expect(must(await readApplication(world.editor, id)).of.application.organisationName).toBe(
			'Công ty Cổ phần Đổi Tên'
		);
	});
});
