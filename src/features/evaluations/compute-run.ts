import { createHash } from 'node:crypto'
import {
  assessUncertainty,
  compileScheme,
  evaluate,
  parseEvaluationData,
  parseScheme,
  type EvaluationResult,
  type Scheme,
  type UncertaintyResult,
} from '#domain/evaluation'
import { canonicalJson, type Issue, type Json } from '#domain/kernel'

/** What a run computes beside scheme and data; kept with it. */
export interface RunOptions {
  readonly period: string
  readonly official: boolean
  /** Null: as the scheme says; 0: none. */
  readonly replications: number | null
  readonly seed: number | null
}

export type ComputedRun =
  | {
      readonly ok: true
      readonly scheme: Scheme
      readonly result: EvaluationResult
      readonly uncertainty: UncertaintyResult | null
      readonly digest: string
    }
  | { readonly ok: false; readonly issues: readonly Issue[] }

export interface RunHooks {
  readonly onProgress?: (done: number, of: number) => void
}

/**
 * Everything that a run finds, from nothing but scheme, data and options: the same three give the same digest on any machine. Used
 * by the worker thread, by replay, and by the command line.
 */
export function computeRun(
  definition: unknown,
  data: unknown,
  options: RunOptions,
  { onProgress }: RunHooks = {},
): ComputedRun {
  const scheme = parseScheme(definition)
  if (!scheme.ok) return scheme
  const compiled = compileScheme(scheme.value)
  if (!compiled.ok) return compiled
  const parsed = parseEvaluationData(data)
  if (!parsed.ok) return parsed
  const result = evaluate(compiled.value, parsed.value, {
    period: options.period,
    official: options.official,
  })
  if (!result.ok) return result
  const specification = specificationOf(scheme.value.uncertainty, options)
  const uncertainty =
    specification === null
      ? null
      : assessUncertainty(compiled.value, parsed.value, specification, {
          ...(onProgress === undefined ? {} : { progress: onProgress }),
          period: options.period,
        })
  if (uncertainty !== null && !uncertainty.ok) return uncertainty
  const found = { result: result.value, uncertainty: uncertainty?.value ?? null }
  return { ok: true, scheme: scheme.value, ...found, digest: digestOf(found) }
}

function specificationOf(
  own: Parameters<typeof assessUncertainty>[2] | null,
  { replications, seed }: RunOptions,
): Parameters<typeof assessUncertainty>[2] | null {
  if (own === null || replications === 0) return null
  return { ...own, replications: replications ?? own.replications, seed: seed ?? own.seed }
}

/** SHA-256 over JSON with sorted keys: numbers as JavaScript writes them, shortest form that reads back the same. */
export function digestOf(value: unknown): string {
  const plain = JSON.parse(JSON.stringify(value)) as Json
  return createHash('sha256').update(canonicalJson(plain)).digest('hex')
}
