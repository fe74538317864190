import { sql } from 'kysely'
import type { Context } from '#platform/http'
import { worksOnLedger } from './actor.ts'
import { dayOf } from './today.ts'

/** What the ledger asks of the caller, for the in-tray; the most urgent first. */
export interface WaitingDuty {
  readonly kind: 'duty-answer' | 'duty-report' | 'duty-late' | 'duty-verify' | 'duty-returned'
  readonly id: string
  readonly serial: number
  readonly title: string
  readonly since: string
  readonly dueOn: string | null
}

export interface WaitingInLedger {
  readonly duties: readonly WaitingDuty[]
  /** Duties of mine that nobody leads yet. */
  readonly unassigned: number
  readonly annualLists: readonly {
    readonly id: string
    readonly year: number
    readonly sentAt: string | null
  }[]
  readonly proposals: number
  readonly open: number
  readonly red: number
}

const SHOWN = 20

/** Read anew each time: an in-tray that is stored goes stale. */
export async function waitingInLedger(ctx: Context): Promise<WaitingInLedger> {
  const mine = ctx.caller.organisationId
  const none = { duties: [], unassigned: 0, annualLists: [], proposals: 0 }
  return ctx.read(async (tx) => {
    const counted = await sql<{ open: number; red: number }>`
      select count(*)::int as open, (count(*) filter (where d.light = 'red'))::int as red
        from duty d
       where d.state in ('assigned', 'returned', 'accepted', 'in-progress', 'reported')
         and (d.lead_id = ${mine}::uuid or d.owner_id = ${mine}::uuid)`.execute(tx)
    const figures = { open: counted.rows[0]?.open ?? 0, red: counted.rows[0]?.red ?? 0 }
    if (mine === null || !worksOnLedger(ctx.caller)) return { ...none, ...figures }
    const today = dayOf(ctx.now)
    const { rows: duties } = await sql<WaitingDuty>`
      select kind, id, serial, title, since, due_on as "dueOn" from (
        select case when d.state = 'assigned' then 'duty-answer'
                    when d.due_on < ${today}::date then 'duty-late'
                    else 'duty-report' end as kind,
               d.id, d.serial, d.title, d.state_since as since,
               case when d.state = 'assigned' or d.due_on < ${today}::date then d.due_on else d.report_due_on end as due_on
          from duty d
         where d.lead_id = ${mine}::uuid
           and (d.state = 'assigned'
                or (d.state in ('accepted', 'in-progress') and (d.due_on < ${today}::date or d.report_due_on < ${today}::date)))
        union all
        select case when d.state = 'reported' then 'duty-verify' else 'duty-returned' end,
               d.id, d.serial, d.title, d.state_since, d.due_on
          from duty d
         where d.owner_id = ${mine}::uuid and d.state in ('reported', 'returned')) as waiting
       order by kind <> 'duty-late', due_on nulls last, serial limit ${SHOWN}`.execute(tx)
    const unassigned = await tx
      .selectFrom('duty')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('ownerId', '=', mine)
      .where('state', '=', 'unassigned')
      .executeTakeFirstOrThrow()
    const annualLists = await tx
      .selectFrom('annualList')
      .select(['id', 'year', 'sentAt'])
      .where('organisationId', '=', mine)
      .where('state', '=', 'sent')
      .execute()
    const proposals = ctx.caller.roles.includes('zone_office')
      ? await tx
          .selectFrom('supervisionProposal')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('state', '=', 'open')
          .executeTakeFirstOrThrow()
      : { count: 0 }
    return {
      ...figures,
      duties,
      unassigned: Number(unassigned.count),
      annualLists,
      proposals: Number(proposals.count),
    }
  })
}

/** Duties whose words or number match, for the search over everything. */
export async function searchDuties(
  ctx: Context,
  words: string,
  limit: number,
): Promise<readonly { id: string; serial: number; title: string; documentTitle: string | null }[]> {
  const pattern = `%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  const serial = /^\d{1,12}$/.test(words) ? Number(words) : -1
  return ctx.read((tx) =>
    tx
      .selectFrom('duty')
      .select(['id', 'serial', 'title', 'documentTitle'])
      .where('state', 'not in', ['merged', 'dropped'])
      .where('kind', '<>', 'instance')
      .where((eb) => eb.or([eb('title', 'ilike', pattern), eb('serial', '=', serial)]))
      .orderBy(sql`length(title)`)
      .limit(limit)
      .execute(),
  )
}
