import Drawer from 'antd/es/drawer'
import type { ColumnSource, OwnResult } from '#contract/evaluations'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch } from '../../../app/address.ts'
import { evaluationOwnTexts } from '../../../text/evaluation-own.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import {
  aggregationWords,
  imputationWords,
  normalisationWords,
  treatmentWords,
} from '../shared/method-words.ts'
import { figureWords, scoreWords, shareWords } from '../shared/number-words.ts'
import type { OwnModel, OwnRow } from './own-model.ts'
import './own-page.css'

const STEPS = ['raw', 'denominated', 'imputed', 'treated', 'normalised', 'score'] as const

/** Why a unit has this figure and score: where it comes from, each step, and what it was in other periods. */
export function OwnWhy({
  model,
  result,
  row,
  onClose,
}: {
  readonly model: OwnModel
  readonly result: OwnResult
  readonly row: OwnRow
  readonly onClose: () => void
}) {
  const t = useText(evaluationOwnTexts)
  const say = useSay()
  const { language } = useFormat()
  const { node, own } = row
  return (
    <Drawer
      open
      title={t('whyTitle', { unit: say(result.name), node: say(node.name) })}
      size={640}
      onClose={onClose}
      className="own-why"
    >
      {node.note === null ? null : <p>{say(node.note)}</p>}
      <p className="soft">{t('effective', { share: shareWords(own.effective, 2) })}</p>
      {own.source === null ? null : <Source result={result} source={own.source} />}
      {node.input === null ? (
        <Children model={model} row={row} />
      ) : (
        <>
          <Steps model={model} row={row} />
          <section>
            <h2>{t('years')}</h2>
            <table className="plain-table">
              <tbody>
                {result.periods.map(({ period, raw }) => (
                  <tr key={period}>
                    <th scope="row">{periodWords(period, language)}</th>
                    <td className="number">
                      {figureWords(raw[node.code])} {unitWords(node.input?.unit ?? null, language)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </Drawer>
  )
}

function Source({ result, source }: { readonly result: OwnResult; readonly source: ColumnSource }) {
  const t = useText(evaluationOwnTexts)
  const words = useText(evaluationTexts)
  const say = useSay()
  const { language } = useFormat()
  const { indicator } = source
  return (
    <section>
      <h2>{t('source')}</h2>
      <p>
        {words(`source.${source.kind}`)} {indicator ? <b>{say(indicator.name)}</b> : null}{' '}
        {indicator ? (
          <span className="small soft">
            {t('indicatorVersion', { code: indicator.code, n: indicator.version })}
          </span>
        ) : null}
      </p>
      {indicator ? (
        <>
          <p>
            <span className="soft">{t('expression')}</span> <code>{indicator.expression}</code>
          </p>
          <p className="small">
            <AddressLink href={`/statistics/explore${stringifySearch({ indicator: indicator.code })}`}>
              {t('toIndicator')}
            </AddressLink>
          </p>
        </>
      ) : null}
      {source.sources.length > 0 ? <p lang="zh">{t('factSources', { sources: source.sources })}</p> : null}
      {source.corrected
        .filter(({ unit }) => unit === result.unit)
        .map((each) => (
          <p key={`${each.period} ${each.objection}`} className="mark-warn">
            ▲{' '}
            {t('corrected', {
              objection: String(each.objection),
              period: periodWords(each.period, language),
              before: figureWords(each.before),
              after: figureWords(each.after),
            })}
          </p>
        ))}
    </section>
  )
}

/** Each step with its method; a step that leaves the figure as it is says so. */
function Steps({
  model: { scheme },
  row: { node, own },
}: {
  readonly model: OwnModel
  readonly row: OwnRow
}) {
  const t = useText(evaluationOwnTexts)
  const { language } = useFormat()
  const { input } = node
  if (input === null) return null
  const method = {
    raw: '',
    denominated: input.denominator === null ? '' : `÷ ${input.denominator.column}`,
    imputed: imputationWords(input.imputation ?? scheme.imputation, language),
    treated: treatmentWords(input.treatment ?? scheme.treatment, language),
    normalised: normalisationWords(input.normalisation ?? scheme.normalisation, language),
    score: '',
  }
  return (
    <section>
      <h2>{t('steps')}</h2>
      <table className="plain-table">
        <tbody>
          {STEPS.filter((step) => step !== 'denominated' || input.denominator !== null).map(
            (step, place, steps) => {
              const before = steps[place - 1]
              const same = before !== undefined && own[before] === own[step]
              return (
                <tr key={step}>
                  <th scope="row">{t(`step.${step}`)}</th>
                  <td className="small soft">{method[step]}</td>
                  <td className="number nowrap" title={own[step] === null ? undefined : String(own[step])}>
                    {same ? <span className="soft">{t('same')}</span> : figureWords(own[step])}
                  </td>
                </tr>
              )
            },
          )}
        </tbody>
      </table>
    </section>
  )
}

function Children({ model: { scheme, rows }, row }: { readonly model: OwnModel; readonly row: OwnRow }) {
  const t = useText(evaluationOwnTexts)
  const say = useSay()
  const { language } = useFormat()
  return (
    <section>
      <h2>{t('steps')}</h2>
      <p className="soft">{aggregationWords(row.node.aggregation ?? scheme.aggregation, language)}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('indicator')}</th>
            <th scope="col" className="number">
              {t('weight')}
            </th>
            <th scope="col" className="number">
              {t('score')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ node }) => node.parent === row.node.code)
            .map(({ node, own }) => (
              <tr key={node.code}>
                <th scope="row">{say(node.name)}</th>
                <td className="number">{shareWords(own.effective, 2)}</td>
                <td className="number">{scoreWords(own.score)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}
