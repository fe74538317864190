import type { SandboxView } from '#contract/policies'
import { policySandboxTexts } from '../../../text/policy-sandbox.ts'
import { useText } from '../../../text/index.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { sandboxTime } from './sandbox-time.ts'

const TONES = {
  applied: 'warn',
  admitted: 'good',
  refused: 'bad',
  exited: 'neutral',
  terminated: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<SandboxView['state'], Tone>
const KIND_TONES = {
  observation: 'neutral',
  report: 'good',
  incident: 'bad',
  'limit-exceeded': 'bad',
} as const satisfies Record<SandboxView['observations'][number]['kind'], Tone>

/** ▲ 待审核 ● 测试中 ▲ 已到期，待出箱 … */
export function SandboxMark({ entry }: { readonly entry: Pick<SandboxView, 'state' | 'overdue'> }) {
  const t = useText(policySandboxTexts)
  return entry.overdue ? (
    <StatusMark tone="warn">{t('overdue')}</StatusMark>
  ) : (
    <StatusMark tone={TONES[entry.state]}>{t(`state.${entry.state}`)}</StatusMark>
  )
}

export function ObservationMark({ kind }: { readonly kind: SandboxView['observations'][number]['kind'] }) {
  const t = useText(policySandboxTexts)
  return <StatusMark tone={KIND_TONES[kind]}>{t(`kind.${kind}`)}</StatusMark>
}

/** 还剩 22 天, 8 天后开始; nothing once it has ended or was not admitted. */
export function SandboxClock({ entry }: { readonly entry: SandboxView }) {
  const t = useText(policySandboxTexts)
  const { days, stands } = sandboxTime(entry, new Date())
  if (entry.state !== 'admitted' || stands === 'over') return null
  return <span className="soft small">{t(stands === 'ahead' ? 'startsIn' : 'daysLeft', { n: days })}</span>
}
