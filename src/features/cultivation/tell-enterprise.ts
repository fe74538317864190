import { tellOf, type SubjectNotice } from '#features/notices'
import type { Context } from '#platform/http'
import { bodiesOf, type Tx } from './store.ts'

export interface Told {
  /** Names what it tells of; a party hears of it once. */
  readonly about: string
  readonly path: string
  readonly message: string
  readonly text: { readonly zh: string; readonly en: string }
}

/** The same to the enterprise, its steward and its parks (the office where it is in none), as wanted. */
export async function tellEnterprise(
  tx: Tx,
  ctx: Context,
  enterpriseId: string,
  on: string,
  told: Told,
  whom: { readonly own: boolean; readonly parks: boolean; readonly steward: string | null },
): Promise<void> {
  const { own, parks } = await bodiesOf(tx, enterpriseId, on)
  const parties: SubjectNotice['party'][] = []
  if (whom.own && own !== null) parties.push(`org:${own}`)
  if (whom.steward !== null) parties.push(`user:${whom.steward}`)
  if (whom.parks) {
    parties.push(...parks.map((park) => `org:${park}` as const))
    if (parks.length === 0) parties.push('role:zone_office')
  }
  const { about, path, message, text } = told
  await tellOf(
    tx,
    ctx,
    [...new Set(parties)].map((party) => ({
      party,
      message,
      text,
      subjectKey: about,
      subjectPath: path,
    })),
  )
}
