import { useLayoutEffect, useRef, useState } from 'react'
import type { ClockView } from '#contract/procedures'
import { clockBarTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { FileLink } from '../shared/data-value.tsx'
import { useNow } from '../shared/use-now.ts'
import { lengthWords, usedOfLimit } from '../shared/working-time.ts'
import { usePersonWords } from './case-head.tsx'
import { clockAxis, drawnPieces, readableTicks } from './clock-axis.ts'
import type { ClockAxis } from './clock-axis.ts'
import { ClockExplanation } from './clock-explanation.tsx'
import { useClockState } from './use-clock-state.ts'
import { usePieceWords } from './use-piece-words.ts'

/** More stopped clocks than these are put away until asked for. */
const STOPPED_SHOWN = 3
/** Scales longer than this say the year. */
const YEARS_SHOWN = 300 * 86_400_000

/** Every clock of the case as a bar on one scale: running, paused, closed, overdue. */
export function ClocksPanel({ view }: { readonly view: CaseView }) {
  const t = useText(clockBarTexts)
  const now = useNow()
  const [all, setAll] = useState(false)
  const open = view.clocks
    .filter(({ stoppedAt }) => stoppedAt === null)
    .toSorted((a, b) => (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999'))
  const stopped = view.clocks
    .filter(({ stoppedAt }) => stoppedAt !== null)
    .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
  const shown = [...open, ...(all ? stopped : stopped.slice(0, STOPPED_SHOWN))]
  if (shown.length === 0)
    return (
      <Panel title={t('title')}>
        <p className="soft">{t('none')}</p>
      </Panel>
    )
  const axis = clockAxis(shown, now)
  return (
    <Panel title={t('title')}>
      <div className="clocks">
        {shown.map((clock) => (
          <ClockRow key={clock.id} clock={clock} axis={axis} view={view} />
        ))}
        <Ticks axis={axis} ahead={open.length > 0} />
      </div>
      {stopped.length > STOPPED_SHOWN && !all ? (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {t('stoppedMore', { n: stopped.length - STOPPED_SHOWN })}
        </button>
      ) : null}
      <Pauses clocks={shown} view={view} />
      <Legend clocks={shown} axis={axis} />
    </Panel>
  )
}

function ClockRow({
  clock,
  axis,
  view,
}: {
  readonly clock: ClockView
  readonly axis: ClockAxis
  readonly view: CaseView
}) {
  const t = useText(clockBarTexts)
  const say = useSay()
  const format = useFormat()
  const stateOf = useClockState()
  const [why, setWhy] = useState(false)
  const { tone, words } = stateOf(clock)
  const { used, limit } = usedOfLimit(clock, format.language)
  const name = say(clock.name)
  const kindWords = usePieceWords(clock)
  const running = clock.stoppedAt === null
  const due = clock.dueAt === null ? null : axis.at(Date.parse(clock.dueAt))
  return (
    <>
      <div className="clock-name">
        <span>
          {name} <span className="soft">{t('of', { used, limit })}</span>
        </span>
        <span className="small soft clock-owner">{say((clock.branch ?? clock.owner).name)}</span>
      </div>
      <div className="clock-track" role="img" aria-label={t('barLabel', { clock: name, words })}>
        {drawnPieces(clock.pieces).map((piece) => {
          const left = axis.at(Date.parse(piece.from))
          const width = axis.at(Date.parse(piece.to)) - left
          return (
            <i
              key={piece.from}
              className={`piece-${piece.kind}`}
              style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
              title={t('piece', {
                kind: kindWords(piece),
                from: format.moment(piece.from),
                to: format.moment(piece.to),
                length: lengthWords(
                  Date.parse(piece.to) - Date.parse(piece.from),
                  clock.dayMs,
                  format.language,
                ),
              })}
            />
          )
        })}
        {running ? <b className="clock-now" style={{ left: `${axis.at(axis.now) * 100}%` }} /> : null}
        {due !== null && running ? (
          <b className={`clock-due clock-due-${tone}`} style={{ left: `${due * 100}%` }} />
        ) : null}
      </div>
      <div className="clock-state">
        <div>
          <StatusMark tone={tone}>{words}</StatusMark>
        </div>
        <div className="small soft">
          {clock.dueAt === null
            ? t('dueUnknown')
            : running && clock.state !== 'overdue'
              ? t('due', { at: format.deadlineShort(clock.dueAt) })
              : t('dueWas', { at: format.deadlineShort(clock.dueAt) })}{' '}
          <button
            type="button"
            className="why-button"
            aria-expanded={why}
            aria-label={t('whyOf', { clock: name })}
            onClick={() => setWhy(!why)}
          >
            {t('why')}
          </button>
        </div>
      </div>
      {why ? <ClockExplanation clock={clock} view={view} /> : null}
    </>
  )
}

/** Pauses in words: why, by whom, with what evidence, until when. Not only for those who can point at a bar. */
function Pauses({ clocks, view }: { readonly clocks: readonly ClockView[]; readonly view: CaseView }) {
  const t = useText(clockBarTexts)
  const say = useSay()
  const format = useFormat()
  const personWords = usePersonWords()
  // One pause of the case stops several clocks; it is told once.
  const told = new Map<string, ClockView['intervals'][number]>()
  for (const clock of clocks)
    for (const interval of clock.intervals)
      if (interval.kind === 'paused')
        told.set(`${interval.from} ${interval.to ?? ''} ${interval.reason?.zh ?? ''}`, interval)
  if (told.size === 0) return null
  return (
    <ul className="clock-pauses small">
      {[...told].map(([key, pause]) => (
        <li key={key}>
          <i className="piece-paused" aria-hidden="true" />
          {t('pauseLine', {
            reason: pause.reason ? say(pause.reason) : t('away'),
            from: format.momentShort(pause.from),
            to: pause.to ? format.momentShort(pause.to) : t('pauseOpen'),
          })}
          {pause.note ? ` · ${pause.note}` : ''}
          {pause.by ? ` · ${t('pauseBy', { by: personWords(pause.by) })}` : ''}
          {pause.expiresAt && !pause.to
            ? ` · ${t('pauseExpires', { at: format.deadlineShort(pause.expiresAt) })}`
            : ''}
          {pause.evidence.length > 0 ? (
            <>
              {' · '}
              {t('pauseEvidence', { n: pause.evidence.length })}{' '}
              {pause.evidence.map((digest) => (
                <FileLink key={digest} digest={digest} context={view} />
              ))}
            </>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function Ticks({ axis, ahead }: { readonly axis: ClockAxis; readonly ahead: boolean }) {
  const t = useText(clockBarTexts)
  const format = useFormat()
  const scale = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = scale.current
    if (!element) return
    const measure = () => setWidth(element.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const now = axis.at(axis.now)
  return (
    <div className="clock-ticks" aria-hidden="true" ref={scale}>
      {readableTicks(axis.ticks, width, ahead ? now : null).map(({ at, moment }) => (
        <span key={moment} style={{ left: `${at * 100}%` }}>
          {shortDay(new Date(moment).toISOString())}
        </span>
      ))}
      {ahead ? (
        <span className="tick-now" style={{ left: `${now * 100}%` }}>
          {t('now')}
        </span>
      ) : null}
    </div>
  )

  function shortDay(at: string): string {
    // The day alone: the tick is its beginning. Where the scale runs over most of a year, the month with its year.
    const date = format.date(new Date(Date.parse(at) + 8 * 3_600_000).toISOString())
    const en = format.language === 'en'
    if (axis.to - axis.from > YEARS_SHOWN) return en ? date.replace(/^\d+ /, '') : date.replace(/\d+日$/, '')
    return en ? date.replace(/ \d{4}$/, '') : date.replace(/^\d{4}年/, '')
  }
}

function Legend({ clocks, axis }: { readonly clocks: readonly ClockView[]; readonly axis: ClockAxis }) {
  const t = useText(clockBarTexts)
  const kinds = new Set(clocks.flatMap(({ pieces }) => pieces.map(({ kind }) => kind)))
  return (
    <div className="clock-legend small soft">
      {kinds.has('running') ? (
        <span>
          <i className="piece-running" />
          {t('running')}
        </span>
      ) : null}
      {kinds.has('paused') ? (
        <span>
          <i className="piece-paused" />
          {t('pausedKind')}
        </span>
      ) : null}
      {kinds.has('overdue') ? (
        <span>
          <i className="piece-overdue" />
          {t('overdue')}
        </span>
      ) : null}
      {kinds.has('closed') ? (
        <span>
          <i className="piece-closed" />
          {t('closed')}
        </span>
      ) : null}
      {axis.compressed ? <span>{t('compressed')}</span> : null}
    </div>
  )
}
