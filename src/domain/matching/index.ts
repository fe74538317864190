/**
 * Matching: policies to enterprises, their best combination, what a change of a rule would do; the ladder of enterprises; the
 * layout of industries over parks. On `#domain/rules`. Integer programmes are made here and solved by whoever is handed them
 * (`platform/optimisation`).
 */
export type * from './policy.ts'
