/** The synthetic population of the demonstration: parameters in, enterprises and filings out, no input or output of its own. */
export { readDemoParameters, type DemoParameters } from './demo-parameters.ts'
export { synthesise, type SyntheticFiling, type SyntheticZone } from './synthesise.ts'
export { DEMO_FORMS, type DaysOf, type DemoForm } from './calendar-of-filings.ts'
export { lockDay, REOPENED_AFTER, type FilingStep, type FilingSide } from './filing-story.ts'
export type { PlantedFault } from './plant-faults.ts'
export type { SyntheticEnterprise, SyntheticState } from './register-states.ts'
export { clusterCode } from './register-states.ts'
export {
  recordsOf,
  type LastFilings,
  type RecordSetting,
  type SyntheticRecord,
} from './enterprise-records.ts'
export { wordsOf, type SyntheticWord } from './enterprise-words.ts'
