import type { RuledField, RulingLetter } from '#lib/server/app/mail/letters.ts';
import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

type Words = Readonly<
	Record<RulingLetter['ruling'], { readonly subject: string; readonly paragraphs: readonly string[] }>
>;

function vietnamese({ organisation, taxCode }: RulingLetter): Words {
	const firm = `${organisation} (mã số thuế ${taxCode})`;
	return {
		proved: {
			subject: 'Đơn vị của bạn đã được xác nhận trên Cổng Chuẩn',
			paragraphs: [`Sở đã xác nhận bạn đại diện cho ${firm}. Hồ sơ của đơn vị được xem xét như thường lệ.`]
		},
		refused: {
			subject: 'Sở không xác nhận đăng ký đơn vị của bạn',
			paragraphs: [
				`Sở không xác nhận đăng ký ${firm}. Hồ sơ đã nộp dưới đăng ký này không hợp lệ vì lý do dưới đây; đăng ký này không nộp thêm được hồ sơ.`,
				'Nếu bạn đại diện cho đơn vị, hãy đăng ký lại và tải lên giấy tờ chứng minh.'
			]
		},
		corrected: {
			subject: 'Thông tin đơn vị của bạn đã được Sở đính chính',
			paragraphs: [`Sở đã đính chính thông tin của ${firm}.`]
		},
		changed: {
			subject: 'Thay đổi của đơn vị đã được Sở chấp nhận',
			paragraphs: [
				`Sở đã chấp nhận thay đổi do ${firm} đề nghị. Văn bản ban hành từ nay ghi thông tin mới; bản hồ sơ đã nộp giữ nguyên.`
			]
		},
		change_refused: {
			subject: 'Sở không chấp nhận thay đổi của đơn vị',
			paragraphs: [
				`Sở không chấp nhận thay đổi do ${firm} đề nghị, vì lý do dưới đây. Thông tin cũ vẫn giữ nguyên.`,
				'Bạn có thể đề nghị lại và tải lên giấy tờ chứng minh thay đổi.'
			]
		},
		merged: {
			subject: 'Đăng ký đơn vị của bạn đã được gộp',
			paragraphs: [
				`Sở đã gộp đăng ký ${firm} với một đăng ký khác của cùng đơn vị. Hồ sơ được chuyển sang cùng toàn bộ nội dung; bản đã nộp giữ nguyên.`
			]
		},
		ended: {
			subject: 'Thay đổi người đại diện của đơn vị trên Cổng Chuẩn',
			paragraphs: [`Sở đã chấm dứt tư cách đại diện trên cổng của một người tại ${firm}.`]
		}
	};
}

function english({ organisation, taxCode }: RulingLetter): Words {
	const firm = `${organisation} (tax code ${taxCode})`;
	return {
		proved: {
			subject: 'Your organisation is confirmed on the Chuẩn portal',
			paragraphs: [
				`The Department has confirmed that you speak for ${firm}. Its applications are considered as usual.`
			]
		},
		refused: {
			subject: 'The Department did not confirm your organisation',
			paragraphs: [
				`The Department did not confirm the registration of ${firm}. What was submitted under it is invalid for the reason below, and nothing more can be submitted under it.`,
				'If you do speak for the organisation, please register it again and upload the papers that prove it.'
			]
		},
		corrected: {
			subject: 'The Department corrected what is kept of your organisation',
			paragraphs: [`The Department corrected what is kept of ${firm}.`]
		},
		changed: {
			subject: 'The Department accepted the change of your organisation',
			paragraphs: [
				`The Department accepted the change that ${firm} asked for. Papers issued from now on carry it; submitted copies stay as they are.`
			]
		},
		change_refused: {
			subject: 'The Department did not accept the change of your organisation',
			paragraphs: [
				`The Department did not accept the change that ${firm} asked for, for the reason below. What stood before still stands.`,
				'You may ask again and upload the papers that prove the change.'
			]
		},
		merged: {
			subject: 'The registration of your organisation was merged',
			paragraphs: [
				`The Department merged the registration of ${firm} with another one of the same organisation. Its applications moved with all they hold; submitted copies stay as they are.`
			]
		},
		ended: {
			subject: 'A representative of your organisation has changed',
			paragraphs: [`The Department ended a person's representation of ${firm} on the portal.`]
		}
	};
}

const FIELDS: Readonly<Record<MailLanguage, Readonly<Record<RuledField, string>>>> = {
	vi: {
		name: 'Tên đơn vị',
		taxCode: 'Mã số thuế',
		kind: 'Loại hình',
		repName: 'Người đại diện theo pháp luật',
		repTitle: 'Chức vụ',
		address: 'Địa chỉ',
		into: 'Gộp vào',
		person: 'Người thôi đại diện'
	},
	en: {
		name: 'Name',
		taxCode: 'Tax code',
		kind: 'Kind',
		repName: 'Legal representative',
		repTitle: 'Position',
		address: 'Address',
		into: 'Merged into',
		person: 'No longer represents'
	}
};

const KINDS: Readonly<Record<MailLanguage, Readonly<Record<string, string>>>> = {
	vi: {
		enterprise: 'Doanh nghiệp',
		cooperative: 'Hợp tác xã',
		household_business: 'Hộ kinh doanh',
		institute: 'Viện, trường, tổ chức KH&CN',
		agency: 'Cơ quan, đơn vị sự nghiệp'
	},
	en: {
		enterprise: 'Enterprise',
		cooperative: 'Cooperative',
		household_business: 'Household business',
		institute: 'Institute, university, S&T organisation',
		agency: 'Agency, public service unit'
	}
};

/** Those whom a ruling on an organisation concerns are told what was ruled, why, and what changed. */
export function organisationRuledMail(
	data: RulingLetter,
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = (language === 'vi' ? vietnamese(data) : english(data))[data.ruling];
	const reason = language === 'vi' ? 'Lý do' : 'Reason';
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: words.paragraphs,
		facts: [
			...data.facts.map(([field, before, after]) => {
				const said = (value: string): string =>
					field === 'kind' ? (KINDS[language][value] ?? value) : value;
				const words = before === '' ? said(after) : `${said(before)} → ${said(after)}`;
				return [FIELDS[language][field], words] as const;
			}),
			...(data.reason === '' ? [] : [[reason, data.reason] as const])
		],
		action: { label: language === 'vi' ? 'Xem đơn vị của bạn' : 'See your organisation', url: data.url }
	});
}
