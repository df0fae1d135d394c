export interface SessionsRepository {}
