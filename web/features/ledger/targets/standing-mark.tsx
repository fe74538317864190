import { targetTexts } from '../../../text/targets.ts'
import { useText } from '../../../text/index.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { STANDING_TONES } from './target-words.ts'
import type { Standing } from './target-words.ts'

/** Where a target stands: sign and word, colour in addition. */
export function StandingMark({ standing }: { readonly standing: Standing }) {
  const t = useText(targetTexts)
  return <StatusMark tone={STANDING_TONES[standing]}>{t(`standing.${standing}`)}</StatusMark>
}
