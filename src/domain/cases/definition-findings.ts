import type { Json } from '#domain/kernel'
import { checkExpression, type KnownNames } from './check-expression.ts'
import type { ProcedureDefinition } from './definition.ts'

/** Something wrong with a definition (it must not run) or doubtful about it. */
export interface DefinitionFinding {
  readonly severity: 'error' | 'warning'
  readonly code: DefinitionFindingCode
  /** The node concerned; null for what belongs to no node. */
  readonly node: string | null
  /** `place` is the way to it in the file, e.g. `nodes.review.actions.agree.to`. */
  readonly params: Readonly<Record<string, Json>>
}

/** What the world outside of a definition has. */
export interface KnownWorld {
  readonly accountRoles: readonly string[]
  readonly calendars: readonly string[]
  readonly procedures: readonly string[]
}

/** All codes with their parameters beside `place`, so that a test can hold texts and codes together. */
export const DEFINITION_FINDING_CODES = [
  // Names: { name }
  'unknown_node',
  'unknown_field',
  'unknown_setting',
  'unknown_participant',
  'unknown_calendar',
  'unknown_message',
  'unknown_role',
  'unknown_procedure',
  'unknown_action',
  'unknown_pause_reason',
  'unknown_placeholder',
  'reserved_name',
  // The graph
  'unreachable',
  'dead_end',
  'no_end',
  'target_outside',
  'initial_not_inside',
  'initial_not_step',
  'initial_not_initiator',
  'holder_not_holder',
  'holder_cycle',
  'branch_not_inside',
  'branch_not_work',
  'branches_unclear',
  'join_never_met',
  'choice_without_else',
  'guard_after_else',
  'endless_choice',
  // Steps
  'nobody_may_do',
  'field_never_filled',
  'field_not_editable',
  'no_actions',
  'no_action_for_people',
  'mixed_missing',
  'sign_rule_missing',
  'sign_rule_idle',
  'count_missing',
  'count_too_high',
  'participant_outside_branch',
  'guard_unexplained',
  'clock_action_untaken',
  'nothing_to_pause',
  'nothing_to_extend',
  'return_from_initial',
  'repeats_idle',
  // Clocks
  'owner_missing',
  'limit_not_time',
  'limit_not_covering',
  'limit_value_unknown',
  'stage_twice',
  'stage_idle',
  'paused_outside',
  'clock_on_moment',
  // Fields
  'field_not_party',
  'field_not_list',
  'field_not_text',
  'field_not_choice',
  'field_unused',
  'setting_unused',
  'message_unused',
  'value_unnamed',
  'value_unknown',
  'column_unknown',
  'pattern_unsafe',
  'branch_field_outside',
  'numbering_without_year',
  // Expressions: { problem, text, … } as in `ExpressionProblem`
  'expression',
] as const

export type DefinitionFindingCode = (typeof DEFINITION_FINDING_CODES)[number]

/** Gathers findings while the parts of a definition are gone through. */
export class DefinitionCheck {
  readonly findings: DefinitionFinding[] = []
  readonly definition: ProcedureDefinition
  readonly known: KnownWorld

  constructor(definition: ProcedureDefinition, known: KnownWorld) {
    this.definition = definition
    this.known = known
  }

  error(
    code: DefinitionFindingCode,
    node: string | null,
    place: string,
    params: Readonly<Record<string, Json>> = {},
  ): void {
    this.findings.push({ severity: 'error', code, node, params: { place, ...params } })
  }

  warn(
    code: DefinitionFindingCode,
    node: string | null,
    place: string,
    params: Readonly<Record<string, Json>> = {},
  ): void {
    this.findings.push({ severity: 'warning', code, node, params: { place, ...params } })
  }

  expression(
    text: string,
    names: KnownNames,
    expects: 'boolean' | 'any',
    node: string | null,
    place: string,
  ): void {
    for (const problem of checkExpression(text, names, expects))
      this.error('expression', node, place, { problem: problem.code, at: problem.from, ...problem.params })
  }

  has(
    table: 'nodes' | 'fields' | 'settings' | 'participants' | 'messages' | 'pauseReasons',
    name: string,
  ): boolean {
    return Object.hasOwn(this.definition[table], name)
  }

  /** Reports a name that a table of the definition does not have, and says whether it has it. */
  need(
    table: 'nodes' | 'fields' | 'settings' | 'participants' | 'pauseReasons',
    name: string,
    node: string | null,
    place: string,
  ): boolean {
    if (this.has(table, name)) return true
    this.error(UNKNOWN[table], node, place, { name })
    return false
  }

  roles(roles: readonly string[], place: string): void {
    for (const role of roles)
      if (!this.known.accountRoles.includes(role)) this.error('unknown_role', null, place, { name: role })
  }

  message(message: string, node: string | null, place: string): void {
    if (!this.has('messages', message) && !STANDARD_MESSAGES.includes(message))
      this.error('unknown_message', node, place, { name: message })
  }

  participants(participants: readonly string[], node: string | null, place: string): void {
    for (const name of participants) this.need('participants', name, node, place)
  }
}

/** Messages that the system words itself; see `CaseEffect`. */
export const STANDARD_MESSAGES: readonly string[] = [
  ...['assigned', 'returned', 'urged', 'copied', 'closed', 'due-soon', 'overdue', 'paused', 'extended'],
]

const UNKNOWN = {
  nodes: 'unknown_node',
  fields: 'unknown_field',
  settings: 'unknown_setting',
  participants: 'unknown_participant',
  pauseReasons: 'unknown_pause_reason',
} as const satisfies Record<string, DefinitionFindingCode>
