/**
 * Who must sign (会签 all, 或签 any, n of m, 依次 one after the other) and what their voices decide. Pure: seats in, verdict out.
 */
import type { Seat, StepActivation } from './case-state.ts'
import type { SignRule } from './definition.ts'

/** An original signer with those added before and after, in the order in which they act. */
export interface SeatChain {
  readonly seats: readonly Seat[]
  /** The action that its last signer chose; null while somebody's turn is open, or when nobody of it is left. */
  readonly voice: string | null
  /** Somebody's turn is open or to come. */
  readonly open: boolean
}

export function chainsOf(step: StepActivation): readonly SeatChain[] {
  const byId = new Map(step.seats.map((seat) => [seat.id, seat]))
  const chains = new Map<string, Seat[]>()
  for (const seat of step.seats) {
    let root = seat
    for (let next = byId.get(root.anchor); next !== undefined && next !== root; next = byId.get(root.anchor))
      root = next
    const chain = chains.get(root.id)
    if (chain === undefined) chains.set(root.id, [seat])
    else chain.push(seat)
  }
  return [...chains.values()].map((seats) => {
    const open = seats.some(({ state }) => state === 'active' || state === 'waiting')
    return { seats, open, voice: open ? null : (seats.findLast(hasVoice)?.action ?? null) }
  })
}

export function chainWith(step: StepActivation, seat: string): SeatChain {
  const chain = chainsOf(step).find(({ seats }) => seats.some(({ id }) => id === seat))
  if (chain === undefined) throw new Error(`Step ${step.id} has no seat ${seat}.`)
  return chain
}

/** A delegate (委派) only advises: the one who asked decides. */
function hasVoice(seat: Seat): boolean {
  return (
    seat.action !== null && seat.kind !== 'delegate' && (seat.state === 'acted' || seat.state === 'skipped')
  )
}

/** Chains that count: those with a turn open or a voice given. Removed signers (减签) are as if never asked. */
export function countingChains(step: StepActivation): readonly SeatChain[] {
  return chainsOf(step).filter(({ open, voice }) => open || voice !== null)
}

/**
 * The action that the voices so far have decided; null while it is open. `mixed` when they differ where all must agree, or
 * when no action can reach the count any more.
 */
export function verdict(
  step: StepActivation,
  rule: SignRule['rule'],
  count: number,
): { readonly action: string } | 'mixed' | null {
  const chains = countingChains(step)
  const voices = chains.flatMap(({ voice }) => (voice === null ? [] : [voice]))
  const first = voices[0]
  const outstanding = chains.length - voices.length
  switch (rule) {
    case 'any':
      return first === undefined ? null : { action: first }
    case 'all':
    case 'sequence':
      if (outstanding > 0 || first === undefined) return null
      return voices.every((voice) => voice === first) ? { action: first } : 'mixed'
    case 'count': {
      const tally = new Map<string, number>()
      for (const voice of voices) tally.set(voice, (tally.get(voice) ?? 0) + 1)
      for (const [action, votes] of tally) if (votes >= count) return { action }
      return Math.max(0, ...tally.values()) + outstanding < count ? 'mixed' : null
    }
  }
}
