import { sql } from 'kysely'
import { dayNumber } from '#domain/kernel'
import { tellOf, type SubjectNotice } from '#features/notices'
import { TIMEKEEPER, type Context } from '#platform/http'
import { qualificationTitle } from './expiring.ts'
import { EXPIRY_DAYS } from './ladder-file.ts'
import { findLadder } from './ladder-store.ts'
import { dayOf, type Tx } from './store.ts'

/** Ends further away than this are not looked at. */
const HORIZON_DAYS = 400

/**
 * When qualifications end that are held now and are not renewed beyond it; who is concerned is told once at each of the
 * marks: the enterprise and its steward one by one, a park in one notice a day over all of its firms.
 */
export async function keepExpiries(ctx: Context): Promise<number> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const on = dayOf(ctx.now)
  return keeper.inTransaction(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('qualification_end'))`.execute(tx)
    await refresh(tx, on)
    const ladder = await findLadder(tx)
    const due = await dueNow(tx, on, EXPIRY_DAYS)
    if (due.length === 0) return 0
    const notices = due.flatMap(
      ({ enterpriseId, qualification, number, untilOn, mark, name, body, steward }) => {
        const title = qualificationTitle(ladder, qualification)
        const days = (dayNumber(untilOn) ?? 0) - (dayNumber(on) ?? 0)
        const parties: SubjectNotice['party'][] = [
          ...(body === null ? [] : [`org:${body}` as const]),
          ...(steward === null ? [] : [`user:${steward}` as const]),
        ]
        return parties.map((party) => ({
          party,
          message: 'qualification-expiring',
          subjectKey: `expiry:${enterpriseId}:${qualification}:${number}:${untilOn}:${String(mark)}`,
          subjectPath: `/enterprises/${enterpriseId}?tab=ladder`,
          text: {
            zh: `${name}的${title.zh}资质将于${untilOn}到期（还有${String(days)}天），请及时准备复核或重新认定。`,
            en: `“${title.en}” of ${name} ends on ${untilOn} (in ${String(days)} days): prepare its renewal.`,
          },
        }))
      },
    )
    await tellOf(tx, keeper, [...notices, ...parkNotices(due, on)])
    await sql`
      UPDATE qualification_end q SET told_at = ${ctx.now.toISOString()}::timestamptz, told_days = v.mark
        FROM json_to_recordset(${JSON.stringify(due)}::json) AS v (
          "enterpriseId" uuid, qualification text, number text, "untilOn" date, mark integer)
       WHERE q.enterprise_id = v."enterpriseId" AND q.qualification = v.qualification AND q.number = v.number
         AND q.until_on = v."untilOn"`.execute(tx)
    return due.length
  })
}

async function refresh(tx: Tx, on: string): Promise<void> {
  const held = sql`
    SELECT DISTINCT ON (r.enterprise_id, r.fields ->> 'code', r.fields ->> 'number', upper(r.valid))
           r.enterprise_id, r.fields ->> 'code' AS qualification, coalesce(r.fields ->> 'number', '') AS number,
           upper(r.valid) - 1 AS until_on, s.registration_park_id, s.operation_park_id, s.registration_district_id
      FROM enterprise_record r
      JOIN enterprise_state s ON s.enterprise_id = r.enterprise_id AND upper_inf(s.known) AND s.valid @> ${on}::date
                             AND s.status = 'active'
     WHERE r.kind = 'qualification' AND upper_inf(r.known) AND r.status IN ('declared', 'confirmed')
       AND r.valid @> ${on}::date AND upper(r.valid) <= ${on}::date + ${HORIZON_DAYS}::int
       AND r.fields ->> 'code' IS NOT NULL
       AND NOT EXISTS (SELECT FROM enterprise_record l WHERE l.enterprise_id = r.enterprise_id AND l.kind = 'qualification'
             AND upper_inf(l.known) AND l.status IN ('declared', 'confirmed')
             AND l.fields ->> 'code' = r.fields ->> 'code' AND l.valid @> upper(r.valid))`
  await sql`
    DELETE FROM qualification_end q WHERE NOT EXISTS (
      SELECT FROM (${held}) h WHERE h.enterprise_id = q.enterprise_id AND h.qualification = q.qualification
         AND h.number = q.number AND h.until_on = q.until_on)`.execute(tx)
  await sql`
    INSERT INTO qualification_end (enterprise_id, qualification, number, until_on, registration_park_id, operation_park_id,
        registration_district_id)
    SELECT enterprise_id, qualification, number, until_on, registration_park_id, operation_park_id, registration_district_id
      FROM (${held}) h
    ON CONFLICT (enterprise_id, qualification, number, until_on) DO UPDATE SET
        registration_park_id = excluded.registration_park_id, operation_park_id = excluded.operation_park_id,
        registration_district_id = excluded.registration_district_id`.execute(tx)
}

interface Due {
  readonly enterpriseId: string
  readonly qualification: string
  readonly number: string
  readonly untilOn: string
  /** The least mark that has been reached. */
  readonly mark: number
  readonly name: string
  readonly body: string | null
  readonly steward: string | null
  readonly registrationParkId: string | null
  readonly operationParkId: string | null
}

/** Those that reached a mark at which nobody was told yet. */
async function dueNow(tx: Tx, on: string, marks: readonly number[]): Promise<Due[]> {
  const { rows } = await sql<Due>`
    SELECT q.enterprise_id, q.qualification, q.number, q.until_on, m.mark, s.name, e.organisation_id AS body,
           q.registration_park_id, q.operation_park_id,
           (SELECT a.user_id FROM steward_assignment a WHERE a.enterprise_id = q.enterprise_id AND a.kind = 'government'
               AND a.valid @> ${on}::date) AS steward
      FROM qualification_end q
      JOIN LATERAL (SELECT min(mark) AS mark FROM unnest(${[...marks]}::int[]) AS mark
                     WHERE q.until_on - ${on}::date <= mark) m ON m.mark IS NOT NULL
      JOIN enterprise e ON e.id = q.enterprise_id
      JOIN enterprise_state s ON s.enterprise_id = q.enterprise_id AND upper_inf(s.known) AND s.valid @> ${on}::date
     WHERE q.until_on >= ${on}::date AND (q.told_days IS NULL OR q.told_days > m.mark)
     ORDER BY q.until_on, q.enterprise_id, q.qualification`.execute(tx)
  return rows
}

function parkNotices(due: readonly Due[], on: string): SubjectNotice[] {
  const byPark = new Map<string, number>()
  for (const { registrationParkId, operationParkId } of due)
    for (const park of new Set([registrationParkId, operationParkId]))
      if (park !== null) byPark.set(park, (byPark.get(park) ?? 0) + 1)
  return [...byPark].map(([park, count]) => ({
    party: `org:${park}` as const,
    message: 'qualifications-expiring',
    subjectKey: `expiries:${park}:${on}`,
    subjectPath: '/cultivation/expiring',
    text: {
      zh: `本园企业有${String(count)}项资质临近到期，请提醒企业准备复核。`,
      en: `${String(count)} qualifications of enterprises of the park end soon: remind them of renewal.`,
    },
  }))
}
