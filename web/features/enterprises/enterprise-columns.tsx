import { useMemo } from 'react'
import type { EnterpriseRow } from '#contract/enterprises'
import { AddressLink } from '../../app/address-link.tsx'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { enterpriseRegisterTexts } from '../../text/enterprises-register.ts'
import { useText } from '../../text/index.ts'
import { useFormat } from '../../ui/format.ts'
import { Chip, StatusMark } from '../../ui/marks.tsx'
import type { Tone } from '../../ui/marks.tsx'
import type { TableColumn } from '../../ui/virtual-table.tsx'
import { DemoMark } from '../../ui/filings/state-marks.tsx'
import { UnitLabel } from '../../ui/filings/unit-label.tsx'
import { useClassifications } from './classification-words.ts'
import type { EnterpriseSort } from './enterprise-address.ts'
import { placeName } from './place-name.ts'

export const STATUS_TONES = {
  active: 'good',
  closed: 'neutral',
  merged: 'neutral',
} as const satisfies Record<EnterpriseRow['status'], Tone>

/** The columns of the register. */
export function useEnterpriseColumns(
  sort: EnterpriseSort,
  onSort: (sort: EnterpriseSort) => void,
  /** By id: the former name by which it was found. */
  formerNames: ReadonlyMap<string, string> | undefined,
): readonly TableColumn<EnterpriseRow>[] {
  const t = useText(enterpriseTexts)
  const { language } = useFormat()
  const { name } = useClassifications()
  return useMemo(() => {
    const by = (own: EnterpriseSort) => ({
      sorted: sort === own ? ('asc' as const) : null,
      onSort: () => onSort(own),
    })
    const none = <span className="faint">—</span>
    return [
      {
        id: 'name',
        name: t('name'),
        ...by('name'),
        cell: (row) => (
          <span className="register-name">
            <AddressLink href={`/enterprises/${row.id}`} title={row.name}>
              <UnitLabel of={row} />
            </AddressLink>
            <DemoMark of={row} />
            <FormerName of={formerNames?.get(row.id)} />
            {row.status === 'active' ? null : (
              <StatusMark tone={STATUS_TONES[row.status]}>{t(`status.${row.status}`)}</StatusMark>
            )}
          </span>
        ),
      },
      {
        id: 'code',
        name: t('creditCode'),
        width: 178,
        ...by('code'),
        cell: (row) => row.creditCode,
      },
      {
        id: 'registered',
        name: t('registered'),
        width: language === 'en' ? 150 : 110,
        ...by('park'),
        cell: (row) =>
          row.registrationPark ? (
            placeName(row.registrationPark, language)
          ) : (
            <span className="faint">{t('outside')}</span>
          ),
      },
      {
        id: 'operates',
        name: t('operates'),
        isExtra: true,
        width: language === 'en' ? 150 : 110,
        cell: (row) =>
          row.operationPark === null ? (
            <span className="faint">{t('outside')}</span>
          ) : row.operationPark.id === row.registrationPark?.id ? (
            <span className="faint">{t('same')}</span>
          ) : (
            placeName(row.operationPark, language)
          ),
      },
      {
        id: 'industry',
        name: t('industry'),
        width: 196,
        ...by('industry'),
        cell: (row) =>
          row.industry === null ? (
            none
          ) : (
            <span title={name('industry', row.industry) ?? undefined}>
              <span className="soft">{row.industry}</span> {name('industry', row.industry)}
            </span>
          ),
      },
      {
        id: 'size',
        name: t('size'),
        width: 72,
        cell: (row) => name('size', row.sizeClass) ?? none,
      },
      {
        id: 'marks',
        name: t('marks'),
        width: language === 'en' ? 190 : 176,
        cell: (row) => (
          <>
            {row.highTech ? <Chip title={t('highTech')}>{t('highTechMark')}</Chip> : null}
            {row.aboveScale ? <Chip title={t('aboveScaleWhy')}>{t('aboveScaleMark')}</Chip> : null}
            {row.rung === null ? null : <Chip>{name('rung', row.rung)}</Chip>}
          </>
        ),
      },
    ]
  }, [sort, onSort, t, language, name, formerNames])
}

function FormerName({ of: former }: { readonly of: string | undefined }) {
  const t = useText(enterpriseRegisterTexts)
  return former === undefined ? null : (
    <span className="small soft" lang="zh" title={t('formerHit')}>
      {t('former', { name: former })}
    </span>
  )
}
