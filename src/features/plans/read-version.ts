import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import { abilitiesOn } from './access.ts'
import { lastActOf } from './change-items.ts'
import type { Reading } from './contract.ts'
import { countItems, toPlanItem } from './items.ts'
import { linkItem, whatIsKnown } from './known.ts'
import { toExtraction } from './extraction.ts'
import { loadItems, loadPublishedItems, loadVersion, summarise } from './store.ts'

/** The reading room. The owner and the office see the review; others see what was published of this version. */
export function readVersion(ctx: Context, versionId: string): Promise<Reading> {
  return ctx.read(async (tx) => {
    const [document] = await summarise(tx, { versionId })
    if (document === undefined) return refuse('plans.not_found')
    const version = await tx
      .selectFrom('documentVersion')
      .select(['text', 'extraction', 'engine', 'no'])
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow()
    const reviewed = await loadItems(tx, versionId)
    const rows =
      reviewed.length === 0 && document.planId !== null
        ? await loadPublishedItems(tx, document.planId)
        : reviewed
    const known = await whatIsKnown(tx)
    const can = abilitiesOn(ctx.caller, document)
    return {
      document,
      versionId,
      versionNo: version.no,
      text: version.text,
      noise: [...toExtraction(version.extraction).noise],
      items: rows.map((row) => linkItem(toPlanItem(row), known)),
      counters: countItems(rows),
      can,
      engine: version.engine,
      canUndo:
        can.includes('review') && (await lastActOf(tx, ctx, await loadVersion(tx, versionId))) !== null,
    }
  })
}
