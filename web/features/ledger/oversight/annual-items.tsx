import type { AnnualList } from '#contract/ledger'
import { annualTexts } from '../../../text/ledger-annual.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { EmptyState } from '../../../ui/states.tsx'
import { DutyLink } from '../shared/duty-link.tsx'
import { LightWhy } from '../shared/light-why.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import '../../../ui/plain-table.css'

/** The items as they stand, those of the ledger with their state and progress. */
export function AnnualItems({ list }: { readonly list: AnnualList }) {
  const t = useText(annualTexts)
  const format = useFormat()
  if (list.items.length === 0) return <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
  return (
    <section className="panel annual-items">
      <div className="plain-table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('no')}
              </th>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('milestone')}</th>
              <th scope="col">{t('due')}</th>
              <th scope="col">{t('part')}</th>
              <th scope="col">{t('light')}</th>
              <th scope="col">{t('progress')}</th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((item) => (
              <tr key={item.position} className={item.struckReason === null ? undefined : 'annual-struck'}>
                <td className="number">{item.position}</td>
                <td className="annual-title" lang="zh">
                  <span className="annual-words">
                    {item.duty ? <DutyLink duty={{ id: item.duty.id, title: item.title }} /> : item.title}
                  </span>
                  {item.struckReason === null ? null : (
                    <div className="small">{t('struck', { reason: item.struckReason })}</div>
                  )}
                </td>
                <td lang="zh">{item.milestone || '—'}</td>
                <td className="nowrap">{item.dueOn === null ? '—' : format.date(item.dueOn)}</td>
                <td className="nowrap">{t(`part.${item.part}`)}</td>
                <td className="nowrap">
                  {item.duty ? (
                    <LightWhy
                      dutyId={item.duty.id}
                      light={item.duty.light}
                      overridden={item.duty.overridden}
                    />
                  ) : (
                    <span className="faint">{t('noDuty')}</span>
                  )}
                </td>
                <td>
                  {item.duty ? <ProgressBar percent={item.duty.progress} light={item.duty.light} /> : '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
