import { useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import type { Address } from '../../../app/address.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { movementTexts } from '../../../text/cultivation-movement.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { ladderQuery, movementQuery } from '../shared/cultivation-queries.ts'
import type { LadderView } from '../shared/cultivation-queries.ts'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { EnterpriseChoiceFilters } from '../shared/enterprise-choice.tsx'
import { standingsHref } from '../shared/standings-href.ts'
import { useRungs } from '../shared/use-rungs.ts'
import { ABSENT, countsOf, moveOf, placesOf } from './matrix-of.ts'
import type { Move, Movement } from './matrix-of.ts'
import { MovedPanel } from './moved-panel.tsx'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './movement.css'

type AddressName = 'from' | 'to' | 'park' | 'scope' | 'industry' | 'cellFrom' | 'cellTo'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u
const INDUSTRY = /^[A-Z]\d{0,4}$/u

/** 升降变动: who rose and fell between the ends of two years. */
export function MovementPage() {
  const t = useText(movementTexts)
  const { data, error, refetch } = useQuery(ladderQuery)
  useTitle(t('title'))
  return (
    <div className="page page-wide">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Between ladder={data} /> : null}
    </div>
  )
}

/** Two different years, the later second; what the address cannot mean falls back to last year and now. */
function yearsOf(years: readonly number[], address: Address<AddressName>): readonly [number, number] | null {
  const [now, before] = years
  if (now === undefined || before === undefined) return null
  const to = years.find((year) => String(year) === address.to) ?? now
  const from = years.find((year) => String(year) === address.from && year < to)
  return [from ?? years.find((year) => year < to) ?? before, to]
}

function Between({ ladder }: { readonly ladder: LadderView }) {
  const t = useText(movementTexts)
  const words = useText(cultivationTexts)
  const [address, change] = useAddress<AddressName>()
  const years = yearsOf(ladder.years, address)
  if (years === null) return <EmptyState title={t('fewYears')} />
  const [from, to] = years
  const query = {
    from,
    to,
    ...(address.park && UUID.test(address.park) ? { park: address.park } : {}),
    ...(address.scope === 'operation' ? { scope: 'operation' as const } : {}),
    ...(address.industry && INDUSTRY.test(address.industry) ? { industry: address.industry } : {}),
  }
  const set = (values: Parameters<typeof change>[0]) => change({ ...values, cellFrom: null, cellTo: null })
  const [now] = ladder.years
  const yearChoice = (name: 'from' | 'to', value: number, options: readonly number[]) => (
    <label>
      <span className="soft">{t(name)}</span>{' '}
      <Choice value={String(value)} onChange={({ target }) => set({ [name]: target.value })}>
        {options.map((year) => (
          <option key={year} value={year}>
            {t(year === now ? 'now' : 'year', { year: String(year) })}
          </option>
        ))}
      </Choice>
    </label>
  )
  return (
    <>
      <div className="list-filters movement-filters no-print">
        {yearChoice(
          'from',
          from,
          ladder.years.filter((year) => year < to),
        )}
        {yearChoice('to', to, ladder.years.slice(0, -1))}
        <EnterpriseChoiceFilters filter={query} set={set} />
        <Choice
          aria-label={words('scope')}
          value={address.scope ?? 'registration'}
          disabled={query.park === undefined}
          onChange={({ target }) => set({ scope: target.value === 'operation' ? 'operation' : null })}
        >
          <option value="registration">{words('scope.registration')}</option>
          <option value="operation">{words('scope.operation')}</option>
        </Choice>
      </div>
      <Moves query={query} cell={cellOf(address)} change={change} />
      <Reminders ladder={ladder} />
    </>
  )
}

interface Cell {
  readonly from: string
  readonly to: string
}
const PLACE = /^[a-z0-9-]{1,60}$/u
function cellOf({ cellFrom, cellTo }: Address<AddressName>): Cell | null {
  return cellFrom && cellTo && PLACE.test(cellFrom) && PLACE.test(cellTo)
    ? { from: cellFrom, to: cellTo }
    : null
}

