/**
 * How long a million events take to become states again, in cases of several lengths, and whether a long case costs more for
 * each event than a short one.
 *
 *   node tests/bench/replay.ts
 */
import { isDeepStrictEqual } from 'node:util'
import { replay, type CaseActor } from '#domain/cases'
import { beijing } from '#tests/calendars'
import { assignedDuty, greenChannel, supervision, type Told } from './support/sample-cases.ts'

const EVENTS = 1_000_000

const office = actor('00000000-0000-4000-8000-000000000001', 'zone_office')
const body = actor('00000000-0000-4000-8000-000000000002', 'department')
const giver = { actor: office, at: beijing('2026-03-02 09:30'), tag: 'T0000001' }
const id = '00000000-0000-4000-8000-0000000000aa'

const samples: [string, Told][] = [
  ['supervision notice, just issued', supervision(giver, id, office, body)],
  [
    'green channel, two bodies',
    greenChannel(giver, id, {
      park: '00000000-0000-4000-8000-000000000003',
      bodies: ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000004'],
    }),
  ],
  ['assigned duty, sent back 5 times', assignedDuty(giver, id, body, 5)],
  ['assigned duty, sent back 100 times', assignedDuty(giver, id, body, 100)],
  ['assigned duty, sent back 1,000 times', assignedDuty(giver, id, body, 1000)],
]

console.log(`${'case'.padEnd(38)}${'events each'.padStart(12)}${'cases'.padStart(9)}${'seconds'.padStart(9)}`)
for (const [name, { events, state }] of samples) {
  const cases = Math.ceil(EVENTS / events.length)
  const started = performance.now()
  let last = replay(events)
  for (let n = 1; n < cases; n++) last = replay(events)
  const seconds = (performance.now() - started) / 1000
  if (!isDeepStrictEqual(last, state)) throw new Error(`${name}: the replayed state differs`)
  console.log(
    name.padEnd(38) +
      String(events.length).padStart(12) +
      String(cases).padStart(9) +
      seconds.toFixed(2).padStart(9),
  )
}

function actor(organisationId: string, role: string): CaseActor {
  return {
    userId: organisationId.replace('-4000-', '-4001-'),
    organisationId,
    name: role,
    roles: [role],
    substitutesFor: [],
  }
}
