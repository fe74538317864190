import { Refusal, refuse, type Issue } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, ResponseOf } from '../route-contract.ts'
import { WatchTest, type WatchRow, type WatchView, type WireJson } from './contract.ts'
import type * as contract from './contract.ts'
import { newestForm } from './forms.ts'
import { indicatorOf } from './indicators.ts'
import type { Tx } from './store.ts'
import { SHIPPED_BY, cellsOf, conditionOf, parseWatch, storedWatch, type Watch } from './watch-definition.ts'
import { subjectOf } from './watch-subject.ts'
import { testOnHistory } from './watch-test.ts'

const COLUMNS = [
  'code',
  'kind',
  'definition',
  'enabled',
  'tested',
  'testedVersion',
  'byName',
  'at',
  'version',
] as const

type StoredRow = Awaited<ReturnType<typeof rowsOf>>[number]

function rowsOf(tx: Tx, code?: string) {
  const query = tx.selectFrom('statisticsWatch').select(COLUMNS).orderBy('code')
  return (code === undefined ? query : query.where('code', '=', code)).execute()
}

/** Warning rules: those that are on first, then by kind and code. */
export async function listWatches(ctx: Context): Promise<ResponseOf<typeof contract.listWatches>> {
  return ctx.read(async (tx) => {
    const open = await openAlerts(tx)
    const watches: WatchRow[] = []
    for (const row of await rowsOf(tx)) watches.push(await toRow(tx, ctx, row, open))
    return {
      watches: watches.sort((a, b) => Number(b.enabled) - Number(a.enabled)),
      may: { add: ctx.caller.roles.includes('zone_office') },
    }
  })
}

export async function readWatch(
  ctx: Context,
  { code }: ParamsOf<typeof contract.readWatch>,
): Promise<WatchView> {
  return ctx.read(async (tx) => {
    const row = await loadWatch(tx, code)
    const history = await tx
      .selectFrom('statisticsWatchChange')
      .select(['no', 'act', 'at', 'byName', 'definition'])
      .where('code', '=', code)
      .orderBy('no', 'desc')
      .limit(200)
      .execute()
    const office = ctx.caller.roles.includes('zone_office')
    const tested = row.testedVersion === row.version
    return {
      watch: await toRow(tx, ctx, row, await openAlerts(tx)),
      definition: row.definition as WireJson,
      test: testOf(row),
      history: history.map((one) => ({ ...one, definition: one.definition as WireJson })),
      may: {
        change: office,
        test: office,
        enable: office && !row.enabled && tested,
        disable: office && row.enabled,
      },
    }
  })
}

/** Parses a rule and looks up what it names; nothing is saved. */
export async function checkWatch(
  ctx: Context,
  { kind, definition }: BodyOf<typeof contract.checkWatch>,
): Promise<ResponseOf<typeof contract.checkWatch>> {
  const issues = await ctx.read(async (tx) => {
    const parsed = parseWatch(kind, definition)
    return parsed.ok ? missingOf(tx, ctx, parsed.value) : parsed.issues
  })
  return { ok: issues.length === 0, issues: issues.map(wireIssue) }
}

function wireIssue({ code, path, params }: Issue) {
  return {
    code,
    path: [...(path ?? [])],
    params: { ...params } as Record<string, WireJson>,
  }
}

/** What the rule names and the system does not have. */
async function missingOf(tx: Tx, ctx: Context, watch: Watch): Promise<readonly Issue[]> {
  try {
    if (watch.kind === 'warning') {
      await indicatorOf(tx, ctx.place, watch.definition.indicator)
      return []
    }
    const form = await newestForm(tx, ctx.place, watch.definition.form)
    return cellsOf(watch.definition.rule).flatMap((cell) =>
      form.fieldByCode.get(cell)?.isFigure === true
        ? []
        : [{ code: 'statistics.field_unknown', path: ['rule', 'cell'], params: { field: cell } }],
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const path = [watch.kind === 'warning' ? 'indicator' : 'form']
    return error.issues.map((issue) => ({ ...issue, path }))
  }
}

/** Adds or changes a rule. A changed rule is off: what was tested was another. */
export async function saveWatch(
  ctx: Context,
  { code }: ParamsOf<typeof contract.saveWatch>,
  { kind, definition, version }: BodyOf<typeof contract.saveWatch>,
): Promise<WatchView> {
  await ctx.inTransaction(async (tx) => {
    const parsed = parseWatch(kind, definition)
    if (!parsed.ok) throw new Refusal(parsed.issues)
    if (parsed.value.definition.code !== code) refuse('statistics.watch_code', {}, ['definition', 'code'])
    const missing = await missingOf(tx, ctx, parsed.value)
    if (missing.length > 0) throw new Refusal(missing)
    const [before] = await rowsOf(tx, code)
    if ((before?.version ?? null) !== version)
      refuse('statistics.stale', { version: before?.version ?? null })
    if (before !== undefined && before.kind !== kind) refuse('statistics.watch_kind', {}, ['kind'])
    const values = {
      definition: JSON.stringify(parsed.value.definition),
      enabled: false,
      byName: ctx.caller.name,
      at: ctx.now.toISOString(),
      version: (version ?? 0) + 1,
    }
    if (before === undefined)
      await tx
        .insertInto('statisticsWatch')
        .values({ code, kind, ...values, testedVersion: null })
        .execute()
    else await changeRow(tx, before, values)
    await keepWatchChange(tx, ctx, code, before === undefined ? 'add' : 'change', values.definition)
    await ctx.audit(tx, {
      action: 'watch.save',
      subjectKind: 'watch',
      subjectId: code,
      detail: { version: values.version },
    })
  })
  return readWatch(ctx, { code })
}

/** Tries the rule on the history and keeps what came out, for whoever switches it on. */
export async function testWatch(
  ctx: Context,
  { code }: ParamsOf<typeof contract.testWatch>,
  { version }: BodyOf<typeof contract.testWatch>,
): Promise<WatchView> {
  const row = await ctx.read((tx) => loadWatch(tx, code, version))
  await keepTest(ctx, row)
  return readWatch(ctx, { code })
}

export async function keepTest(ctx: Context, row: StoredRow): Promise<void> {
  const tested: WatchTest = {
    version: row.version,
    at: ctx.now.toISOString(),
    byName: ctx.caller.name,
    ...(await testOnHistory(ctx, storedWatch(row))),
  }
  await ctx.inTransaction(async (tx) => {
    const now = await loadWatch(tx, row.code, row.version)
    await changeRow(tx, now, { tested: JSON.stringify(tested), testedVersion: row.version })
    await keepWatchChange(tx, ctx, row.code, 'test', JSON.stringify(row.definition))
    await ctx.audit(tx, {
      action: 'watch.test',
      subjectKind: 'watch',
      subjectId: row.code,
      detail: { version: row.version, alarms: tested.alarms },
    })
  })
}

/** On only with a test of this very version. */
export async function switchWatch(
  ctx: Context,
  { code }: ParamsOf<typeof contract.switchWatch>,
  { version, on }: BodyOf<typeof contract.switchWatch>,
): Promise<WatchView> {
  await switchRow(ctx, code, version, on)
  return readWatch(ctx, { code })
}

async function switchRow(ctx: Context, code: string, version: number, on: boolean): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const row = await loadWatch(tx, code, version)
    if (on && row.testedVersion !== row.version) refuse('statistics.watch_untested')
    if (row.enabled === on) return
    await changeRow(tx, row, { enabled: on })
    await keepWatchChange(tx, ctx, code, on ? 'enable' : 'disable', JSON.stringify(row.definition))
    await ctx.audit(tx, {
      action: on ? 'watch.enable' : 'watch.disable',
      subjectKind: 'watch',
      subjectId: code,
      detail: { version },
    })
  })
}

