/** Schemes as they come from data/schemes, from a file or from the editor: their shape, then what a shape cannot say. */
import { accepted, type Issue, type Outcome } from '#domain/kernel'
import { z } from 'zod'
import { checkScheme } from './check-scheme.ts'
import { fillScheme } from './fill-scheme.ts'
import { aggregation, normalisation, uncertainty, weighting } from './method-schema.ts'
import { refuseAll } from './refuse-all.ts'
import { SCHEME_STANDINGS, type Scheme } from './scheme.ts'
import { code, column, finite, fraction, group, text, unitCode } from './schema-parts.ts'
import { shapeIssues } from './shape-issues.ts'
import { imputation, treatment } from './treatment-schema.ts'

const panelRule = z.strictObject({
  least: finite,
  most: finite,
  method: z.enum(['mean', 'median', 'trimmed']),
  trim: z.int().min(0).max(1_000),
})

const input = z.strictObject({
  column,
  kind: z.enum(['figure', 'panel']),
  direction: z.enum(['more', 'less']),
  unit: z.string().min(1).max(40).nullable(),
  denominator: z.strictObject({ column, scale: finite.gt(0) }).nullable(),
  panel: panelRule.nullable(),
  imputation: imputation.nullable(),
  treatment: treatment.nullable(),
  normalisation: normalisation.nullable(),
  indicator: z
    .strictObject({
      code: z.string().min(1).max(100),
      transform: z.enum(['value', 'growth', 'growth-same-period', 'share', 'location-quotient']),
    })
    .nullable(),
})

const node = z.strictObject({
  code,
  name: text,
  parent: code.nullable(),
  weight: finite,
  weightRange: z.strictObject({ least: finite, most: finite }).nullable(),
  input: input.nullable(),
  aggregation: aggregation.nullable(),
  availability: fraction.nullable(),
  weighting: weighting.nullable(),
  standing: z.enum(['verified', 'inferred', 'assumed']),
  note: text.nullable(),
})

const scheme = z.strictObject({
  format: z.literal(1),
  code,
  version: z.int().min(1),
  name: text,
  about: text.nullable(),
  standing: z.enum(SCHEME_STANDINGS),
  sources: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(1_000),
        url: z.string().min(1).max(2_000).nullable(),
        note: text.nullable(),
      }),
    )
    .max(200),
  unknowns: z.array(text).max(200),
  units: z.string().min(1).max(60),
  rhythm: z.enum(['year', 'quarter', 'month']),
  nodes: z.array(node).min(1).max(10_000),
  screening: z
    .strictObject({
      leastAvailable: fraction,
      leastNonZero: fraction.nullable(),
      keep: z.array(unitCode).max(10_000),
    })
    .nullable(),
  imputation,
  treatment,
  normalisation,
  scaleOver: z.enum(['period', 'all-periods']),
  weighting,
  aggregation,
  gates: z
    .array(
      z.strictObject({
        code,
        name: text,
        column,
        operator: z.enum(['>=', '>', '<=', '<', '=', '!=']),
        value: finite,
        effect: z.enum(['exclude', 'cap', 'mark']),
        grade: code.nullable(),
        missing: z.enum(['passes', 'fails']),
      }),
    )
    .max(200),
  adjustments: z
    .array(z.strictObject({ code, name: text, column, points: finite, most: finite.gt(0) }))
    .max(200),
  ranking: z.strictObject({
    ties: z.enum(['min', 'max', 'average', 'dense']),
    breakers: z.array(code).max(200),
  }),
  grading: z
    .strictObject({
      method: z.enum(['thresholds', 'quotas', 'natural-breaks']),
      grades: z
        .array(z.strictObject({ code, name: text, from: finite.nullable(), share: fraction.nullable() }))
        .min(1)
        .max(50),
      within: z.boolean(),
    })
    .nullable(),
  peerGroups: z.strictObject({ group, compare: z.enum(['rank', 'scale']) }).nullable(),
  uncertainty: uncertainty.nullable(),
})

/** One scheme, as parsed JSON; what is left out has the defaults of `fillScheme`. A direction that is not written, NaN and infinities are refused here, by their place; all else by name. */
export function parseScheme(json: unknown): Outcome<Scheme> {
  const whole = fillScheme(json)
  const parsed = scheme.safeParse(whole)
  if (!parsed.success) return refuseAll(shapeIssues('evaluation.scheme_shape', whole, parsed.error))
  const issues: readonly Issue[] = checkScheme(parsed.data)
  return issues.length > 0 ? refuseAll(issues) : accepted(parsed.data)
}
