import { z } from 'zod'
import { FlagKind } from '#contract/policies'
import { ApiError } from '../../../app/api-client.ts'

export type WarningDetail = Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>>
export interface PaymentWarning {
  readonly kind: FlagKind
  readonly detail: WarningDetail
}

const Warnings = z.array(z.record(z.string(), z.json()).and(z.object({ kind: FlagKind })))

/** What the server found before a payment; null: it was refused for another reason, or not at all. */
export function warningsOf(error: unknown): readonly PaymentWarning[] | null {
  if (!(error instanceof ApiError)) return null
  const issue = error.issues.find(({ code }) => code === 'policies.payment_warned')
  if (issue === undefined) return null
  const parsed = Warnings.safeParse(issue.params['warnings'])
  return parsed.success ? parsed.data.map(({ kind, ...detail }) => ({ kind, detail })) : null
}
