import type { AlertRow } from '#contract/statistics'
import { useText } from '../../../text/index.ts'
import { warningTexts } from '../../../text/warnings.ts'
import { StatusMark } from '../../../ui/marks.tsx'

const LEVELS = { notice: 'neutral', warning: 'warn', alarm: 'bad' } as const
const STATES = {
  held: 'neutral',
  open: 'warn',
  acknowledged: 'neutral',
  task: 'good',
  case: 'good',
  closed: 'good',
} as const

export function LevelMark({ level }: { readonly level: AlertRow['level'] }) {
  const t = useText(warningTexts)
  return <StatusMark tone={LEVELS[level]}>{t(`level.${level}`)}</StatusMark>
}

export function AlertStateMark({ state }: { readonly state: AlertRow['state'] }) {
  const t = useText(warningTexts)
  return <StatusMark tone={STATES[state]}>{t(`state.${state}`)}</StatusMark>
}
