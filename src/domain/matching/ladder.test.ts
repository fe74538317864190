import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ANSWER_CODES } from '#domain/rules'
import { expiryAlerts } from './expiry-alerts.ts'
import {
  heldRungs,
  ladderMovement,
  nextRung,
  parseLadder,
  rungOf,
  standingOn,
  standingsOver,
  type Ladder,
  type RungAnswer,
} from './ladder.ts'
import { bilingual, condition } from './policy.test-support.ts'

function step(code: string, requires: readonly string[] = [], qualification: string | null = code) {
  return {
    code,
    title: bilingual(code),
    short: null,
    qualification,
    requires,
    rule: condition(`${code}-1`, 'true'),
    validityYears: 3,
  }
}
const ladder: Ladder = {
  code: 'sme',
  title: bilingual('梯度'),
  rungs: [
    step('innovative'),
    step('srdi', ['innovative']),
    step('giant', ['srdi']),
    step('unicorn'),
    step('leader', ['giant'], null),
  ],
  marks: [step('high-tech')],
  reminders: [],
}
const answers = (given: Record<string, RungAnswer['answer'] | 'near'>): ReadonlyMap<string, RungAnswer> =>
  new Map(
    Object.entries(given).map(([code, answer]) => [
      code,
      answer === 'near'
        ? { answer: 'no', distance: 0.1, near: true }
        : { answer, distance: answer === 'yes' ? 0 : null, near: false },
    ]),
  )

describe('the ladder', () => {
  test('stands an enterprise on the highest rung that its qualifications mark', () => {
    expect(rungOf(ladder, new Set())).toBeNull()
    expect(rungOf(ladder, new Set(['srdi', 'innovative', 'high-tech']))?.code).toBe('srdi')
    expect([...heldRungs(ladder, new Set(['giant']))].sort()).toEqual(['giant', 'innovative', 'srdi'])
  })

  test('goes on to the next rung whose prerequisites are held', () => {
    expect(nextRung(ladder, new Set())?.code).toBe('innovative')
    expect(nextRung(ladder, new Set(['innovative']))?.code).toBe('srdi')
    expect(nextRung(ladder, new Set(['giant']))?.code).toBe('unicorn')
    // A unicorn without the rungs in between cannot lead yet.
    expect(nextRung(ladder, new Set(['unicorn']))).toBeNull()
    expect(nextRung(ladder, new Set(['unicorn', 'giant']))?.code).toBe('leader')
  })

  test('says what is attainable, what comes next and whether that is worth a visit', () => {
    const given = answers({ innovative: 'near', srdi: 'yes', unicorn: 'yes' })
    expect(standingOn(ladder, new Set(['high-tech']), given)).toEqual({
      held: null,
      marks: ['high-tech'],
      // 专精特新 needs 创新型 first, whatever its own rule says.
      attainable: 'unicorn',
      next: 'innovative',
      answer: 'no',
      distance: 0.1,
      potential: 'near',
    })
    expect(standingOn(ladder, new Set(['innovative']), given)).toMatchObject({
      next: 'srdi',
      potential: 'qualified',
    })
    expect(standingOn(ladder, new Set(['srdi']), given)).toMatchObject({
      next: 'giant',
      potential: 'undetermined',
    })
    expect(standingOn(ladder, new Set(['srdi']), answers({ giant: 'no' }))).toMatchObject({ potential: null })
    expect(standingOn(ladder, new Set(['unicorn']), given)).toMatchObject({
      next: null,
      answer: null,
      potential: null,
    })
  })

  test('stands many rows as it stands one', () => {
    const column = {
      type: 'texts' as const,
      starts: Int32Array.from([0, 0, 2, 3]),
      codes: Int32Array.from([0, 1, 1]),
      known: Uint8Array.from([1, 1, 0]),
      words: ['innovative', 'high-tech'],
    }
    const rungColumn = {
      answers: Uint8Array.from([ANSWER_CODES.no, ANSWER_CODES.no, ANSWER_CODES.undetermined]),
      distances: Float32Array.from([0.5, 0.125, Number.NaN]),
      nearLimit: 0.2,
    }
    const columns = new Map(ladder.rungs.map(({ code }) => [code, rungColumn]))
    expect(
      [...standingsOver(ladder, column, columns)].map(({ held, marks, next, distance, potential }) => [
        held,
        marks.length,
        next,
        distance,
        potential,
      ]),
    ).toEqual([
      [null, 0, 'innovative', 0.5, null],
      ['innovative', 1, 'srdi', 0.125, 'near'],
      [null, 0, 'innovative', null, 'undetermined'],
    ])
  })

  test('reads the shipped ladder, and refuses codes twice and rungs that require what is not below', () => {
    const file: unknown = JSON.parse(
      readFileSync(new URL('../../../data/ladder/sme-ladder.json', import.meta.url), 'utf8'),
    )
    const shipped = parseLadder(file)
    expect(shipped.ok ? shipped.value.rungs.length : shipped.issues).toBeGreaterThan(3)
    const wrong = parseLadder({
      ...ladder,
      rungs: [step('a', ['b']), step('b', ['moon']), step('b')],
    })
    expect(wrong.ok ? [] : wrong.issues.map(({ code, params }) => [code, params?.rung])).toEqual([
      ['matching.ladder_code_twice', 'b'],
      ['matching.ladder_not_below', 'a'],
      ['matching.ladder_unknown_rung', 'b'],
    ])
    expect(parseLadder({ ...ladder, rungs: [] }).ok).toBe(false)
  })
})

