/** Cultivation: the ladder of enterprises, the library, stewards and service packs, innovation points, consents to share them. */
export { cultivationRoutes } from './routes.ts'
export { loadCultivation } from './load-cultivation.ts'
export {
  LADDER_QUEUE,
  giveUpLadder,
  keepCultivation,
  ladderWorker,
  startCultivationKeeper,
} from './keep-cultivation.ts'
export { computeYear } from './keep-years.ts'
/** What a demonstration plays as people would do it. */
export { giveConsent, withdrawConsent } from './consents.ts'
export { promoteEntry } from './keep-library.ts'
export { addEntries, leaveLibrary } from './library.ts'
export { openRequest } from './open-request.ts'
export { assignPack } from './services.ts'
export { shareByConsent } from './sharings.ts'
export { assignSteward } from './stewards.ts'
export { addVisit } from './visits.ts'
