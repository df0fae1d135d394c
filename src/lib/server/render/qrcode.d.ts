/** The part of `qrcode` that is used: the package ships no types of its own. */
declare module 'qrcode' {
	interface Modules {
		readonly size: number;
		get(row: number, column: number): number;
	}
	const QRCode: {
		create(
			text: string,
			options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }
		): { readonly modules: Modules };
	};
	export default QRCode;
}
