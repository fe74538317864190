import { randomUUID } from 'node:crypto'
import type { PlayedLedger } from './play-duties.ts'
import type { Tx } from './store.ts'

/** Well below the 65,535 parameters that a statement may have. */
const ROWS_AT_ONCE = 400

/** Stores what was played, on the owner's connection: rows of many bodies and years, which no single person could write. */
export async function writeLedger(
  tx: Tx,
  { duties, changes, reports, links, addressees }: PlayedLedger,
): Promise<void> {
  // What was merged goes last, since it names another; a part comes after its whole by itself.
  const rows = [...duties.values()]
  const sorted = [
    ...rows.filter(({ row }) => row.mergedInto === null),
    ...rows.filter(({ row }) => row.mergedInto !== null),
  ]
  const stored = sorted.map(({ row: { serial: _given, ...row } }) => ({
    ...row,
    assessment: JSON.stringify(row.assessment),
  }))
  for (const some of chunks(stored)) await tx.insertInto('duty').values(some).execute()
  const support = rows.flatMap(({ duty }) =>
    duty.supporting.map((organisationId) => ({ dutyId: duty.id, organisationId })),
  )
  for (const some of chunks(support)) await tx.insertInto('dutySupport').values(some).execute()
  const history = changes.map(
    ({ at, by, duty, version, act, reason, decision, changed, progress, light, planId }) => ({
      dutyId: duty.id,
      version,
      at,
      byId: by.userId,
      byName: by.name,
      byOrganisationId: by.organisationId,
      act,
      reason: reason ?? null,
      decisionReference: decision?.reference ?? null,
      decisionOn: decision?.on ?? null,
      changed: JSON.stringify(changed),
      record: JSON.stringify({ duty, progress, light, planId }),
    }),
  )
  for (const some of chunks(history)) await tx.insertInto('dutyChange').values(some).execute()
  const told = reports.map(({ files, ...report }) => ({ files, report: { ...report, id: randomUUID() } }))
  for (const some of chunks(told.map(({ report }) => report)))
    await tx.insertInto('dutyReport').values(some).execute()
  const files = told.flatMap(({ files: named, report }) =>
    named.map((file) => ({
      dutyId: report.dutyId,
      reportId: report.id,
      ...file,
      at: report.at,
      byId: report.byId,
      byName: report.byName,
    })),
  )
  const attachments = [
    ...new Map(files.map(({ digest, sizeBytes }) => [digest, { digest, sizeBytes }])).values(),
  ]
  for (const some of chunks(attachments))
    await tx
      .insertInto('attachment')
      .values(some)
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
  for (const some of chunks(files)) await tx.insertInto('dutyFile').values(some).execute()
  const linked = links.map(({ by, ...link }) => ({ ...link, byId: by.userId, byName: by.name }))
  for (const some of chunks(linked)) await tx.insertInto('dutyLink').values(some).execute()
  for (const some of chunks(addressees)) await tx.insertInto('dutyAddressee').values(some).execute()
}

function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_none, i) =>
    rows.slice(i * ROWS_AT_ONCE, (i + 1) * ROWS_AT_ONCE),
  )
}
