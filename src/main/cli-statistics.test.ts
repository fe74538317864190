import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWorkbook } from '#platform/spreadsheets'
import { runCommand } from '#tests/run-command'

const FIRST = '91110108MA01ABCD1X'
const SECOND = '91110108MA01ABCD2Y'
const HEAD = '统一社会信用代码,企业名称,QC05_0,技术收入,QC07,商品销售收入,QC49,QC24,QC31,QC33,QC51'

interface Checked {
  form: string
  version: number
  filings: {
    row: number
    sheet: string
    id: string | null
    unreadable: { code: string; cell: string; key: string }[]
    findings: { rule: string; severity: string; code: string; left: number | null; right: number | null }[]
    change: { cells: string[]; weight: number; proven: boolean; example: Record<string, number | null> }
  }[]
  summary: Record<string, unknown>
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-statistics-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function save(name: string, lines: readonly string[]): Promise<string> {
  await writeFile(join(folder, name), lines.join('\n'))
  return name
}

function run(...args: string[]) {
  return runCommand(args, { cwd: folder })
}

async function check(...args: string[]): Promise<Checked> {
  const { code, out, err } = await run('statistics', 'check', '--form', 'GQ-002', '--json', ...args)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as Checked
}

describe('statistics check', () => {
  it('tells for each filing the rules that it breaks and the fewest cells to change', async () => {
    const file = await save('filings.csv', [
      HEAD,
      `${FIRST},甲,100,40,60,0,0,"1,000",400,500,20`,
      `${SECOND},乙,１００,40,60,0,0,1000千元,500,500,x`,
      `91110108MA01ABCD3Z,丙,100,40,60,0,0,1000,500,500,20`,
    ])
    const checked = await check(file)
    expect(checked).toMatchObject({ form: 'GQ-002', version: 1 })
    expect(checked.filings.map(({ row, id }) => [row, id])).toEqual([
      [2, FIRST],
      [3, SECOND],
      [4, '91110108MA01ABCD3Z'],
    ])
    const [first, second, third] = checked.filings
    expect(first?.findings).toMatchObject([
      { rule: 'gq002-13', severity: 'error', code: 'indicators.relation', left: 1000, right: 900 },
    ])
    expect(first?.change).toMatchObject({ weight: 1, proven: true })
    expect(first?.change.cells).toHaveLength(1)
    // What cannot be read is no missing cell: it says so, with its place, and counts as one to change.
    expect(second?.unreadable).toMatchObject([{ code: 'sheet.not_a_number', cell: 'K3', key: 'QC51' }])
    expect(second?.findings).toMatchObject([{ rule: 'field:QC51', code: 'indicators.not_a_number' }])
    expect(second?.change).toMatchObject({ cells: ['QC51'] })
    expect(third).toMatchObject({ findings: [], change: { cells: [], weight: 0, example: {}, proven: true } })
    expect(checked.summary).toEqual({
      filings: 3,
      withErrors: 2,
      withQueries: 0,
      errors: 2,
      queries: 0,
      byRule: { 'field:QC51': 1, 'gq002-13': 1 },
      repeated: [],
      withPrevious: 0,
    })
  })

  it('reads .xlsx, and compares with the filings of the period before by what identifies them', async () => {
    const keys = ['id', 'QC05_0', 'QC06', 'QC07', 'QC10', 'QC49', 'QC24', 'QC51']
    const columns = keys.map((key) => ({
      key,
      heading: key,
      type: key === 'id' ? ('text' as const) : ('number' as const),
    }))
    const workbook = async (name: string, filings: Record<string, number>) => {
      const rows = Object.entries(filings).map(([id, revenue]) => ({
        id,
        QC05_0: revenue,
        QC06: revenue,
        QC07: 0,
        QC10: 0,
        QC49: 0,
        QC24: 1,
        QC51: 1,
      }))
      await writeFile(join(folder, name), await buffer(writeWorkbook([{ name: '表', columns, rows }])))
      return name
    }
    const now = await workbook('now.xlsx', { b: 90_000, a: 90_000 })
    const before = await workbook('before.xlsx', { a: 30_000, b: 80_000 })
    expect((await check(now)).summary).toMatchObject({ queries: 0, withPrevious: 0 })
    const { filings, summary } = await check(now, '--previous', before)
    expect(summary).toMatchObject({ withQueries: 1, withErrors: 0, withPrevious: 2 })
    expect(filings.map(({ id, findings }) => [id, findings.map(({ rule }) => rule)])).toEqual([
      ['b', []],
      ['a', ['gq002-24', 'gq002-25']],
    ])
    expect(filings[1]).toMatchObject({ sheet: '表', findings: [{ left: 90_000, right: 30_000 }, {}] })
  })

  it('prints a table for people, in either language', async () => {
    const file = await save('table.csv', [HEAD, `${FIRST},甲,100,40,60,0,0,1000,400,500,20`])
    const chinese = await run('statistics', 'check', '--form', 'gq-002', file)
    expect(chinese.out).toContain('gq002-13 QC24 = QC31 + QC33：1,000 ≠ 900')
    expect(chinese.out).toContain('最少改 1 格：')
    expect(chinese.out).toMatch(/1 份有错误（1 条）/)
    const english = await run('statistics', 'check', '--form', 'GQ-002', file, '--lang', 'en')
    expect(english.out).toContain('fewest cells to change: 1')
    expect(english.code).toBe(0)
  })

  it('says what is in the file twice, and what it did not read', async () => {
    const file = await save('twice.csv', [
      `${HEAD},心得`,
      ...[1, 2].map(() => `${FIRST},甲,1,1,0,0,0,2,1,1,1,x`),
    ])
    const { code, out, err } = await run('statistics', 'check', '--form', 'GQ-002', file, '--json')
    expect(code).toBe(0)
    expect((JSON.parse(out) as Checked).summary).toMatchObject({ repeated: [FIRST], errors: 0 })
    expect(err).toMatch(/心得.*\[sheet\.unknown_column\]/)
  })

  it('refuses what it cannot use with exit code 2 and one sentence', async () => {
    const file = await save('good.csv', [HEAD, `${FIRST},甲,1,1,0,0,0,2,1,1,1`])
    const other = await save('other.csv', ['姓名,电话', '甲,1'])
    const anonymous = await save('anonymous.csv', ['QC05_0,QC24', '1,2'])
    await save('text.txt', ['x'])
    for (const [args, sentence] of [
      [['--form', 'GQ-999', file], /no form “GQ-999”.*GQ-002/],
      [[file], /--form CODE is missing/],
      [['--form', 'GQ-002', 'missing.csv'], /\[documents\.not_found\]/],
      [['--form', 'GQ-002', other], /\[sheet\.header_not_found\]/],
      [['--form', 'GQ-002', 'text.txt'], /\[sheet\.not_a_workbook\]/],
      [['--form', 'GQ-002', file, '--previous', anonymous], /no column says whose filings these are/],
      [['--form', 'GQ-002', anonymous, '--previous', file], /no column says whose filings these are/],
    ] as const) {
      const { code, out, err } = await run('statistics', 'check', ...args, '--json')
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
      expect(err).toMatch(sentence)
    }
  })
})

describe('statistics rules', () => {
  it('prints the rules with what is proved of them', async () => {
    const { code, out } = await run('statistics', 'rules', '--form', 'GQ-002', '--json')
    expect(code).toBe(0)
    const { rules, proof } = JSON.parse(out) as { rules: unknown[]; proof: Record<string, unknown> }
    expect(rules.length).toBeGreaterThan(20)
    expect(proof).toMatchObject({ consistent: true, conflict: null, complete: true })
    const text = await run('statistics', 'rules', '--form', 'GQ-002', '--lang', 'en')
    expect(text.out).toContain('gq002-13  error  derived  QC24 = QC31 + QC33')
    expect(text.out).toContain('The rules are consistent')
  })
})
