import { describe, expect, test } from 'vitest'
import { addMonths } from './add-months.ts'
import type { BoundFact, FactBinding } from './fact-binding.ts'
import { factsOf, type EnterpriseSources, type SourceRecord } from './facts-of.ts'

const ON = '2026-11-22'

function fact(
  code: string,
  type: BoundFact['type'],
  from: FactBinding,
  formula: string | null = null,
): BoundFact {
  return {
    code,
    title: { zh: code, en: code },
    group: '测试',
    type,
    unit: null,
    options: null,
    description: null,
    formula,
    evidence: { what: { zh: '材料', en: 'papers' }, by: 'enterprise', cost: 1 },
    confidential: false,
    from,
  }
}

const REVENUE = fact('上年度营业收入', 'number', {
  kind: 'filing',
  form: 'GQ-002',
  cell: 'QC05_0',
  yearsBack: 1,
  factor: 0.1,
  words: false,
})

function record(
  kind: string,
  fields: SourceRecord['fields'],
  more: Partial<SourceRecord> = {},
): SourceRecord {
  return {
    id: `${kind}-${JSON.stringify(fields)}`,
    kind,
    status: 'confirmed',
    from: '2024-05-01',
    to: null,
    fields,
    ...more,
  }
}

function sources(more: Partial<EnterpriseSources> = {}): EnterpriseSources {
  return { id: 'e', register: null, filings: new Map(), records: [], declarations: [], ...more }
}

function valueOf(one: BoundFact, more: Partial<EnterpriseSources>, on = ON) {
  return factsOf([one], sources(more), on).get(one.code)?.value
}

describe('a figure of a filing', () => {
  const filings = new Map([['GQ-002 2025', new Map<string, number | string>([['QC05_0', 12_345]])]])

  test('is of the year before the day of judgement, in the unit of the fact', () => {
    expect(valueOf(REVENUE, { filings })).toBe(1234.5)
    expect(valueOf(REVENUE, { filings }, '2025-03-01')).toBeUndefined()
    expect(valueOf(REVENUE, { filings }, '2026-01-01')).toBe(1234.5)
  })

  test('says which cell it was', () => {
    expect(factsOf([REVENUE], sources({ filings }), ON).get(REVENUE.code)?.source).toEqual({
      kind: 'filing',
      place: { form: 'GQ-002', period: '2025', cell: 'QC05_0', filed: 12_345 },
    })
  })

  test('that is missing is unknown, not zero', () => {
    expect(valueOf(REVENUE, { filings: new Map([['GQ-002 2025', new Map()]]) })).toBeUndefined()
  })

  test('has the word over what the enterprise says', () => {
    const said = {
      id: 'd',
      fact: REVENUE.code,
      value: 9,
      from: '2026-01-01',
      to: '2027-01-01',
      state: 'declared' as const,
      at: '',
    }
    expect(valueOf(REVENUE, { filings, declarations: [said] })).toBe(1234.5)
    expect(valueOf(REVENUE, { declarations: [said] })).toBe(9)
  })
})

describe('records', () => {
  const qualifications = fact('有效资质', 'texts', {
    kind: 'records',
    record: 'qualification',
    give: 'codes',
    of: 'code',
    where: {},
    valid: true,
  })

  test('count while they hold: the first day in, the last day out', () => {
    const records = [
      record('qualification', { code: 'high-tech' }, { from: '2023-11-23', to: '2026-11-23' }),
      record('qualification', { code: 'srdi' }, { from: '2022-01-01', to: '2026-11-22' }),
      record('qualification', { code: 'gazelle' }, { from: '2026-11-22', to: null }),
      record('qualification', { code: 'unicorn' }, { status: 'refused' }),
    ]
    expect(valueOf(qualifications, { records })).toEqual(['gazelle', 'high-tech'])
  })

  test('of a public register that has none are an empty list, of other kinds unknown', () => {
    expect(valueOf(qualifications, {})).toEqual([])
    const ip = fact('知识产权数', 'number', {
      kind: 'records',
      record: 'ip',
      give: 'count',
      where: {},
      valid: true,
    })
    expect(valueOf(ip, {})).toBeUndefined()
  })

  test('within three years are those begun after the same day three years before', () => {
    const money = fact('近三年融资额', 'number', {
      kind: 'records',
      record: 'financing',
      give: 'sum',
      of: 'amount',
      where: { form: ['equity', 'bond'] },
      withinYears: 3,
      valid: false,
    })
    const records = [
      record('financing', { form: 'equity', amount: 100.1 }, { from: '2023-11-22' }),
      record('financing', { form: 'equity', amount: 200.2 }, { from: '2023-11-23' }),
      record('financing', { form: 'bond', amount: 0.1 }, { from: '2026-11-22' }),
      record('financing', { form: 'loan', amount: 1_000 }, { from: '2026-01-01' }),
      record('financing', { form: 'equity', amount: 1_000 }, { from: '2026-11-23' }),
    ]
    expect(valueOf(money, { records })).toBe(200.3)
  })
})

test('the same day some months later, or the last of the month', () => {
  expect(addMonths('2026-11-22', 12)).toBe('2027-11-22')
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
})
