/** Enterprises: the register, valid and known in time; their records, search, duplicates, imports. */
export { enterpriseRoutes } from './routes.ts'
export { initialsOf } from './change-enterprise.ts'
export { recordsOf, type KnownRecord } from './records-of.ts'
export { recordKind, recordKinds } from './record-kinds.ts'
export { enterprisesOn, survivorOf, visibleEnterprises, type EnterpriseOn } from './look-up.ts'
export { enterpriseHits } from './search-enterprises.ts'
export { ENTERPRISES_QUEUE, enterprisesWorker, giveUpEnterprises } from './import-job.ts'
