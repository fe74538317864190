import type { StandingRow } from '#contract/cultivation'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { useText } from '../../../text/index.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'

const TONES = {
  qualified: 'good',
  near: 'warn',
  undetermined: 'neutral',
  no: 'bad',
} as const satisfies Record<string, Tone>

/** ● 符合条件 ▲ 接近条件 ○ 待补充信息 ■ 不符合, of the rung that is asked for. */
export function ChanceMark({ answer, near }: Pick<StandingRow, 'answer' | 'near'>) {
  const t = useText(cultivationTexts)
  if (answer === null) return <span className="faint">{t('answer.unjudged')}</span>
  const chance = answer === 'yes' ? 'qualified' : answer === 'no' && near ? 'near' : answer
  return <StatusMark tone={TONES[chance]}>{t(`answer.${chance}`)}</StatusMark>
}
