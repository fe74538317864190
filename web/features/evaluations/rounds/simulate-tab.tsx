import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { parseSupportRule } from '#domain/evaluation'
import type { SupportRule, SupportTier } from '#domain/evaluation'
import { simulateSupport } from '#contract/evaluations'
import type { RoundView } from '#contract/evaluations'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { evaluationDecisionTexts } from '../../../text/evaluation-decisions.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { evaluationsKey } from '../shared/evaluation-queries.ts'
import { signedWords } from '../shared/number-words.ts'
import { GradeMark } from '../shared/state-marks.tsx'
import { NameWords } from '../shared/unit-name.tsx'
import { becauseWords } from './because-words.ts'
import { decisionsQuery } from './round-queries.ts'
import type { RoundTabProps } from './round-page.tsx'
import { readFigure, readWhole } from '../shared/read-figure.ts'
import './consequences.css'

/** What is tried out of a tier, as typed. */
interface TriedTier {
  readonly weight: string
  readonly floor: string
  readonly ceiling: string
}
interface Tried {
  /** Another rule than the round's, `code@version`; null: the round's own. */
  readonly rule: string | null
  readonly pool: string
  readonly divideBy: SupportRule['divideBy'] | null
  readonly tiers: Readonly<Record<string, TriedTier>>
}

/** A pool divided by a rule, before anything is decided: weights, floors, ceilings and pool can be tried out. */
export function SimulateTab({ view }: RoundTabProps) {
  const t = useText(evaluationDecisionTexts)
  if (view.row.runId === null)
    return <EmptyState title={t('simulateNone')}>{t('simulateNoneWhy')}</EmptyState>
  return <Simulation key={view.row.id} view={view} />
}

