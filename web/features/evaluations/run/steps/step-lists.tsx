import { evaluationStepsTexts } from '../../../../text/evaluation-steps.ts'
import { evaluationTexts } from '../../../../text/evaluations.ts'
import { useText } from '../../../../text/index.ts'
import type { ReactNode } from 'react'
import { periodWords } from '../../../../ui/filings/period-words.ts'
import { StatusMark } from '../../../../ui/marks.tsx'
import { normalisationWords, treatmentWords, weightingWords } from '../../shared/method-words.ts'
import { figureWords, shareWords } from '../../shared/number-words.ts'
import { NodeStandingMark } from '../../shared/state-marks.tsx'
import { nodesInOrder } from '../run-model.ts'
import type { RunModel } from '../run-model.ts'
import type { RunWords } from '../run-words.ts'

interface ListProps {
  readonly model: RunModel
  readonly words: RunWords
}

/** A table with named columns; a name that begins with `#` is a column of numbers. */
function List({
  label,
  columns,
  children,
}: {
  readonly label: string
  readonly columns: readonly string[]
  readonly children: ReactNode
}) {
  return (
    <div className="plain-table-scroll steps-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table steps-list">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={column.startsWith('#') ? 'number' : undefined}>
                {column.replace('#', '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

export function ScreeningList({ model, words }: ListProps) {
  const t = useText(evaluationStepsTexts)
  const { screening } = model.scheme
  return (
    <>
      <p className="soft small">
        {screening === null
          ? t('screeningNone')
          : t('screeningNote', { least: shareWords(screening.leastAvailable) }) +
            (screening.leastNonZero === null
              ? ''
              : t('screeningNoteNonZero', { least: shareWords(screening.leastNonZero) }))}
      </p>
      <List
        label={t('show.screening')}
        columns={[t('unit'), `#${t('available')}`, `#${t('nonZero')}`, t('kept')]}
      >
        {model.result.screening.map(({ unit, available, nonZero, kept, byName }) => (
          <tr key={unit}>
            <th scope="row" lang={words.langOf(unit)}>
              {words.unit(unit)}
            </th>
            <td className="number">{shareWords(available)}</td>
            <td className="number">{shareWords(nonZero)}</td>
            <td>
              <StatusMark tone={kept ? 'good' : 'bad'}>
                {t(kept ? (byName ? 'keptByName' : 'keptYes') : 'keptNo')}
              </StatusMark>
            </td>
          </tr>
        ))}
      </List>
    </>
  )
}

export function ImputedList({ model, words }: ListProps) {
  const t = useText(evaluationStepsTexts)
  const { imputed } = model.result
  const method = words.imputation(model.scheme.imputation)
  if (imputed.length === 0) return <p className="soft">{t('imputedNone')}</p>
  return (
    <>
      <p className="soft small">{t('imputedNote', { n: imputed.length, method })}</p>
      <List
        label={t('show.points-imputed')}
        columns={[t('period'), t('unit'), t('indicator'), t('method'), `#${t('value')}`, t('from')]}
      >
        {imputed.map(({ period, unit, node, value, from }) => (
          <tr key={`${period} ${unit} ${node}`}>
            <td>{periodWords(period, words.language)}</td>
            <th scope="row" lang={words.langOf(unit)}>
              {words.unit(unit)}
            </th>
            <td>{words.node(node)}</td>
            <td>
              {words.imputation(
                model.compiled.byCode.get(node)?.node.input?.imputation ?? model.scheme.imputation,
              )}
            </td>
            <td className="number" title={String(value)}>
              {figureWords(value)}
            </td>
            <td className="soft">
              {from
                .map((each) =>
                  /^\d{4}(-|$)/u.test(each)
                    ? periodWords(each, words.language)
                    : words.unit(each) === each
                      ? words.node(each)
                      : words.unit(each),
                )
                .join(words.language === 'en' ? ', ' : '、')}
            </td>
          </tr>
        ))}
      </List>
    </>
  )
}

export function TreatedList({ model, words }: ListProps) {
  const t = useText(evaluationStepsTexts)
  const { treated, treatments } = model.result
  return (
    <>
      <p className="soft small">
        {treated.length === 0
          ? t('treatedNone')
          : t('treatedNote', {
              n: treated.length,
              method: treatmentWords(model.scheme.treatment, words.language),
            })}
      </p>
      {treated.length === 0 ? null : (
        <List
          label={t('show.points-treated')}
          columns={[t('period'), t('unit'), t('indicator'), `#${t('before')}`, `#${t('after')}`, t('how')]}
        >
          {treated.map(({ period, unit, node, before, after, by }) => (
            <tr key={`${period} ${unit} ${node}`}>
              <td>{periodWords(period, words.language)}</td>
              <th scope="row" lang={words.langOf(unit)}>
                {words.unit(unit)}
              </th>
              <td>{words.node(node)}</td>
              <td className="number" title={String(before)}>
                {figureWords(before)}
              </td>
              <td className="number" title={String(after)}>
                {figureWords(after)}
              </td>
              <td>{t(by)}</td>
            </tr>
          ))}
        </List>
      )}
      <h2 className="steps-second">{t('treatments')}</h2>
      <p className="soft small">{t('treatmentsNote')}</p>
      <List
        label={t('treatments')}
        columns={[t('indicator'), `#${t('skewness')}`, `#${t('kurtosis')}`, t('how'), t('passed')]}
      >
        {treatments.map((each) => {
          const changed = each.winsorised > 0 || each.transformed !== null
          return (
            <tr key={each.node}>
              <th scope="row">{words.node(each.node)}</th>
              <td className="number">
                {figureWords(each.skewnessBefore)}
                {changed ? ` → ${figureWords(each.skewnessAfter)}` : ''}
              </td>
              <td className="number">
                {figureWords(each.kurtosisBefore)}
                {changed ? ` → ${figureWords(each.kurtosisAfter)}` : ''}
              </td>
              <td>
                {each.winsorised > 0 ? `${t('winsorised')} ${each.winsorised}` : ''}
                {each.transformed ? `${t('transformed')} ${each.transformed}` : ''}
              </td>
              <td>
                <StatusMark tone={each.passed ? 'good' : 'warn'}>
                  {t(each.passed ? 'passedYes' : 'passedNo')}
                </StatusMark>
              </td>
            </tr>
          )
        })}
      </List>
    </>
  )
}

export function ScaleList({ model, words }: ListProps) {
  const t = useText(evaluationStepsTexts)
  const common = useText(evaluationTexts)
  const grouped = model.result.scales.some(({ group }) => group !== null)
  return (
    <>
      <p className="soft small">{t('scalesNote', { over: common(`scaleOver.${model.scheme.scaleOver}`) })}</p>
      <List
        label={t('show.scales')}
        columns={[t('indicator'), ...(grouped ? [t('group')] : []), t('method'), t('parameters')]}
      >
        {model.result.scales.map(({ node, group, parameters }) => {
          const input = model.compiled.byCode.get(node)?.node.input
          return (
            <tr key={`${node} ${group ?? ''}`}>
              <th scope="row">
                {words.node(node)}{' '}
                <span className="soft small">{input ? common(`direction.${input.direction}`) : ''}</span>
              </th>
              {grouped ? (
                <td>{group === null ? '' : words.group(model.scheme.peerGroups?.group ?? '', group)}</td>
              ) : null}
              <td>
                {normalisationWords(input?.normalisation ?? model.scheme.normalisation, words.language)}
              </td>
              <td className="steps-parameters">
                {Object.entries(parameters).map(([name, value]) => (
                  <span key={name} title={String(value)}>
                    <span className="soft small">{isParameter(name) ? t(`parameter.${name}`) : name}</span>{' '}
                    {figureWords(value)}
                  </span>
                ))}
              </td>
            </tr>
          )
        })}
      </List>
    </>
  )
}

type ParameterKey = Extract<keyof (typeof evaluationStepsTexts)['zh-CN'], `parameter.${string}`>
type ParameterName = ParameterKey extends `parameter.${infer N}` ? N : never
function isParameter(name: string): name is ParameterName {
  return Object.hasOwn(evaluationStepsTexts['zh-CN'], `parameter.${name}`)
}

export function WeightList({ model, words }: ListProps) {
  const t = useText(evaluationStepsTexts)
  const detailed = model.result.weights.some(({ details }) => Object.keys(details).length > 0)
  return (
    <>
      <p className="soft small">
        {t('weightsNote', { method: weightingWords(model.scheme.weighting, words.language) })}
      </p>
      <List
        label={t('show.weights')}
        columns={[
          t('indicator'),
          `#${t('share')}`,
          `#${t('range')}`,
          `#${t('effective')}`,
          ...(detailed ? [t('details')] : []),
          t('standing'),
        ]}
      >
        {nodesInOrder(model.compiled)
          .filter(({ parent }) => parent !== null)
          .map(({ code, level, isLeaf, node }) => {
            const weight = model.weightOf(code)
            return (
              <tr key={code} className={isLeaf ? undefined : 'steps-heading'}>
                <th scope="row" style={{ paddingLeft: 10 + (level - 1) * 18 }}>
                  {words.node(code)}
                </th>
                <td className="number" title={String(weight?.share ?? '')}>
                  {weight ? shareWords(weight.share, 2) : '—'}
                </td>
                <td className="number soft">
                  {node.weightRange
                    ? `${shareWords(node.weightRange.least)}–${shareWords(node.weightRange.most)}`
                    : ''}
                </td>
                <td className="number" title={String(weight?.effective ?? '')}>
                  {weight ? shareWords(weight.effective, 2) : '—'}
                </td>
                {detailed ? (
                  <td className="steps-parameters">
                    {Object.entries(weight?.details ?? {}).map(([name, value]) => (
                      <span key={name} title={String(value)}>
                        <span className="soft small">{name}</span> {figureWords(value)}
                      </span>
                    ))}
                  </td>
                ) : null}
                <td>
                  <NodeStandingMark standing={node.standing} />
                </td>
              </tr>
            )
          })}
      </List>
    </>
  )
}
