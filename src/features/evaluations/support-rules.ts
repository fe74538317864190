import { checkRuleFits, parseSupportRule, type Scheme, type SupportRule } from '#domain/evaluation'
import { Refusal, refuse } from '#domain/kernel'
import type { Tx } from './store.ts'

export interface StoredRule {
  readonly rule: SupportRule
  readonly digest: string
  readonly definition: unknown
}

/** Refuses with `evaluation.rule_unknown`. */
export async function loadRule(
  tx: Tx,
  { code, version }: { readonly code: string; readonly version: number },
): Promise<StoredRule> {
  const row = await tx
    .selectFrom('evaluationSupportRule')
    .select(['definition', 'digest'])
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst()
  if (row === undefined) return refuse('evaluation.rule_unknown', { code, version })
  const parsed = parseSupportRule(row.definition)
  if (!parsed.ok) throw new Error(`The stored support rule ${code}@${String(version)} cannot be read`)
  return { rule: parsed.value, digest: row.digest, definition: row.definition }
}

/** Every rule and version, the newest first. */
export async function listRules(tx: Tx): Promise<readonly SupportRule[]> {
  const rows = await tx
    .selectFrom('evaluationSupportRule')
    .select('definition')
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()
  return rows.flatMap(({ definition }) => {
    const parsed = parseSupportRule(definition)
    return parsed.ok ? [parsed.value] : []
  })
}

/** Refuses a rule that leaves out a grade of the scheme or does not hold yet. */
export function requireFit(rule: SupportRule, scheme: Scheme, period: string): void {
  const issues = checkRuleFits(rule, {
    grades: scheme.grading?.grades.map(({ code }) => code) ?? [],
    period,
  })
  if (issues.length > 0) throw new Refusal(issues)
}
