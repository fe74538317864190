import Drawer from 'antd/es/drawer'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { momentsOf } from '#domain/evaluation'
import type { CompiledNode } from '#domain/evaluation'
import { readContributions } from '#contract/evaluations'
import type { ColumnSource } from '#contract/evaluations'
import { AddressLink } from '../../../../app/address-link.tsx'
import { stringifySearch } from '../../../../app/address.ts'
import { useSession } from '../../../../app/session.ts'
import { evaluationWhyTexts } from '../../../../text/evaluation-why.ts'
import { evaluationTexts } from '../../../../text/evaluations.ts'
import { useText } from '../../../../text/index.ts'
import { figureWords as amountWords, unitWords } from '../../../../ui/filings/figures.ts'
import { periodWords } from '../../../../ui/filings/period-words.ts'
import { filingHref } from '../../../../ui/filings/unit-name.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Chip } from '../../../../ui/marks.tsx'
import { useSay } from '../../../../ui/say.ts'
import { ErrorState, Loading } from '../../../../ui/states.tsx'
import { contributionsQuery } from '../../shared/evaluation-queries.ts'
import { aggregationWords, normalisationWords } from '../../shared/method-words.ts'
import { figureWords, scoreWords, shareWords, signedWords } from '../../shared/number-words.ts'
import { NodeStandingMark, SyntheticMark } from '../../shared/state-marks.tsx'
import type { RunModel } from '../run-model.ts'
import { useRunWords } from '../run-words.ts'
import type { RunWords } from '../run-words.ts'
import { scaleArithmetic } from './scale-arithmetic.ts'
import './node-why.css'

/** Why a unit has this score here: each step written out, its source, and the enterprises and filings behind the figure. */
export function NodeWhy({
  model,
  unit,
  node: code,
  onClose,
}: {
  readonly model: RunModel
  readonly unit: string
  readonly node: string
  readonly onClose: () => void
}) {
  const t = useText(evaluationWhyTexts)
  const words = useRunWords(model)
  const node = model.compiled.byCode.get(code)
  const place = model.indexOf(unit)
  if (node === undefined || place < 0) return null
  return (
    <Drawer
      open
      title={t('title', { unit: words.unit(unit), node: words.node(code) })}
      size={720}
      onClose={onClose}
      className="node-why"
    >
      {node.isLeaf ? (
        <LeafWhy model={model} words={words} node={node} unit={unit} place={place} />
      ) : (
        <HeadingWhy model={model} words={words} node={node} place={place} />
      )}
    </Drawer>
  )
}

interface WhyProps {
  readonly model: RunModel
  readonly words: RunWords
  readonly node: CompiledNode
  readonly place: number
}

function LeafWhy({ unit, ...props }: WhyProps & { readonly unit: string }) {
  const { node, model } = props
  const source = model.view.sources[node.node.input?.column ?? '']
  return (
    <>
      <About {...props} />
      <LeafSteps {...props} unit={unit} />
      <Position {...props} />
      {source ? <Source {...props} unit={unit} source={source} /> : null}
      <PanelScores {...props} />
      {source?.kind === 'indicator' ? <Enterprises model={model} unit={unit} node={node.code} /> : null}
    </>
  )
}

function About({ node: { node }, words }: WhyProps) {
  const t = useText(evaluationTexts)
  const say = useSay()
  return (
    <p className="soft">
      {node.input ? (
        <Chip title={t(`directionWhy.${node.input.direction}`)}>
          {t(`direction.${node.input.direction}`)}
        </Chip>
      ) : null}{' '}
      {node.input?.unit ? t('unitOf', { unit: unitWords(node.input.unit, words.language) }) : null}{' '}
      <NodeStandingMark standing={node.standing} /> {node.note ? say(node.note) : null}
    </p>
  )
}

function Step({
  name,
  value,
  children,
}: {
  readonly name: string
  readonly value: number | null | undefined
  readonly children?: ReactNode
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
      <td className="number nowrap" title={typeof value === 'number' ? String(value) : undefined}>
        {figureWords(value)}
      </td>
    </tr>
  )
}

