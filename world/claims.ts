import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { addPaper } from '#lib/server/app/organisations/add-paper.ts';
import { enrolPerson } from '#lib/server/app/identity/enrol-person.ts';
import { createOrganisation } from '#lib/server/app/organisations/create-organisation.ts';
import { renderEnterpriseDocument } from '#lib/server/render/sample-documents.ts';
import { done } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import { paper } from './papers.ts';

interface SomeClaim {
	readonly key: string;
	readonly daysBefore: number;
	readonly name: string;
	readonly taxCode: string;
	readonly repName: string;
	readonly communeCode: string;
	readonly email: string;
	/** Whether the papers are there already. */
	readonly brought: boolean;
}

/** One claim that waits, and two of one code of which each says that it is the firm. */
const CLAIMS: readonly SomeClaim[] = [
	{
		key: 'matong',
		daysBefore: 6,
		name: 'Công ty TNHH Mật ong Kon Chiêng',
		taxCode: '5999906000',
		repName: 'Đinh Thị Hlơ',
		communeCode: '23887',
		email: 'matong@demo.chuan.test',
		brought: false
	},
	{
		key: 'datxanh',
		daysBefore: 5,
		name: 'Công ty CP Phân bón Đất Xanh Ia Grai',
		taxCode: '5999906138',
		repName: 'Lê Minh Tâm',
		communeCode: '23764',
		email: 'datxanh@demo.chuan.test',
		brought: true
	},
	{
		key: 'datxanh2',
		daysBefore: 4,
		name: 'Cty cổ phần phân bón Đất Xanh',
		taxCode: '5999906138',
		repName: 'Phạm Văn Dũng',
		communeCode: '23764',
		email: 'phanbon.datxanh@demo.chuan.test',
		brought: false
	}
];

/** Who made a claim, for the table of sign-ins. */
export function claimantOf(key: string) {
	const claim = CLAIMS.find((one) => one.key === key);
	if (claim === undefined) return undefined;
	const { name, repName: fullName, email } = claim;
	return { profile: { name }, representative: { fullName, title: 'Giám đốc', email } };
}

/** Organisations that the office has yet to rule on. */
export function waitingClaims(world: Demonstration): Happening[] {
	return CLAIMS.map((claim) => ({
		daysBefore: claim.daysBefore,
		hour: 10,
		what: `đăng ký đơn vị: ${claim.name}`,
		run: () => register(world, claim)
	}));
}

const idOf = (world: Demonstration, key: string): string => world.known.organisations.get(key)?.id ?? '';

async function register(world: Demonstration, claim: SomeClaim): Promise<void> {
	const { key, name, taxCode, repName, communeCode, email } = claim;
	const account = await enrolPerson(world.system, {
		fullName: repName,
		title: 'Giám đốc',
		email,
		phone: '',
		employerText: name,
		password: await world.password(),
		demonstration: true
	});
	world.known.accounts.set(`${key}.rep`, done(account));
	const profile = done(
		parseOrganisation({
			kind: 'enterprise',
			name,
			taxCode,
			repName,
			repTitle: 'Giám đốc',
			provinceCode: '52',
			communeCode
		})
	);
	const { id, session } = done(await createOrganisation(await world.as(`${key}.rep`), profile));
	await world.app.sessions.end(session.token);
	world.known.organisations.set(key, { id, name });
	if (claim.brought) await certify(world, claim);
}

/** Uploads a certificate of registration. */
export async function certify(
	world: Demonstration,
	{
		key,
		name,
		taxCode,
		repName,
		daysBefore
	}: Pick<SomeClaim, 'key' | 'name' | 'taxCode' | 'repName' | 'daysBefore'>
): Promise<void> {
	const certificate = paper(world, {
		organisation: name,
		title: 'Giấy chứng nhận đăng ký doanh nghiệp',
		subtitle: `Mã số doanh nghiệp: ${taxCode}`,
		paragraphs: [`Tên doanh nghiệp: ${name}.`, `Người đại diện theo pháp luật: ${repName}, Giám đốc.`],
		signer: repName
	});
	const bytes = renderEnterpriseDocument(certificate, world.instant(daysBefore));
	done(
		await addPaper(await world.as(`${key}.rep`), {
			organisationId: idOf(world, key),
			fileName: 'giay-chung-nhan-dang-ky.pdf',
			bytes
		})
	);
}
