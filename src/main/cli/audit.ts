import { inReadOnlyTransaction, nobody } from '#platform/postgres'
import type { Call, ExitCode } from './command-line.ts'
import { sentenceFor } from './issue-sentences.ts'
import { operatorOf, withLibrary } from './open-library.ts'
import { complain, print } from './terminal.ts'

/** `audit verify [--json]` */
export function verify(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const { audit, db } = system.services
    const { entries, faults } = await inReadOnlyTransaction(db, { ...nobody, roles: ['verifier'] }, (tx) =>
      audit.verify(tx),
    )
    const { name, now } = operatorOf(system)
    await system.ownerDb.transaction().execute((tx) =>
      audit.append(
        tx,
        { userId: null, name },
        {
          action: 'audit.verify',
          subjectKind: 'audit',
          subjectId: String(entries),
          detail: { faults: faults.length },
        },
        now,
      ),
    )
    if (call.isSet('json')) print(JSON.stringify({ intact: faults.length === 0, entries, faults }, null, 1))
    else if (faults.length === 0) print(`The audit trail is intact: ${entries} entries.`)
    else {
      complain(`The audit trail was tampered with or damaged: ${faults.length} faults in ${entries} entries.`)
      for (const fault of faults) print(`entry ${fault.sequence}: ${sentenceFor(fault)}`)
    }
    return faults.length === 0 ? 0 : 1
  })
}
