/** 年度评价的环节. Nothing skips a step; each act says who, when and why. */
export const ROUND_STATES = [
  'planned',
  'frozen',
  'computed',
  'review',
  'reviewed',
  'confirmed',
  'published',
  'abandoned',
] as const
export type RoundState = (typeof ROUND_STATES)[number]

/**
 * freeze: data as known now; adopt: a finished run of these data is the round's; open-review: parks look at their results and may
 * doubt figures; refreeze: data with accepted doubts; close-review; confirm: by another person than who adopted; publish; abandon.
 */
export const ROUND_ACTS = [
  'plan',
  'change',
  'freeze',
  'adopt',
  'open-review',
  'refreeze',
  'close-review',
  'confirm',
  'publish',
  'abandon',
] as const
export type RoundAct = (typeof ROUND_ACTS)[number]
