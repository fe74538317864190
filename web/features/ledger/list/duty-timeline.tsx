import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Suspense, lazy, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { readTimeline } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import type { ChangeAddress } from '../../../app/address.ts'
import { loadPage } from '../../../app/load-page.ts'
import { useText } from '../../../text/index.ts'
import { ledgerViewTexts } from '../../../text/ledger-views.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { DutyLink, dutyHref } from '../shared/duty-link.tsx'
import type { DutyFilterAddress } from '../shared/filter-address.ts'
import { LightSign } from '../shared/light-mark.tsx'
import type { ListAddress, ListAddressName } from './list-address.ts'
import { timelineQuery } from './list-queries.ts'
import type { Move } from './move-dialog.tsx'
import { NoDuties } from './no-duties.tsx'
import { TimelineBar } from './timeline-bar.tsx'
import { TimelineGrid } from './timeline-grid.tsx'
import { ZOOMS, barOf, scaleOf, xOf } from './timeline-scale.ts'
import type { Scale } from './timeline-scale.ts'
import './duty-timeline.css'

/** Read when somebody moves a bar. */
const MoveDialog = lazy(
  loadPage(() => import('./move-dialog.tsx').then((module) => ({ default: module.MoveDialog }))),
)

type Timeline = ResponseOf<typeof readTimeline>
export type TimelineDuty = Timeline['duties'][number]

const ROW_PX = 34
const HEAD_PX = 44
/** Of the column of names; the style sheet has the same. */
const NAMES_PX = 300

/** 时间轴: duties as bars with what depends on what; bars of duties that the reader may change can be moved. */
export function DutyTimeline({
  filter,
  address,
  change,
}: {
  readonly filter: DutyFilterAddress
  readonly address: ListAddress
  readonly change: ChangeAddress<ListAddressName>
}) {
  const t = useText(ledgerViewTexts)
  const zoom = ZOOMS.find((each) => each === address.zoom) ?? 'quarter'
  const { data, error, refetch, isPlaceholderData } = useQuery(timelineQuery(filter))
  const dated = useMemo(
    () => (data?.duties ?? []).filter(({ startsOn, dueOn }) => startsOn !== null || dueOn !== null),
    [data],
  )
  const scale = useMemo(() => (data ? scaleOf(dated, data.today, zoom) : null), [dated, data, zoom])
  const [centred, setCentred] = useState(0)
  return (
    <>
      <div className="ledger-bar no-print">
        <Choice
          aria-label={t('zoom')}
          value={zoom}
          onChange={({ target }) => change({ zoom: target.value === 'quarter' ? null : target.value })}
        >
          {ZOOMS.map((each) => (
            <option key={each} value={each}>
              {t(`zoom.${each}`)}
            </option>
          ))}
        </Choice>
        <button type="button" className="timeline-today-button" onClick={() => setCentred(centred + 1)}>
          {t('toToday')}
        </button>
        <Legend />
      </div>
      {data?.more ? (
        <p className="soft small timeline-note">{t('onlyFirst', { n: data.duties.length })}</p>
      ) : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.duties.length === 0 ? <NoDuties filter={filter} change={change} /> : null}
      {data && data.duties.length > 0 && dated.length === 0 ? (
        <EmptyState title={t('noDates')}>{t('noDatesWhy')}</EmptyState>
      ) : null}
      {data && scale && dated.length > 0 ? (
        <Canvas
          duties={dated}
          dependencies={data.dependencies}
          today={data.today}
          scale={scale}
          centred={centred}
          old={isPlaceholderData}
          current={currentOf(address.row, dated.length)}
          onCurrent={(row) => change({ row: String(row) })}
        />
      ) : null}
    </>
  )
}

function currentOf(row: string | undefined, count: number): number {
  return row !== undefined && /^\d{1,4}$/.test(row) && Number(row) < count ? Number(row) : -1
}

