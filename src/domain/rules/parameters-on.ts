/** Dated parameters (参数): the value of a day, the days on which anything changes, and what changed between two days. */
import { type DateOn, type Issue, type Json, dayNumber } from '#domain/kernel'
import type { FactValue, ParameterValue, RuleParameter } from './fact.ts'
import { TYPE_TEXTS } from './study-expression.ts'

/** The spell that holds on a day; null: none, so the parameter has no value. */
export function parameterValueOn(parameter: RuleParameter, on: DateOn): ParameterValue | null {
  return parameter.values.find(({ from, to }) => from <= on && (to === null || on < to)) ?? null
}

/** Values of all parameters that have one on the day. */
export function parametersOn(
  parameters: readonly RuleParameter[],
  on: DateOn,
): ReadonlyMap<string, ParameterValue> {
  const values = new Map<string, ParameterValue>()
  for (const parameter of parameters) {
    const value = parameterValueOn(parameter, on)
    if (value !== null) values.set(parameter.code, value)
  }
  return values
}

/**
 * What is wrong with the spells of a parameter: days that do not exist, a spell that ends before it begins, spells that overlap or
 * stand out of order (both are named), values of another type.
 */
export function checkSpells(parameter: RuleParameter): Issue[] {
  const { code, values, type } = parameter
  const issues: Issue[] = []
  for (const [index, spell] of values.entries()) {
    const path = ['values', index]
    const spelled = { parameter: code, from: spell.from, to: spell.to }
    if (dayNumber(spell.from) === null || (spell.to !== null && dayNumber(spell.to) === null))
      issues.push({ code: 'rules.parameter_no_such_day', path, params: spelled })
    else if (spell.to !== null && spell.to <= spell.from)
      issues.push({ code: 'rules.parameter_spell_empty', path, params: spelled })
    if (!fitsType(spell.value, type))
      issues.push({
        code: 'rules.parameter_wrong_type',
        path,
        params: { ...spelled, type: TYPE_TEXTS[type] },
      })
    const next = values[index + 1]
    if (next !== undefined && (spell.to === null || next.from < spell.to))
      issues.push({
        code: 'rules.parameter_spells_overlap',
        path,
        params: {
          parameter: code,
          firstFrom: spell.from,
          firstTo: spell.to,
          secondFrom: next.from,
          secondTo: next.to,
        },
      })
  }
  return issues
}

function fitsType(value: FactValue, type: RuleParameter['type']): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'text':
      return typeof value === 'string'
    case 'texts':
      return typeof value === 'object'
    case 'date':
      return typeof value === 'string' && dayNumber(value) !== null
  }
}

export interface ParameterChange {
  readonly parameter: string
  /** The first day of the new value, or of none. */
  readonly on: DateOn
  readonly before: ParameterValue | null
  readonly after: ParameterValue | null
}

/** What changes after the first day, up to and including the last, by day; with the clauses of both values. */
export function changesOf(
  parameters: readonly RuleParameter[],
  from: DateOn,
  to: DateOn,
): readonly ParameterChange[] {
  const changes: ParameterChange[] = []
  for (const parameter of parameters) {
    const days = new Set(
      parameter.values.flatMap((spell) => (spell.to === null ? [spell.from] : [spell.from, spell.to])),
    )
    let before = parameterValueOn(parameter, from)
    for (const on of [...days].filter((day) => day > from && day <= to).sort()) {
      const after = parameterValueOn(parameter, on)
      if (!sameValue(before, after)) changes.push({ parameter: parameter.code, on, before, after })
      before = after
    }
  }
  return changes.sort((a, b) => order(a.on, b.on) || order(a.parameter, b.parameter))
}

/** Every day on which a parameter takes another value, has one first, or has one no longer. */
export function daysOfChange(parameters: readonly RuleParameter[]): readonly DateOn[] {
  return [...new Set(changesOf(parameters, '0000-00-00', '9999-99-99').map(({ on }) => on))]
}

function sameValue(a: ParameterValue | null, b: ParameterValue | null): boolean {
  return JSON.stringify(valueOf(a)) === JSON.stringify(valueOf(b))
}

function valueOf(spell: ParameterValue | null): Json {
  return spell === null ? null : typeof spell.value === 'object' ? [...spell.value] : spell.value
}

/** Against each other as they stand on two days: one line for each parameter whose value differs. */
export function compareDays(
  parameters: readonly RuleParameter[],
  first: DateOn,
  second: DateOn,
): readonly ParameterChange[] {
  return parameters.flatMap((parameter) => {
    const [before, after] = [parameterValueOn(parameter, first), parameterValueOn(parameter, second)]
    if (sameValue(before, after)) return []
    return [{ parameter: parameter.code, on: after?.from ?? before?.to ?? second, before, after }]
  })
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
