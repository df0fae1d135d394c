export interface SheetsRepository {}
