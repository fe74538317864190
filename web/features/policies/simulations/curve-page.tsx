import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Movable, readSensitivity } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { policyQuery, ruleBookQuery } from '../shared/policy-queries.ts'
import { AgainstBudget, cents } from './against-budget.tsx'
import { CurveChart } from './curve-chart.tsx'
import { nearestPoint, usualRange } from './curve-scale.ts'
import { isDecided, nameNumber, writeTyped } from './moved-numbers.ts'
import { useNumberTitle } from './numbers-form.tsx'
import { curveQuery, movableQuery, simulationQuery } from './simulation-queries.ts'
import { sidesOf } from './simulation-words.ts'
import '../../../ui/plain-table.css'
import './simulations.css'

type Names = 'policy' | 'version' | 'simulation' | 'move' | 'from' | 'to' | 'points' | 'budget' | 'on'
type Curve = ResponseOf<typeof readSensitivity>
const USUAL_POINTS = 21
const MOST_POINTS = 61

/** What the curve is drawn of. */
interface Source {
  readonly key: string
  readonly definition: PolicyDefinition
  readonly on: string | undefined
  /** Parameters that the simulation set and that the curve does not take over. */
  readonly hasParameters: boolean
  readonly back: string
  /** Where a value is simulated. */
  readonly hrefFor: (set: string) => string
}

/** 敏感性曲线: how many qualify and what it costs as one number moves. */
export function CurvePage() {
  const t = useText(simulationTexts)
  const [{ policy, version, simulation, on }] = useAddress<Names>()
  const ofPolicy = useQuery({
    ...policyQuery(policy ?? '', version ? { version } : {}),
    enabled: policy !== undefined && simulation === undefined,
  })
  const ofSimulation = useQuery({
    ...simulationQuery(simulation ?? ''),
    enabled: simulation !== undefined,
  })
  const error = ofPolicy.error ?? ofSimulation.error
  const source = sourceOf(ofPolicy.data, ofSimulation.data, on)
  useTitle(t('curveTitle'))
  return (
    <div className="page page-wide">
      <PolicyLinks />
      {error ? <ErrorState error={error} /> : null}
      {policy === undefined && simulation === undefined ? (
        <EmptyState title={t('curvePick')} />
      ) : source === null ? (
        error ? null : (
          <Loading />
        )
      ) : (
        <CurveOf source={source} />
      )}
    </div>
  )
}

function sourceOf(
  policy:
    | {
        readonly row: { readonly id: string }
        readonly version: { readonly id: string }
        readonly definition: PolicyDefinition | null
      }
    | undefined,
  simulation:
    | (Parameters<typeof sidesOf>[0] & { readonly row: { readonly id: string; readonly on: string } })
    | undefined,
  on: string | undefined,
): Source | null {
  if (simulation !== undefined) {
    const { changed } = sidesOf(simulation)
    const page = `/policies/simulations/${simulation.row.id}`
    return {
      key: `changed ${simulation.row.id}`,
      definition: changed.definition,
      on: simulation.row.on,
      hasParameters: changed.parameters.length > 0,
      back: page,
      hrefFor: (set) => `${page}?${new URLSearchParams({ set }).toString()}`,
    }
  }
  if (!policy?.definition) return null
  const asked = { policy: policy.row.id, version: policy.version.id, ...(on ? { on } : {}) }
  const address = (more: Record<string, string>) =>
    `/policies/simulations/new?${new URLSearchParams({ ...asked, ...more }).toString()}`
  return {
    key: `version ${policy.version.id}`,
    definition: policy.definition,
    on,
    hasParameters: false,
    back: address({}),
    hrefFor: (set) => address({ set }),
  }
}

