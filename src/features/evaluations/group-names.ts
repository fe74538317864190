import type { GroupNames } from './contract.ts'
import type { Tx } from './store.ts'

/** What the groupings of a kind of unit and their groups are called. */
export async function groupNamesOf(tx: Tx, kind: string): Promise<GroupNames> {
  const rows = await tx
    .selectFrom('evaluationGroup')
    .select(['groupingCode', 'code', 'nameZh', 'nameEn'])
    .where('kind', '=', kind)
    .orderBy('groupingCode')
    .orderBy('position')
    .execute()
  const found: GroupNames = {}
  for (const { groupingCode, code, nameZh, nameEn } of rows) {
    const grouping = (found[groupingCode] ??= {
      name: { zh: groupingCode, en: groupingCode },
      groups: {},
    })
    if (code === '') grouping.name = { zh: nameZh, en: nameEn }
    else grouping.groups[code] = { zh: nameZh, en: nameEn }
  }
  return found
}
