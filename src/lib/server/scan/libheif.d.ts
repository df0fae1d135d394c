/** The part of `libheif-js` that is used: its bindings carry no types. */
declare module 'libheif-js/wasm-bundle.js' {
	interface HeifImage {
		get_width(): number;
		get_height(): number;
		display(
			into: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
			done: (drawn: object | null) => void
		): void;
		free(): void;
	}
	const libheif: { readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] } };
	export default libheif;
}
