import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { checkFiling, compileForm, type CompiledForm, type FilingValues } from '#domain/indicators'
import { addDays, compileCalendar, periodById, shiftPeriod, type CompiledCalendar } from '#domain/kernel'
import { initialsOf } from '#features/enterprises'
import { readCalendars } from '#features/procedures'
import { daysBy, periodRow, readForms, toStored } from '#features/statistics'
import type { AuditTrail } from '#platform/audit'
import { actAs, writeInBulk, type BulkWriter, type CopyValue, type Database } from '#platform/postgres'
import { LOADER, enterpriseId, uuidOf } from './demo-identities.ts'
import {
  DEMO_FORMS,
  REOPENED_AFTER,
  clusterCode,
  lockDay,
  readDemoParameters,
  synthesise,
  type DaysOf,
  type DemoForm,
  type DemoParameters,
  type FilingSide,
  type SyntheticFiling,
  type SyntheticZone,
} from './synthetic/index.ts'
import { PROGRAM_ROOT } from './system.ts'

const SOURCE = '演示数据（合成）'
/** The first numbers are those of enterprises with an account. */
const LINKED = 3
const NAMES: Readonly<Record<FilingSide, string>> = {
  filer: '企业填报人（演示）',
  park: '分园统计员（演示）',
  office: '示范区统计员（演示）',
}

/** What was loaded. */
export interface LoadedStatistics {
  readonly enterprises: number
  readonly states: number
  readonly filings: number
  readonly acts: number
}

export interface StatisticsTarget {
  /** Of the owner's role: COPY does not work under row-level security. */
  readonly ownerUrl: string
  readonly ownerDb: Kysely<Database>
  readonly audit: AuditTrail
}

export interface SeedStatistics {
  /** How many enterprises; the small population of the parameters where absent. */
  readonly enterprises?: number
  /** Takes the present synthetic population away first. Whoever asks for it has made sure that nobody worked with it. */
  readonly replace?: boolean
  /** Told as it goes: filings so far, and where it is. */
  readonly progress?: (filings: number, place: string) => void
}

/**
 * Loads the synthetic population with its register, periods and filings; all of it or nothing. Null where there are enterprises
 * already, or where the zone has not the parks that it was made for.
 */
export async function seedStatistics(
  target: StatisticsTarget,
  options: SeedStatistics = {},
): Promise<LoadedStatistics | null> {
  const { ownerDb, ownerUrl, audit } = target
  const parameters = await readDemoParameters(join(PROGRAM_ROOT, 'data', 'demo'))
  const present = await ownerDb.selectFrom('enterprise').select('id').limit(1).executeTakeFirst()
  if (present !== undefined && options.replace !== true) return null
  const places = await readPlaces(ownerDb)
  if (parameters.parks.some(({ park }) => !places.ids.has(park))) return null
  const forms = await readDemoForms()
  const calendar = await readWorkdays()
  const days: DaysOf = (form, period) => {
    const found = periodById(period)
    if (found === null) throw new RangeError(`no period ${period}`)
    return daysBy(calendar, formOf(forms, form).definition, found)
  }
  const zone = synthesise(parameters, { enterprises: options.enterprises ?? parameters.small, days })
  const loaded = await writeInBulk(ownerUrl, async (writer) => {
    if (options.replace === true) await takeAway(writer)
    await addClusters(writer, parameters)
    const states = await addEnterprises(writer, zone, places)
    await addPeriods(writer, zone, forms, days, places)
    let filings = 0
    let acts = 0
    for (const form of DEMO_FORMS) {
      for (const period of zone.periods(form)) {
        options.progress?.(filings, `${form} ${period}`)
        const added = await addFilings(writer, zone, formOf(forms, form), form, period, places)
        filings += added.filings
        acts += added.acts
      }
    }
    // Else the first hours plan by what the tables were before.
    await writer.query(
      'ANALYZE enterprise, enterprise_state, statistics_period, statistics_filing, statistics_filing_act, statistics_query',
    )
    return { enterprises: zone.count, states, filings, acts }
  })
  options.progress?.(loaded.filings, '')
  await ownerDb.transaction().execute(async (tx) => {
    await actAs(tx, LOADER)
    await audit.append(
      tx,
      LOADER,
      {
        action: 'demo.load-statistics',
        subjectKind: 'statistics',
        subjectId: String(zone.count),
        detail: { enterprises: loaded.enterprises, filings: loaded.filings },
      },
      new Date(),
    )
  })
  return loaded
}

