import { describe, expect, it } from 'vitest'
import { BookNames } from './book-names.ts'
import { bookOf } from './rule-arbitraries.test-support.ts'
import type { RuleTable } from './rule-book.ts'
import { checkRuleTable, tableFromDmn, tableToDmn } from './table-as-decision.ts'

const table: RuleTable = {
  code: '奖励标准',
  title: { zh: '奖励标准', en: 'Award' },
  inputs: [
    { title: { zh: '收入', en: 'Revenue' }, expression: '营业收入', unit: '万元' },
    { title: { zh: '行业', en: 'Industry' }, expression: '行业', unit: null },
  ],
  outputs: [
    { code: '金额', title: { zh: '金额', en: 'Amount' }, type: 'number', unit: '万元' },
    { code: '档', title: { zh: '档', en: 'Grade' }, type: 'text', unit: null },
  ],
  hit: 'UNIQUE',
  rows: [
    {
      tests: ['>= 规上标准', '"软件", "医药"'],
      outputs: ['20', '"甲"'],
      note: '首次达到',
      clause: {
        document: '示例办法',
        clause: '第三条',
        documentId: null,
        url: 'https://example.org/a?b=1&c=2',
      },
    },
    { tests: ['< 规上标准', '-'], outputs: ['营业收入 * 0.1', '"乙"'], note: null, clause: null },
  ],
  otherwise: ['0', '"无"'],
}
const names = new BookNames(bookOf([], { tables: [table] }))

describe('tables as .dmn files', () => {
  it.each(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'SUM', 'MAX', 'MIN', 'COUNT'] as const)(
    'come back as they went: %s',
    (hit) => {
      const sent = { ...table, hit }
      expect(tableFromDmn(tableToDmn(sent, names))).toEqual({ ok: true, value: sent })
      const bare = { ...sent, otherwise: null }
      expect(tableFromDmn(tableToDmn(bare, names), '奖励标准')).toEqual({ ok: true, value: bare })
    },
  )

  it('are refused where there is none of that name, or with a policy that rule books do not have', () => {
    const file = tableToDmn(table, names)
    expect(tableFromDmn(file, '别的')).toMatchObject({
      ok: false,
      issues: [{ code: 'rules.dmn_unknown_decision' }],
    })
    expect(tableFromDmn('<x/>')).toMatchObject({ ok: false })
    const ordered = file.replace('hitPolicy="UNIQUE"', 'hitPolicy="RULE ORDER"')
    expect(tableFromDmn(ordered)).toMatchObject({
      ok: false,
      issues: [{ code: 'rules.table_hit_policy', params: { table: '奖励标准', hit: 'RULE ORDER' } }],
    })
  })

  it('of elsewhere are read with what they say', () => {
    const text = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
      <decision name="Fee"><decisionTable hitPolicy="FIRST">
        <input><inputExpression typeRef="number"><text>营业收入</text></inputExpression></input>
        <output/><rule><inputEntry><text>&gt; 3</text></inputEntry><outputEntry><text>true</text></outputEntry></rule>
      </decisionTable></decision></definitions>`
    expect(tableFromDmn(text)).toMatchObject({
      ok: true,
      value: {
        code: 'Fee',
        hit: 'FIRST',
        inputs: [{ expression: '营业收入', unit: null }],
        outputs: [{ code: 'Fee', type: 'boolean' }],
        rows: [{ tests: ['> 3'], outputs: ['true'], note: null, clause: null }],
        otherwise: null,
      },
    })
  })
})

describe('the check of a table', () => {
  it('knows parameters of the day and the words of facts', () => {
    const whole = { ...table, otherwise: null }
    // Gaps: other industries at or above the threshold.
    const report = checkRuleTable(whole, names, '2026-01-01')
    expect(report).toMatchObject({ undecided: [], undecidedColumns: [], complete: true })
    expect(report?.findings.every(({ kind }) => kind === 'gap')).toBe(true)
    const words = report?.findings.map(({ example }) => example?.[1])
    expect(words).toContain('制造')
    expect(words).not.toContain('软件')
  })
})
