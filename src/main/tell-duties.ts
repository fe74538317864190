import { createHash } from 'node:crypto'
import type { CompiledCalendar, DateOn } from '#domain/kernel'
import {
  addDays,
  daysBetween,
  endOfDue,
  expectedProgress,
  type Duty,
  type DuePrecision,
} from '#domain/ledger'
import { dayOf, type PlayedFile, type PlayedStep } from '#features/ledger'
import type { Caller } from '#platform/http'
import type { DemoTexts, Life, LifeAct } from './demo-ledger-data.ts'
import { momentOf } from './demo-moments.ts'

export interface LedgerStage {
  readonly now: Date
  readonly workdays: CompiledCalendar
  readonly lives: ReadonlyMap<string, Life>
  readonly texts: DemoTexts
  /** Who acts for a body: its account, or where it has none an invented contact. */
  readonly actorFor: (organisationId: string) => Caller
}

/** A duty of the demonstration and what is to be told of it. */
export interface ToldDuty {
  readonly id: string
  readonly title: string
  readonly ownerId: string
  readonly leadId: string
  readonly supporting: readonly string[]
  readonly subject: string
  readonly life: string
  readonly parts?: readonly Duty[]
  readonly mergedInto?: string
}

/** What somebody tells of a duty: its number makes the telling differ from the next and the same at every start. */
export class Teller {
  /** Evidence by digest, to be put into the store. */
  readonly files = new Map<string, string>()
  readonly #stage: LedgerStage
  readonly #today: DateOn
  #told = 0

  constructor(stage: LedgerStage) {
    this.#stage = stage
    this.#today = dayOf(stage.now)
  }

  life(name: string): Life {
    const found = this.#stage.lives.get(name)
    if (found === undefined) throw new Error(`There is no life ${name}`)
    return found
  }

