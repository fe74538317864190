import { describe, expect, it } from 'vitest'
import type { Json } from '#domain/kernel'
import { beijing, shippedCalendars } from '#tests/calendars'
import { readProcedureExample } from '#tests/procedure-example'
import { shippedCodes, shippedProcedure } from '#tests/shipped-procedures'
import type { ProcedureDefinition } from './definition.ts'
import { parseDefinition } from './parse-definition.ts'
import { walkDefinition, type DefinitionWalk } from './walk-definition.ts'

const options = { calendars: shippedCalendars, now: beijing('2026-03-02 09:00') }

type Part = Record<string, Json>

function exampleWith(change: (nodes: Record<string, Part>, whole: Part) => void): ProcedureDefinition {
  const json = readProcedureExample()
  change(json['nodes'] as Record<string, Part>, json)
  const parsed = parseDefinition(json)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

function walk(definition: ProcedureDefinition): DefinitionWalk {
  return walkDefinition(definition, options)
}

describe('walkDefinition', () => {
  it('takes every transition of the example in the manual, and comes to each of its ends', () => {
    const walked = walk(exampleWith(() => undefined))
    expect(walked.unvisited).toEqual([])
    expect(walked.taken).toBe(walked.transitions)
    expect(walked.outcomes).toEqual(['granted', 'refused'])
  })

  it.each(shippedCodes)('takes every transition of the shipped procedure %s', { timeout: 60_000 }, (code) => {
    const walked = walk(shippedProcedure(code))
    expect(walked.unvisited).toEqual([])
    expect(walked.taken).toBe(walked.transitions)
    expect(walked.paths).toBeGreaterThan(0)
  })

  it('reports an action whose guard nothing can meet', () => {
    const walked = walk(
      exampleWith((nodes) => {
        const actions = nodes['check']?.['actions'] as Record<string, Part>
        actions['refuse'] = { ...actions['refuse'], guard: 'cars > 20' }
      }),
    )
    expect(walked.unvisited).toEqual([
      { id: 'acceptance.left/2', reason: 'not_chosen' },
      { id: 'check.refuse', reason: 'cases.guard' },
    ])
  })

  it('reports a fork that is never taken, and what lies behind it', () => {
    const walked = walk(
      exampleWith((nodes) => {
        nodes['weigh'] = {
          ...nodes['weigh'],
          to: [{ when: 'cars > 20', to: 'handover' }, { to: 'refused' }],
        }
      }),
    )
    expect(walked.unvisited).toEqual([
      { id: 'weigh.choice/1', reason: 'not_chosen' },
      { id: 'handover.over', reason: 'not_reached' },
    ])
  })

  it('reports a stage of a clock that never comes, because another always acts before', () => {
    const walked = walk(
      exampleWith((_, whole) => {
        const opinion = (whole['clocks'] as Record<string, Part>)['opinion']
        const stages = opinion?.['stages'] as Json[]
        stages.push({ code: 'long-after', at: { after: { amount: 5, unit: 'day' } }, do: [{ urge: true }] })
      }),
    )
    expect(walked.unvisited).toEqual([{ id: 'clock opinion.long-after', reason: 'not_chosen' }])
  })

  it('finds values that fit a pattern and the bounds at which guards turn', () => {
    const walked = walk(
      exampleWith((nodes, whole) => {
        const fields = whole['fields'] as Record<string, Part>
        fields['purpose'] = { ...fields['purpose'], schema: { type: 'string', pattern: '^[0-9A-Z]{8,12}$' } }
        nodes['weigh'] = {
          ...nodes['weigh'],
          to: [
            { when: 'cars = 7 and hours = "night"', to: 'refused' },
            { when: 'cars >= 19', to: 'refused' },
            { to: 'handover' },
          ],
        }
      }),
    )
    expect(walked.unvisited).toEqual([])
  })

  it('walks the same way each time', () => {
    const definition = exampleWith(() => undefined)
    expect(walk(definition)).toEqual(walk(definition))
  })
})
