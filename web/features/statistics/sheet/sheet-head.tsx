import type { CompiledForm } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { daysUntil, useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { DemoMark, FilingStateMark, PeriodStateMark } from '../../../ui/filings/state-marks.tsx'
import { collectionHref, parkNameOf, unitNameOf } from '../../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../../ui/filings/unit-label.tsx'
import type { FindingGroups } from './cell-marks.ts'
import { SheetActs } from './sheet-acts.tsx'
import type { SheetState, SheetStore } from './sheet-store.ts'

/** Which form of whom and when, how far it is, and what I may do with it. */
export function SheetHead({
  view,
  then,
  form,
  store,
  state,
  groups,
  unreadable,
}: {
  readonly view: FilingSheet
  readonly then: FilingSheet | null
  readonly form: CompiledForm
  readonly store: SheetStore
  readonly state: SheetState
  readonly groups: FindingGroups
  readonly unreadable: number
}) {
  const t = useText(sheetTexts)
  const words = useText(statisticsTexts)
  const say = useSay()
  const format = useFormat()
  const { language } = format
  const { unit, collection, park } = view
  // Synthetic enterprises mostly bear the mark in their name.
  const name = unitNameOf(unit, language)
  const left = daysUntil(collection.dueOn, new Date())
  const signed = (key: 'submitted' | 'approved' | 'accepted', at: string | null, by: string | null) =>
    at === null ? null : <span>{t(key, { at: format.moment(at), by: by ?? '' })}</span>
  return (
    <header className="sheet-head">
      <div className="sheet-head-name">
        <h1 id="sheet-title" tabIndex={-1}>
          <span>
            <UnitLabel of={unit} />
            <DemoMark shown={unit.synthetic && !/[(（](?:演示|demo)[)）]$/iu.test(name)} />
          </span>
          <span>
            <span className="sheet-form-code">{collection.form}</span> {say(collection.title)}
          </span>
          <span>{periodWords(collection.period, language)}</span>
        </h1>
        <div className="sheet-facts">
          <FilingStateMark state={view.state} final={view.final} />
          {view.late === true ? <StatusMark tone="warn">{words('late')}</StatusMark> : null}
          {collection.own ? <Chip title={words('ownFormWhy')}>{words('ownForm')}</Chip> : null}
          <PeriodStateMark collection={collection} />
          <span>
            {words('dueOn', { date: format.date(collection.dueOn) })}
            {collection.state === 'locked' || view.submittedAt !== null
              ? ''
              : ` · ${left === 0 ? words('left.today') : left > 0 ? words('left.days', { n: left }) : words('left.over', { n: -left })}`}
          </span>
          <span>{park === null ? t('noPark') : parkNameOf(park, language)}</span>
          {unit.creditCode === null ? null : <span>{unit.creditCode}</span>}
          {signed('submitted', view.submittedAt, view.submittedByName)}
          {signed('approved', view.approvedAt, view.approvedByName)}
          {signed('accepted', view.acceptedAt, view.acceptedByName)}
          <AddressLink href={collectionHref(collection.form, collection.period)}>{t('back')}</AddressLink>
        </div>
      </div>
      {then === null ? (
        <SheetActs
          view={view}
          form={form}
          store={store}
          state={state}
          groups={groups}
          unreadable={unreadable}
        />
      ) : null}
    </header>
  )
}
