import type { z } from 'zod'
import type { CoverageState, PilotView } from '#contract/policies'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { daysUntil } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'

type State = z.infer<typeof CoverageState>

/** A shape for each, so that colour is never the only sign. */
const SHAPES: Readonly<Record<State, string>> = {
  proposed: '○',
  pilot: '▲',
  assessed: '◇',
  spreading: '◐',
  covered: '●',
  'not-applicable': '—',
}

/** ● 覆盖 ◐ 推广 ▲ 试点 … */
export function CoverageMark({ state }: { readonly state: State }) {
  const t = useText(policyCoverageTexts)
  return (
    <span className={`coverage-mark coverage-${state}`}>
      <span aria-hidden="true">{SHAPES[state]}</span> {t(`state.${state}`)}
    </span>
  )
}

const PILOT_TONES = {
  proposed: 'neutral',
  running: 'good',
  evaluated: 'warn',
  extended: 'good',
  adjusted: 'neutral',
  stopped: 'bad',
  dropped: 'neutral',
} as const satisfies Record<PilotView['state'], Tone>

/** ▲ 已到期，待评估 ● 试点中 ○ 待启动 … */
export function PilotMark({ pilot }: { readonly pilot: Pick<PilotView, 'state' | 'overdue'> }) {
  const t = useText(policyCoverageTexts)
  return pilot.overdue ? (
    <StatusMark tone="warn">{t('overdue')}</StatusMark>
  ) : (
    <StatusMark tone={PILOT_TONES[pilot.state]}>{t(`pilot.${pilot.state}`)}</StatusMark>
  )
}

/** 还剩 22 天, where something runs and its end is near. */
export function DaysLeft({ to, most = 60 }: { readonly to: string; readonly most?: number }) {
  const t = useText(policyCoverageTexts)
  const days = daysUntil(to, new Date())
  return days >= 0 && days <= most ? <span className="soft small">{t('daysLeft', { n: days })}</span> : null
}
