import type { ReactNode } from 'react'
import type { ClockView } from '#contract/procedures'
import { clockBarTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { SourceNote } from '../shared/source-note.tsx'
import {
  countsNaturalDays,
  exactWords,
  leftWords,
  lengthWords,
  limitWords,
  roundToSum,
} from '../shared/working-time.ts'
import { usePersonWords } from './case-head.tsx'
import { sumsOf } from './clock-axis.ts'
import { usePieceWords } from './use-piece-words.ts'

const MINUTE = 60_000

/** Why a clock says what it says: the pieces whose sum is the wall time, the limit with its source, what changed it. */
export function ClockExplanation({ clock, view }: { readonly clock: ClockView; readonly view: CaseView }) {
  const t = useText(clockBarTexts)
  const say = useSay()
  const format = useFormat()
  const personWords = usePersonWords()
  const { language } = format
  const limit = limitWords(clock.limit, clock.calendar, language)
  const natural = countsNaturalDays(clock.calendar)
  const calendar =
    clock.calendar === 'workdays' || clock.calendar === 'natural'
      ? t(`calendar.${clock.calendar}`)
      : clock.calendar
  return (
    <div className="clock-why">
      <Sums clock={clock} />
      <dl>
        <Fact name={t('owner')}>
          {say(clock.owner.name)}
          {clock.branch && clock.branch.party !== clock.owner.party ? ` · ${say(clock.branch.name)}` : ''}
        </Fact>
        <Fact name={t('limit')}>
          {clock.extendedTo
            ? t('limitExtended', { limit, extended: limitWords(clock.extendedTo, clock.calendar, language) })
            : limit}
          {clock.source ? (
            <div>
              <SourceNote source={clock.source} />
            </div>
          ) : null}
        </Fact>
        <Fact name={t('started')}>{format.moment(clock.startedAt)}</Fact>
        {clock.stoppedAt ? <Fact name={t('stopped')}>{format.moment(clock.stoppedAt)}</Fact> : null}
        <Fact name={clock.stoppedAt ? t('dueWas', { at: '' }).trim() : t('due', { at: '' }).trim()}>
          {clock.dueAt ? format.deadline(clock.dueAt) : t('dueUnknown')}
          {clock.provisional ? <div className="small">{t('provisional')}</div> : null}
        </Fact>
        <Fact name={t('calendar')}>
          {t('calendarWords', { calendar, version: clock.calendarVersion })}
          <div className="small soft">
            {t(
              natural && clock.dayRule === 'day-end' ? 'dayRule.natural-day-end' : `dayRule.${clock.dayRule}`,
            )}
          </div>
        </Fact>
        <Fact name={t(natural ? 'budgetNatural' : 'budget')}>
          {lengthWords(clock.budgetMs, clock.dayMs, language)}
          {clock.stoppedAt ? '' : ` · ${leftWords(clock, language)}`}
          {clock.dayRule === 'day-end' && clock.limit.unit === 'day' ? (
            <div className="small soft">{t('budgetWhy')}</div>
          ) : null}
        </Fact>
        {clock.extensions.map((extension) => (
          <Fact key={extension.at} name={t('extensions')}>
            {t('extension', {
              at: format.moment(extension.at),
              by: personWords(extension.by),
              add: limitWords(extension.add, clock.calendar, language),
              reason: extension.reason,
            })}
          </Fact>
        ))}
        {clock.corrections.map((correction) => (
          <Fact key={correction.at} name={t('corrections')}>
            {t('correction', {
              at: format.moment(correction.at),
              version: correction.calendarVersion,
              before: format.deadline(correction.dueBefore),
              after: format.deadline(correction.dueAfter),
            })}
          </Fact>
        ))}
        {clock.next && view.stage === 'open' ? (
          <Fact name={format.deadline(clock.next.at)}>{t('nextAct', { what: say(clock.next.what) })}</Fact>
        ) : null}
      </dl>
      <Pieces clock={clock} />
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Sums({ clock }: { readonly clock: ClockView }) {
  const t = useText(clockBarTexts)
  const format = useFormat()
  const wall = sumsOf(clock.pieces)
  const end = clock.pieces.at(-1)?.to ?? clock.startedAt
  // To the minute, and so that the rows shown add up to the sum shown.
  const minutes = roundToSum(
    wall.map(({ ms }) => ms / MINUTE),
    Math.round(clock.wallMs / MINUTE),
  )
  const kindOf = (kind: string, reason: string | null) =>
    kind === 'running' || kind === 'overdue'
      ? t(kind)
      : kind === 'paused'
        ? t('pausedKind')
        : reason === 'off-hours' || reason === 'weekend' || reason === 'holiday'
          ? t(`closed.${reason}`)
          : t('closed')
  return (
    <table className="clock-sums">
      <caption className="unseen">{t('sums')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('sumKind')}</th>
          <th scope="col" className="number">
            {t('sumLength')}
          </th>
        </tr>
      </thead>
      <tbody>
        {wall.map(({ kind, reason }, index) => (
          <tr key={`${kind} ${reason ?? ''}`}>
            <td>
              <i className={`piece-${kind}`} aria-hidden="true" /> {kindOf(kind, reason)}
            </td>
            <td className="number">{exactWords((minutes[index] ?? 0) * MINUTE, format.language)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {t('wall', { from: format.momentShort(clock.startedAt), to: format.momentShort(end) })}
          </th>
          <td className="number">
            <b>{exactWords(clock.wallMs, format.language)}</b>
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function Pieces({ clock }: { readonly clock: ClockView }) {
  const t = useText(clockBarTexts)
  const format = useFormat()
  const words = usePieceWords(clock)
  return (
    <details className="clock-pieces">
      <summary>{t('pieces', { n: clock.pieces.length })}</summary>
      <div className="clock-pieces-scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('from')}</th>
              <th scope="col">{t('to')}</th>
              <th scope="col">{t('kind')}</th>
              <th scope="col" className="number">
                {t('length')}
              </th>
            </tr>
          </thead>
          <tbody>
            {clock.pieces.map((piece) => (
              <tr key={piece.from}>
                <td>{format.moment(piece.from)}</td>
                <td>{format.moment(piece.to)}</td>
                <td>
                  <i className={`piece-${piece.kind}`} aria-hidden="true" /> {words(piece)}
                </td>
                <td className="number">
                  {exactWords(Date.parse(piece.to) - Date.parse(piece.from), format.language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
