import type { SharedPart } from '#contract/cultivation'

export interface ConsentEntry {
  readonly receiver: string
  readonly receiverCode: string
  readonly purpose: string
  readonly until: string
  readonly parts: readonly SharedPart[]
  readonly facts: readonly string[]
}

export const EMPTY_CONSENT: ConsentEntry = {
  receiver: '',
  receiverCode: '',
  purpose: '',
  until: '',
  parts: [],
  facts: [],
}

const CREDIT_CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/u
/** At most this many facts in one consent. */
export const MOST_FACTS = 100

export type ConsentFault =
  | 'receiverNeeded'
  | 'receiverCodeWrong'
  | 'purposeNeeded'
  | 'untilNeeded'
  | 'untilPast'
  | 'partsNeeded'
  | 'factsNeeded'
  | 'factsMost'

/** What is wrong with a consent before it is sent, by field. How long it may last, the server says. */
export function consentFaults(
  { receiver, receiverCode, purpose, until, parts, facts }: ConsentEntry,
  today: string,
): Readonly<Partial<Record<keyof ConsentEntry, ConsentFault>>> {
  const code = receiverCode.trim()
  return {
    ...(receiver.trim().length < 2 ? { receiver: 'receiverNeeded' as const } : {}),
    ...(code !== '' && !CREDIT_CODE.test(code) ? { receiverCode: 'receiverCodeWrong' as const } : {}),
    ...(purpose.trim().length < 2 ? { purpose: 'purposeNeeded' as const } : {}),
    ...(until === ''
      ? { until: 'untilNeeded' as const }
      : until < today
        ? { until: 'untilPast' as const }
        : {}),
    ...(parts.length === 0 ? { parts: 'partsNeeded' as const } : {}),
    ...(!parts.includes('facts')
      ? {}
      : facts.length === 0
        ? { facts: 'factsNeeded' as const }
        : facts.length > MOST_FACTS
          ? { facts: 'factsMost' as const }
          : {}),
  }
}
