import { innerTitle, isSameTitle, titleKey } from '../document-title.ts'
import type { Citation } from '../types.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

export interface ResolvedCitation {
  /** The document that cites. */
  readonly document: string
  readonly citation: Citation
  /** The key of the document meant; null where it is not in the set. */
  readonly target: string | null
  /** The document names itself (现将《X》印发给你们, or a report about the plan that it reprints). */
  readonly isOwnTitle: boolean
}

/** Which document of the set each citation means: by document number, else by title. */
export function resolveCitations(documents: readonly ReconciledDocument[]): ResolvedCitation[] {
  return documents.flatMap((document) =>
    document.extraction.citations.map((citation) => {
      const target = documents.find((other) => isMeant(citation, other))?.key ?? null
      const isOwnTitle = target === document.key || isMeant(citation, document)
      return { document: document.key, citation, target: isOwnTitle ? document.key : target, isOwnTitle }
    }),
  )
}

function isMeant(citation: Citation, { extraction }: ReconciledDocument): boolean {
  if (citation.number !== null && extraction.documentNumber !== null)
    return numberKey(citation.number) === numberKey(extraction.documentNumber)
  if (extraction.title === null) return false
  return (
    isSameTitle(citation.title, extraction.title) || isSameTitle(citation.title, reprinted(extraction.title))
  )
}

function numberKey(number: string): string {
  return titleKey(number)
}

/** A page that prints or reports a plan under a headline (X印发《Y》, 《Y》全文来了) stands for Y; 贯彻落实《Y》的意见 does not. */
function reprinted(title: string): string {
  const inner = innerTitle(title)
  if (inner !== title) return inner
  const headline = /(?:^|印发|发布|公布|出台)《([^《》]+)》(?:$|全文|正式|发布|印发|出台|来了|公布)/.exec(
    title,
  )
  return headline?.[1] ?? title
}
