import Drawer from 'antd/es/drawer'
import { useMemo } from 'react'
import { drill } from '#contract/statistics'
import type { Exploration } from '#contract/statistics'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { exploreTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { Figure } from '../shared/figure.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { statisticsKey } from '../shared/queries.ts'
import { DemoMark, FilingStateMark } from '../../../ui/filings/state-marks.tsx'
import { filingHref, parkNameOf, unitNameOf } from '../../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../../ui/filings/unit-label.tsx'
import { groupParam } from './explore-address.ts'
import type { ExploreQueryInput } from './explore-address.ts'

type Answer = ResponseOf<typeof drill>
type Filing = Answer['filings'][number]
/** `total` is what can be listed, `behind` all that the number counts. */
type Listed = Answer & { readonly behind: number }
const rowsOf = ({ filings }: Listed) => filings
const keyOf = ({ unit }: Filing) => unit.id
const NO_FIELDS: Answer['fields'] = []
const still = () => undefined
/** Most invented names say so themselves. */
const marked = (name: string) => /（演示）|\(demo\)/iu.test(name)

/** The filings behind one number, largest first, as far as the reader may see them. */
export function DrillDrawer({
  exploration,
  query,
  group,
  period,
  onClose,
}: {
  readonly exploration: Exploration
  readonly query: ExploreQueryInput
  readonly group: string
  readonly period: string
  readonly onClose: () => void
}) {
  const t = useText(exploreTexts)
  const say = useSay()
  const { language } = useFormat()
  const found = exploration.groups.find(({ code }) => groupParam(code) === group)
  const title = t('behind', {
    name: say(exploration.indicator.name),
    group: found ? say(found.name) : t('total'),
    period: periodWords(period, language),
  })
  return (
    <Drawer open title={title} size={860} onClose={onClose} className="explore-drawer">
      {exploration.restriction === 'published' ? (
        <p>{t('behindPublished')}</p>
      ) : (
        <Filings key={`${group} ${period}`} query={query} group={group} period={period} label={title} />
      )}
    </Drawer>
  )
}

function Filings({
  query,
  group,
  period,
  label,
}: {
  readonly query: ExploreQueryInput
  readonly group: string
  readonly period: string
  readonly label: string
}) {
  const t = useText(exploreTexts)
  const pages = usePages<Listed, Filing>({
    key: [...statisticsKey, 'behind', query, group, period],
    read: async (page, signal) => {
      const answer = await call(drill, { query: { ...query, group, period, ...page }, signal })
      return { ...answer, behind: answer.total, total: answer.visible }
    },
    rowsOf,
  })
  const columns = useColumns(pages.first?.fields ?? NO_FIELDS, period)
  const { first } = pages
  if (pages.error) return <ErrorState error={pages.error} retry={pages.retry} />
  if (!first) return <Loading />
  return (
    <>
      <p className="soft">
        {first.behind === first.visible
          ? t('behindN', { n: first.behind })
          : t('behindSome', { n: first.behind, m: first.visible })}
        {query.transform === undefined || query.transform === 'value' ? '' : ` ${t('behindOfPeriod')}`}
        {query.asOf === undefined ? '' : ` ${t('behindNow')}`}
      </p>
      {first.visible === 0 ? (
        <EmptyState title={t('behindNone')} />
      ) : (
        <VirtualTable
          label={label}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={-1}
          onCurrent={still}
          minWidth={420 + first.fields.length * 130}
        />
      )}
    </>
  )
}

function useColumns(fields: Answer['fields'], period: string): readonly TableColumn<Filing>[] {
  const t = useText(exploreTexts)
  const say = useSay()
  const { language } = useFormat()
  return useMemo(
    () => [
      {
        id: 'unit',
        name: t('unitName'),
        cell: ({ unit }) => (
          <span title={unit.creditCode ?? undefined}>
            <UnitLabel of={unit} /> <DemoMark shown={unit.synthetic && !marked(unitNameOf(unit, language))} />
          </span>
        ),
      },
      {
        id: 'park',
        name: t('filter.park'),
        width: language === 'en' ? 130 : 84,
        cell: ({ park }) => (park ? parkNameOf(park, language) : <span className="faint">—</span>),
      },
      ...fields.map(({ form, code, label, unit }, index): TableColumn<Filing> => ({
        id: `${form} ${code}`,
        name: `${say(label)}${unit === null ? '' : ` (${unitWords(unit, language)})`}`,
        title: `${form} ${code} ${say(label)}`,
        width: 150,
        isNumber: true,
        cell: ({ values }) => <Figure value={values[index] ?? null} unit={unit} />,
      })),
      {
        id: 'forms',
        name: t('forms'),
        width: 190,
        cell: ({ unit, forms }) => (
          <span className="explore-filings">
            {forms.map(({ form, state, final }) => (
              <span key={form}>
                <AddressLink
                  href={filingHref(unit.id, form, period)}
                  aria-label={t('openSheet', { form, name: unitNameOf(unit, language) })}
                >
                  {form}
                </AddressLink>{' '}
                <span className="small">
                  <FilingStateMark state={state} final={final} />
                </span>
              </span>
            ))}
          </span>
        ),
      },
    ],
    [fields, period, t, say, language],
  )
}
