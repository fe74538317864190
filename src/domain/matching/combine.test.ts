import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { solveInteger } from '../../platform/optimisation/solve-integer.ts'
import { PROCEDURE_LENGTH, type CombinationOption, type CombinationQuestion } from './combination.ts'
import { combine, combineWith } from './combine.ts'
import { bilingual } from './policy.test-support.ts'
import type { StackingGroup } from './policy.ts'

function option(policy: string, amount: number, change: Partial<CombinationOption> = {}): CombinationOption {
  return {
    policy,
    amount,
    exclusive: [],
    stacking: [],
    excludes: [],
    times: 'once-a-year',
    procedure: 'ordinary',
    open: true,
    ...change,
  }
}
function group(code: string, ceiling: number | null): StackingGroup {
  return { code, title: bilingual(code), ceiling, clause: null }
}
function question(
  options: readonly CombinationOption[],
  groups: readonly StackingGroup[] = [],
  held: CombinationQuestion['held'] = [],
): CombinationQuestion {
  return { options, groups, held }
}

describe('combine', () => {
  test('takes everything where nothing stands against it', () => {
    expect(combine(question([option('a', 10), option('b', 0.01), option('nothing', 0)]))).toEqual({
      total: 10.01,
      chosen: [
        { policy: 'a', amount: 10, cutFrom: null, group: null },
        { policy: 'b', amount: 0.01, cutFrom: null, group: null },
      ],
      leftOut: [],
      proven: true,
    })
  })

  test('takes two small ones rather than the large one that excludes both, and says what the large one would cost', () => {
    const found = combine(
      question([
        option('large', 50),
        option('left', 30, { excludes: ['large'] }),
        option('right', 40, { excludes: ['large'] }),
      ]),
    )
    expect(found).toMatchObject({
      total: 70,
      chosen: [{ policy: 'right' }, { policy: 'left' }],
      leftOut: [{ policy: 'large', reason: 'excludes', insteadOf: ['right', 'left'], loss: 20 }],
    })
  })

  test('takes one of an exclusive group', () => {
    const found = combine(
      question([option('a', 10, { exclusive: ['rung'] }), option('b', 30, { exclusive: ['rung'] })]),
    )
    expect(found).toMatchObject({
      total: 30,
      leftOut: [{ policy: 'a', reason: 'exclusive', group: 'rung', insteadOf: ['b'], loss: 20 }],
    })
  })

  test('pays up to the ceiling, with as few applications as bring it, cut where the procedure is longest', () => {
    const stacking = ['annual']
    const found = combine(
      question(
        [
          option('a', 60, { stacking }),
          option('b', 50, { stacking, procedure: 'direct' }),
          option('c', 40, { stacking }),
          option('d', 5, { stacking, procedure: 'direct' }),
        ],
        [group('annual', 100)],
      ),
    )
    expect(found).toEqual({
      total: 100,
      chosen: [
        { policy: 'a', amount: 50, cutFrom: 60, group: 'annual' },
        { policy: 'b', amount: 50, cutFrom: null, group: null },
      ],
      leftOut: [
        { policy: 'c', amount: 40, reason: 'ceiling', group: 'annual', insteadOf: ['a', 'b'], loss: 0 },
        { policy: 'd', amount: 5, reason: 'ceiling', group: 'annual', insteadOf: ['a', 'b'], loss: 0 },
      ],
      proven: true,
    })
  })

  test('counts what is held this year against ceilings, groups and times', () => {
    const held = {
      policy: 'had',
      amount: 80,
      thisYear: true,
      exclusive: ['rung'],
      stacking: ['annual'],
      excludes: ['enemy'],
    }
    const found = combine(
      question(
        [
          option('had', 10),
          option('again', 5, { times: 'any', stacking: ['annual'] }),
          option('rung', 30, { exclusive: ['rung'] }),
          option('enemy', 30),
          option('more', 30, { stacking: ['annual'] }),
          option('closed', 3, { open: false }),
          option('once', 7, { times: 'once' }),
        ],
        [group('annual', 100)],
        [held, { ...held, policy: 'once', thisYear: false }],
      ),
    )
    expect(found?.total).toBe(20)
    expect(found?.chosen).toEqual([{ policy: 'more', amount: 20, cutFrom: 30, group: 'annual' }])
    expect(
      Object.fromEntries(found?.leftOut.map(({ policy, reason, loss }) => [policy, [reason, loss]]) ?? []),
    ).toEqual({
      had: ['paid', null],
      again: ['ceiling', 0],
      rung: ['exclusive', null],
      enemy: ['excludes', null],
      closed: ['window', null],
      once: ['paid', null],
    })
    const full = combine(
      question([option('late', 5, { stacking: ['annual'] })], [group('annual', 80)], [held]),
    )
    expect(full?.leftOut).toEqual([
      { policy: 'late', amount: 5, reason: 'ceiling', group: 'annual', insteadOf: ['had'], loss: null },
    ])
  })

  test('of the same money prefers fewer applications, then shorter procedures', () => {
    const exclusive = ['one']
    expect(
      combine(
        question([
          option('slow', 10, { exclusive }),
          option('quick', 10, { exclusive, procedure: 'direct' }),
          option('fast', 10, { exclusive, procedure: 'fast' }),
        ]),
      )?.chosen.map(({ policy }) => policy),
    ).toEqual(['quick'])
    const either = question([
      option('whole', 10, { excludes: ['half', 'other half'] }),
      option('half', 5),
      option('other half', 5),
    ])
    expect(combine(either)?.chosen.map(({ policy }) => policy)).toEqual(['whole'])
  })

  test('leaves ceilings that overlap to a solver', async () => {
    const overlapping = question(
      [
        option('a', 10, { stacking: ['x'] }),
        option('b', 10, { stacking: ['x', 'y'] }),
        option('c', 10, { stacking: ['y'] }),
      ],
      [group('x', 15), group('y', 12)],
    )
    expect(combine(overlapping)).toBeNull()
    const found = await combineWith(overlapping, solveInteger)
    expect(found).toMatchObject({ ok: true, value: { total: 22, proven: true } })
  })
})

