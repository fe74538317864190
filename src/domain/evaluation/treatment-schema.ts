import { z } from 'zod'
import { finite, group } from './schema-parts.ts'

export const imputation = z.discriminatedUnion('method', [
  z.strictObject({ method: z.enum(['none', 'mean', 'median', 'siblings-mean', 'siblings-median']) }),
  z.strictObject({ method: z.enum(['group-mean', 'group-median']), group, fallback: z.boolean() }),
  z.strictObject({ method: z.literal('latest'), maximumAge: z.int().min(1).max(1_000).nullable() }),
  z.strictObject({ method: z.literal('linear'), extrapolate: z.enum(['none', 'constant', 'line']) }),
  z.strictObject({ method: z.literal('constant'), value: finite }),
])

export const treatment = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('none') }),
  z.strictObject({
    method: z.literal('treat'),
    skewness: finite.gt(0),
    kurtosis: finite,
    mostPoints: z.int().min(0).max(100_000).nullable(),
    then: z.enum(['none', 'log', 'log-ct', 'log-ct-orig', 'log-gii', 'box-cox']),
    lambda: finite.nullable(),
  }),
])
