import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { TargetRow } from '#contract/ledger'
import { useAddress } from '../../../app/address.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { targetTexts } from '../../../text/targets.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Page } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { TARGET_COLUMNS, nextTargetSort, sortTargets } from './sort-targets.ts'
import type { TargetColumn } from './sort-targets.ts'
import { StandingMark } from './standing-mark.tsx'
import { targetsQuery } from './target-state.ts'
import { STANDINGS, attainmentWords, wantedWords, withUnit } from './target-words.ts'
import '../../../ui/plain-table.css'
import './targets.css'

type Filter = 'q' | 'standing' | 'document' | 'lead' | 'year' | 'sort'

/** All targets with where they stand; filter and order live in the address. */
export function TargetsPage() {
  const t = useText(targetTexts)
  const format = useFormat()
  const [address, change] = useAddress<Filter>()
  const standing = STANDINGS.find((each) => each === address.standing)
  const year = /^\d{4}$/u.test(address.year ?? '') ? Number(address.year) : undefined
  const isFiltered = ['q', 'standing', 'document', 'lead', 'year'].some((name) => address[name as Filter])
  const { data, error, refetch } = useQuery(
    targetsQuery({
      ...(address.q ? { q: address.q } : {}),
      ...(standing ? { standing } : {}),
      ...(address.document ? { document: address.document } : {}),
      ...(address.lead ? { lead: address.lead } : {}),
      ...(year ? { year } : {}),
    }),
  )
  const targets = data ? sortTargets(data.targets, address.sort, format.compare) : []
  return (
    <Page title={t('targets')} note={t('note')} wide>
      <LedgerLinks />
      <Filters address={address} change={change} />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {data ? (
        targets.length === 0 ? (
          <EmptyState
            title={t(isFiltered ? 'noneTitle' : 'emptyTitle')}
            action={
              isFiltered ? (
                <Button
                  onClick={() => change({ q: null, standing: null, document: null, lead: null, year: null })}
                >
                  {t('clear')}
                </Button>
              ) : null
            }
          >
            {t(isFiltered ? 'none' : 'empty')}
          </EmptyState>
        ) : (
          <Table
            targets={targets}
            sort={address.sort}
            onSort={(column) => change({ sort: nextTargetSort(address.sort, column) })}
          />
        )
      ) : error ? null : (
        <Loading />
      )}
    </Page>
  )
}

