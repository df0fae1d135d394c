import type { Device } from '#lib/domain/access/device.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** A browser as its owner names it: "Chrome trên Windows". */
export function deviceWords({ browser, system }: Device, locale: 'vi' | 'en'): string {
	if (browser !== '' && system !== '') return m.accounts_device_on({ browser, system }, { locale });
	return browser || system || m.accounts_device_unknown({}, { locale });
}

/** A network as it is recorded; in words where none is known. */
export function networkWords(network: string, locale: 'vi' | 'en'): string {
	return network === '' || network === 'unknown' ? m.accounts_network_unknown({}, { locale }) : network;
}
