import { z } from 'zod'
import { code, finite, fraction, unitCode } from './schema-parts.ts'
import { imputation, treatment } from './treatment-schema.ts'

const ties = z.enum(['min', 'max', 'average', 'dense'])

export const normalisation = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('min-max'), low: finite, high: finite }),
  z.strictObject({ method: z.literal('z-score'), mean: finite, deviation: finite.gt(0) }),
  z.strictObject({ method: z.literal('scaled'), from: finite, to: finite }),
  z.strictObject({ method: z.literal('rank'), ties }),
  z.strictObject({ method: z.literal('percentile-rank') }),
  z.strictObject({ method: z.literal('borda'), ties: z.enum(['min', 'max', 'average']) }),
  z.strictObject({
    method: z.literal('goalposts'),
    bottom: finite.nullable(),
    top: finite.nullable(),
    low: finite,
    high: finite,
    capped: z.boolean(),
  }),
  z.strictObject({
    method: z.literal('distance-to-target'),
    target: finite.nullable(),
    capped: z.boolean(),
  }),
  z.strictObject({ method: z.literal('distance-to-reference'), unit: unitCode, capped: z.boolean() }),
  z.strictObject({ method: z.enum(['distance-to-maximum', 'fraction-of-maximum', 'none']) }),
  z.strictObject({ method: z.literal('value-to-ideal'), ideal: finite.nullable(), high: finite }),
])

const shares = z.record(code, finite)

export const weighting = z.discriminatedUnion('method', [
  z.strictObject({ method: z.enum(['given', 'equal']) }),
  z.strictObject({ method: z.literal('pca'), loadings: z.enum(['squared', 'plain']).optional() }),
  z.strictObject({
    method: z.literal('ahp'),
    judgements: z.record(
      code,
      z.strictObject({
        children: z.array(code).min(1).max(100),
        matrix: z.array(z.array(finite).max(100)).max(100),
      }),
    ),
    mostInconsistent: finite.min(0),
  }),
  z.strictObject({ method: z.enum(['entropy', 'critic']), over: z.enum(['siblings', 'leaves']) }),
  z.strictObject({ method: z.literal('benefit-of-doubt'), least: fraction, most: fraction }),
  z.strictObject({ method: z.literal('optimised'), importance: shares }),
  z.strictObject({
    method: z.literal('delphi'),
    rounds: z
      .array(z.strictObject({ weights: z.record(z.string().min(1).max(200), shares) }))
      .min(1)
      .max(20),
    centre: z.enum(['mean', 'median']),
  }),
])

export const aggregation = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.enum(['arithmetic', 'geometric', 'harmonic', 'sum', 'topsis']),
  }),
  z.strictObject({ method: z.literal('copeland'), gaps: z.enum(['shared', 'as-listed']).optional() }),
  z.strictObject({ method: z.literal('generalised'), power: finite }),
  z.strictObject({ method: z.literal('grey'), resolution: finite.gt(0).max(1) }),
  z.strictObject({ method: z.literal('vikor'), strategy: fraction }),
])

export const uncertainty = z.strictObject({
  replications: z.int().min(1).max(1_000_000),
  seed: z.int().min(0).max(4_294_967_295),
  weights: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('noise'), share: fraction }),
      z.strictObject({ kind: z.literal('dirichlet'), concentration: finite.gt(0) }),
    ])
    .nullable(),
  normalisations: z.array(normalisation).max(20),
  aggregations: z.array(aggregation).max(20),
  imputations: z.array(imputation).max(20),
  treatments: z.array(treatment).max(20),
  omitLeaf: z.boolean(),
  sobolRows: z.int().min(2).max(100_000).nullable(),
})
