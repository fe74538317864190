import {
  checkExpression,
  compileIndicator,
  fieldLookup,
  parseExpression,
  parseIndicator,
  type CompiledIndicator,
  type FormDefinition,
} from '#domain/indicators'
import { initialsOf } from '#features/enterprises'
import { Refusal, refuse, type Issue } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, ResponseOf } from '../route-contract.ts'
import { aggregate } from './aggregate-filings.ts'
import { analyticsOf } from './analytics-place.ts'
import type { IndicatorRow, WireJson } from './contract.ts'
import type * as contract from './contract.ts'
import { newestForm } from './forms.ts'
import { latestPeriods } from './latest-periods.ts'
import type { Tx } from './store.ts'

/** An indicator that can be computed. */
export interface KnownIndicator {
  readonly row: IndicatorRow
  readonly compiled: CompiledIndicator
}

interface Known {
  readonly digest: string
  readonly indicators: ReadonlyMap<string, KnownIndicator>
}
const known = new WeakMap<object, Known>()

/** All indicators, by code; compiled once for each state of the table. One that no longer fits its forms is left out. */
export async function indicatorsOf(tx: Tx, place: object): Promise<ReadonlyMap<string, KnownIndicator>> {
  const rows = await tx
    .selectFrom('statisticsIndicator')
    .select(['code', 'version', 'definition', 'shipped', 'at'])
    .orderBy('code')
    .execute()
  const digest = rows.map(({ code, version, at }) => `${code}@${String(version)}@${at}`).join()
  const cached = known.get(place)
  if (cached?.digest === digest) return cached.indicators
  const forms = await newestForms(tx, place)
  const indicators = new Map<string, KnownIndicator>()
  for (const { code, version, definition, shipped } of rows) {
    const parsed = parseIndicator(definition)
    const compiled = parsed.ok ? compileIndicator(parsed.value, forms) : parsed
    if (compiled.ok)
      indicators.set(code, {
        compiled: compiled.value,
        row: rowOf(compiled.value, forms, { version, shipped }),
      })
  }
  known.set(place, { digest, indicators })
  return indicators
}

/** Refuses with `statistics.indicator_unknown`. */
export async function indicatorOf(tx: Tx, place: object, code: string): Promise<KnownIndicator> {
  const indicators = await indicatorsOf(tx, place)
  return indicators.get(code) ?? refuse('statistics.indicator_unknown', { indicator: code })
}

async function newestForms(tx: Tx, place: object): Promise<FormDefinition[]> {
  const codes = await tx.selectFrom('statisticsForm').select('code').distinct().orderBy('code').execute()
  const forms: FormDefinition[] = []
  for (const { code } of codes) forms.push((await newestForm(tx, place, code)).definition)
  return forms
}

function rowOf(
  { definition, expression }: CompiledIndicator,
  forms: readonly FormDefinition[],
  { version, shipped }: { readonly version: number; readonly shipped: boolean },
): IndicatorRow {
  const units = new Set(expression.forms.map((code) => forms.find((form) => form.code === code)?.filers.unit))
  return {
    code: definition.code,
    name: definition.name,
    expression: definition.expression,
    forms: [...expression.forms],
    unit: definition.unit,
    decimals: definition.decimals,
    rhythm: definition.rhythm,
    measure: definition.measure,
    direction: definition.direction,
    unitKind: units.size === 1 && units.has('park') ? 'park' : 'enterprise',
    aliases: [...definition.aliases],
    initials: [definition.name.zh, ...definition.aliases].map(initialsOf).join(' '),
    note: definition.note,
    source: definition.source,
    shipped,
    version,
  }
}

export async function listIndicators(ctx: Context): Promise<ResponseOf<typeof contract.listIndicators>> {
  return ctx.read(async (tx) => ({
    indicators: [...(await indicatorsOf(tx, ctx.place)).values()].map(({ row }) => row),
  }))
}