function Filters({
  address,
  change,
}: {
  readonly address: Readonly<Partial<Record<Filter, string>>>
  readonly change: ReturnType<typeof useAddress<Filter>>[1]
}) {
  const t = useText(targetTexts)
  const format = useFormat()
  // What may be chosen comes from all targets, not from what is left of them.
  const { data: all } = useQuery(targetsQuery({}))
  const years = [...new Set((all?.targets ?? []).flatMap(({ year }) => year ?? []))].toSorted((a, b) => a - b)
  const documents = new Map(
    (all?.targets ?? []).flatMap(({ document }) => (document ? [[document.id, document.title]] : [])),
  )
  const leads = new Map((all?.targets ?? []).flatMap(({ lead }) => (lead ? [[lead.id, lead]] : [])))
  return (
    <div className="target-filters no-print">
      <SearchField
        key={address.q ? 'words' : 'none'}
        id="target-search"
        words={address.q ?? ''}
        label={t('search')}
        onWords={(q) => change({ q })}
      />
      <Choice
        aria-label={t('standing')}
        value={address.standing ?? ''}
        onChange={(event) => change({ standing: event.target.value })}
      >
        <option value="">{t('allStandings')}</option>
        {STANDINGS.map((standing) => (
          <option key={standing} value={standing}>
            {t(`standing.${standing}`)}
          </option>
        ))}
      </Choice>
      <Choice
        aria-label={t('year')}
        value={address.year ?? ''}
        onChange={(event) => change({ year: event.target.value })}
      >
        <option value="">{t('allYears')}</option>
        {years.map((year) => (
          <option key={year} value={year}>
            {t('years', { year: String(year) })}
          </option>
        ))}
      </Choice>
      <Choice
        aria-label={t('document')}
        className="target-document-choice"
        value={address.document ?? ''}
        onChange={(event) => change({ document: event.target.value })}
      >
        <option value="">{t('allDocuments')}</option>
        {[...documents].map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Choice>
      <Choice
        aria-label={t('lead')}
        className="target-lead-choice"
        value={address.lead ?? ''}
        onChange={(event) => change({ lead: event.target.value })}
      >
        <option value="">{t('allBodies')}</option>
        {[...leads].map(([id, lead]) => (
          <option key={id} value={id}>
            {format.name(lead)}
          </option>
        ))}
      </Choice>
      <span className="soft small">{all ? t('found', { n: all.targets.length }) : ''}</span>
    </div>
  )
}

const NUMBERS: ReadonlySet<TargetColumn> = new Set(['year', 'base', 'latest', 'attainment'])

function Table({
  targets,
  sort,
  onSort,
}: {
  readonly targets: readonly TargetRow[]
  readonly sort: string | undefined
  readonly onSort: (column: TargetColumn) => void
}) {
  const t = useText(targetTexts)
  const body = useRef<HTMLTableSectionElement>(null)
  function step(by: 1 | -1) {
    const links = [...(body.current?.querySelectorAll<HTMLAnchorElement>('a.target-link') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus()
  }
  useKeys({ j: () => step(1), k: () => step(-1) })
  return (
    <div className="panel plain-table-scroll target-table-panel">
      <table className="plain-table target-table">
        <thead>
          <tr>
            {TARGET_COLUMNS.map((column) => {
              const order = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none'
              return (
                <th
                  key={column}
                  scope="col"
                  aria-sort={order}
                  className={NUMBERS.has(column) ? 'number' : column === 'lead' ? 'target-lead' : undefined}
                >
                  <button
                    type="button"
                    className="sort-button"
                    title={t('sortBy', { column: t(column) })}
                    onClick={() => onSort(column)}
                  >
                    {t(column)}
                    <span aria-hidden="true">
                      {order === 'ascending' ? ' ↑' : order === 'descending' ? ' ↓' : ''}
                    </span>
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody ref={body}>
          {targets.map((target) => (
            <Row key={target.id} target={target} />
          ))}
        </tbody>
      </table>
      <p className="small soft no-print">{t('keyHint')}</p>
    </div>
  )
}

function Row({ target }: { readonly target: TargetRow }) {
  const t = useText(targetTexts)
  const format = useFormat()
  const { baseYear, baseValue, latest, year, attainment, levelUnit } = target
  return (
    <tr>
      <td className="target-name">
        <AddressLink href={`/ledger/targets/${target.id}`} className="target-link" lang="zh">
          {target.indicator}
        </AddressLink>
        {target.scope ? (
          <div className="soft small target-scope" lang="zh">
            {target.scope}
          </div>
        ) : null}
      </td>
      <td>{wantedWords(target, format.language)}</td>
      <td className="number">{year ?? <span className="soft">{t('noYear')}</span>}</td>
      <td className="number">
        {baseYear !== null && baseValue !== null ? (
          t('baseOf', { year: String(baseYear), value: withUnit(baseValue, levelUnit) })
        ) : (
          <span className="faint">{t('noBase')}</span>
        )}
      </td>
      <td className="number">
        {latest ? (
          t('valueOf', { year: String(latest.year), value: withUnit(latest.value, levelUnit) })
        ) : (
          <span className="faint">{t('noActual')}</span>
        )}
      </td>
      <td className="number">{attainment === null ? '—' : attainmentWords(attainment)}</td>
      <td>
        <StandingMark standing={target.standing} />
      </td>
      <td className="target-lead">{target.lead ? format.name(target.lead) : '—'}</td>
      <td>
        <div className="target-document" lang="zh" title={target.document?.title}>
          {target.document?.title ?? '—'}
        </div>
        {target.visibility === 'public' ? <Chip>{t('publicChip')}</Chip> : null}
      </td>
    </tr>
  )
}
