/** Everything that backup and restore refuse, in both languages; `at` is the file, the place or the figure concerned. */
const WORDS = {
	place_unset: () => [
		'Chưa đặt nơi sao lưu. Hãy đặt CHUAN_BACKUP là một thư mục trên đĩa khác (tốt nhất là máy khác) rồi chạy lại.',
		'No place for backups is set. Set CHUAN_BACKUP to a folder on another disk (best of another machine), then try again.'
	],
	place_missing: (at) => [
		`Không thấy nơi sao lưu ${at}. Hãy kiểm tra đĩa đã được gắn chưa, và quyền đọc ghi của tài khoản chạy cổng.`,
		`The backup place ${at} is not there. Check that its disk is mounted, and that this account may read and write it.`
	],
	place_foreign: (at) => [
		`${at} không phải nơi sao lưu và không trống. Hãy đặt CHUAN_BACKUP là một thư mục trống.`,
		`${at} is not a backup place and not empty. Set CHUAN_BACKUP to an empty folder.`
	],
	place_emptied: (at) => [
		`${at} trống, trong khi cổng này đã sao lưu vào đó: có lẽ đĩa chưa được gắn. Nếu đúng là đĩa mới, hãy xóa tệp backup-place.json trong thư mục dữ liệu rồi chạy lại.`,
		`${at} is empty, and this portal has backed up there before: its disk is perhaps not mounted. If it is a new disk, remove backup-place.json from the data folder, then try again.`
	],
	place_of_other: (at) => [
		`${at} là nơi sao lưu của một cơ sở dữ liệu khác. Hãy đặt CHUAN_BACKUP là nơi khác.`,
		`${at} is the backup place of another database. Set CHUAN_BACKUP to another place.`
	],
	place_format: (at) => [
		`${at} do một bản Chuẩn mới hơn ghi, hoặc place.json bị hỏng. Hãy dùng bản đã ghi nó.`,
		`${at} was written by a newer Chuẩn, or its place.json is damaged. Use the version that wrote it.`
	],
	place_full: (at) => [
		`Nơi sao lưu ${at} đã đầy. Các bản sao lưu đã có còn nguyên. Hãy giải phóng chỗ hoặc đặt CHUAN_BACKUP_KEEP nhỏ hơn rồi chạy lại.`,
		`The backup place ${at} is full. The backups that are there are whole. Make room, or set a smaller CHUAN_BACKUP_KEEP, then try again.`
	],
	place_gone: (at) => [
		`Nơi sao lưu ${at} không đọc ghi được nữa. Các bản sao lưu đã có không bị đụng tới. Hãy kiểm tra đĩa rồi chạy lại.`,
		`The backup place ${at} can no longer be read or written. The backups that are there were not touched. Check its disk, then try again.`
	],
	key_missing: (at) => [
		`Nơi sao lưu ${at} được mã hóa. Hãy đặt CHUAN_BACKUP_KEY_FILE là tệp khóa của nó.`,
		`The backup place ${at} is encrypted. Set CHUAN_BACKUP_KEY_FILE to the file with its key.`
	],
	key_unwanted: (at) => [
		`Nơi sao lưu ${at} không mã hóa. Hãy bỏ CHUAN_BACKUP_KEY_FILE, hoặc đặt CHUAN_BACKUP là một thư mục trống để bắt đầu mã hóa.`,
		`The backup place ${at} is not encrypted. Unset CHUAN_BACKUP_KEY_FILE, or begin anew in an empty folder.`
	],
	key_wrong: (at) => [
		`Khóa trong CHUAN_BACKUP_KEY_FILE không phải khóa của nơi sao lưu ${at}.`,
		`The key in CHUAN_BACKUP_KEY_FILE is not that of the backup place ${at}.`
	],
	key_unreadable: (at) => [
		`Không đọc được khóa sao lưu ${at}. Tệp phải chứa 32 byte dạng base64: head -c 32 /dev/urandom | base64`,
		`The backup key ${at} cannot be read. The file holds 32 bytes in base64: head -c 32 /dev/urandom | base64`
	],
	file_missing: (at) => [
		`Thiếu tệp ${at} trong nơi sao lưu.`,
		`The file ${at} is missing from the backup place.`
	],
	file_truncated: (at) => [`Tệp ${at} bị cắt ngắn.`, `The file ${at} is cut off.`],
	file_altered: (at) => [
		`Tệp ${at} bị hỏng hoặc bị sửa: nội dung không khớp dấu kiểm.`,
		`The file ${at} is damaged or was altered: its content does not agree with its checksums.`
	],
	file_foreign: (at) => [
		`Tệp ${at} không phải tệp sao lưu của Chuẩn, hoặc đã bị ghi đè.`,
		`The file ${at} is not a backup file of Chuẩn, or was overwritten.`
	],
	file_swapped: (at) => [
		`Tệp ${at} không khớp danh mục của bản sao lưu: nó là tệp của một bản khác.`,
		`The file ${at} does not agree with the manifest of its backup: it belongs to another one.`
	],
	file_trailing: (at) => [
		`Tệp ${at} có thêm dữ liệu lạ ở cuối.`,
		`The file ${at} has foreign bytes after its end.`
	],
	manifest_format: (at) => [
		`Danh mục ${at} có dạng mà bản Chuẩn này không đọc được. Hãy dùng bản đã ghi nó.`,
		`The manifest ${at} has a format that this version of Chuẩn cannot read. Use the version that wrote it.`
	],
	no_base: (at) => [
		`Nơi sao lưu ${at} chưa có bản sao lưu nào hoàn chỉnh. Hãy chạy: npm run backup`,
		`The backup place ${at} holds no finished base. Run: npm run backup`
	],
	base_unknown: (at) => [`Không có bản sao lưu ${at}.`, `There is no base ${at}.`],
	base_abandoned: (at) => [
		`Bản sao lưu ${at} thuộc một nhánh đã bỏ từ lần khôi phục trước; không đi tiếp từ đó được.`,
		`The base ${at} lies on a branch that an earlier restore has left; nothing goes on from there.`
	],
	base_incomplete: (at) => [
		`Bản sao lưu không có đủ tệp: thiếu ${at}.`,
		`The base does not hold all its files: ${at} is missing.`
	],
	other_major: (at) => [
		`Bản sao lưu là của PostgreSQL ${at}. Hãy dùng bản Chuẩn kèm đúng phiên bản đó để khôi phục.`,
		`The base is of PostgreSQL ${at}. Restore it with a Chuẩn that brings that version.`
	],
	newer_schema: (at) => [
		`Dữ liệu do một bản Chuẩn mới hơn tạo (bước di trú ${at} không có ở bản này). Hãy khôi phục bằng bản mới hơn đó.`,
		`The data were made by a newer Chuẩn (this one does not know the migration ${at}). Restore with that version.`
	],
	other_schema: (at) => [
		`Dữ liệu do một bản Chuẩn khác tạo (bước di trú ${at} có nội dung khác). Hãy khôi phục bằng bản đó.`,
		`The data were made by another Chuẩn (its migration ${at} has another text). Restore with that version.`
	],
	target_not_empty: (at) => [
		`${at} không trống. Hãy dời nó đi nơi khác (đừng xóa), hoặc đặt CHUAN_DATA là thư mục trống.`,
		`${at} is not empty. Move it elsewhere (do not delete it), or set CHUAN_DATA to an empty folder.`
	],
	target_small: (at) => [
		`Không đủ chỗ để khôi phục: cần khoảng ${at}.`,
		`There is not enough room to restore: about ${at} are needed.`
	],
	instant_unreadable: (at) => [
		`Không đọc được thời điểm "${at}". Hãy ghi cả múi giờ, ví dụ: --to 2026-11-30T10:15:07+07:00`,
		`The instant "${at}" cannot be read. Write it with its time zone, for example: --to 2026-11-30T10:15:07+07:00`
	],
	instant_future: (at) => [`Thời điểm ${at} chưa đến.`, `The instant ${at} has not come yet.`],
	instant_too_early: (at) => [
		`Không có bản sao lưu nào trước thời điểm đó. Thời điểm sớm nhất khôi phục được là ${at}.`,
		`No base is older than that. The earliest instant that can be restored is ${at}.`
	],
	instant_too_late: (at) => [
		`Nhật ký ghi trước không đi tới thời điểm đó; giao dịch cuối cùng trong đó lúc ${at}. Bỏ --to để khôi phục tới đó.`,
		`The WAL does not reach that instant; its last transaction is of ${at}. Leave --to out to restore up to there.`
	],
	wal_gap: (at) => [
		`Nhật ký ghi trước bị đứt: thiếu đoạn ${at}, các đoạn sau vẫn còn. Chỉ khôi phục được tới trước chỗ đứt: hãy dùng --to.`,
		`The WAL has a gap: segment ${at} is missing and later ones are there. Only what lies before it can be restored: use --to.`
	],
	wal_missing: (at) => [
		`Thiếu đoạn nhật ký ghi trước ${at}, không có nó thì bản sao lưu không dùng được. Hãy chọn bản khác bằng --base.`,
		`The WAL segment ${at} is missing, and without it the base cannot be used. Choose another one by --base.`
	],
	wal_foreign: (at) => [
		`Đoạn nhật ký ghi trước ${at} là của một cơ sở dữ liệu khác, hoặc nằm sai chỗ.`,
		`The WAL segment ${at} is of another database, or stands in a wrong place.`
	],
	wal_differs: (at) => [
		`Đoạn ${at} đã có trong nơi sao lưu với nội dung khác; không ghi đè. Có lẽ hai cổng cùng sao lưu vào một nơi.`,
		`Segment ${at} is in the backup place with another content; it is not overwritten. Perhaps two portals use one place.`
	],
	wal_stopped_early: (at) => [
		`Việc phát lại dừng sớm, tại ${at}, trong khi nhật ký còn đi tiếp. Không dùng kết quả này.`,
		`The replay ended early, at ${at}, while the WAL goes on. The result is not used.`
	],
	history_missing: (at) => [
		`Thiếu tệp nhánh ${at}: không biết các đoạn của nhánh đó nối từ đâu.`,
		`The history file ${at} is missing: nothing says where the segments of that timeline go on from.`
	],
	history_altered: (at) => [`Tệp nhánh ${at} không đọc được.`, `The history file ${at} cannot be read.`],
	recovery_failed: (at) => [
		`PostgreSQL không phát lại được nhật ký: ${at}`,
		`PostgreSQL could not replay the WAL: ${at}`
	],
	objects_missing: (at) => [
		`Nơi sao lưu thiếu hoặc hỏng các tệp sau, dữ liệu thì nhắc đến chúng:\n${at}\nĐể vẫn khôi phục phần còn lại, chạy lại với --accept-missing.`,
		`The backup place lacks these files, or holds them damaged, and the data name them:\n${at}\nTo restore the rest all the same, run again with --accept-missing.`
	],
	archiving_off: (at) => [
		`PostgreSQL đang chạy mà không lưu nhật ký ghi trước vào ${at}. Với cơ sở dữ liệu kèm theo: đặt CHUAN_BACKUP rồi khởi động lại cổng. Với máy chủ riêng: xem docs/operations/restore.md.`,
		`PostgreSQL runs without archiving its WAL to ${at}. With the embedded database: set CHUAN_BACKUP and start the portal again. With a server of your own: see docs/operations/restore.md.`
	],
	archiving_stuck: (at) => [
		`Nhật ký ghi trước không tới được nơi sao lưu: ${at} chưa có sau hai phút. Nơi đó có thể đã đầy; xem nhật ký của PostgreSQL. Bản sao lưu dở đã bỏ, các bản trước còn nguyên.`,
		`The WAL does not arrive at the backup place: ${at} is not there after two minutes. The place may be full; see the log of PostgreSQL. The unfinished base is gone, the former ones are whole.`
	],
	already_running: () => [
		'Một lần sao lưu khác đang chạy. Hãy chờ nó xong.',
		'Another backup is running. Wait until it has ended.'
	],
	tablespaces: (at) => [
		`Cơ sở dữ liệu dùng tablespace (${at}); sao lưu này chưa chép chúng. Hãy dời bảng về pg_default.`,
		`The database uses tablespaces (${at}), which this backup does not copy. Move the tables to pg_default.`
	],
	server_elsewhere: (at) => [
		`Thư mục dữ liệu ${at} của máy chủ PostgreSQL không đọc được từ máy này. Lệnh này cần chạy trên chính máy đó, bằng tài khoản của PostgreSQL.`,
		`The data folder ${at} of the PostgreSQL server cannot be read from here. Run this on that machine, as the user of PostgreSQL.`
	]
} as const satisfies Record<string, (at: string) => readonly [vi: string, en: string]>;

export type BackupRefusal = keyof typeof WORDS;

/** A reason not to back up or to restore that a person can mend. Nothing that was good before is touched by it. */
export class BackupRefused extends Error {
	override readonly name = 'BackupRefused';
	readonly code: BackupRefusal;
	readonly vi: string;
	readonly en: string;

	constructor(code: BackupRefusal, at = '', cause?: unknown) {
		const [vi, en] = WORDS[code](at);
		super(en, { cause });
		this.code = code;
		this.vi = vi;
		this.en = en;
	}
}
