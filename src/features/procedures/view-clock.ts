import { dayMs, type BilingualText } from '#domain/kernel'
import {
  explainClock,
  nextStage,
  type CaseEnvironment,
  type CaseState,
  type Clock,
  type PersonRef,
  type ProcedureDefinition,
  type TimeLimit,
} from '#domain/cases'
import type { Bilingual, ClockView } from './contract.ts'
import type { Names } from './parties.ts'
import { iso, isoOrNull } from './store.ts'

/** One clock, explained to now: the pieces that add up, the source of its limit, what happens next by itself. */
export function viewClock(
  definition: ProcedureDefinition,
  state: CaseState,
  clock: Clock,
  environment: CaseEnvironment,
  names: Names,
): ClockView {
  const { calendars, now } = environment
  const explained = explainClock(clock, calendars, now)
  const defined = definition.clocks[clock.code]
  const calendar = calendars.get(clock.calendar)
  const branch = state.branches.find(({ id }) => id === branchIdOf(state, clock))
  return {
    id: clock.id,
    code: clock.code,
    name: defined?.name ?? { zh: clock.code, en: clock.code },
    owner: names.of(clock.owner),
    branch: branch === undefined || branch.key === null ? null : names.of(branch.key),
    activation: clock.activation,
    limit: clock.limit,
    extendedTo: extendedLimit(clock),
    source: sourceOfLimit(definition, state, clock),
    calendar: clock.calendar,
    calendarVersion: clock.calendarVersion,
    dayRule: clock.dayRule,
    state: explained.state,
    startedAt: iso(clock.startedAt),
    stoppedAt: isoOrNull(clock.stoppedAt),
    dueAt: isoOrNull(explained.dueAt),
    provisional: explained.provisional,
    runningMs: explained.runningMs,
    overdueMs: explained.overdueMs,
    pausedMs: explained.pausedMs,
    closedMs: explained.closedMs,
    wallMs: explained.wallMs,
    budgetMs: explained.budgetMs,
    dayMs: calendar === undefined ? 86_400_000 : dayMs(calendar),
    pieces: explained.pieces.map((piece) => ({
      from: iso(piece.from),
      to: iso(piece.to),
      kind: piece.kind,
      reason: piece.reason,
      name:
        piece.kind === 'paused'
          ? pauseName(definition, piece.reason)
          : piece.name === null
            ? null
            : { zh: piece.name, en: piece.name },
      interval: piece.interval,
    })),
    intervals: clock.intervals.map((interval) => ({
      from: iso(interval.from),
      to: isoOrNull(interval.to),
      kind: interval.kind,
      reason: interval.reason === null ? null : pauseName(definition, interval.reason),
      note: interval.note,
      evidence: [...interval.evidence],
      expiresAt: isoOrNull(interval.expiresAt),
      by: interval.by === null ? null : viewPerson(interval.by, names),
    })),
    extensions: clock.extensions.map(({ at, by, reason, add }) => ({
      at: iso(at),
      by: viewPerson(by, names),
      reason,
      add,
    })),
    corrections: clock.corrections.map(({ at, calendarVersion, dueBefore, dueAfter }) => ({
      at: iso(at),
      calendarVersion,
      dueBefore: iso(dueBefore),
      dueAfter: iso(dueAfter),
    })),
    next: nextOf(definition, clock, environment),
  }
}

export function viewPerson(person: PersonRef, names: Names): ClockView['extensions'][number]['by'] {
  return {
    userId: person.userId,
    name: person.name,
    organisation: names.ofId(person.organisationId),
    onBehalfOf: person.onBehalfOf?.name ?? null,
  }
}

function branchIdOf(state: CaseState, clock: Clock): string | null {
  if (clock.activation === null) return null
  const step = state.steps.find(({ id }) => id === clock.activation)
  return step === undefined ? clock.activation : step.branch
}

function extendedLimit(clock: Clock): TimeLimit | null {
  if (clock.extensions.length === 0) return null
  // Extensions in another unit cannot be added to the words; the deadline itself counts them.
  const same = clock.extensions.filter(({ add }) => add.unit === clock.limit.unit)
  return { ...clock.limit, amount: same.reduce((sum, { add }) => sum + add.amount, clock.limit.amount) }
}

function sourceOfLimit(definition: ProcedureDefinition, state: CaseState, clock: Clock): ClockView['source'] {
  const limit = definition.clocks[clock.code]?.limit
  if (limit === undefined) return null
  const value = typeof limit === 'string' ? null : state.data[limit.by]
  const code =
    typeof limit === 'string'
      ? limit
      : typeof value === 'string' || typeof value === 'number'
        ? limit.of[String(value)]
        : undefined
  const source = code === undefined ? undefined : definition.settings[code]?.source
  return source === undefined ? null : { text: source.text, status: source.status, date: source.date ?? null }
}

export function pauseName(definition: ProcedureDefinition, reason: string | null): Bilingual {
  if (reason === 'away') return { zh: '退回或转至其他环节', en: 'Sent back or at another step' }
  return definition.pauseReasons[reason ?? '']?.name ?? { zh: reason ?? '', en: reason ?? '' }
}

function nextOf(
  definition: ProcedureDefinition,
  clock: Clock,
  { calendars }: CaseEnvironment,
): ClockView['next'] {
  const defined = definition.clocks[clock.code]
  if (defined === undefined || clock.stoppedAt !== null) return null
  const next = nextStage(clock, defined.stages, calendars)
  if (next === null) return null
  if ('pauseExpiry' in next)
    return {
      at: iso(next.at),
      what: { zh: '暂停到期，自动恢复计时', en: 'The pause ends and the clock runs again' },
    }
  const acts = defined.stages.find(({ code }) => code === next.stage)?.do ?? []
  const words = acts.map((act) => describeAct(definition, defined.on, act))
  if (words.length === 0)
    words.push(
      next.stage === 'due'
        ? { zh: '计为超时', en: 'It counts as overdue' }
        : { zh: '系统提醒', en: 'The system reminds' },
    )
  return {
    at: iso(next.at),
    what: {
      zh: words.map(({ zh }) => zh).join('；'),
      en: words.map(({ en }) => en).join('; '),
    },
  }
}

type StageAct = NonNullable<ProcedureDefinition['clocks'][string]['stages'][number]['do']>[number]

function describeAct(definition: ProcedureDefinition, on: string, act: StageAct): BilingualText {
  if ('urge' in act) return { zh: '系统自动催办', en: 'The system urges' }
  if ('open' in act) return { zh: '自动发起新的事项', en: 'A new case is opened' }
  if ('act' in act) {
    const name = actionName(definition, on, act.act)
    return { zh: `自动转入“${name.zh}”`, en: `By itself: “${name.en}”` }
  }
  return { zh: '系统发出提醒', en: 'The system sends a reminder' }
}

function actionName(definition: ProcedureDefinition, on: string, action: string): BilingualText {
  const own = definition.nodes[on]
  if (own?.kind === 'step' && own.actions[action] !== undefined) return own.actions[action].name
  for (const node of Object.values(definition.nodes))
    if (node.kind === 'step' && node.actions[action] !== undefined) return node.actions[action].name
  return { zh: action, en: action }
}
