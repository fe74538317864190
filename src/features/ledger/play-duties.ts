import { Refusal } from '#domain/kernel'
import {
  assessDuty,
  checkDuty,
  decideDuty,
  instancesDue,
  nextPeriod,
  periodOf,
  rollUp,
  type Duty,
  type LedgerRules,
} from '#domain/ledger'
import { TIMEKEEPER, type Caller } from '#platform/http'
import { reasonOf, recordAfter, reportOf, toAct } from './act-on-duty.ts'
import { actorOf } from './actor.ts'
import { rowOfNew, type DutyOrigin, type DutyToAdd } from './add-duty.ts'
import type { DutyActInput } from './contract.ts'
import { MOST_AT_ONCE, instanceOf } from './instances.ts'
import { progressOf } from './reassess.ts'
import { assessedColumns, type ChangeToKeep, type DutyRecord } from './store.ts'
import { dayOf } from './today.ts'

/** A file that is in the store already, named by a report. */
export interface PlayedFile {
  readonly digest: string
  readonly sizeBytes: number
  readonly name: string
}

/** One thing that somebody did to the ledger at a moment in the past. */
export interface PlayedStep {
  readonly at: Date
  readonly by: Caller
  readonly do:
    | { readonly kind: 'add'; readonly added: DutyToAdd; readonly act: 'add' | 'take' }
    | {
        readonly kind: 'act'
        readonly duty: string
        readonly act: DutyActInput
        readonly files?: readonly PlayedFile[]
      }
    | { readonly kind: 'split'; readonly duty: string; readonly parts: readonly Duty[] }
    | {
        readonly kind: 'link'
        readonly from: string
        readonly to: string
        readonly link: 'takes-up' | 'depends-on'
      }
    | { readonly kind: 'address'; readonly duty: string; readonly parks: readonly string[] }
    | { readonly kind: 'periods'; readonly series: string }
}

/** What happens to a period of a periodic duty once it is there. */
export type InstanceStory = (series: Duty, instance: Duty, at: Date) => readonly PlayedStep[]

export interface Played {
  readonly duty: Duty
  readonly row: DutyRecord
}
export interface PlayedChange extends ChangeToKeep {
  readonly at: string
  readonly by: Caller
}
export interface PlayedLedger {
  readonly duties: ReadonlyMap<string, Played>
  readonly changes: readonly PlayedChange[]
  readonly reports: readonly (ReturnType<typeof reportOf> & { readonly files: readonly PlayedFile[] })[]
  readonly links: readonly {
    readonly fromId: string
    readonly toId: string
    readonly kind: 'takes-up' | 'depends-on'
    readonly at: string
    readonly by: Caller
  }[]
  readonly addressees: readonly { readonly dutyId: string; readonly parkId: string }[]
}

/**
 * Plays a whole history in memory by the rules by which it would have been lived: every act is decided by the engine, periods
 * come when they would have come, progress and colours follow upwards, and at `now` the colours are those of the day. The ledger
 * is taken to have been empty before. `writeLedger` stores the outcome.
 */
export function playDuties(
  steps: readonly PlayedStep[],
  instanceStory: InstanceStory,
  rules: LedgerRules,
  now: Date,
): PlayedLedger {
  const player = new Player(instanceStory, rules, now)
  for (const step of steps) player.queue(step)
  player.run()
  return player
}

class Player implements PlayedLedger {
  readonly duties = new Map<string, { duty: Duty; row: DutyRecord }>()
  readonly changes: PlayedChange[] = []
  readonly reports: (ReturnType<typeof reportOf> & { files: readonly PlayedFile[] })[] = []
  readonly links: PlayedLedger['links'][number][] = []
  readonly addressees: { dutyId: string; parkId: string }[] = []
  readonly #instanceStory: InstanceStory
  readonly #rules: LedgerRules
  readonly #now: Date
  readonly #parts = new Map<string, string[]>()
  /** In the order of their moments; at the same moment in that of their coming. */
  readonly #steps: PlayedStep[] = []

  constructor(instanceStory: InstanceStory, rules: LedgerRules, now: Date) {
    this.#instanceStory = instanceStory
    this.#rules = rules
    this.#now = now
  }

  queue(step: PlayedStep): void {
    let [low, high] = [0, this.#steps.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#steps[middle]?.at ?? step.at) <= step.at) low = middle + 1
      else high = middle
    }
    this.#steps.splice(low, 0, step)
  }

