import { titleIdentity } from '../document-title.ts'
import type { Finding } from '../types.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'
import { resolveCitations } from './resolve-citations.ts'
import type { ResolvedCitation } from './resolve-citations.ts'

/** Annexes that a document names without containing them. */
export function findMissingAnnexes(documents: readonly ReconciledDocument[]): Finding[] {
  return documents.flatMap((document) =>
    document.extraction.annexes
      .filter((annex) => !annex.present)
      .map((annex) => ({
        kind: 'annex-missing' as const,
        severity: 'warning' as const,
        values: { title: annex.title },
        items: [itemIn(document, annex)],
      })),
  )
}

/** Documents that are cited and not in the set, each once, with every place that cites it. */
export function findMissingDocuments(documents: readonly ReconciledDocument[]): Finding[] {
  const byKey = new Map(documents.map((document) => [document.key, document]))
  const groups = new Map<string, ResolvedCitation[]>()
  for (const resolved of resolveCitations(documents)) {
    if (resolved.target !== null) continue
    const { base, edition } = titleIdentity(resolved.citation.title)
    const key = `${base}|${edition}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [resolved])
    else group.push(resolved)
  }
  return [...groups.values()].map((group) => ({
    kind: 'document-missing',
    severity: 'info',
    values: {
      title: group[0]?.citation.title ?? '',
      number: group.find((g) => g.citation.number !== null)?.citation.number ?? null,
      citedBy: [...new Set(group.map((g) => g.document))],
    },
    items: group.flatMap(({ document, citation }) => {
      const citing = byKey.get(document)
      return citing === undefined ? [] : [itemIn(citing, citation)]
    }),
  }))
}
