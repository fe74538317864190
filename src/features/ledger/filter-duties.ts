import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { GONE_STATES, OPEN_STATES } from '#domain/ledger'
import type { Caller } from '#platform/http'
import type { DutyFilter } from './contract.ts'

const GROUPS = {
  open: OPEN_STATES,
  done: ['verified', 'closed'],
  gone: GONE_STATES,
  suspended: ['suspended'],
} as const

/** Without a word about states the ledger is what is in it: neither dropped nor merged. */
function statesOf({ state, group }: DutyFilter): readonly string[] | null {
  if (state !== undefined && state.length > 0) return state
  if (group === undefined) return [...OPEN_STATES, 'verified', 'closed', 'suspended']
  return group === 'all' ? null : GROUPS[group]
}

/**
 * The filter of lists, counts, views, exports and circulars as a condition on `duty as d`. Row-level security comes on top.
 * `rareWords`: few titles have `q`, and an index finds them (see `areRare`); the rows are the same.
 */
export function whereDuty(
  filter: DutyFilter,
  caller: Pick<Caller, 'organisationId'>,
  rareWords = false,
): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = []
  const add = (condition: RawBuilder<SqlBool>) => conditions.push(condition)
  const states = statesOf(filter)
  if (states !== null) add(sql`d.state = any(${[...states]}::text[])`)
  if (filter.light?.length) add(sql`d.light = any(${filter.light}::text[])`)
  if (filter.flag?.length) add(sql`d.flags && ${filter.flag}::text[]`)
  if (filter.kind?.length) add(sql`d.kind = any(${filter.kind}::text[])`)
  if (filter.source?.length) add(sql`d.source = any(${filter.source}::text[])`)
  if (filter.owner !== undefined) add(sql`d.owner_id = ${filter.owner}::uuid`)
  if (filter.lead !== undefined) add(sql`d.lead_id = ${filter.lead}::uuid`)
  if (filter.body !== undefined) add(takesPart(filter.body))
  if (filter.mine === true && caller.organisationId !== null) add(takesPart(caller.organisationId))
  // A duty is about a park, or is led by it.
  if (filter.park !== undefined)
    add(sql`(d.park_id = ${filter.park}::uuid or d.lead_id = ${filter.park}::uuid)`)
  if (filter.person !== undefined) add(sql`d.person_id = ${filter.person}::uuid`)
  if (filter.document !== undefined) add(sql`d.document_id = ${filter.document}::uuid`)
  if (filter.plan !== undefined) add(sql`d.plan_id = ${filter.plan}::uuid`)
  if (filter.parent !== undefined) add(sql`d.parent_id = ${filter.parent}::uuid`)
  if (filter.category !== undefined) add(sql`d.categories @> array[${filter.category}]::text[]`)
  if (filter.dueFrom !== undefined) add(sql`d.due_on >= ${filter.dueFrom}::date`)
  if (filter.dueTo !== undefined) add(sql`d.due_on <= ${filter.dueTo}::date`)
  if (filter.evaluation === true) add(sql`d.for_evaluation`)
  if (filter.visibility !== undefined) add(sql`d.visibility = ${filter.visibility}`)
  const words = filter.q ?? ''
  if (words !== '') add(hasWords(words, rareWords))
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** Lead or supporting. */
function takesPart(organisationId: string): RawBuilder<SqlBool> {
  return sql`(d.lead_id = ${organisationId}::uuid or ${organisationId}::uuid = any(d.supporting))`
}

/** The number in the ledger, or words of the title. */
function hasWords(words: string, rare: boolean): RawBuilder<SqlBool> {
  const inTitle = rare
    ? sql<SqlBool>`d.id = any(array(select duties_with_words(${words}, ${patternOf(words)}, null)))`
    : readingOn(words)
  return /^\d{1,12}$/.test(words) ? sql`(d.serial = ${words}::bigint or ${inTitle})` : inTitle
}

export function patternOf(words: string): string {
  return `%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
}

/**
 * The same without the index. By `strpos`, of which PostgreSQL thinks that many rows have it: for `like` it expects next to
 * none, and would read the whole table instead of a list in its order.
 */
function readingOn(words: string): RawBuilder<SqlBool> {
  return words.toLowerCase() === words.toUpperCase()
    ? sql`strpos(d.title, ${words}) > 0`
    : sql`strpos(lower(d.title), lower(${words})) > 0`
}

/** Worst first, as somebody reads who must act. */
const LIGHT_ORDER = sql`array_position(array['red','yellow','green','grey'], d.light)`

export function orderDuties(sort: string, direction: 'asc' | 'desc'): RawBuilder<unknown> {
  const way = direction === 'desc' ? sql`desc` : sql`asc`
  switch (sort) {
    case 'changed':
      return sql`d.changed_at ${way}, d.id`
    case 'progress':
      return sql`d.rolled_progress ${way}, d.id`
    case 'serial':
      return sql`d.serial ${way}`
    case 'title':
      return sql`d.title ${way}, d.id`
    case 'lead':
      return sql`d.lead_id ${way} nulls last, d.due_on, d.id`
    case 'light':
      return sql`${LIGHT_ORDER} ${way}, d.due_on, d.id`
    case 'plan':
      return sql`d.document_id, d.start_at ${way} nulls last, d.serial`
    default:
      return sql`d.due_on ${way} nulls last, d.id`
  }
}
