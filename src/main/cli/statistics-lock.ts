import { lockPeriod as route } from '#contract/statistics'
import { lockPeriod, readCollection } from '#features/statistics'
import type { Call, ExitCode } from './command-line.ts'
import { actAs, withLibrary } from './open-library.ts'
import { complain, print } from './terminal.ts'

/** `statistics lock --form F --period P [--despite-gaps] [--user LOGIN] [--json]` */
export function lockFilings(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const acting = await actAs(system, call.valueOf('user'), route.access)
    const ctx = acting.context()
    const key = { form: call.valueOf('form') ?? '', period: call.valueOf('period') ?? '' }
    complain(`Locking as ${acting.description}.`)
    const { collection } = await readCollection(ctx, key)
    const locked = await lockPeriod(ctx, key, {
      version: collection.version,
      despiteGaps: call.isSet('despite-gaps'),
    })
    if (call.isSet('json')) print(JSON.stringify(locked, null, 1))
    else
      print(
        `${key.form} ${key.period} is locked: ${String(locked.counts.final)} final of ${String(locked.counts.expected)} expected`,
      )
    return 0
  })
}
