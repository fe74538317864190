/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, 2021), its four
 * words filled from a seed and the number of a stream by splitmix32 (Steele, Lea and Flood 2014, with the finaliser of
 * MurmurHash3). The same seed and stream give the same numbers on every machine: only 32-bit integer arithmetic, and for
 * distributions beyond the uniform one `Math.log`, `Math.sqrt`, `Math.exp` and `Math.cos`. Not for secrets.
 *
 * Streams instead of jumps: whatever is numbered (a replication, a row of a design) draws from a stream of its own, so it does
 * not matter in which order replications are made, and more of them leave the first ones as they were.
 */
export class RandomStream {
  #a: number
  #b: number
  #c: number
  #d: number

  /** `seed` and `stream`: 0 … 2³² − 1. */
  constructor(seed: number, stream = 0) {
    let state = mix32((seed >>> 0) ^ mix32((stream + 0x9e3779b9) | 0))
    const word = () => {
      state = (state + 0x9e3779b9) | 0
      return mix32(state)
    }
    this.#a = word()
    this.#b = word()
    this.#c = word()
    this.#d = word()
    // The one state that the generator never leaves.
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#a = 1
  }

  /** From four words as they are: for test vectors. */
  static fromState(a: number, b: number, c: number, d: number): RandomStream {
    const stream = new RandomStream(0)
    stream.#a = a | 0
    stream.#b = b | 0
    stream.#c = c | 0
    stream.#d = d | 0
    return stream
  }

  /** 0 … 2³² − 1 */
  word(): number {
    const scrambled = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0
    const shifted = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= shifted
    this.#d = rotateLeft(this.#d, 11)
    return scrambled
  }

  /** From 0 on, below 1, in steps of 2⁻⁵³. */
  uniform(): number {
    const high = this.word() >>> 5
    const low = this.word() >>> 6
    return (high * 0x4000000 + low) / 0x20000000000000
  }

  /** A whole number from 0 on, below `count` (at most 2²⁰ or so: the bias of the scaled uniform number is below count × 2⁻⁵³). */
  below(count: number): number {
    return Math.floor(this.uniform() * count)
  }

  /** Standard normal (Box and Muller 1958; of each pair the first, so that a draw always costs two uniform numbers). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    return radius * Math.cos(2 * Math.PI * this.uniform())
  }

  /**
   * Natural logarithm of a gamma variable of scale 1 (Marsaglia and Tsang 2000). Logarithms because with a small shape the
   * variable itself is below the least double: shape 0.001 puts half of its mass below 10⁻³⁰⁰.
   */
  logGamma(shape: number): number {
    if (!(shape > 0)) throw new RangeError(`a gamma variable of shape ${shape}`)
    // G(shape) = G(shape + 1) × U^(1/shape)
    if (shape < 1) return this.logGamma(shape + 1) + Math.log(1 - this.uniform()) / shape
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const root = 1 + c * x
      if (root <= 0) continue
      const v = root * root * root
      const logV = Math.log(v)
      if (Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * logV) return Math.log(d) + logV
    }
  }

  /**
   * Shares that add to one, Dirichlet with parameters concentration × mean: means are kept, deviations fall with the
   * concentration c as √(p (1 − p) / (c + 1)). A mean of zero stays zero. Written to `out` from `from` on.
   */
  dirichlet(mean: ArrayLike<number>, concentration: number, out: Float64Array, from = 0): void {
    let largest = -Infinity
    for (let index = 0; index < mean.length; index++) {
      const share = mean[index] ?? 0
      const log = share > 0 ? this.logGamma(concentration * share) : -Infinity
      out[from + index] = log
      if (log > largest) largest = log
    }
    let sum = 0
    for (let index = from; index < from + mean.length; index++) {
      const part = Math.exp((out[index] ?? -Infinity) - largest)
      out[index] = part
      sum += part
    }
    for (let index = from; index < from + mean.length; index++) out[index] = (out[index] ?? 0) / sum
  }
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

function mix32(word: number): number {
  let mixed = word | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
