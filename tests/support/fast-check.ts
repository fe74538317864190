/**
 * What every test gets as `fast-check`: properties run on the same cases each time, so that whoever lands a change answers for the
 * change and not for chance. `DUOYUAN_SEED=any npm run test:unit` looks for new cases (decision 0023); a number repeats a run.
 */
import { createRequire } from 'node:module'
import type * as FastCheck from 'fast-check'

// Not by `import`: the tests' `fast-check` is this file.
const fastCheck = createRequire(import.meta.url)('fast-check') as typeof FastCheck

const asked = process.env['DUOYUAN_SEED']
if (asked !== 'any') fastCheck.configureGlobal({ seed: Number(asked ?? 20_261_122) })

export default fastCheck.default
