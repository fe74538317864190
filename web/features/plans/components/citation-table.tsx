import type { PlanItem } from '#contract/plans'
import { useText } from '../../../text/index.ts'
import { itemTexts, planTexts } from '../../../text/plans.ts'
import { itemTitle } from '../item-words.ts'
import { CitedDocument } from './item-facts.tsx'
import { Why } from './why.tsx'

/** Documents that the plan refers to, and whether the library has them. */
export function CitationTable({
  citations,
  quotes,
  versionId,
}: {
  readonly citations: readonly Extract<PlanItem, { kind: 'citation' }>[]
  readonly quotes: Readonly<Record<string, string>>
  readonly versionId: string
}) {
  const t = useText(planTexts)
  const item = useText(itemTexts)
  return (
    <div className="plan-table-scroll">
      <table className="plan-table">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{item('documentNumber')}</th>
            <th scope="col">{item('library')}</th>
            <th scope="col" className="plan-why">
              <span className="unseen">{t('why')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {citations.map((citation) => (
            <tr key={citation.id} id={citation.id}>
              <th scope="row" lang="zh">
                {itemTitle(citation)}
              </th>
              <td lang="zh">{citation.data.number ?? ''}</td>
              <td>
                <CitedDocument documentId={citation.data.documentId} />
              </td>
              <td className="plan-why">
                <Why item={citation} quote={quotes[citation.id]} versionId={versionId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
