/**
 * Integer programmes solved: `solveInteger` for what takes milliseconds, `solveInThread` for what may take seconds. The solver is
 * HiGHS (MIT) compiled to WebAssembly, from the package in node_modules; there is no solver service. What has no solution is
 * refused by a code; a solution says whether it is proven best. Programmes are made by engines: `IntegerProgramme` of the kernel.
 */
export { solveInteger, type SolveOptions } from './solve-integer.ts'
export { solveInThread } from './solve-in-thread.ts'
export { PROGRAMME_LIMITS } from './check-programme.ts'
export { OPTIMISATION_ISSUE_CODES, type OptimisationIssueCode } from './issue-codes.ts'
