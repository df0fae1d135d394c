import QRCode from 'qrcode';

/** A QR code as runs of dark squares per row: `[x, y, width]` in modules; `size` modules a side. */
export interface QrSquares {
	readonly size: number;
	readonly runs: readonly (readonly [x: number, y: number, width: number])[];
}

/** `level`: how much of the code may be lost, a seventh (M) or a quarter (Q) of it. */
export function qrSquares(text: string, level: 'M' | 'Q' = 'M'): QrSquares {
	const { modules } = QRCode.create(text, { errorCorrectionLevel: level });
	const runs: [number, number, number][] = [];
	for (let y = 0; y < modules.size; y += 1) {
		let start = -1;
		for (let x = 0; x <= modules.size; x += 1) {
			const dark = x < modules.size && modules.get(y, x) !== 0;
			if (dark && start < 0) start = x;
			if (!dark && start >= 0) {
				runs.push([start, y, x - start]);
				start = -1;
			}
		}
	}
	return { size: modules.size, runs };
}
