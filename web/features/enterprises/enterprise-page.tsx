import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { EnterpriseRow } from '#contract/enterprises'
import { AddressLink } from '../../app/address-link.tsx'
import { usePathParam } from '../../app/address.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { useFormat } from '../../ui/format.ts'
import { Chip, StatusMark } from '../../ui/marks.tsx'
import { Panel, useTitle } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { DemoMark } from '../../ui/filings/state-marks.tsx'
import { unitNameOf } from '../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../ui/filings/unit-label.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { useClassifications } from './classification-words.ts'
import { STATUS_TONES } from './enterprise-columns.tsx'
import { EnterpriseHistory } from './enterprise-history.tsx'
import { FilingMatrix } from './filing-matrix.tsx'
import { placeName } from './place-name.ts'
import { enterpriseQuery } from './queries.ts'
import type { Enterprise } from './queries.ts'
import '../../ui/plain-table.css'
import './enterprises.css'

/** One enterprise: what is known of it now, over time, and its filings. */
export function EnterprisePage() {
  const { language } = useFormat()
  const { data, error, refetch } = useQuery(enterpriseQuery(usePathParam('enterpriseId')))
  useTitle(data ? unitNameOf(data.enterprise, language) : '')
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
      </div>
    )
  return data ? <LoadedEnterprise data={data} /> : <Loading />
}

function LoadedEnterprise({ data }: { readonly data: Enterprise }) {
  const t = useText(enterpriseTexts)
  const { name } = useClassifications()
  const [changing, setChanging] = useState(false)
  const { enterprise } = data
  return (
    <div className="page page-wide">
      <header className="page-head">
        <div>
          <h1>
            <UnitLabel of={enterprise} /> <DemoMark of={enterprise} />
          </h1>
          <div className="soft">
            {enterprise.creditCode}{' '}
            <StatusMark tone={STATUS_TONES[enterprise.status]}>{t(`status.${enterprise.status}`)}</StatusMark>{' '}
            {enterprise.highTech ? <Chip title={t('highTech')}>{t('highTechMark')}</Chip> : null}
            {enterprise.aboveScale ? <Chip title={t('aboveScaleWhy')}>{t('aboveScaleMark')}</Chip> : null}
            {enterprise.rung === null ? null : <Chip>{name('rung', enterprise.rung)}</Chip>}
          </div>
        </div>
        {data.mayChange ? (
          <div className="page-actions">
            <Button onClick={() => setChanging(true)}>{t('record')}</Button>
          </div>
        ) : null}
      </header>
      <div className="enterprise-columns">
        <div>
          <NowPanel enterprise={enterprise} />
          {data.mergedFrom.length > 0 ? (
            <Panel title={t('mergedFrom')}>
              {data.mergedFrom.map((each) => (
                <div key={each.id}>
                  <AddressLink href={`/enterprises/${each.id}`}>{each.name}</AddressLink>{' '}
                  <DemoMark of={{ name: each.name, synthetic: enterprise.synthetic }} />{' '}
                  <MergedOn on={each.on} />
                </div>
              ))}
            </Panel>
          ) : null}
        </div>
        <EnterpriseHistory data={data} />
      </div>
      <FilingMatrix data={data} />
      {changing ? <ChangeDialog enterprise={enterprise} onClose={() => setChanging(false)} /> : null}
    </div>
  )
}

function MergedOn({ on }: { readonly on: string | null }) {
  const t = useText(enterpriseTexts)
  const format = useFormat()
  return on === null ? null : <span className="soft">{t('mergedOn', { date: format.date(on) })}</span>
}

function NowPanel({ enterprise }: { readonly enterprise: EnterpriseRow }) {
  const t = useText(enterpriseTexts)
  const format = useFormat()
  const { name } = useClassifications()
  const { language } = format
  const unknown = <span className="faint">{t('unknown')}</span>
  const park = (place: EnterpriseRow['registrationPark']) =>
    place ? (
      <AddressLink href={`/organisations/${place.id}`}>{placeName(place, language)}</AddressLink>
    ) : (
      <span className="faint">{t('outside')}</span>
    )
  const facts = [
    ...(enterprise.successor
      ? ([
          [
            'successor',
            <AddressLink key="successor" href={`/enterprises/${enterprise.successor.id}`}>
              {enterprise.successor.name}
            </AddressLink>,
          ],
        ] as const)
      : []),
    ['nameEn', enterprise.nameEn ?? unknown],
    ['registrationPark', park(enterprise.registrationPark)],
    ['operationPark', park(enterprise.operationPark)],
    [
      'registrationDistrict',
      enterprise.registrationDistrict ? placeName(enterprise.registrationDistrict, language) : unknown,
    ],
    [
      'operationDistrict',
      enterprise.operationDistrict ? placeName(enterprise.operationDistrict, language) : unknown,
    ],
    ['cluster', name('cluster', enterprise.cluster) ?? unknown],
    ['address', enterprise.address ?? unknown],
    [
      'industry',
      enterprise.industry === null
        ? unknown
        : `${enterprise.industry} ${name('industry', enterprise.industry)}`,
    ],
    ['field', name('field', enterprise.field) ?? unknown],
    ['sizeClass', name('size', enterprise.sizeClass) ?? unknown],
    ['rung', name('rung', enterprise.rung) ?? unknown],
    ['highTech', t(enterprise.highTech ? 'yes' : 'no')],
    ['aboveScale', t(enterprise.aboveScale ? 'yes' : 'no')],
    ['validity', format.validity(enterprise.validFrom, enterprise.validTo)],
  ] as const
  return (
    <Panel title={t('now')}>
      <dl className="enterprise-facts">
        {facts.map(([fact, value]) => (
          <FactRow key={fact} name={t(fact)} value={value} />
        ))}
      </dl>
    </Panel>
  )
}

function FactRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
