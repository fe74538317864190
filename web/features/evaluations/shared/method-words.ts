import type {
  AggregationMethod,
  Imputation,
  NormalisationMethod,
  Treatment,
  WeightingMethod,
} from '#domain/evaluation'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { translate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'

/** A method with its parameters in words. Numbers stand as they are in the scheme. */
export function normalisationWords(method: NormalisationMethod, language: Language): string {
  return translate(evaluationTexts, `normalisation.${method.method}`, plain(method), language)
}
export function weightingWords({ method }: Pick<WeightingMethod, 'method'>, language: Language): string {
  return translate(evaluationTexts, `weighting.${method}`, {}, language)
}
export function aggregationWords(method: AggregationMethod, language: Language): string {
  return translate(evaluationTexts, `aggregation.${method.method}`, plain(method), language)
}
export function imputationWords(method: Imputation, language: Language): string {
  return translate(evaluationTexts, `imputation.${method.method}`, plain(method), language)
}
export function treatmentWords(method: Treatment, language: Language): string {
  if (method.method === 'none') return translate(evaluationTexts, 'treatment.none', {}, language)
  const then =
    method.then === 'none' ? '' : translate(evaluationTexts, `treatment.then.${method.then}`, {}, language)
  return translate(evaluationTexts, 'treatment.treat', { ...plain(method), then }, language)
}

function plain(method: object): Record<string, unknown> {
  return { ...method }
}