/** Parses an expression, checks its units and computes it for the latest period: nothing is saved. */
export async function checkIndicator(
  ctx: Context,
  { expression, unit }: BodyOf<typeof contract.checkIndicator>,
): Promise<ResponseOf<typeof contract.checkIndicator>> {
  const read = await ctx.read(async (tx) => {
    const forms = await newestForms(tx, ctx.place)
    const parsed = parseExpression(expression)
    const own = parsed.ok ? checkExpression(parsed.value, fieldLookup(forms)) : parsed
    const rhythm = own.ok ? (forms.find(({ code }) => code === own.value.forms[0])?.rhythm ?? null) : null
    if (!own.ok || rhythm === null)
      return { issues: own.ok ? [] : own.issues, unit: null, rhythm, compiled: null }
    const compiled = compileIndicator(draft(expression, unit, rhythm), forms)
    const latest = await latestPeriods(tx, rhythm, 1)
    return {
      issues: compiled.ok ? [] : compiled.issues,
      unit: own.value.unit.code,
      rhythm,
      compiled: compiled.ok ? compiled.value : null,
      latest: latest[0] ?? null,
    }
  })
  const value =
    read.compiled === null || read.latest === null || read.latest === undefined
      ? null
      : await aggregate(analyticsOf(ctx), {
          indicator: read.compiled,
          dimension: 'zone',
          scope: 'registration',
          transform: 'value',
          periods: [read.latest],
          asOf: null,
          restriction: { kind: 'all' },
          filters: {},
        })
  return {
    ok: read.compiled !== null,
    issues: read.issues.map(wireIssue),
    unit: read.unit,
    rhythm: read.rhythm,
    latest:
      value === null || read.latest === null || read.latest === undefined
        ? null
        : { period: read.latest, value: value.total[0]?.value ?? null },
  }
}

function draft(expression: string, unit: string, rhythm: 'year' | 'quarter' | 'month') {
  return {
    code: 'draft',
    name: { zh: '试算', en: 'Draft' },
    expression,
    unit,
    decimals: 2,
    rhythm,
    measure: 'flow' as const,
    direction: 'none' as const,
    aliases: [],
    note: null,
    source: '',
  }
}

function wireIssue({ code, params }: Issue): { code: string; params: Record<string, WireJson> } {
  return {
    code,
    params: { ...params } as Record<string, WireJson>,
  }
}

/** Adds or changes an indicator of the zone; what is shipped stays as it is. */
export async function saveIndicator(
  ctx: Context,
  { code }: ParamsOf<typeof contract.saveIndicator>,
  { version, indicator }: BodyOf<typeof contract.saveIndicator>,
): Promise<ResponseOf<typeof contract.saveIndicator>> {
  if (indicator.code !== code) refuse('statistics.indicator_code', {}, ['indicator', 'code'])
  return ctx.inTransaction(async (tx) => {
    const forms = await newestForms(tx, ctx.place)
    const parsed = parseExpression(indicator.expression)
    if (!parsed.ok) throw new Refusal(parsed.issues)
    const own = checkExpression(parsed.value, fieldLookup(forms))
    if (!own.ok) throw new Refusal(own.issues)
    const rhythm = forms.find((form) => form.code === own.value.forms[0])?.rhythm ?? 'year'
    const definition = { ...indicator, rhythm, aliases: [], source: `${ctx.caller.name}自定` }
    const compiled = compileIndicator(definition, forms)
    if (!compiled.ok) throw new Refusal(compiled.issues)
    const before = await tx
      .selectFrom('statisticsIndicator')
      .select(['version', 'shipped'])
      .where('code', '=', code)
      .executeTakeFirst()
    if (before?.shipped === true) refuse('statistics.indicator_shipped', { indicator: code })
    if ((before?.version ?? null) !== version)
      refuse('statistics.stale', { version: before?.version ?? null })
    const values = {
      code,
      version: (version ?? 0) + 1,
      definition: JSON.stringify(definition),
      shipped: false,
      byName: ctx.caller.name,
      at: ctx.now.toISOString(),
    }
    if (before === undefined) await tx.insertInto('statisticsIndicator').values(values).execute()
    else await tx.updateTable('statisticsIndicator').set(values).where('code', '=', code).execute()
    await ctx.audit(tx, {
      action: 'indicator.save',
      subjectKind: 'indicator',
      subjectId: code,
      detail: { expression: indicator.expression, unit: indicator.unit },
    })
    return { indicator: rowOf(compiled.value, forms, { version: values.version, shipped: false }) }
  })
}
