export interface BudgetsRepository {}
