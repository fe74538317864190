import { useQuery } from '@tanstack/react-query'
import type { CaseRow, readBoard } from '#contract/procedures'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import { boardTexts, caseListTexts } from '../../../text/cases.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { proceduresQuery } from '../shared/case-queries.ts'
import { ClockMark } from '../shared/clock-mark.tsx'
import { listNames } from '../shared/party-names.ts'
import { useNow } from '../shared/use-now.ts'
import { boardQuery } from './queries.ts'
import './board-page.css'

type Column = ResponseOf<typeof readBoard>['columns'][number]

/** 看板: open cases of one procedure by the step they are at. */
export function BoardPage() {
  const t = useText(boardTexts)
  const say = useSay()
  const [address, change] = useAddress<'procedure' | 'empty'>()
  const procedures = useQuery(proceduresQuery)
  const all = procedures.data?.procedures ?? []
  // Without a choice, where most work is.
  const busiest = all.toSorted((a, b) => b.open - a.open)[0]
  const procedure = address.procedure ?? busiest?.code ?? ''
  const row = all.find(({ code }) => code === procedure)
  const { data, error, refetch } = useQuery({ ...boardQuery(procedure), refetchInterval: 60_000 })
  const hideEmpty = address.empty === 'hidden'
  const columns = (data?.columns ?? []).filter(({ count }) => count > 0 || !hideEmpty)
  useTitle(row ? `${t('title')} · ${say(row.name)}` : t('title'))
  return (
    <div className="page board-page">
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{row ? t('total', { n: row.open, overdue: row.overdue }) : t('note')}</div>
        </div>
        <div className="page-actions">
          <LinkButton href={`/cases${stringifySearch({ procedure })}`}>{t('toList')}</LinkButton>
          <LinkButton href={`/cases/statistics${stringifySearch({ procedure })}`}>
            {t('toStatistics')}
          </LinkButton>
          {procedure ? <LinkButton href={`/procedures/${procedure}`}>{t('toProcedure')}</LinkButton> : null}
        </div>
      </header>
      <div className="board-tools">
        <Choice
          aria-label={t('procedure')}
          value={procedure}
          onChange={({ target }) => change({ procedure: target.value }, { push: true })}
        >
          {all.map(({ code, name }) => (
            <option key={code} value={code}>
              {say(name)}
            </option>
          ))}
        </Choice>
        <label className="board-check">
          <input
            type="checkbox"
            checked={hideEmpty}
            onChange={({ target }) => change({ empty: target.checked ? 'hidden' : null })}
          />
          {t('hideEmpty')}
        </label>
      </div>
      {procedures.error ? (
        <ErrorState error={procedures.error} retry={() => void procedures.refetch()} />
      ) : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {(!procedures.data && !procedures.error) || (procedure && !data && !error) ? <Loading /> : null}
      {procedures.data && all.length === 0 ? (
        <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
      ) : null}
      {data && data.columns.every(({ count }) => count === 0) ? (
        <EmptyState title={t('emptyBoardTitle')}>{t('emptyBoard')}</EmptyState>
      ) : null}
      {columns.length > 0 && data?.columns.some(({ count }) => count > 0) ? (
        <div className="board" role="region" aria-label={t('title')} tabIndex={0}>
          {columns.map((column) => (
            <BoardColumn key={column.node} procedure={procedure} column={column} />
          ))}
        </div>
      ) : null}
    </div>
  )
}

function BoardColumn({ procedure, column }: { readonly procedure: string; readonly column: Column }) {
  const t = useText(boardTexts)
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const { node, name, count, overdue, cases } = column
  const href = `/cases${stringifySearch({ box: 'all', procedure, node })}`
  return (
    <section className="board-column" aria-label={say(name)}>
      <header>
        <h2>
          {say(name)} <span className="soft board-number">{format.number(count)}</span>
        </h2>
        {overdue > 0 ? (
          <span className="small">
            <StatusMark tone="bad">{t('overdue', { n: overdue })}</StatusMark>
          </span>
        ) : null}
      </header>
      {count === 0 ? <p className="faint small board-none">{t('emptyColumn')}</p> : null}
      <ul>
        {cases.map((row) => (
          <li key={row.id}>
            <BoardCard row={row} now={now} />
          </li>
        ))}
      </ul>
      {count > cases.length ? (
        <AddressLink className="board-more small" href={href}>
          {t('more', { n: count })}
        </AddressLink>
      ) : null}
    </section>
  )
}

function BoardCard({ row, now }: { readonly row: CaseRow; readonly now: number }) {
  const t = useText(caseListTexts)
  const say = useSay()
  const format = useFormat()
  const waiting = row.waitingFor.map(({ name }) => name)
  const [party] = waiting
  return (
    <AddressLink href={`/cases/${row.id}`} className="board-card case-card">
      <span className="small soft one-line" lang="zh">
        {row.number ?? t('noNumber')}
      </span>
      <span className="board-title" lang="zh" title={row.title}>
        {row.title}
      </span>
      <span className="small soft one-line" title={listNames(waiting, format.language)}>
        {party === undefined
          ? ''
          : waiting.length > 1
            ? t('waitsForMany', { first: say(party), n: waiting.length })
            : t('waitsFor', { names: say(party) })}
      </span>
      <span className="small">
        <ClockMark clock={row.clock} now={now} owner={false} />
      </span>
    </AddressLink>
  )
}
