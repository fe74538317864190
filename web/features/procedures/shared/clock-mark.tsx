import type { CaseRow } from '#contract/procedures'
import { clockTexts } from '../../../text/clock.ts'
import { useText } from '../../../text/index.ts'
import { clockWords } from '../../../ui/clock-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'

/** What a case's most urgent clock says: shape and words, when it is due, and whose clock it is. */
export function ClockMark({
  clock,
  now,
  owner = true,
}: {
  readonly clock: CaseRow['clock']
  readonly now: number
  /** Whether the second line says whose clock it is. */
  readonly owner?: boolean
}) {
  const t = useText(clockTexts)
  const say = useSay()
  const format = useFormat()
  if (!clock) return <span className="faint">{t('none')}</span>
  const { tone, key, n } = clockWords(clock, now)
  const whose = t('ofOwner', { owner: say(clock.owner.name), clock: say(clock.name) })
  const counts = clock.dueAt !== null && key !== 'paused' && key !== 'stopped' && key !== 'stoppedLate'
  return (
    <>
      <div className="one-line">
        <StatusMark tone={tone}>{t(key, { n })}</StatusMark>
        {counts && clock.dueAt ? (
          <time className="small soft" dateTime={clock.dueAt} title={format.deadline(clock.dueAt)}>
            {' '}
            {format.deadlineShort(clock.dueAt)}
          </time>
        ) : null}
      </div>
      {owner ? (
        <div className="small soft one-line" title={whose}>
          {whose}
        </div>
      ) : null}
    </>
  )
}
