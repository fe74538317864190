import { tellOf, type SubjectNotice } from '#features/notices'
import type { Context } from '#platform/http'
import type { RoundRecord } from './round-store.ts'
import type { Tx } from './store.ts'

type Told = Pick<SubjectNotice, 'message' | 'text'>

/** Parks that have a unit in a run, each once. */
export async function parksOfRun(tx: Tx, runId: string | null): Promise<readonly string[]> {
  if (runId === null) return []
  const rows = await tx
    .selectFrom('evaluationStanding')
    .select('parkId')
    .distinct()
    .where('runId', '=', runId)
    .where('parkId', 'is not', null)
    .execute()
  return rows.flatMap(({ parkId }) => (parkId === null ? [] : [parkId]))
}

/** The same to each park of the round; `about` tells one telling from a later one with the same message. */
export async function tellParks(
  tx: Tx,
  ctx: Context,
  round: RoundRecord,
  parks: readonly string[],
  about: string,
  told: Told,
): Promise<void> {
  await tellOf(
    tx,
    ctx,
    parks.map((park) => ({
      ...told,
      party: `org:${park}` as const,
      subjectKey: `evaluation:${round.id}:${about}`,
      subjectPath: `/evaluations/rounds/${round.id}`,
    })),
  )
}

/** The office of the zone, by its role. */
export async function tellOffice(
  tx: Tx,
  ctx: Context,
  round: RoundRecord,
  about: string,
  told: Told,
): Promise<void> {
  await tellOf(tx, ctx, [
    {
      ...told,
      party: 'role:zone_office',
      subjectKey: `evaluation:${round.id}:${about}`,
      subjectPath: `/evaluations/rounds/${round.id}`,
    },
  ])
}
