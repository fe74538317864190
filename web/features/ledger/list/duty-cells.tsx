import type { DutyRow, LedgerCode } from '#contract/ledger'
import { useText } from '../../../text/index.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { bodyName, bodyNames } from '../shared/body-words.ts'
import { dueWords, leftWords } from '../shared/due-words.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { LightMark } from '../shared/light-mark.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import type { Column } from './list-address.ts'

/** One cell of a duty, two lines at most. */
export function DutyCell({
  column,
  duty,
  today,
  actions,
  onWhy,
}: {
  readonly column: Column
  readonly duty: DutyRow
  /** The zone's day, from which what is left is counted. */
  readonly today: string | undefined
  readonly actions: readonly LedgerCode[]
  readonly onWhy: (duty: DutyRow) => void
}) {
  const t = useText(ledgerListTexts)
  const words = useText(ledgerTexts)
  const format = useFormat()
  const { language } = format
  switch (column) {
    case 'serial':
      return <span className="soft">{String(duty.serial)}</span>
    case 'light':
      return (
        <button
          type="button"
          className="duty-why"
          title={t('why')}
          aria-label={words('lightWhy', { light: words(`light.${duty.light}`) })}
          onClick={() => onWhy(duty)}
        >
          <LightMark light={duty.light} overridden={duty.overridden} />
        </button>
      )
    case 'title':
      return <TitleLines duty={duty} />
    case 'lead': {
      const names = bodyNames(duty.supporting, language)
      return (
        <>
          <div className="one-line" lang="zh" title={duty.lead ? bodyName(duty.lead, language) : undefined}>
            {duty.lead ? bodyName(duty.lead, language) : <span className="mark-warn">{words('noLead')}</span>}
          </div>
          {duty.supporting.length > 0 ? (
            <div className="small soft one-line" title={t('supportingNames', { names })}>
              <span aria-hidden="true">{t('supportingMore', { n: duty.supporting.length })}</span>
              <span className="unseen">{t('supportingNames', { names })}</span>
            </div>
          ) : null}
        </>
      )
    }
    case 'park':
      return duty.park ? (
        <span title={bodyName(duty.park, language)}>{bodyName(duty.park, language)}</span>
      ) : (
        <Nothing />
      )
    case 'category':
      return duty.categories.length > 0 ? (
        <span>
          {duty.categories
            .map((code) => {
              const found = actions.find((each) => each.code === code)
              return found ? (language === 'en' ? found.en : found.zh) : code
            })
            .join(language === 'en' ? ', ' : '、')}
        </span>
      ) : (
        <Nothing />
      )
    case 'person':
      return duty.person ? (
        <span title={duty.person} lang="zh">
          {duty.person}
        </span>
      ) : (
        <Nothing />
      )
    case 'due':
      return <DueLines duty={duty} today={today} />
    case 'progress':
      return <ProgressBar percent={duty.progress} light={duty.light} />
    case 'state':
      return (
        <>
          <div className="one-line">{words(`state.${duty.state}`)}</div>
          <div className="small soft one-line">
            {duty.flags.map((flag) => words(`flag.${flag}`)).join(language === 'en' ? ', ' : '、')}
          </div>
        </>
      )
    case 'evidence':
      return duty.evidence > 0 ? <span>{t('evidenceN', { n: duty.evidence })}</span> : <Nothing />
    case 'report':
      return (
        <>
          <div className="one-line">
            {duty.lastReportOn ? (
              format.date(duty.lastReportOn)
            ) : (
              <span className="faint">{t('neverReported')}</span>
            )}
          </div>
          {today && duty.reportDueOn && duty.reportDueOn < today ? (
            <div className="small one-line">
              <StatusMark tone="bad">{t('reportDue', { date: format.date(duty.reportDueOn) })}</StatusMark>
            </div>
          ) : null}
        </>
      )
    case 'visibility':
      return (
        <>
          <div className="one-line">{words(`visibility.${duty.visibility}`)}</div>
          {duty.forEvaluation ? <div className="small soft one-line">{t('forEvaluation')}</div> : null}
        </>
      )
    case 'changed':
      return (
        <time className="soft" dateTime={duty.changedAt} title={format.moment(duty.changedAt)}>
          {format.since(duty.changedAt)}
        </time>
      )
  }
}

/** What is to be done, and in which document under which number it stands. */
function TitleLines({ duty }: { readonly duty: DutyRow }) {
  const t = useText(ledgerListTexts)
  const words = useText(ledgerTexts)
  const source = [duty.document?.title, duty.number].filter(Boolean).join(' ')
  return (
    <>
      <DutyLink duty={duty} className="duty-title one-line" />
      <div className="small soft one-line" title={source || undefined} lang="zh">
        {duty.synthetic ? (
          <>
            <Chip title={words('demoWhy')}>{words('demo')}</Chip>{' '}
          </>
        ) : null}
        {duty.kind === 'duty' ? null : <>{words(`kind.${duty.kind}`)} · </>}
        {duty.parts > 0 ? <>{t('partsN', { n: duty.parts })} · </> : null}
        {source || words(`source.${duty.source}`)}
      </div>
    </>
  )
}

function DueLines({ duty, today }: { readonly duty: DutyRow; readonly today: string | undefined }) {
  const words = useText(ledgerTexts)
  const { language } = useFormat()
  const left = leftWords(duty, today, language)
  return (
    <>
      <div className="one-line" title={duty.dueText ? words('dueText', { text: duty.dueText }) : undefined}>
        {dueWords(duty, language)}
      </div>
      {left ? (
        <div className={left.days < 0 ? 'small mark-bad one-line' : 'small soft one-line'}>{left.words}</div>
      ) : null}
    </>
  )
}

function Nothing() {
  return <span className="faint">—</span>
}
