import { RegisterRow } from '#contract/ledger'
import type { RegisterResult } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { registerTexts } from '../../../text/ledger-import.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { dutyHref } from '../shared/duty-link.tsx'
import '../../../ui/plain-table.css'

const OUTCOMES = RegisterRow.shape.outcome.options
type Outcome = (typeof OUTCOMES)[number]
const TONES = { new: 'good', changed: 'warn', same: 'neutral', refused: 'bad' } as const satisfies Record<
  Outcome,
  Tone
>
/** The server lists so many rows at most. */
const LISTED = 500

/** What became of each row, with the cells at fault. */
export function RegisterRows({ result }: { readonly result: RegisterResult }) {
  const t = useText(registerTexts)
  const issueText = useIssueText()
  const [address, change] = useAddress<'show'>()
  const show = OUTCOMES.find((each) => each === address.show)
  const rows = result.list.filter(({ outcome }) => show === undefined || outcome === show)
  const counts: Record<Outcome, number> = {
    new: result.fresh,
    same: result.same,
    changed: result.changed,
    refused: result.refused,
  }
  return (
    <>
      <div className="import-counts" role="group" aria-label={t('outcome')}>
        <button type="button" aria-pressed={show === undefined} onClick={() => change({ show: null })}>
          {t('rows', { n: result.rows })}
        </button>
        {(['refused', 'changed', 'new', 'same'] as const).map((outcome) => (
          <button
            key={outcome}
            type="button"
            aria-pressed={show === outcome}
            onClick={() => change({ show: show === outcome ? null : outcome })}
          >
            <StatusMark tone={TONES[outcome]}>{t(`outcome.${outcome}`)}</StatusMark> <b>{counts[outcome]}</b>
          </button>
        ))}
      </div>
      {rows.length > 0 ? (
        <div className="import-rows" role="region" tabIndex={0} aria-label={t('outcome')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('sheet')}</th>
                <th scope="col" className="number">
                  {t('row')}
                </th>
                <th scope="col">{t('outcome')}</th>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('why')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.sheet}-${row.row}`}>
                  <td className="soft nowrap" lang="zh">
                    {row.sheet}
                  </td>
                  <td className="number">{row.row}</td>
                  <td className="nowrap">
                    <StatusMark tone={TONES[row.outcome]}>{t(`outcome.${row.outcome}`)}</StatusMark>
                  </td>
                  <td lang="zh">
                    {row.dutyId === null ? (
                      (row.title ?? <span className="faint">{t('untitled')}</span>)
                    ) : (
                      <AddressLink href={dutyHref(row.dutyId)}>{row.title ?? t('untitled')}</AddressLink>
                    )}
                  </td>
                  <td>
                    {row.issues.map((issue, index) => (
                      <div key={`${issue.code}-${index}`}>
                        {issue.cell === null ? null : <b>{t('cell', { cell: issue.cell })}</b>}
                        {issueText(issue)}
                      </div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {result.list.length >= LISTED ? <p className="small soft">{t('shown', { n: LISTED })}</p> : null}
    </>
  )
}
