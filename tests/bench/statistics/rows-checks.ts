/**
 * All checks of one period: 30,000 filings of 150 fields with every kind of relation, last period and last year beside, and the
 * outlier rules over 24 periods. In memory, as an import and the nightly round have them.
 *
 *   node tests/bench/statistics/index.ts --only=checks
 */
import {
  checkColumns,
  compileForm,
  findOutliers,
  parseForm,
  type AlignedTable,
  type ColumnTable,
  type CompiledForm,
  type OutlierHistory,
  type OutlierRule,
} from '#domain/indicators'
import { measure, printCells, type Bench } from './bench.ts'

const FIELDS = 150
const PERIODS = 24

export async function run({ options: { enterprises, rounds } }: Bench): Promise<void> {
  const form = compileForm(benchForm())
  const periods = Array.from({ length: PERIODS + 1 }, (_, at) => monthAt(at))
  const tables = periods.map((_, at) => tableAt(enterprises, at))
  const own = Int32Array.from({ length: enterprises }, (_, row) => row)
  const [now, last, year] = [tables.at(-1), tables.at(-2), tables.at(-13)]
  if (now === undefined || last === undefined || year === undefined) throw new Error('too few periods')
  const history: Record<string, AlignedTable> = {
    '1': { table: last, rows: own },
    '1Y': { table: year, rows: own },
  }
  const outliers: OutlierHistory = {
    rows: enterprises,
    periods: periods.map((period, at) => ({ period, table: tables[at] ?? now, rowOf: null })),
  }
  const judged = periods.at(-1) ?? ''
  const groups = Int32Array.from({ length: enterprises }, (_, row) => row % 40)
  let findings = 0
  let found = 0
  const relations = await measure(rounds, () => {
    findings = checkColumns(form, now, { forms: {}, history }).count
    return Promise.resolve()
  })
  const unusual = await measure(rounds, () => {
    found = 0
    for (const rule of outlierRules()) found += findOutliers(rule, outliers, judged, groups).outliers.length
    return Promise.resolve()
  })
  const size = `${enterprises} x ${FIELDS}`
  printCells(`check ${size}, ${form.rules.length} rules, last period and last year`, [
    `${relations.middle.toFixed(0)} ms`,
    `most ${relations.most.toFixed(0)}`,
    `${findings} findings`,
  ])
  printCells(`outliers ${size}, ${outlierRules().length} rules, ${PERIODS} periods before`, [
    `${unusual.middle.toFixed(0)} ms`,
    `most ${unusual.most.toFixed(0)}`,
    `${found} found`,
  ])
  printCells('together', [`${((relations.middle + unusual.middle) / 1000).toFixed(2)} s`, 'at most 5 s', ''])
}

function cell(at: number): string {
  return `F${String(at).padStart(3, '0')}`
}

/** Blocks of ten: a total of three parts, two parts of a part, bounds, pairs; changes to last period and last year. */
function benchForm(): CompiledForm['definition'] {
  const label = { zh: '测试', en: 'Test' }
  const blocks = Array.from({ length: FIELDS / 10 }, (_, block) => block * 10)
  const head = { severity: 'error', standing: 'zone', source: 'bench', enabled: true } as const
  const linear = (id: string, relation: string) => ({
    ...head,
    id,
    kind: 'linear',
    relation,
    missing: 'skip-if-any',
  })
  const parsed = parseForm({
    code: 'B-M150',
    version: 1,
    title: label,
    rhythm: 'month',
    validFrom: '2020-01',
    authority: null,
    own: true,
    source: 'bench',
    filers: { unit: 'enterprise', where: [] },
    calendar: { opensAfterDays: 1, dueMonth: 1, dueDay: 15, roll: 'none', source: null },
    approval: 'approve',
    sections: [
      {
        id: 'all',
        title: label,
        fields: Array.from({ length: FIELDS }, (_, at) => ({
          code: cell(at),
          label,
          type: 'integer',
          unit: '千元',
          compulsory: at % 10 === 0,
          minimum: 0,
        })),
      },
    ],
    rules: blocks.flatMap((at) => [
      linear(`sum-${at}`, `${cell(at)} = ${cell(at + 1)} + ${cell(at + 2)} + ${cell(at + 3)}`),
      linear(`parts-${at}`, `${cell(at + 4)} + ${cell(at + 5)} <= ${cell(at + 1)}`),
      linear(`part-${at}`, `${cell(at + 6)} <= ${cell(at + 2)}`),
      linear(`stock-${at}`, `${cell(at)} >= ${cell(at + 6)}@-1`),
      { ...head, id: `pair-${at}`, kind: 'compulsory-pair', cells: [cell(at + 7), cell(at + 8)] },
      ...['1', '1Y'].map((back) => ({
        ...head,
        severity: 'query',
        id: `change-${back}-${at}`,
        kind: 'change',
        cell: cell(at),
        back,
        ratio: 0.5,
        floor: 1_000,
      })),
    ]),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

function monthAt(at: number): string {
  const month = 2024 * 12 + at
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}

/** Skewed sizes with a season; one filing in a hundred has a sum that is wrong, one in fifty moves by much; some cells are missing. */
function tableAt(rows: number, at: number): ColumnTable {
  const figures = new Map<string, Float64Array>()
  for (let field = 0; field < FIELDS; field++) figures.set(cell(field), new Float64Array(rows))
  let seed = 1 + at
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  for (let block = 0; block < FIELDS; block += 10) {
    const columns = Array.from(
      { length: 10 },
      (_, n) => figures.get(cell(block + n)) ?? new Float64Array(rows),
    )
    const put = (n: number, row: number, value: number) => {
      const column = columns[n]
      if (column !== undefined) column[row] = value
    }
    for (let row = 0; row < rows; row++) {
      const size = Math.exp(4 + ((row * 7919) % 1_000) / 100)
      const move = random() < 0.02 ? 3 : 0.95 + random() / 10
      const parts = [0.5, 0.3, 0.2].map((share) => Math.round(size * share * move * (1 + (at % 12) / 60)))
      const total = parts.reduce((sum, part) => sum + part, 0)
      put(0, row, random() < 0.01 ? total + 9 : total)
      for (const [n, part] of parts.entries()) put(n + 1, row, part)
      put(4, row, Math.floor((parts[0] ?? 0) / 3))
      put(5, row, Math.floor((parts[0] ?? 0) / 4))
      put(6, row, random() < 0.05 ? Number.NaN : Math.floor((parts[1] ?? 0) / 2))
      for (const n of [7, 8, 9]) put(n, row, Math.floor(size / n))
    }
  }
  return { rows, figures, texts: new Map() }
}

function outlierRules(): readonly OutlierRule[] {
  const common = { leastSpread: 0.05, atLeast: 10 }
  return [cell(0), cell(10), cell(20), cell(30)].flatMap((watched): OutlierRule[] => [
    {
      ...common,
      kind: 'hidiroglou-berthelot',
      cell: watched,
      back: 1,
      sizeExponent: 0.5,
      width: { below: 10, above: 10 },
      percentile: 0.25,
      centre: 'judged',
      training: 12,
    },
    {
      ...common,
      kind: 'robust-z',
      cell: watched,
      per: cell(40),
      against: 'group',
      z: 4,
      scale: 'natural',
      training: PERIODS,
    },
    {
      ...common,
      kind: 'robust-z',
      cell: watched,
      per: null,
      against: 'own-past',
      z: 4,
      scale: 'natural',
      training: PERIODS,
    },
  ])
}
