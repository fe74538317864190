import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { changeDocument, decideItems, editItem, importFile, publishPlan, readVersion } from '#features/plans'
import type { Context } from '#platform/http'
import type { DemoPlan } from './demo-ledger-data.ts'

export interface ConfirmedPlan {
  readonly planId: string
  readonly documentId: string
  readonly versionId: string
  readonly text: string
}

/**
 * Imports one of the demonstration's documents for its owner, confirms what was read in it as the manifest says, and publishes
 * it. Figures and structure are those of real documents where the manifest says so; only what we made up whole is marked.
 */
export async function seedPlan(
  ctx: Context,
  folder: string,
  plan: DemoPlan,
  organisations: ReadonlyMap<string, string>,
): Promise<ConfirmedPlan> {
  const { documentId, versionId, issue } = await importFile(ctx, {
    fileName: basename(plan.file),
    bytes: await readFile(join(folder, plan.file)),
    synthetic: plan.figures === 'invented',
  })
  if (documentId === null || versionId === null)
    throw new Error(`${plan.file} was refused: ${issue?.code ?? ''}`)
  await changeDocument(ctx, documentId, {
    title: plan.title,
    issuer: plan.issuer,
    issuedOn: plan.issuedOn,
  })
  await confirm(ctx, versionId, plan, organisations)
  const { text, items } = await readVersion(ctx, versionId)
  await decideItems(ctx, versionId, {
    decision: 'accept',
    items: items
      .filter((item) => item.kind !== 'heading' && item.status === 'suggested')
      .map(({ id, version }) => ({ id, version })),
  })
  const { planId } = await publishPlan(ctx, versionId, { visibility: plan.visibility, note: plan.note })
  return { planId, documentId, versionId, text }
}

/** What is not as it was read, and which organisations the names in the text are. */
async function confirm(
  ctx: Context,
  versionId: string,
  plan: DemoPlan,
  organisations: ReadonlyMap<string, string>,
): Promise<void> {
  const { text, items } = await readVersion(ctx, versionId)
  for (const { kind, words, decision, set } of plan.confirm) {
    const item = items.find((one) => one.kind === kind && text.slice(one.start, one.end).includes(words))
    if (item === undefined) throw new Error(`${plan.file} has no ${kind} with the words ${words}`)
    const { id, version } = item
    if (decision === 'reject') await decideItems(ctx, versionId, { decision, items: [{ id, version }] })
    else await edit(ctx, versionId, item, { ...item.data, ...set })
  }
  for (const item of items) {
    if (item.kind !== 'body') continue
    const code = plan.bodies[item.data.name]
    const organisationId = code === undefined ? undefined : organisations.get(code)
    if (code !== undefined && organisationId === undefined)
      throw new Error(`There is no organisation ${code}`)
    if (organisationId !== undefined && organisationId !== item.data.organisationId)
      await edit(ctx, versionId, item, { ...item.data, organisationId })
  }
}

type Item = Awaited<ReturnType<typeof readVersion>>['items'][number]

async function edit(ctx: Context, versionId: string, item: Item, data: object): Promise<void> {
  const { id, version, kind } = item
  await editItem(ctx, versionId, id, {
    version,
    item: { kind, data } as Parameters<typeof editItem>[3]['item'],
  })
}
