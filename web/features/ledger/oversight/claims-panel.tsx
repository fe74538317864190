import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import type { ActionMatrix } from './oversight-queries.ts'
import '../../../ui/plain-table.css'

/** What documents say of their own numbers, beside what the ledger has. */
export function ClaimsPanel({
  claims,
  several,
}: {
  readonly claims: ActionMatrix['claims']
  /** Duties in all, and how many of them stand in more than one column. */
  readonly several?: { readonly duties: number; readonly inSeveral: number }
}) {
  const t = useText(matrixTexts)
  const { language } = useFormat()
  if (claims.length === 0) return null
  const en = language === 'en'
  return (
    <Panel title={t('claims')}>
      <div className="plain-table-scroll">
        <table className="plain-table claims">
          <thead>
            <tr>
              <th scope="col">{t('claim')}</th>
              <th scope="col" className="number">
                {t('declared')}
              </th>
              <th scope="col" className="number">
                {t('found')}
              </th>
              <th scope="col">{t('verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {claims.map((claim) => (
              <tr key={claim.code}>
                <td>
                  {en ? claim.textEn : claim.textZh}
                  <div className="small soft">
                    {t('claimSource', { source: en ? claim.sourceEn : claim.sourceZh })}
                  </div>
                </td>
                <td className="number">{claim.declared}</td>
                <td className="number">{claim.found}</td>
                <td className="nowrap">
                  <Verdict difference={claim.found - claim.declared} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small soft">{t('claimsWhy')}</p>
      {several && several.inSeveral > 0 ? (
        <p className="small soft">{t('several', { duties: several.duties, n: several.inSeveral })}</p>
      ) : null}
    </Panel>
  )
}

function Verdict({ difference }: { readonly difference: number }) {
  const t = useText(matrixTexts)
  if (difference === 0) return <StatusMark tone="good">{t('same')}</StatusMark>
  return (
    <StatusMark tone="warn">{t(difference < 0 ? 'fewer' : 'more', { n: Math.abs(difference) })}</StatusMark>
  )
}
