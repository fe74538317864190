import type { z } from 'zod'
import type {
  CollectionCounts,
  CollectionHead,
  FilingState,
  Finding,
  PeriodState,
} from '#contract/statistics'
import { useText } from '../../text/index.ts'
import { statisticsTexts } from '../../text/statistics.ts'
import { useFormat } from '../format.ts'
import { Bar, StatusMark } from '../marks.tsx'
import type { Tone } from '../marks.tsx'
import { shareWords } from './figures.ts'
import './state-marks.css'

const STATE_TONES = {
  draft: 'neutral',
  submitted: 'warn',
  returned: 'bad',
  approved: 'good',
  accepted: 'good',
} as const satisfies Record<FilingState, Tone>

/** ○ 填报中 ▲ 待审核 ■ 已退回 ● 已审核, ○ 未报 for one that was not begun; ✓ where it counts in the numbers. */
export function FilingStateMark({
  state,
  final = false,
}: {
  readonly state: FilingState | null
  readonly final?: boolean
}) {
  const t = useText(statisticsTexts)
  return (
    <>
      <StatusMark tone={state === null ? 'neutral' : STATE_TONES[state]}>
        {t(`state.${state ?? 'missing'}`)}
      </StatusMark>
      {final ? (
        <span className="mark-good small" title={t('finalWhy')}>
          {' '}
          ✓<span className="unseen">{t('final')}</span>
        </span>
      ) : null}
    </>
  )
}

const PERIOD_TONES = {
  planned: 'neutral',
  open: 'good',
  due: 'warn',
  overdue: 'bad',
  locked: 'neutral',
} as const satisfies Record<z.infer<typeof PeriodState>, Tone>

export function PeriodStateMark({
  collection: { state, reopened },
}: {
  readonly collection: Pick<CollectionHead, 'state' | 'reopened'>
}) {
  const t = useText(statisticsTexts)
  return (
    <>
      {state === 'locked' ? (
        <span className="mark mark-neutral">
          <span aria-hidden="true">◆</span> {t('period.locked')}
        </span>
      ) : (
        <StatusMark tone={PERIOD_TONES[state]}>{t(`period.${state}`)}</StatusMark>
      )}
      {reopened > 0 ? (
        <span title={t('reopenedWhy', { n: reopened })}>
          {' '}
          <StatusMark tone="warn">{t('reopened')}</StatusMark>
        </span>
      ) : null}
    </>
  )
}

/** ■ 强制性 or ▲ 核实性. */
export function SeverityMark({ severity }: { readonly severity: Finding['severity'] }) {
  const t = useText(statisticsTexts)
  return (
    <span title={t(`severityWhy.${severity}`)}>
      <StatusMark tone={severity === 'error' ? 'bad' : 'warn'}>{t(`severity.${severity}`)}</StatusMark>
    </span>
  )
}

/** （演示） after the name of what is synthetic, unless the name says it itself. */
export function DemoMark({
  shown = true,
  of,
}: {
  readonly shown?: boolean
  readonly of?: { readonly name: string; readonly synthetic: boolean }
}) {
  const t = useText(statisticsTexts)
  return shown && (of === undefined || (of.synthetic && !/（演示）|\(demo\)/u.test(of.name))) ? (
    <span className="demo-mark small soft" title={t('demoWhy')}>
      {t('demo')}
    </span>
  ) : null
}

/** Filed of expected as a bar with its share; the arithmetic on hover. */
export function CompletenessBar({
  counts,
}: {
  readonly counts: Pick<z.infer<typeof CollectionCounts>, 'expected' | 'filed'>
}) {
  const t = useText(statisticsTexts)
  const format = useFormat()
  const share = shareWords(counts.filed, counts.expected)
  if (share === null) return <span className="faint">{t('noneExpected')}</span>
  const why = t('completenessWhy', {
    filed: format.number(counts.filed),
    expected: format.number(counts.expected),
  })
  return (
    <span className="completeness" title={why}>
      <Bar share={counts.filed / counts.expected} label={`${t('completeness')} ${share}`} />
      <span className="completeness-share">{share}</span>
    </span>
  )
}
