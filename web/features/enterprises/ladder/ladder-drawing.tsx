import type { RungOfEnterprise, readEnterpriseLadder } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { enterpriseLadderTexts } from '../../../text/enterprises-ladder.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { countGates } from './count-gates.ts'

export type Ladder = ResponseOf<typeof readEnterpriseLadder>

export function standingOf({ verdict }: RungOfEnterprise): 'yes' | 'near' | 'undetermined' | 'no' {
  return verdict.near ? 'near' : verdict.answer
}
const TONES = { yes: 'good', near: 'warn', undetermined: 'neutral', no: 'bad' } as const satisfies Record<
  ReturnType<typeof standingOf>,
  Tone
>

/** The rungs as steps, the lowest left; each says whether it is held and how its conditions stand, and opens them. */
export function LadderDrawing({
  ladder,
  chosen,
  onChoose,
}: {
  readonly ladder: Ladder
  readonly chosen: string
  readonly onChoose: (code: string) => void
}) {
  const t = useText(enterpriseLadderTexts)
  const rungs = ladder.rungs.filter(({ kind }) => kind === 'rung')
  const marks = ladder.rungs.filter(({ kind }) => kind === 'mark')
  const step = (rung: RungOfEnterprise, height: number) => (
    <Step
      key={rung.code}
      rung={rung}
      height={height}
      isNext={rung.code === ladder.next}
      isChosen={rung.code === chosen}
      onChoose={onChoose}
    />
  )
  return (
    <>
      <ol className="ladder-steps">{rungs.map((rung, index) => step(rung, index))}</ol>
      {marks.length > 0 ? (
        <>
          <h3 className="ladder-marks-title">{t('marks')}</h3>
          <ol className="ladder-steps ladder-marks">{marks.map((rung) => step(rung, 0))}</ol>
        </>
      ) : null}
    </>
  )
}

function Step({
  rung,
  height,
  isNext,
  isChosen,
  onChoose,
}: {
  readonly rung: RungOfEnterprise
  readonly height: number
  readonly isNext: boolean
  readonly isChosen: boolean
  readonly onChoose: (code: string) => void
}) {
  const t = useText(enterpriseLadderTexts)
  const say = useSay()
  const format = useFormat()
  const { passed, all } = countGates(rung.verdict.trace)
  const standing = standingOf(rung)
  return (
    <li style={{ paddingBottom: height * 14 }}>
      <button
        type="button"
        className={rung.held ? 'ladder-step is-held' : 'ladder-step'}
        aria-pressed={isChosen}
        onClick={() => onChoose(rung.code)}
      >
        <b>{say(rung.title)}</b>
        <span className="small">
          {rung.held ? (
            <span className="mark-good">
              <span aria-hidden="true">✓</span>{' '}
              {rung.heldUntil ? t('heldUntil', { date: format.date(rung.heldUntil) }) : t('held')}
            </span>
          ) : (
            <span className="soft">{t('notHeld')}</span>
          )}{' '}
          {isNext ? <Chip>{t('next')}</Chip> : null}
        </span>
        <span className="small">
          <StatusMark tone={TONES[standing]}>{t(`answer.${standing}`)}</StatusMark>
        </span>
        <span className="small soft">{t('gates', { passed, all })}</span>
      </button>
    </li>
  )
}
