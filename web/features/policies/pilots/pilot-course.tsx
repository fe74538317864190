import type { ReactNode } from 'react'
import type { PilotView } from '#contract/policies'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { courseOf } from './course-of.ts'

/** 提出 → 试行 → 评估 → 决定, each with who and when. */
export function PilotCourse({ pilot }: { readonly pilot: PilotView }) {
  const t = useText(policyCoverageTexts)
  const format = useFormat()
  const by = ({ name, at }: { readonly name: string; readonly at: string }) =>
    t('byAt', { name, at: format.moment(at) })
  const words: Record<ReturnType<typeof courseOf>[number]['step'], ReactNode> = {
    proposed: by({ name: pilot.byName, at: pilot.at }),
    running:
      pilot.state === 'running'
        ? t(pilot.overdue ? 'course.over' : 'course.runningUntil', { to: format.date(pilot.to) })
        : pilot.state === 'dropped'
          ? t('course.not')
          : format.validity(pilot.from, pilot.to),
    evaluated: pilot.evaluated ? by(pilot.evaluated) : t('course.ahead'),
    decided: pilot.decided ? (
      <>
        <b>{t(`pilot.${pilot.state}`)}</b> {by(pilot.decided)}
        <div lang="zh">{pilot.decided.reason}</div>
      </>
    ) : (
      t('course.ahead')
    ),
  }
  return (
    <ol className="pilot-course">
      {courseOf(pilot).map(({ step, stands }) => (
        <li
          key={step}
          className={stands === 'ahead' ? '' : `pilot-${stands}`}
          aria-current={stands === 'now' ? 'step' : undefined}
        >
          {t(`course.${step}`)}
          <div className="soft small">{words[step]}</div>
        </li>
      ))}
    </ol>
  )
}
