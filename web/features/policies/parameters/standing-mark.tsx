import { policyParameterTexts } from '../../../text/policy-parameters.ts'
import { useText } from '../../../text/index.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import type { SourceStanding } from './parameter-facts.ts'

/** How far a source may be believed, where it is no official text. */
export function StandingMark({ standing }: { readonly standing: SourceStanding }) {
  const t = useText(policyParameterTexts)
  if (standing === 'read') return null
  if (standing === 'unverified')
    return (
      <span className="small" title={t('standingWhy.unverified')}>
        <StatusMark tone="warn">{t('standing.unverified')}</StatusMark>
      </span>
    )
  return <Chip title={t(`standingWhy.${standing}`)}>{t(`standing.${standing}`)}</Chip>
}
