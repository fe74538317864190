import { sql } from 'kysely'
import { canonicalJson, type Json } from '#domain/kernel'
import { rollUpTree, type LedgerRules } from '#domain/ledger'
import type { ExportColumn, ExportRow } from '#platform/spreadsheets'
import { assessAt, readLedgerAt, type DutyAt } from './ledger-at.ts'
import { pairOf, type Tx } from './store.ts'
import type { ActualSource } from './target-page.ts'
import { endOfDay } from './today.ts'

export interface PackageTable {
  readonly name: string
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly ExportRow[]
}

/**
 * The tables of the package, one after the other, each row in an order of its own. Names of columns are those of the method pages;
 * dates are civil days, moments are UTC. What is marked is asked for here, whoever asks: office, leader and evaluator get the same.
 */
export async function* evaluationTables(
  tx: Tx,
  on: string,
  rules: LedgerRules,
): AsyncGenerator<PackageTable, void, undefined> {
  const names = await namesOn(tx, on)
  const duties = await readLedgerAt(tx, on, sql`d.for_evaluation`)
  yield await dutyTable(tx, on, duties, rules, names)
  const serials = new Map(duties.map(({ id, serial }) => [id, serial]))
  yield await reportTable(tx, on, serials, names)
  yield await changeTable(tx, on, serials, names)
  yield await evidenceTable(tx, on, serials)
  const targets = await targetsOn(tx, on)
  yield targetTable(targets, names)
  yield await actualTable(tx, on, new Map(targets.map(({ id, serial }) => [id, serial])))
}

type Names = (id: string | null) => string | null

/** Short names of bodies as they were that day; of one that was not yet or no longer there, its id. */
async function namesOn(tx: Tx, on: string): Promise<Names> {
  const rows = await tx
    .selectFrom('organisationName')
    .select(['organisationId as id', 'shortName as name'])
    .where(sql<boolean>`valid @> ${on}::date`)
    .execute()
  const known = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => (id === null ? null : (known.get(id) ?? id))
}

const text = (...keys: string[]): ExportColumn[] => columnsOf('text', keys)
const columnsOf = (type: ExportColumn['type'], keys: readonly string[]): ExportColumn[] =>
  keys.map((key) => ({ key, heading: key, type }))

interface Origin {
  readonly id: string
  readonly ownerId: string
  readonly source: string
  readonly itemId: string | null
  readonly documentId: string | null
  readonly documentTitle: string | null
  readonly versionId: string | null
  readonly startAt: number | null
  readonly endAt: number | null
  readonly quote: string | null
  readonly synthetic: boolean
}

async function dutyTable(
  tx: Tx,
  on: string,
  duties: readonly DutyAt[],
  rules: LedgerRules,
  names: Names,
): Promise<PackageTable> {
  const origins = new Map(
    (
      await sql<Origin>`select d.id, d.owner_id as "ownerId", d.source, d.item_id as "itemId", d.document_id as "documentId",
          d.document_title as "documentTitle", d.version_id as "versionId", d.start_at as "startAt", d.end_at as "endAt",
          d.quote, d.synthetic from duty d where d.for_evaluation`.execute(tx)
    ).rows.map((row) => [row.id, row]),
  )
  const serials = new Map(duties.map(({ id, serial }) => [id, serial]))
  const rolled = rollUpTree(duties.map(({ duty }) => duty))
  const rows = duties.map((one): ExportRow => {
    const { duty } = one
    const origin = origins.get(one.id)
    const fromParts = rolled.ok ? (rolled.value.get(one.id)?.progress ?? null) : null
    const { light, ruled, flags, because } = assessAt(one, one.progress, on, rules)
    return {
      serial: one.serial,
      id: one.id,
      version: one.version,
      kind: duty.kind,
      parent: serials.get(duty.parentId ?? '') ?? null,
      title: duty.title,
      content: duty.content,
      number: duty.number,
      owner: names(duty.ownerId),
      lead: names(duty.leadId),
      supporting: duty.supporting.map((id) => names(id) ?? id),
      person: duty.personName,
      park: names(duty.parkId),
      categories: [...duty.categories],
      starts_on: duty.startsOn,
      due_on: duty.dueOn,
      due_precision: duty.precision,
      due_text: duty.dueText,
      rhythm: duty.rhythm,
      period: duty.period,
      report_every: duty.reportEvery,
      weight: duty.weight,
      roll_up: duty.rollUp,
      state: duty.state,
      progress_own: duty.progress,
      progress: one.progress,
      progress_from_parts: fromParts,
      light,
      light_ruled: ruled,
      flags: [...flags],
      because: canonicalJson(because.map(({ rule, light: by, params }) => ({ rule, light: by, params }))),
      override_reason: duty.override?.reason ?? null,
      assigned_on: one.assignedOn,
      last_report_on: one.lastReportOn,
      completed_on: one.completedOn,
      evidence: one.evidence,
      source: origin?.source,
      document: origin?.documentTitle,
      document_id: origin?.documentId,
      document_version: origin?.versionId,
      sentence_start: origin?.startAt,
      sentence_end: origin?.endAt,
      sentence: origin?.quote,
      synthetic: origin?.synthetic,
      changed_at: one.changedAt,
    }
  })
  return {
    name: 'duties.csv',
    columns: [
      ...columnsOf('integer', ['serial']),
      ...text('id', 'version', 'kind', 'parent', 'title', 'content', 'number', 'owner', 'lead'),
      ...text('supporting', 'person', 'park', 'categories', 'starts_on', 'due_on', 'due_precision'),
      ...text('due_text', 'rhythm', 'period', 'report_every', 'weight', 'roll_up', 'state'),
      ...text('progress_own', 'progress', 'progress_from_parts', 'light', 'light_ruled', 'flags'),
      ...text('because', 'override_reason', 'assigned_on', 'last_report_on', 'completed_on', 'evidence'),
      ...text('source', 'document', 'document_id', 'document_version', 'sentence_start', 'sentence_end'),
      ...text('sentence', 'synthetic', 'changed_at'),
    ],
    rows,
  }
}

