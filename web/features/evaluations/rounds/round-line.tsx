import type { RoundView } from '#contract/evaluations'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { DayWords } from './day-words.tsx'
import { roundSteps } from './round-steps.ts'
import type { RoundStepShown } from './round-steps.ts'
import './round-line.css'

/** 冻结 → 测算 → 复核 → 确认 → 公布: what is done and by whom, where the round stands, and by when the rest is due. */
export function RoundLine({ view }: { readonly view: RoundView }) {
  const t = useText(evaluationRoundTexts)
  return (
    <ol className="round-line" aria-label={t('steps')}>
      {roundSteps(view).map((step) => (
        <li
          key={step.step}
          className={`round-step round-step-${step.standing}`}
          aria-current={step.standing === 'now' ? 'step' : undefined}
        >
          <span className="round-step-name">
            <span aria-hidden="true">{SHAPES[step.standing]}</span> {t(`step.${step.step}`)}
            <span className="unseen">{t(WORDS[step.standing])}</span>
          </span>
          <StepWords step={step} />
        </li>
      ))}
    </ol>
  )
}

const SHAPES = { done: '✓', now: '▶', later: '○' } as const
const WORDS = { done: 'stepDone', now: 'stepNow', later: 'stepLater' } as const

function StepWords({ step: { step, standing, dueOn, from, by } }: { readonly step: RoundStepShown }) {
  const t = useText(evaluationRoundTexts)
  const format = useFormat()
  if (by !== null)
    return (
      <span className="round-step-words">
        <span lang={format.language === 'en' ? 'zh' : undefined}>{by.name}</span>
        <br />
        {format.dayOf(by.at)}
      </span>
    )
  const span =
    from !== null && dueOn !== null
      ? t('plannedSpan', { from: format.date(from), to: format.date(dueOn) })
      : dueOn === null
        ? null
        : t('planned', { date: format.date(dueOn) })
  return (
    <span className="round-step-words">
      {span}
      {standing === 'now' && dueOn !== null ? (
        <>
          {' '}
          <DayWords on={dueOn} />
        </>
      ) : null}
      {span === null ? null : <br />}
      {t(`who.${step}`)}
    </span>
  )
}
