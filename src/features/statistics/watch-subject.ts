import { Refusal } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { z } from 'zod'
import type { WatchSubject } from './contract.ts'
import { newestForm } from './forms.ts'
import { indicatorsOf } from './indicators.ts'
import type { Tx } from './store.ts'
import type { Watch } from './watch-definition.ts'

type Subject = z.infer<typeof WatchSubject>

/** What a rule watches, in words: an indicator, or a cell of a form. What is gone keeps its code. */
export async function subjectOf(tx: Tx, ctx: Pick<Context, 'place'>, watch: Watch): Promise<Subject> {
  if (watch.kind === 'warning') {
    const code = watch.definition.indicator
    const known = (await indicatorsOf(tx, ctx.place)).get(code)?.row
    return {
      code,
      name: known?.name ?? { zh: code, en: code },
      unit: known?.unit ?? null,
      decimals: known?.decimals ?? 0,
    }
  }
  const { form: formCode, rule } = watch.definition
  const code = `${formCode}!${rule.cell}`
  try {
    const form = await newestForm(tx, ctx.place, formCode)
    const field = form.fieldByCode.get(rule.cell)?.field
    return { code, name: field?.label ?? { zh: code, en: code }, unit: field?.unit ?? null, decimals: 0 }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code, name: { zh: code, en: code }, unit: null, decimals: 0 }
  }
}
