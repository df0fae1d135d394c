export interface UploadsRepository {}
