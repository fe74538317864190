import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decideItems, importFile, publishPlan, readVersion } from '#features/plans'
import { DEMO_PLANS, planOf } from './demo-plans.ts'
import type { TestSystem } from './system.ts'

/** A plan of the demonstration (s0, s2 …) imported, every item accepted, published by this account; answers the plan's id. */
export async function confirmPlan(
  system: TestSystem,
  login: string,
  key: string,
  visibility: 'organisation' | 'zone' | 'public' = 'zone',
): Promise<{ planId: string; documentId: string; versionId: string }> {
  const { plan } = planOf(key)
  const ctx = await system.contextOf(login)
  const { documentId, versionId, issue } = await importFile(ctx, {
    fileName: plan.file,
    bytes: readFileSync(join(DEMO_PLANS, plan.file)),
  })
  if (versionId === null || documentId === null) throw new Error(`${key}: ${issue?.code ?? 'refused'}`)
  const reading = await readVersion(ctx, versionId)
  await decideItems(ctx, versionId, {
    decision: 'accept',
    items: reading.items
      .filter((item) => item.kind !== 'heading')
      .map(({ id, version }) => ({ id, version })),
  })
  const { planId } = await publishPlan(await system.contextOf(login), versionId, { visibility, note: null })
  return { planId, documentId, versionId }
}
