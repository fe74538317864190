import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { ledgerTakeTexts } from '../../../text/ledger-take.ts'
import { formatNumber } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import type { PlanTargetRow } from './take-queries.ts'

const SIGNS: Readonly<Record<string, string>> = { gt: '>', ge: '≥', lt: '<', le: '≤', approx: '≈', eq: '=' }

/** The plan's targets, to be followed once they are taken in. */
export function TargetTable({
  targets,
  can,
  selected,
  onSelect,
}: {
  readonly targets: readonly PlanTargetRow[]
  readonly can: boolean
  readonly selected: ReadonlySet<string>
  readonly onSelect: (itemIds: readonly string[], on: boolean) => void
}) {
  const t = useText(ledgerTakeTexts)
  const open = targets.filter(({ targetId }) => targetId === null).map(({ itemId }) => itemId)
  const all = open.length > 0 && open.every((id) => selected.has(id))
  return (
    <Panel title={t('targets')}>
      <p className="soft">{targets.length > 0 ? t('targetsNote') : t('targetsNone')}</p>
      {targets.length > 0 ? (
        <table className="take-table take-targets">
          <thead>
            <tr>
              <th scope="col" className="column-select">
                {can && open.length > 0 ? (
                  <label className="duty-check-cell">
                    <input
                      type="checkbox"
                      aria-label={t('targetsAll')}
                      checked={all}
                      onChange={() => onSelect(open, !all)}
                    />
                  </label>
                ) : (
                  <span className="unseen">{t('targets')}</span>
                )}
              </th>
              <th scope="col">{t('indicator')}</th>
              <th scope="col">{t('scope')}</th>
              <th scope="col" className="number">
                {t('value')}
              </th>
              <th scope="col" className="number">
                {t('year')}
              </th>
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <tr key={target.itemId} className={target.targetId ? 'take-taken' : undefined}>
                <td className="column-select">
                  {can && target.targetId === null ? (
                    <label className="duty-check-cell">
                      <input
                        type="checkbox"
                        aria-label={t('pickTarget', { title: target.indicator })}
                        checked={selected.has(target.itemId)}
                        onChange={() => onSelect([target.itemId], !selected.has(target.itemId))}
                      />
                    </label>
                  ) : null}
                </td>
                <td lang="zh">
                  {target.targetId ? (
                    <>
                      <AddressLink href={`/ledger/targets/${target.targetId}`}>
                        {target.indicator}
                      </AddressLink>{' '}
                      <span className="small soft">{t('taken')}</span>
                    </>
                  ) : (
                    target.indicator
                  )}
                </td>
                <td className="soft" lang="zh">
                  {target.scope ?? '—'}
                </td>
                <td className="number">{valueOf(target)}</td>
                <td className="number">{target.year ?? <span className="soft">{t('noYear')}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Panel>
  )
}

function valueOf({ comparator, value, value2, unit }: PlanTargetRow): string {
  const figure = value2 === null ? formatNumber(value) : `${formatNumber(value)}–${formatNumber(value2)}`
  return [SIGNS[comparator], figure, unit].filter(Boolean).join(' ')
}
