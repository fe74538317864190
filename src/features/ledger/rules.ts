import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '#domain/kernel'
import {
  LEDGER_RULE_CODES,
  parseLedgerRules,
  rulesOf,
  type LedgerRules,
  type LedgerRulesFile,
} from '#domain/ledger'
import type { Context } from '#platform/http'
import type { Tx } from './store.ts'

let shippedFile: LedgerRulesFile | undefined

/** The shipped rules of the colours (data/ledger/rules.json). */
export function shippedRules(): LedgerRulesFile {
  if (shippedFile === undefined) {
    const path = join(import.meta.dirname, '../../../data/ledger/rules.json')
    const parsed = parseLedgerRules(JSON.parse(readFileSync(path, 'utf8')))
    if (!parsed.ok) throw new Refusal(parsed.issues)
    shippedFile = parsed.value
  }
  return shippedFile
}

/** Another process may have changed them: they are asked for again after so long. */
const KEPT_MS = 5_000
const kept = new WeakMap<object, { until: number; rules: LedgerRules }>()

/** The rules that hold in this zone: as shipped, with what the office has set. */
export async function zoneRules(tx: Tx, ctx: Pick<Context, 'place'>): Promise<LedgerRules> {
  const found = kept.get(ctx.place)
  if (found !== undefined && found.until > Date.now()) return found.rules
  const rules = await readRules(tx)
  kept.set(ctx.place, { until: Date.now() + KEPT_MS, rules })
  return rules
}

export async function readRules(tx: Tx): Promise<LedgerRules> {
  const rows = await tx
    .selectFrom('ledgerSetting')
    .distinctOn('setting')
    .select(['setting', 'value'])
    .orderBy('setting')
    .orderBy('id', 'desc')
    .execute()
  const set = new Map(rows.map(({ setting, value }) => [setting, value]))
  const rules: { -readonly [Code in keyof LedgerRules]: number } = { ...rulesOf(shippedRules()) }
  for (const code of LEDGER_RULE_CODES) {
    const value = set.get(code)
    if (typeof value === 'number') rules[code] = value
  }
  return rules
}

export function forgetRules(place: object): void {
  kept.delete(place)
}
