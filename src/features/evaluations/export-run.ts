import { parseScheme, type EvaluationResult, type Scheme, type StepTable } from '#domain/evaluation'
import type { FastifyReply } from 'fastify'
import { refuse } from '#domain/kernel'
import { sendExport, type Context } from '#platform/http'
import { writeWorkbook, type ExportColumn, type ExportRow, type ExportSheet } from '#platform/spreadsheets'
import type { ParamsOf, QueryOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { loadRun, type StoredRun } from './runs.ts'
import { loadSnapshot } from './store.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const WORDS = {
  zh: {
    ranking: '排名',
    unit: '评价对象',
    code: '代码',
    score: '得分',
    rank: '排名',
    groupRank: '组内排名',
    grade: '等次',
    uncapped: '封顶前等次',
    steps: {
      raw: '原始值',
      denominated: '除以分母后',
      imputed: '插补后',
      treated: '离群值处理后',
      normalised: '无量纲化后',
      scores: '得分',
    },
    node: '指标',
    weights: '权重',
    share: '同级权重',
    effective: '对总分权重',
    imputedList: '插补清单',
    treatedList: '离群值处理清单',
    period: '期',
    method: '方法',
    value: '值',
    from: '依据',
    before: '处理前',
    after: '处理后',
    by: '方式',
    notes: (run: StoredRun, asOf: string) => [
      `评价方案 ${String((run.definition as Scheme).code)} 第${String((run.definition as Scheme).version)}版；评价期 ${run.options.period}；数据截至 ${asOf}`,
      `方案摘要值 ${run.schemeDigest}；数据摘要值 ${run.dataDigest}；结果摘要值 ${run.resultDigest ?? ''}`,
    ],
  },
  en: {
    ranking: 'Ranking',
    unit: 'Unit',
    code: 'Code',
    score: 'Score',
    rank: 'Rank',
    groupRank: 'Rank in group',
    grade: 'Grade',
    uncapped: 'Grade before a cap',
    steps: {
      raw: 'Raw',
      denominated: 'Denominated',
      imputed: 'Imputed',
      treated: 'Treated',
      normalised: 'Normalised',
      scores: 'Scores',
    },
    node: 'Indicator',
    weights: 'Weights',
    share: 'Share among siblings',
    effective: 'Share of the total',
    imputedList: 'Imputed points',
    treatedList: 'Treated points',
    period: 'Period',
    method: 'Method',
    value: 'Value',
    from: 'Taken from',
    before: 'Before',
    after: 'After',
    by: 'How',
    notes: (run: StoredRun, asOf: string) => [
      `Scheme ${String((run.definition as Scheme).code)}, version ${String((run.definition as Scheme).version)}; period ${run.options.period}; data as of ${asOf}`,
      `Digest of the scheme ${run.schemeDigest}; of the data ${run.dataDigest}; of the result ${run.resultDigest ?? ''}`,
    ],
  },
} as const
type Words = (typeof WORDS)['zh' | 'en']

/** Every step of a run as a workbook: what a careful reader needs to do it again by hand. */
export async function exportRun(
  ctx: Context,
  { runId }: ParamsOf<typeof contract.exportRun>,
  { language }: QueryOf<typeof contract.exportRun>,
  reply: FastifyReply,
): Promise<unknown> {
  const { run, asOf } = await ctx.inTransaction(async (tx) => {
    const stored = await loadRun(tx, runId)
    if (stored.state !== 'done') refuse('evaluation.run_not_done')
    const snapshot = await loadSnapshot(tx, stored.snapshotId)
    await ctx.audit(tx, {
      action: 'evaluation.export',
      subjectKind: 'evaluation-run',
      subjectId: runId,
      detail: { language },
    })
    return { run: stored, asOf: snapshot.asOf }
  })
  const scheme = parseScheme(run.definition)
  if (!scheme.ok) throw new Error(`run ${runId} has a scheme that cannot be read`)
  const words = WORDS[language]
  const name = `${scheme.value.name[language] || scheme.value.code} ${run.options.period}.xlsx`
  return sendExport(reply, { name, mediaType: XLSX }, (save) =>
    save(
      writeWorkbook(
        sheetsOf(scheme.value, run.result as EvaluationResult, words, language, words.notes(run, asOf)),
      ),
    ),
  )
}

