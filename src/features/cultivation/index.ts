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
