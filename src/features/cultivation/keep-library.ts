import { TIMEKEEPER, type Context } from '#platform/http'
import { titleOf, reaches } from './library.ts'
import { addAct } from './library-store.ts'
import { findLadder } from './ladder-store.ts'
import { dayOf, loadEnterprise } from './store.ts'
import { tellEnterprise } from './tell-enterprise.ts'

/** 升级: who reached the rung that he was cultivated towards leaves the library as promoted, and everybody concerned hears of it. */
export async function keepLibrary(ctx: Context): Promise<number> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const reached = await keeper.read(async (tx) => {
    const ladder = await findLadder(tx)
    if (ladder === null) return []
    const entries = await tx
      .selectFrom('cultivationEntry as c')
      .innerJoin('ladderStanding as t', (join) =>
        join.onRef('t.enterpriseId', '=', 'c.enterpriseId').onRef('t.ladder', '=', 'c.ladder'),
      )
      .select(['c.id', 'c.target', 't.held', 't.marks'])
      .where('c.state', '=', 'active')
      .where('c.ladder', '=', ladder.file.code)
      .orderBy('c.id')
      .execute()
    return entries.filter(({ held, marks, target }) => reaches(ladder, { held, marks }, target))
  })
  let promoted = 0
  for (const { id } of reached) if (await promoteEntry(keeper, id)) promoted += 1
  return promoted
}

/** From the library, as one who reached his rung; false where he is there no more. */
export function promoteEntry(keeper: Context, id: string): Promise<boolean> {
  const on = dayOf(keeper.now)
  return keeper.inTransaction(async (tx) => {
    const entry = await tx
      .selectFrom('cultivationEntry')
      .select(['id', 'enterpriseId', 'target', 'since', 'stewardId', 'version'])
      .where('id', '=', id)
      .where('state', '=', 'active')
      .forUpdate()
      .executeTakeFirst()
    if (entry === undefined) return false
    const endedOn = entry.since > on ? entry.since : on
    await tx
      .updateTable('cultivationEntry')
      .set({ state: 'promoted', endedOn, version: entry.version + 1 })
      .where('id', '=', id)
      .execute()
    await addAct(tx, keeper, id, 'promote', null, { target: entry.target, on: endedOn })
    const ladder = await findLadder(tx)
    const title = titleOf(ladder, entry.target)
    const { name } = (await loadEnterprise(tx, entry.enterpriseId, on)).name
    await tellEnterprise(
      tx,
      keeper,
      entry.enterpriseId,
      on,
      {
        about: `cultivation:${id}:promoted`,
        path: `/enterprises/${entry.enterpriseId}?tab=ladder`,
        message: 'cultivation-promoted',
        text: {
          zh: `${name}已升级为“${title.zh}”，培育任务完成。`,
          en: `${name} has become “${title.en}”; its cultivation is complete.`,
        },
      },
      { own: true, parks: true, steward: entry.stewardId },
    )
    await keeper.audit(tx, {
      action: 'cultivation.promote',
      subjectKind: 'cultivation-entry',
      subjectId: id,
      detail: { enterprise: entry.enterpriseId, target: entry.target, on: endedOn },
    })
    return true
  })
}
