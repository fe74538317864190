import { compileRuleBook, type RuleBook, type ScoreSheet } from '#domain/rules'
import { PointsDefinition, type PointsFinding } from './contract.ts'

/** A stage’s score in the zone’s book. Names of scores are names of FEEL. */
export function scoreCode(stage: number): string {
  return `创新积分第${String(stage + 1)}阶段`
}
export function stageRule(code: string): string {
  return `points-stage-${code}`
}

/**
 * The zone’s book with a points table: one rule that tells a stage, one score a stage. An indicator’s points come before its
 * weight; its weight is its share of the total, so that the maximum of all of them is the sum of the weights.
 */
export function pointsBook(zone: RuleBook, table: PointsDefinition): RuleBook {
  return {
    ...zone,
    rules: table.stages.map(({ code, title, when }) => ({
      code: stageRule(code),
      title,
      nearLimit: null,
      root: {
        kind: 'condition',
        id: `stage-${code}`,
        title,
        when,
        clause: null,
        status: table.example ? 'example' : 'assumed',
        off: false,
      },
    })),
    scores: [...zone.scores, ...table.stages.map((stage, place) => scoreOfStage(table, stage, place))],
  }
}

function scoreOfStage(
  table: PointsDefinition,
  stage: PointsDefinition['stages'][number],
  place: number,
): ScoreSheet {
  return {
    code: scoreCode(place),
    title: { zh: `${table.title.zh}（${stage.title.zh}）`, en: `${table.title.en} (${stage.title.en})` },
    groups: table.groups.map(({ code, title }) => ({ code, title, maximum: null })),
    items: table.indicators.map(({ id, title, group, maximum, points, weights }) => ({
      id,
      title,
      group,
      maximum,
      minimum: 0,
      points,
      weight: (weights[stage.code] ?? 0) / maximum,
      clause: null,
      status: table.example ? 'example' : 'assumed',
      // Without weight at this stage it has no part in the total.
      off: (weights[stage.code] ?? 0) === 0,
    })),
    maximum: null,
  }
}

/** Weights of a stage add up to this. */
const TOTAL = 100
/** So that thirds written with two places pass. */
const TOTAL_SLACK = 0.05

/** What is to be said against a table before it is published; one that cannot be read has a finding of severity error and no definition. */
export function checkPoints(
  json: unknown,
  zone: RuleBook,
  on: string,
): { readonly definition: PointsDefinition | null; readonly findings: readonly PointsFinding[] } {
  const parsed = PointsDefinition.safeParse(json)
  if (!parsed.success)
    return {
      definition: null,
      findings: parsed.error.issues.slice(0, 50).map((issue) => ({
        severity: 'error',
        code: 'cultivation.points_shape',
        path: issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
        params: { place: issue.path.map(String).join('.') },
      })),
    }
  const table = parsed.data
  const findings = [...checkNames(table), ...checkWeights(table)]
  if (findings.every(({ severity }) => severity !== 'error'))
    findings.push(...checkExpressions(table, zone, on))
  return { definition: table, findings }
}

type Path = PointsFinding['path']
function doubt(
  severity: PointsFinding['severity'],
  code: string,
  path: Path,
  params: PointsFinding['params'],
): PointsFinding {
  return { severity, code, path, params }
}

function checkNames({ stages, groups, indicators }: PointsDefinition): PointsFinding[] {
  const findings: PointsFinding[] = []
  for (const [list, codes] of [
    ['stages', stages.map(({ code }) => code)],
    ['groups', groups.map(({ code }) => code)],
    ['indicators', indicators.map(({ id }) => id)],
  ] as const)
    for (const [place, code] of codes.entries())
      if (codes.indexOf(code) !== place)
        findings.push(doubt('error', 'cultivation.points_twice', [list, place], { name: code }))
  for (const [place, { id, group, weights }] of indicators.entries()) {
    if (!groups.some(({ code }) => code === group))
      findings.push(
        doubt('error', 'cultivation.points_group_unknown', ['indicators', place, 'group'], {
          indicator: id,
          group,
        }),
      )
    for (const stage of Object.keys(weights))
      if (!stages.some(({ code }) => code === stage))
        findings.push(
          doubt('error', 'cultivation.points_stage_unknown', ['indicators', place, 'weights', stage], {
            indicator: id,
            stage,
          }),
        )
  }
  for (const [place, { code, title }] of groups.entries())
    if (!indicators.some(({ group }) => group === code))
      findings.push(
        doubt('warning', 'cultivation.points_group_empty', ['groups', place], { group: title.zh }),
      )
  return findings
}

function checkWeights({ stages, indicators }: PointsDefinition): PointsFinding[] {
  return stages.flatMap(({ code, title }, place): PointsFinding[] => {
    const sum = indicators.reduce((total, { weights }) => total + (weights[code] ?? 0), 0)
    if (Math.abs(sum - TOTAL) <= TOTAL_SLACK) return []
    return [
      doubt('error', 'cultivation.points_weights_sum', ['stages', place], {
        stage: title.zh,
        sum: Number(sum.toFixed(4)),
      }),
    ]
  })
}

/** Expressions are read by the rule engine, which names what it does not know. */
function checkExpressions(table: PointsDefinition, zone: RuleBook, on: string): PointsFinding[] {
  const compiled = compileRuleBook(pointsBook(zone, table), on)
  if (compiled.ok) return []
  return compiled.issues
    .slice(0, 50)
    .map(({ code, path, params }) =>
      doubt('error', code, [...(path ?? [])], { ...params } as PointsFinding['params']),
    )
}
