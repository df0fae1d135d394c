import { m } from '#lib/i18n/paraglide/messages.js';

/** Asks for a form to sign and hands it to the browser as a file; what stands in the way, in words. */
export async function fetchPrint(address: string): Promise<string | undefined> {
	let response: Response;
	try {
		response = await fetch(address, {
			method: 'POST',
			headers: { accept: 'application/json, application/pdf' }
		});
	} catch {
		return m.ui_line_unsent();
	}
	if (!response.ok) {
		const said = (await response.json().catch(() => ({}))) as { readonly message?: string };
		return said.message ?? m.documents_print_failed();
	}
	const link = document.createElement('a');
	link.href = URL.createObjectURL(await response.blob());
	link.download =
		/filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'in.pdf';
	link.click();
	// The browser reads the file after the click.
	setTimeout(() => {
		URL.revokeObjectURL(link.href);
	}, 60_000);
	return undefined;
}
