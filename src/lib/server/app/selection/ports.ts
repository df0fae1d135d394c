export interface SelectionRepository {}
