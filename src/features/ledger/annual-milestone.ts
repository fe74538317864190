import { expectedProgress, periodsBetween, type DuePrecision, type Rhythm } from '#domain/ledger'
import { RHYTHM_WORDS, dueWords } from './ledger-words.ts'

export interface YearlyDuty {
  readonly startsOn: string | null
  readonly dueOn: string | null
  readonly precision: DuePrecision
  readonly rhythm: Rhythm | null
  /** The day from which it counts where it does not say when it starts. */
  readonly since: string
  /** A duty of the zone that the body has not taken up yet. */
  readonly untaken: boolean
}

/** What a body is to reach of a duty in a year, as a proposal, and by when. */
export function proposeMilestone(
  duty: YearlyDuty,
  year: number,
): { readonly milestone: string; readonly dueOn: string } {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  if (duty.untaken) return { milestone: '制定本单位承接举措并组织实施', dueOn: last }
  if (duty.rhythm !== null) {
    const [from, to] = [laterOf(duty.startsOn, first), earlierOf(duty.dueOn, last)]
    const times = periodsBetween(from, to, duty.rhythm).length
    return { milestone: `${RHYTHM_WORDS['zh-CN'][duty.rhythm]}完成一次，全年${times}次`, dueOn: to }
  }
  if (duty.dueOn === null) return { milestone: '持续推进，年底前报送年度进展', dueOn: last }
  const words = dueWords({ ...duty, period: null }, 'zh-CN')
  if (duty.dueOn < first) return { milestone: `原定${words}完成，已逾期，尽快完成`, dueOn: last }
  if (duty.dueOn <= last) return { milestone: `${words}完成`, dueOn: duty.dueOn }
  const share = expectedProgress({ startsOn: duty.startsOn ?? duty.since, dueOn: duty.dueOn }, last)
  return {
    milestone:
      share === null || share <= 0
        ? `启动实施（${words}完成）`
        : `年底前完成总进度的${Math.round(share)}%（${words}完成）`,
    dueOn: last,
  }
}

function laterOf(on: string | null, other: string): string {
  return on !== null && on > other ? on : other
}

function earlierOf(on: string | null, other: string): string {
  return on !== null && on < other ? on : other
}
