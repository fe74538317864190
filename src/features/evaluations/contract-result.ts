/** Data, result and uncertainty of a run on the wire: the engine's own shapes. */
import { z } from 'zod'
import { UNCERTAIN_FACTORS } from '#domain/evaluation'

const Figure = z.number().nullable()
const Figures = z.array(Figure)
const Groups = z.record(z.string(), z.string())

export const WireData = z.object({
  periods: z.array(z.string()),
  units: z.array(z.object({ code: z.string(), name: z.string(), groups: Groups })),
  columns: z.record(z.string(), z.array(Figures)),
  panels: z.record(z.string(), z.array(z.object({ member: z.string(), scores: z.array(Figures) }))),
})

/** Where a column of frozen data comes from. */
export const ColumnSource = z.object({
  kind: z.enum(['indicator', 'fact', 'panel', 'derived', 'missing']),
  /** Of the statistics: its code, version, expression and unit. */
  indicator: z
    .object({
      code: z.string(),
      version: z.int(),
      name: z.object({ zh: z.string(), en: z.string() }),
      expression: z.string(),
      unit: z.string(),
      transform: z.string(),
      scope: z.string(),
    })
    .nullable(),
  /** Of facts: the sources that its figures name, each once. */
  sources: z.array(z.string()),
  /** Corrections that an accepted objection brought: [period][unit] → its number. */
  corrected: z.array(
    z.object({
      period: z.string(),
      unit: z.string(),
      before: Figure,
      after: Figure,
      objection: z.int(),
    }),
  ),
})
export type ColumnSource = z.infer<typeof ColumnSource>

const StepTable = z.record(z.string(), Figures)
export const WireResult = z.object({
  format: z.literal(1),
  scheme: z.object({ code: z.string(), version: z.int() }),
  period: z.string(),
  units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      groups: Groups,
      leftOut: z.enum(['screened', 'excluded']).nullable(),
    }),
  ),
  periods: z.array(
    z.object({
      period: z.string(),
      raw: StepTable,
      denominated: StepTable,
      imputed: StepTable,
      treated: StepTable,
      normalised: StepTable,
      scores: StepTable,
    }),
  ),
  screening: z.array(
    z.object({
      unit: z.string(),
      available: z.number(),
      nonZero: z.number(),
      kept: z.boolean(),
      byName: z.boolean(),
    }),
  ),
  imputed: z.array(
    z.object({
      period: z.string(),
      node: z.string(),
      unit: z.string(),
      method: z.string(),
      value: z.number(),
      from: z.array(z.string()),
    }),
  ),
  treated: z.array(
    z.object({
      period: z.string(),
      node: z.string(),
      unit: z.string(),
      before: z.number(),
      after: z.number(),
      by: z.enum(['winsorised', 'transformed']),
    }),
  ),
  treatments: z.array(
    z.object({
      node: z.string(),
      skewnessBefore: Figure,
      kurtosisBefore: Figure,
      skewnessAfter: Figure,
      kurtosisAfter: Figure,
      winsorised: z.int(),
      transformed: z.string().nullable(),
      passed: z.boolean(),
    }),
  ),
  scales: z.array(
    z.object({
      node: z.string(),
      group: z.string().nullable(),
      method: z.string(),
      parameters: z.record(z.string(), z.number()),
    }),
  ),
  weights: z.array(
    z.object({
      node: z.string(),
      share: z.number(),
      effective: z.number(),
      byUnit: Figures.nullable(),
      details: z.record(z.string(), z.number()),
    }),
  ),
  gates: z.array(z.object({ gate: z.string(), unit: z.string(), value: Figure, passed: z.boolean() })),
  adjustments: z.array(
    z.object({ adjustment: z.string(), unit: z.string(), value: Figure, points: z.number() }),
  ),
  standings: z.array(
    z.object({
      unit: z.string(),
      score: Figure,
      rank: Figure,
      groupRank: Figure,
      grade: z.string().nullable(),
      uncappedGrade: z.string().nullable(),
    }),
  ),
  gradeBounds: z.array(z.object({ group: z.string().nullable(), grade: z.string(), from: Figure })),
})

const Spread = z.object({
  mean: z.number(),
  median: z.number(),
  deviation: z.number(),
  p05: z.number(),
  p95: z.number(),
  least: z.number(),
  most: z.number(),
})
const Range = z.tuple([z.number(), z.number()])
const SensitivityIndex = z.object({
  factor: z.enum(UNCERTAIN_FACTORS),
  first: z.number(),
  total: z.number(),
  firstRange: Range,
  totalRange: Range,
})
export const WireUncertainty = z.object({
  replications: z.int(),
  seed: z.int(),
  units: z.array(
    z.object({
      unit: z.string(),
      nominalRank: z.number(),
      rank: Spread,
      score: Spread,
      rankShares: z.array(z.number()),
      gradeShares: z.record(z.string(), z.number()),
    }),
  ),
  dominance: z.array(z.array(z.number())),
  leaveOneOut: z.array(z.object({ node: z.string(), ranks: Figures, shift: z.number() })),
  sensitivity: z
    .object({
      rows: z.int(),
      factors: z.array(SensitivityIndex),
      byUnit: z.array(z.object({ unit: z.string(), factors: z.array(SensitivityIndex) })),
    })
    .nullable(),
})
