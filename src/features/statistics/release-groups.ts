import type { ReleaseCut } from './contract.ts'
import type { CutDimension } from './aggregate-sql.ts'
import { parksById } from './frame.ts'
import type { Tx } from './store.ts'

interface Name {
  readonly zh: string
  readonly en: string
}

/** Names and order of the groups of each cut. */
export interface GroupNames {
  nameOf(cut: CutDimension, code: string): Name
  /** What the register does not say comes last. */
  inOrder(cut: CutDimension, codes: readonly string[]): string[]
}

export const UNCLASSIFIED: Name = { zh: '未分类', en: 'Not classified' }

const LISTS = {
  'industry-division': 'industry',
  field: 'field',
  size: 'size',
  rung: 'rung',
} as const satisfies Partial<Record<ReleaseCut, string>>

export async function readGroupNames(tx: Tx): Promise<GroupNames> {
  const known = new Map<string, { name: Name; position: number }>()
  const parks = [...(await parksById(tx)).values()]
  parks.forEach(({ code, name, nameEn }, position) =>
    known.set(`park\n${code}`, { name: { zh: name, en: nameEn }, position }),
  )
  const codes = await tx
    .selectFrom('classificationCode')
    .select(['list', 'code', 'nameZh', 'nameEn', 'position'])
    .execute()
  for (const [cut, list] of Object.entries(LISTS))
    for (const row of codes)
      if (row.list === list)
        known.set(`${cut}\n${row.code}`, { name: { zh: row.nameZh, en: row.nameEn }, position: row.position })
  const at = (cut: CutDimension, code: string) => known.get(`${cut}\n${code}`)
  const place = (cut: CutDimension, code: string) =>
    code === '' ? Number.POSITIVE_INFINITY : (at(cut, code)?.position ?? Number.MAX_SAFE_INTEGER)
  return {
    nameOf: (cut, code) => (code === '' ? UNCLASSIFIED : (at(cut, code)?.name ?? { zh: code, en: code })),
    inOrder: (cut, all) =>
      [...all].sort((a, b) => {
        const [left, right] = [place(cut, a), place(cut, b)]
        return left === right ? (a < b ? -1 : 1) : left - right
      }),
  }
}
