import { expect, it } from 'vitest';
import { TransferRate } from './transfer-rate.ts';

it('tells the rate of the last seconds and what is left of the time', () => {
	const rate = new TransferRate();
	expect(rate.after(0, 1_000_000, 0)).toBeUndefined();
	expect(rate.after(50_000, 1_000_000, 1_000)).toBeUndefined();
	expect(rate.after(100_000, 1_000_000, 2_000)).toEqual({ bytesPerSecond: 50_000, secondsLeft: 18 });
	// Half a minute later the first seconds count no more.
	expect(rate.after(200_000, 1_000_000, 30_000)).toBeUndefined();
	expect(rate.after(210_000, 1_000_000, 40_000)).toEqual({ bytesPerSecond: 1_000, secondsLeft: 790 });
});

it('tells whole bytes a second, which can be written as a size', () => {
	const rate = new TransferRate();
	rate.after(0, 300_000, 0);
	expect(rate.after(100_000, 300_000, 2_505)).toEqual({ bytesPerSecond: 39_920, secondsLeft: 6 });
});

it('says nothing of a line that stands still, and starts anew where an upload goes on', () => {
	const rate = new TransferRate();
	rate.after(500, 1_000, 0);
	expect(rate.after(500, 1_000, 5_000)).toBeUndefined();
	expect(rate.after(100, 1_000, 6_000)).toBeUndefined();
	expect(rate.after(300, 1_000, 8_000)).toEqual({ bytesPerSecond: 100, secondsLeft: 7 });
});
