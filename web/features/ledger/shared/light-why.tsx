import { useQuery } from '@tanstack/react-query'
import type { Light } from '#domain/ledger'
import { useLanguage, useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { LIGHT_SHAPES, LIGHT_TONES, LightMark } from './light-mark.tsx'
import { dutyQuery } from './queries.ts'
import { ruleWords } from './rule-words.ts'
import type { AssessmentReason } from './rule-words.ts'
import './light-why.css'

/** A duty's colour; pressed, it says by which rules and figures. The reasons are read when they are asked for. */
export function LightWhy({
  dutyId,
  light,
  overridden = false,
}: {
  readonly dutyId: string
  readonly light: Light
  readonly overridden?: boolean
}) {
  const t = useText(ledgerTexts)
  return (
    <Disclosure
      className="light-why"
      label={t('lightWhy', { light: t(`light.${light}`) })}
      face={<LightMark light={light} overridden={overridden} />}
    >
      {() => <LightReasons dutyId={dutyId} />}
    </Disclosure>
  )
}

/** The reasons of a duty’s colour, read when they are shown. */
export function LightReasons({ dutyId }: { readonly dutyId: string }) {
  const t = useText(ledgerTexts)
  const { data, error, refetch } = useQuery(dutyQuery(dutyId))
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { assessment, override } = data
  return (
    <>
      {override ? (
        <p>
          <LightMark light={override.light} overridden /> {override.reason}
          <br />
          <span className="soft small">{t('lightByRules', { light: t(`light.${assessment.ruled}`) })}</span>
        </p>
      ) : null}
      <ReasonList because={assessment.because} />
      <AddressLink href="/ledger/rules" className="small">
        {t('toRules')}
      </AddressLink>
    </>
  )
}

/** The rules that fired, the worst first, each with its figures. */
export function ReasonList({ because }: { readonly because: readonly AssessmentReason[] }) {
  const t = useText(ledgerTexts)
  const language = useLanguage()
  if (because.length === 0) return <p className="soft">{t('noReasons')}</p>
  return (
    <ul className="light-reasons">
      {because.map((reason) => (
        <li key={reason.rule}>
          <span
            className={`mark-${LIGHT_TONES[reason.light]}`}
            role="img"
            aria-label={t(`light.${reason.light}`)}
          >
            {LIGHT_SHAPES[reason.light]}
          </span>{' '}
          {ruleWords(reason, language)}
        </li>
      ))}
    </ul>
  )
}
