import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { ProcedureDefinition, TimeLimit } from '#domain/cases'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type {
  ProcedureRow,
  SettingView,
  changeSetting as changeRoute,
  listProcedures as listRoute,
  readProcedure as readRoute,
} from './contract.ts'
import type { z } from 'zod'
import { definitionInForce, definitionOf, definitionsInForce } from './definitions.ts'
import type { Tx } from './store.ts'
import { drawingOf, sourceView, viewField } from './view-definition.ts'

type Row = z.infer<typeof ProcedureRow>
type Setting = z.infer<typeof SettingView>

export function listProcedures(ctx: Context): Promise<ResponseOf<typeof listRoute>> {
  return ctx.read(async (tx) => {
    const counts = await countsOf(tx, ctx)
    return {
      procedures: (await definitionsInForce(tx, ctx.place)).map((definition) =>
        rowOf(ctx, definition, counts),
      ),
    }
  })
}

type Counts = ReadonlyMap<string, { open: number; overdue: number; closed: number }>

async function countsOf(tx: Tx, ctx: Context): Promise<Counts> {
  const rows = await tx
    .selectFrom('procedureCase')
    .select([
      'procedure',
      sql<number>`(count(*) filter (where stage = 'open'))::int`.as('open'),
      sql<number>`(count(*) filter (where stage = 'open' and due_at < ${ctx.now.toISOString()}))::int`.as(
        'overdue',
      ),
      sql<number>`(count(*) filter (where stage = 'closed'))::int`.as('closed'),
    ])
    .where('stage', '<>', 'draft')
    .groupBy('procedure')
    .execute()
  return new Map(rows.map(({ procedure, ...counted }) => [procedure, counted]))
}

function rowOf(ctx: Context, definition: ProcedureDefinition, counts: Counts): Row {
  const { roles } = ctx.caller
  return {
    code: definition.code,
    version: definition.version,
    name: definition.name,
    summary: definition.summary,
    mechanisms: [...definition.mechanisms],
    ...(counts.get(definition.code) ?? { open: 0, overdue: 0, closed: 0 }),
    raised: definition.raisedFromCases ?? false,
    can: [
      ...(definition.openedBy.some((role) => roles.includes(role)) ? (['open'] as const) : []),
      ...(roles.includes('zone_office') ? (['set'] as const) : []),
    ],
  }
}

export function readProcedure(
  ctx: Context,
  code: string,
  version: number | undefined,
): Promise<ResponseOf<typeof readRoute>> {
  return ctx.read(async (tx) => {
    const definition =
      version === undefined
        ? await definitionInForce(tx, ctx.place, code)
        : await definitionOf(tx, ctx.place, code, version)
    const versions = await tx
      .selectFrom('procedureDefinition')
      .select(['version', 'loadedAt', 'digest'])
      .where('code', '=', code)
      .orderBy('version', 'desc')
      .execute()
    return {
      procedure: rowOf(ctx, definition, await countsOf(tx, ctx)),
      versions,
      sources: definition.sources.map(sourceView),
      drawing: drawingOf(definition),
      startForm: startForm(definition),
      settings: await settingViews(tx, definition),
      clocks: Object.entries(definition.clocks).map(([clock, defined]) => ({
        code: clock,
        name: defined.name,
        on: definition.nodes[defined.on]?.name ?? { zh: defined.on, en: defined.on },
        owner: definition.participants[defined.owner]?.name ?? { zh: defined.owner, en: defined.owner },
        calendar: defined.calendar,
        dayRule: defined.dayRule,
      })),
      warnings: rules(definition.warnings),
      bars: rules(definition.bars),
    }
  })
}

function rules(defined: ProcedureDefinition['warnings']): ResponseOf<typeof readRoute>['warnings'] {
  return Object.entries(defined ?? {}).map(([code, { text, source }]) => ({
    code,
    text,
    source: sourceView(source),
  }))
}

function startForm(definition: ProcedureDefinition): ResponseOf<typeof readRoute>['startForm'] {
  const first = definition.nodes[definition.initial]
  if (first?.kind !== 'step') return []
  const permissions = first.fields ?? {}
  return Object.entries(definition.fields).flatMap(([code, field]) => {
    const permission = permissions[code]
    return permission === 'edit' || permission === 'required'
      ? [{ field: viewField(code, field), permission }]
      : []
  })
}

async function settingViews(tx: Tx, definition: ProcedureDefinition): Promise<Setting[]> {
  const history = await tx
    .selectFrom('procedureSetting')
    .select(['setting', 'value', 'reason', 'byName', 'at'])
    .where('procedure', '=', definition.code)
    .orderBy('id', 'desc')
    .execute()
  return Object.entries(definition.settings).map(([code, setting]) => {
    const own = history.filter((row) => row.setting === code)
    return {
      code,
      name: setting.name,
      value: own[0] === undefined ? setting.value : asValue(own[0].value),
      shipped: setting.value,
      source: sourceView(setting.source),
      history: own.map(({ value, reason, byName, at }) => ({
        value: asValue(value),
        reason,
        by: byName,
        at,
      })),
    }
  })
}

function asValue(value: unknown): TimeLimit | number {
  return value as TimeLimit | number
}

/** New clocks take the new value; running ones keep theirs (no silent change of somebody's deadline). */
export function changeSetting(
  ctx: Context,
  code: string,
  setting: string,
  { value, reason }: BodyOf<typeof changeRoute>,
): Promise<Setting> {
  return ctx.inTransaction(async (tx) => {
    const { userId, name: byName } = ctx.caller
    if (userId === null) return refuse('access.forbidden')
    const definition = await definitionInForce(tx, ctx.place, code)
    const before = (await settingViews(tx, definition)).find((one) => one.code === setting)
    if (before === undefined) return refuse('procedures.setting_unknown')
    if (typeof value !== typeof before.shipped) refuse('procedures.setting_unknown', {}, ['value'])
    if (typeof value === 'number' && !(value >= 0)) refuse('procedures.setting_not_positive', {}, ['value'])
    if (isSame(value, before.value)) refuse('procedures.setting_same', {}, ['value'])
    await tx
      .insertInto('procedureSetting')
      .values({
        procedure: code,
        setting,
        value: JSON.stringify(value),
        reason,
        byId: userId,
        byName,
        at: ctx.now.toISOString(),
      })
      .execute()
    const after = (await settingViews(tx, definition)).find((one) => one.code === setting)
    await ctx.audit(tx, {
      action: 'procedure.set',
      subjectKind: 'procedure',
      subjectId: code,
      detail: { setting, before: JSON.stringify(before.value), after: JSON.stringify(value), reason },
    })
    return after ?? before
  })
}

function isSame(a: TimeLimit | number, b: TimeLimit | number): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b
  return a.amount === b.amount && a.unit === b.unit
}
