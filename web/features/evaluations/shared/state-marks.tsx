import type { RoundState, RunRow, RunState, SchemeRow } from '#contract/evaluations'
import type { GradeRule, SchemeNode } from '#domain/evaluation'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { gradeTone } from './grade-tone.ts'
import './state-marks.css'

const RUN_TONES = {
  queued: 'neutral',
  running: 'neutral',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
} as const satisfies Record<RunState, Tone>

/** ● 已完成 ■ 未算成 ▲ 已取消 ○ 运行中. */
export function RunStateMark({ state }: { readonly state: RunState }) {
  const t = useText(evaluationTexts)
  return <StatusMark tone={RUN_TONES[state]}>{t(`runState.${state}`)}</StatusMark>
}

/** 正式, 试算 or 变体, and ✓ where the round adopted it. */
export function RunKindMark({ run }: { readonly run: Pick<RunRow, 'kind' | 'adopted'> }) {
  const t = useText(evaluationTexts)
  return (
    <>
      <Chip title={t(`runKindWhy.${run.kind}`)}>{t(`runKind.${run.kind}`)}</Chip>
      {run.adopted ? (
        <span className="mark-good nowrap" title={t('adoptedWhy')}>
          {' '}
          ✓ {t('adopted')}
        </span>
      ) : null}
    </>
  )
}

const ROUND_TONES = {
  planned: 'neutral',
  frozen: 'neutral',
  computed: 'neutral',
  review: 'warn',
  reviewed: 'neutral',
  confirmed: 'good',
  published: 'good',
  abandoned: 'bad',
} as const satisfies Record<RoundState, Tone>

export function RoundStateMark({ state }: { readonly state: RoundState }) {
  const t = useText(evaluationTexts)
  return <StatusMark tone={ROUND_TONES[state]}>{t(`roundState.${state}`)}</StatusMark>
}

export function SchemeStateMark({ state }: { readonly state: SchemeRow['state'] }) {
  const t = useText(evaluationTexts)
  return (
    <StatusMark tone={state === 'published' ? 'good' : 'neutral'}>{t(`schemeState.${state}`)}</StatusMark>
  )
}

/** How far a scheme is what somebody issued: 上级发布, 部分推定, 示范区自定, 不完整. */
export function SchemeStandingMark({ standing }: { readonly standing: SchemeRow['standing'] }) {
  const t = useText(evaluationTexts)
  return <Chip title={t(`standingWhy.${standing}`)}>{t(`standing.${standing}`)}</Chip>
}

/** Whether formula and weight of a node stand in the source; nothing where they do. */
export function NodeStandingMark({ standing }: { readonly standing: SchemeNode['standing'] }) {
  const t = useText(evaluationTexts)
  return standing === 'verified' ? null : (
    <Chip title={t(`nodeStandingWhy.${standing}`)}>{t(`nodeStanding.${standing}`)}</Chip>
  )
}

/** （演示） beside what was made of synthetic data. */
export function SyntheticMark({ shown = true }: { readonly shown?: boolean }) {
  const t = useText(evaluationTexts)
  return shown ? (
    <span className="small soft nowrap" title={t('demoWhy')}>
      {t('demo')}
    </span>
  ) : null
}

const GRADE_SHAPES = { good: '●', plain: '◆', warn: '▲', bad: '■' } as const

/** A grade by shape and name; the best ●, the worst ■, the last but one ▲, others ◆. `grades` best first. */
export function GradeMark({
  grade,
  grades,
}: {
  readonly grade: string | null
  readonly grades: readonly Pick<GradeRule, 'code' | 'name'>[]
}) {
  const say = useSay()
  if (grade === null) return <span className="faint">—</span>
  const place = grades.findIndex(({ code }) => code === grade)
  const tone = gradeTone(place, grades.length)
  const name = grades[place]?.name
  return (
    <span className={`nowrap grade-${tone}`}>
      <span aria-hidden="true">{GRADE_SHAPES[tone]}</span> {name === undefined ? grade : say(name)}
    </span>
  )
}
