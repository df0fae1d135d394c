import type { OldContent } from '#lib/contracts/records/old-contents.ts';
import { annexed } from './sample-annex.ts';

type Notice = Extract<OldContent, { format: 'chuan.notice/1' }>;
type Opening = Extract<OldContent, { format: 'chuan.opening_minutes/1' }>;
type Signing = Notice['signature'];
type Table = Opening['dossiers'];

const director: Signing = { onBehalf: [], title: 'Giám đốc', hint: '', name: '' };
const sign = (title: string, name: string): Signing => ({
	onBehalf: [],
	title,
	hint: '(Ký, ghi rõ họ tên)',
	name
});

const head = {
	superior: 'UBND tỉnh Gia Lai',
	issuer: 'Sở Khoa học và Công nghệ',
	number: '05/QĐ-SKHCN',
	placeAndDate: 'Gia Lai, ngày 21 tháng 4 năm 2026'
};

const column = (title: string, align: 'left' | 'right' | 'center', share: number) => ({
	title,
	align,
	share
});

const selected: Table = {
	columns: [
		column('STT', 'center', 0),
		column('Tổ chức, doanh nghiệp', 'left', 3),
		column('Mã hồ sơ', 'center', 2),
		column('Điểm', 'right', 0),
		column('Kinh phí hỗ trợ (đồng)', 'right', 2)
	],
	rows: [
		['1', 'Công ty TNHH Cà phê Cao nguyên Ia Hrung', 'MAP-2026-0001', '88,00', '180.000.000'],
		['2', 'Công ty CP Cấp nước Pleiku Trung', 'MAP-2026-0005', '86,00', '220.000.000']
	],
	total: ['', 'Tổng cộng', '', '', '400.000.000']
};

const tallyMinutes = {
	...head,
	number: '21/BB-SKHCN',
	subject: 'Kiểm phiếu và tổng hợp điểm đánh giá hồ sơ tuyển chọn nhiệm vụ GL-DL-03',
	opening: [
		'Ban kiểm phiếu của Hội đồng tư vấn tuyển chọn đã kiểm phiếu đánh giá các hồ sơ đăng ký chủ trì nhiệm vụ GL-DL-03 với kết quả sau.'
	],
	facts: [
		{ label: 'Số thành viên:', text: '09 người; có mặt: 07 người' },
		{ label: 'Số phiếu phát ra:', text: '07; số phiếu thu về: 07' }
	],
	applications: [
		{
			heading: 'Công ty CP Mía đường Ayun Thượng',
			ballots: {
				columns: [
					column('Phiếu', 'center', 1),
					...['1', '2', '3', '4', '5', '6', '7'].map((title) => column(title, 'right' as const, 1))
				],
				rows: [
					['Điểm', '82', '78', '85', '80', '76', '52', '88'],
					['Hợp lệ', 'Có', 'Có', 'Có', 'Có', 'Có', 'Không', 'Có']
				],
				total: []
			},
			steps: [
				'Tổng điểm 07 phiếu là 541, trung bình 77,29; phiếu 52 điểm lệch quá 20% (5 × |7 × 52 − 541| = 885 > 541), không hợp lệ.',
				'Điểm trung bình của 06 phiếu hợp lệ: 489/6 = 81,50.',
				'Tổ chức đề xuất nhiệm vụ được cộng 10%: 89,65.'
			]
		}
	],
	ranking: {
		columns: [
			column('Hạng', 'center', 0),
			column('Tổ chức đăng ký chủ trì', 'left', 3),
			column('Điểm', 'right', 1),
			column('Kết quả', 'left', 2)
		],
		rows: [
			['1', 'Công ty CP Mía đường Ayun Thượng', '89,65', 'Kiến nghị trúng tuyển'],
			[
				'–',
				'Viện Cơ điện Nông nghiệp Cao nguyên',
				'83,00',
				'Không đạt: quá 1/4 số phiếu cho 0 điểm một tiêu chí'
			]
		],
		total: []
	},
	conclusions: ['Hội đồng kiến nghị Công ty CP Mía đường Ayun Thượng chủ trì thực hiện nhiệm vụ.'],
	closing: 'Biên bản lập xong vào hồi 11 giờ 40 phút ngày 20 tháng 4 năm 2026, được Hội đồng thông qua.',
	signatures: [
		sign('Trưởng ban kiểm phiếu', 'Lê Quang Duy'),
		sign('Thư ký khoa học', 'Phạm Thị Thu Lan'),
		sign('Chủ tịch Hội đồng', 'Nguyễn Văn Khải')
	]
};

