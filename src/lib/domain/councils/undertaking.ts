/**
 * The confidentiality undertaking (cam kết bảo mật) that a member signs before the first byte of a dossier.
 * Each wording stays here for ever: a signature keeps the SHA-256 of `undertakingBytes`, so that it can always be
 * shown what was signed. The Vietnamese text is the one that binds; the English one is a reading aid.
 */
import type { Localized } from '#lib/domain/shared/localized.ts';

export interface Undertaking {
	readonly version: number;
	readonly title: Localized;
	readonly clauses: readonly Localized[];
}

export const UNDERTAKINGS: readonly Undertaking[] = [
	{
		version: 1,
		title: {
			vi: 'Cam kết bảo mật và khách quan của thành viên hội đồng',
			en: 'Undertaking of confidentiality and impartiality by a member of the council'
		},
		clauses: [
			{
				vi: 'Tôi giữ bí mật nội dung hồ sơ, ý kiến thảo luận, điểm đánh giá và kết quả kiểm phiếu cho đến khi kết quả được công bố; không sao chép, chuyển giao hồ sơ cho người khác.',
				en: 'I keep the dossiers, the discussions, the marks and the count confidential until the result is published; I do not copy dossiers or hand them to anyone.'
			},
			{
				vi: 'Tôi chỉ sử dụng hồ sơ để đánh giá trong hội đồng này và xóa mọi bản tải về sau khi hội đồng hoàn thành nhiệm vụ.',
				en: 'I use the dossiers only for the assessment in this council and delete every downloaded copy once the council has done its work.'
			},
			{
				vi: 'Tôi tự kê khai trung thực mọi quan hệ, lợi ích liên quan đến từng hồ sơ theo khoản 2 Điều 8 Thông tư 20/2023/TT-BKHCN và báo ngay khi phát sinh quan hệ, lợi ích mới.',
				en: 'I truthfully declare every relation and interest towards each application under Article 8.2 of Circular 20/2023/TT-BKHCN, and report at once when a new one arises.'
			},
			{
				vi: 'Tôi đánh giá độc lập, khách quan theo đúng tiêu chí đã công bố và chịu trách nhiệm về ý kiến, điểm đánh giá của mình.',
				en: 'I assess independently and objectively by the published criteria, and answer for my opinions and marks.'
			},
			{
				vi: 'Tôi không trao đổi với tổ chức, cá nhân nộp hồ sơ về nội dung đánh giá ngoài các phiên họp chính thức của hội đồng.',
				en: 'I do not discuss the assessment with applicants outside the official sessions of the council.'
			}
		]
	}
];

/** The wording that is signed today. */
export function currentUndertaking(): Undertaking {
	const last = UNDERTAKINGS.at(-1);
	if (last === undefined) throw new Error('there is no undertaking');
	return last;
}

/** The text whose SHA-256 a signature keeps: format, version, title and clauses, a line each. */
export function undertakingBytes({ version, title, clauses }: Undertaking): string {
	return [`chuan.undertaking/1`, String(version), title.vi, ...clauses.map(({ vi }) => vi)]
		.join('\n')
		.normalize('NFC');
}