async function reportTable(
  tx: Tx,
  on: string,
  serials: ReadonlyMap<string, number>,
  names: Names,
): Promise<PackageTable> {
  const { rows } = await sql<{
    id: string
    dutyId: string
    version: number
    kind: string
    period: string | null
    percent: number | null
    text: string
    figures: Json
    at: string
    byName: string
    organisationId: string
  }>`select r.id, r.duty_id as "dutyId", r.version, r.kind, r.period, r.percent, r.text, r.figures, r.at,
            r.by_name as "byName", r.organisation_id as "organisationId"
       from duty_report r join duty d on d.id = r.duty_id
      where d.for_evaluation and r.at < ${endOfDay(on)}::timestamptz
      order by d.serial, r.version, r.id`.execute(tx)
  return {
    name: 'reports.csv',
    columns: [
      ...text(
        'duty',
        'report_id',
        'version',
        'kind',
        'period',
        'percent',
        'text',
        'figures',
        'at',
        'by',
        'body',
      ),
    ],
    rows: rows.map((row) => ({
      duty: serials.get(row.dutyId) ?? null,
      report_id: row.id,
      version: row.version,
      kind: row.kind,
      period: row.period,
      percent: row.percent,
      text: row.text,
      figures: canonicalJson(row.figures),
      at: row.at,
      by: row.byName,
      body: names(row.organisationId),
    })),
  }
}

async function changeTable(
  tx: Tx,
  on: string,
  serials: ReadonlyMap<string, number>,
  names: Names,
): Promise<PackageTable> {
  const { rows } = await sql<{
    dutyId: string
    version: number
    at: string
    act: string
    byName: string
    byOrganisationId: string | null
    reason: string | null
    decisionReference: string | null
    decisionOn: string | null
    changed: Json
    light: string
    progress: number
  }>`select c.duty_id as "dutyId", c.version, c.at, c.act, c.by_name as "byName",
            c.by_organisation_id as "byOrganisationId", c.reason, c.decision_reference as "decisionReference",
            c.decision_on as "decisionOn", c.changed, c.record->>'light' as light,
            (c.record->>'progress')::float8 as progress
       from duty_change c join duty d on d.id = c.duty_id
      where d.for_evaluation and c.at < ${endOfDay(on)}::timestamptz
      order by d.serial, c.version`.execute(tx)
  return {
    name: 'changes.csv',
    columns: text(
      ...['duty', 'version', 'at', 'act', 'by', 'body', 'reason', 'decision', 'decision_on', 'changed'],
      ...['light', 'progress'],
    ),
    rows: rows.map((row) => ({
      duty: serials.get(row.dutyId) ?? null,
      version: row.version,
      at: row.at,
      act: row.act,
      by: row.byName,
      body: names(row.byOrganisationId),
      reason: row.reason,
      decision: row.decisionReference,
      decision_on: row.decisionOn,
      changed: canonicalJson(row.changed),
      light: row.light,
      progress: row.progress,
    })),
  }
}

/** Names and digests; the files themselves stay where they are. */
async function evidenceTable(
  tx: Tx,
  on: string,
  serials: ReadonlyMap<string, number>,
): Promise<PackageTable> {
  const { rows } = await sql<{
    dutyId: string
    reportId: string
    name: string
    sizeBytes: number
    digest: string
  }>`select f.duty_id as "dutyId", f.report_id as "reportId", f.name, f.size_bytes as "sizeBytes", f.digest
       from duty_file f join duty_report r on r.id = f.report_id join duty d on d.id = f.duty_id
      where d.for_evaluation and r.at < ${endOfDay(on)}::timestamptz
      order by d.serial, r.version, f.name, f.digest, f.id`.execute(tx)
  return {
    name: 'evidence.csv',
    columns: text('duty', 'report_id', 'name', 'bytes', 'sha256'),
    rows: rows.map((row) => ({
      duty: serials.get(row.dutyId) ?? null,
      report_id: row.reportId,
      name: row.name,
      bytes: row.sizeBytes,
      sha256: row.digest,
    })),
  }
}

