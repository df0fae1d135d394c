export interface TasksRepository {}