function Simulation({ view }: RoundTabProps) {
  const t = useText(evaluationDecisionTexts)
  const say = useSay()
  const own = useMemo(() => ruleOf(view), [view])
  const fresh: Tried = {
    rule: null,
    pool: view.poolWan === null ? '' : String(view.poolWan),
    divideBy: null,
    tiers: {},
  }
  const [tried, setTried] = useState<Tried>(fresh)
  const asked = useMemo(() => requestOf(tried, own), [tried, own])
  const request = useDeferredValue(asked.request)
  const chosenRule =
    tried.rule ?? (view.supportRule === null ? '' : `${view.supportRule.code}@${view.supportRule.version}`)
  const isOwn = tried.rule === null && own !== null
  const { data, error } = useQuery({
    queryKey: [...evaluationsKey, 'simulate', view.row.id, view.row.runId, request],
    queryFn: ({ signal }) =>
      call(simulateSupport, {
        params: { roundId: view.row.id },
        body: request ?? { rule: null, definition: null, poolWan: 0 },
        signal,
      }),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const changed = isOwn && asked.changed
  return (
    <div className="simulate">
      <Panel
        title={t('simulateTitle')}
        actions={
          <Button size="small" onClick={() => setTried(fresh)}>
            {t('reset')}
          </Button>
        }
      >
        <p className="soft small">{t('simulateNote')}</p>
        <Field label={t('rule')}>
          {({ status: _status, ...field }) => (
            <Choice
              {...field}
              value={chosenRule}
              onChange={({ target }) => {
                const { value } = target
                const isRounds =
                  view.supportRule !== null &&
                  value === `${view.supportRule.code}@${view.supportRule.version}`
                setTried({
                  ...tried,
                  rule: isRounds || value === '' ? null : value,
                  divideBy: null,
                  tiers: {},
                })
              }}
            >
              {view.supportRule === null ? <option value="">—</option> : null}
              {view.supportRules.map(({ code, version, name }) => (
                <option key={`${code}@${version}`} value={`${code}@${version}`}>
                  {t('why.rule', { name: say(name), version })}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('pool')} error={asked.poolWrong ? t('poolMissing') : undefined}>
          {(field) => (
            <Input
              {...field}
              value={tried.pool}
              inputMode="numeric"
              maxLength={16}
              onChange={(event) => setTried({ ...tried, pool: event.target.value })}
            />
          )}
        </Field>
        {isOwn ? (
          <>
            <Field label={t('divideBy')}>
              {({ status: _status, ...field }) => (
                <Choice
                  {...field}
                  value={tried.divideBy ?? own.divideBy}
                  onChange={({ target }) =>
                    setTried({ ...tried, divideBy: target.value === 'tier' ? 'tier' : 'tier-and-score' })
                  }
                >
                  <option value="tier">{t('divideBy.tier')}</option>
                  <option value="tier-and-score">{t('divideBy.tier-and-score')}</option>
                </Choice>
              )}
            </Field>
            <TierTable
              rule={own}
              tried={tried}
              wrong={asked.wrong}
              onTier={(grade, tier) => setTried({ ...tried, tiers: { ...tried.tiers, [grade]: tier } })}
            />
          </>
        ) : null}
        {asked.wrong.size > 0 ? (
          <div className="field-error" role="alert">
            <span aria-hidden="true">■</span> {t('wrongNumber')}
          </div>
        ) : null}
        {changed ? <p className="mark-warn small">▲ {t('changed')}</p> : null}
        <p className="small soft">{t('keepHint')}</p>
      </Panel>
      <div>
        {error ? <ErrorState error={error} /> : null}
        {!data && !error && request !== null ? <Loading /> : null}
        {data ? <Shares view={view} answer={data} stale={error !== null} /> : null}
      </div>
    </div>
  )
}

function TierTable({
  rule,
  tried,
  wrong,
  onTier,
}: {
  readonly rule: SupportRule
  readonly tried: Tried
  readonly wrong: ReadonlySet<string>
  readonly onTier: (grade: string, tier: TriedTier) => void
}) {
  const t = useText(evaluationDecisionTexts)
  const say = useSay()
  return (
    <table className="plain-table simulate-tiers">
      <thead>
        <tr>
          <th scope="col">{t('tier')}</th>
          <th scope="col" className="number">
            {t('weight')}
          </th>
          <th scope="col" className="number">
            {t('floor')}
          </th>
          <th scope="col" className="number">
            {t('ceiling')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rule.tiers.map((tier) => {
          const shown = tried.tiers[tier.grade] ?? typedOf(tier)
          return (
            <tr key={tier.grade}>
              <td>{say(tier.name)}</td>
              {tier.consequence === 'support' ? (
                (['weight', 'floor', 'ceiling'] as const).map((name) => (
                  <td key={name} className="number">
                    <Input
                      size="small"
                      aria-label={`${say(tier.name)} ${t(name)}`}
                      aria-invalid={wrong.has(`${tier.grade} ${name}`)}
                      status={wrong.has(`${tier.grade} ${name}`) ? 'error' : ''}
                      inputMode="decimal"
                      maxLength={12}
                      value={shown[name]}
                      onChange={(event) => onTier(tier.grade, { ...shown, [name]: event.target.value })}
                    />
                  </td>
                ))
              ) : (
                <td colSpan={3} className="number soft">
                  {t(`consequence.${tier.consequence}`)}
                </td>
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

type Answer = Awaited<ReturnType<typeof call<typeof simulateSupport>>>

function Shares({
  view,
  answer,
  stale,
}: RoundTabProps & { readonly answer: Answer; readonly stale: boolean }) {
  const t = useText(evaluationDecisionTexts)
  const say = useSay()
  const format = useFormat()
  const { data: kept } = useQuery(decisionsQuery(view.row.id))
  const decided = useMemo(
    () => new Map(kept?.decisions.map(({ unit, amountWan }) => [unit, amountWan ?? 0])),
    [kept],
  )
  const most = Math.max(1, ...answer.shares.map(({ amountWan }) => amountWan ?? 0), ...decided.values())
  const grade = (code: string) => {
    const found = view.grades.find((each) => each.code === code)
    return found === undefined ? code : say(found.name)
  }
  const place = (amount: number) => `${(amount / most) * 100}%`
  return (
    <Panel label={t('chartLabel')}>
      <p aria-live="polite">
        {t('total', { given: answer.dividedWan, pool: answer.poolWan, left: answer.left })}
      </p>
      <div
        className="plain-table-scroll"
        tabIndex={0}
        role="region"
        aria-label={t('chartLabel')}
        aria-busy={stale}
      >
        <table className="plain-table simulate-shares">
          <thead>
            <tr>
              <th scope="col">{t('unit')}</th>
              <th scope="col">{t('grade')}</th>
              <th scope="col">{t('tier')}</th>
              <th scope="col" className="simulate-room" aria-hidden="true" />
              <th scope="col" className="number">
                {t('share')}
              </th>
              {decided.size > 0 ? (
                <>
                  <th scope="col" className="number">
                    {t('decided')}
                  </th>
                  <th scope="col" className="number">
                    {t('difference')}
                  </th>
                </>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {answer.shares.map((share) => {
              const before = decided.get(share.unit)
              const amount = share.amountWan ?? 0
              const why = share.because
                .map((each) =>
                  becauseWords(each, { grade, tier: () => say(share.tierName) }, format.language),
                )
                .join('\n')
              return (
                <tr key={share.unit} title={why}>
                  <th scope="row" className="nowrap">
                    <NameWords of={share.name} />
                  </th>
                  <td>
                    <GradeMark grade={share.grade} grades={view.grades} />
                  </td>
                  <td className="nowrap">{say(share.tierName)}</td>
                  <td className="simulate-room" aria-hidden="true">
                    <span className="share-track">
                      <span className="share-bar" style={{ width: place(amount) }} />
                      {before === undefined ? null : (
                        <span className="share-mark" style={{ left: place(before) }} />
                      )}
                    </span>
                  </td>
                  <td className="number">
                    {share.amountWan === null ? (
                      <span className="soft">{t(`consequence.${share.consequence}`)}</span>
                    ) : (
                      format.number(share.amountWan)
                    )}
                  </td>
                  {decided.size > 0 ? (
                    <>
                      <td className="number">{before === undefined ? '—' : format.number(before)}</td>
                      <td className="number">
                        {before === undefined ? '—' : signedWords(amount - before, 0)}
                      </td>
                    </>
                  ) : null}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function ruleOf({ supportRule }: RoundView): SupportRule | null {
  if (supportRule === null) return null
  const parsed = parseSupportRule(supportRule.definition)
  return parsed.ok ? parsed.value : null
}

function typedOf({ weight, floorWan, ceilingWan }: SupportTier): TriedTier {
  return {
    weight: String(weight),
    floor: floorWan === null ? '' : String(floorWan),
    ceiling: ceilingWan === null ? '' : String(ceilingWan),
  }
}

interface Asked {
  /** Null while what is typed cannot be asked. */
  readonly request: BodyInputOf<typeof simulateSupport> | null
  readonly changed: boolean
  readonly poolWrong: boolean
  /** `grade name` of each field that is no such number. */
  readonly wrong: ReadonlySet<string>
}

/** What is typed, as the server is asked for it: the rule as it is, or tried out where something differs. */
function requestOf(tried: Tried, own: SupportRule | null): Asked {
  const pool = readWhole(tried.pool)
  const poolWrong = pool === null || pool === undefined
  const wrong = new Set<string>()
  if (tried.rule !== null) {
    const [code = '', version = ''] = tried.rule.split('@')
    return {
      request: poolWrong
        ? null
        : { rule: { code, version: Number(version) }, definition: null, poolWan: pool },
      changed: false,
      poolWrong,
      wrong,
    }
  }
  if (own === null) return { request: null, changed: false, poolWrong, wrong }
  const tiers = own.tiers.map((tier): SupportTier => {
    const typed = tried.tiers[tier.grade]
    if (typed === undefined) return tier
    const weight = readFigure(typed.weight)
    const floorWan = readWhole(typed.floor)
    const ceilingWan = readWhole(typed.ceiling)
    if (weight === null || weight === undefined || weight < 0) wrong.add(`${tier.grade} weight`)
    if (floorWan === undefined) wrong.add(`${tier.grade} floor`)
    if (ceilingWan === undefined) wrong.add(`${tier.grade} ceiling`)
    return { ...tier, weight: weight ?? 0, floorWan: floorWan ?? null, ceilingWan: ceilingWan ?? null }
  })
  const definition: SupportRule = { ...own, divideBy: tried.divideBy ?? own.divideBy, tiers }
  const changed = JSON.stringify(definition) !== JSON.stringify(own)
  const request =
    poolWrong || wrong.size > 0
      ? null
      : { rule: null, definition: changed ? wireRule(definition) : null, poolWan: pool }
  return { request, changed, poolWrong, wrong }
}

/** A rule as it goes over the wire. */
function wireRule(rule: SupportRule): BodyInputOf<typeof simulateSupport>['definition'] {
  return JSON.parse(JSON.stringify(rule)) as BodyInputOf<typeof simulateSupport>['definition']
}
