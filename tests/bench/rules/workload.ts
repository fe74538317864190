/**
 * Five hundred rules over entities of a zone: in our FEEL with Chinese names, and the same rules for each other engine in its own
 * language. Everything follows from a seed, so every run is about the same rules and the same entities.
 */
import type { FactBase, FactColumn, FactDefinition, RuleBook, RuleNode } from '#domain/rules'

export interface Condition {
  readonly kind: 'least' | 'most' | 'share' | 'flag' | 'sector'
  readonly fact: string
  readonly of: string
  readonly threshold: number
  readonly sectors: readonly string[]
}
/** A disjunction of conditions. */
export type Clause = readonly Condition[]
export interface BenchRule {
  readonly code: string
  readonly clauses: readonly Clause[]
}

const NUMBERS = [
  '营业收入',
  '研发费用',
  '利润总额',
  '从业人员',
  '研发人员',
  '发明专利',
  '实缴税费',
  '出口额',
  '资产总额',
  '新产品收入',
]
const FLAGS = ['高新技术企业', '上市', '规模以上', '有研发机构']
const SECTORS = ['软件', '医药', '智能制造', '新材料', '集成电路', '商务服务', '新能源', '其他']
/** Largest value of each number, in order. */
const SIZES = [200_000, 20_000, 30_000, 2_000, 800, 120, 9_000, 60_000, 500_000, 90_000]

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function makeRules(count: number): readonly BenchRule[] {
  const random = seeded(20_250_101)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const condition = (): Condition => {
    const at = Math.floor(random() * NUMBERS.length)
    const fact = NUMBERS[at] ?? ''
    const kind = pick(['least', 'least', 'most', 'share', 'flag', 'sector'] as const)
    const threshold =
      kind === 'share'
        ? Math.round(random() * 300) / 10
        : Math.round((SIZES[at] ?? 1) * random() ** 3 * 10) / 10
    const sectors = SECTORS.filter(() => random() < 0.4)
    return {
      kind,
      fact: kind === 'flag' ? pick(FLAGS) : fact,
      of: pick(NUMBERS.filter((name) => name !== fact)),
      threshold,
      sectors: sectors.length === 0 ? ['软件'] : sectors,
    }
  }
  return Array.from({ length: count }, (_, index) => ({
    code: `规则${index + 1}`,
    clauses: Array.from({ length: 3 + Math.floor(random() * 4) }, () =>
      Array.from({ length: random() < 0.2 ? 2 : 1 }, condition),
    ),
  }))
}

export type Entity = Readonly<Record<string, number | boolean | string>>

export function makeEntities(count: number): readonly Entity[] {
  const random = seeded(7)
  return Array.from({ length: count }, () => {
    const entity: Record<string, number | boolean | string> = {}
    for (const [index, name] of NUMBERS.entries())
      entity[name] =
        Math.round(
          (SIZES[index] ?? 1) * random() ** 3 * (index === 3 || index === 4 || index === 5 ? 1 : 100),
        ) /
          (index === 3 || index === 4 || index === 5 ? 1 : 100) +
        1
    for (const name of FLAGS) entity[name] = random() < 0.4
    entity['行业'] = SECTORS[Math.floor(random() * SECTORS.length)] ?? '其他'
    return entity
  })
}

const title = { zh: '条件', en: 'condition' }

export function factDefinitions(): readonly FactDefinition[] {
  const of = (code: string, type: FactDefinition['type']): FactDefinition => ({
    code,
    title,
    group: '经济',
    type,
    unit: null,
    options: null,
    description: null,
    formula: null,
    evidence: { what: title, by: 'enterprise', cost: 1 },
    confidential: false,
  })
  return [
    ...NUMBERS.map((name) => of(name, 'number')),
    ...FLAGS.map((name) => of(name, 'boolean')),
    of('行业', 'text'),
  ]
}

export function feelOf({ kind, fact, of, threshold, sectors }: Condition, list = true): string {
  switch (kind) {
    case 'least':
      return `${fact} >= ${threshold}`
    case 'most':
      return `${fact} < ${threshold}`
    case 'share':
      return `${fact} / ${of} * 100 >= ${threshold}`
    case 'flag':
      return fact
    case 'sector': {
      const words = sectors.map((sector) => JSON.stringify(sector)).join(', ')
      // Bracketed: the grammar of feelin lets a test after `in` swallow an `or` behind it.
      return list ? `行业 in (${words})` : `(行业 in [${words}])`
    }
  }
}

export function makeBook(rules: readonly BenchRule[]): RuleBook {
  const leaf = (id: string, when: string): RuleNode => ({
    kind: 'condition',
    id,
    title,
    when,
    clause: null,
    status: 'example',
    off: false,
  })
  return {
    facts: factDefinitions(),
    parameters: [],
    tables: [],
    scores: [],
    amounts: [],
    nearLimit: 0.2,
    rules: rules.map(({ code, clauses }) => ({
      code,
      title,
      nearLimit: null,
      root: {
        kind: 'all',
        id: 'all',
        title: null,
        of: clauses.map((clause, index): RuleNode => {
          const parts = clause.map((condition, at) => leaf(`c${index}-${at}`, feelOf(condition)))
          const [only] = parts
          return only !== undefined && parts.length === 1
            ? only
            : { kind: 'any', id: `any${index}`, title: null, of: parts }
        }),
      },
    })),
  }
}

/** Columns of the entities; `missing` is the share of values that are not known. */
export function makeBase(entities: readonly Entity[], missing: number): FactBase {
  const random = seeded(99)
  const columns = new Map<string, FactColumn>()
  const rows = entities.length
  for (const { code, type } of factDefinitions()) {
    const known = Uint8Array.from({ length: rows }, () => (random() < missing ? 0 : 1))
    if (type === 'number')
      columns.set(code, {
        type,
        values: Float64Array.from(entities, (entity) => Number(entity[code])),
        known,
      })
    else if (type === 'boolean')
      columns.set(code, {
        type,
        values: Uint8Array.from(entities, (entity) => (entity[code] === true ? 1 : 0)),
        known,
      })
    else if (type === 'text')
      columns.set(code, {
        type,
        values: Int32Array.from(entities, (entity) => SECTORS.indexOf(String(entity[code]))),
        known,
        words: SECTORS,
      })
  }
  return { ids: entities.map((_, index) => `e${index}`), columns }
}