function LeafSteps({ model, words, node, unit, place }: WhyProps & { readonly unit: string }) {
  const t = useText(evaluationWhyTexts)
  const { tables, result, scheme } = model
  const { input } = node.node
  if (input === null) return null
  const at = (table: Readonly<Record<string, readonly (number | null)[]>>) =>
    table[node.code]?.[place] ?? null
  const raw = at(tables.raw)
  const treated = at(tables.treated)
  const score = at(tables.scores)
  const periodAt = model.data.periods.indexOf(result.period)
  const dataAt = model.data.units.findIndex(({ code }) => code === unit)
  const divisor = input.denominator
    ? (model.data.columns[input.denominator.column]?.[periodAt]?.[dataAt] ?? null)
    : null
  const filled = result.imputed.find(
    (point) => point.node === node.code && point.unit === unit && point.period === result.period,
  )
  const moved = result.treated.find(
    (point) => point.node === node.code && point.unit === unit && point.period === result.period,
  )
  const treatment = result.treatments.find((each) => each.node === node.code)
  const ownGroup = scheme.peerGroups ? result.units[place]?.groups[scheme.peerGroups.group] : undefined
  const scale =
    result.scales.find((each) => each.node === node.code && each.group === ownGroup) ??
    result.scales.find((each) => each.node === node.code)
  const arithmetic = scale && treated !== null ? scaleArithmetic(scale, input.direction, treated) : null
  const weight = model.weightOf(node.code)
  const effective = weight?.effective ?? null
  const members = model.data.panels[input.column]?.length ?? 0
  return (
    <section>
      <h2>{t('steps')}</h2>
      <table className="plain-table node-why-steps">
        <tbody>
          <Step name={t('step.raw')} value={raw}>
            {raw === null ? (
              t('rawMissing')
            ) : input.kind === 'panel' && input.panel ? (
              t('panel', {
                n: members,
                method: t(`panel.${input.panel.method}`, { trim: input.panel.trim }),
              })
            ) : (
              <span className="soft">
                {periodWords(result.period, words.language)} {input.column}
              </span>
            )}
          </Step>
          {input.denominator ? (
            <Step name={t('step.denominated')} value={at(tables.denominated)}>
              {figureWords(raw)} ÷ {figureWords(divisor)}{' '}
              <span className="soft small">{input.denominator.column}</span>
              {input.denominator.scale === 1 ? '' : ` × ${figureWords(input.denominator.scale)}`}
            </Step>
          ) : null}
          <Step name={t('step.imputed')} value={at(tables.imputed)}>
            {filled ? (
              <>
                {t('imputedBy', {
                  method: words.imputation(input.imputation ?? scheme.imputation),
                  value: figureWords(filled.value),
                })}
                <div className="small soft">{t('imputedFrom', { from: fromWords(filled.from, words) })}</div>
              </>
            ) : (
              <span className="soft">{t('noImputation')}</span>
            )}
          </Step>
          <Step name={t('step.treated')} value={treated}>
            {moved ? (
              t(moved.by, {
                before: figureWords(moved.before),
                after: figureWords(moved.after),
                formula: t('formulaOf', { formula: treatment?.transformed ?? '' }),
              })
            ) : (
              <span className="soft">{t('notTreated')}</span>
            )}
            {treatment && (treatment.winsorised > 0 || treatment.transformed) ? (
              <div className="small soft">
                {t('treatmentShape', {
                  skewness: figureWords(treatment.skewnessBefore),
                  skewnessAfter: figureWords(treatment.skewnessAfter),
                  kurtosis: figureWords(treatment.kurtosisBefore),
                  kurtosisAfter: figureWords(treatment.kurtosisAfter),
                })}
              </div>
            ) : null}
          </Step>
          <Step name={t('step.normalised')} value={at(tables.normalised)}>
            {normalisationWords(input.normalisation ?? scheme.normalisation, words.language)}
            <div className="small">
              {arithmetic ? (
                <code>{arithmetic}</code>
              ) : scale?.parameters['units'] === undefined ? null : (
                t('rankScale', { units: scale.parameters['units'] })
              )}
            </div>
            {scale?.group && scheme.peerGroups ? (
              <div className="small soft">
                {t('scaleGroup', { group: words.group(scheme.peerGroups.group, scale.group) })}
              </div>
            ) : null}
          </Step>
          <Step
            name={t('step.contribution')}
            value={score === null || effective === null ? null : score * effective}
          >
            <span title={t('weightUseWhy')}>
              {scoreWords(score)}{' '}
              {t('weightUse', { weight: effective === null ? '—' : shareWords(effective, 2) })}
            </span>
            {weight?.byUnit ? (
              <div className="small soft">
                {t('byUnit', { share: shareWords(weight.byUnit[place] ?? 0, 2) })}
              </div>
            ) : null}
          </Step>
        </tbody>
      </table>
    </section>
  )
}

/** Units, periods or nodes from which a gap was filled. */
function fromWords(from: readonly string[], words: RunWords): string {
  const named = from.map((each) =>
    /^\d{4}(-|$)/u.test(each)
      ? periodWords(each, words.language)
      : words.unit(each) === each
        ? words.node(each)
        : words.unit(each),
  )
  return named.join(words.language === 'en' ? ', ' : '、')
}

