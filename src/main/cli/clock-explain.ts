import { readCase as route } from '#contract/procedures'
import type { CaseView, ClockView } from '#contract/procedures'
import { readCase } from '#features/procedures'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import { findCase } from './case-replay.ts'
import type { Call, ExitCode } from './command-line.ts'
import { languageOf } from './finding-report.ts'
import { actAs, withLibrary } from './open-library.ts'
import { complain, print, printTable } from './terminal.ts'

type Interval = ClockView['intervals'][number]
type Piece = ClockView['pieces'][number]
type Kind = Piece['kind']

const KINDS = ['running', 'overdue', 'paused', 'closed'] as const satisfies readonly Kind[]

/** `clock explain ID [--pieces] [--user LOGIN] [--json] [--lang zh-CN|en]` */
export function explain(call: Call): Promise<ExitCode> {
  return withLibrary(async ({ system }) => {
    const acting = await actAs(system, call.valueOf('user'), route.access)
    const ctx = acting.context()
    const view = await readCase(ctx, await findCase(ctx, call.args[0] ?? ''))
    const explained = view.clocks.map((clock) => ({
      ...clock,
      sums: sumsOf(clock.pieces),
      files: filesOf(view, clock),
    }))
    const wrong = explained.filter(({ sums, wallMs }) => sums.total !== wallMs)
    if (call.isSet('json')) {
      const { id, number, title, version } = view
      print(
        JSON.stringify({ id, number, title, version, at: ctx.now.toISOString(), clocks: explained }, null, 1),
      )
    } else printCase(view, explained, languageOf(call.valueOf('lang')), call.isSet('pieces'))
    for (const { id } of wrong) complain(`The pieces of ${id} do not add up to its time.`)
    return wrong.length === 0 ? 0 : 1
  })
}

interface Explained extends ClockView {
  /** Milliseconds, added up here from the pieces and not taken over. */
  readonly sums: Readonly<Record<Kind | 'total', number>>
  /** Names of the files that are evidence, by digest. */
  readonly files: Readonly<Record<string, string>>
}

function sumsOf(pieces: readonly Piece[]): Explained['sums'] {
  const sums = { running: 0, overdue: 0, paused: 0, closed: 0, total: 0 }
  for (const { kind, from, to } of pieces) {
    const length = Date.parse(to) - Date.parse(from)
    sums[kind] += length
    sums.total += length
  }
  return sums
}

function filesOf(view: CaseView, clock: ClockView): Record<string, string> {
  const digests = new Set(clock.intervals.flatMap(({ evidence }) => evidence))
  return Object.fromEntries(
    view.files.filter(({ digest }) => digests.has(digest)).map(({ digest, name }) => [digest, name]),
  )
}

function printCase(
  view: CaseView,
  clocks: readonly Explained[],
  language: FindingLanguage,
  withPieces: boolean,
): void {
  const words = WORDS[language]
  print([view.number, view.title].filter((part) => part !== null).join(' '))
  if (clocks.length === 0) print(words.none)
  for (const clock of clocks) {
    print('')
    printClock(clock, language)
    if (withPieces)
      printTable(
        clock.pieces.map(({ kind, from, to, reason, name }) => [
          `  ${momentOf(from)}`,
          momentOf(to),
          words.kinds[kind],
          words.length(Date.parse(to) - Date.parse(from)),
          kind === 'closed'
            ? [words.closures[reason ?? ''] ?? reason ?? '', say(name, language)].filter(Boolean).join(' ')
            : say(name, language),
        ]),
      )
  }
}

function printClock(clock: Explained, language: FindingLanguage): void {
  const words = WORDS[language]
  const branch = clock.branch === null ? '' : ` (${say(clock.branch.name, language)})`
  print(
    `${say(clock.name, language)}${branch} · ${say(clock.owner.name, language)} · ${words.states[clock.state]}${dueWords(clock, words)}`,
  )
  const source = clock.source
  print(
    `  ${words.limit(amountOf(clock.limit, words), clock.extendedTo === null ? null : amountOf(clock.extendedTo, words))}` +
      (source === null
        ? ''
        : ` · ${words.source}${say(source.text, language)} [${words.statuses[source.status]}]`),
  )
  print(`  ${words.calendar(clock.calendar, clock.calendarVersion)}`)
  printTable(clock.intervals.map((interval) => intervalRow(interval, clock, language)))
  for (const { at, by, reason, add } of clock.extensions)
    print(`  ${momentOf(at)} ${words.extended(amountOf(add, words), by.name, reason)}`)
  for (const { at, calendarVersion, dueBefore, dueAfter } of clock.corrections)
    print(`  ${momentOf(at)} ${words.corrected(calendarVersion, orDash(dueBefore), orDash(dueAfter))}`)
  const { sums, wallMs } = clock
  const parts = KINDS.map((kind) => `${words.kinds[kind]} ${words.length(sums[kind])}`).join(' + ')
  print(`  ${parts} = ${words.length(sums.total)}${words.wall(sums.total === wallMs, words.length(wallMs))}`)
}

function intervalRow(interval: Interval, clock: Explained, language: FindingLanguage): string[] {
  const words = WORDS[language]
  const evidence = interval.evidence.map((digest) => clock.files[digest] ?? digest.slice(0, 12))
  return [
    `  ${momentOf(interval.from)}`,
    interval.to === null ? words.lasts : momentOf(interval.to),
    words.kinds[interval.kind],
    [
      say(interval.reason, language),
      interval.note,
      interval.by?.name ?? (interval.kind === 'paused' ? words.system : null),
      interval.expiresAt === null ? null : words.expires(momentOf(interval.expiresAt)),
      evidence.length === 0 ? null : words.evidence(evidence),
    ]
      .filter((part) => part !== null && part !== '')
      .join(' · '),
  ]
}