interface TargetOn {
  readonly id: string
  readonly serial: number
  readonly indicator: string
  readonly scope: string | null
  readonly kind: string
  readonly comparator: string
  readonly value: number
  readonly value2: number | null
  readonly unit: string
  readonly year: number | null
  readonly baseYear: number | null
  readonly baseValue: number | null
  readonly levelUnit: string
  readonly path: string
  readonly ownerId: string
  readonly leadId: string | null
  readonly documentId: string | null
  readonly documentTitle: string | null
  readonly quote: string | null
  readonly synthetic: boolean
}

/** Targets as they were that day: what changed later is taken back, step by step. */
async function targetsOn(tx: Tx, on: string): Promise<TargetOn[]> {
  const end = endOfDay(on)
  const { rows } = await sql<TargetOn>`
    select t.id, t.serial, t.indicator, t.scope, t.kind, t.comparator, t.value, t.value2, t.unit, t.year,
           t.base_year as "baseYear", t.base_value as "baseValue", t.level_unit as "levelUnit", t.path,
           t.owner_id as "ownerId", t.lead_id as "leadId", t.document_id as "documentId",
           t.document_title as "documentTitle", t.quote, t.synthetic
      from target t where t.for_evaluation and t.created_at < ${end}::timestamptz order by t.serial`.execute(
    tx,
  )
  const later = await sql<{ targetId: string; changed: Record<string, never> }>`
    select c.target_id as "targetId", c.changed from target_change c join target t on t.id = c.target_id
     where t.for_evaluation and c.at >= ${end}::timestamptz order by c.target_id, c.version desc`.execute(tx)
  return rows.map((row) => {
    const before: Record<string, unknown> = {}
    for (const { targetId, changed } of later.rows) {
      if (targetId !== row.id) continue
      for (const [field, pair] of Object.entries(changed)) {
        const [was] = pairOf(pair)
        if (field !== 'base') before[field] = was
        else {
          const base = was as { readonly year: number; readonly value: number } | null
          Object.assign(before, { baseYear: base?.year ?? null, baseValue: base?.value ?? null })
        }
      }
    }
    return { ...row, ...before }
  })
}

function targetTable(targets: readonly TargetOn[], names: Names): PackageTable {
  return {
    name: 'targets.csv',
    columns: [
      ...columnsOf('integer', ['serial']),
      ...text('id', 'indicator', 'scope', 'kind', 'comparator', 'value', 'value2', 'unit', 'year'),
      ...text('base_year', 'base_value', 'level_unit', 'path', 'owner', 'lead', 'document', 'document_id'),
      ...text('sentence', 'synthetic'),
    ],
    rows: targets.map((target) => ({
      serial: target.serial,
      id: target.id,
      indicator: target.indicator,
      scope: target.scope,
      kind: target.kind,
      comparator: target.comparator,
      value: target.value,
      value2: target.value2,
      unit: target.unit,
      year: target.year,
      base_year: target.baseYear,
      base_value: target.baseValue,
      level_unit: target.levelUnit,
      path: target.path,
      owner: names(target.ownerId),
      lead: names(target.leadId),
      document: target.documentTitle,
      document_id: target.documentId,
      sentence: target.quote,
      synthetic: target.synthetic,
    })),
  }
}

async function actualTable(tx: Tx, on: string, serials: ReadonlyMap<string, number>): Promise<PackageTable> {
  const end = endOfDay(on)
  const { rows } = await sql<{
    targetId: string
    year: number
    value: number
    low: number
    high: number
    sourceKind: string
    source: ActualSource
    note: string | null
    at: string
    byName: string
    withdrawnAt: string | null
    withdrawnReason: string | null
  }>`select a.target_id as "targetId", a.year, a.value, a.low, a.high, a.source_kind as "sourceKind", a.source, a.note,
            a.at, a.by_name as "byName",
            case when a.withdrawn_at < ${end}::timestamptz then a.withdrawn_at end as "withdrawnAt",
            case when a.withdrawn_at < ${end}::timestamptz then a.withdrawn_reason end as "withdrawnReason"
       from target_actual a join target t on t.id = a.target_id
      where t.for_evaluation and a.at < ${end}::timestamptz
      order by t.serial, a.year, a.at, a.id`.execute(tx)
  return {
    name: 'actuals.csv',
    columns: text(
      ...[
        'target',
        'year',
        'value',
        'low',
        'high',
        'kind',
        'source',
        'document_id',
        'sentence',
        'arithmetic',
      ],
      ...['note', 'at', 'by', 'withdrawn_at', 'withdrawn_reason'],
    ),
    rows: rows.map((row) => {
      const { source } = row
      const cited = 'itemId' in source ? source : null
      return {
        target: serials.get(row.targetId) ?? null,
        year: row.year,
        value: row.value,
        low: row.low,
        high: row.high,
        kind: row.sourceKind,
        source: 'text' in source ? source.text : source.documentTitle,
        document_id: cited?.documentId,
        sentence: cited?.quote,
        arithmetic: cited?.arithmetic?.formula,
        note: row.note,
        at: row.at,
        by: row.byName,
        withdrawn_at: row.withdrawnAt,
        withdrawn_reason: row.withdrawnReason,
      }
    }),
  }
}
