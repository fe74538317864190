import { useQuery } from '@tanstack/react-query'
import type { PolicyView } from '#contract/policies'
import { organisationsQuery } from '../../../app/organisations.ts'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { THEMES, spokenName } from '../../../text/policy-themes.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { WindowWords } from '../../../ui/policies/window-words.tsx'
import { StatusChip } from '../../../ui/rules/condition-tree.tsx'
import { useSay } from '../../../ui/say.ts'
import { StandingMark } from '../shared/policy-marks.tsx'
import './policy-page.css'

/** Who issues it, since when it holds and where, its windows, who published it. */
export function PolicyFacts({ data: { row, version, definition } }: { readonly data: PolicyView }) {
  const t = useText(policyTexts)
  const words = useText(enterprisePolicyTexts)
  const say = useSay()
  const format = useFormat()
  const { data } = useQuery(organisationsQuery())
  const comma = format.language === 'en' ? ', ' : '、'
  const parkName = (code: string) => {
    const park = data?.organisations.find((each) => each.code === code)
    return park ? format.name({ name: park.shortName, nameEn: park.nameEn }) : code
  }
  const shown = definition ?? row
  const { from, to } = shown.valid
  const { published } = version
  return (
    <>
      <div className="policy-marks">
        <StandingMark standing={row.standing} /> <Chip>{words(`level.${shown.level}`)}</Chip>{' '}
        <Chip>{words(`procedure.${shown.procedure}`)}</Chip> <StatusChip status={shown.status} />
        {shown.themes.map((theme) => {
          const name = spokenName(theme, THEMES, format.language)
          return (
            <span key={theme} className="soft small" lang={name.lang}>
              #{name.text}
            </span>
          )
        })}
      </div>
      <dl className="policy-facts">
        <div>
          <dt>{t('issuer')}</dt>
          <dd>{say(shown.issuer)}</dd>
        </div>
        <div>
          <dt>{t('standing')}</dt>
          <dd>
            {to === null
              ? t('validFrom', { from: format.date(from) })
              : t('validBetween', { from: format.date(from), to: format.date(to) })}
          </dd>
        </div>
        <div>
          <dt>{t('windows')}</dt>
          <dd>
            {definition === null || definition.windows.length === 0
              ? t('windowsNone')
              : definition.windows
                  .map((each) =>
                    t('windowBetween', { from: format.date(each.from), to: format.date(each.to) }),
                  )
                  .join(comma)}
            {row.window.state === 'none' ? null : (
              <>
                {' · '}
                <WindowWords window={row.window} />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('holdsIn')}</dt>
          <dd>
            {shown.parks === null ? t('holdsEverywhere') : shown.parks.map(parkName).join(comma)}
            {definition === null ? null : <span className="soft"> · {t(`scope.${definition.scope}`)}</span>}
          </dd>
        </div>
        <div>
          <dt>{t('version', { n: version.number })}</dt>
          <dd>
            {published === null
              ? t('unpublished')
              : t('published', { name: published.name, date: format.dayOf(published.at) })}{' '}
            {version.shipped ? <Chip title={t('shippedWhy')}>{t('shipped')}</Chip> : null}
          </dd>
        </div>
      </dl>
    </>
  )
}
