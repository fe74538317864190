import { randomUUID } from 'node:crypto'
import { Refusal, refuse, type Outcome } from '#domain/kernel'
import {
  decide,
  openCase as decideToOpen,
  type CaseActor,
  type CaseCommand,
  type CaseData,
  type CaseEvent,
  type CaseOrigin,
  type CaseState,
  type Decision,
  type ProcedureDefinition,
} from '#domain/cases'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type {
  CaseCommandBody,
  CaseView,
  commandCases as bulkRoute,
  openCase as openRoute,
} from './contract.ts'
import { definitionInForce, definitionOf } from './definitions.ts'
import { carryOut } from './effects.ts'
import { actorOf, environmentFor } from './environment.ts'
import { loadOrigin, prefilled } from './origin.ts'
import { requireParties } from './parties.ts'
import {
  drawNumber,
  loadCase,
  loadEvents,
  saveChanges,
  subjectOf,
  type CaseChange,
  type Tx,
} from './store.ts'
import { viewCase } from './view-case.ts'

/** 发起: a draft of the procedure in force; the first step's action then submits it. */
export async function openCase(ctx: Context, request: BodyOf<typeof openRoute>): Promise<CaseView> {
  return readCase(ctx, await beginCase(ctx, request))
}

/** The same without its page; answers the id. `synthetic`: invented, for a demonstration, and shown as such. */
export async function beginCase(
  ctx: Context,
  request: BodyOf<typeof openRoute>,
  synthetic = false,
): Promise<string> {
  const caseId = randomUUID()
  await ctx.inTransaction(async (tx) => {
    const definition = await definitionInForce(tx, ctx.place, request.procedure)
    const origin = request.origin === null ? null : await loadOrigin(tx, request.origin)
    await birth(tx, ctx, {
      caseId,
      definition,
      actor: await actorOf(tx, ctx),
      origin: request.origin,
      data: origin === null ? request.data : prefilled(definition, origin, request.data),
      ...(synthetic ? { born: { ...UNBORN, synthetic } } : {}),
    })
    await ctx.audit(tx, {
      action: 'case.open',
      subjectKind: 'case',
      subjectId: caseId,
      detail: { procedure: definition.code, definitionVersion: definition.version },
    })
  })
  return caseId
}

/** Of a case that a person opened, not another case. */
const UNBORN = { parentId: null, parentEvent: null, parentItem: null, parentActivation: null }

export interface Birth {
  readonly caseId: string
  readonly definition: ProcedureDefinition
  readonly actor: CaseActor
  readonly origin: CaseOrigin | null
  readonly data: CaseData
  /** Opened by a clock or another case, in somebody’s name: asks for no role of his. */
  readonly bySystem?: boolean
  readonly born?: CaseChange['born']
}

/** Opens a case in the caller's transaction; answers what it begins with. */
export async function birth(tx: Tx, ctx: Context, request: Birth): Promise<CaseState> {
  const { definition, born, ...opening } = request
  const subject = definition.subject === undefined ? null : text(request.data[definition.subject])
  const environment = await environmentFor(tx, ctx, definition, subject, request.caseId)
  const decision = orRefuse(decideToOpen(definition, opening, environment))
  await saveChanges(tx, [
    {
      definition,
      before: null,
      after: decision.state,
      events: decision.events,
      environment,
      ...(born === undefined ? {} : { born }),
    },
  ])
  await carryOut(tx, ctx, definition, decision)
  return decision.state
}

/** One command of a person on one case: access, decision, save, audit, notices and whatever else follows. */
export async function commandCase(
  ctx: Context,
  caseId: string,
  version: number,
  command: CaseCommandBody,
): Promise<CaseView> {
  await ctx.inTransaction((tx) => runCommand(tx, ctx, caseId, version, toCommand(command)))
  return readCase(ctx, caseId)
}

export async function runCommand(
  tx: Tx,
  ctx: Context,
  caseId: string,
  version: number | null,
  command: CaseCommand,
): Promise<CaseState> {
  const head = await loadCase(tx, caseId, true)
  const actor = await actorOf(tx, ctx)
  if (version !== null && version !== head.state.sequence)
    refuseIfStale(await loadEvents(tx, caseId, version), command, actor)
  await requireParties(tx, partiesIn(command))
  await requireFiles(tx, caseId, filesIn(command))
  const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
  const environment = await environmentFor(
    tx,
    ctx,
    definition,
    subjectAfter(definition, head.state, command),
    caseId,
  )
  const decision = await withNumber(
    tx,
    definition,
    orRefuse(decide(definition, head.state, command, actor, environment)),
    environment,
  )
  await saveChanges(tx, [
    { definition, before: head.state, after: decision.state, events: decision.events, environment },
  ])
  await carryOut(tx, ctx, definition, decision)
  // Saving a form as one types is in the case's own events; the trail keeps what was decided.
  if (command.kind !== 'save')
    await ctx.audit(tx, {
      action: `case.${command.kind}`,
      subjectKind: 'case',
      subjectId: caseId,
      detail: {
        sequence: decision.state.sequence,
        ...('action' in command ? { action: command.action } : {}),
      },
    })
  return decision.state
}