  dates(name: string): { startsOn: DateOn | null; dueOn: DateOn; precision: DuePrecision } {
    const { starts, due, precision } = this.life(name)
    return {
      startsOn: starts === null ? null : addDays(this.#today, starts),
      dueOn: this.#lastDay(due, precision),
      precision,
    }
  }

  /** So many days ago, at a time of day that is the duty's own, so that what happens on one day keeps its order. */
  moment(days: number, number: number): Date {
    const clock = `${String(9 + (number % 8)).padStart(2, '0')}:${String((number * 7) % 60).padStart(2, '0')}`
    return momentOf(`-${-days}d ${clock}`, this.#stage.now, this.#stage.workdays)
  }

  /** The steps of a duty's life after it came into the ledger. */
  tell(duty: ToldDuty): PlayedStep[] {
    const number = this.#told++
    const { acts } = this.life(duty.life)
    let lead = duty.leadId
    return acts.flatMap((act): PlayedStep[] => {
      if (act.do === 'hand-on') lead = duty.supporting.find((one) => one !== lead) ?? duty.ownerId
      const by = this.#stage.actorFor(
        sideOf(act) === 'owner' ? duty.ownerId : sideOf(act) === 'lead' ? lead : (duty.supporting[0] ?? lead),
      )
      const at = this.moment(act.at, number)
      return [{ at, by, do: this.#deed(duty, act, lead, number, by) }]
    })
  }

  #deed(duty: ToldDuty, act: LifeAct, lead: string, number: number, by: Caller): PlayedStep['do'] {
    const { texts } = this.#stage
    const done = (kinds: ActInput, files: readonly PlayedFile[] = []): PlayedStep['do'] => ({
      kind: 'act',
      duty: duty.id,
      act: kinds,
      files,
    })
    switch (act.do) {
      case 'assign':
      case 'hand-on':
        return done({
          kind: 'assign',
          leadId: lead,
          personId: null,
          personName: null,
          supporting: duty.supporting.filter((one) => one !== lead),
          note: null,
        })
      case 'accept':
        return done({
          kind: 'accept',
          personId: by.userId,
          personName: by.userId === null ? pick(texts.people, number) : null,
        })
      case 'report': {
        const { text, figures } = this.#report(duty, act.percent, number - act.at)
        const files = this.#evidence(duty, act, text, number, by)
        return done({ kind: 'report', percent: act.percent, text, figures, period: null, files: [] }, files)
      }
      case 'help': {
        const text = pick(texts.help, number - act.at)
        return done({ kind: 'report', percent: null, text, figures: [], period: null, files: [] })
      }
      case 'complete': {
        const { text, figures } = this.#report(duty, 100, number)
        return done(
          { kind: 'complete', text, figures, files: [] },
          this.#evidence(duty, act, text, number, by),
        )
      }
      case 'verify':
        return done({ kind: 'verify', text: pick(texts.verify, number) })
      case 'close':
        return done({ kind: 'close', text: pick(texts.close, number) })
      case 'return':
      case 'reopen':
      case 'resume':
      case 'clear-override':
        return done({ kind: act.do, reason: act.reason })
      case 'roll-up':
        return done({ kind: 'change', reason: act.reason, fields: { rollUp: 'parts' } })
      case 'send-back':
        return done({ kind: 'send-back', reason: act.reason, percent: act.percent })
      case 'override':
        return done({ kind: 'override', light: act.light, reason: act.reason })
      case 'move':
        return done({
          kind: 'change',
          reason: act.reason,
          fields: { dueOn: this.#lastDay(act.due, act.precision), precision: act.precision },
        })
      case 'suspend':
      case 'drop':
      case 'merge': {
        const decision = { reference: act.decision.reference, on: addDays(this.#today, act.decision.at) }
        if (act.do !== 'merge') return done({ kind: act.do, reason: act.reason, decision })
        if (duty.mergedInto === undefined)
          throw new Error(`${duty.title} does not say into what it is merged`)
        return done({ kind: 'merge', into: duty.mergedInto, reason: act.reason, decision })
      }
      case 'split':
        return { kind: 'split', duty: duty.id, parts: duty.parts ?? [] }
    }
  }

  /** One period of a periodic duty: most are done in time, some late, now and then one is not done at all. */
  tellPeriod(series: Duty, instance: Duty, subject: string, at: Date, seriesNumber: number): PlayedStep[] {
    const { startsOn, dueOn, leadId, period } = instance
    if (startsOn === null || dueOn === null || leadId === null) return []
    const number = seriesNumber * 13 + daysBetween('2020-01-01', startsOn)
    const [owner, lead] = [this.#stage.actorFor(series.ownerId), this.#stage.actorFor(leadId)]
    const { id, ownerId, supporting } = instance
    const duty: ToldDuty = { id, title: series.title, ownerId, leadId, supporting, subject, life: '' }
    const steps: PlayedStep[] = []
    const after = (on: DateOn, days: number) => daysBetween(this.#today, addDays(on, days))
    const add = (days: number, by: Caller, act: LifeAct | null) => {
      if (days >= -1 || act === null) return
      const moment = this.moment(days, number)
      if (moment > at) steps.push({ at: moment, by, do: this.#deed(duty, act, leadId, number, by) })
    }
    const made = dayOf(at)
    if (instance.state === 'assigned') add(after(made, 8), lead, { at: -1, do: 'accept' })
    const last = daysBetween(this.#today, dueOn)
    if (last >= 0) {
      const expected = expectedProgress(instance, addDays(this.#today, -3)) ?? 0
      const percent = last > 30 ? Math.min(95, Math.round(expected) + 6) : number % 3 === 0 ? 60 : 86
      if (after(startsOn, 0) < -12 && after(made, 0) < -12)
        add(-3, lead, { at: -3, do: 'report', percent, files: 1 })
      return steps
    }
    const isRecent = last > -100
    // Long ago everything was done in the end.
    if (isRecent && number % 7 === 3) return steps
    const delay = number % 5 === 1 ? 20 : -2
    const first = Math.max(after(made, 20), last + delay)
    add(first, lead, { at: first, do: 'complete', files: 1 })
    if (first >= -1 || (isRecent && number % 4 === 2)) return steps
    const verified = { at: first + 11, do: 'verify' } as const
    add(verified.at, owner, verified)
    if (verified.at < -1) add(first + 22, owner, { at: first + 22, do: 'close' })
    return steps.map((step) =>
      step.do.kind === 'act' && step.do.act.kind === 'complete' && period !== null
        ? {
            ...step,
            do: {
              ...step.do,
              act: {
                ...step.do.act,
                text: `${period}：${pick(this.#stage.texts.period, number)}`,
                figures: [],
              },
            },
          }
        : step,
    )
  }

  #report(duty: ToldDuty, percent: number | null, number: number) {
    const { subjects, direction } = this.#stage.texts
    const subject = subjects[duty.subject]
    if (subject === undefined) throw new Error(`There are no sentences on ${duty.subject}`)
    if (percent === null) return { text: pick(direction, number), figures: [] }
    const sentences =
      percent >= 100
        ? subject.done
        : percent >= 60
          ? subject.late
          : percent >= 25
            ? subject.middle
            : subject.start
    const [figure] = subject.figures
    const value = figure === undefined ? 0 : Math.max(1, Math.round((figure.full * percent) / 100))
    return {
      text: pick(sentences, number).replaceAll('{n}', String(value)),
      figures: figure === undefined || percent < 25 ? [] : [{ name: figure.name, value, unit: figure.unit }],
    }
  }

  #evidence(
    duty: ToldDuty,
    act: Extract<LifeAct, { files: number }>,
    text: string,
    number: number,
    by: Caller,
  ): PlayedFile[] {
    return Array.from({ length: act.files }, (_none, i) => {
      const kind = pick(this.#stage.texts.evidence, number + i - act.at)
      const on = addDays(this.#today, act.at)
      const content = `${kind}（演示）\n\n任务：${duty.title}\n报送：${by.name}\n日期：${on}\n\n${text}\n\n本文件为演示数据，内容虚构。\n`
      const digest = createHash('sha256').update(content).digest('hex')
      this.files.set(digest, content)
      return { digest, sizeBytes: Buffer.byteLength(content), name: `${kind}（演示）.txt` }
    })
  }

  #lastDay(days: number, precision: DuePrecision): DateOn {
    return endOfDue(precision, addDays(this.#today, days))
  }
}

type ActInput = Extract<PlayedStep['do'], { kind: 'act' }>['act']

const OF_LEAD: readonly LifeAct['do'][] = ['accept', 'return', 'report', 'complete']

function sideOf(act: LifeAct): 'owner' | 'lead' | 'supporting' {
  if (act.do === 'help') return 'supporting'
  return OF_LEAD.includes(act.do) ? 'lead' : 'owner'
}

function pick<T>(from: readonly T[], number: number): T {
  const found = from[Math.abs(number) % from.length]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}
