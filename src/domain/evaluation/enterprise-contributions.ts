import { accepted, refused, type Outcome } from '#domain/kernel'
import type { EvaluationIssueCode } from './issue-codes.ts'

/** What one enterprise puts into its park's indicator; enterprises without a figure are not in the list. */
export interface EnterpriseFigure {
  readonly enterprise: string
  readonly numerator: number
  /** For `ratio`; otherwise not looked at. */
  readonly denominator: number
}

export interface EnterpriseQuestion {
  /** Named in refusals. */
  readonly node: string
  readonly unit: string
  /** sum: Σ n; mean: Σ n / count; ratio: Σ n / Σ d. */
  readonly kind: 'sum' | 'mean' | 'ratio'
  /** The value is multiplied by it (100 for per cent). */
  readonly scale: number
  /** So many by the size of their effect, the rest together. */
  readonly top: number
}

export interface EnterpriseContribution {
  readonly enterprise: string
  readonly numerator: number
  readonly denominator: number
  /** Its part of the value: parts of all add up to it (n / Σ d). Null where the value has none. */
  readonly part: number | null
  /** The value without it; null where nothing is left to compute from. */
  readonly without: number | null
  /** 贡献值: value − without. */
  readonly effect: number | null
  /** What its numerator did, and its denominator; the two add up to the effect. */
  readonly numeratorEffect: number | null
  readonly denominatorEffect: number | null
}

export interface EnterpriseContributions {
  /** Null: denominators add up to zero, or nobody reported. */
  readonly value: number | null
  readonly enterprises: readonly EnterpriseContribution[]
  /** All others taken together as if they were one; null where there are none. */
  readonly rest: (Omit<EnterpriseContribution, 'enterprise'> & { readonly count: number }) | null
}

/**
 * 企业贡献: leave-one-out effect of each enterprise on its park's indicator, split by the mean of both orders (Bennet) into
 * n·½(1/D + 1/D′) for the numerator and ½(N + N′)(1/D − 1/D′) for the denominator, where N′ and D′ are the sums without it. An
 * enterprise below the park's level lowers it: its effect is below zero although its part is above. Largest effect first, ties by
 * the list's order; sums in list order.
 */
export function enterpriseContributions(
  figures: readonly EnterpriseFigure[],
  question: EnterpriseQuestion,
): Outcome<EnterpriseContributions> {
  const { kind, scale, top, node, unit } = question
  const members = figures.map((figure) => ({
    ...figure,
    // A mean is a ratio in which everybody counts one; a sum one over one, whoever is in it.
    denominator: kind === 'ratio' ? figure.denominator : kind === 'mean' ? 1 : 0,
  }))
  const fixed = kind === 'sum' ? 1 : 0
  const all = total(members, fixed)
  const others = sumsWithout(members, fixed)
  const contributions = members.map((member, index) => ({
    enterprise: member.enterprise,
    ...contributionOf(member, all, others[index] ?? NONE, scale),
  }))
  if (![all.numerator, all.denominator].every(Number.isFinite) || contributions.some(isBroken))
    return refused({ code: 'evaluation.overflow' satisfies EvaluationIssueCode, params: { node, unit } })
  const sorted = contributions
    .map((contribution, index) => ({ contribution, index }))
    .sort((a, b) => size(b.contribution) - size(a.contribution) || a.index - b.index)
  const shown = sorted.slice(0, top)
  const left = sorted.slice(top).map(({ index }) => members[index] ?? NONE)
  const kept = shown.map(({ index }) => members[index] ?? NONE)
  const together = total(left, 0)
  return accepted({
    value: valueOf(all, scale),
    enterprises: shown.map(({ contribution }) => contribution),
    rest:
      left.length === 0
        ? null
        : { count: left.length, ...contributionOf(together, all, total(kept, fixed), scale) },
  })
}

interface Sums {
  readonly numerator: number
  readonly denominator: number
}

const NONE: Sums = { numerator: 0, denominator: 0 }

function contributionOf(
  own: Sums,
  all: Sums,
  others: Sums,
  scale: number,
): Omit<EnterpriseContribution, 'enterprise'> {
  const value = valueOf(all, scale)
  const without = valueOf(others, scale)
  const known = value !== null && without !== null
  const upright = 1 / all.denominator
  const before = 1 / others.denominator
  return {
    numerator: own.numerator,
    denominator: own.denominator,
    part: value === null ? null : (own.numerator / all.denominator) * scale,
    without,
    effect: known ? value - without : null,
    numeratorEffect: known ? own.numerator * ((upright + before) / 2) * scale : null,
    denominatorEffect: known ? ((all.numerator + others.numerator) / 2) * (upright - before) * scale : null,
  }
}

function valueOf({ numerator, denominator }: Sums, scale: number): number | null {
  return denominator === 0 ? null : (numerator / denominator) * scale
}

function total(members: readonly Sums[], fixed: number): Sums {
  let numerator = 0
  let denominator = fixed
  for (const member of members) {
    numerator += member.numerator
    denominator += member.denominator
  }
  return { numerator, denominator }
}

/** Sums of all others, from both ends: nothing is subtracted, so that others who are all zero really add up to zero. */
function sumsWithout(members: readonly Sums[], fixed: number): readonly Sums[] {
  const after: Sums[] = [NONE]
  for (const member of [...members].reverse()) {
    const last = after.at(-1) ?? NONE
    after.push({
      numerator: last.numerator + member.numerator,
      denominator: last.denominator + member.denominator,
    })
  }
  after.reverse()
  let before: Sums = { numerator: 0, denominator: fixed }
  return members.map((member, index) => {
    const behind = after[index + 1] ?? NONE
    const others = {
      numerator: before.numerator + behind.numerator,
      denominator: before.denominator + behind.denominator,
    }
    before = {
      numerator: before.numerator + member.numerator,
      denominator: before.denominator + member.denominator,
    }
    return others
  })
}

function size({ effect, part }: EnterpriseContribution): number {
  return Math.abs(effect ?? part ?? 0)
}

function isBroken({
  part,
  without,
  effect,
  numeratorEffect,
  denominatorEffect,
}: EnterpriseContribution): boolean {
  return [part, without, effect, numeratorEffect, denominatorEffect].some(
    (value) => value !== null && !Number.isFinite(value),
  )
}