describe('ladderMovement', () => {
  test('counts who rose, fell, stayed, came and went', () => {
    const moves = [
      ['none', 'innovative'],
      ['none', 'innovative'],
      ['srdi', 'innovative'],
      ['giant', 'giant'],
      ['absent', 'srdi'],
      ['srdi', 'absent'],
      ['absent', 'absent'],
    ].map(([from = '', to = '']) => ({ from, to }))
    expect(ladderMovement(ladder, moves)).toEqual({
      cells: [
        { from: 'absent', to: 'srdi', count: 1 },
        { from: 'none', to: 'innovative', count: 2 },
        { from: 'srdi', to: 'absent', count: 1 },
        { from: 'srdi', to: 'innovative', count: 1 },
        { from: 'giant', to: 'giant', count: 1 },
      ],
      risen: 2,
      fallen: 1,
      same: 1,
      entered: 1,
      left: 1,
    })
  })

  test('counts everybody once, and backwards everybody the other way', () => {
    const place = fc.constantFrom('absent', 'none', ...ladder.rungs.map(({ code }) => code))
    fc.assert(
      fc.property(fc.array(fc.record({ from: place, to: place })), (moves) => {
        const there = ladderMovement(ladder, moves)
        const back = ladderMovement(
          ladder,
          moves.map(({ from, to }) => ({ from: to, to: from })),
        )
        expect([back.risen, back.fallen, back.entered, back.left]).toEqual([
          there.fallen,
          there.risen,
          there.left,
          there.entered,
        ])
        const somebody = moves.filter(({ from, to }) => from !== 'absent' || to !== 'absent')
        expect(there.cells.reduce((sum, { count }) => sum + count, 0)).toBe(somebody.length)
      }),
    )
  })
})

describe('expiryAlerts', () => {
  const held = (until: string | null, enterprise = 'e', qualification = 'high-tech') => ({
    enterprise,
    qualification,
    until,
  })
  const steps = [30, 180, 90]

  test('tells at each step, on the last day, and no earlier', () => {
    const on = (day: string): unknown =>
      expiryAlerts([held('2026-07-01')], day, { steps }).map(({ days, step: at }) => [days, at])
    expect(on('2026-01-01')).toEqual([])
    expect(on('2026-01-02')).toEqual([[180, 180]])
    expect(on('2026-04-02')).toEqual([[90, 90]])
    expect(on('2026-06-30')).toEqual([[1, 30]])
    expect(on('2026-07-01')).toEqual([[0, 30]])
    expect(on('2026-07-02')).toEqual([])
    expect(expiryAlerts([held('2026-07-01')], '2026-07-02', { steps, after: 5 })).toMatchObject([
      { days: -1, step: 30 },
    ])
  })

  test('passes over what is renewed or never ends, the nearest first', () => {
    const alerts = expiryAlerts(
      [
        held('2026-07-01'),
        held('2029-07-01'),
        held('2026-08-01', 'f'),
        held('2026-07-15', 'g'),
        held(null, 'h'),
        held('2026-07-15', 'h'),
      ],
      '2026-06-30',
      { steps },
    )
    expect(alerts.map(({ enterprise }) => enterprise)).toEqual(['g', 'f'])
  })

  test('says when renewal may be asked for', () => {
    const renewals = new Map([['high-tech', { opensBefore: 120, closesBefore: 30 }]])
    expect(expiryAlerts([held('2026-07-01')], '2026-06-01', { steps, renewals })[0]?.renewal).toEqual({
      from: '2026-03-03',
      to: '2026-06-01',
      open: true,
    })
    expect(expiryAlerts([held('2026-07-01')], '2026-06-02', { steps, renewals })[0]?.renewal?.open).toBe(
      false,
    )
  })
})
