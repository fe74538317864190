/**
 * Decision models (OMG DMN 1.5): read, written, compiled, evaluated with a trace, and tables checked.
 * Files in, models out: `readDmn`, `writeDmn`; then `compileModel` once and `evaluateDecision` often. Start at `dmn-model.ts`.
 */
export type * from './dmn-model.ts'
export { readDmn } from './dmn-read.ts'
export { writeDmn } from './dmn-write.ts'
export { type CompileOptions, type CompiledModel, compileModel } from './dmn-compile.ts'
export {
  type DecisionAnswer,
  type DecisionTrace,
  type DmnOptions,
  evaluateDecision,
  evaluateKnowledge,
  evaluateService,
} from './dmn-evaluate.ts'
export { type TableFinding, type TableReport, checkTable } from './decision-table-check.ts'
export type { TableTrace } from './dmn-boxed.ts'
export { type XmlElement, type XmlLimits, XML_LIMITS, readXml } from './dmn-xml.ts'
export { DMN_ISSUE_CODES, DMN_NOTE_CODES, type DmnIssueCode } from './dmn-issue-codes.ts'
