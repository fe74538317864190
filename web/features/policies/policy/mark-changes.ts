/** Two texts side by side with what differs marked: figures, words, and for Chinese characters. */
export interface MarkedPart {
  readonly text: string
  readonly differs: boolean
}

const TOKENS = /\d+(?:[.,]\d+)*%?|[\p{Script=Latin}\p{M}_]+|\s+|./gsu
/** Longer texts are not compared piece by piece. */
const MOST_TOKENS = 1_200
/** Less in common than this is another text, not a changed one. */
const LEAST_COMMON = 0.3
/** A stretch in common between two changes that is shorter than this only distracts. */
const SHORTEST_COMMON = 2

export function markChanges(
  before: string,
  after: string,
): { readonly before: readonly MarkedPart[]; readonly after: readonly MarkedPart[] } {
  const [old, now] = [before.match(TOKENS) ?? [], after.match(TOKENS) ?? []]
  const whole = { before: [{ text: before, differs: false }], after: [{ text: after, differs: false }] }
  if (old.length > MOST_TOKENS || now.length > MOST_TOKENS || old.length * now.length > 400_000) return whole
  const pairs = commonOrder(old, now)
  const inCommon = pairs.reduce((sum, [at]) => sum + (old[at]?.length ?? 0), 0)
  if (inCommon < LEAST_COMMON * Math.max(before.length, after.length)) return whole
  const kept = withoutShort(pairs, old.length, now.length)
  return {
    before: joined(old, new Set(kept.map(([left]) => left))),
    after: joined(now, new Set(kept.map(([, right]) => right))),
  }
}

type Pair = readonly [number, number]

/** Pairs of places of a longest common part. */
function commonOrder(left: readonly string[], right: readonly string[]): readonly Pair[] {
  const width = right.length + 1
  const lengths = new Uint16Array((left.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pairs: Pair[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length)
    if (left[i] === right[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  return pairs
}

/** Runs in common that stand between two changes and are shorter than is worth reading. */
function withoutShort(pairs: readonly Pair[], left: number, right: number): readonly Pair[] {
  const runs: Pair[][] = []
  for (const pair of pairs) {
    const last = runs.at(-1)?.at(-1)
    if (last !== undefined && pair[0] === last[0] + 1 && pair[1] === last[1] + 1) runs.at(-1)?.push(pair)
    else runs.push([pair])
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)]
    const isInside =
      first !== undefined &&
      last !== undefined &&
      (first[0] > 0 || first[1] > 0) &&
      (last[0] < left - 1 || last[1] < right - 1)
    return isInside && run.length < SHORTEST_COMMON ? [] : run
  })
}

function joined(tokens: readonly string[], kept: ReadonlySet<number>): readonly MarkedPart[] {
  const parts: { text: string; differs: boolean }[] = []
  for (const [index, token] of tokens.entries()) {
    const differs = !kept.has(index)
    const last = parts.at(-1)
    if (last?.differs === differs) last.text += token
    else parts.push({ text: token, differs })
  }
  return parts
}
