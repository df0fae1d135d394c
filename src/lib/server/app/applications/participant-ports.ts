/** A person or an organisation named in the dossier; feeds the conflict check. */
export interface Participant {
	readonly kind: 'leader' | 'secretary' | 'main_member' | 'member' | 'organisation';
	readonly name: string;
	readonly taxCode?: string;
}