/** What somebody did to the synthetic population, in short words; empty: nobody did anything. */
export async function touchedStatistics(ownerDb: Kysely<Database>): Promise<readonly string[]> {
  const found = await ownerDb
    .selectNoFrom((eb) => [
      eb
        .exists(eb.selectFrom('enterprise').select('id').where('synthetic', '=', false))
        .as('enterprises of its own'),
      eb
        .exists(eb.selectFrom('enterpriseState').select('enterpriseId').where('byId', 'is not', null))
        .as('changes of the register'),
      eb
        .exists(
          eb
            .selectFrom('statisticsFiling')
            .select('unitId')
            .where((of) => of.or([of('synthetic', '=', false), of('source', '!=', 'demo')])),
        )
        .as('filings that somebody wrote or decided on'),
      eb
        .exists(eb.selectFrom('statisticsFilingAct').select('unitId').where('byId', 'is not', null))
        .as('acts on filings'),
      eb.exists(eb.selectFrom('statisticsQuery').select('id').where('byId', 'is not', null)).as('queries'),
      eb
        .exists(eb.selectFrom('statisticsQueryMessage').select('queryId').where('byId', 'is not', null))
        .as('answers to queries'),
      eb.exists(eb.selectFrom('statisticsChase').select('unitId')).as('chase-ups'),
      eb
        .exists(eb.selectFrom('statisticsPeriodAct').select('period').where('byId', 'is not', null))
        .as('acts on periods'),
      eb.exists(eb.selectFrom('statisticsRelease').select('id')).as('bulletins'),
      eb
        .exists(eb.selectFrom('statisticsAlertAct').select('alertId').where('byId', 'is not', null))
        .as('acts on alerts'),
      ...WRITTEN_BY_PEOPLE.map(([table, written, name]) =>
        sql<boolean>`EXISTS (SELECT FROM ${sql.table(table)} WHERE ${sql.raw(written)})`.as(name),
      ),
    ])
    .executeTakeFirstOrThrow()
  return Object.entries(found).flatMap(([name, is]) => (is === true ? [name] : []))
}

/** Work of people that would go with the enterprises: table, what tells it from what the demonstration loads, in words. */
const WRITTEN_BY_PEOPLE = [
  ['enterprise_record', 'by_id IS NOT NULL', 'records of enterprises'],
  ['enterprise_merger', 'by_id IS NOT NULL', 'mergers of enterprises'],
  ['fact_declaration', 'NOT synthetic', 'declarations of enterprises'],
  ['cultivation_entry', 'NOT synthetic', 'the cultivation library'],
  ['steward_assignment', 'NOT synthetic', 'stewards'],
  ['pack_assignment', 'NOT synthetic', 'service packs'],
  ['service_visit', 'NOT synthetic', 'visits'],
  ['sandbox_entry', 'NOT synthetic', 'the sandbox'],
  ['consent', 'NOT synthetic', 'consents'],
  ['policy_application', 'NOT synthetic', 'applications for policies'],
] as const

interface Places {
  /** Organisations by code. */
  readonly ids: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, { readonly name: string; readonly nameEn: string }>
}

async function readPlaces(ownerDb: Kysely<Database>): Promise<Places> {
  const rows = await ownerDb
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select(['o.id', 'o.code', 'n.name', 'n.nameEn'])
    .execute()
  return {
    ids: new Map(rows.map(({ code, id }) => [code, id])),
    names: new Map(rows.map(({ code, name, nameEn }) => [code, { name, nameEn }])),
  }
}

async function readDemoForms(): Promise<ReadonlyMap<string, CompiledForm>> {
  const forms = await readForms(join(PROGRAM_ROOT, 'data', 'statistics', 'forms'))
  return new Map(forms.map((form) => [form.code, compileForm(form)]))
}

async function readWorkdays(): Promise<CompiledCalendar> {
  const calendars = await readCalendars(join(PROGRAM_ROOT, 'data', 'calendars'))
  const workdays = calendars.find(({ code }) => code === 'workdays')
  if (workdays === undefined)
    throw new Error('There is no calendar of working days for the due days of forms')
  return compileCalendar(workdays)
}

function formOf(forms: ReadonlyMap<string, CompiledForm>, code: DemoForm): CompiledForm {
  const form = forms.get(code)
  if (form === undefined) throw new Error(`There is no form ${code}`)
  return form
}

/** Everything that a loading wrote, before another takes its place; nobody else wrote there. */
async function takeAway(writer: BulkWriter): Promise<void> {
  // At once: a row by row deletion would look for references of each. What refers to enterprises (records, declarations, standings)
  // goes with them: `touchedStatistics` finds where somebody had a hand in it.
  await writer.query(
    `TRUNCATE statistics_query_message, statistics_query, statistics_filing_act, statistics_filing_past, statistics_filing,
       statistics_chase, statistics_period_act, statistics_period, enterprise_state, enterprise CASCADE`,
  )
}

