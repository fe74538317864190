import type { z } from 'zod'
import type { PolicyMatch } from '#contract/policies'
import type { Tone } from '../../../ui/marks.tsx'

type Match = z.infer<typeof PolicyMatch>

/** 符合, 接近, 待补充, 不符合: in the order in which they are shown. */
export const GROUPS = ['yes', 'near', 'undetermined', 'no'] as const
export const GROUP_TONES = {
  yes: 'good',
  near: 'warn',
  undetermined: 'neutral',
  no: 'bad',
} as const satisfies Record<Match['answer'], Tone>
