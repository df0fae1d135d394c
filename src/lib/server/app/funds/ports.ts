export interface FundsRepository {}
