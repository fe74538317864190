import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { extractPlan, type Extraction } from '#domain/plan'
import {
  goldItems,
  loadGold,
  measuresOf,
  requiredF1,
  type Row,
  rows,
  scoreExtraction,
  type Scores,
  sumScores,
} from '#tests/score-plan'

const root = resolve(import.meta.dirname, '../../..')
const goldFolder = resolve(root, '../shared/gold')
const textFolder = resolve(root, '../shared/seeds')

function planOf(text: string): Extraction {
  const outcome = extractPlan(text)
  if (!outcome.ok) throw new Error(outcome.issues.map(({ code }) => code).join())
  return outcome.value
}

function f1(scores: Scores, row: Row): number {
  return measuresOf(scores[row])?.f1 ?? 1
}

/** A document of our own with annotations of our own, so that the scorer and the engine are tested everywhere. */
const text = [
  '首页 > 政务公开 > 正文',
  '云溪新区创新发展行动方案（2026—2028年）',
  '🚀为落实《云溪省创新条例》（云发〔2025〕3号）要求，加快园区建设，推动产业升级，增强综合实力，制定本行动方案。',
  '一、发展基础',
  '2025年，园区总收入320亿元，高新技术企业210家。',
  '二、主要目标',
  '到2028年，园区总收入达到500亿元，高新技术企业超过300家。',
  '三、重点任务',
  '（一）建设平台。支持龙头企业建设中试平台。（责任单位：云溪市科技局）',
  '（二）引进人才。实施引才计划。',
  '版权所有：云溪网',
].join('\n')

function annotation(quote: string): { start: number; end: number } {
  const start = Array.from(text.slice(0, text.indexOf(quote))).length
  return { start, end: start + Array.from(quote).length }
}

const annotations = goldItems(
  {
    document: 'own.txt',
    headings: [
      { quote: '一、发展基础', number: '一、' },
      { quote: '二、主要目标', number: '二、' },
      { quote: '三、重点任务', number: '三、' },
      { quote: '（一）建设平台。', number: '(一)' },
      { ...annotation('（二）引进人才。'), number: '（二）' },
    ],
    targets: [
      { quote: '达到500亿元', value: 500, unit: '亿元', year: 2028 },
      { quote: '超过300家', value: 300, unit: '家', year: 2028 },
    ],
    baselines: [
      { quote: '320亿元', value: 320, unit: '亿元', year: 2025 },
      { quote: '210家', value: 210, unit: '家', year: 2025 },
    ],
    tasks: [
      { quoteStart: '建设平台。', quoteEnd: '云溪市科技局）' },
      { quoteStart: '引进人才。', quoteEnd: '实施引才计划。' },
    ],
    citations: [{ quote: '《云溪省创新条例》' }],
    noise: ['首页 > 政务公开 > 正文', '版权所有：云溪网'],
    bodies: ['云溪市科技局'],
  },
  text,
)
const own = { name: 'own', text, gold: annotations }

describe('our own annotated document', () => {
  it('is read without a mistake', () => {
    const scores = scoreExtraction(own, planOf(text))
    for (const row of rows) expect([row, scores[row].wrong, scores[row].missed]).toEqual([row, 0, 0])
    for (const row of rows) expect([row, scores[row].hit > 0]).toEqual([row, true])
  })

  it('is scored down for what is missing, too much, or in the wrong place', () => {
    const plan = planOf(text)
    const [first, ...others] = plan.headings
    if (!first) throw new Error('no heading')
    const worse: Extraction = {
      ...plan,
      headings: [{ ...first, start: first.start + 4 }, ...others.slice(1)],
      targets: plan.targets.map((target) => ({ ...target, value: target.value * 10 })),
      tasks: [],
      noise: [],
      bodies: [...plan.bodies, '云溪市财政局'],
    }
    const scores = scoreExtraction(own, worse)
    expect(scores.headings).toEqual({ hit: 3, wrong: 1, missed: 2 })
    expect(scores.targets).toEqual({ hit: 0, wrong: 2, missed: 2 })
    expect(scores.tasks).toEqual({ hit: 0, wrong: 0, missed: 2 })
    expect(scores.bodies).toEqual({ hit: 1, wrong: 1, missed: 0 })
    expect(measuresOf(scores.noise)).toMatchObject({ recall: 0, f1: 0 })
  })

  it('counts 3.2万亿元 and 32000亿元 as the same, other units and years as different', () => {
    const document = {
      ...own,
      gold: { ...annotations, targets: [{ start: 0, end: 9, value: 3.2, unit: '万亿元', year: 2028 }] },
    }
    const figure = { start: 2, end: 5, indicator: '', comparator: 'eq', value2: null, scope: null } as const
    const hits = (value: number, unit: string, year: number): number[] => {
      const scores = scoreExtraction(document, {
        ...planOf(text),
        targets: [{ ...figure, value, unit, year }],
      })
      return [scores.targets.hit, scores['targets-noyear'].hit]
    }
    expect(hits(32000, '亿元', 2028)).toEqual([1, 1])
    expect(hits(32000, '亿元', 2030)).toEqual([0, 1])
    expect(hits(3.2, '亿元', 2028)).toEqual([0, 0])
  })
})

const present = existsSync(goldFolder) && existsSync(textFolder)
const place = present
  ? ''
  : ' (../shared/gold and ../shared/seeds are not on this machine: our own document stands in)'

describe(`the annotated examples${place}`, () => {
  const documents = present ? loadGold(goldFolder, textFolder) : [own]
  const total = sumScores(documents.map((document) => scoreExtraction(document, planOf(document.text))))

  it.each(rows.filter((row) => requiredF1[row] !== undefined))('reach the required F1 for %s', (row) => {
    expect(f1(total, row)).toBeGreaterThanOrEqual(requiredF1[row] ?? 0)
  })
})
