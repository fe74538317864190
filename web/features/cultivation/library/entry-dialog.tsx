import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { readEntry } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { commonTexts } from '../../../text/common.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { libraryTexts } from '../../../text/cultivation-library.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { NextVisit } from '../../../ui/services/service-marks.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { ChanceMark } from '../shared/chance-mark.tsx'
import { entryQuery } from '../shared/cultivation-queries.ts'
import { useRungs } from '../shared/use-rungs.ts'
import { changesOf } from './changes-of.ts'
import { ChangeEntryForm } from './change-entry-form.tsx'
import { LeaveForm } from './leave-form.tsx'
import { EntryMark } from './library-columns.tsx'
import './library.css'

type View = ResponseOf<typeof readEntry>

/** One entry with everything that was done to it, and what can be done. */
export function EntryDialog({
  entryId,
  onClose,
}: {
  readonly entryId: string
  readonly onClose: () => void
}) {
  const t = useText(libraryTexts)
  const { data, error, refetch } = useQuery(entryQuery(entryId))
  const [doing, setDoing] = useState<'change' | 'leave' | null>(null)
  const name = data?.entry.enterprise.name ?? ''
  const title = t(doing === null ? 'entry' : doing === 'change' ? 'changeTitle' : 'leaveTitle', { name })
  return (
    <Dialog title={title} onClose={onClose}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && doing === null ? <Entry view={data} onDo={setDoing} onClose={onClose} /> : null}
      {data && doing === 'change' ? (
        <ChangeEntryForm entry={data.entry} onDone={() => setDoing(null)} />
      ) : null}
      {data && doing === 'leave' ? <LeaveForm entry={data.entry} onDone={() => setDoing(null)} /> : null}
    </Dialog>
  )
}

function Entry({
  view: { entry, acts },
  onDo,
  onClose,
}: {
  readonly view: View
  readonly onDo: (act: 'change' | 'leave') => void
  readonly onClose: () => void
}) {
  const t = useText(libraryTexts)
  const words = useText(cultivationTexts)
  const common = useText(commonTexts)
  const format = useFormat()
  const { titleOf } = useRungs()
  const none = <span className="faint">—</span>
  return (
    <>
      <dl className="entry-facts">
        <dt>{t('state')}</dt>
        <dd>
          <EntryMark state={entry.state} />{' '}
          <span className="soft">{format.validity(entry.since, entry.endedOn)}</span>
        </dd>
        <dt>{words('target')}</dt>
        <dd>
          {titleOf(entry.target)}{' '}
          {entry.state === 'active' ? <ChanceMark answer={entry.answer} near={entry.near} /> : null}{' '}
          {entry.state === 'active' && entry.distance !== null && entry.distance > 0 ? (
            <span className="soft" title={t('distanceWhy')}>
              {t('distance')} {format.percent(entry.distance)}
            </span>
          ) : null}
        </dd>
        <dt>{words('held')}</dt>
        <dd>
          {titleOf(entry.held)} ·{' '}
          <AddressLink href={`/enterprises/${entry.enterprise.id}?tab=ladder`}>
            {t('openEnterprise')}
          </AddressLink>
        </dd>
        <dt>{words('steward')}</dt>
        <dd>{entry.steward === null ? words('stewardNone') : <span lang="zh">{entry.steward.name}</span>}</dd>
        <dt>{t('lastVisit')}</dt>
        <dd>{entry.lastVisitOn === null ? none : format.date(entry.lastVisitOn)}</dd>
        <dt>{t('nextVisit')}</dt>
        <dd>
          <NextVisit on={entry.nextVisitOn} done={entry.state !== 'active'} />
        </dd>
        <dt>{t('noteField')}</dt>
        <dd>
          {entry.note === null ? (
            <span className="faint">{t('noteNone')}</span>
          ) : (
            <span lang="zh">{entry.note}</span>
          )}
        </dd>
        {entry.reason === null ? null : (
          <>
            <dt>{t('endedReason')}</dt>
            <dd lang="zh">{entry.reason}</dd>
          </>
        )}
        <dt>{t('added')}</dt>
        <dd>{t('addedBy', { name: entry.addedByName, at: format.moment(entry.addedAt) })}</dd>
      </dl>
      <h3>{t('acts')}</h3>
      <ol className="entry-acts" reversed>
        {[...acts].reverse().map((act) => (
          <li key={act.no}>
            <b>{t(`act.${act.act}`)}</b>{' '}
            <span className="soft small">
              {t('addedBy', { name: act.byName, at: format.moment(act.at) })}
            </span>
            {act.reason === null ? null : <div lang="zh">{act.reason}</div>}
            {changesOf(act.changes).map((change) => (
              <div key={change.field} className="small">
                <ChangeWords change={change} />
              </div>
            ))}
          </li>
        ))}
      </ol>
      <div className="dialog-foot">
        {entry.state === 'active' ? null : <span className="soft">{t('over')}</span>}
        {entry.can.includes('leave') ? <Button onClick={() => onDo('leave')}>{t('leave')}</Button> : null}
        {entry.can.includes('change') ? <Button onClick={() => onDo('change')}>{t('change')}</Button> : null}
        <Button type="primary" onClick={onClose}>
          {common('close')}
        </Button>
      </div>
    </>
  )
}

/** 培育目标：创新型中小企业 → 专精特新中小企业 */
function ChangeWords({
  change: { field, before, after },
}: {
  readonly change: ReturnType<typeof changesOf>[number]
}) {
  const t = useText(libraryTexts)
  const format = useFormat()
  const { titleOf } = useRungs()
  const valueOf = (value: string | null) =>
    value === null
      ? t('nothing')
      : field === 'target'
        ? titleOf(value)
        : field === 'since' || field === 'on'
          ? format.date(value)
          : value
  const name = t(`field.${field}`)
  return before === undefined
    ? t('given', { field: name, value: valueOf(after) })
    : t('changed', { field: name, before: valueOf(before), after: valueOf(after) })
}
