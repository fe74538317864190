import type { Json } from '#domain/kernel'
import type { Branch, CaseState } from './case-state.ts'
import type { CaseEnvironment } from './commands.ts'
import type { ProcedureDefinition } from './definition.ts'
import type { TimeLimit } from './clock.ts'
import type { ExpressionContext } from './expression.ts'
import { parseParty } from './parties.ts'
import { branchesMadeBy, dataIn, parallelBranchAround, type Scope } from './scopes.ts'

/**
 * What expressions see, from a scope: the fields by name (those of the own branch laid over the case's), and `settings`,
 * `branch`, `branches`, `outcome`, `related`, `returns`, `initiator`. In `branch` and in the entries of `branches` stand
 * the branch's fields beside `key`, the bare id of the party for whom it was made, and `outcome`; `data` holds them again.
 * A field without a value is null.
 */
export function contextIn(
  definition: ProcedureDefinition,
  state: CaseState,
  env: CaseEnvironment,
  scope: Scope,
  extra: Readonly<Record<string, Json>> = {},
): ExpressionContext {
  const empty = Object.fromEntries(
    Object.keys(definition.fields).map((field): [string, Json] => [field, null]),
  )
  const own = parallelBranchAround(definition, state, scope)
  const parallels = Object.entries(definition.nodes).filter(([, { kind }]) => kind === 'parallel')
  return {
    ...empty,
    ...dataIn(state, scope),
    settings: settingsOf(definition, env),
    branch: own === null ? null : asJson(own, empty),
    branches: Object.fromEntries(
      parallels.map(([node]) => [
        node,
        branchesMadeBy(state, scope, node).map((branch) => asJson(branch, empty)),
      ]),
    ),
    outcome: state.outcome,
    related: env.related.map(({ procedure, number, outcome, closed }) => ({
      procedure,
      number,
      outcome,
      closed,
    })),
    returns: state.steps.filter(({ decision }) => decision === 'returned').length,
    initiator: state.initiator.organisationId,
    ...extra,
  }
}

/** A setting as the zone has it, otherwise as the definition proposes it. */
export function settingOf(
  definition: ProcedureDefinition,
  env: CaseEnvironment,
  code: string,
): TimeLimit | number | null {
  if (Object.hasOwn(env.settings, code)) return env.settings[code] ?? null
  return definition.settings[code]?.value ?? null
}

/** A count is a number or the code of a setting that holds one. */
export function countOf(
  definition: ProcedureDefinition,
  env: CaseEnvironment,
  count: number | string,
): number {
  const value = typeof count === 'number' ? count : settingOf(definition, env, count)
  if (typeof value !== 'number')
    throw new Error(`Procedure ${definition.code} counts by the setting ${count}, which is no number.`)
  return value
}

function settingsOf(definition: ProcedureDefinition, env: CaseEnvironment): Json {
  return Object.fromEntries(
    Object.keys(definition.settings).map((code): [string, Json] => {
      const value = settingOf(definition, env, code)
      return [code, typeof value === 'object' && value !== null ? { ...value } : value]
    }),
  )
}

function asJson(branch: Branch, empty: Readonly<Record<string, Json>>): Json {
  return {
    ...empty,
    ...branch.data,
    data: branch.data,
    key: branch.key === null ? null : (parseParty(branch.key)?.id ?? branch.key),
    outcome: branch.outcome,
    entry: branch.entry,
  }
}
