import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  compileScheme,
  dataFromTable,
  evaluate,
  parseScheme,
  type EvaluationResult,
} from '#domain/evaluation'
import { runCommand, type Finished } from '#tests/run-command'
import { sheetOf } from '#tests/sheet-of'

const REFERENCE = fileURLToPath(new URL('../../tests/examples/evaluation/reference/', import.meta.url))
const SCHEME = {
  code: 'three',
  nodes: [
    { code: 'total' },
    { code: 'income', parent: 'total', input: { direction: 'more' } },
    { code: 'energy', parent: 'total', weight: 2, input: { direction: 'less' } },
  ],
}
const HEAD = ['unit', 'name', 'period', 'income', 'energy', 'remark'] as const
const ROWS = [
  ['A', '甲园', '2024', 1, 5, ''],
  ['B', '乙园', '2024', 2, 4, 'moved'],
  ['C', '丙园', '2024', 4, 1, ''],
  ['A', '甲园', '2025', 2, 5, ''],
  ['B', '乙园', '2025', 1, 3, ''],
  ['C', '丙园', '2025', 3, 4.5, ''],
] as const

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-evaluation-'))
  await writeScheme('scheme.json', SCHEME)
  await writeFile(join(folder, 'data.csv'), [HEAD, ...ROWS].map((row) => row.join(',')).join('\n'))
  await writeFile(join(folder, 'data.xlsx'), sheetOf([HEAD, ...ROWS]))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function writeScheme(file: string, scheme: unknown): Promise<void> {
  return writeFile(join(folder, file), JSON.stringify(scheme))
}

/** Nothing that a database, a server or a data folder would need. */
function run(...args: readonly string[]): Promise<Finished> {
  return runCommand(['evaluation', ...args], { cwd: folder, env: { DATABASE_URL: 'postgres://nowhere' } })
}

function compute(...args: readonly string[]): Promise<Finished> {
  return run('compute', '--scheme', 'scheme.json', ...args)
}

async function computed(...args: readonly string[]): Promise<EvaluationResult> {
  const { code, out, err } = await compute(...args, '--json')
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as EvaluationResult
}

