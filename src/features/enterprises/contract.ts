/** Enterprises (企业, 一企一档): the register, records with validity, the profile, duplicates, imports. All that the web sees. */
export * from './contract-register.ts'
export * from './contract-records.ts'
export * from './contract-profile.ts'
export * from './contract-merge.ts'
export * from './contract-import.ts'
