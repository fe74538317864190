import type { z } from 'zod'
import type { ServiceRequest, VisitResult } from '#contract/cultivation'
import { clockTexts } from '../../text/clock.ts'
import { serviceTexts } from '../../text/services.ts'
import { useText } from '../../text/index.ts'
import { clockWords } from '../clock-words.ts'
import { daysUntil, useFormat } from '../format.ts'
import { StatusMark } from '../marks.tsx'
import type { Tone } from '../marks.tsx'

const RESULT_TONES = {
  solved: 'good',
  partly: 'warn',
  unsolved: 'bad',
  'nothing-asked': 'neutral',
} as const satisfies Record<z.infer<typeof VisitResult>, Tone>

/** ● 已解决 ▲ 部分解决 ■ 未解决 ○ 无诉求 */
export function VisitResultMark({ result }: { readonly result: z.infer<typeof VisitResult> }) {
  const t = useText(serviceTexts)
  return <StatusMark tone={RESULT_TONES[result]}>{t(`result.${result}`)}</StatusMark>
}

const OUTCOME_TONES = {
  solved: 'good',
  unsolved: 'bad',
  unrated: 'neutral',
  refused: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<string, Tone>
type KnownOutcome = keyof typeof OUTCOME_TONES
const isKnown = (outcome: string | null): outcome is KnownOutcome =>
  outcome !== null && outcome in OUTCOME_TONES

/** Where a request stands: ■ 已超期, ● 办理中, and once closed how it ended. */
export function RequestMark({
  request: { stage, outcome, overdue },
}: {
  readonly request: Pick<ServiceRequest, 'stage' | 'outcome' | 'overdue'>
}) {
  const t = useText(serviceTexts)
  if (overdue) return <StatusMark tone="bad">{t('overdue')}</StatusMark>
  if (stage === 'closed' && isKnown(outcome))
    return <StatusMark tone={OUTCOME_TONES[outcome]}>{t(`outcome.${outcome}`)}</StatusMark>
  return <StatusMark tone={stage === 'open' ? 'good' : 'neutral'}>{t(`stage.${stage}`)}</StatusMark>
}

/** How long a request still has: ● 剩 3 天, ■ 超 2 天; the moment itself on hover. */
export function RequestClock({
  request: { stage, overdue, dueAt },
}: {
  readonly request: Pick<ServiceRequest, 'stage' | 'overdue' | 'dueAt'>
}) {
  const t = useText(clockTexts)
  const format = useFormat()
  if (stage !== 'open' || dueAt === null) return <span className="faint">—</span>
  const { tone, key, n } = clockWords({ state: overdue ? 'overdue' : 'running', dueAt }, new Date().getTime())
  return (
    <span title={t('due', { at: format.deadline(dueAt) })}>
      <StatusMark tone={tone}>{t(key, { n })}</StatusMark>
    </span>
  )
}

/** The day of the next visit; ▲ once it has come. */
export function NextVisit({ on, done = false }: { readonly on: string | null; readonly done?: boolean }) {
  const t = useText(serviceTexts)
  const format = useFormat()
  if (on === null) return <span className="faint">—</span>
  if (done) return <span className="soft">{format.date(on)}</span>
  return daysUntil(on, new Date()) <= 0 ? (
    <StatusMark tone="warn">{t('nextDue', { date: format.date(on) })}</StatusMark>
  ) : (
    <>{format.date(on)}</>
  )
}

/** How soon a qualification ends, in ▲ or ■ where that is near. */
export function DaysLeft({ days }: { readonly days: number }) {
  const t = useText(serviceTexts)
  if (days < 0) return <StatusMark tone="bad">{t('daysOver', { n: -days })}</StatusMark>
  return days <= SOON_DAYS ? (
    <StatusMark tone={days <= URGENT_DAYS ? 'bad' : 'warn'}>{t('daysLeft', { n: days })}</StatusMark>
  ) : (
    <span className="soft">{t('daysLeft', { n: days })}</span>
  )
}
const SOON_DAYS = 90
const URGENT_DAYS = 30
