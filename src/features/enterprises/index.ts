/** Enterprises: the register, valid and known in time. */
export { enterpriseRoutes } from './routes.ts'
export { initialsOf } from './change-enterprise.ts'
