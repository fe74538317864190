/** Procedures and cases: definitions as data, the in-tray, the case page, clocks that fire, statistics. */
export { procedureRoutes } from './routes.ts'
export { CASE_EFFECTS_QUEUE, type CaseEffectsJob } from './effects.ts'
export { carryOutEffects, effectsWorker, giveUpEffects } from './effects-worker.ts'
export { fireDueTimers, fireSome, startTimekeeper } from './fire-timers.ts'
export { loadProcedures } from './load-procedures.ts'
export { definitionInForce, readDefinitions } from './definitions.ts'
export { calendarsOf, readCalendars } from './calendars.ts'
export { beginCase, commandCase, openCase, readCase, runCommand } from './commands.ts'
export { raiseCase, type RaisedCase } from './raise-case.ts'
export { waitingForMe } from './list-cases.ts'
export { correctCalendars } from './correct-calendars.ts'
export {
  findCaseIds,
  nextCaseIds,
  verifyCases,
  type CaseDifference,
  type CaseVerdict,
} from './verify-cases.ts'
export { loadCase } from './store.ts'
export { chineseDate, issuerName, sayDate } from './letters.ts'
