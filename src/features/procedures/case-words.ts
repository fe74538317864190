import type { BilingualText } from '#domain/kernel'

/** Decisions that are the engine's own, not a definition's. */
export const BUILT_IN_DECISIONS: Readonly<Record<string, BilingualText>> = {
  returned: { zh: '退回', en: 'Sent back' },
  withdrawn: { zh: '撤回', en: 'Taken back' },
  timeout: { zh: '超时处理', en: 'Timed out' },
  terminated: { zh: '终止', en: 'Terminated' },
  cancelled: { zh: '不再需要', en: 'No longer needed' },
}
