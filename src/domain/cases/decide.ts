import { refused, type Outcome } from '#domain/kernel'
import { act, save } from './act.ts'
import { emit, settle, startRun } from './case-run.ts'
import type { CaseActor, CaseState } from './case-state.ts'
import { addSigner, delegate, removeSigner, transfer } from './change-signers.ts'
import type { CaseCommand, CaseEnvironment, Decision } from './commands.ts'
import type { ProcedureDefinition } from './definition.ts'
import { comment, copy, terminate, urge } from './end-and-tell.ts'
import type { CaseView } from './hold-seat.ts'
import { returnWork } from './return-work.ts'
import { correctCalendar, extend, pause, resume } from './steer-clock.ts'
import { subcaseClosed, subcaseOpened } from './subcases.ts'
import { tick } from './tick.ts'
import { withdraw } from './withdraw.ts'

type SystemCommand = Extract<
  CaseCommand,
  { kind: 'number' | 'tick' | 'subcase-opened' | 'subcase-closed' | 'correct-calendar' }
>

/**
 * What a command does to a case: the next state, the events that led there and what is to be done outside, or why not. No
 * actor means the system. Nothing given is changed, and the same question has the same answer.
 */
export function decide(
  definition: ProcedureDefinition,
  state: CaseState,
  command: CaseCommand,
  actor: CaseActor | null,
  env: CaseEnvironment,
): Outcome<Decision> {
  if (definition.code !== state.procedure || definition.version !== state.definitionVersion)
    throw new Error(
      `Case ${state.id} runs by ${state.procedure} ${state.definitionVersion}, not by ${definition.code} ${definition.version}.`,
    )
  const view: CaseView = { definition, state, env }
  if (isSystemCommand(command)) {
    return actor === null
      ? decideForSystem(view, command)
      : refused({ code: 'cases.system_only', params: { command: command.kind } })
  }
  if (actor === null) return refused({ code: 'cases.person_only', params: { command: command.kind } })
  switch (command.kind) {
    case 'act':
      return act(view, command, actor)
    case 'save':
      return save(view, command, actor)
    case 'return':
      return returnWork(view, command, actor)
    case 'transfer':
      return transfer(view, command, actor)
    case 'delegate':
      return delegate(view, command, actor)
    case 'add-signer':
      return addSigner(view, command, actor)
    case 'remove-signer':
      return removeSigner(view, command, actor)
    case 'withdraw':
      return withdraw(view, command, actor)
    case 'terminate':
      return terminate(view, command, actor)
    case 'copy':
      return copy(view, command, actor)
    case 'urge':
      return urge(view, command, actor)
    case 'comment':
      return comment(view, command, actor)
    case 'pause':
      return pause(view, command, actor)
    case 'resume':
      return resume(view, command, actor)
    case 'extend':
      return extend(view, command, actor)
  }
}

/** Number, sub-cases and calendars are records of what is so: they are taken on a closed case too. */
function decideForSystem(view: CaseView, command: SystemCommand): Outcome<Decision> {
  switch (command.kind) {
    case 'number':
      return giveNumber(view, command.number)
    case 'tick':
      return tick(view)
    case 'subcase-opened':
      return subcaseOpened(view, command)
    case 'subcase-closed':
      return subcaseClosed(view, command)
    case 'correct-calendar':
      return correctCalendar(view, command)
  }
}

function isSystemCommand(command: CaseCommand): command is SystemCommand {
  return ['number', 'tick', 'subcase-opened', 'subcase-closed', 'correct-calendar'].includes(command.kind)
}

/** 编号: once, and for good. */
function giveNumber({ definition, env, state }: CaseView, number: string): Outcome<Decision> {
  if (state.number !== null || state.submittedAt === null)
    return refused({ code: 'cases.stale', params: { number: state.number } })
  const run = startRun(definition, env, null, state)
  return settle(run, () => {
    emit(run, { kind: 'numbered', number })
  })
}
