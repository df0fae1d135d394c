const column = (title: string, align: 'left' | 'right' | 'center', share: number) => ({
	title,
	align,
	share
});

/** The ten columns of a decision on tasks: too many for an upright page. */
export const annexed = {
	columns: [
		column('TT', 'center', 0),
		column('Mã hồ sơ', 'left', 0),
		column('Mã nhiệm vụ', 'left', 0),
		column('Tên nhiệm vụ, nội dung hỗ trợ', 'left', 4),
		column('Tổ chức chủ trì', 'left', 4),
		column('Chủ nhiệm', 'left', 2),
		column('Thời gian thực hiện (tháng)', 'center', 0),
		column('Ngân sách nhà nước (đồng)', 'right', 3),
		column('Đối ứng (đồng)', 'right', 3),
		column('Phương thức khoán chi', 'left', 2)
	],
	rows: [
		[
			'1',
			'TASK-2026-0001',
			'GL-DL-03',
			'Nghiên cứu hoàn thiện quy trình đo độ ẩm cà phê nhân và xây dựng mô hình kiểm soát phép đo tại cơ sở chế biến',
			'Công ty Cổ phần Mía đường Ayun Thượng',
			'TS. Nguyễn Hữu Phước',
			'24',
			'825.895.000',
			'450.000.000',
			'Đến sản phẩm cuối cùng'
		],
		[
			'2',
			'TASK-2026-0004',
			'GL-DL-06',
			'Giải pháp giám sát lưu lượng nước qua tuốc bin bằng đồng hồ siêu âm',
			'Công ty Cổ phần Thủy điện Ia Ly Hạ',
			'ThS. Siu H’Bia',
			'18',
			'596.421.000',
			'500.000.000',
			'Từng phần'
		]
	],
	total: ['', '', '', 'Tổng cộng', '', '', '', '1.422.316.000', '950.000.000', '']
};
