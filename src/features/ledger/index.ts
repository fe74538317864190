/** The ledger: duties of plans with their life, progress and history; targets; coverage; supervision; public progress. */
export { ledgerRoutes } from './routes.ts'
export { loadZoneLedger } from './load-zone-ledger.ts'
export { takePlanDuties } from './take-plan.ts'
export { actOnDuty } from './act-on-duty.ts'
export { addDuty } from './add-duty.ts'
export { waitingInLedger, searchDuties } from './waiting-duties.ts'
export { keepLedger, startLedgerKeeper, type LedgerKeeper } from './keep-ledger.ts'
