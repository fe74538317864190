import { actOnFilings as route } from '#contract/statistics'
import { actOnFilings } from '#features/statistics'
import type { Call, ExitCode } from './command-line.ts'
import { sentenceFor } from './issue-sentences.ts'
import { actAs, withLibrary } from './open-library.ts'
import { parkByCode } from './park-by-code.ts'
import { complain, print } from './terminal.ts'

/** `statistics approve --form F --period P [--park CODE] [--accept] [--user LOGIN] [--json]` */
export function approveFilings(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const acting = await actAs(system, call.valueOf('user'), route.access)
    const ctx = acting.context()
    const parkCode = call.valueOf('park')
    const key = { form: call.valueOf('form') ?? '', period: call.valueOf('period') ?? '' }
    const act = call.isSet('accept') ? 'accept' : 'approve'
    complain(`${act === 'accept' ? 'Accepting' : 'Approving'} as ${acting.description}.`)
    const filter = parkCode === undefined ? {} : { park: await parkByCode(ctx, parkCode) }
    const { done, refused } = await actOnFilings(ctx, key, { act, filter })
    if (call.isSet('json')) print(JSON.stringify({ done, refused }, null, 1))
    else {
      for (const { unit, code, params } of refused) complain(`${unit.name}: ${sentenceFor({ code, params })}`)
      print(
        `${String(done)} ${act === 'accept' ? 'accepted' : 'approved'}, ${String(refused.length)} refused`,
      )
    }
    return refused.length > 0 ? 2 : 0
  })
}