/** A submitted case gets its number in the same transaction. */
export async function withNumber(
  tx: Tx,
  definition: ProcedureDefinition,
  decision: Decision,
  environment: Parameters<typeof decide>[4],
): Promise<Decision> {
  if (!decision.effects.some(({ kind }) => kind === 'number')) return decision
  // The year of the zone's own time, which its calendars carry.
  const offsetMs = environment.calendars.values().next().value?.offsetMs ?? 0
  const year = new Date(environment.now + offsetMs).getUTCFullYear()
  const number = await drawNumber(tx, definition, year)
  const numbered = orRefuse(decide(definition, decision.state, { kind: 'number', number }, null, environment))
  return {
    state: numbered.state,
    events: [...decision.events, ...numbered.events],
    effects: [...decision.effects.filter(({ kind }) => kind !== 'number'), ...numbered.effects],
  }
}

/** The same action on several cases: each in a transaction of its own, so that one refusal stops no other. */
export async function commandCases(
  ctx: Context,
  { action, opinion, cases }: BodyOf<typeof bulkRoute>,
): Promise<ResponseOf<typeof bulkRoute>> {
  const results: ResponseOf<typeof bulkRoute>['results'] = []
  for (const { caseId, version, activation } of cases) {
    try {
      await ctx.inTransaction((tx) =>
        runCommand(tx, ctx, caseId, version, {
          kind: 'act',
          activation,
          action,
          opinion,
          data: {},
          attachments: [],
        }),
      )
      results.push({ caseId, ok: true, issues: [] })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      results.push({
        caseId,
        ok: false,
        issues: error.issues.map(({ code, path = [], params = {} }) => ({
          code,
          path: [...path],
          params: JSON.parse(JSON.stringify(params)) as ResponseOf<
            typeof bulkRoute
          >['results'][number]['issues'][number]['params'],
        })),
      })
    }
  }
  return { results }
}

export function readCase(ctx: Context, caseId: string): Promise<CaseView> {
  return ctx.read(async (tx) => viewCase(tx, ctx, await loadCase(tx, caseId)))
}

/**
 * What happened since the asker looked matters only where it touches what the command decides on: the case's own data, the
 * same step or the same clock. Two reviewers who write side by side do not get in each other's way.
 */
function refuseIfStale(since: readonly CaseEvent[], command: CaseCommand, actor: CaseActor): void {
  const activation = 'activation' in command ? command.activation : null
  const clock = 'clock' in command ? command.clock : null
  for (const event of since) {
    if (event.by?.userId === actor.userId) continue
    const touches =
      event.kind === 'migrated' ||
      event.kind === 'closed' ||
      (event.kind === 'data-changed' &&
        event.branch === null &&
        (command.kind === 'act' || command.kind === 'save')) ||
      ('activation' in event &&
        event.activation !== null &&
        event.activation === activation &&
        event.kind !== 'urged') ||
      ('clock' in event && event.clock === clock && event.kind !== 'clock-stage')
    if (touches) refuse('cases.stale_version', { by: event.by?.name ?? '' })
  }
}

function subjectAfter(
  definition: ProcedureDefinition,
  state: CaseState,
  command: CaseCommand,
): string | null {
  if (definition.subject !== undefined && 'data' in command && definition.subject in command.data)
    return text(command.data[definition.subject])
  return subjectOf(definition, state)
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function toCommand(body: CaseCommandBody): CaseCommand {
  if (body.kind === 'pause') return { ...body, expiresAt: new Date(body.expiresAt).getTime() }
  return body
}

function partiesIn(command: CaseCommand): string[] {
  if (!('to' in command) || command.kind === 'return') return []
  return typeof command.to === 'string' ? [command.to] : [...command.to]
}

function filesIn(command: CaseCommand): readonly string[] {
  if (command.kind === 'act' || command.kind === 'comment') return command.attachments
  return command.kind === 'pause' ? command.evidence : []
}

async function requireFiles(tx: Tx, caseId: string, digests: readonly string[]): Promise<void> {
  if (digests.length === 0) return
  const known = await tx
    .selectFrom('caseFile')
    .select('digest')
    .where('caseId', '=', caseId)
    .where('digest', 'in', [...digests])
    .execute()
  if (known.length < new Set(digests).size) refuse('cases.file_unknown')
}

export function orRefuse<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.issues)
  return outcome.value
}
