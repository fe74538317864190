import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { DateOn } from '#domain/kernel'
import {
  LEDGER_RULE_CODES,
  assessDuty,
  rulesOf,
  type Assessment,
  type Duty,
  type DutyProgress,
  type LedgerRules,
} from '#domain/ledger'
import { shippedRules } from './rules.ts'
import type { Tx } from './store.ts'
import { endOfDay } from './today.ts'

/** A duty as it stood at the end of a day, from the history alone. */
export interface DutyAt {
  readonly id: string
  readonly serial: number
  /** Version and moment of the last change by then. */
  readonly version: number
  readonly changedAt: string
  readonly duty: Duty
  /** Rolled up as it was written with that change. */
  readonly progress: number
  readonly planId: string | null
  readonly assignedOn: DateOn | null
  readonly lastReportOn: DateOn | null
  readonly completedOn: DateOn | null
  readonly evidence: number
}

interface Found extends Omit<DutyAt, 'duty' | 'progress' | 'planId'> {
  readonly record: Pick<DutyAt, 'duty' | 'progress' | 'planId'>
}

/** Civil day of a moment in China. */
const dayIn = (moment: RawBuilder<unknown>) => sql`(${moment} at time zone 'Asia/Shanghai')::date`

/**
 * Duties under a condition on `duty as d` as they stood at the end of a day, with what their colour was judged by: when the lead
 * got it, when it last reported, when it called it complete, how many files proved it.
 */
export async function readLedgerAt(tx: Tx, on: DateOn, where: RawBuilder<SqlBool>): Promise<DutyAt[]> {
  const end = endOfDay(on)
  const { rows } = await sql<Found>`
    select d.id, d.serial, last.version, last.at as "changedAt", last.record,
           (select ${dayIn(sql`c.at`)} from duty_change c
             where c.duty_id = d.id and c.at < ${end}::timestamptz
               and (c.record->'duty'->>'state' = 'assigned' and (c.changed ? 'state' or c.changed ? 'leadId')
                    or c.version = 1 and c.record->'duty'->>'leadId' is not null)
             order by c.version desc limit 1) as "assignedOn",
           (select max(${dayIn(sql`r.at`)}) from duty_report r
             where r.duty_id = d.id and r.at < ${end}::timestamptz and r.kind <> 'contribution') as "lastReportOn",
           (select case when c.act = 'complete' then ${dayIn(sql`c.at`)} end from duty_change c
             where c.duty_id = d.id and c.at < ${end}::timestamptz
               and c.act in ('complete', 'send-back', 'reopen')
             order by c.version desc limit 1) as "completedOn",
           (select count(*)::int from duty_file f join duty_report r on r.id = f.report_id
             where f.duty_id = d.id and r.at < ${end}::timestamptz) as evidence
      from duty d
      join lateral (select c.version, c.at, c.record from duty_change c
        where c.duty_id = d.id and c.at < ${end}::timestamptz
        order by c.version desc limit 1) last on true
     where ${where}
     order by d.serial`.execute(tx)
  return rows.map(({ record: { duty, progress, planId }, ...row }) => ({ ...row, duty, progress, planId }))
}

/** Colour, flags and reasons on the day, at this progress. */
export function assessAt(one: DutyAt, progress: number, on: DateOn, rules: LedgerRules): Assessment {
  const { state, startsOn, dueOn, precision, reportEvery, override } = one.duty
  const { assignedOn, lastReportOn, completedOn, evidence } = one
  const known: DutyProgress = {
    state,
    startsOn,
    dueOn,
    precision,
    reportEvery,
    override,
    assignedOn,
    lastReportOn,
    completedOn,
    evidence,
    hasParts: one.duty.rollUp === 'parts',
    progress,
  }
  return assessDuty(known, on, rules)
}

/** The rules of the colours as they held at the end of a day. */
export async function rulesAt(tx: Tx, on: DateOn): Promise<LedgerRules> {
  const rows = await tx
    .selectFrom('ledgerSetting')
    .distinctOn('setting')
    .select(['setting', 'value'])
    .where('at', '<', endOfDay(on))
    .orderBy('setting')
    .orderBy('id', 'desc')
    .execute()
  const set = new Map(rows.map(({ setting, value }) => [setting, value]))
  const rules = { ...rulesOf(shippedRules()) }
  for (const code of LEDGER_RULE_CODES) {
    const value = set.get(code)
    if (typeof value === 'number') Object.assign(rules, { [code]: value })
  }
  return rules
}
