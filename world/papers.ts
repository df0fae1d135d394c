import type { EnterpriseDocument } from '#lib/server/render/sample-documents.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Demonstration } from './demonstration.ts';

/** `30/06/2027`, as it is typed. */
export function formatCivilDate(date: CalendarDate): string {
	return date.split('-').reverse().join('/');
}

/** A paper of an organisation, with a table of four columns when it lists something. */
export function paper(
	world: Demonstration,
	content: {
		readonly organisation: string;
		readonly title: string;
		readonly subtitle: string;
		readonly paragraphs: readonly string[];
		readonly signer: string;
		readonly rows?: readonly (readonly string[])[];
	}
): EnterpriseDocument {
	const { organisation, title, subtitle, paragraphs, signer, rows } = content;
	return {
		organisation,
		facts: [],
		title,
		subtitle,
		paragraphs,
		...(rows === undefined ? {} : { table: tableOf(rows) }),
		placeAndDate: `Gia Lai, năm ${String(world.year)}`,
		signatures: [{ onBehalf: [], title: 'Đại diện đơn vị', hint: '(Ký, đóng dấu)', name: signer }]
	};
}

function tableOf(rows: readonly (readonly string[])[]): NonNullable<EnterpriseDocument['table']> {
	const titles = ['Mã', 'Tên', 'Số sản xuất', 'Số giấy chứng nhận'];
	return {
		columns: titles.map((title, at) => ({ title, align: 'left', share: at === 1 ? 2 : 1 })),
		rows,
		total: []
	};
}