/** For a demonstration: tests every rule that nobody has changed or tested yet, and switches it on. */
export async function tryShippedWatches(ctx: Context): Promise<number> {
  const rows = await ctx.read((tx) => rowsOf(tx))
  let switched = 0
  for (const row of rows.filter(
    ({ testedVersion, byName }) => testedVersion === null && byName === SHIPPED_BY,
  )) {
    await keepTest(ctx, row)
    await switchRow(ctx, row.code, row.version, true)
    switched += 1
  }
  return switched
}

async function loadWatch(tx: Tx, code: string, version?: number): Promise<StoredRow> {
  const [row] = await rowsOf(tx, code)
  if (row === undefined) return refuse('statistics.watch_unknown', { watch: code })
  if (version !== undefined && row.version !== version) refuse('statistics.stale', { version: row.version })
  return row
}

/** Another change since it was read is refused. */
async function changeRow(
  tx: Tx,
  before: StoredRow,
  values: {
    readonly definition?: string
    readonly enabled?: boolean
    readonly tested?: string
    readonly testedVersion?: number
    readonly byName?: string
    readonly at?: string
    readonly version?: number
  },
): Promise<void> {
  const changed = await tx
    .updateTable('statisticsWatch')
    .set(values)
    .where('code', '=', before.code)
    .where('version', '=', before.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) refuse('statistics.stale', { version: null })
}

async function keepWatchChange(
  tx: Tx,
  ctx: Context,
  code: string,
  act: 'add' | 'change' | 'test' | 'enable' | 'disable',
  definition: string,
): Promise<void> {
  await tx
    .insertInto('statisticsWatchChange')
    .values((eb) => ({
      code,
      no: eb
        .selectFrom('statisticsWatchChange')
        .select((of) => of(of.fn.coalesce(of.fn.max('no'), of.lit(0)), '+', of.lit(1)).as('next'))
        .where('code', '=', code),
      act,
      definition,
      at: ctx.now.toISOString(),
      byName: ctx.caller.name,
    }))
    .execute()
}

/** How many alerts of each rule still ask for something, of those that the caller sees. */
async function openAlerts(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('statisticsAlert')
    .select((eb) => ['watch', eb.fn.countAll<number>().as('count')])
    .where('state', 'in', ['open', 'acknowledged'])
    .groupBy('watch')
    .execute()
  return new Map(rows.map(({ watch, count }) => [watch, Number(count)]))
}

function testOf({ tested }: StoredRow): WatchTest | null {
  return tested === null ? null : WatchTest.parse(tested)
}

async function toRow(
  tx: Tx,
  ctx: Context,
  row: StoredRow,
  open: ReadonlyMap<string, number>,
): Promise<WatchRow> {
  const watch = storedWatch(row)
  const test = row.testedVersion === row.version ? testOf(row) : null
  return {
    code: row.code,
    kind: row.kind,
    name: watch.definition.name,
    source: watch.definition.source,
    subject: await subjectOf(tx, ctx, watch),
    dimension: watch.kind === 'warning' ? watch.definition.dimension : 'park',
    condition: conditionOf(watch),
    level: watch.definition.level,
    owner: watch.definition.owner,
    enabled: row.enabled,
    tested: row.testedVersion === row.version,
    alarms: test?.alarms ?? null,
    alarmsPerPeriod: test?.alarmsPerPeriod ?? null,
    hitRate: test?.rating?.hitRate ?? null,
    openAlerts: open.get(row.code) ?? 0,
    byName: row.byName,
    at: row.at,
    version: row.version,
  }
}
