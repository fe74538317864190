import { Refusal, refuse } from '#domain/kernel'
import { LEDGER_RULE_CODES, checkLedgerRules, type LedgerRuleCode } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { reassessAll } from './reassess.ts'
import { forgetRules, readRules, shippedRules } from './rules.ts'

export function readLedgerRules(ctx: Context): Promise<ResponseOf<typeof contract.readLedgerRules>> {
  return ctx.read(async (tx) => {
    const rules = await readRules(tx)
    const history = await tx.selectFrom('ledgerSetting').selectAll().orderBy('id', 'desc').execute()
    const file = shippedRules()
    return {
      rules: LEDGER_RULE_CODES.map((setting) => {
        const entry = file.rules[setting]
        return {
          setting,
          nameZh: entry.name.zh,
          nameEn: entry.name.en,
          meaningZh: entry.meaning.zh,
          meaningEn: entry.meaning.en,
          value: rules[setting],
          unit: entry.unit,
          shipped: entry.value,
          sourceZh: entry.source.text.zh,
          sourceEn: entry.source.text.en,
          history: history
            .filter((row) => row.setting === setting)
            .map((row) => ({ value: Number(row.value), reason: row.reason, by: row.byName, at: row.at })),
        }
      }),
      can: ctx.caller.roles.includes('zone_office'),
    }
  })
}

export async function changeLedgerRule(
  ctx: Context,
  setting: string,
  { value, reason }: BodyOf<typeof contract.changeLedgerRule>,
): Promise<ResponseOf<typeof contract.changeLedgerRule>> {
  if (!isRule(setting)) return refuse('ledger.rule_unknown', { setting })
  await ctx.inTransaction(async (tx) => {
    const before = await readRules(tx)
    const checked = checkLedgerRules({ ...before, [setting]: value })
    if (!checked.ok) throw new Refusal(checked.issues)
    await tx
      .insertInto('ledgerSetting')
      .values({
        setting,
        value: JSON.stringify(value),
        reason,
        byId: ctx.caller.userId ?? refuse('access.forbidden'),
        byName: ctx.caller.name,
        at: ctx.now.toISOString(),
      })
      .execute()
    await ctx.audit(tx, {
      action: 'ledger.rule',
      subjectKind: 'ledger-rule',
      subjectId: setting,
      detail: { before: before[setting], after: value, reason },
    })
  })
  forgetRules(ctx.place)
  return { reassessed: await reassessAll(ctx) }
}

function isRule(setting: string): setting is LedgerRuleCode {
  return (LEDGER_RULE_CODES as readonly string[]).includes(setting)
}
