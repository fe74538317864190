import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Organisation } from '#contract/registry'
import { useAddress } from '../../app/address.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'
import { registryTexts } from '../../text/registry.ts'
import { useFormat } from '../../ui/format.ts'
import { useKeys } from '../../ui/keys.ts'
import { useTitle } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { OrganisationDetail } from './organisation-detail.tsx'
import { groupOrganisations, matchesOrganisation } from '../../app/organisation-rows.ts'
import type { OrganisationGroup } from '../../app/organisation-rows.ts'
import { organisationsQuery } from '../../app/organisations.ts'
import './organisations-page.css'

/** The organisation tree as of a date: a table by kind, one organisation's history beside it. */
export function OrganisationsPage() {
  const t = useText(registryTexts)
  const format = useFormat()
  const [{ q = '', asOf }, change] = useAddress<'q' | 'asOf'>()
  const { organisationId } = useParams({ strict: false })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(organisationsQuery(asOf))
  useTitle(t('title'))

  const organisations = useMemo(() => data?.organisations ?? [], [data])
  const groups = useMemo(
    () =>
      groupOrganisations(
        q.trim() ? organisations.filter((each) => matchesOrganisation(each, q.trim())) : organisations,
      ),
    [organisations, q],
  )
  const order = groups.flatMap(({ rows }) => rows.map(({ organisation }) => organisation.id))

  function open(id: string | null, replace: boolean) {
    void (id === null
      ? navigate({ to: '/organisations', search: true, replace })
      : navigate({
          to: '/organisations/$organisationId',
          params: { organisationId: id },
          search: true,
          replace,
        }))
  }
  function move(step: 1 | -1) {
    const at = organisationId === undefined ? -1 : order.indexOf(organisationId)
    const next = order[at < 0 ? (step > 0 ? 0 : order.length - 1) : at + step]
    if (next === undefined) return
    open(next, true)
    document.getElementById(`organisation-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Escape: organisationId === undefined ? undefined : () => open(null, false),
  })

  return (
    <div className="registry">
      <header className="registry-head">
        <div className="registry-title">
          <h1>{t('title')}</h1>
          <span className="soft">{data ? t('note', { n: data.organisations.length }) : null}</span>
        </div>
        <Input
          type="search"
          className="registry-find"
          placeholder={t('find')}
          aria-label={t('find')}
          value={q}
          onChange={(event) => change({ q: event.target.value })}
          maxLength={100}
        />
        <label className="registry-date">
          <span className="soft">{t('asOf')}</span>{' '}
          <Input
            type="date"
            value={asOf ?? data?.asOf ?? ''}
            min="1900-01-01"
            max="2199-12-31"
            onChange={(event) => change({ asOf: event.target.value })}
          />
        </label>
        {asOf ? <Button onClick={() => change({ asOf: null })}>{t('asOfToday')}</Button> : null}
      </header>
      <div className="registry-body">
        <div className="registry-list">
          {asOf && data ? (
            <p className="registry-as-of">{t('asOfNote', { date: format.date(data.asOf) })}</p>
          ) : null}
          {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
          {!data && !error ? <Loading /> : null}
          {data && groups.length === 0 ? (
            q.trim() ? (
              <EmptyState
                title={t('noneFound', { q: q.trim() })}
                action={<Button onClick={() => change({ q: null })}>{t('clear')}</Button>}
              >
                {t('noneFoundWhy')}
              </EmptyState>
            ) : (
              <EmptyState title={t('noneAt')}>{t('noneAtWhy')}</EmptyState>
            )
          ) : null}
          {groups.length > 0 ? <Table groups={groups} chosen={organisationId} /> : null}
        </div>
        <aside className="registry-detail" aria-label={t('detail')}>
          {organisationId === undefined ? (
            <div className="registry-pick soft">
              <p>{t('pick')}</p>
              <p className="small">
                <kbd>j</kbd> <kbd>k</kbd> {t('keys')}
              </p>
            </div>
          ) : (
            <OrganisationDetail id={organisationId} onClose={() => open(null, false)} />
          )}
        </aside>
      </div>
    </div>
  )
}

function Table({
  groups,
  chosen,
}: {
  readonly groups: readonly OrganisationGroup[]
  readonly chosen: string | undefined
}) {
  const t = useText(registryTexts)
  const common = useText(commonTexts)
  return (
    <table className="registry-table" aria-label={t('table')}>
      <thead>
        <tr>
          <th scope="col">{t('colName')}</th>
          <th scope="col" className="registry-other">
            {t('colOther')}
          </th>
          <th scope="col" className="registry-short">
            {t('colShort')}
          </th>
          <th scope="col" className="registry-valid">
            {t('colValid')}
          </th>
        </tr>
      </thead>
      {groups.map(({ kind, rows }) => (
        <tbody key={kind}>
          <tr className="registry-group">
            <th scope="rowgroup" colSpan={4}>
              {common(`kind.${kind}`)}{' '}
              <span className="soft">{rows.filter(({ depth }) => depth === 0).length}</span>
            </th>
          </tr>
          {rows.map(({ organisation, depth }) => (
            <Row
              key={organisation.id}
              organisation={organisation}
              depth={depth}
              chosen={organisation.id === chosen}
            />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Row({
  organisation,
  depth,
  chosen,
}: {
  readonly organisation: Organisation
  readonly depth: number
  readonly chosen: boolean
}) {
  const format = useFormat()
  const english = format.language === 'en'
  return (
    <tr
      id={`organisation-${organisation.id}`}
      className={chosen ? 'registry-chosen' : undefined}
      aria-current={chosen ? 'true' : undefined}
    >
      <td style={{ paddingLeft: 20 + depth * 20 }}>
        <Link to="/organisations/$organisationId" params={{ organisationId: organisation.id }} search={true}>
          {format.name(organisation)}
        </Link>
      </td>
      <td className="registry-other" lang={english ? 'zh-CN' : 'en'}>
        {english ? organisation.name : organisation.nameEn}
      </td>
      <td className="registry-short">
        {organisation.shortName === organisation.name ? (
          <span className="soft">—</span>
        ) : (
          organisation.shortName
        )}
      </td>
      <td className="registry-valid soft">
        {organisation.validFrom || organisation.validTo
          ? format.validity(organisation.validFrom, organisation.validTo)
          : '—'}
      </td>
    </tr>
  )
}
