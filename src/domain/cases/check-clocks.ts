/** Are the clocks of a definition well set: on work, owned, with a limit for every case, doing what can be done? */
import type { DefinitionCheck } from './definition-findings.ts'
import { liesIn } from './definition-graph.ts'
import type { ClockDefinition, StageAct } from './definition.ts'
import { choicesOf } from './field-shapes.ts'
import { checkOpening, fieldsFilledBefore, madePerParty } from './check-steps.ts'

export function checkClocks(check: DefinitionCheck): void {
  const filled = fieldsFilledBefore(check.definition)
  for (const [code, clock] of Object.entries(check.definition.clocks)) {
    const on = check.need('nodes', clock.on, null, `clocks.${code}.on`) ? clock.on : null
    if (on !== null) {
      const kind = check.definition.nodes[on]?.kind
      if (kind === 'choice' || kind === 'end') check.error('clock_on_moment', on, `clocks.${code}.on`)
      checkOwner(check, code, clock, on, filled)
    }
    checkLimit(check, code, clock, on, filled)
    for (const calendar of [clock.calendar, ...(clock.rollTo === undefined ? [] : [clock.rollTo])])
      if (!check.known.calendars.includes(calendar))
        check.error('unknown_calendar', on, `clocks.${code}.calendar`, { name: calendar })
    for (const [index, pause] of (clock.pausedIn ?? []).entries()) {
      const place = `clocks.${code}.pausedIn.${String(index)}`
      check.need('pauseReasons', pause.reason, on, `${place}.reason`)
      if (
        check.need('nodes', pause.node, on, `${place}.node`) &&
        on !== null &&
        !liesIn(check.definition, pause.node, on)
      )
        check.error('paused_outside', on, `${place}.node`, { name: pause.node })
    }
    checkStages(check, code, clock, on)
  }
}

function checkOwner(
  check: DefinitionCheck,
  code: string,
  clock: ClockDefinition,
  on: string,
  filled: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const place = `clocks.${code}.owner`
  if (!check.need('participants', clock.owner, on, place)) return
  const who = check.definition.participants[clock.owner]
  const perParty = madePerParty(check.definition, on)
  if (who?.kind === 'branch' && !perParty) check.error('owner_missing', on, place, { name: clock.owner })
  if (who?.kind === 'field' && filled.get(who.field)?.has(on) !== true)
    check.error('owner_missing', on, place, { name: who.field })
}

function checkLimit(
  check: DefinitionCheck,
  code: string,
  clock: ClockDefinition,
  on: string | null,
  filled: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const place = `clocks.${code}.limit`
  const { limit } = clock
  for (const setting of typeof limit === 'string' ? [limit] : Object.values(limit.of)) {
    if (!check.need('settings', setting, on, place)) continue
    if (typeof check.definition.settings[setting]?.value === 'number')
      check.error('limit_not_time', on, place, { name: setting })
  }
  if (typeof limit === 'string' || !check.need('fields', limit.by, on, `${place}.by`)) return
  const field = check.definition.fields[limit.by]
  const choices = field === undefined ? null : choicesOf(field)
  if (choices === null) {
    check.error('field_not_choice', on, `${place}.by`, { name: limit.by })
    return
  }
  const missing = choices.filter((choice) => !Object.hasOwn(limit.of, String(choice)))
  if (missing.length > 0) check.error('limit_not_covering', on, place, { missing })
  for (const value of Object.keys(limit.of))
    if (!choices.map(String).includes(value)) check.error('limit_value_unknown', on, place, { value })
  if (on !== null && filled.get(limit.by)?.has(on) !== true)
    check.error('field_never_filled', on, `${place}.by`, { name: limit.by })
}

function checkStages(check: DefinitionCheck, code: string, clock: ClockDefinition, on: string | null): void {
  const seen = new Set<string>()
  for (const [index, stage] of clock.stages.entries()) {
    const place = `clocks.${code}.stages.${String(index)}`
    if (seen.has(stage.code)) check.error('stage_twice', on, place, { name: stage.code })
    seen.add(stage.code)
    for (const [position, act] of (stage.do ?? []).entries())
      checkStageAct(check, clock, on, `${place}.do.${String(position)}`, act)
  }
  if (clock.stages.every((stage) => (stage.do ?? []).length === 0))
    check.warn('stage_idle', on, `clocks.${code}.stages`)
}

function checkStageAct(
  check: DefinitionCheck,
  clock: ClockDefinition,
  on: string | null,
  place: string,
  act: StageAct,
): void {
  if ('notify' in act) {
    check.message(act.notify, on, `${place}.notify`)
    check.participants(act.to, on, `${place}.to`)
  }
  if ('open' in act) checkOpening(check, on, place, act.open, act.data, undefined)
  if (!('act' in act) || on === null) return
  const takers = Object.entries(check.definition.nodes).filter(
    ([id, node]) =>
      node.kind === 'step' && Object.hasOwn(node.actions, act.act) && liesIn(check.definition, id, clock.on),
  )
  if (takers.length === 0) check.error('unknown_action', on, `${place}.act`, { name: act.act })
}
