import { useQuery } from '@tanstack/react-query'
import type { listMyFilings } from '#contract/statistics'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { collectionTexts } from '../../../text/collection.ts'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { myFilingsQuery } from '../shared/queries.ts'
import { DemoMark, FilingStateMark } from '../../../ui/filings/state-marks.tsx'
import { filingHref } from '../../../ui/filings/unit-name.ts'
import { UnitLabel } from '../../../ui/filings/unit-label.tsx'
import { DueWhy } from './due-why.tsx'
import { FormName } from './form-name.tsx'
import { groupOf, isToDo, nextAct } from './my-work.ts'

type Mine = ResponseOf<typeof listMyFilings>['filings'][number]

/** What my enterprise, or my park itself, files and owes. `alone`: this is the whole page. */
export function MyFilings({ alone }: { readonly alone: boolean }) {
  const t = useText(collectionTexts)
  const { data, error, refetch } = useQuery(myFilingsQuery)
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return alone ? <Loading /> : null
  if (data.unit === null || data.filings.length === 0)
    return alone ? <EmptyState title={t('mineNone')}>{t('mineNoneWhy')}</EmptyState> : null
  const todo = data.filings.filter((filing) => groupOf(filing) === 'todo')
  const done = data.filings.filter((filing) => groupOf(filing) === 'done')
  const rest = data.filings.filter((filing) => groupOf(filing) === 'rest')
  const { unit } = data
  const [before = '', after = ''] = t('mineOf', { unit: '|' }).split('|')
  return (
    <Panel
      title={
        <>
          {before}
          <UnitLabel of={unit} />
          {after} <DemoMark of={unit} />
        </>
      }
    >
      {alone ? <h3 className="my-filings-head">{t('mineTodo')}</h3> : null}
      {todo.length > 0 ? (
        <MineTable unitId={unit.id} filings={todo} />
      ) : (
        <p>
          <StatusMark tone="good">{t('mineNothing')}</StatusMark>
        </p>
      )}
      {rest.length > 0 && alone ? (
        <details>
          <summary className="soft">
            {t('mineRest')} {rest.length}
          </summary>
          <MineTable unitId={unit.id} filings={rest} />
        </details>
      ) : null}
      {done.length > 0 && alone ? (
        <>
          <h3 className="my-filings-head">{t('mineDone')}</h3>
          <MineTable unitId={unit.id} filings={done} />
        </>
      ) : null}
      {done.length > 0 && !alone ? (
        <details>
          <summary className="soft">
            {t('mineDone')} {done.length}
          </summary>
          <MineTable unitId={unit.id} filings={done} />
        </details>
      ) : null}
    </Panel>
  )
}

function MineTable({ unitId, filings }: { readonly unitId: string; readonly filings: readonly Mine[] }) {
  const t = useText(collectionTexts)
  const words = useText(statisticsTexts)
  const format = useFormat()
  return (
    <div className="plain-table-scroll my-filings" tabIndex={0} role="region" aria-label={t('mine')}>
      <table className="plain-table collections-table">
        <thead>
          <tr>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('form')}</th>
            <th scope="col">{t('due')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('checks')}</th>
            <th scope="col">
              <span className="unseen">{t('act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {filings.map((filing) => {
            const { collection, state, final, late } = filing
            const { form, period } = collection
            const href = filingHref(unitId, form, period)
            const act = nextAct(filing)
            return (
              <tr key={`${form} ${period}`}>
                <td className="nowrap">{periodWords(period, format.language)}</td>
                <td>
                  <AddressLink href={href}>
                    <FormName collection={collection} />
                  </AddressLink>
                  {state === 'returned' && filing.returnReason !== null ? (
                    <div className="my-filings-reason small" lang="zh">
                      {t('returnReason', { reason: filing.returnReason })}
                    </div>
                  ) : null}
                </td>
                <td>
                  <DueWhy collection={collection} left={act !== 'see'} />
                  {isToDo(filing) && filing.chasedAt !== null ? (
                    <div className="small due-over">
                      {t('chasedOn', { date: format.date(todayOf(new Date(filing.chasedAt))) })}
                    </div>
                  ) : null}
                </td>
                <td className="nowrap">
                  <FilingStateMark state={state} final={final} />
                  {late ? <span className="soft small"> {words('late')}</span> : null}
                </td>
                <td>
                  <Checks filing={filing} />
                </td>
                <td>
                  {act === 'see' ? (
                    <AddressLink href={href}>{t('mineAct.see')}</AddressLink>
                  ) : (
                    <LinkButton href={href}>{t(`mineAct.${act}`)}</LinkButton>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Checks({ filing: { state, errors, unexplained, openQueries } }: { readonly filing: Mine }) {
  const t = useText(collectionTexts)
  if (state === null) return <span className="faint">—</span>
  if (errors + unexplained + openQueries === 0) return <span className="soft">{t('checksClean')}</span>
  return (
    <span className="collections-waits">
      {errors > 0 ? <StatusMark tone="bad">{t('errorsN', { n: errors })}</StatusMark> : null}
      {unexplained > 0 ? <StatusMark tone="warn">{t('unexplainedN', { n: unexplained })}</StatusMark> : null}
      {openQueries > 0 ? <StatusMark tone="warn">{t('queriesN', { n: openQueries })}</StatusMark> : null}
    </span>
  )
}
