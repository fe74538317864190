import type { Database } from '#platform/postgres'
import type { Selectable } from 'kysely'

export type RectificationOutcome = NonNullable<Selectable<Database['evaluationDecision']>['outcome']>

interface Words {
  readonly zh: string
  readonly en: string
}

/** How a rectification ended (整改事项的结局), in the words of messages, documents and public pages. */
export const OUTCOME_WORDS: Readonly<Record<RectificationOutcome, Words>> = {
  lifted: { zh: '整改通过验收，予以解除', en: 'the rectification was accepted and is lifted' },
  revoked: { zh: '申诉成立，撤销处理决定', en: 'the appeal was upheld, the decision is revoked' },
  'support-withdrawn': {
    zh: '整改不力，取消市级支持',
    en: 'the rectification failed, city support is withdrawn',
  },
  exited: { zh: '整改不力，退出示范区', en: 'the rectification failed, the park leaves the zone' },
  'notice-withdrawn': {
    zh: '异议成立，撤销整改通知',
    en: 'the objection was upheld, the notice is withdrawn',
  },
  discarded: { zh: '不予整改', en: 'no rectification' },
  terminated: { zh: '整改终止', en: 'the rectification was terminated' },
}

/** Null for an end of a case that is none of a rectification. */
export function outcomeWords(outcome: string): Words | null {
  return isOutcome(outcome) ? OUTCOME_WORDS[outcome] : null
}

export function isOutcome(outcome: string | null): outcome is RectificationOutcome {
  return outcome !== null && Object.hasOwn(OUTCOME_WORDS, outcome)
}
