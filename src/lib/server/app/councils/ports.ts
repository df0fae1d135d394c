export interface CouncilsRepository {}