type Old<F extends OldContent['format']> = Extract<OldContent, { format: F }>;

const decision: Old<'chuan.decision/2'> = {
	format: 'chuan.decision/2',
	callCode: 'MAP-2026-1',
	callTitle: 'Hỗ trợ xây dựng Chương trình đảm bảo đo lường năm 2026',
	items: [
		{
			code: 'MAP-2026-0001',
			title: 'Chương trình đảm bảo đo lường',
			lot: 'MAP-2026-1',
			organisation: 'Công ty TNHH Cà phê Cao nguyên Ia Hrung',
			approved: '180000000',
			own: '20000000'
		}
	],
	total: '180000000',
	...head,
	subject:
		'Phê duyệt kết quả lựa chọn doanh nghiệp được hỗ trợ xây dựng Chương trình đảm bảo đo lường tại doanh nghiệp năm 2026',
	authority: 'Giám đốc Sở Khoa học và Công nghệ tỉnh Gia Lai',
	bases: [
		'Căn cứ Luật Đo lường ngày 11 tháng 11 năm 2011',
		'Căn cứ Quyết định số 996/QĐ-TTg ngày 10 tháng 8 năm 2018 của Thủ tướng Chính phủ phê duyệt Đề án “Tăng cường, đổi mới hoạt động đo lường hỗ trợ doanh nghiệp Việt Nam nâng cao năng lực cạnh tranh và hội nhập quốc tế giai đoạn đến năm 2025, định hướng đến năm 2030”;',
		'Căn cứ Quyết định quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Khoa học và Công nghệ tỉnh Gia Lai'
	],
	proposal: 'Theo đề nghị của Chi cục trưởng Chi cục Tiêu chuẩn Đo lường Chất lượng',
	articles: [
		{
			paragraphs: [
				'Phê duyệt kết quả lựa chọn 02 doanh nghiệp được hỗ trợ xây dựng Chương trình đảm bảo đo lường tại doanh nghiệp năm 2026 như sau:'
			],
			table: selected,
			after: [
				'(Bằng chữ: Bốn trăm triệu đồng).',
				'Nguồn kinh phí: Hỗ trợ Chương trình đảm bảo đo lường năm 2026.'
			]
		},
		{
			paragraphs: [
				'Giao Chi cục Tiêu chuẩn Đo lường Chất lượng chủ trì, phối hợp với Phòng Kế hoạch – Tài chính hướng dẫn các doanh nghiệp có tên tại Điều 1 ký hợp đồng, triển khai thực hiện và thanh quyết toán kinh phí theo đúng quy định hiện hành của Nhà nước.',
				'Các doanh nghiệp có tên tại Điều 1 chịu trách nhiệm bảo đảm phần kinh phí đối ứng đã cam kết và sử dụng kinh phí hỗ trợ đúng mục đích.'
			]
		},
		{
			paragraphs: [
				'Chi cục trưởng Chi cục Tiêu chuẩn Đo lường Chất lượng, Trưởng phòng Kế hoạch – Tài chính, Thủ trưởng các đơn vị liên quan và các doanh nghiệp có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.'
			]
		}
	],
	recipients: [
		'Như Điều 3',
		'UBND tỉnh (báo cáo)',
		'Giám đốc, các Phó Giám đốc Sở',
		'Cổng thông tin điện tử Sở',
		'Lưu: VT, CCTĐC'
	],
	signature: director,
	annex: {
		subject:
			'Danh sách nhiệm vụ được phê duyệt của đợt TASK-2026-1, tuyển chọn nhiệm vụ về đo lường năm 2026',
		table: annexed,
		after: ['(Bằng chữ: Một tỷ bốn trăm hai mươi hai triệu ba trăm mười sáu nghìn đồng)']
	}
};

