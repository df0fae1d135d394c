/**
 * A telephone number as Vietnamese read it: `+84905123456` is `0905 123 456`, `+842693820211` is `0269 382 0211`.
 * Anything else (a foreign number, one that was never read) stays as it is.
 */
export function formatPhone(phone: string): string {
	return phone
		.replace(/^\+84([35789]\d\d)(\d{3})(\d{3})$/, '0$1 $2 $3')
		.replace(/^\+84(2[48])(\d{4})(\d{4})$/, '0$1 $2 $3')
		.replace(/^\+84(2\d\d)(\d{3})(\d{4})$/, '0$1 $2 $3');
}
