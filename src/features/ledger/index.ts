/** The ledger: duties of plans with their life, progress and history; targets; coverage; supervision; public progress. */
export { ledgerRoutes } from './routes.ts'
export { loadZoneLedger } from './load-zone-ledger.ts'
export { dutiesToTake, loadPlan, takePlanDuties } from './take-plan.ts'
export { actOnDuty } from './act-on-duty.ts'
export {
  BY_HAND,
  addDuty,
  insertDuties,
  newDuty,
  type DutyOrigin,
  type DutyToAdd,
  type NewDuty,
} from './add-duty.ts'
export { checkNames } from './check-named.ts'
export { waitingInLedger, searchDuties } from './waiting-duties.ts'
export { keepLedger, startLedgerKeeper } from './keep-ledger.ts'
export {
  playDuties,
  type InstanceStory,
  type PlayedFile,
  type PlayedLedger,
  type PlayedStep,
} from './play-duties.ts'
export { writeLedger } from './write-ledger.ts'
export { readRules } from './rules.ts'
export { dayOf } from './today.ts'
export { raiseProposals } from './raise-proposals.ts'
export { LOST_REGISTERS_QUEUE, REGISTER_QUEUE, giveUpRegister, registerWorker } from './register-job.ts'
export { changeTarget } from './change-target.ts'
export { addActual } from './target-actuals.ts'
export { readTarget } from './target-page.ts'
export { addCoverage, endCoverage } from './coverage.ts'
export { changeAnnualList, makeAnnualLists, readAnnualList } from './annual-lists.ts'
export { decideProposals } from './proposals.ts'
export { actOnInspection, addInspection } from './inspections.ts'
export {
  bringFigures,
  listFollowingTargets,
  type FollowedFigure,
  type FollowingTarget,
} from './followed-actuals.ts'
export { followIndicator } from './follow-indicator.ts'
