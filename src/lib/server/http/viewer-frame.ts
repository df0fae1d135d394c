import { createHash } from 'node:crypto';
import { dev } from '$app/environment';

const STYLE = `
*{box-sizing:border-box}
html,body{margin:0;height:100%}
body{display:flex;background:#55544f;color:#fff;font:14px/1.4 system-ui,sans-serif}
#list{flex:0 0 104px;overflow-y:auto;padding:8px;background:#3b3a37}
#list[hidden]{display:none}
#list button{display:block;width:100%;margin:0 0 8px;padding:4px;border:2px solid transparent;background:none;color:#fff;font:inherit;text-align:center;cursor:pointer}
#list span{display:block;width:72px;margin:0 auto;background:#fff;overflow:hidden}
#list [aria-current]{border-color:#7cc6d6;background:#55544f}
:focus-visible{outline:3px solid #7cc6d6;outline-offset:-3px}
#content{position:relative;flex:1 1 auto;min-width:0;overflow:auto;padding:12px 0}
.sheet{position:relative;margin:0 auto 12px;background:#fff;color:#1b1e20;overflow:hidden}
.sheet canvas,#list canvas{display:block;width:100%;height:100%}
.sheet.undrawn::after{content:attr(data-undrawn);position:absolute;inset:40% 16px auto;text-align:center}
.textLayer{position:absolute;inset:0;overflow:clip;line-height:1;text-align:initial;forced-color-adjust:none;transform-origin:0 0;--min-font-size:1;--text-scale-factor:calc(var(--total-scale-factor)*var(--min-font-size));--min-font-size-inv:calc(1/var(--min-font-size))}
.textLayer[data-main-rotation="90"]{transform:rotate(90deg) translateY(-100%)}
.textLayer[data-main-rotation="180"]{transform:rotate(180deg) translate(-100%,-100%)}
.textLayer[data-main-rotation="270"]{transform:rotate(270deg) translateX(-100%)}
.textLayer :is(span,br){position:absolute;color:transparent;white-space:pre;cursor:text;transform-origin:0 0}
.textLayer span{--font-height:0;--scale-x:1;--rotate:0deg;font-size:calc(var(--text-scale-factor)*var(--font-height));transform:rotate(var(--rotate)) scaleX(var(--scale-x)) scale(var(--min-font-size-inv))}
.textLayer .hit{background:rgb(232 185 112/.55)}
.textLayer .hit.now{background:rgb(227 120 40/.6);outline:2px solid #84480a}
@media (width<30rem){#list{flex-basis:88px;padding:4px}}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Scripts of the build that a frame may run: its own, by the address that the page names. */
const BUILT = /^\/_app\/immutable\/workers\/[\w.-]+\.js$/;

/**
 * The empty document in which files are drawn (ADR 0044): of no origin, wherever it is opened; one script, one style,
 * nothing fetched, nothing sent, no form, no frame within. Undefined for a script that is none of the build's.
 */
export function viewerFrame(script: string, origin: string): Response | undefined {
	const ofServer = dev && script.startsWith('/src/lib/features/viewer/frame/');
	if (!BUILT.test(script) && !ofServer) return undefined;
	const allowed = ofServer ? `${origin}/` : origin + script;
	const policy = [
		"default-src 'none'",
		`script-src ${allowed} 'wasm-unsafe-eval'`,
		`style-src 'sha256-${STYLE_HASH}'`,
		'worker-src blob:',
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'self'",
		'sandbox allow-scripts'
	].join('; ');
	const kind = ofServer ? ' type="module"' : '';
	const html = `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Chuẩn</title><style>${STYLE}</style></head><body><nav id="list" hidden></nav><main id="content" tabindex="0"></main><script${kind} src="${script}"></script></body></html>`;
	return new Response(html, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': policy,
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer'
		}
	});
}