  run(): void {
    for (let step = this.#steps.shift(); step !== undefined; step = this.#steps.shift()) {
      if (step.at > this.#now) continue
      try {
        this.#take(step)
      } catch (error) {
        const why = error instanceof Refusal ? JSON.stringify(error.issues) : String(error)
        throw new Error(`${step.at.toISOString()} ${step.by.name}: ${this.#tell(step)}: ${why}`, {
          cause: error,
        })
      }
    }
    const today = dayOf(this.#now)
    for (const [id, { row }] of this.duties) {
      const assessment = assessDuty(progressOf(row, row.rolledProgress), today, this.#rules)
      this.#put(id, { ...row, ...this.#assessed(assessment, row.rolledProgress) })
    }
  }

  #tell({ do: deed }: PlayedStep): string {
    if (deed.kind === 'add') return `add ${deed.added.duty.title}`
    const id = 'duty' in deed ? deed.duty : deed.kind === 'link' ? deed.from : deed.series
    const what = deed.kind === 'act' ? deed.act.kind : deed.kind
    return `${what} ${this.duties.get(id)?.duty.title ?? id}`
  }

  #take({ at, by, do: deed }: PlayedStep): void {
    switch (deed.kind) {
      case 'add':
        this.#add(deed.added, at, by, deed.act)
        return this.#makePeriods(deed.added.duty.id, at)
      case 'act':
        this.#act(at, by, deed.duty, deed.act, deed.files ?? [])
        return this.#makePeriods(deed.duty, at)
      case 'split':
        return this.#split(at, by, deed.duty, deed.parts)
      case 'link':
        return this.#link(at, by, deed)
      case 'address': {
        const known = this.#known(deed.duty)
        if (known.duty.ownerId !== by.organisationId) throw new Error('not its owner')
        this.addressees.push(...deed.parks.map((parkId) => ({ dutyId: deed.duty, parkId })))
        return
      }
      case 'periods':
        return this.#makePeriods(deed.series, at)
    }
  }

  #add(added: DutyToAdd, at: Date, by: Caller, act: string): void {
    const issues = checkDuty(added.duty)
    if (issues.length > 0) throw new Refusal(issues)
    const { values, light, planId } = rowOfNew(added, at, this.#rules)
    // As it would be read back: `assessment` is json.
    const row = {
      serial: 0,
      evidence: 0,
      version: 1,
      ...values,
      assessment: JSON.parse(values.assessment) as unknown,
    }
    this.duties.set(added.duty.id, { duty: added.duty, row })
    if (added.duty.parentId !== null) this.#partOf(added.duty.parentId, added.duty.id)
    this.#keep(at, by, { duty: added.duty, version: 1, act, changed: {}, progress: 0, light, planId })
  }

  #act(at: Date, by: Caller, id: string, input: DutyActInput, files: readonly PlayedFile[]): void {
    const { duty, row } = this.#known(id)
    const act = withFiles(toAct(input), files.length)
    const decided = decideDuty(duty, act, actorOf(by), {
      openParts: this.#partsOf(id).filter((part) => part.parentId === id && isOpen(part.state)).length,
      evidence: row.evidence,
      mergeable: act.kind === 'merge' && this.#isMergeable(duty, act.into),
    })
    if (!decided.ok) throw new Refusal(decided.issues)
    const { duty: after, changed } = decided.value
    const known = recordAfter({ caller: by, now: at }, row, duty, after, act)
    const version = row.version + 1
    const { progress, light } = this.#assess(after, { ...known, version, changedAt: at.toISOString() }, at)
    this.#keep(at, by, {
      duty: after,
      version,
      act: act.kind,
      reason: reasonOf(act),
      decision: 'decision' in act ? act.decision : null,
      changed,
      progress,
      light,
      planId: row.planId,
    })
    if (input.kind === 'report' || input.kind === 'complete')
      this.reports.push({ ...reportOf({ caller: by, now: at }, version, duty, after, input), files })
    this.#refreshAbove([id], at)
  }

  /** As `splitDuty` leaves it: the parts are there, and the duty is as far as they are. */
  #split(at: Date, by: Caller, id: string, parts: readonly Duty[]): void {
    const { duty, row } = this.#known(id)
    if (duty.ownerId !== by.organisationId && duty.leadId !== by.organisationId)
      throw new Error('not its owner or lead')
    for (const part of parts) {
      if (part.kind !== 'measure' || part.parentId !== id)
        throw new Error(`${part.title} is no measure of it`)
      this.#add({ duty: part, origin: originOf(row) }, at, by, 'split-off')
    }
    const after: Duty = { ...duty, rollUp: 'parts' }
    const version = row.version + 1
    this.duties.set(id, {
      duty: after,
      row: { ...row, rollUp: 'parts', version, changedAt: at.toISOString() },
    })
    this.#keep(at, by, {
      duty: after,
      version,
      act: 'split',
      changed: { parts: [null, parts.map(({ title }) => title)] },
      progress: row.rolledProgress,
      light: row.light,
      planId: row.planId,
    })
    this.#refreshAbove(
      parts.map((part) => part.id),
      at,
    )
  }

  #link(at: Date, by: Caller, { from, to, link }: Extract<PlayedStep['do'], { kind: 'link' }>): void {
    const [one, other] = [this.#known(from).duty, this.#known(to).duty]
    const isTheirs = one.ownerId === by.organisationId || one.leadId === by.organisationId
    if (!isTheirs && !by.roles.includes('zone_office')) throw new Error('not its owner or lead')
    if (link === 'takes-up' && one.ownerId === other.ownerId) throw new Error('both are of one ledger')
    if (from === to || this.#leadsTo(to, from, link)) throw new Error(`a circle with ${other.title}`)
    this.links.push({ fromId: from, toId: to, kind: link, at: at.toISOString(), by })
    if (link !== 'takes-up') return
    this.#partOf(to, from)
    this.#refreshAbove([from], at)
  }

  #leadsTo(from: string, to: string, kind: string): boolean {
    const next = this.links.filter((link) => link.kind === kind && link.fromId === from)
    return next.some((link) => link.toId === to || this.#leadsTo(link.toId, to, kind))
  }

  #makePeriods(id: string, at: Date): void {
    const { duty, row } = this.#known(id)
    if (duty.rhythm === null || duty.kind === 'instance' || duty.leadId === null) return
    if (!['assigned', 'accepted', 'in-progress'].includes(duty.state)) return
    const today = dayOf(at)
    const existing = this.#partsOf(id).flatMap(({ period }) => period ?? [])
    const { rhythm, startsOn, dueOn } = duty
    const due = instancesDue({ rhythm, startsOn, dueOn }, today, existing).slice(-MOST_AT_ONCE)
    for (const { period, from, to } of due) {
      const instance = instanceOf(duty, period, from, to)
      this.#add({ duty: instance, origin: originOf(row) }, at, TIMEKEEPER, 'instance')
      for (const step of this.#instanceStory(duty, instance, at)) this.queue(step)
    }
    if (due.length === 0) return
    // The keeper comes by shortly after midnight of the first day of the next period.
    const next = new Date(`${nextPeriod(periodOf(today, rhythm)).from}T00:01:00+08:00`)
    this.queue({ at: next, by: TIMEKEEPER, do: { kind: 'periods', series: id } })
  }

  #assess(duty: Duty, row: DutyRecord, at: Date): { progress: number; light: string } {
    const { progress } = rollUp({ rollUp: row.rollUp, progress: row.progress }, this.#partsOf(row.id))
    const assessment = assessDuty(progressOf(row, progress), dayOf(at), this.#rules)
    this.duties.set(row.id, { duty, row: { ...row, ...this.#assessed(assessment, progress) } })
    return { progress, light: assessment.light }
  }

  #refreshAbove(ids: readonly string[], at: Date): void {
    for (const above of new Set(ids.flatMap((id) => this.#above(id)))) {
      const { duty, row } = this.#known(above)
      const { progress, light } = this.#assess(duty, row, at)
      if (progress !== row.rolledProgress || light !== row.light) this.#refreshAbove([above], at)
    }
  }

  #above(id: string): string[] {
    const parent = this.duties.get(id)?.duty.parentId ?? null
    const taken = this.links.filter(({ kind, fromId }) => kind === 'takes-up' && fromId === id)
    return [...(parent === null ? [] : [parent]), ...taken.map(({ toId }) => toId)]
  }

  #partsOf(id: string) {
    return (this.#parts.get(id) ?? []).map((part) => {
      const { duty, row } = this.#known(part)
      return { ...duty, progress: row.rolledProgress }
    })
  }

  #partOf(id: string, part: string): void {
    this.#parts.set(id, [...(this.#parts.get(id) ?? []), part])
  }

  #isMergeable(duty: Duty, into: string): boolean {
    const other = this.duties.get(into)?.duty
    if (other === undefined || other.ownerId !== duty.ownerId) return false
    if (['closed', 'merged', 'dropped'].includes(other.state)) return false
    for (let at: Duty | undefined = other; at !== undefined; at = this.duties.get(at.parentId ?? '')?.duty)
      if (at.id === duty.id) return false
    return true
  }

  #assessed(assessment: ReturnType<typeof assessDuty>, progress: number) {
    const columns = assessedColumns(assessment, progress)
    return { ...columns, assessment: JSON.parse(columns.assessment) as unknown }
  }

  #known(id: string): { duty: Duty; row: DutyRecord } {
    const found = this.duties.get(id)
    if (found === undefined) throw new Error(`there is no duty ${id} yet`)
    return found
  }

  #put(id: string, row: DutyRecord): void {
    this.duties.set(id, { ...this.#known(id), row })
  }

  #keep(at: Date, by: Caller, change: ChangeToKeep): void {
    this.changes.push({ ...change, at: at.toISOString(), by })
  }
}

function isOpen(state: Duty['state']): boolean {
  return ['unassigned', 'assigned', 'returned', 'accepted', 'in-progress', 'reported'].includes(state)
}

function withFiles(act: ReturnType<typeof toAct>, files: number): ReturnType<typeof toAct> {
  return act.kind === 'report' || act.kind === 'complete' ? { ...act, files } : act
}

/** Parts stand on the sentence of the whole. */
function originOf(row: DutyRecord): DutyOrigin {
  const { source, planId, itemId, documentId, versionId, startAt, endAt, quote, documentTitle } = row
  const { headingPath, synthetic } = row
  return {
    source,
    planId,
    itemId,
    documentId,
    versionId,
    startAt,
    endAt,
    quote,
    documentTitle,
    headingPath,
    synthetic,
  }
}
