import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { readOrganisation } from '#contract/registry'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { registryTexts } from '../../text/registry.ts'
import { useFormat } from '../../ui/format.ts'
import { Chip } from '../../ui/marks.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { organisationQuery } from './queries.ts'
import './organisation-detail.css'

type Detail = ResponseOf<typeof readOrganisation>

/** One organisation: names over time, parents, facts each with its source, duties in published plans. */
export function OrganisationDetail({
  id,
  onClose,
  onMap = false,
}: {
  readonly id: string
  readonly onClose: () => void
  /** Already shown on the map, so that it links to the page of the organisation instead. */
  readonly onMap?: boolean
}) {
  const t = useText(registryTexts)
  const common = useText(commonTexts)
  const format = useFormat()
  const { data, error, refetch } = useQuery(organisationQuery(id))
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { organisation } = data
  return (
    <article className="organisation">
      <div className="organisation-head">
        <Chip>{common(`kind.${organisation.kind}`)}</Chip>
        <button type="button" className="organisation-close" onClick={onClose} aria-label={t('close')}>
          ×
        </button>
      </div>
      <h2>{format.name(organisation)}</h2>
      <p className="soft" lang={format.language === 'en' ? 'zh-CN' : 'en'}>
        {format.language === 'en' ? organisation.name : organisation.nameEn}
      </p>
      <p className="soft small">
        {t('code', { code: organisation.code })}
        {organisation.adcode ? <> · {t('adcode', { code: organisation.adcode })}</> : null}
      </p>
      {onMap ? (
        <p>
          <Link to="/organisations/$organisationId" params={{ organisationId: organisation.id }}>
            {t('openOrganisation')}
          </Link>
        </p>
      ) : organisation.kind === 'park' ? (
        <p>
          <Link to="/map" search={{ park: organisation.id }}>
            {t('onMap')}
          </Link>
        </p>
      ) : null}
      <Duties duties={data.duties} />
      <Names names={data.names} />
      <Parents parents={data.parents} />
      <Facts facts={data.facts} />
    </article>
  )
}

function Names({ names }: Pick<Detail, 'names'>) {
  const t = useText(registryTexts)
  const format = useFormat()
  return (
    <section>
      <h3>{t('names')}</h3>
      <ul>
        {names.map((each) => (
          <li key={`${each.name} ${each.validFrom}`}>
            {each.name}
            {each.shortName === each.name ? null : <span className="soft"> · {each.shortName}</span>}
            <div className="soft small">{format.validity(each.validFrom, each.validTo)}</div>
            <div className="faint small">{t('source', { source: each.source })}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Parents({ parents }: Pick<Detail, 'parents'>) {
  const t = useText(registryTexts)
  const format = useFormat()
  return (
    <section>
      <h3>{t('parents')}</h3>
      {parents.length === 0 ? <p className="soft">{t('noParent')}</p> : null}
      <ul>
        {parents.map((each) => (
          <li key={`${each.parentId} ${each.validFrom}`}>
            <Link
              to="/organisations/$organisationId"
              params={{ organisationId: each.parentId }}
              search={true}
            >
              {each.name}
            </Link>
            {each.validFrom || each.validTo ? (
              <div className="soft small">{format.validity(each.validFrom, each.validTo)}</div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Facts({ facts }: Pick<Detail, 'facts'>) {
  const t = useText(registryTexts)
  const nameOfFact = useFactName()
  return (
    <section>
      <h3>{t('facts')}</h3>
      {facts.length === 0 ? <p className="soft">{t('noFacts')}</p> : null}
      <dl>
        {facts.map((fact) => (
          <div key={`${fact.code} ${fact.asOf} ${fact.value}`}>
            <dt>
              {nameOfFact(fact.code)}
              {fact.asOf ? t('factAsOf', { asOf: fact.asOf }) : null}
            </dt>
            <dd>
              {fact.value}
              <div className="faint small">{t('source', { source: fact.source })}</div>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Duties({ duties }: Pick<Detail, 'duties'>) {
  const t = useText(registryTexts)
  return (
    <section>
      <h3>{t('duties')}</h3>
      {duties.length === 0 ? <p className="soft">{t('noDuties')}</p> : null}
      <ul>
        {duties.map((duty) => (
          <li key={duty.planId}>
            <Link to="/plans/$planId" params={{ planId: duty.planId }}>
              {duty.planTitle}
            </Link>{' '}
            <span className="soft">{t('dutyTasks', { n: duty.tasks })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A zone's data may hold facts of kinds that no text knows; their code then stands for itself. */
function useFactName(): (code: string) => string {
  const t = useText(registryTexts)
  return (code) => {
    const key = `fact.${code}`
    return isTextKey(key) ? t(key) : code
  }
}

type TextKey = keyof (typeof registryTexts)['zh-CN']

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(registryTexts['zh-CN'], key)
}