function Moves({
  query,
  cell,
  change,
}: {
  readonly query: Parameters<typeof movementQuery>[0]
  readonly cell: Cell | null
  readonly change: ReturnType<typeof useAddress<AddressName>>[1]
}) {
  const t = useText(movementTexts)
  const format = useFormat()
  const { data, error, refetch } = useQuery(movementQuery(query))
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <Panel title={t('matrix')}>
      <dl className="movement-sums">
        {(['risen', 'fallen', 'same', 'entered', 'left'] as const).map((name) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{format.number(data[name])}</dd>
          </div>
        ))}
      </dl>
      <p className="soft small">
        {t('matrixWhy', { from: format.date(data.from.on), to: format.date(data.to.on) })}
      </p>
      <Matrix
        movement={data}
        cell={cell}
        onCell={({ from, to }) => change({ cellFrom: from, cellTo: to }, { push: true })}
      />
      {cell === null ? null : (
        <MovedPanel
          query={query}
          cell={cell}
          count={countsOf(data)(cell.from, cell.to)}
          onClose={() => change({ cellFrom: null, cellTo: null })}
        />
      )}
    </Panel>
  )
}

const SIGNS: Readonly<Record<Move, string>> = { up: '▲', down: '▼', same: '', in: '', out: '' }

/** Rows: where they stood; columns: where they stand. Up in one tone and with ▲, down in another and with ▼. */
function Matrix({
  movement,
  cell,
  onCell,
}: {
  readonly movement: Movement
  readonly cell: Cell | null
  readonly onCell: (cell: Cell) => void
}) {
  const t = useText(movementTexts)
  const format = useFormat()
  const { shortOf, titleOf } = useRungs()
  const places = placesOf(movement)
  const countOf = countsOf(movement)
  const nameOf = (place: string) => (place === ABSENT ? t('absent') : shortOf(place))
  const sum = (counts: readonly number[]) => counts.reduce((whole, each) => whole + each, 0)
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('matrix')}>
      <table className="plain-table movement-matrix">
        <thead>
          <tr>
            <th scope="col">{t('row', { date: format.date(movement.from.on) })}</th>
            {places.map((place) => (
              <th
                key={place}
                scope="col"
                className="number"
                title={place === ABSENT ? undefined : titleOf(place)}
              >
                {nameOf(place)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((from) => (
            <tr key={from}>
              <th scope="row" title={from === ABSENT ? undefined : titleOf(from)}>
                {nameOf(from)}
              </th>
              {places.map((to) => {
                const count = countOf(from, to)
                const move = moveOf(places, from, to)
                if (from === ABSENT && to === ABSENT) return <td key={to} />
                return (
                  <td key={to} className={`number moved-${count === 0 ? 'nobody' : move}`}>
                    {count === 0 ? (
                      <span className="faint">0</span>
                    ) : (
                      <button
                        type="button"
                        className="movement-cell"
                        aria-pressed={cell?.from === from && cell.to === to}
                        aria-label={t('cellMove', { n: count, from: nameOf(from), to: nameOf(to) })}
                        onClick={() => onCell({ from, to })}
                      >
                        {SIGNS[move] === '' ? null : <span aria-hidden="true">{SIGNS[move]} </span>}
                        {format.number(count)}
                      </button>
                    )}
                  </td>
                )
              })}
              <td className="number">{format.number(sum(places.map((to) => countOf(from, to))))}</td>
            </tr>
          ))}
          <tr className="movement-all">
            <th scope="row">{t('sum')}</th>
            {places.map((to) => (
              <td key={to} className="number">
                {format.number(sum(places.map((from) => countOf(from, to))))}
              </td>
            ))}
            <td className="number">{format.number(sum(movement.cells.map(({ count }) => count)))}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** 小升规, 规升强 and the like, as they stand now. */
function Reminders({ ladder: { reminders } }: { readonly ladder: LadderView }) {
  const t = useText(movementTexts)
  const words = useText(cultivationTexts)
  const say = useSay()
  return (
    <Panel title={t('reminders')}>
      {reminders.length === 0 ? <p className="soft">{t('remindersNone')}</p> : null}
      <ul className="movement-reminders">
        {reminders.map(({ code, title, description, count }) => (
          <li key={code}>
            <b>{say(title)}</b>{' '}
            <AddressLink href={standingsHref('standings', { reminder: code })}>
              {words('total', { n: count })}
            </AddressLink>
            {description === null ? null : <div className="soft small">{say(description)}</div>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
