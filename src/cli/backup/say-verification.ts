import type { CheckName, Verification } from '../../lib/server/app/upkeep/ports.ts';

const WORDS: Readonly<Record<CheckName, string>> = {
	indexes: 'bảng và chỉ mục / tables and indexes',
	constraints: 'ràng buộc / constraints',
	foreign_keys: 'tham chiếu / references',
	switched_off: 'ràng buộc bị tắt / rules that are switched off',
	hashes: 'mã băm của bản nộp và văn bản / hashes of revisions and papers',
	numbers: 'số văn bản / numbers of papers',
	ledger: 'bút toán cân bằng / balanced entries',
	balances: 'số dư nguồn kinh phí / balances of funds',
	mail: 'thư chờ quá lâu / mail that waits too long',
	audit: 'nhật ký / audit log',
	work: 'việc cần làm / pieces of work',
	objects: 'tệp đã lưu / stored files'
};

/** One line a check that was made, with what is wrong below it; what could not be checked is said as well. */
export function sayVerification({ checked, violations }: Verification): void {
	for (const [check, words] of Object.entries(WORDS)) {
		const wrong = violations.find((one) => one.check === check);
		if (wrong !== undefined) {
			console.log(`✖ ${words}: ${wrong.count}`);
			for (const example of wrong.examples) console.log(`    ${example}`);
		} else if (checked.some((one) => one === check)) console.log(`✔ ${words}`);
		else console.log(`– ${words}: không kiểm tra được ở đây / cannot be checked here`);
	}
}