function CurveOf({ source }: { readonly source: Source }) {
  const t = useText(simulationTexts)
  const say = useSay()
  const numberTitle = useNumberTitle()
  const [address, change] = useAddress<Names>()
  const { key, definition, on } = source
  const { data, error } = useQuery(movableQuery(key, definition, on))
  const { data: book } = useQuery(ruleBookQuery)
  if (error) return <ErrorState error={error} />
  if (!data || !book) return <Loading />
  const numbers = data.movable.filter(isDecided)
  const movable = numbers.find(({ id }) => id === address.move) ?? numbers[0]
  const nameOf = (one: Movable) => nameNumber(one, data.movable, definition, book)
  const words = (one: Movable) => {
    const { place } = nameOf(one)
    return `${numberTitle(one, nameOf(one))}${place === null ? '' : ` · ${String(place)}`} (${String(one.value)})`
  }
  return (
    <>
      <header className="page-head">
        <div>
          <p className="no-print small">
            <AddressLink href={source.back}>← {say(definition.title)}</AddressLink>
          </p>
          <h1>{t('curveTitle')}</h1>
          <div className="soft">{t('curveNote')}</div>
        </div>
      </header>
      {movable === undefined ? (
        <EmptyState title={t('curveNothing')} />
      ) : (
        <>
          <div className="list-filters curve-filters">
            <Choice
              aria-label={t('move')}
              value={movable.id}
              onChange={({ target }) => change({ move: target.value, from: null, to: null })}
            >
              {numbers.map((one) => (
                <option key={one.id} value={one.id}>
                  {words(one)}
                </option>
              ))}
            </Choice>
            <RangeForm key={`${movable.id} ${address.from ?? ''} ${address.to ?? ''}`} movable={movable} />
          </div>
          {source.hasParameters ? <p className="soft small">{t('curveParameters')}</p> : null}
          <Drawn source={source} movable={movable} name={numberTitle(movable, nameOf(movable))} />
        </>
      )}
    </>
  )
}

/** What the address asks for, or the usual range. */
function useRange(movable: Movable) {
  const [{ from, to, points, budget }] = useAddress<Names>()
  const usual = usualRange(movable.value)
  const number = (text: string | undefined) => {
    const value = Number(text)
    return text === undefined || text === '' || !Number.isFinite(value) ? null : value
  }
  return {
    from: number(from) ?? usual.from,
    to: number(to) ?? usual.to,
    points: Math.round(Math.min(MOST_POINTS, Math.max(2, number(points) ?? USUAL_POINTS))),
    budget: number(budget),
  }
}

function RangeForm({ movable }: { readonly movable: Movable }) {
  const t = useText(simulationTexts)
  const [, change] = useAddress<Names>()
  const asked = useRange(movable)
  const [from, setFrom] = useState(asked.from)
  const [to, setTo] = useState(asked.to)
  const [points, setPoints] = useState(asked.points)
  const [budget, setBudget] = useState(asked.budget)
  const wrong = !(from < to)
  return (
    <form
      className="curve-range"
      onSubmit={(event) => {
        event.preventDefault()
        if (!wrong)
          change({
            from: String(from),
            to: String(to),
            points: points === USUAL_POINTS ? null : String(points),
            budget: budget === null ? null : String(budget),
          })
      }}
    >
      <label>
        {t('from')}{' '}
        <NumberField label={t('from')} value={from} onNumber={(value) => setFrom(value ?? from)} />
      </label>
      <label>
        {t('to')} <NumberField label={t('to')} value={to} onNumber={(value) => setTo(value ?? to)} />
      </label>
      <label>
        {t('points')}{' '}
        <NumberField
          label={t('points')}
          value={points}
          whole
          least={2}
          most={MOST_POINTS}
          width={64}
          onNumber={(value) => setPoints(value ?? points)}
        />
      </label>
      <label title={t('limitWhy')}>
        {t('limit')}{' '}
        <NumberField
          label={t('limit')}
          value={budget}
          optional
          least={0}
          width={110}
          placeholder="—"
          onNumber={setBudget}
        />
      </label>
      <Button htmlType="submit">{t('draw')}</Button>
      {wrong ? (
        <span className="mark-warn" role="alert">
          <span aria-hidden="true">▲</span> {t('rangeWrong')}
        </span>
      ) : null}
    </form>
  )
}

