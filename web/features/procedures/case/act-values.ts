import type { CommandInput } from '../shared/case-queries.ts'
import type { TimeLimitValue } from '../shared/working-time.ts'

/** What the dialogs of further acts ask for; each uses its part. */
export interface ActValues {
  readonly target: string
  readonly parties: readonly string[]
  readonly seat: string
  readonly reason: string
  readonly pauseReason: string
  readonly evidence: readonly string[]
  /** As a field of date and time has it, in the zone's time: `2026-11-19T18:00`. */
  readonly expires: string
  readonly amount: number | null
  readonly unit: TimeLimitValue['unit']
}
export type ActFault = 'missing' | 'missingEvidence' | 'notFuture' | 'tooLong'
export type ActPart =
  'target' | 'parties' | 'seat' | 'reason' | 'pauseReason' | 'evidence' | 'expires' | 'amount'
export type ActFaults = Readonly<Partial<Record<ActPart, ActFault>>>

export type ActKind =
  | { readonly kind: 'return'; readonly activation: string }
  | {
      readonly kind: 'transfer' | 'delegate' | 'add-before' | 'add-after' | 'urge' | 'withdraw'
      readonly activation: string
    }
  | { readonly kind: 'remove-signer'; readonly activation: string }
  | { readonly kind: 'pause' | 'resume' | 'extend'; readonly clock: string }
  | { readonly kind: 'terminate' | 'copy' | 'comment' }

export interface PauseRule {
  readonly code: string
  readonly evidence: 'required' | 'optional'
  readonly longest: TimeLimitValue | null
}

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** The parts of a dialog, in order. */
export function partsOf(kind: ActKind['kind']): readonly ActPart[] {
  switch (kind) {
    case 'return':
      return ['target', 'reason']
    case 'transfer':
    case 'delegate':
    case 'add-before':
    case 'add-after':
      return ['parties', 'reason']
    case 'remove-signer':
      return ['seat', 'reason']
    case 'copy':
      return ['parties', 'reason']
    case 'pause':
      return ['pauseReason', 'expires', 'reason', 'evidence']
    case 'extend':
      return ['amount', 'reason']
    case 'comment':
      return ['reason', 'evidence']
    case 'resume':
      return []
    case 'urge':
    case 'withdraw':
    case 'terminate':
      return ['reason']
  }
}

/** Acts in which words may be left out. */
export function reasonIsOptional(kind: ActKind['kind']): boolean {
  return kind === 'urge' || kind === 'withdraw' || kind === 'copy' || kind === 'pause'
}

/** What is not right yet, by the rules that the server holds them to. */
export function faultsOfAct(
  kind: ActKind['kind'],
  values: ActValues,
  rule: PauseRule | null,
  now: number,
): ActFaults {
  const faults: Partial<Record<ActPart, ActFault>> = {}
  for (const part of partsOf(kind)) {
    switch (part) {
      case 'target':
      case 'seat':
      case 'pauseReason':
        if (values[part] === '') faults[part] = 'missing'
        break
      case 'parties':
        if (values.parties.length === 0) faults.parties = 'missing'
        break
      case 'reason':
        if (!reasonIsOptional(kind) && values.reason.trim() === '') faults.reason = 'missing'
        break
      case 'amount':
        if (values.amount === null || values.amount <= 0) faults.amount = 'missing'
        break
      case 'evidence':
        if (rule?.evidence === 'required' && values.evidence.length === 0) faults.evidence = 'missingEvidence'
        break
      case 'expires': {
        const until = momentOf(values.expires)
        if (until === null) faults.expires = 'missing'
        else if (until <= now) faults.expires = 'notFuture'
        // Days of a limit may be working days; only the server knows the calendar. Hours are checked here.
        else if (
          rule?.longest &&
          rule.longest.unit !== 'day' &&
          until - now > longestMs(rule.longest) + 60_000
        )
          faults.expires = 'tooLong'
        break
      }
    }
  }
  return faults
}

function longestMs(limit: TimeLimitValue): number {
  return limit.amount * UNIT_MS[limit.unit]
}

/** A field of date and time shows the zone's time, wherever the reader sits. */
export function momentOf(field: string): number | null {
  const moment = Date.parse(`${field}:00+08:00`)
  return Number.isNaN(moment) ? null : moment
}

export function fieldOf(moment: number): string {
  return new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16)
}

/** When a pause ends unless somebody says otherwise: its longest, or a day from now. */
export function usualExpiry(longest: TimeLimitValue | null, now: number): string {
  return fieldOf(now + (longest ? longestMs(longest) : UNIT_MS.day))
}

/** The command of a dialog without faults. */
export function commandOf(act: ActKind, values: ActValues): CommandInput {
  const reason = values.reason.trim()
  const note = reason === '' ? null : reason
  const [to = ''] = values.parties
  switch (act.kind) {
    case 'return':
      return { kind: 'return', activation: act.activation, to: values.target, reason }
    case 'transfer':
    case 'delegate':
      return { kind: act.kind, activation: act.activation, to, reason }
    case 'add-before':
    case 'add-after':
      return {
        kind: 'add-signer',
        activation: act.activation,
        to,
        where: act.kind === 'add-before' ? 'before' : 'after',
        reason,
      }
    case 'remove-signer':
      return { kind: 'remove-signer', activation: act.activation, seat: values.seat, reason }
    case 'urge':
      return { kind: 'urge', activation: act.activation, note }
    case 'withdraw':
      return { kind: 'withdraw', activation: act.activation, reason: note }
    case 'pause':
      return {
        kind: 'pause',
        clock: act.clock,
        reason: values.pauseReason,
        note,
        evidence: [...values.evidence],
        expiresAt: new Date(momentOf(values.expires) ?? 0).toISOString(),
      }
    case 'resume':
      return { kind: 'resume', clock: act.clock }
    case 'extend':
      return {
        kind: 'extend',
        clock: act.clock,
        add: { amount: values.amount ?? 0, unit: values.unit },
        reason,
      }
    case 'copy':
      return { kind: 'copy', to: [...values.parties], note }
    case 'comment':
      return { kind: 'comment', text: reason, attachments: [...values.evidence] }
    case 'terminate':
      return { kind: 'terminate', reason }
  }
}
