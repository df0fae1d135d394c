export interface OrganisationsRepository {}