/** Everything that could be chosen, tried. Payments under overlapping ceilings by trying every whole 万元. */
function bestByTrying({ options, groups, held }: CombinationQuestion): readonly number[] {
  const thisYear = held.filter((one) => one.thisYear)
  const rooms = groups.map(({ code, ceiling }) => {
    const had = thisYear.filter(({ stacking }) => stacking.includes(code))
    return (ceiling ?? Infinity) - had.reduce((sum, { amount }) => sum + amount, 0)
  })
  let best: readonly number[] = [0, 0, 0]
  for (let set = 0; set < 2 ** options.length; set += 1) {
    const chosen = options.filter((_, at) => ((set >> at) & 1) === 1)
    const fits = chosen.every(
      (one, at) =>
        one.open &&
        one.amount > 0 &&
        !(one.times === 'once' && held.some(({ policy }) => policy === one.policy)) &&
        !(one.times === 'once-a-year' && thisYear.some(({ policy }) => policy === one.policy)) &&
        [...chosen.slice(at + 1), ...thisYear].every(
          (other) =>
            other.policy === one.policy ||
            (!one.exclusive.some((code) => other.exclusive.includes(code)) &&
              !one.excludes.includes(other.policy) &&
              !other.excludes.includes(one.policy)),
        ),
    )
    if (!fits) continue
    const money = mostPaid(
      chosen,
      groups,
      rooms.map((room) => Math.max(0, room)),
    )
    const value = [
      money,
      -chosen.length,
      -chosen.reduce((sum, { procedure }) => sum + PROCEDURE_LENGTH[procedure], 0),
    ]
    const at = value.findIndex((part, index) => part !== best[index])
    if (at !== -1 && (value[at] ?? 0) > (best[at] ?? 0)) best = value
  }
  return best
}
function mostPaid(
  chosen: readonly CombinationOption[],
  groups: readonly StackingGroup[],
  rooms: readonly number[],
): number {
  const [first, ...rest] = chosen
  if (first === undefined) return 0
  const capped = groups.flatMap(({ code }, at) => (first.stacking.includes(code) ? [at] : []))
  const most = Math.min(first.amount, ...capped.map((at) => rooms[at] ?? 0))
  let best = 0
  for (let paid = capped.length === 0 ? most : 0; paid <= most; paid += 1) {
    const left = rooms.map((room, at) => (capped.includes(at) ? room - paid : room))
    best = Math.max(best, paid + mostPaid(rest, groups, left))
  }
  return best
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const anyGroups = (codes: readonly string[]) => fc.subarray([...codes], { maxLength: 2 })
const anyQuestion = fc.record({
  options: fc
    .uniqueArray(
      fc.record({
        policy: fc.constantFrom(...NAMES),
        amount: fc.integer({ min: 0, max: 6 }),
        exclusive: anyGroups(['e1', 'e2']),
        stacking: fc.subarray(['s1', 's2', 's3']),
        excludes: fc.subarray(NAMES, { maxLength: 2 }),
        times: fc.constantFrom<CombinationOption['times'][]>('once', 'once-a-year', 'any'),
        procedure: fc.constantFrom<CombinationOption['procedure'][]>('direct', 'fast', 'ordinary'),
        open: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0),
      }),
      { selector: ({ policy }) => policy, maxLength: 6 },
    )
    // A policy does not exclude itself.
    .map((options) =>
      options.map((one) => ({ ...one, excludes: one.excludes.filter((other) => other !== one.policy) })),
    ),
  groups: fc
    .tuple(
      ...['s1', 's2', 's3'].map((code) =>
        fc.option(fc.integer({ min: 0, max: 8 })).map((c) => group(code, c)),
      ),
    )
    .map((groups) => groups),
  held: fc.array(
    fc.record({
      policy: fc.constantFrom(...NAMES, 'z'),
      amount: fc.integer({ min: 0, max: 4 }),
      thisYear: fc.boolean(),
      exclusive: anyGroups(['e1', 'e2']).map((codes) => codes.slice(0, 1)),
      stacking: anyGroups(['s1', 's2', 's3']),
      excludes: fc.subarray(NAMES, { maxLength: 1 }),
    }),
    { maxLength: 1 },
  ),
})

