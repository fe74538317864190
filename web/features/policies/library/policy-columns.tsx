import { useMemo } from 'react'
import type { PolicyRow, readMatchingSummary } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { enterprisePolicyTexts } from '../../../text/enterprises-policies.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { StandingMark, WindowMark } from '../shared/policy-marks.tsx'
import type { PolicySort } from './policy-address.ts'

/** The columns of the library; the last two only where the reader may see whom policies reach. */
export function usePolicyColumns({
  sort,
  onSort,
  summary,
  seesMatches,
  on,
}: {
  readonly sort: PolicySort
  readonly onSort: (sort: PolicySort) => void
  readonly summary: ResponseOf<typeof readMatchingSummary> | undefined
  readonly seesMatches: boolean
  readonly on: string | undefined
}): readonly TableColumn<PolicyRow>[] {
  const t = useText(policyTexts)
  const words = useText(enterprisePolicyTexts)
  const say = useSay()
  const format = useFormat()
  return useMemo(() => {
    const isEnglish = format.language === 'en'
    const reached = new Map((summary?.policies ?? []).map((each) => [each.policyId, each]))
    const by = (own: PolicySort) => ({
      sorted: sort === own ? ('asc' as const) : null,
      onSort: () => onSort(own),
    })
    const none = <span className="faint">—</span>
    const columns: TableColumn<PolicyRow>[] = [
      {
        id: 'title',
        name: t('name'),
        ...by('title'),
        cell: (row) => (
          <>
            <AddressLink
              href={`/policies/${row.id}${on === undefined ? '' : `?on=${on}`}`}
              title={say(row.title)}
            >
              {say(row.title)}
            </AddressLink>{' '}
            {row.inWork ? (
              <AddressLink
                className="chip"
                href={`/policies/${row.id}/versions/${row.inWork.versionId}`}
                title={row.inWork.byName}
              >
                {t('inWork', { n: row.inWork.number, state: t(`versionState.${row.inWork.state}`) })}
              </AddressLink>
            ) : null}
          </>
        ),
      },
      {
        id: 'code',
        name: t('code'),
        width: 118,
        isExtra: true,
        ...by('code'),
        cell: (row) => <span className="soft small">{row.code}</span>,
      },
      {
        id: 'level',
        name: t('level'),
        width: isEnglish ? 78 : 66,
        ...by('level'),
        cell: (row) => words(`level.${row.level}`),
      },
      {
        id: 'issuer',
        name: t('issuer'),
        width: 128,
        isExtra: true,
        cell: (row) => <span title={say(row.issuer)}>{say(row.issuer)}</span>,
      },
      {
        id: 'procedure',
        name: t('procedure'),
        width: isEnglish ? 122 : 78,
        isExtra: true,
        cell: (row) => words(`procedure.${row.procedure}`),
      },
      {
        id: 'benefit',
        name: t('benefit'),
        width: 146,
        isExtra: true,
        cell: (row) => <span title={say(row.benefit.words)}>{say(row.benefit.words)}</span>,
      },
      {
        id: 'window',
        name: t('window'),
        width: 158,
        // One that does not hold cannot be applied for, whatever its windows are.
        cell: (row) =>
          row.standing === 'in-force' ? (
            <WindowMark window={row.window} />
          ) : (
            <StandingMark standing={row.standing} />
          ),
      },
    ]
    if (seesMatches)
      columns.push(
        {
          id: 'budget',
          name: t('budget'),
          title: t('budgetWhy'),
          width: 106,
          isNumber: true,
          cell: (row) =>
            row.budget === null ? (
              none
            ) : (
              <>
                {format.number(row.budget)}
                <span className="soft"> / {format.number(reached.get(row.id)?.paid ?? 0)}</span>
              </>
            ),
        },
        {
          id: 'reach',
          name: t('reach'),
          title: t('reachWhy'),
          width: 156,
          cell: (row) => {
            const counts = reached.get(row.id)
            if (counts === undefined) return none
            const { yes, near, undetermined } = counts
            return (
              <AddressLink
                href={`/policies/${row.id}?tab=matches${on === undefined ? '' : `&on=${on}`}`}
                title={t('reachRow', { yes, near, undetermined })}
                className="policy-reach"
              >
                <span className="mark-good">
                  <span aria-hidden="true">●</span> {format.number(yes)}
                </span>
                <span className="mark-warn">
                  <span aria-hidden="true">▲</span> {format.number(near)}
                </span>
                <span className="soft">
                  <span aria-hidden="true">?</span> {format.number(undetermined)}
                </span>
              </AddressLink>
            )
          },
        },
      )
    return columns
  }, [sort, onSort, summary, seesMatches, on, t, words, say, format])
}
