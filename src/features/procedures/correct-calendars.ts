import { sql } from 'kysely'
import { decide } from '#domain/cases'
import { TIMEKEEPER, createContext, type Services } from '#platform/http'
import { calendarAt } from './calendars.ts'
import { orRefuse } from './commands.ts'
import { definitionOf } from './definitions.ts'
import { carryOut } from './effects.ts'
import { environmentFor } from './environment.ts'
import { loadCase, saveChanges, type CaseChange } from './store.ts'

const TOGETHER = 100

/**
 * After a calendar was corrected: every running clock that counts by an older version gets its deadline anew, and the case
 * records by which version and from when to when. Safe to run again: a clock that has the new version is left alone.
 * Answers how many cases were looked at.
 */
export async function correctCalendars(services: Services, now: Date = new Date()): Promise<number> {
  const ctx = createContext(services, TIMEKEEPER, now)
  let corrected = 0
  for (;;) {
    const done = await ctx.inTransaction(async (tx) => {
      const { rows: behind } = await sql<{ caseId: string; calendar: string; version: number }>`
        select case_id as "caseId", calendar, min(version)::int as version
          from (select case_id, calendar, calendar_version as version from case_clock where state <> 'stopped'
                union all
                select case_id, roll_to, roll_to_version from case_clock
                 where state <> 'stopped' and roll_to is not null) as counted
         where version < (select max(w.version) from work_calendar w where w.code = counted.calendar)
         group by case_id, calendar
         limit ${TOGETHER}`.execute(tx)
      for (const { caseId, calendar, version } of behind) {
        const head = await loadCase(tx, caseId, true)
        const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
        const environment = await environmentFor(tx, ctx, definition, head.subject, caseId)
        const after = environment.calendars.get(calendar)
        if (after === undefined) continue
        const before = await calendarAt(tx, ctx.place, calendar, version)
        const decision = orRefuse(
          decide(definition, head.state, { kind: 'correct-calendar', before, after }, null, environment),
        )
        const change: CaseChange = {
          definition,
          before: head.state,
          after: decision.state,
          events: decision.events,
          environment,
        }
        await saveChanges(tx, [change])
        await carryOut(tx, ctx, definition, decision)
        await tx
          .updateTable('caseClock')
          .set({ calendarVersion: after.calendar.version })
          .where('caseId', '=', caseId)
          .where('calendar', '=', calendar)
          .where('state', '<>', 'stopped')
          .execute()
        await tx
          .updateTable('caseClock')
          .set({ rollToVersion: after.calendar.version })
          .where('caseId', '=', caseId)
          .where('rollTo', '=', calendar)
          .where('state', '<>', 'stopped')
          .execute()
      }
      if (behind.length > 0)
        await ctx.audit(tx, {
          action: 'case.correct-calendar',
          subjectKind: 'case',
          subjectId: `${behind.length}`,
          detail: { cases: behind.map(({ caseId }) => caseId) },
        })
      return behind.length
    })
    corrected += done
    if (done === 0) return corrected
  }
}
