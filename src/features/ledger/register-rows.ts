import { sql } from 'kysely'
import type { Issue, Json } from '#domain/kernel'
import { RHYTHMS, checkDuty, decideDuty, type Duty, type DutyActor, type Rhythm } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { ImportValue, ReadRow, SheetDeadline } from '#platform/spreadsheets'
import { toAct } from './act-on-duty.ts'
import { actorOf } from './actor.ts'
import { newDuty } from './add-duty.ts'
import type { DutyActInput } from './contract.ts'
import { RegisterBodies } from './register-bodies.ts'
import { toDuty, type DutyRecord, type Tx } from './store.ts'

export interface RowIssue {
  readonly cell: string | null
  readonly code: string
  readonly params: Readonly<Record<string, Json>>
}

/** A line of the register and what is to become of it. */
export interface RegisterEntry {
  readonly sheet: string
  readonly row: number
  readonly title: string | null
  readonly outcome: 'new' | 'same' | 'changed' | 'refused'
  readonly issues: readonly RowIssue[]
  /** The duty that it is, as it would be (new), or as it is in the ledger. */
  readonly duty: Duty | null
  readonly version: number
  /** What brings the ledger's duty to what the line says. */
  readonly acts: readonly DutyActInput[]
}

export interface RegisterOf {
  readonly ownerId: string
  /** The plan whose register it is; its duties are looked for there. */
  readonly documentId: string | null
  readonly fileName: string
}

/**
 * Holds the lines of a register against the bodies and the ledger. A line is the same duty as one that came with an earlier
 * import of the same owner (and document) for the same park under the same title.
 */
export async function compareRegister(
  tx: Tx,
  ctx: Pick<Context, 'caller'>,
  register: RegisterOf,
  rows: readonly ReadRow[],
  cellOf: (sheet: string, row: number, key: string) => string | null,
): Promise<RegisterEntry[]> {
  const bodies = await RegisterBodies.load(tx)
  const people = await readPeople(tx)
  const existing = await readExisting(tx, register)
  const ownPark = bodies.isPark(register.ownerId) ? register.ownerId : null
  const seen = new Map<string, number>()
  return rows.map((row): RegisterEntry => {
    const issues: RowIssue[] = row.issues.map(({ cell, code, params }) => ({
      cell,
      code,
      params: { ...params },
    }))
    const doubt = (key: string, code: string, params: Readonly<Record<string, Json>>) =>
      issues.push({ cell: cellOf(row.sheet, row.row, key), code, params })
    const bodyNamed = (key: string, name: string, only?: 'park'): string | null => {
      const id = bodies.find(name, only)
      if (id === null)
        doubt(key, only === 'park' ? 'ledger.register_park_unknown' : 'ledger.register_body_unknown', {
          name,
          near: bodies.near(name, only),
        })
      return id
    }
    const title = textOf(row.values['title'])
    const parkName = textOf(row.values['park'])
    const parkId = parkName === null ? ownPark : bodyNamed('park', parkName, 'park')
    if (ownPark !== null && parkId !== null && parkId !== ownPark)
      doubt('park', 'ledger.register_park_of_another', { name: parkName })
    const leadName = textOf(row.values['lead'])
    const leadId = leadName === null ? null : bodyNamed('lead', leadName)
    const supporting = bodies
      .split(textOf(row.values['supporting']) ?? '')
      .flatMap((name) => bodyNamed('supporting', name) ?? [])
      .filter((id, i, all) => all.indexOf(id) === i)
    if (leadId !== null && supporting.includes(leadId))
      doubt('supporting', 'ledger.lead_supports', { leadId })
    const { title: said, ...what } = saidOf(row, title, leadId, people)
    const refused = (): RegisterEntry => ({
      sheet: row.sheet,
      row: row.row,
      title,
      outcome: 'refused',
      issues,
      duty: null,
      version: 0,
      acts: [],
    })
    if (said === null) return refused()
    const key = keyOf(parkId, said)
    const before = seen.get(key)
    if (before !== undefined && issues.length === 0) doubt('title', 'ledger.register_twice', { row: before })
    else seen.set(key, row.row)
    const wanted: Duty = {
      ...newDuty(register.ownerId, {
        ...what,
        title: said,
        parkId,
        leadId,
        supporting,
        dueText: null,
        rhythm: null,
        startsOn: null,
        weight: 1,
        visibility: 'zone',
        forEvaluation: false,
      }),
      number: textOf(row.values['number']),
    }
    for (const issue of checkDuty(wanted)) doubt('title', issue.code, paramsOf(issue))
    if (issues.length > 0) return refused()
    const known = existing.get(key)
    const entry = { sheet: row.sheet, row: row.row, title, issues }
    if (known === undefined) return { ...entry, outcome: 'new', duty: wanted, version: 0, acts: [] }
    const acts = actsTo(known.duty, wanted, register.fileName)
    for (const issue of barsTo(known.duty, acts, actorOf(ctx.caller)))
      doubt(CELLS[issue.path?.[0] ?? ''] ?? 'title', issue.code, paramsOf(issue))
    if (issues.length > 0) return { ...refused(), duty: known.duty }
    return {
      ...entry,
      outcome: acts.length === 0 ? 'same' : 'changed',
      duty: known.duty,
      version: known.version,
      acts,
    }
  })
}

type Said = Pick<Duty, 'content' | 'personId' | 'personName' | 'dueOn' | 'precision' | 'reportEvery'> & {
  readonly categories: string[]
  readonly title: string | null
}

