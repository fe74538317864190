import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { z } from 'zod'
import { MatchAnswer, exportMatches, listMatches } from '#contract/policies'
import type { MatchedEnterprise } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { addressOf, call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { ApplicationMark } from '../../../ui/policies/application-mark.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { policiesKey, ruleBookQuery } from '../shared/policy-queries.ts'
import '../../../ui/count-strip.css'
import '../../../ui/list-page.css'

type Answer = ResponseOf<typeof listMatches>
type Row = z.infer<typeof MatchedEnterprise>
const rowsOf = ({ enterprises }: Answer) => enterprises
const keyOf = ({ enterpriseId }: Row) => enterpriseId
/** A smaller gap would read as none. */
const LEAST_SHOWN = 0.001
const TONES = { yes: 'good', near: 'warn', undetermined: 'neutral', no: 'bad' } as const satisfies Record<
  MatchAnswer,
  Tone
>

/** 匹配企业: the enterprises by how they stand under the policy; each opens with its verdict taken apart. */
export function MatchesTab({ policyId }: { readonly policyId: string }) {
  const t = useText(policyTexts)
  const format = useFormat()
  const [address, change] = useAddress<'answer' | 'park' | 'on' | 'row'>()
  const answer = MatchAnswer.options.find((each) => each === address.answer) ?? 'yes'
  const { park, on } = address
  const query = useMemo(
    () => ({ answer, ...(park ? { park } : {}), ...(on ? { on } : {}) }),
    [answer, park, on],
  )
  const pages = usePages<Answer, Row>({
    key: [...policiesKey, 'matches', policyId, query],
    read: (page, signal) => call(listMatches, { params: { policyId }, query: { ...query, ...page }, signal }),
    rowsOf,
  })
  const columns = useMatchColumns(policyId, answer)
  const { data: organisations } = useQuery(organisationsQuery())
  const current = /^\d{1,7}$/u.test(address.row ?? '') ? Number(address.row) : -1
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(matchHref(at.enterpriseId, policyId)) : undefined,
  })
  const { first } = pages
  return (
    <div className="policy-matches">
      <div className="count-strip">
        <span className="count-group" role="group" aria-label={t('answers')}>
          {MatchAnswer.options.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={answer === each}
              onClick={() => change({ answer: each === 'yes' ? null : each, row: null }, { push: true })}
            >
              <StatusMark tone={TONES[each]}>{t(`answer.${each}`)}</StatusMark>
              <b>{first ? format.number(first.counts[each]) : '…'}</b>
            </button>
          ))}
        </span>
        <FilterChoice
          label={t('park')}
          any={t('anyPark')}
          value={park}
          options={(organisations?.organisations ?? [])
            .filter(({ kind }) => kind === 'park')
            .map((each) => ({
              value: each.id,
              label: format.name({ name: each.shortName, nameEn: each.nameEn }),
            }))}
          onValue={(value) => change({ park: value, row: null })}
        />
        <Disclosure className="list-menu" face={t('export')}>
          {(close) => (
            <>
              <p className="soft small">{t('exportWhy')}</p>
              {(['xlsx', 'csv'] as const).map((each) => (
                <a
                  key={each}
                  href={addressOf(exportMatches, { params: { policyId }, query: { ...query, format: each } })}
                  download
                  onClick={close}
                >
                  {t(each === 'xlsx' ? 'exportXlsx' : 'exportCsv')}
                </a>
              ))}
            </>
          )}
        </Disclosure>
        <span className="list-keys small soft" aria-label={t('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')}
        </span>
      </div>
      {first ? (
        <p className="soft small">
          {t('matchesNote', { date: format.date(first.on), asOf: format.moment(first.asOf) })}{' '}
          {t('matchesSum', { known: first.amount.known })}
          {first.amount.unknown > 0 ? t('matchesUnknown', { n: first.amount.unknown }) : null}
        </p>
      ) : null}
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={t('tab.matches')}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={current}
          onCurrent={setCurrent}
          minWidth={700}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? <EmptyState title={t('matchesNone')} /> : null}
    </div>
  )
}

function matchHref(enterpriseId: string, policyId: string): string {
  return `/enterprises/${enterpriseId}?tab=policies&policy=${policyId}`
}

function useMatchColumns(policyId: string, answer: MatchAnswer): readonly TableColumn<Row>[] {
  const t = useText(policyTexts)
  const say = useSay()
  const format = useFormat()
  const { data: book } = useQuery(ruleBookQuery)
  return useMemo(() => {
    const none = <span className="faint">—</span>
    const titleOf = (code: string) => {
      const fact = book?.facts.find((each) => each.code === code)
      return fact ? say(fact.title) : code
    }
    const columns: TableColumn<Row>[] = [
      {
        id: 'enterprise',
        name: t('enterprise'),
        cell: (row) => (
          <>
            <AddressLink href={matchHref(row.enterpriseId, policyId)} title={row.name}>
              <span lang={format.language === 'en' ? 'zh' : undefined}>{row.name}</span>
            </AddressLink>{' '}
            <DemoMark of={row} />
          </>
        ),
      },
      {
        id: 'code',
        name: t('creditCode'),
        width: 178,
        isExtra: true,
        cell: (row) => row.creditCode,
      },
      {
        id: 'park',
        name: t('park'),
        width: 120,
        cell: (row) => (row.park ? say(row.park) : <span className="faint">{t('outside')}</span>),
      },
      {
        id: 'amount',
        name: t('amount'),
        width: 116,
        isNumber: true,
        cell: (row) =>
          row.amount !== null ? (
            format.number(row.amount)
          ) : row.answer === 'yes' ? (
            <span className="faint">{t('amountUnknown')}</span>
          ) : (
            none
          ),
      },
    ]
    if (answer === 'near' || answer === 'no')
      columns.push({
        id: 'distance',
        name: t('distance'),
        title: t('distanceWhy'),
        width: 90,
        isNumber: true,
        cell: (row) =>
          row.distance === null
            ? none
            : row.distance > 0 && row.distance < LEAST_SHOWN
              ? `<${format.percent(LEAST_SHOWN)}`
              : format.percent(row.distance),
      })
    if (answer === 'yes' || answer === 'undetermined')
      columns.push({
        id: 'needed',
        name: t('needed'),
        width: 190,
        cell: (row) => {
          const words = row.needed.map(titleOf).join(format.language === 'en' ? ', ' : '、')
          return words === '' ? none : <span title={words}>{words}</span>
        },
      })
    columns.push({
      id: 'application',
      name: t('application'),
      width: 140,
      cell: ({ application }) =>
        application === null ? (
          none
        ) : (
          <AddressLink href={`/policies/applications/${application.id}`}>
            <ApplicationMark state={application.state} />
          </AddressLink>
        ),
    })
    return columns
  }, [policyId, answer, book, t, say, format])
}
