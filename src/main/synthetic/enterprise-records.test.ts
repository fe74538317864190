import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { policyBook, holdsOn } from '#domain/matching'
import { compileRuleBook, judge } from '#domain/rules'
import { readData, shippedPolicies, shippedZoneBook } from '#tests/shipped-rules'
import { recordProblems, syntheticSheet } from '#tests/synthetic-sources'
import {
  readDemoParameters,
  recordsOf,
  synthesise,
  wordsOf,
  type LastFilings,
  type RecordSetting,
  type SyntheticRecord,
  type SyntheticWord,
  type SyntheticZone,
} from './index.ts'

const ON = '2026-11-22'
const YEAR = '2025'
const DAYS = () => ({ opensOn: '2099-12-31', dueOn: '2099-12-31' })
let zone: SyntheticZone
let setting: RecordSetting

beforeAll(async () => {
  const parameters = await readDemoParameters(join(resolve(import.meta.dirname, '../../..'), 'data', 'demo'))
  zone = synthesise(parameters, { enterprises: 2000, days: DAYS })
  setting = { seed: parameters.seed, latest: '2026-11-01' }
})

function filedBy(number: number): LastFilings {
  return {
    profile: zone.filed(number, 'GQ-001', YEAR),
    economy: zone.filed(number, 'GQ-002', YEAR),
    people: zone.filed(number, 'GQ-003', YEAR),
    research: zone.filed(number, 'GQ-005', YEAR),
  }
}

function fileOf(number: number): { records: readonly SyntheticRecord[]; words: readonly SyntheticWord[] } {
  const enterprise = zone.enterprise(number)
  const filed = filedBy(number)
  return { records: recordsOf(setting, enterprise, filed), words: wordsOf(setting, enterprise, filed) }
}

const SAMPLE = Array.from({ length: 200 }, (_, index) => 4 + index * 9)

describe('invented files of enterprises', () => {
  it('are the same every time', () => {
    for (const number of SAMPLE.slice(0, 20)) expect(fileOf(number)).toEqual(fileOf(number))
  })

  it('begin after the enterprise, before the day up to which they are told, and end after they began', () => {
    for (const number of SAMPLE) {
      const { founded } = zone.enterprise(number)
      for (const { kind, from, to } of fileOf(number).records) {
        expect(from >= founded && from < setting.latest, `${String(number)} ${kind} ${from}`).toBe(true)
        expect(to === null || to > from, `${String(number)} ${kind}`).toBe(true)
      }
    }
  })

  it('hold only what people could have entered', () => {
    const written = readData('demo', 'enterprise-files.json') as {
      enterprises: { records: SyntheticRecord[] }[]
    }
    for (const { records } of [...SAMPLE.map(fileOf), ...written.enterprises])
      for (const record of records) expect(recordProblems(record), JSON.stringify(record)).toEqual([])
  })

  it('never hold two certificates of one kind at a time', () => {
    for (const number of SAMPLE) {
      const held = fileOf(number).records.filter(({ kind }) => kind === 'qualification')
      for (const [code, own] of Map.groupBy(held, ({ fields }) => fields['code'])) {
        const ordered = own.toSorted((one, other) => (one.from < other.from ? -1 : 1))
        for (const [index, one] of ordered.entries()) {
          const next = ordered[index + 1]
          if (next !== undefined)
            expect(one.to !== null && one.to <= next.from, `${String(number)} ${String(code)}`).toBe(true)
        }
      }
    }
  })

  it('count as many patents as the research form', () => {
    let compared = 0
    for (const number of SAMPLE) {
      const property = fileOf(number).records.filter(({ kind }) => kind === 'ip')
      const filed = filedBy(number).research
      if (property.length === 0 || filed === null) continue
      const inventions = property.filter(({ fields }) => fields['kind'] === 'invention')
      expect(inventions.reduce((sum, { fields }) => sum + Number(fields['count']), 0)).toBe(filed['QJ73'])
      compared += 1
    }
    expect(compared).toBeGreaterThan(80)
  })

  it('leave something unknown of most and everything of nobody', () => {
    const said = SAMPLE.map((number) => fileOf(number).words.length)
    expect(said.filter((words) => words === 0).length).toBeGreaterThan(20)
    expect(said.filter((words) => words > 10).length).toBeGreaterThan(60)
    expect(
      SAMPLE.filter((number) => fileOf(number).records.some(({ kind }) => kind === 'ip')).length,
    ).toBeLessThan(SAMPLE.length)
  })
})

describe('the enterprise of the stories', () => {
  it('qualifies for five policies, is near three, and of two it is not known', () => {
    const { enterprises } = readData('demo', 'enterprise-files.json') as {
      enterprises: { organisation: string; records: SyntheticRecord[]; words: SyntheticWord[] }[]
    }
    const file = enterprises.find(({ organisation }) => organisation === zone.enterprise(1).organisation)
    if (file === undefined) throw new Error('no file of the first enterprise')
    const policies = [...shippedPolicies().values()].filter((policy) => holdsOn(policy, ON))
    const compiled = compileRuleBook(policyBook(policies, shippedZoneBook(), { on: ON }), ON)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
    const sheet = syntheticSheet(zone, 1, file, ON)
    const verdicts = policies.map(({ code }) => judge(compiled.value, code, sheet))
    const codes = (wanted: (verdict: (typeof verdicts)[number]) => boolean) =>
      verdicts.filter(wanted).map(({ rule }) => rule)
    expect(codes(({ answer }) => answer === 'yes')).toEqual([
      'graduate-posts',
      'green-channel',
      'haidian-chips',
      'pct-grant',
      'tech-contracts',
    ])
    expect(codes(({ near }) => near)).toEqual(['ip-strong', 'rd-bands', 'rd-increment'])
    expect(codes(({ answer }) => answer === 'undetermined')).toEqual([
      'first-set-insurance',
      'pilot-platform',
    ])
    // The premium alone is what it can tell, and then it is paid.
    expect(
      verdicts.find(({ rule }) => rule === 'first-set-insurance')?.missing.map(({ fact }) => fact),
    ).toEqual(['首台套保险费'])
    const told = new Map(sheet).set('首台套保险费', { value: 60, source: { kind: 'given', place: {} } })
    expect(judge(compiled.value, 'first-set-insurance', told).answer).toBe('yes')
  }, 60_000)
})
