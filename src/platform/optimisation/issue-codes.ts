/** Why a programme has no solution; the comment names the parameters. */
export const OPTIMISATION_ISSUE_CODES = [
  // No values satisfy all rows and bounds
  'optimisation.infeasible',
  // The objective can be bettered without end
  'optimisation.unbounded',
  // seconds: none was found in that time
  'optimisation.no_solution_in_time',
  // what: the first thing wrong with it, name: of the variable or row
  'optimisation.programme',
  // status: what the solver said
  'optimisation.solver',
] as const
export type OptimisationIssueCode = (typeof OPTIMISATION_ISSUE_CODES)[number]