function dueWords({ dueAt, provisional }: ClockView, words: Words): string {
  if (dueAt === null) return ` · ${words.dueUnknown}`
  return ` · ${words.due(momentOf(dueAt))}${provisional ? words.provisional : ''}`
}

function amountOf({ amount, unit }: ClockView['limit'], words: Words): string {
  return words.amount(amount, unit)
}

function say(text: { readonly zh: string; readonly en: string } | null, language: FindingLanguage): string {
  return text === null ? '' : language === 'en' ? text.en : text.zh
}

const MOMENT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

function momentOf(moment: string): string {
  return MOMENT.format(new Date(moment))
}

function orDash(moment: string | null): string {
  return moment === null ? '—' : momentOf(moment)
}

/** Hours and minutes; seconds only below a minute. */
function hoursAndMinutes(ms: number): { hours: number; minutes: number; seconds: number } {
  const seconds = Math.round(ms / 1000)
  return {
    hours: Math.floor(seconds / 3600),
    minutes: Math.floor((seconds % 3600) / 60),
    seconds: seconds % 60,
  }
}

const WORDS = {
  'zh-CN': {
    none: '还没有时钟。',
    lasts: '至今',
    system: '系统',
    source: '依据：',
    dueUnknown: '暂停中，何时到期还不能定',
    provisional: '（节假日尚未公布，暂定）',
    kinds: { running: '计时', overdue: '超时', paused: '暂停', closed: '休止' } as Record<Kind, string>,
    states: {
      running: '计时中',
      paused: '暂停',
      stopped: '已停',
      overdue: '超时',
      'stopped-late': '超时后停',
    } as Record<ClockView['state'], string>,
    closures: { 'off-hours': '非工作时间', weekend: '周末', holiday: '节假日' } as Record<string, string>,
    statuses: { verified: '已核实', derived: '推导', assumed: '建议值' },
    due: (at: string) => `到期 ${at}`,
    limit: (limit: string, extended: string | null) =>
      `时限 ${limit}${extended === null ? '' : `，延长后 ${extended}`}`,
    calendar: (code: string, version: number) => `日历 ${code} 第 ${version} 版，时刻为北京时间`,
    amount: (amount: number, unit: 'minute' | 'hour' | 'day') =>
      `${amount} ${{ minute: '分钟', hour: '小时', day: '天' }[unit]}`,
    extended: (add: string, by: string, reason: string) => `延长 ${add} · ${by} · ${reason}`,
    corrected: (version: number, before: string, after: string) =>
      `日历更正（第 ${version} 版）：到期由 ${before} 改为 ${after}`,
    expires: (at: string) => `最迟 ${at} 自动恢复`,
    evidence: (files: readonly string[]) => `证据：${files.join('、')}`,
    wall: (equal: boolean, wall: string) => (equal ? '，等于全部经过时间' : `，不等于经过时间 ${wall}`),
    length(ms: number) {
      const { hours, minutes, seconds } = hoursAndMinutes(ms)
      return `${hours} 小时 ${minutes} 分${seconds === 0 ? '' : ` ${seconds} 秒`}`
    },
  },
  en: {
    none: 'No clock yet.',
    lasts: 'still',
    system: 'system',
    source: 'source: ',
    dueUnknown: 'paused, nobody can say when it is due',
    provisional: ' (holidays not announced yet)',
    kinds: { running: 'running', overdue: 'overdue', paused: 'paused', closed: 'closed' } as Record<
      Kind,
      string
    >,
    states: {
      running: 'running',
      paused: 'paused',
      stopped: 'stopped',
      overdue: 'overdue',
      'stopped-late': 'stopped late',
    } as Record<ClockView['state'], string>,
    closures: { 'off-hours': 'off hours', weekend: 'weekend', holiday: 'holiday' } as Record<string, string>,
    statuses: { verified: 'verified', derived: 'derived', assumed: 'proposal' },
    due: (at: string) => `due ${at}`,
    limit: (limit: string, extended: string | null) =>
      `limit ${limit}${extended === null ? '' : `, extended to ${extended}`}`,
    calendar: (code: string, version: number) =>
      `calendar ${code}, version ${version}; moments in Beijing time`,
    amount: (amount: number, unit: 'minute' | 'hour' | 'day') =>
      `${amount} ${unit}${amount === 1 ? '' : 's'}`,
    extended: (add: string, by: string, reason: string) => `extended by ${add} · ${by} · ${reason}`,
    corrected: (version: number, before: string, after: string) =>
      `calendar corrected (version ${version}): due ${before} became ${after}`,
    expires: (at: string) => `runs again by itself at ${at} at the latest`,
    evidence: (files: readonly string[]) => `evidence: ${files.join(', ')}`,
    wall: (equal: boolean, wall: string) => (equal ? ', all the time that passed' : `, but ${wall} passed`),
    length(ms: number) {
      const { hours, minutes, seconds } = hoursAndMinutes(ms)
      return `${hours} h ${minutes} min${seconds === 0 ? '' : ` ${seconds} s`}`
    },
  },
} as const

type Words = (typeof WORDS)[FindingLanguage]