function Canvas({
  duties,
  dependencies,
  today,
  scale,
  centred,
  old,
  current,
  onCurrent,
}: {
  readonly duties: readonly TimelineDuty[]
  readonly dependencies: Timeline['dependencies']
  readonly today: string
  readonly scale: Scale
  /** Counts the presses of “to today”. */
  readonly centred: number
  readonly old: boolean
  readonly current: number
  readonly onCurrent: (row: number) => void
}) {
  const t = useText(ledgerViewTexts)
  const { language } = useFormat()
  const router = useRouter()
  const scroller = useRef<HTMLDivElement>(null)
  const [move, setMove] = useState<Move | null>(null)
  const virtualizer = useVirtualizer({
    count: duties.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollPaddingEnd: HEAD_PX,
  })
  const rows = virtualizer.getVirtualItems()
  const height = virtualizer.getTotalSize()
  const todayX = xOf(scale, today)

  // Today stands at two thirds: what was done to the left of it, what comes next to the right.
  useLayoutEffect(() => {
    const element = scroller.current
    if (element) element.scrollLeft = todayX - (element.clientWidth - NAMES_PX) * 0.66
  }, [todayX, centred])
  useEffect(() => {
    if (current >= 0) virtualizer.scrollToIndex(current, { align: 'auto' })
  }, [virtualizer, current])

  const at = current >= 0 ? duties[current] : undefined
  useKeys({
    j: () => onCurrent(Math.min(duties.length - 1, current + 1)),
    k: () => onCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(dutyHref(at.id)) : undefined,
  })
  const ask = useCallback((duty: TimelineDuty, to: Move['to']) => setMove({ duty, to }), [])
  return (
    <>
      <div
        ref={scroller}
        className="timeline"
        role="region"
        aria-label={t('timeline')}
        aria-busy={old}
        tabIndex={0}
      >
        <div className="timeline-canvas" style={{ width: NAMES_PX + scale.width, height: HEAD_PX + height }}>
          <Head scale={scale} todayX={todayX} />
          <TimelineGrid
            scale={scale}
            duties={duties}
            dependencies={dependencies}
            rowPx={ROW_PX}
            height={height}
            todayX={todayX}
            left={NAMES_PX}
            top={HEAD_PX}
          />
          <ol className="timeline-rows" style={{ top: HEAD_PX }} aria-label={t('timeline')}>
            {rows.map(({ index, start }) => {
              const duty = duties[index]
              const shape = duty ? barOf(scale, duty) : null
              return duty && shape ? (
                <li
                  key={duty.id}
                  className="timeline-row"
                  aria-current={index === current ? 'true' : undefined}
                  aria-posinset={index + 1}
                  aria-setsize={duties.length}
                  style={{ transform: `translateY(${start}px)`, height: ROW_PX }}
                >
                  <div className="timeline-name">
                    <LightSign light={duty.light} />
                    <DutyLink duty={duty} className="one-line" />
                    <span className="small soft one-line" lang="zh">
                      {duty.lead ? bodyName(duty.lead, language) : ''}
                    </span>
                  </div>
                  <TimelineBar duty={duty} shape={shape} scale={scale} left={NAMES_PX} onMove={ask} />
                </li>
              ) : null
            })}
          </ol>
        </div>
      </div>
      <p className="small soft timeline-note no-print">{t('hint')}</p>
      {move ? (
        <Suspense fallback={null}>
          <MoveDialog move={move} onClose={() => setMove(null)} />
        </Suspense>
      ) : null}
    </>
  )
}

function Head({ scale, todayX }: { readonly scale: Scale; readonly todayX: number }) {
  const t = useText(ledgerViewTexts)
  const { language } = useFormat()
  const unit = (value: number) =>
    scale.zoom === 'quarter'
      ? language === 'en'
        ? `Q${value}`
        : `${['一', '二', '三', '四'][value - 1] ?? ''}季度`
      : language === 'en'
        ? (MONTHS[value - 1] ?? '')
        : `${value}月`
  return (
    <div className="timeline-head" style={{ width: NAMES_PX + scale.width, height: HEAD_PX }}>
      <div className="timeline-corner small soft">{t('duty')}</div>
      <div className="timeline-ticks" style={{ width: scale.width }} aria-hidden="true">
        {scale.years.map(({ from, x, width, value }) => (
          <span key={from} className="timeline-year" style={{ left: x, width }}>
            <span>{language === 'en' ? String(value) : `${value}年`}</span>
          </span>
        ))}
        {scale.units.map(({ from, x, width, value }) => (
          <span key={from} className="timeline-unit small soft" style={{ left: x, width }}>
            {unit(value)}
          </span>
        ))}
        <span className="timeline-today small" style={{ left: todayX }}>
          {t('today')}
        </span>
      </div>
    </div>
  )
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function Legend() {
  const t = useText(ledgerViewTexts)
  return (
    <ul className="timeline-legend small soft">
      <li>
        <i className="legend-exact" /> {t('legendExact')}
      </li>
      <li>
        <i className="legend-fuzzy" /> {t('legendFuzzy')}
      </li>
      <li>
        <i className="legend-open" /> {t('legendOpen')}
      </li>
      <li>
        <i className="legend-line" /> {t('legendLine')}
      </li>
      <li>
        <i className="legend-line legend-late" /> {t('legendLate')}
      </li>
    </ul>
  )
}