function saidOf(row: ReadRow, title: string | null, leadId: string | null, people: People): Said {
  const due = deadlineOf(row.values['due'])
  const personName = textOf(row.values['person'])
  const content = textOf(row.values['content'])
  const note = textOf(row.values['note'])
  const every = textOf(row.values['every'])
  return {
    title,
    content: [content, note === null ? null : `备注：${note}`].filter((part) => part !== null).join('\n'),
    categories: [...new Set(listOf(row.values['categories']))],
    personId: personName === null || leadId === null ? null : (people.get(`${leadId} ${personName}`) ?? null),
    personName,
    dueOn: due?.endsOn ?? null,
    precision: due?.precision ?? 'none',
    reportEvery: isRhythm(every) ? every : null,
  }
}

function isRhythm(text: string | null): text is Rhythm {
  return text !== null && (RHYTHMS as readonly string[]).includes(text)
}

/** What the line does not say stays as it is in the ledger. */
function actsTo(known: Duty, wanted: Duty, fileName: string): DutyActInput[] {
  const acts: DutyActInput[] = []
  const personName = wanted.personName ?? known.personName
  const personId = wanted.personName === null ? known.personId : wanted.personId
  if (
    wanted.leadId !== null &&
    (wanted.leadId !== known.leadId || !isSameSet(wanted.supporting, known.supporting))
  )
    acts.push({
      kind: 'assign',
      leadId: wanted.leadId,
      personId: wanted.leadId === known.leadId ? personId : wanted.personId,
      personName: wanted.leadId === known.leadId ? personName : wanted.personName,
      supporting: [...wanted.supporting],
      note: `按《${fileName}》更新`,
    })
  const fields: Extract<DutyActInput, { kind: 'change' }>['fields'] = {}
  if (wanted.content !== '' && wanted.content !== known.content) fields.content = wanted.content
  if (wanted.categories.length > 0 && !isSameSet(wanted.categories, known.categories))
    fields.categories = [...wanted.categories]
  if (wanted.dueOn !== null && (wanted.dueOn !== known.dueOn || wanted.precision !== known.precision)) {
    fields.dueOn = wanted.dueOn
    fields.precision = wanted.precision
  }
  if (wanted.reportEvery !== null && wanted.reportEvery !== known.reportEvery)
    fields.reportEvery = wanted.reportEvery
  if (acts.length === 0 && personName !== known.personName) {
    fields.personName = personName
    fields.personId = personId
  }
  if (Object.keys(fields).length > 0) acts.push({ kind: 'change', reason: `按《${fileName}》更新`, fields })
  return acts
}

/** In which column a person looks for what the ledger says of a field. */
const CELLS: Readonly<Record<string, string>> = {
  content: 'content',
  categories: 'categories',
  dueOn: 'due',
  precision: 'due',
  reportEvery: 'every',
  personName: 'person',
  personId: 'person',
  leadId: 'lead',
  supporting: 'supporting',
}

/** Asked before anything is written, so that a dry run says it too. */
function barsTo(known: Duty, acts: readonly DutyActInput[], actor: DutyActor): readonly Issue[] {
  let duty = known
  for (const act of acts) {
    if (act.kind !== 'assign' && act.kind !== 'change') continue
    const decided = decideDuty(duty, toAct(act), actor, { openParts: 0, evidence: 0, mergeable: false })
    if (!decided.ok) return decided.issues
    duty = decided.value.duty
  }
  return []
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}

type People = ReadonlyMap<string, string | null>

/** Accounts by body and name; null where two of a body share one. */
async function readPeople(tx: Tx): Promise<People> {
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'name', 'organisationId'])
    .where('organisationId', 'is not', null)
    .execute()
  const people = new Map<string, string | null>()
  for (const { id, name, organisationId } of rows) {
    const key = `${organisationId ?? ''} ${name}`
    people.set(key, people.has(key) ? null : id)
  }
  return people
}

function keyOf(parkId: string | null, title: string): string {
  return `${parkId ?? ''} ${title.normalize('NFKC').replace(/\s/g, '')}`
}

/** Of two that bear the same title the one that is still in the ledger, and of those the first. */
async function readExisting(
  tx: Tx,
  { ownerId, documentId }: RegisterOf,
): Promise<Map<string, { readonly duty: Duty; readonly version: number }>> {
  const { rows } = await sql<{ id: string; supporting: string[] }>`
    select d.id, array(select s.organisation_id::text from duty_support s where s.duty_id = d.id order by 1) as supporting
      from duty d
     where d.owner_id = ${ownerId}::uuid and d.kind = 'duty' and d.state not in ('dropped', 'merged')
       and (d.source = 'register' or ${documentId}::uuid is not null)
       and ${documentId === null ? sql`true` : sql`d.document_id = ${documentId}::uuid`}
     order by (d.source = 'register') desc, d.serial`.execute(tx)
  const supporting = new Map(rows.map((row) => [row.id, row.supporting]))
  const existing = new Map<string, { readonly duty: Duty; readonly version: number }>()
  const ids = rows.map(({ id }) => id)
  for (let i = 0; i < ids.length; i += 1000) {
    const records: DutyRecord[] = await tx
      .selectFrom('duty')
      .selectAll()
      .where('id', 'in', ids.slice(i, i + 1000))
      .execute()
    const byId = new Map(records.map((record) => [record.id, record]))
    for (const id of ids.slice(i, i + 1000)) {
      const record = byId.get(id)
      if (record === undefined) continue
      const key = keyOf(record.parkId, record.title)
      if (!existing.has(key))
        existing.set(key, { duty: toDuty(record, supporting.get(id) ?? []), version: record.version })
    }
  }
  return existing
}

function textOf(value: ImportValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function listOf(value: ImportValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

function deadlineOf(value: ImportValue | undefined): SheetDeadline | null {
  return typeof value === 'object' && value !== null && 'endsOn' in value ? value : null
}

export function paramsOf({ params }: Issue): Record<string, Json> {
  return { ...params }
}
