export interface ProposalsRepository {}
