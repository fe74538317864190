import { describe, expect, it } from 'vitest'
import { checkRuleBook, compileRuleBook, judge, type FactValue } from '#domain/rules'
import { givenFacts, readData, shippedZoneBook } from '#tests/shipped-rules'
import { PointsDefinition } from './contract.ts'
import { ladderBook, readLadderFile, ruleCode } from './ladder-file.ts'
import { packsOf } from './packs.ts'
import { checkPoints } from './points-book.ts'

const ON = '2026-11-22'
const zone = shippedZoneBook()
const ladder = readLadderFile(readData('ladder', 'sme-ladder.json'), 'sme-ladder.json')
const book = ladderBook(zone, ladder, new Map())
const compiled = compileRuleBook(book, ON)

function answer(rung: string, facts: Record<string, FactValue>) {
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const { answer: said, near, missing } = judge(compiled.value, ruleCode(rung), givenFacts(facts))
  return { answer: said, near, missing: missing.map(({ fact }) => fact) }
}

describe('the shipped ladder', () => {
  it('has rules that the check of rules has nothing against', () => {
    const findings = checkRuleBook(book, ON).filter(({ rule }) => rule !== null)
    expect(findings.map(({ code, rule, condition }) => ({ code, rule, condition }))).toEqual([])
  })

  it('gives every condition a source, and has what no text was found for switched off', () => {
    const walk = (node: (typeof ladder.rungs)[number]['rule']): void => {
      if (node.kind === 'condition') {
        expect(node.clause, node.id).not.toBeNull()
        if (node.clause?.document.startsWith('未核实') === true)
          expect(node.status, node.id).not.toBe('verified')
        return
      }
      for (const one of node.kind === 'not' ? [node.of] : node.of) walk(one)
    }
    for (const { rule } of [...ladder.rungs, ...ladder.marks, ...ladder.reminders]) walk(rule)
  })

  const specialised = {
    企业规模: 'small',
    从事细分市场年限: 2,
    上年度研发费用: 100,
    前第二年度研发费用: 50,
    上年度营业收入: 1000,
    近两年新增股权融资额: 0,
    专精特新平台评分: 60,
    近三年省级科技奖励前三名: false,
    近三年国家级科技奖励前五名: false,
    近三年创客中国五百强: false,
  }
  it('admits a specialised enterprise at the edge of every condition', () => {
    expect(answer('specialised', specialised).answer).toBe('yes')
    expect(answer('specialised', { ...specialised, 上年度研发费用: 99 })).toMatchObject({
      answer: 'no',
      near: true,
    })
    expect(answer('specialised', { ...specialised, 从事细分市场年限: 1 }).answer).toBe('no')
    expect(answer('specialised', { ...specialised, 企业规模: 'large' })).toMatchObject({
      answer: 'no',
      near: false,
    })
    // Below ten million of revenue, equity does instead.
    expect(
      answer('specialised', { ...specialised, 上年度营业收入: 900, 近两年新增股权融资额: 2000 }).answer,
    ).toBe('yes')
    // One of the direct conditions does without points: a mean of ten million over two years.
    expect(
      answer('specialised', {
        ...specialised,
        专精特新平台评分: 10,
        上年度研发费用: 1500,
        前第二年度研发费用: 500,
      }).answer,
    ).toBe('yes')
  })

  it('does not know where the points are not known and nothing else settles it', () => {
    const { 专精特新平台评分: _, ...unknown } = specialised
    expect(answer('specialised', unknown)).toEqual({
      answer: 'undetermined',
      near: false,
      missing: ['专精特新平台评分'],
    })
  })

  it('asks a little giant for research by its revenue', () => {
    const giant = {
      从事细分市场年限: 3,
      上年度营业收入: 10000,
      上年度主营业务收入: 7000,
      前第二年度主营业务收入: 6600,
      前第三年度主营业务收入: 6200,
      前第二年度营业收入: 9000,
      核心业务信息系统数: 1,
      管理体系或境外产品认证: true,
      上年末负债总额: 70,
      上年末资产总额: 100,
      主导产品全国市场占有率: 10,
      自有品牌: true,
      上年度研发费用: 300,
      前第二年度研发费用: 270,
      自建或联合研发机构: true,
      已应用Ⅰ类知识产权数: 2,
      近三年国家级科技奖励前五名: false,
      近三年创客中国五十强: false,
      位于产业链关键环节: true,
      主导产品属于重点领域: true,
    }
    expect(answer('little-giant', giant).answer).toBe('yes')
    // Below a hundred million it is 6 %.
    expect(answer('little-giant', { ...giant, 上年度营业收入: 9999 }).answer).toBe('no')
    expect(
      answer('little-giant', { ...giant, 上年度营业收入: 9999, 上年度研发费用: 600, 前第二年度研发费用: 540 })
        .answer,
    ).toBe('yes')
    expect(answer('little-giant', { ...giant, 已应用Ⅰ类知识产权数: 1 })).toMatchObject({ answer: 'no' })
  })

  it('reminds of what is nearly above scale', () => {
    const near = {
      规模以上企业: false,
      登记状态: 'active',
      国民经济行业门类: 'C',
      上年度主营业务收入: 1600,
      上年度营业收入: 1700,
    }
    expect(answer('small-to-scale', near).answer).toBe('yes')
    expect(answer('small-to-scale', { ...near, 上年度主营业务收入: 1500 }).answer).toBe('no')
    expect(answer('small-to-scale', { ...near, 规模以上企业: true }).answer).toBe('no')
  })
})

describe('shipped service packs and points', () => {
  it('are packs for rungs of the ladder', () => {
    const packs = packsOf(readData('services', 'packs.json'), 'packs.json')
    const steps = new Set(['none', ...[...ladder.rungs, ...ladder.marks].map(({ code }) => code)])
    expect(packs.length).toBeGreaterThanOrEqual(5)
    for (const { rungs, code, example } of packs) {
      for (const rung of rungs) expect(steps, code).toContain(rung)
      expect(example, code).toBe(true)
    }
  })

  it('are an example of innovation points that says so, with weights of 100 at every stage', () => {
    const table = PointsDefinition.parse(readData('points', 'example.json'))
    expect(table.example).toBe(true)
    expect([table.stages.length, table.groups.length, table.indicators.length]).toEqual([3, 3, 18])
    expect(checkPoints(table, zone, ON).findings).toEqual([])
  })
})
