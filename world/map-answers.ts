import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addMonths, calendarDate, endOfMonth } from '#lib/domain/shared/period.ts';
import { present } from '#lib/domain/shared/present.ts';
import { formatCivilDate, paper } from './papers.ts';
import { found } from './demonstration.ts';
import type { Demonstration } from './demonstration.ts';
import type { TypedAnswers, TypedFile, TypedRow } from './fill-dossier.ts';

type SupportLine = readonly [
	kind: string,
	content: string,
	unit: string,
	quantity: string,
	unitPrice: string
];

export interface MapFirm {
	readonly key: string;
	readonly founded: string;
	readonly position: string;
	readonly priority: string;
	readonly systems: readonly string[];
	readonly activity: string;
	readonly complaints: string;
	readonly products: readonly TypedRow[];
	readonly unit: string;
	readonly critical: string;
	readonly staff: string;
	readonly overdue: string;
	readonly gain: string;
	/** Nine letters, one a group: met, partly, not met. */
	readonly conf: string;
	readonly instruments: readonly TypedRow[];
	readonly standards: readonly (TypedRow & { readonly until: string })[];
	readonly programme: string;
	readonly kinds: readonly string[];
	readonly needs: string;
	readonly objective: string;
	readonly objectives: readonly (readonly [string, string, string, string])[];
	readonly effect: string;
	readonly spread: string;
	readonly support: readonly SupportLine[];
	readonly own: readonly SupportLine[];
}

interface MapData {
	readonly groups: Readonly<Record<string, Readonly<Record<string, string>>>>;
	readonly firms: readonly MapFirm[];
}

const data = JSON.parse(await readFile(path.join(import.meta.dirname, 'map.json'), 'utf8')) as MapData;

/** The sample certificates are dated as in the year of the first sample; later worlds move them along. */
const SAMPLES_OF = { year: 2026, month: 11 };

export function firmOf(key: string): MapFirm {
	return found(
		data.firms.find((firm) => firm.key === key),
		`firm ${key}`
	);
}

function moved(world: Demonstration, sample: string): string {
	const [year = 0, month = 0] = world.today.split('-').map(Number);
	const months = (year - SAMPLES_OF.year) * 12 + month - SAMPLES_OF.month;
	const date = calendarDate(sample);
	const later = addMonths(date, months);
	return formatCivilDate(date === endOfMonth(date) ? endOfMonth(later) : later);
}

const STATUS = { M: 'met', P: 'partly', N: 'not_met' } as const;

function groupRow(world: Demonstration, firm: MapFirm, key: string, at: number): TypedRow {
	const words = found(data.groups[key], `group ${key}`);
	const letter = firm.conf[at] as keyof typeof STATUS;
	const conformity = STATUS[letter];
	const say = (name: string): string =>
		found(words[name], name).replace(/\{(\w+)\}/g, (_all, hole: string) =>
			String(firm[hole as keyof MapFirm])
		);
	const row = { current_status: say(conformity), evidence: say('evidence'), conformity };
	if (conformity === 'met') return row;
	return {
		...row,
		gap: say('gap'),
		cause: say('cause'),
		solution: say('solution'),
		responsible: `${firm.unit.charAt(0).toLocaleUpperCase('vi')}${firm.unit.slice(1)}`,
		deadline: `${conformity === 'partly' ? '30/06' : '30/09'}/${String(world.year + 1)}`
	};
}

const dong = (text: string): bigint => BigInt(text.replaceAll('.', ''));
const dotted = (amount: bigint): string => String(amount).replace(/\B(?=(\d{3})+$)/g, '.');

export function mapTotals(firm: MapFirm): { readonly support: bigint; readonly own: bigint } {
	const sum = (lines: readonly SupportLine[]): bigint =>
		lines.reduce((total, [, , , quantity, price]) => total + dong(quantity) * dong(price), 0n);
	return { support: sum(firm.support), own: sum(firm.own) };
}

function lineRow([kind, content, unit, quantity, unit_price]: SupportLine): TypedRow {
	return {
		kind,
		content,
		unit,
		quantity,
		unit_price,
		basis: 'Bảng giá dịch vụ đang áp dụng, báo giá kèm theo'
	};
}