function Drawn({
  source: { key, definition, on, hrefFor },
  movable,
  name,
}: {
  readonly source: Source
  readonly movable: Movable
  readonly name: string
}) {
  const t = useText(simulationTexts)
  const format = useFormat()
  const { from, to, points, budget } = useRange(movable)
  const request = from < to ? { move: movable.id, from, to, points, budget, ...(on ? { on } : {}) } : null
  const { data, error, refetch, isPlaceholderData } = useQuery(curveQuery(key, definition, request))
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return request === null ? null : <Loading />
  return (
    <div aria-busy={isPlaceholderData}>
      <Readable
        key={`${data.movable.id} ${String(data.points[0]?.value)} ${String(data.points.at(-1)?.value)}`}
        curve={data}
        name={name}
        hrefFor={(value) => hrefFor(writeTyped({ [data.movable.id]: value }))}
      />
      <p className="soft small">{t('curveOn', { on: format.date(data.on), ms: Math.round(data.tookMs) })}</p>
    </div>
  )
}

function Readable({
  curve: { points, movable, budget, crossings },
  name,
  hrefFor,
}: {
  readonly curve: Curve
  readonly name: string
  readonly hrefFor: (value: number) => string
}) {
  const t = useText(simulationTexts)
  const { number } = useFormat()
  const [, change] = useAddress<Names>()
  const [chosen, setChosen] = useState(() => nearestPoint(points, movable.value))
  const [first, last] = [points[0], points.at(-1)]
  const point = points[chosen]
  if (first === undefined || last === undefined || point === undefined) return null
  return (
    <>
      <Panel>
        <div className="curve-readout" aria-live="polite">
          <b>{t('readout', { value: point.value, yes: point.yes, cost: cents(point.cost) })}</b>
          {point.costUnknown > 0 ? t('readoutUnknown', { n: point.costUnknown }) : ''}{' '}
          {budget === null ? null : <AgainstBudget cost={point.cost} limit={budget} />}
          <LinkButton className="no-print" href={hrefFor(point.value)}>
            {t('useValue')}
          </LinkButton>
        </div>
        <CurveChart
          points={points}
          present={movable.value}
          budget={budget}
          chosen={chosen}
          onChosen={setChosen}
          label={t('curveAlt', {
            name,
            from: first.value,
            to: last.value,
            yesFrom: first.yes,
            yesTo: last.yes,
            costFrom: cents(first.cost),
            costTo: cents(last.cost),
          })}
        />
        <p className="soft small no-print">{t('curveHow')}</p>
        {budget === null ? null : crossings.length === 0 ? (
          <p>
            <StatusMark tone={first.cost > budget ? 'bad' : 'good'}>
              {t('crossingNone', { state: t(first.cost > budget ? 'crossing.over' : 'crossing.within') })}
            </StatusMark>
          </p>
        ) : (
          crossings.map((each) => (
            <p key={each.from} className="linked">
              <StatusMark tone="warn">{t('crossing', each)}</StatusMark>{' '}
              <Button
                size="small"
                onClick={() => change({ from: String(each.from), to: String(each.to) }, { push: true })}
              >
                {t('zoom')}
              </Button>
            </p>
          ))
        )}
      </Panel>
      <Panel title={t('points2')}>
        <table className="plain-table">
          <thead>
            <tr>
              {[name, t('curveYes'), t('undetermined'), t('curveCost')].map((heading) => (
                <th key={heading} scope="col" className="number">
                  {heading}
                </th>
              ))}
              {budget === null ? null : <th scope="col">{t('against')}</th>}
              <th scope="col" className="no-print" />
            </tr>
          </thead>
          <tbody>
            {points.map((each, index) => (
              <tr key={each.value} aria-current={index === chosen ? 'true' : undefined}>
                <td className="number">{number(each.value)}</td>
                <td className="number">{number(each.yes)}</td>
                <td className="number">{number(each.undetermined)}</td>
                <td className="number">{number(cents(each.cost))}</td>
                {budget === null ? null : (
                  <td>
                    <AgainstBudget cost={each.cost} limit={budget} />
                  </td>
                )}
                <td className="no-print">
                  <AddressLink
                    className="small"
                    href={hrefFor(each.value)}
                    aria-label={t('useValueOf', { value: each.value })}
                  >
                    {t('useValue')}
                  </AddressLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </>
  )
}
