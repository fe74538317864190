import type { Context } from '#platform/http'
import { CommandFailed } from './failures.ts'

/** The park of a code of the zone's data, with or without its kind: `park.haidian`, `haidian`. */
export async function parkByCode(ctx: Context, code: string): Promise<string> {
  const parks = await ctx.read((tx) =>
    tx.selectFrom('organisation').select(['id', 'code']).where('kind', '=', 'park').orderBy('code').execute(),
  )
  const found = parks.find((park) => park.code === code || park.code === `park.${code}`)
  if (found === undefined)
    throw new CommandFailed(`There is no park “${code}”. Parks: ${parks.map((park) => park.code).join(', ')}`)
  return found.id
}