function HeadingWhy(props: WhyProps) {
  const { model, words, node, place } = props
  const t = useText(evaluationWhyTexts)
  const method = node.node.aggregation ?? model.scheme.aggregation
  const sums = method.method === 'arithmetic' || method.method === 'sum'
  const scores = model.tables.scores
  // Weights of children without a value go to the others, unless it is a plain sum.
  const present = node.children.filter(({ code }) => (scores[code]?.[place] ?? null) !== null)
  const used = present.reduce((sum, { code }) => sum + (model.weightOf(code)?.share ?? 0), 0)
  return (
    <>
      <About {...props} />
      <section>
        <h2>{t('childrenOf')}</h2>
        <p className="soft">{aggregationWords(method, words.language)}</p>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('child')}</th>
              <th scope="col" className="number">
                {t('scoreOf')}
              </th>
              <th scope="col" className="number">
                {t('share')}
              </th>
              {sums ? (
                <th scope="col" className="number">
                  {t('product')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {node.children.map(({ code }) => {
              const score = scores[code]?.[place] ?? null
              const given = model.weightOf(code)
              const own = given?.byUnit?.[place] ?? given?.share ?? 0
              const share = method.method === 'arithmetic' && used > 0 && !given?.byUnit ? own / used : own
              return (
                <tr key={code}>
                  <th scope="row">{words.node(code)}</th>
                  <td className="number">{scoreWords(score)}</td>
                  <td className="number">{score === null ? '—' : shareWords(share, 2)}</td>
                  {sums ? (
                    <td className="number">{score === null ? '—' : scoreWords(score * share)}</td>
                  ) : null}
                </tr>
              )
            })}
            <tr>
              <th scope="row">{words.node(node.code)}</th>
              <td className="number">
                <b>{scoreWords(scores[node.code]?.[place])}</b>
              </td>
              <td />
              {sums ? <td className="number">{scoreWords(scores[node.code]?.[place])}</td> : null}
            </tr>
          </tbody>
        </table>
        {sums ? null : <p className="small soft">{t('noSum')}</p>}
      </section>
      <Position {...props} />
    </>
  )
}

/** Where the unit's figure stands among all. */
function Position({ model, node, place }: WhyProps) {
  const t = useText(evaluationWhyTexts)
  const scores = model.tables.scores[node.code] ?? []
  const own = scores[place] ?? null
  if (own === null) return null
  const judged = scores.filter(
    (value, index): value is number => value !== null && model.result.units[index]?.leftOut === null,
  )
  const { least, median, most } = momentsOf(judged)
  return (
    <p className="soft small">
      {t('position')}：
      {t('positionWords', {
        rank: judged.filter((value) => value > own).length + 1,
        of: judged.length,
        least: scoreWords(least),
        median: scoreWords(median),
        most: scoreWords(most),
      })}
    </p>
  )
}

function Source({
  model,
  words,
  node,
  unit,
  source,
}: WhyProps & { readonly unit: string; readonly source: ColumnSource }) {
  const t = useText(evaluationWhyTexts)
  const common = useText(evaluationTexts)
  const say = useSay()
  const format = useFormat()
  const { indicator } = source
  const corrections = source.corrected.filter((each) => each.unit === unit)
  return (
    <section>
      <h2>{t('source')}</h2>
      <p>
        {common(`source.${source.kind}`)}
        {indicator ? (
          <>
            {' '}
            <b>{say(indicator.name)}</b>{' '}
            <span className="soft small">
              {indicator.code} · {t('version', { n: indicator.version })}
              {isTransform(indicator.transform) && indicator.transform !== 'value'
                ? ` · ${t('transform', { transform: t(`transform.${indicator.transform}`) })}`
                : ''}
            </span>
          </>
        ) : (
          <span className="soft small"> {node.node.input?.column}</span>
        )}
      </p>
      {indicator ? (
        <p>
          <span className="soft">{t('expression')} </span>
          <code className="node-why-code">{indicator.expression}</code>
        </p>
      ) : null}
      {source.sources.length > 0 ? (
        <p>
          <span lang="zh">{t('factSources', { sources: source.sources })}</span>
        </p>
      ) : null}
      {corrections.map((each) => (
        <p key={`${each.period} ${each.objection}`} className="mark-warn">
          ▲{' '}
          {t('corrected', {
            objection: each.objection,
            period: periodWords(each.period, words.language),
            before: figureWords(each.before),
            after: figureWords(each.after),
          })}
        </p>
      ))}
      <p className="small soft">
        {indicator?.scope ? (
          <>
            {t('scope', {
              scope: isScope(indicator.scope) ? t(`scope.${indicator.scope}`) : indicator.scope,
            })}{' '}
            ·{' '}
          </>
        ) : null}
        {t('frozen', { at: format.moment(model.view.row.asOf) })} ·{' '}
        {indicator ? (
          <AddressLink href={`/statistics/explore${stringifySearch({ indicator: indicator.code })}`}>
            {t('toIndicator')}
          </AddressLink>
        ) : (
          <AddressLink
            href={`/evaluations/facts${stringifySearch({ kind: model.scheme.units, period: model.result.period })}`}
          >
            {t('toFacts')}
          </AddressLink>
        )}
      </p>
    </section>
  )
}

const SCOPES = ['registration', 'operation'] as const
function isScope(name: string): name is (typeof SCOPES)[number] {
  return SCOPES.some((each) => each === name)
}

const TRANSFORMS = ['value', 'growth', 'growth-same-period', 'share', 'location-quotient'] as const
function isTransform(name: string): name is (typeof TRANSFORMS)[number] {
  return TRANSFORMS.some((each) => each === name)
}

function PanelScores({ model, node, place }: WhyProps) {
  const t = useText(evaluationWhyTexts)
  const members = model.data.panels[node.node.input?.column ?? '']
  const periodAt = model.data.periods.indexOf(model.result.period)
  const unit = model.result.units[place]?.code
  const dataAt = model.data.units.findIndex(({ code }) => code === unit)
  if (members === undefined) return null
  return (
    <section>
      <h2>{t('panelScores')}</h2>
      <table className="plain-table">
        <tbody>
          {members.map(({ member, scores }) => (
            <tr key={member}>
              <th scope="row" lang="zh">
                {member}
              </th>
              <td className="number">{figureWords(scores[periodAt]?.[dataAt])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Which enterprises make up the figure, each with the way to its filing. */
function Enterprises({
  model,
  unit,
  node,
}: {
  readonly model: RunModel
  readonly unit: string
  readonly node: string
}) {
  const t = useText(evaluationWhyTexts)
  const { roles } = useSession()
  const allowed: readonly string[] = Array.isArray(readContributions.access) ? readContributions.access : []
  const may = roles.some((role) => allowed.includes(role))
  const { data, error, refetch } = useQuery({
    ...contributionsQuery(model.view.row.id, unit, node),
    enabled: may,
  })
  const { language } = useFormat()
  if (!may) return null
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.enterprises === null)
    return (
      <section>
        <h2>{t('enterprises')}</h2>
        <p className="soft">{t('enterprisesNone')}</p>
      </section>
    )
  const columns = [...new Set(data.enterprises.flatMap(({ cells }) => Object.keys(cells)))]
  const size = Math.max(...data.enterprises.map(({ contribution }) => Math.abs(contribution ?? 0)), 0)
  return (
    <section>
      <h2>{t('enterprises')}</h2>
      <p className="soft small">
        {t('enterprisesNote', { n: data.count, unit: unitWords(data.indicator.unit, language) || '1' })}
      </p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('enterprises')}>
        <table className="plain-table node-why-enterprises">
          <thead>
            <tr>
              <th scope="col">{t('enterprise')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className="number">
                  {column.replace('!', ' ')}
                </th>
              ))}
              <th scope="col" className="number">
                {t('effect')}
              </th>
              <th scope="col">{t('filing')}</th>
            </tr>
          </thead>
          <tbody>
            {data.enterprises.map(({ id, name, creditCode, synthetic, cells, contribution, filing }) => (
              <tr key={`${id} ${filing.form} ${filing.period}`}>
                <td title={creditCode ?? undefined}>
                  <span lang="zh">{name}</span>{' '}
                  <SyntheticMark shown={synthetic && !/（演示）|\(demo\)/u.test(name)} />
                </td>
                {columns.map((column) => (
                  <td key={column} className="number">
                    {figureWords(cells[column])}
                  </td>
                ))}
                <td
                  className="number nowrap"
                  title={
                    contribution === null
                      ? undefined
                      : amountWords(contribution, data.indicator.unit, language)
                  }
                >
                  {contribution === null ? '—' : signedFigure(contribution)}
                  {contribution === null || size === 0 ? null : <EffectBar share={contribution / size} />}
                </td>
                <td className="nowrap">
                  <AddressLink
                    href={filingHref(filing.unitId, filing.form, filing.period)}
                    aria-label={t('openFiling', { name, form: filing.form })}
                  >
                    {filing.form}
                  </AddressLink>
                </td>
              </tr>
            ))}
            {data.rest === null || data.count <= data.enterprises.length ? null : (
              <tr>
                <td className="soft" colSpan={1 + columns.length}>
                  {t('rest', { n: data.count - data.enterprises.length })}
                </td>
                <td className="number">{signedFigure(data.rest)}</td>
                <td />
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function signedFigure(value: number): string {
  return value > 0 ? `+${figureWords(value)}` : value < 0 ? `−${figureWords(-value)}` : signedWords(0, 0)
}

function EffectBar({ share }: { readonly share: number }) {
  return (
    <span className="node-why-bar" aria-hidden="true">
      <span
        className={share < 0 ? 'node-why-minus' : undefined}
        style={{ width: `${Math.round(Math.abs(share) * 100)}%` }}
      />
    </span>
  )
}
