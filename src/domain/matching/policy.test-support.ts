/** A whole policy and a small zone book for tests; each test says what is special about its own. */
import type { FactDefinition, RuleBook, RuleNode } from '#domain/rules'
import type { PolicyDefinition } from './policy.ts'

export function bilingual(zh: string, en = zh): { zh: string; en: string } {
  return { zh, en }
}

export function condition(id: string, when: string, off = false): RuleNode {
  return { kind: 'condition', id, title: bilingual(id), when, clause: null, status: 'example', off }
}

export function buildPolicy(change: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return {
    code: 'rd-reward',
    title: bilingual('研发投入奖励', 'Reward for research spending'),
    summary: bilingual('按上年度研发费用给予奖励', 'A reward by last year’s research spending'),
    level: 'zone',
    issuer: bilingual('示范区办公室', 'Zone office'),
    themes: ['研发'],
    status: 'example',
    clauses: [],
    valid: { from: '2026-01-01', to: '2028-01-01' },
    windows: [{ from: '2026-03-01', to: '2026-04-30' }],
    parks: null,
    scope: 'registration',
    eligibility: condition('spending', '上年度研发费用 >= 100'),
    nearLimit: null,
    tables: [],
    benefit: {
      kind: 'money',
      words: bilingual('研发费用的百分之十', 'A tenth of the spending'),
      amount: '上年度研发费用 * 0.1',
      ceiling: 50,
      step: 0.01,
    },
    budget: [{ year: 2026, amount: 5_000, source: '年度预算' }],
    evidence: [
      { id: 'audit', title: bilingual('审计报告', 'Audit'), facts: ['上年度研发费用'], required: true },
    ],
    exclusive: [],
    stacking: [],
    excludes: [],
    times: 'once-a-year',
    procedure: 'ordinary',
    supersedes: [],
    tests: [
      {
        title: 'enough',
        on: '2026-05-01',
        facts: { 上年度研发费用: 120 },
        expect: { answer: 'yes', amount: 12 },
      },
      {
        title: 'little',
        on: '2026-05-01',
        facts: { 上年度研发费用: 90 },
        expect: { answer: 'no', amount: null },
      },
    ],
    ...change,
  }
}

export function buildFact(code: string, change: Partial<FactDefinition> = {}): FactDefinition {
  return {
    code,
    title: bilingual(code),
    group: '基本信息',
    type: 'number',
    unit: null,
    options: null,
    description: null,
    formula: null,
    evidence: { what: bilingual('报表'), by: 'enterprise', cost: 1 },
    confidential: false,
    ...change,
  }
}

export const PARKS = [
  { code: 'park.haidian', title: bilingual('海淀园', 'Haidian Park') },
  { code: 'park.fengtai', title: bilingual('丰台园', 'Fengtai Park') },
  { code: 'park.changping', title: bilingual('昌平园', 'Changping Park') },
]

export function buildZoneBook(change: Partial<RuleBook> = {}): RuleBook {
  return {
    facts: [
      buildFact('上年度研发费用', { unit: '万元' }),
      buildFact('上年度营业收入', { unit: '万元' }),
      buildFact('从业人员期末人数', { unit: '人' }),
      buildFact('注册分园', { type: 'text', options: PARKS }),
      buildFact('经营分园', { type: 'text', options: PARKS }),
    ],
    parameters: [],
    tables: [],
    scores: [],
    rules: [],
    amounts: [],
    nearLimit: 0.2,
    ...change,
  }
}
