import { useQuery } from '@tanstack/react-query'
import type { PlacesView, RungView } from '#contract/cultivation'
import { listExpiring, listStandings } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import type { readLadderParks } from '#contract/cultivation'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { ladderTexts } from '../../../text/cultivation-ladder.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { ladderParksQuery } from '../shared/cultivation-queries.ts'
import type { LadderView } from '../shared/cultivation-queries.ts'
import { standingsHref } from '../shared/standings-href.ts'
import { useMay } from '../shared/use-may.ts'
import '../../../ui/plain-table.css'
import './ladder.css'

type Table = ResponseOf<typeof readLadderParks>

/** Who stands where: the stairs of the whole, marks and reminders, and the same by park. */
export function LadderStanding({ ladder }: { readonly ladder: LadderView }) {
  const t = useText(ladderTexts)
  const words = useText(cultivationTexts)
  const [address, change] = useAddress<'scope' | 'year'>()
  const scope = address.scope === 'operation' ? 'operation' : 'registration'
  const year = ladder.years.slice(1).find((each) => String(each) === address.year)
  const { data, error, refetch } = useQuery(
    ladderParksQuery({ scope, ...(year === undefined ? {} : { year }) }),
  )
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <>
      <Panel
        title={t('figure')}
        actions={
          data.before === null ? null : (
            <label className="soft small no-print">
              {t('compareWith')}{' '}
              <Choice
                className="ladder-year"
                value={String(data.before.year)}
                onChange={({ target }) => change({ year: target.value })}
              >
                {ladder.years.slice(1).map((each) => (
                  <option key={each} value={each}>
                    {t('recomputeYearOf', { year: String(each) })}
                  </option>
                ))}
              </Choice>
            </label>
          )
        }
      >
        <Stairs ladder={ladder} table={data} />
        <BesideLadder ladder={ladder} />
      </Panel>
      {data.parks.length > 1 ? (
        <Panel
          title={t('byPark')}
          actions={
            <label className="soft small no-print">
              <span className="unseen">{words('scope')}</span>
              <Choice
                className="ladder-year"
                value={scope}
                onChange={({ target }) =>
                  change({ scope: target.value === 'operation' ? 'operation' : null })
                }
              >
                <option value="registration">{words('scope.registration')}</option>
                <option value="operation">{words('scope.operation')}</option>
              </Choice>
            </label>
          }
        >
          <ParkTable ladder={ladder} table={data} scope={scope} />
        </Panel>
      ) : null}
    </>
  )
}

const NOBODY = { now: 0, before: 0 }

/** The rungs as stairs, the lowest left: how many hold it, how many did, and who could rise to it. */
function Stairs({ ladder, table }: { readonly ladder: LadderView; readonly table: Table }) {
  const t = useText(ladderTexts)
  const words = useText(cultivationTexts)
  const say = useSay()
  const format = useFormat()
  const rungs = ladder.rungs.filter(({ kind }) => kind === 'rung')
  return (
    <>
      <p className="soft small">{t('figureWhy')}</p>
      <ol className="stairs">
        <li>
          <Holders
            title={words('none')}
            face={words('none')}
            held="none"
            of={table.total.places['none']}
            table={table}
          />
          <span className="stair" style={{ height: STAIR_PX }} />
        </li>
        {rungs.map((rung, at) => (
          <li key={rung.code}>
            <Holders
              title={say(rung.title)}
              face={format.language === 'en' ? say(rung.short) : say(rung.title)}
              held={rung.code}
              of={table.total.places[rung.code]}
              table={table}
            />
            <Rising rung={rung} />
            <span className="stair" style={{ height: STAIR_PX * (at + 2) }} />
          </li>
        ))}
      </ol>
    </>
  )
}
const STAIR_PX = 12

function Holders({
  title,
  face,
  held,
  of = NOBODY,
  table: { before },
}: {
  readonly title: string
  /** Short in English, where titles are sentences. */
  readonly face: string
  readonly held: string
  readonly of: { readonly now: number; readonly before: number } | undefined
  readonly table: Table
}) {
  const t = useText(ladderTexts)
  const format = useFormat()
  const may = useMay()
  const number = <b className="stairs-number">{format.number(of.now)}</b>
  return (
    <>
      <span className="stairs-title" title={title}>
        {face}
      </span>
      {may(listStandings) ? (
        <AddressLink href={standingsHref('standings', { held })} title={title}>
          {number}
        </AddressLink>
      ) : (
        number
      )}
      {before === null ? null : (
        <span className="small soft">
          {t('beforeYear', { year: String(before.year), n: of.before })}
          {' · '}
          <ChangeWords of={of} />
        </span>
      )}
    </>
  )
}

function ChangeWords({
  of: { now, before },
}: {
  readonly of: { readonly now: number; readonly before: number }
}) {
  const t = useText(ladderTexts)
  return now === before ? t('same') : t(now > before ? 'more' : 'fewer', { n: Math.abs(now - before) })
}

const CHANCES = ['qualified', 'near', 'undetermined'] as const