describe('evaluation compute', () => {
  test('a table on file becomes scores, ranks and every step', async () => {
    const result = await computed('--data', 'data.csv')
    expect(result.period).toBe('2025')
    expect(result.standings.map(({ unit, rank }) => [unit, rank])).toEqual([
      ['A', 3],
      ['B', 1],
      ['C', 2],
    ])
    // By hand: income 2 of 1 … 3 is half way, energy 5 of 3 … 5 the worst; (1 × 50 + 2 × 0) / 3.
    expect(result.standings[0]?.score).toBeCloseTo(50 / 3, 12)
    const steps = result.periods.find(({ period }) => period === '2025')
    expect(steps?.raw['income']).toEqual([2, 1, 3])
    expect(steps?.normalised).toEqual({ income: [50, 0, 100], energy: [0, 100, 25] })
    expect(result.weights.map(({ node, effective }) => [node, effective])).toEqual([
      ['total', 1],
      ['income', 1 / 3],
      ['energy', 2 / 3],
    ])
  })

  test('a workbook gives the same answer to the byte, and another period another one', async () => {
    const [csv, sheet, earlier] = await Promise.all([
      compute('--data', 'data.csv', '--json'),
      compute('--data', 'data.xlsx', '--json'),
      computed('--data', 'data.csv', '--period', '2024'),
    ])
    expect(sheet.out).toBe(csv.out)
    expect(earlier.standings.map(({ rank }) => rank)).toEqual([3, 2, 1])
  })

  test('it says what the engine says, on 51 units and 49 indicators', async () => {
    const { out } = await run(
      'compute',
      '--scheme',
      `${REFERENCE}scheme.json`,
      '--data',
      `${REFERENCE}data.csv`,
      '--json',
    )
    const scheme = parseScheme(JSON.parse(readFileSync(`${REFERENCE}scheme.json`, 'utf8')))
    if (!scheme.ok) throw new Error('the scheme is sound')
    const compiled = compileScheme(scheme.value)
    const [header = [], ...rows] = readFileSync(`${REFERENCE}data.csv`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    const data = dataFromTable({ header, rows }, scheme.value)
    if (!compiled.ok || !data.ok) throw new Error('the table is sound')
    const result = evaluate(compiled.value, data.value)
    expect(JSON.parse(out)).toEqual(result.ok && { ...result.value, uncertainty: null, statistics: null })
  })

  test('statistics agree with the reference through the command too', async () => {
    const files = ['--scheme', `${REFERENCE}scheme.json`, '--data', `${REFERENCE}data.csv`] as const
    const { out } = await run('compute', ...files, '--json', '--statistics')
    const { statistics } = JSON.parse(out) as {
      readonly statistics: {
        readonly columns: { readonly raw: readonly { readonly column: string; readonly skewness: number }[] }
        readonly consistency: readonly { readonly heading: string; readonly alpha: number }[]
        readonly components: readonly {
          readonly heading: string
          readonly components: readonly { readonly eigenvalue: number }[]
        }[]
        readonly correlations: Readonly<Record<string, { readonly ancestors: readonly unknown[] }>>
      }
    }
    const theirs = JSON.parse(readFileSync(`${REFERENCE}statistics.json`, 'utf8')) as {
      readonly columns: Readonly<Record<string, { readonly Skew: readonly [number] }>>
    }
    for (const { column, skewness } of statistics.columns.raw)
      expect(skewness).toBeCloseTo(theirs.columns[column]?.Skew[0] ?? NaN, 9)
    expect(statistics.consistency).toHaveLength(11)
    expect(statistics.components.find(({ heading }) => heading === 'knowledge')?.components).toHaveLength(5)
    expect(Object.keys(statistics.correlations)).toEqual(['pearson', 'spearman', 'kendall'])
    // 49 indicators with three headings above, 8 headings with two, 2 halves with one.
    expect(statistics.correlations['pearson']?.ancestors).toHaveLength(49 * 3 + 8 * 2 + 2)
  })

  test('how sure the ranks are, the same each time', async () => {
    const args = ['--data', 'data.csv', '--uncertainty', '--json'] as const
    const [first, second] = await Promise.all([compute(...args), compute(...args)])
    expect(first.code).toBe(0)
    expect(first.out).toBe(second.out)
    const { uncertainty } = JSON.parse(first.out) as {
      readonly uncertainty: { readonly replications: number; readonly units: readonly unknown[] }
    }
    expect(uncertainty.replications).toBe(1_000)
    expect(uncertainty.units).toHaveLength(3)
  })

  test('for reading: the ranking in either language, every step where asked', async () => {
    const [zh, en, steps] = await Promise.all([
      compute('--data', 'data.csv'),
      compute('--data', 'data.csv', '--lang', 'en'),
      compute('--data', 'data.csv', '--tables', 'steps', '--lang', 'en'),
    ])
    expect(zh.out).toContain('名次')
    expect(zh.out).toMatch(/1 +B +乙园 +66\.67/)
    expect(en.out).toMatch(/rank +unit +name +score/)
    expect(steps.out).toContain('On one scale')
    expect(steps.out).toContain('0.3333333333333333')
  })

  test.each([
    ['A,,2025,two,5\nB,,2025,1,3', 'row 2, column income', '第 2 行“income”列'],
    ['A,,2025,1,5\nB,,2025,1,3', 'income is 1 for every unit', 'income'],
    ['A,,2025,,5\nB,,2025,,3', 'income has no figures at all', 'income'],
    ['A,,2025,1,5\nA,,2025,2,3', 'row', '第 3 行'],
    ['A,,2025,1e400,5\nB,,2025,1,3', 'row 2, column income', '第 2 行“income”列'],
  ])('bad figures are refused by row, column or indicator: %j', async (rows, english, chinese) => {
    const file = `bad-${String(rows.length)}-${String(english.length)}.csv`
    await writeFile(join(folder, file), `unit,name,period,income,energy\n${rows}\n`)
    const [en, zh] = await Promise.all([compute('--data', file, '--lang', 'en'), compute('--data', file)])
    expect([en.code, zh.code, en.out, zh.out]).toEqual([2, 2, '', ''])
    expect(en.err).toContain(english)
    expect(zh.err).toContain(chinese)
  })

  test.each([
    [
      'no direction',
      { ...SCHEME, nodes: [...SCHEME.nodes, { code: 'jobs', parent: 'total', input: {} }] },
      'jobs',
    ],
    ['a parent that is not there', { ...SCHEME, nodes: [...SCHEME.nodes, { code: 'x', parent: 'y' }] }, 'y'],
    ['no JSON object', 7, 'expected'],
  ])('a scheme with %s is refused by the name of the node', async (_, scheme, name) => {
    await writeScheme('wrong.json', scheme)
    const { code, err, out } = await run(
      'compute',
      '--scheme',
      'wrong.json',
      '--data',
      'data.csv',
      '--lang',
      'en',
    )
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(name)
  })

  test('files that are not there, or no JSON or table, are named', async () => {
    const [noScheme, noData, noJson, noTable] = await Promise.all([
      run('compute', '--scheme', 'none.json', '--data', 'data.csv'),
      compute('--data', 'none.csv'),
      run('compute', '--scheme', 'data.csv', '--data', 'data.csv'),
      compute('--data', 'scheme.pdf'),
    ])
    for (const [{ code, err }, named] of [
      [noScheme, 'none.json'],
      [noData, 'none.csv'],
      [noJson, 'data.csv'],
      [noTable, 'scheme.pdf'],
    ] as const) {
      expect(code).toBe(2)
      expect(err).toContain(named)
    }
  })
})

test('the example of the documentation is what comes out', async () => {
  const page = readFileSync(new URL('../../docs/methods/evaluation.md', import.meta.url), 'utf8')
  const block = (language: string) =>
    new RegExp(`^\`\`\`${language}\n([^]*?)\n\`\`\`$`, 'm').exec(page)?.[1] ?? ''
  await writeFile(join(folder, 'documented.json'), block('json'))
  await writeFile(join(folder, 'documented.csv'), block('csv'))
  const files = ['--scheme', 'documented.json', '--data', 'documented.csv'] as const
  const { code, out, err } = await run('compute', ...files, '--lang', 'en')
  expect([code, err]).toEqual([0, ''])
  expect(out.trim()).toBe(block('text'))
})

test('evaluation methods lists every method with what it needs', async () => {
  const [json, text] = await Promise.all([run('methods', '--json'), run('methods', '--lang', 'en')])
  const kinds = JSON.parse(json.out) as readonly {
    readonly kind: string
    readonly methods: readonly { readonly method: string; readonly about: string }[]
  }[]
  expect(kinds.map(({ kind, methods }) => [kind, methods.length])).toEqual([
    ['imputation', 10],
    ['treatment', 2],
    ['normalisation', 13],
    ['weighting', 9],
    ['aggregation', 9],
  ])
  expect(kinds.flatMap(({ methods }) => methods.filter(({ about }) => about === ''))).toEqual([])
  expect(text.out).toMatch(/distance-to-reference +unit\*, capped false/)
})
