import { describe, expect, test } from 'vitest'
import type { CaseView } from '../shared/case-queries.ts'
import { stepLine } from './step-line.ts'

type Box = CaseView['drawing']['boxes'][number]
type Line = CaseView['drawing']['lines'][number]

function box(node: string, kind: Box['kind'], x: number, y = 0, width = 10, height = 10): Box {
  return { node, kind, name: { zh: node, en: node }, x, y, width, height, note: null, tone: null }
}
function line(from: string, to: string, tone: Line['tone'] = 'primary', byClock = false): Line {
  return { from, to, points: [], label: null, tone, byClock }
}
function step(
  node: string,
  minute: number,
  status: 'active' | 'done' | 'cancelled' = 'done',
): CaseView['steps'][number] {
  return {
    activation: `${node}-${minute}`,
    node,
    name: { zh: node, en: node },
    hint: null,
    branch: null,
    branchName: null,
    status,
    enteredAt: new Date(Date.UTC(2026, 10, 12, 1, minute)).toISOString(),
    leftAt: null,
    decision: null,
    signRule: 'one',
    seats: [],
  }
}
/** draft → dispatch → [work: sign → (refuse) sign_next | handle → done] → {both: rate, appraise} → closed */
const drawing: CaseView['drawing'] = {
  width: 200,
  height: 100,
  boxes: [
    box('draft', 'step', 0),
    box('dispatch', 'step', 20),
    box('work', 'group', 40, -5, 60, 60),
    box('sign', 'step', 42),
    box('sign_next', 'step', 42, 20),
    box('handle', 'step', 60),
    box('done', 'end', 80),
    box('both', 'parallel', 110, -5, 40, 60),
    box('rate', 'step', 115),
    box('appraise', 'step', 115, 20),
    box('hang', 'step', 110, 70),
    { ...box('closed', 'end', 160), tone: 'good' },
    box('declined', 'end', 160, 40),
  ],
  lines: [
    line('draft', 'dispatch'),
    line('dispatch', 'work'),
    line('dispatch', 'declined', 'danger'),
    line('sign', 'sign_next', 'danger'),
    line('sign', 'handle'),
    line('sign', 'done', 'plain', true),
    line('sign_next', 'handle'),
    line('handle', 'done'),
    line('work', 'hang', 'plain'),
    line('work', 'both', 'plain'),
    line('hang', 'work'),
    line('both', 'closed'),
  ],
}
const open = { drawing, stage: 'open' as const, outcome: null }
const words = (view: Parameters<typeof stepLine>[0]) =>
  stepLine(view).map(({ place, names }) => `${place} ${names.map(({ zh }) => zh).join('+')}`)

describe('the case as one line', () => {
  test('past, present and the way ahead, into and out of a group, parallel work as one step', () => {
    expect(
      words({
        ...open,
        steps: [step('draft', 0), step('dispatch', 1), step('sign', 2, 'active')],
        activeNodes: ['sign'],
      }),
    ).toEqual(['past draft', 'past dispatch', 'now sign', 'later handle', 'later both'])
  })

  test('a detour that was taken is part of the past', () => {
    expect(
      words({
        ...open,
        steps: [
          step('draft', 0),
          step('dispatch', 1),
          step('sign', 2),
          step('sign_next', 3),
          step('handle', 4, 'active'),
        ],
        // The server also calls the frame and the node active with which it began.
        activeNodes: ['work', 'sign', 'handle'],
      }),
    ).toEqual(['past draft', 'past dispatch', 'past sign', 'past sign_next', 'now handle', 'later both'])
  })

  test('work that was sent back is where it is now', () => {
    expect(
      words({
        ...open,
        steps: [step('draft', 0), step('dispatch', 1), step('draft', 2, 'active')],
        activeNodes: ['draft'],
      }),
    ).toEqual(['now draft', 'later dispatch', 'later sign', 'later handle', 'later both'])
  })

  test('both sides of parallel work are one place', () => {
    expect(
      words({
        ...open,
        steps: [step('handle', 0), step('rate', 1, 'active'), step('appraise', 1, 'active')],
        activeNodes: ['both', 'rate', 'appraise'],
      }),
    ).toEqual(['past handle', 'now both'])
  })

  test('a closed case ends with its outcome', () => {
    const outcome = { code: 'declined', name: { zh: '不予派单', en: 'Declined' }, tone: 'bad' as const }
    expect(
      stepLine({
        drawing,
        stage: 'closed',
        outcome,
        steps: [step('draft', 0), step('dispatch', 1)],
        activeNodes: [],
      }).at(-1),
    ).toEqual({ key: 'end', names: [outcome.name], place: 'now', tone: 'bad' })
  })
})
