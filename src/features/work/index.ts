/** Work: the in-tray, jobs, search over everything. */
export { workRoutes } from './routes.ts'
