import type { FilingValues } from '#domain/indicators'
import { factsOf, type EnterpriseSources, type SourceRecord } from '../../src/features/rules/facts-of.ts'
import { recordKind } from '#features/enterprises'
import { checkRecord } from '../../src/features/enterprises/check-record.ts'
import { BoundFact } from '../../src/features/rules/fact-binding.ts'
import type { FactSheet } from '#domain/rules'
import type { SyntheticRecord, SyntheticWord, SyntheticZone } from '../../src/main/synthetic/index.ts'
import { readData } from './shipped-rules.ts'

const FORMS = ['GQ-001', 'GQ-002', 'GQ-003', 'GQ-005'] as const
const facts = BoundFact.array().parse((readData('rules', 'facts.json') as { facts: unknown }).facts)

/** The observed facts of an invented enterprise, made from what would be loaded for it, without a database. */
export function syntheticSheet(
  zone: SyntheticZone,
  number: number,
  file: { readonly records: readonly SyntheticRecord[]; readonly words: readonly SyntheticWord[] },
  on: string,
): FactSheet {
  const enterprise = zone.enterprise(number)
  const state = enterprise.states.find(({ from, to }) => from <= on && (to === null || on < to))
  const filings = new Map<string, ReadonlyMap<string, number | string>>()
  for (const form of FORMS)
    for (let back = 1; back <= 3; back += 1) {
      const period = String(Number(on.slice(0, 4)) - back)
      const values = zone.filed(number, form, period)
      if (values !== null) filings.set(`${form} ${period}`, cellsOf(values))
    }
  const sources: EnterpriseSources = {
    id: String(number),
    register:
      state === undefined
        ? null
        : {
            creditCode: enterprise.creditCode,
            name: enterprise.name,
            registrationPark: state.registrationPark,
            operationPark: state.operationPark,
            registrationDistrict: state.registrationPark.replace('park.', 'district.'),
            industry: state.industry,
            industrySection: state.industry.slice(0, 1),
            field: state.field,
            sizeClass: state.sizeClass,
            rung: state.rung,
            aboveScale: state.aboveScale,
            highTech: state.highTech,
            status: state.status,
            registeredOn: enterprise.founded,
          },
    filings,
    records: file.records.map((record, index): SourceRecord => ({
      id: String(index),
      status: 'confirmed',
      ...record,
    })),
    declarations: file.words
      .filter(({ from, to }) => from <= on && on < to)
      .map((word, index) => ({ ...word, id: String(index), at: word.from })),
  }
  return factsOf(facts, sources, on)
}

function cellsOf(values: FilingValues): ReadonlyMap<string, number | string> {
  const cells = new Map<string, number | string>()
  for (const [cell, value] of Object.entries(values))
    if (typeof value === 'number' || typeof value === 'string') cells.set(cell, value)
  return cells
}

/** What the register of records would say against a record: nothing, where people could have entered it. */
export function recordProblems({ kind, from, to, fields }: SyntheticRecord): readonly unknown[] {
  const checked = checkRecord(recordKind(kind), { from, to, fields })
  if (!checked.ok) return checked.issues
  return checked.value.to === to ? [] : [`${kind} ends on ${String(checked.value.to)}`]
}