async function addClusters(writer: BulkWriter, parameters: DemoParameters): Promise<void> {
  let position = 0
  for (const { park, district, clusters } of parameters.parks) {
    for (let index = 0; index < clusters; index += 1) {
      position += 1
      await writer.query(
        `INSERT INTO classification_code (list, code, parent, level, name_zh, name_en, position, source)
         VALUES ('cluster', $1, NULL, 'cluster', $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [
          clusterCode(park, index),
          `${district}第${String(index + 1)}发展组团（演示）`,
          `Cluster ${String(index + 1)} of ${park.replace('park.', '')} (demo)`,
          position,
          SOURCE,
        ],
      )
    }
  }
}

const STATE_COLUMNS = [
  'enterprise_id',
  'valid',
  'known',
  'name',
  'name_en',
  'initials',
  'status',
  'successor_id',
  'registration_park_id',
  'operation_park_id',
  'registration_district_id',
  'operation_district_id',
  'cluster',
  'address',
  'industry',
  'field',
  'size_class',
  'rung',
  'high_tech',
  'above_scale',
  'source',
  'reason',
  'by_name',
]

async function addEnterprises(writer: BulkWriter, zone: SyntheticZone, places: Places): Promise<number> {
  await writer.copyInto(
    'enterprise',
    ['id', 'credit_code', 'organisation_id', 'synthetic'],
    (function* (): Iterable<readonly CopyValue[]> {
      for (const { number, creditCode, organisation } of zone.enterprises())
        yield [
          enterpriseId(zone, number),
          creditCode,
          organisation === null ? null : (places.ids.get(organisation) ?? null),
          true,
        ]
    })(),
  )
  return writer.copyInto('enterprise_state', STATE_COLUMNS, stateRows(zone, places))
}

function* stateRows(zone: SyntheticZone, places: Places): Iterable<readonly CopyValue[]> {
  const id = (code: string | null): string | null => (code === null ? null : (places.ids.get(code) ?? null))
  const district = (park: string | null): string | null => id(park?.replace('park.', 'district.') ?? null)
  for (const enterprise of zone.enterprises()) {
    const own = enterprise.organisation === null ? undefined : places.names.get(enterprise.organisation)
    const name = own?.name ?? enterprise.name
    const initials = initialsOf(name)
    for (const state of enterprise.states)
      yield [
        enterpriseId(zone, enterprise.number),
        `[${state.from},${state.to ?? ''})`,
        `[${state.from} 00:00:00+08,)`,
        name,
        own?.nameEn ?? enterprise.nameEn,
        initials,
        state.status,
        state.successor === null ? null : enterpriseId(zone, state.successor),
        id(state.registrationPark),
        id(state.operationPark),
        district(state.registrationPark),
        district(state.operationPark),
        state.cluster,
        state.address,
        state.industry,
        state.field,
        state.sizeClass,
        state.rung,
        state.highTech,
        state.aboveScale,
        SOURCE,
        state.reason,
        LOADER.name,
      ]
  }
}

/** Periods with what happened to them: planned, locked after the due day, reopened for whoever had something to correct. */
async function addPeriods(
  writer: BulkWriter,
  zone: SyntheticZone,
  forms: ReadonlyMap<string, CompiledForm>,
  days: DaysOf,
  places: Places,
): Promise<void> {
  const acts: (readonly CopyValue[])[] = []
  for (const form of DEMO_FORMS) {
    for (const period of zone.periods(form)) {
      const found = periodById(period)
      if (found === null) throw new RangeError(`no period ${period}`)
      const dates = days(form, period)
      const row = periodRow(formOf(forms, form).definition, found, dates)
      const locked = period === zone.parameters.open.period ? null : lockDay(form, dates)
      const made = await writer.query<{ period: string }>(
        `INSERT INTO statistics_period (form, period, form_version, from_on, to_on, opens_on, due_on, locked_at, locked_by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING period`,
        [
          row.form,
          row.period,
          row.formVersion,
          row.fromOn,
          row.toOn,
          row.opensOn,
          row.dueOn,
          locked === null ? null : `${locked} 18:00:00+08`,
          locked === null ? null : NAMES.office,
        ],
      )
      // The server had planned it already, with an act of its own.
      if (made.length === 0) continue
      const act = (
        name: string,
        at: string,
        more: Partial<Record<'reason' | 'basis' | 'park' | 'unit' | 'until' | 'ended', string>> = {},
      ): void => {
        acts.push([
          form,
          period,
          acts.filter(([of, when]) => of === form && when === period).length + 1,
          name,
          more.reason ?? null,
          more.basis ?? null,
          more.park ?? null,
          more.unit ?? null,
          more.until ?? null,
          more.ended ?? null,
          at,
          NAMES.office,
        ])
      }
      act('planned', `${addDays(dates.opensOn, -20)} 09:00:00+08`)
      if (locked === null) continue
      act('lock', `${locked} 18:00:00+08`)
      for (const fault of zone.faultsIn(form, period)) {
        if (fault.stands !== 'revised') continue
        const from = addDays(locked, REOPENED_AFTER)
        const state = zone
          .enterprise(fault.number)
          .states.find((one) => one.from <= found.to && (one.to === null || found.to < one.to))
        act('reopen', `${from} 09:00:00+08`, {
          reason: '企业申请更正实际上缴税费总额（演示）',
          basis: '示范区统计数据更正办法（演示）',
          park: places.ids.get(state?.registrationPark ?? '') ?? '',
          unit: enterpriseId(zone, fault.number),
          until: addDays(from, 7),
          ended: `${addDays(from, 8)} 00:00:00+08`,
        })
      }
    }
  }
  await writer.copyInto(
    'statistics_period_act',
    [
      'form',
      'period',
      'no',
      'act',
      'reason',
      'basis',
      'park_id',
      'unit_id',
      'until_on',
      'ended_at',
      'at',
      'by_name',
    ],
    acts,
  )
}

const FILING_COLUMNS = [
  'unit_id',
  'form',
  'period',
  'enterprise_id',
  'park_unit_id',
  'form_version',
  'park_id',
  'state',
  'final',
  'figures',
  'words',
  'errors',
  'unexplained',
  'explanations',
  'open_queries',
  'submitted_at',
  'submitted_by_name',
  'late',
  'approved_at',
  'approved_by_name',
  'accepted_at',
  'accepted_by_name',
  'return_reason',
  'source',
  'known_from',
  'synthetic',
  'changed_at',
  'version',
]

/** One form and period: the filings as they are made, then what happened to them. */
async function addFilings(
  writer: BulkWriter,
  zone: SyntheticZone,
  form: CompiledForm,
  code: DemoForm,
  period: string,
  places: Places,
): Promise<{ filings: number; acts: number }> {
  const later = new FilingRows()
  const filings = await writer.copyInto(
    'statistics_filing',
    FILING_COLUMNS,
    (function* (): Iterable<readonly CopyValue[]> {
      for (const filing of zone.filings(code, period)) yield filingRow(zone, form, filing, places, later)
    })(),
  )
  await writer.copyInto(
    'statistics_filing_act',
    ['unit_id', 'form', 'period', 'no', 'park_id', 'act', 'reason', 'changed', 'at', 'by_name'],
    later.acts,
  )
  if (later.past.length > 0)
    await writer.copyInto(
      'statistics_filing_past',
      [
        'unit_id',
        'form',
        'period',
        'no',
        'form_version',
        'park_id',
        'figures',
        'words',
        'known_from',
        'known_to',
      ],
      later.past,
    )
  if (later.queries.length > 0) {
    await writer.copyInto(
      'statistics_query',
      [
        'id',
        'unit_id',
        'form',
        'period',
        'park_id',
        'field',
        'state',
        'at',
        'by_name',
        'organisation_id',
        'closed_at',
      ],
      later.queries,
    )
    await writer.copyInto(
      'statistics_query_message',
      ['query_id', 'no', 'side', 'text', 'at', 'by_name'],
      later.messages,
    )
  }
  return { filings, acts: later.acts.length }
}

/** Rows that refer to filings and come after them. */
class FilingRows {
  readonly acts: (readonly CopyValue[])[] = []
  readonly past: (readonly CopyValue[])[] = []
  readonly queries: (readonly CopyValue[])[] = []
  readonly messages: (readonly CopyValue[])[] = []
}

function filingRow(
  zone: SyntheticZone,
  form: CompiledForm,
  filing: SyntheticFiling,
  places: Places,
  later: FilingRows,
): readonly CopyValue[] {
  const { story, values, period, number } = filing
  const park = places.ids.get(filing.park) ?? null
  const unit = number === null ? park : enterpriseId(zone, number)
  const { version } = form.definition
  const stored = toStored(form, values)
  const checked = checkOdd(zone, form, filing)
  const key = [unit, filing.form, period] as const
  for (const [index, step] of isTold(filing) ? story.steps.entries() : [])
    later.acts.push([
      ...key,
      index + 1,
      park,
      step.act,
      step.reason,
      JSON.stringify(step.changed),
      step.at,
      NAMES[step.side],
    ])
  for (const [index, past] of story.past.entries()) {
    const then = toStored(form, past.values)
    later.past.push([...key, index + 1, version, park, then.figures, then.words, past.from, past.to])
  }
  if (story.question !== null) {
    const { question } = story
    const id = uuidOf(`${String(zone.count)}/${String(zone.parameters.seed)}/query/${key.join('/')}`)
    later.queries.push([
      id,
      ...key,
      park,
      question.field,
      question.state,
      question.at,
      NAMES.park,
      park,
      question.closedAt,
    ])
    for (const [index, message] of question.messages.entries())
      later.messages.push([
        id,
        index + 1,
        message.side,
        message.text,
        message.at,
        message.side === 'asker' ? NAMES.park : NAMES.filer,
      ])
  }
  return [
    ...key,
    number === null ? null : unit,
    number === null ? unit : null,
    version,
    park,
    story.state,
    story.final,
    stored.figures,
    stored.words,
    checked.errors,
    checked.unexplained,
    JSON.stringify(checked.explanations),
    story.question !== null && story.question.state !== 'closed' ? 1 : 0,
    story.submittedAt,
    story.submittedAt === null ? null : number === null ? NAMES.park : NAMES.filer,
    story.late,
    story.approvedAt,
    story.approvedAt === null ? null : number === null ? NAMES.office : NAMES.park,
    story.acceptedAt,
    story.acceptedAt === null ? null : NAMES.office,
    story.returnReason,
    'demo',
    story.knownFrom,
    true,
    story.steps.at(-1)?.at ?? story.submittedAt,
    // The next act on it is numbered after those that it had.
    Math.max(story.steps.length, story.past.length) + 1,
  ]
}

/** Filings of these periods and later have every act; of earlier ones those only that something happened to. */
const TOLD_SINCE = { year: '2025', month: '2026-07' } as const

/**
 * Whether the acts are loaded. An ordinary filing of years ago was submitted and approved, which its row says; two acts of each
 * would be most of the demonstration's loading.
 */
function isTold({ period, number, fault, story, form }: SyntheticFiling): boolean {
  const linked = number !== null && number <= LINKED
  const recent = period >= (period.length === 4 ? TOLD_SINCE.year : TOLD_SINCE.month)
  return recent || linked || fault !== null || story.steps.length > 3 || form.startsWith('ZK-P')
}

interface Checked {
  readonly errors: number
  readonly unexplained: number
  readonly explanations: Readonly<Record<string, string>>
}

const CLEAN: Checked = { errors: 0, unexplained: 0, explanations: {} }

/**
 * Findings of the few filings that have any: those with a fault that stands, and parks whose totals changed by who moved, which
 * they explain. All others hold every rule by how they are made.
 */
function checkOdd(zone: SyntheticZone, form: CompiledForm, filing: SyntheticFiling): Checked {
  const { number, fault, values, period } = filing
  if (number === null) return explainPark(zone, form, filing)
  if (fault?.stands !== 'standing' || Object.keys(fault.cells).length === 0) return CLEAN
  const now = periodById(period)
  if (now === null) return CLEAN
  const history: Record<string, FilingValues> = {}
  for (const [key, steps] of [
    ['1', -1],
    ['1Y', now.rhythm === 'month' ? -12 : -1],
  ] as const) {
    const then = zone.filed(number, filing.form, shiftPeriod(now, steps).id)
    if (then !== null) history[key] = then
  }
  const findings = checkFiling(form, values, { forms: {}, history })
  return {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    unexplained: findings.filter(({ severity }) => severity === 'query').length,
    explanations: {},
  }
}

function explainPark(zone: SyntheticZone, form: CompiledForm, filing: SyntheticFiling): Checked {
  const last = String(Number(filing.period) - 1)
  const before = zone.periods(filing.form).includes(last)
    ? [...zone.filings(filing.form, last)].find(({ park }) => park === filing.park)?.values
    : undefined
  const history = before === undefined ? {} : { '1': before, '1Y': before }
  const findings = checkFiling(form, filing.values, { forms: {}, history })
  return {
    errors: 0,
    unexplained: 0,
    explanations: Object.fromEntries(findings.map(({ rule }) => [rule, '本年有企业迁入或迁出（演示）'])),
  }
}
