/** Registry: the zone's organisations, valid in time, and the schematic map. */
export { registryRoutes } from './routes.ts'
export { loadDemoOrganisations, loadZone } from './load-zone.ts'
export { isCurrentPlan } from './organisations.ts'
