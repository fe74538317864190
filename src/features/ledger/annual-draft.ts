import { sql } from 'kysely'
import { OPEN_STATES, type DuePrecision, type Rhythm } from '#domain/ledger'
import { proposeMilestone } from './annual-milestone.ts'
import type { Tx } from './store.ts'
import { dayOf } from './today.ts'

export interface DraftItem {
  readonly dutyId: string | null
  readonly title: string
  readonly milestone: string
  readonly dueOn: string | null
  readonly part: 'lead' | 'support' | 'own'
  readonly struckReason: string | null
}

interface Candidate {
  readonly id: string
  readonly title: string
  readonly organisationId: string
  readonly part: 'lead' | 'support' | 'own' | 'addressed'
  readonly startsOn: string | null
  readonly dueOn: string | null
  readonly precision: DuePrecision
  readonly rhythm: Rhythm | null
  readonly since: string
}

/**
 * What the ledger holds for bodies in a year: duties that they lead or support and that are open in it (due in it or later, or
 * late from before, or without an end, and begun by its end; done in it counts too), and for parks the zone's duties that
 * address them and that nothing of theirs takes up. Periods of a series and the parts of a duty that is listed itself stand
 * in no list of their own. `part`: own, when the body set the duty itself.
 */
export async function draftItems(
  tx: Tx,
  bodies: readonly string[],
  year: number,
): Promise<Map<string, DraftItem[]>> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  const { rows } = await sql<Omit<Candidate, 'since'> & { assignedOn: string | null; createdAt: string }>`
    with living as (
      select d.* from duty d
       where d.kind <> 'instance'
         and (d.state = any(${[...OPEN_STATES]}::text[])
              or (d.state in ('verified', 'closed') and coalesce(d.completed_on, ${first}::date - 1) >= ${first}::date))
         and (d.starts_on is null or d.starts_on <= ${last}::date)),
    part as (
      select l.id, l.lead_id as organisation_id, case when l.owner_id = l.lead_id then 'own' else 'lead' end as part
        from living l where l.lead_id = any(${[...bodies]}::uuid[])
      union all
      select l.id, s.organisation_id, 'support'
        from living l join duty_support s on s.duty_id = l.id where s.organisation_id = any(${[...bodies]}::uuid[])
      union all
      select l.id, a.park_id, 'addressed'
        from living l join duty_addressee a on a.duty_id = l.id
       where a.park_id = any(${[...bodies]}::uuid[])
         and l.lead_id is distinct from a.park_id
         and not exists (select from duty_support s where s.duty_id = l.id and s.organisation_id = a.park_id)
         and not exists (
           select from duty_link k join duty t on t.id = k.from_id
            where k.to_id = l.id and k.kind = 'takes-up' and t.state not in ('dropped', 'merged')
              and a.park_id in (t.owner_id, t.lead_id, t.park_id)))
    select l.id, l.title, p.organisation_id as "organisationId", p.part, l.starts_on as "startsOn", l.due_on as "dueOn",
           l.due_precision as precision, l.rhythm, l.assigned_on as "assignedOn", l.created_at as "createdAt"
      from part p join living l on l.id = p.id
     where not exists (select from part q where q.id = l.parent_id and q.organisation_id = p.organisation_id)
     order by array_position(array['lead','own','addressed','support'], p.part), l.due_on nulls last, l.serial`.execute(
    tx,
  )
  const items = new Map<string, DraftItem[]>()
  for (const { assignedOn, createdAt, part, ...row } of rows) {
    const { milestone, dueOn } = proposeMilestone(
      { ...row, since: assignedOn ?? dayOf(createdAt), untaken: part === 'addressed' },
      year,
    )
    const list = items.get(row.organisationId) ?? []
    list.push({
      dutyId: row.id,
      title: row.title,
      milestone,
      dueOn,
      part: part === 'addressed' ? 'lead' : part,
      struckReason: null,
    })
    items.set(row.organisationId, list)
  }
  return items
}