function valueOf(
  asked: CombinationQuestion,
  found: { chosen: readonly { policy: string }[]; total: number },
): number[] {
  const chosen = found.chosen.map(({ policy }) => asked.options.find((one) => one.policy === policy))
  return [
    found.total,
    -chosen.length,
    -chosen.reduce((sum, one) => sum + (one === undefined ? NaN : PROCEDURE_LENGTH[one.procedure]), 0),
  ].map((part) => part + 0)
}

describe('the best combination', () => {
  test('is what trying everything finds, by hand or by a solver', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion, async (asked) => {
        const best = bestByTrying(asked).map((part) => part + 0)
        const here = combine(asked)
        if (here !== null) expect(valueOf(asked, here)).toEqual(best)
        const there = await combineWith(asked, solveInteger)
        if (!there.ok) throw new Error(JSON.stringify(there.issues))
        expect(valueOf(asked, there.value)).toEqual(best)
        const { chosen, leftOut, total } = there.value
        // Payments add up to the total, and no group pays more than it may.
        expect(chosen.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(total, 9)
        for (const { code, ceiling } of asked.groups) {
          const held = asked.held.filter(({ thisYear, stacking }) => thisYear && stacking.includes(code))
          const had = held.reduce((sum, { amount }) => sum + amount, 0)
          const paid = chosen
            .filter(({ policy }) =>
              asked.options.find((one) => one.policy === policy)?.stacking.includes(code),
            )
            .reduce((sum, { amount }) => sum + amount, 0)
          expect(paid).toBeLessThanOrEqual(Math.max(0, (ceiling ?? Infinity) - had) + 1e-9)
        }
        // Everybody with money is either chosen or told why not.
        expect([...chosen, ...leftOut].map(({ policy }) => policy).sort()).toEqual(
          asked.options
            .filter(({ amount }) => amount > 0)
            .map(({ policy }) => policy)
            .sort(),
        )
        for (const { policy, loss } of here?.leftOut ?? []) {
          if (loss === null) continue
          expect(loss).toBeGreaterThanOrEqual(0)
          expect(loss).toBeCloseTo((best[0] ?? 0) - bestWith(asked, policy), 9)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('is asked both of the hand and of the solver above', () => {
    const asked = fc.sample(anyQuestion, { seed: 2026, numRuns: 400 })
    const bySolver = asked.filter((one) => combine(one) === null).length
    expect([bySolver >= 5, bySolver <= 300]).toEqual([true, true])
  })

  test('does not depend on the order in which policies are given', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const one = combine(asked)
        const other = combine({ ...asked, options: [...asked.options].reverse() })
        expect(other?.chosen).toEqual(one?.chosen)
      }),
      { numRuns: 200 },
    )
  })
})

/** The most money with one policy taken. */
function bestWith(asked: CombinationQuestion, policy: string): number {
  const forced = asked.options.find((one) => one.policy === policy)
  const others = asked.options.filter(
    (one) =>
      one.policy !== policy &&
      !one.excludes.includes(policy) &&
      forced?.excludes.includes(one.policy) === false &&
      !one.exclusive.some((code) => forced.exclusive.includes(code)),
  )
  return bestByTrying({ ...asked, options: forced === undefined ? others : [...others, forced] })[0] ?? 0
}
