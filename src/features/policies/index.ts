/** Policies: the library with its versions, editing with four eyes, simulation; matching, applications, payments. */
export { matchingRoutes } from './matching-routes.ts'
export { startPolicyKeeper } from './keep-policies.ts'
export { policyRoutes } from './routes.ts'
export { loadPolicies } from './load-policies.ts'
export { waitingInPolicies } from './waiting-policies.ts'
