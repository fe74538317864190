/**
 * Policies (政策): the library and its versions, editing with four eyes, simulation, layout of industries, coverage, pilots and sandbox;
 * matching and applications.
 */
export * from './contract-shared.ts'
export * from './contract-values.ts'
export * from './contract-library.ts'
export * from './contract-editing.ts'
export * from './contract-simulation.ts'
export * from './contract-layout.ts'
export * from './contract-coverage.ts'
export * from './contract-matching.ts'
export * from './contract-applications.ts'
