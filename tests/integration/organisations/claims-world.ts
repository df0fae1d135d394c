import { parseOrganisation } from '../../../src/lib/contracts/organisations/organisation.ts';
import type { OrganisationProfile } from '../../../src/lib/contracts/organisations/organisation.ts';
import { calendarDate } from '../../../src/lib/domain/shared/period.ts';
import { checkValidity } from '../../../src/lib/server/app/intake/check-validity.ts';
import { readOfficeApplication } from '../../../src/lib/server/app/intake/read-office-application.ts';
import { createOrganisation } from '../../../src/lib/server/app/organisations/create-organisation.ts';
import { proveOrganisation } from '../../../src/lib/server/app/organisations/prove-organisation.ts';
import { readTasks } from '../../support/tasks.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { must } from '../applications/filled-dossier.ts';
import {
	contextOf,
	insertCall,
	insertPerson,
	insertSubmission,
	openWorld,
	stateOf
} from '../intake/world.ts';
import type { TestCall, TestPerson, World } from '../intake/world.ts';

export interface Claim {
	readonly id: string;
	readonly rep: TestPerson;
	readonly beside: boolean;
}

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** Tax codes whose check digit is right. */
function* taxCodes(): Generator<string, never> {
	for (let serial = 599990600; ; serial += 1) {
		const sum = [...String(serial)].reduce((all, digit, at) => all + Number(digit) * (WEIGHTS[at] ?? 0), 0);
		const check = 10 - (sum % 11);
		if (check < 10) yield `${String(serial)}${String(check)}`;
	}
}

export const profile = (taxCode: string, change: Record<string, string> = {}): OrganisationProfile =>
	must(
		parseOrganisation({
			kind: 'enterprise',
			name: 'Công ty TNHH Hồ tiêu Chư Sê',
			taxCode,
			repName: 'Rơ Lan Hương',
			provinceCode: '52',
			communeCode: '23941',
			...change
		})
	);

/** A lookup in a register, as the office records it. */
export const REGISTER = {
	basis: 'register',
	kind: 'business',
	number: '5999906000',
	on: calendarDate('2026-01-02')
} as const;

/** An office that rules on claims, and a call of the measurement programme. */
export async function openClaimsWorld() {
	const world: World = await openWorld();
	const officer = await insertPerson(world, 'Hồ Thị Kim Oanh', { grants: [{ role: 'enterprise_officer' }] });
	const checker = await insertPerson(world, 'Nguyễn Thị Tâm', { grants: [{ role: 'measurement_officer' }] });
	const call: TestCall = await insertCall(world, 'map', 'MAP-2026-02', ['MAP']);
	const codes = taxCodes();
	let dossiers = 0;
	const as = (person: TestPerson): Promise<Context> => contextOf(world, person);
	const seen = async (organisationId: string) => ({
		organisationId,
		version: (await world.app.db.read.standings.find(organisationId))?.version ?? 0
	});
	return {
		world,
		officer,
		checker,
		call,
		as,
		seen,
		/** A code that nothing has. */
		code: (): string => codes.next().value,
		async claim(taxCode: string, change: Record<string, string> = {}): Promise<Claim> {
			const rep = await insertPerson(world, `Người đại diện ${taxCode.slice(-4)}`);
			const made = must(await createOrganisation(await as(rep), profile(taxCode, change)));
			return { id: made.id, rep, beside: made.beside };
		},
		prove: async (id: string, by: TestPerson = officer) =>
			proveOrganisation(await as(by), { ...(await seen(id)), proof: REGISTER }),
		standingOf: async (id: string) => (await world.app.db.read.standings.find(id))?.standing,
		async lettersTo({ email }: TestPerson): Promise<string[]> {
			const { rows } = await world.database.owner.query<{ subject: string; body: string }>(
				'SELECT subject, body FROM mail_message WHERE recipient = $1 ORDER BY created_at, id',
				[email]
			);
			return rows.map(({ subject, body }) => `${subject}\n${body}`);
		},
		trailOf: async (objectId: string) =>
			(await world.app.db.read.audit.list({ objectId, page: 1, size: 50 })).rows,
		timelineOf: async (applicationId: string) =>
			(await world.app.db.read.timeline.of(applicationId, 'applicant')).map(({ kind }) => kind),
		waitingFor: async (person: TestPerson) =>
			must(await readTasks(await as(person))).waiting.map(({ kind, target }) => `${kind} ${target}`),
		async submission(organisationId: string) {
			dossiers += 1;
			const number = `MAP-2026-${String(dossiers).padStart(4, '0')}`;
			return insertSubmission(world, call, 'MAP', { code: number, organisationId });
		},
		async findValid(applicationId: string) {
			const ctx = await as(checker);
			const { checklist } = must(await readOfficeApplication(ctx, applicationId));
			const { version } = await stateOf(world, applicationId);
			const items = checklist.map(({ key }) => ({ itemKey: key, valid: true, note: '' }));
			return checkValidity(ctx, { applicationId, version, valid: true, items, reason: '' });
		}
	};
}

export type ClaimsWorld = Awaited<ReturnType<typeof openClaimsWorld>>;
