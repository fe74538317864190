import { join } from 'node:path'
import { buildWeb } from '../../src/main/build-web.ts'
import { PROGRAM_ROOT } from '../../src/main/system.ts'

/** Before all journeys, once: two of them that build at the same time would take each other's pages away. */
export async function setup(): Promise<void> {
  await buildWeb(join(PROGRAM_ROOT, 'dist', 'web'))
}
