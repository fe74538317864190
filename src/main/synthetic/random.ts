/**
 * Reproducible chance: every use names the enterprise and what it is for, so that anything can be drawn alone and in any order.
 * sfc32 (Doty-Humphrey, PractRand), seeded by mixing the names as splitmix32 does.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform whole number in [0, below). */
  below(below: number): number
  /** Standard normal. */
  normal(): number
  /** Uniform in [from, to). */
  between(from: number, to: number): number
}

/** What a draw is for; each has a stream of its own, so that a new one changes none of the others. */
export const PURPOSES = {
  order: 1,
  life: 2,
  size: 3,
  growth: 4,
  place: 5,
  industry: 6,
  traits: 7,
  year: 8,
  month: 9,
  rank: 10,
  missing: 11,
  dates: 12,
  fault: 13,
  filing: 14,
  park: 15,
  name: 16,
  record: 17,
  word: 18,
} as const
export type Purpose = keyof typeof PURPOSES

/** The stream of one enterprise (or other thing) for one purpose; `part` tells years, months or attempts apart. */
export function randomFor(seed: number, thing: number, purpose: Purpose, part = 0): Random {
  let a = mix(seed ^ 0x9e3779b9)
  let b = mix(a + thing)
  let c = mix(b + Math.imul(PURPOSES[purpose], 0x85ebca6b))
  let counter = mix(c + part) | 1
  const draw = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11) | 0
    c = (c + t) | 0
    return t >>> 0
  }
  for (let round = 0; round < 8; round += 1) draw()
  const next = (): number => draw() / 4_294_967_296
  return {
    next,
    below: (below) => Math.floor(next() * below),
    between: (from, to) => from + (to - from) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

/** One uniform figure in [0, 1) without a stream: for choosing who is in a sample. */
export function chanceOf(seed: number, thing: number, purpose: Purpose, part = 0): number {
  return (
    (mix(mix(mix(mix(seed ^ 0x9e3779b9) + thing) + Math.imul(PURPOSES[purpose], 0x85ebca6b)) + part) >>> 0) /
    4_294_967_296
  )
}

function mix(value: number): number {
  let z = (value + 0x9e3779b9) | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return (z ^ (z >>> 15)) | 0
}