const { annex: _annex, ...firstDecision } = decision;

/** One stored content of every earlier format, as long as a real one. */
export const oldContents: { readonly [F in OldContent['format']]: Old<F> } = {
	'chuan.decision/1': { ...firstDecision, format: 'chuan.decision/1' },
	'chuan.decision/2': decision,
	'chuan.notice/1': {
		format: 'chuan.notice/1',
		...head,
		number: '13/TB-SKHCN',
		subject: 'Kết quả xét chọn hồ sơ MAP-2026-0003 của Công ty Cổ phần Mía đường Ayun Thượng',
		paragraphs: [
			'Sở Khoa học và Công nghệ tỉnh Gia Lai thông báo để Công ty Cổ phần Mía đường Ayun Thượng biết kết quả xét chọn hồ sơ mã MAP-2026-0003.',
			'Kết quả: hồ sơ trong danh sách dự phòng.',
			'Xét thứ tự: hồ sơ MAP-2026-0003, hồ sơ khác bằng điểm; kinh phí đề nghị thấp hơn xếp trước: hồ sơ khác > hồ sơ MAP-2026-0003 (790.000.000 đồng < 850.000.000 đồng).'
		],
		recipients: ['Công ty Cổ phần Mía đường Ayun Thượng;', 'Lưu: VT.'],
		signature: director
	},
	'chuan.letter/1': {
		format: 'chuan.letter/1',
		...head,
		number: '318/SKHCN-CCTĐC',
		about: 'V/v thông báo kết quả xét chọn hồ sơ MAP-2026-0003',
		addressees: ['Công ty Cổ phần Mía đường Ayun Thượng'],
		paragraphs: [
			'Sở Khoa học và Công nghệ cảm ơn Quý Công ty đã nộp hồ sơ đăng ký hỗ trợ xây dựng Chương trình đảm bảo đo lường tại doanh nghiệp năm 2026.',
			'Hội đồng tư vấn đã đánh giá hồ sơ MAP-2026-0003 với điểm trung bình 80,00 trên 100 điểm. Kết quả theo từng nhóm tiêu chí như sau:'
		],
		after: [
			'Hồ sơ đạt điểm theo quy định nhưng kinh phí của đợt xét chọn không đủ, vì vậy hồ sơ được đưa vào danh sách dự bị. Sở sẽ thông báo khi có nguồn kinh phí bổ sung.',
			'Mọi ý kiến xin gửi về Chi cục Tiêu chuẩn Đo lường Chất lượng để được giải đáp. Trân trọng.'
		],
		recipients: ['Như trên', 'Lưu: VT, CCTĐC'],
		signature: { ...director, onBehalf: ['KT. Giám đốc'], title: 'Phó Giám đốc', name: 'Trần Thị Mỹ Hạnh' }
	},
	'chuan.survey_minutes/1': {
		format: 'chuan.survey_minutes/1',
		...head,
		number: '',
		subject: 'Khảo sát hồ sơ MAP-2026-0001: Công ty TNHH Cà phê Cao nguyên Ia Hrung',
		opening: [
			'Ngày khảo sát: ngày 09 tháng 4 năm 2026. Sở Khoa học và Công nghệ tỉnh Gia Lai khảo sát tại cơ sở.'
		],
		attendees: [
			{ label: 'Thành phần', text: 'Ông Đỗ Minh Tuấn, Chi cục Tiêu chuẩn Đo lường Chất lượng' },
			{ label: 'Thành phần', text: 'Bà Siu Thị Hà, đại diện đơn vị' }
		],
		findings: {
			columns: [
				column('TT', 'center', 0),
				column('Nội dung khảo sát', 'left', 2),
				column('Kết quả', 'left', 3)
			],
			rows: [
				['1', 'Tổ chức quản lý', 'Có cán bộ phụ trách đo lường, chưa có quy chế.'],
				['2', 'Kiểm định, hiệu chuẩn, thử nghiệm, bảo trì', '03 cân ô tô còn hiệu lực kiểm định.']
			],
			total: []
		},
		conclusions: ['Đủ điều kiện đưa ra hội đồng.'],
		files: [
			{
				label: 'anh-hien-truong.jpg',
				text: 'SHA-256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'
			}
		],
		closing: 'Biên bản được lập từ dữ liệu khảo sát và lưu nguyên trạng.',
		signatures: [sign('Đại diện tổ chức', 'Siu Thị Hà'), sign('Người lập biên bản', 'Đỗ Minh Tuấn')]
	},
	'chuan.opening_minutes/1': {
		format: 'chuan.opening_minutes/1',
		...head,
		number: '12/BB-SKHCN',
		subject: 'Mở hồ sơ đăng ký hỗ trợ xây dựng Chương trình đảm bảo đo lường năm 2026',
		opening: [
			'Hôm nay, vào hồi 08 giờ 30 phút ngày 07 tháng 4 năm 2026, tại trụ sở Sở Khoa học và Công nghệ tỉnh Gia Lai, Sở tiến hành mở hồ sơ đăng ký của đợt MAP-1.'
		],
		attendees: [
			{ label: 'Chủ trì:', text: 'Ông Đỗ Minh Tuấn, Chi cục Tiêu chuẩn Đo lường Chất lượng' },
			{ label: 'Thư ký:', text: 'Bà Nguyễn Thị Kim Chi, Phòng Quản lý khoa học' }
		],
		dossiers: {
			columns: [
				column('STT', 'center', 0),
				column('Mã hồ sơ', 'center', 0),
				column('Tổ chức đăng ký', 'left', 2),
				column('Thời điểm nộp', 'center', 1),
				column('Kết quả', 'center', 1),
				column('Lý do', 'left', 2)
			],
			rows: [
				['1', 'MAP-2026-0001', 'Công ty TNHH Cà phê Cao nguyên Ia Hrung', '16:59:58 06/4/2026', 'Hợp lệ', ''],
				[
					'2',
					'MAP-2026-0002',
					'Công ty CP Cao su Đức Cơ Xanh',
					'09:12:03 03/4/2026',
					'Không hợp lệ',
					'Danh mục phương tiện đo không khớp bản kê kèm theo: thiếu số sản xuất và số giấy chứng nhận'
				]
			],
			total: []
		},
		conclusions: ['Có 02 hồ sơ nộp đúng hạn; 01 hồ sơ hợp lệ, 01 hồ sơ không hợp lệ.'],
		closing:
			'Biên bản kết thúc vào hồi 09 giờ 15 phút cùng ngày, đã đọc cho mọi người dự nghe và thống nhất thông qua.',
		signatures: [sign('Thư ký', 'Nguyễn Thị Kim Chi'), sign('Chủ trì', 'Đỗ Minh Tuấn')]
	},
	'chuan.tally_minutes/1': { ...tallyMinutes, format: 'chuan.tally_minutes/1' },
	'chuan.tally_minutes/2': {
		format: 'chuan.tally_minutes/2',
		...tallyMinutes,
		members: {
			columns: [column('TT', 'center', 0), column('Họ và tên', 'left', 3), column('Tham dự', 'left', 3)],
			rows: [
				['1', 'TS. Nguyễn Văn Khải', 'Có mặt, chủ trì'],
				['2', 'ThS. Rơ Châm Hương', 'Không tham gia đánh giá vì xung đột lợi ích']
			],
			total: []
		},
		ties: [
			'MAP-2026-0015, MAP-2026-0013 bằng điểm; điểm trung bình cao hơn ở tiêu chí “Rủi ro và tác động” xếp trước: MAP-2026-0015 > MAP-2026-0013 (99 > 98 điểm, tổng của 7 phiếu hợp lệ).'
		]
	}
};