/** The whole form of an enterprise as it typed it; what the portal knows already is left as it was filled in. */
export function mapAnswers(
	world: Demonstration,
	firm: MapFirm,
	people: readonly [head: string, member: string]
): TypedAnswers {
	const { support, own } = mapTotals(firm);
	const next = String(world.year + 1);
	const [head, member] = people;
	return {
		company: {
			founded_year: firm.founded,
			contact_position: firm.position,
			contact_name: member,
			contact_phone: '0905 123 456'
		},
		activity: {
			main_activity: firm.activity,
			priority_sector: firm.priority,
			products: firm.products,
			management_systems: firm.systems,
			...(firm.complaints === '' ? {} : { complaints: firm.complaints })
		},
		instruments: {
			list: firm.instruments.map((row) => ({
				...row,
				...(row['verified_on'] === undefined
					? {}
					: { verified_on: moved(world, String(row['verified_on'])) }),
				...(row['valid_until'] === undefined ? {} : { valid_until: moved(world, String(row['valid_until'])) })
			}))
		},
		standards: {
			list: firm.standards.map(({ until, ...row }) => ({ ...row, valid_until: moved(world, until) }))
		},
		assessment: {
			groups: Object.fromEntries(
				Object.keys(data.groups).map((key, at) => [key, groupRow(world, firm, key, at)])
			)
		},
		needs: {
			programme_name: firm.programme,
			period_from: `01/01/${next}`,
			period_to: `31/12/${String(world.year + 2)}`,
			support_kinds: firm.kinds,
			needs_text: firm.needs,
			general_objective: firm.objective,
			objectives: firm.objectives.map(([indicator, baseline, target, unit], at) => ({
				indicator,
				baseline,
				target,
				unit,
				milestone: at % 2 === 0 ? `31/12/${next}` : `30/06/${String(world.year + 2)}`,
				responsible: firm.unit
			})),
			expected_effect: firm.effect,
			spread: firm.spread,
			team: [
				{ full_name: head, position: 'Lãnh đạo đơn vị', role: 'head', duty: 'Chỉ đạo, bố trí vốn đối ứng' },
				{
					full_name: member,
					position: firm.position,
					role: 'member',
					duty: 'Theo dõi phương tiện đo, đầu mối với đoàn khảo sát'
				}
			]
		},
		funding: {
			support_lines: firm.support.map(lineRow),
			own_lines: firm.own.map(lineRow),
			declared_total: dotted(support + own),
			own_sources: ['capital'],
			other_support: 'no'
		},
		commitment: { refund_debt: 'no', keeps_officer: 'yes', reports: 'yes' }
	};
}

export async function mapFiles(
	world: Demonstration,
	firm: MapFirm,
	organisation: string,
	head: string
): Promise<TypedFile[]> {
	const { support, own } = mapTotals(firm);
	const set = (
		title: string,
		subtitle: string,
		paragraphs: readonly string[],
		rows?: readonly (readonly string[])[]
	) => paper(world, { organisation, title, subtitle, paragraphs, signer: head, ...present({ rows }) });
	const list = firm.instruments.map((row) => [
		String(row['code']),
		String(row['name']),
		String(row['serial'] ?? 'lô'),
		String(row['certificate_no'] ?? 'chưa có')
	]);
	const money = `Đề nghị hỗ trợ ${dotted(support)} đồng; đơn vị đối ứng ${dotted(own)} đồng; tổng kinh phí ${dotted(support + own)} đồng.`;
	const files: TypedFile[] = [
		{
			itemKey: 'request',
			fileName: 'don-de-nghi-ho-tro.pdf',
			content: set('Đơn đề nghị hỗ trợ', firm.programme, [firm.needs, money])
		},
		{
			itemKey: 'registration',
			fileName: 'dang-ky-doanh-nghiep.pdf',
			content: set('Bản sao giấy chứng nhận đăng ký doanh nghiệp', organisation, [firm.activity])
		},
		{
			itemKey: 'instrument_certificates',
			fileName: 'giay-chung-nhan-kiem-dinh.pdf',
			content: set(
				'Bản sao giấy chứng nhận kiểm định, hiệu chuẩn',
				'Kèm danh mục phương tiện đo',
				['Các giấy chứng nhận sau đây được sao từ bản chính.'],
				list
			)
		},
		{
			itemKey: 'own_commitment',
			fileName: 'cam-ket-doi-ung.pdf',
			content: set('Cam kết vốn đối ứng', firm.programme, [
				`Đơn vị cam kết đối ứng ${dotted(own)} đồng từ vốn tự có.`
			])
		}
	];
	if (firm.standards.length > 0) {
		const rows = firm.standards.map((row) => [
			String(row['code']),
			String(row['name']),
			String(row['serial']),
			String(row['certificate_no'])
		]);
		files.push({
			itemKey: 'standard_certificates',
			fileName: 'chung-chi-chuan.pdf',
			content: set('Bản sao giấy chứng nhận chuẩn đo lường', firm.unit, ['Các chuẩn đang sử dụng:'], rows)
		});
	}
	if (firm.key === 'dn1') {
		const folder = path.join(import.meta.dirname, 'files');
		files.push(
			{
				itemKey: 'instrument_certificates',
				fileName: 'danh-muc-phuong-tien-do.xlsx',
				content: await readFile(path.join(folder, 'danh-muc-phuong-tien-do.xlsx'))
			},
			{
				itemKey: 'other',
				fileName: 'thuyet-minh-hien-trang.docx',
				content: await readFile(path.join(folder, 'thuyet-minh-hien-trang.docx'))
			}
		);
	}
	return files;
}