/** Whoever could rise to it, by how sure that is. */
function Rising({ rung: { code, counts } }: { readonly rung: RungView }) {
  const t = useText(ladderTexts)
  const may = useMay()
  const some = CHANCES.filter((chance) => counts[chance] > 0)
  if (some.length === 0) return null
  return (
    <span className="small stairs-rising">
      <span className="soft">{t('reaching')}</span>
      {some.map((potential) => {
        const face = t(potential, { n: counts[potential] })
        return may(listStandings) ? (
          <AddressLink key={potential} href={standingsHref('potential', { next: code, potential })}>
            {face}
          </AddressLink>
        ) : (
          <span key={potential}>{face}</span>
        )
      })}
    </span>
  )
}

/** Marks beside the ladder, reminders, and what ends soon. */
function BesideLadder({ ladder }: { readonly ladder: LadderView }) {
  const t = useText(ladderTexts)
  const say = useSay()
  const format = useFormat()
  const may = useMay()
  const counted = (count: number, href: string) =>
    may(listStandings) ? (
      <AddressLink href={href}>{format.number(count)}</AddressLink>
    ) : (
      <span>{format.number(count)}</span>
    )
  return (
    <dl className="ladder-beside linked">
      <div>
        <dt title={t('marksWhy')}>{t('marks')}</dt>
        {ladder.rungs
          .filter(({ kind }) => kind === 'mark')
          .map(({ code, title, counts }) => (
            <dd key={code}>
              {say(title)} {counted(counts.held, standingsHref('standings', { mark: code }))}
            </dd>
          ))}
      </div>
      {ladder.reminders.length > 0 ? (
        <div>
          <dt>{t('reminders')}</dt>
          {ladder.reminders.map(({ code, title, description, count }) => (
            <dd key={code} title={description === null ? undefined : say(description)}>
              {say(title)} {counted(count, standingsHref('standings', { reminder: code }))}
            </dd>
          ))}
        </div>
      ) : null}
      <div>
        <dt>{t('expiring', { days: Math.max(0, ...ladder.expiryDays) })}</dt>
        <dd>
          {may(listExpiring) ? (
            <AddressLink href="/cultivation/expiring">{format.number(ladder.expiring)}</AddressLink>
          ) : (
            format.number(ladder.expiring)
          )}
        </dd>
      </div>
    </dl>
  )
}

/** One line for a park: enterprises, rungs and potential, now and the change. */
function ParkTable({
  ladder,
  table,
  scope,
}: {
  readonly ladder: LadderView
  readonly table: Table
  readonly scope: 'registration' | 'operation'
}) {
  const t = useText(ladderTexts)
  const words = useText(cultivationTexts)
  const say = useSay()
  const format = useFormat()
  const rungs = ladder.rungs.filter(({ kind }) => kind === 'rung')
  const line = (row: PlacesView, park: string | null) => {
    const chosen = { ...(park === null ? {} : { park }), ...(scope === 'operation' ? { scope } : {}) }
    return (
      <>
        <Cell of={row.enterprises} href={standingsHref('standings', chosen)} />
        <Cell of={row.places['none']} href={standingsHref('standings', { ...chosen, held: 'none' })} />
        {rungs.map(({ code }) => (
          <Cell
            key={code}
            of={row.places[code]}
            href={standingsHref('standings', { ...chosen, held: code })}
          />
        ))}
        {CHANCES.map((potential) => (
          <Cell
            key={potential}
            of={{ now: row[potential], before: null }}
            href={standingsHref('potential', { ...chosen, potential })}
          />
        ))}
      </>
    )
  }
  return (
    <>
      {table.before === null ? null : (
        <p className="soft small">{t('byParkWhy', { year: String(table.before.year) })}</p>
      )}
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('byPark')}>
        <table className="plain-table ladder-parks">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {words('park')}
              </th>
              <th scope="col" rowSpan={2} className="number ladder-changing">
                {t('enterprises')}
              </th>
              <th scope="col" rowSpan={2} className="number ladder-changing">
                {words('none')}
              </th>
              {rungs.map(({ code, short, title }) => (
                <th key={code} scope="col" rowSpan={2} className="number ladder-changing" title={say(title)}>
                  {say(short)}
                </th>
              ))}
              <th scope="colgroup" colSpan={3} className="ladder-group" title={t('potentialWhy')}>
                {t('potential')}
              </th>
            </tr>
            <tr>
              {CHANCES.map((chance) => (
                <th key={chance} scope="col" className="number">
                  {words(`answer.${chance}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="ladder-all">
              <th scope="row">{t('all')}</th>
              {line(table.total, null)}
            </tr>
            {table.parks.map((row) => (
              <tr key={row.park?.id ?? ''}>
                <th scope="row">{row.park === null ? words('outside') : format.name(row.park)}</th>
                {line(row, row.park?.id ?? null)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Cell({
  of = NOBODY,
  href,
}: {
  /** `before` null: only now is known. */
  readonly of: { readonly now: number; readonly before: number | null } | undefined
  readonly href: string
}) {
  const format = useFormat()
  const may = useMay()
  const difference = of.before === null ? null : of.now - of.before
  const number = of.now === 0 ? <span className="faint">0</span> : format.number(of.now)
  return (
    <td className="number">
      {of.now > 0 && may(listStandings) ? <AddressLink href={href}>{number}</AddressLink> : number}
      {difference === null ? null : (
        <span className="ladder-change small soft">
          {difference === 0 ? '' : `${difference > 0 ? '+' : '−'}${format.number(Math.abs(difference))}`}
        </span>
      )}
    </td>
  )
}
