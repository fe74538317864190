import { listDocuments, listPlans } from '#features/plans'
import type { Context } from '#platform/http'
import { CommandFailed } from './failures.ts'

export interface Found {
  readonly title: string
  /** The newest version of the document. */
  readonly versionId: string
  /** Null while nothing of the document is published. */
  readonly planId: string | null
}

/** The document or plan that an id, or the beginning of one, means. Says so where there is none or several. */
export async function findById(ctx: Context, id: string): Promise<Found> {
  const wanted = id.toLowerCase()
  const { plans } = await listPlans(ctx)
  const { documents } = await listDocuments(ctx, {})
  const found = documents.flatMap((document): Found[] => {
    const plan = plans.find((candidate) => candidate.documentId === document.id)
    const ids = [document.id, document.versionId, plan?.id, plan?.versionId]
    return ids.some((candidate) => candidate?.startsWith(wanted) === true)
      ? [{ title: document.title, versionId: document.versionId, planId: plan?.id ?? null }]
      : []
  })
  const [first] = found
  if (first === undefined)
    throw new CommandFailed(
      `No document or plan has an id that begins with “${id}”. “document list” and “plan list” show them.`,
    )
  if (found.length > 1)
    throw new CommandFailed(
      `“${id}” is the beginning of several ids (${found.map(({ title }) => `“${title}”`).join(', ')}). Give more of it.`,
    )
  return first
}
