import { findCaseIds, nextCaseIds, verifyCases, type CaseVerdict } from '#features/procedures'
import { TIMEKEEPER, createContext, type Context } from '#platform/http'
import type { FindingLanguage } from '../../../web/text/findings.ts'
import { WrongUse, type Call, type ExitCode } from './command-line.ts'
import { CommandFailed } from './failures.ts'
import { languageOf } from './finding-report.ts'
import { withLibrary } from './open-library.ts'
import { complain, print } from './terminal.ts'

const TOGETHER = 200

const WORDS = {
  'zh-CN': {
    equal: (name: string, events: number, clocks: number) =>
      `${name}：由 ${events} 条记录重算，状态和 ${clocks} 个时钟与存储一致。`,
    differs: (name: string, places: number) => `${name}：重算结果与存储有 ${places} 处不同。`,
    place: (place: string, stored: string, recomputed: string) =>
      `  ${place}：存储为 ${stored}，重算为 ${recomputed}`,
    total: (cases: number, events: number, clocks: number, wrong: number) =>
      `${cases} 件事项、${events} 条记录、${clocks} 个时钟已重算，${wrong === 0 ? '全部一致' : `${wrong} 件不一致`}。`,
  },
  en: {
    equal: (name: string, events: number, clocks: number) =>
      `${name}: recomputed from ${events} events; state and ${clocks} clocks are as stored.`,
    differs: (name: string, places: number) => `${name}: differs from what is stored in ${places} places.`,
    place: (place: string, stored: string, recomputed: string) =>
      `  ${place}: stored ${stored}, recomputed ${recomputed}`,
    total: (cases: number, events: number, clocks: number, wrong: number) =>
      `${cases} cases, ${events} events, ${clocks} clocks recomputed; ${wrong === 0 ? 'all as stored' : `${wrong} differ`}.`,
  },
} as const

/** `case replay [ID] [--all] [--json] [--lang zh-CN|en]` */
export function replayCases(call: Call): Promise<ExitCode> {
  const [id] = call.args
  const all = call.isSet('all')
  if ((id === undefined) === !all)
    throw new WrongUse('“case replay” needs the number or id of a case, or --all for every case.')
  return withLibrary(async ({ system, interrupted }) => {
    const ctx = createContext(system.services, TIMEKEEPER)
    const report = new Report(languageOf(call.valueOf('lang')), all)
    for await (const verdict of id === undefined ? verifyAll(ctx, interrupted) : verifyOne(ctx, id))
      if (call.isSet('json')) report.keep(verdict)
      else report.print(verdict)
    if (call.isSet('json')) print(JSON.stringify(report.asData(), null, 1))
    else report.printTotal()
    return report.wrong === 0 ? 0 : 1
  })
}

async function* verifyOne(ctx: Context, wanted: string): AsyncGenerator<CaseVerdict> {
  yield* await verifyCases(ctx, [await findCase(ctx, wanted)])
}

async function* verifyAll(ctx: Context, interrupted: AbortSignal): AsyncGenerator<CaseVerdict> {
  let last: string | null = null
  while (!interrupted.aborted) {
    const ids: string[] = await nextCaseIds(ctx, last, TOGETHER)
    last = ids.at(-1) ?? null
    if (last === null) return
    yield* await verifyCases(ctx, ids)
  }
  throw new CommandFailed('Interrupted before every case was recomputed.')
}

/** The one case that a number, an id or the beginning of one means. */
export async function findCase(ctx: Context, wanted: string): Promise<string> {
  const ids = await findCaseIds(ctx, wanted)
  const [first] = ids
  if (first === undefined)
    throw new CommandFailed(
      `No case has the number or id “${wanted}”, or the account may not see it. Of an id, eight characters are enough.`,
    )
  if (ids.length > 1)
    throw new CommandFailed(`“${wanted}” means several cases; use a longer id: ${ids.join(', ')}`)
  return first
}

class Report {
  wrong = 0
  readonly #words: (typeof WORDS)[FindingLanguage]
  readonly #onlyWrong: boolean
  readonly #kept: CaseVerdict[] = []
  #cases = 0
  #events = 0
  #clocks = 0

  /** Of all cases only those that differ are listed. */
  constructor(language: FindingLanguage, onlyWrong: boolean) {
    this.#words = WORDS[language]
    this.#onlyWrong = onlyWrong
  }

  keep(verdict: CaseVerdict): void {
    this.#count(verdict)
    if (!this.#onlyWrong || verdict.differences.length > 0) this.#kept.push(verdict)
  }

  print(verdict: CaseVerdict): void {
    this.#count(verdict)
    const { number, caseId, events, clocks, differences } = verdict
    const name = number ?? caseId
    if (differences.length === 0) {
      if (!this.#onlyWrong) print(this.#words.equal(name, events, clocks))
      return
    }
    complain(this.#words.differs(name, differences.length))
    for (const { place, stored, recomputed } of differences)
      print(this.#words.place(place, JSON.stringify(stored), JSON.stringify(recomputed)))
  }

  printTotal(): void {
    if (this.#onlyWrong) print(this.#words.total(this.#cases, this.#events, this.#clocks, this.wrong))
  }

  asData() {
    return {
      equal: this.wrong === 0,
      cases: this.#cases,
      events: this.#events,
      clocks: this.#clocks,
      [this.#onlyWrong ? 'differing' : 'checked']: this.#kept,
    }
  }

  #count({ events, clocks, differences }: CaseVerdict): void {
    this.#cases++
    this.#events += events
    this.#clocks += clocks
    if (differences.length > 0) this.wrong++
  }
}
