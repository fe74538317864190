import { join } from 'node:path'
import { readDemoParameters } from '../synthetic/index.ts'
import { seedEnterpriseRecords } from '../seed-enterprise-records.ts'
import { seedStatistics, touchedStatistics } from '../seed-statistics.ts'
import { PROGRAM_ROOT } from '../system.ts'
import { WrongUse, type Call, type ExitCode } from './command-line.ts'
import { CommandFailed } from './failures.ts'
import { withLibrary } from './open-library.ts'
import { complain, print } from './terminal.ts'

/** `demo --full [--json]`: the whole synthetic population in place of the small one. */
export function loadDemo(call: Call): Promise<ExitCode> {
  if (!call.isSet('full'))
    throw new WrongUse('Say --full: the small demonstration comes by itself at the first start.')
  return withLibrary(
    async ({ system }) => {
      if (!system.config.demo)
        throw new CommandFailed('This is no demonstration: DUOYUAN_DEMO is off. Nothing was changed.')
      const { ownerDb, postgres, services } = system
      const { full } = await readDemoParameters(join(PROGRAM_ROOT, 'data', 'demo'))
      const { present } = await ownerDb
        .selectFrom('enterprise')
        .select((eb) => eb.fn.countAll<string>().as('present'))
        .executeTakeFirstOrThrow()
      if (Number(present) === full) {
        complain(`The whole population of ${full.toLocaleString('en')} enterprises is there already.`)
        return 0
      }
      const touched = await touchedStatistics(ownerDb)
      if (touched.length > 0)
        throw new CommandFailed(
          `Somebody has worked with the small population (${touched.join(', ')}), so it is not replaced and nothing was changed. ` +
            'Begin with another data folder (DUOYUAN_DATA) to have the whole one.',
        )
      complain(`Making ${full.toLocaleString('en')} invented enterprises and all that they filed …`)
      const began = performance.now()
      const seconds = (): string => ((performance.now() - began) / 1000).toFixed(0)
      const target = { ownerUrl: postgres.ownerUrl, ownerDb, audit: services.audit }
      const loaded = await seedStatistics(target, {
        enterprises: full,
        replace: true,
        progress: (filings, place) => {
          complain(
            `${seconds().padStart(5)} s  ${filings.toLocaleString('en').padStart(10)} filings  ${place}`,
          )
        },
      })
      if (loaded === null)
        throw new CommandFailed(
          'The population is made for the parks of zhongguancun, which this zone has not.',
        )
      const files = await seedEnterpriseRecords(target)
      complain(
        `${seconds().padStart(5)} s  ${(files?.records ?? 0).toLocaleString('en').padStart(10)} records`,
      )
      if (call.isSet('json')) print(JSON.stringify({ ...loaded, seconds: Number(seconds()) }))
      else
        print(
          `${loaded.enterprises.toLocaleString('en')} enterprises with ${loaded.filings.toLocaleString('en')} filings in ${seconds()} s. ` +
            'All of them are invented and marked so.',
        )
      return 0
    },
    { prepare: true },
  )
}
