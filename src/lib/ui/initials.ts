/**
 * The two letters of an avatar: the first letters of the last two words, since a Vietnamese given name
 * stands last ("Nguyễn Thị Kim Chi" -> "KC"). Letters keep their marks.
 */
export function initialsOf(name: string): string {
	return name
		.normalize('NFC')
		.split(/\s+/u)
		.filter((word) => word !== '')
		.slice(-2)
		.map((word) => Array.from(word)[0] ?? '')
		.join('')
		.toLocaleUpperCase('vi');
}
