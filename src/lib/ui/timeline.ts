/** One entry of a timeline; the words are ready to be read. */
export interface TimelineItem {
	readonly title: string;
	readonly when?: string;
	readonly text?: string;
	readonly state: 'done' | 'now' | 'later' | 'failed';
}