function* sheetsOf(
  scheme: Scheme,
  result: EvaluationResult,
  words: Words,
  language: 'zh' | 'en',
  notes: readonly string[],
): Generator<ExportSheet> {
  const grades = new Map(scheme.grading?.grades.map(({ code, name }) => [code, name[language]]))
  const gradeName = (code: string | null): string | null =>
    code === null ? null : (grades.get(code) ?? code)
  const nodeName = new Map(scheme.nodes.map(({ code, name }) => [code, `${code} ${name[language]}`]))
  const unitName = new Map(result.units.map(({ code, name }) => [code, name]))
  yield {
    name: words.ranking,
    title: scheme.name[language],
    notes,
    frozenColumns: 2,
    columns: [
      text('rank', words.rank, 'number'),
      text('unit', words.unit),
      text('code', words.code),
      text('score', words.score, 'number'),
      text('groupRank', words.groupRank, 'number'),
      text('grade', words.grade),
      text('uncapped', words.uncapped),
    ],
    rows: [...result.standings]
      .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity))
      .map(({ unit, score, rank, groupRank, grade, uncappedGrade }) => ({
        rank,
        unit: unitName.get(unit) ?? unit,
        code: unit,
        score,
        groupRank,
        grade: gradeName(grade),
        uncapped: gradeName(uncappedGrade),
      })),
  }
  const judged = result.periods.find(({ period }) => period === result.period)
  for (const step of STEPS) {
    const table = judged?.[step] ?? {}
    yield stepSheet(words.steps[step], table, result, nodeName, words)
  }
  yield {
    name: words.weights,
    columns: [
      text('node', words.node),
      text('share', words.share, 'number'),
      text('effective', words.effective, 'number'),
    ],
    rows: result.weights.map(({ node, share, effective }) => ({
      node: nodeName.get(node) ?? node,
      share,
      effective,
    })),
  }
  yield {
    name: words.imputedList,
    columns: [
      text('period', words.period),
      text('node', words.node),
      text('unit', words.unit),
      text('method', words.method),
      text('value', words.value, 'number'),
      text('from', words.from),
    ],
    rows: result.imputed.map(({ period, node, unit, method, value, from }) => ({
      period,
      node: nodeName.get(node) ?? node,
      unit: unitName.get(unit) ?? unit,
      method,
      value,
      from: [...from],
    })),
  }
  yield {
    name: words.treatedList,
    columns: [
      text('period', words.period),
      text('node', words.node),
      text('unit', words.unit),
      text('before', words.before, 'number'),
      text('after', words.after, 'number'),
      text('by', words.by),
    ],
    rows: result.treated.map(({ period, node, unit, before, after, by }) => ({
      period,
      node: nodeName.get(node) ?? node,
      unit: unitName.get(unit) ?? unit,
      before,
      after,
      by,
    })),
  }
}

const STEPS = ['raw', 'denominated', 'imputed', 'treated', 'normalised', 'scores'] as const

function text(key: string, heading: string, type: ExportColumn['type'] = 'text'): ExportColumn {
  return { key, heading, type }
}

function stepSheet(
  name: string,
  table: StepTable,
  result: EvaluationResult,
  nodeName: ReadonlyMap<string, string>,
  words: Words,
): ExportSheet {
  const nodes = Object.keys(table)
  return {
    name,
    frozenColumns: 1,
    columns: [
      text('unit', words.unit),
      ...nodes.map((node) => text(node, nodeName.get(node) ?? node, 'number')),
    ],
    rows: result.units.map(({ name: unit }, place): ExportRow => ({
      unit,
      ...Object.fromEntries(nodes.map((node) => [node, table[node]?.[place] ?? null])),
    })),
  }
}
