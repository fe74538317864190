/**
 * The zone's rule book: facts with their sources, dated parameters, tables and scores; what is known of one enterprise
 * (`factSheet`) and of all of them (`factBase`); what enterprises say of themselves.
 */
export { ruleRoutes } from './routes.ts'
export { loadParameters } from './parameters.ts'
export { NEAR_LIMIT, compiledFor, readZoneBook, shippedBook } from './zone-book.ts'
export { factSheet, factSheets } from './fact-sheet.ts'
export { fullSheet, sheetFor } from './read-facts.ts'
export { decideDeclaration, declareFact, requireEnterprise } from './declarations.ts'
export { factBase, type ZoneBase } from './fact-base.ts'
export { waitingDeclarations } from './waiting-declarations.ts'
export type { BoundFact, FactBinding } from './fact-binding.ts'
