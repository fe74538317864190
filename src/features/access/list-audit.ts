import type { Context } from '#platform/http'
import type { z } from 'zod'
import type { AuditEntry as AuditEntrySchema } from './contract.ts'

export async function listAudit(
  ctx: Context,
  filter: { before?: number | undefined; action?: string | undefined; limit: number },
): Promise<{ entries: AuditEntry[]; more: boolean }> {
  const rows = await ctx.read((tx) =>
    tx
      .selectFrom('auditEntry')
      .selectAll()
      .$if(filter.before !== undefined, (query) => query.where('sequence', '<', filter.before ?? 0))
      .$if(filter.action !== undefined, (query) =>
        query.where('action', 'like', `${escapeLike(filter.action ?? '')}%`),
      )
      .orderBy('sequence', 'desc')
      .limit(filter.limit + 1)
      .execute(),
  )
  return {
    entries: rows.slice(0, filter.limit).map((row) => ({
      sequence: row.sequence,
      at: row.at,
      actor: { id: row.actorId, name: row.actorName },
      action: row.action,
      subjectKind: row.subjectKind,
      subjectId: row.subjectId,
      detail: row.detail as AuditEntry['detail'],
    })),
    more: rows.length > filter.limit,
  }
}

type AuditEntry = z.infer<typeof AuditEntrySchema>

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (c) => `\\${c}`)
}
