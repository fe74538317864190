import { useMemo } from 'react'
import type { UncertaintySpecification } from '#domain/evaluation'
import { evaluationRobustnessTexts } from '../../../../text/evaluation-robustness.ts'
import { evaluationRunTexts } from '../../../../text/evaluation-run.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import { EmptyState } from '../../../../ui/states.tsx'
import { aggregationWords, normalisationWords, treatmentWords } from '../../shared/method-words.ts'
import { shareWords } from '../../shared/number-words.ts'
import type { RunTabProps } from '../run-page.tsx'
import { useRunWords } from '../run-words.ts'
import type { RunWords } from '../run-words.ts'
import { ViewChoice } from '../view-links.tsx'
import { GradeShares, LeaveOneOut, PairTable, RankHeat } from './rank-tables.tsx'
import { Sensitivity } from './sensitivity.tsx'
import { Winning } from './winning.tsx'
import './robustness.css'

const VIEWS = ['ranks', 'grades', 'dominance', 'leave-one-out', 'sensitivity', 'winning'] as const

/** How far the ranking depends on choices that could have been made otherwise. */
export function RobustnessTab({ model, address, change }: RunTabProps) {
  const t = useText(evaluationRobustnessTexts)
  const run = useText(evaluationRunTexts)
  const words = useRunWords(model)
  const { uncertainty } = model
  const show = VIEWS.find((each) => each === address.show) ?? (uncertainty === null ? 'winning' : 'ranks')
  const varied = useVaried(model.scheme.uncertainty, words)
  return (
    <>
      <div className="view-choices">
        <ViewChoice
          label={t('views')}
          views={VIEWS.map((view) => ({ view, name: t(`show.${view}`) }))}
          current={show}
          onChoose={(view) => change({ show: view === 'ranks' ? null : view }, { push: true })}
        />
      </div>
      {show === 'winning' ? (
        <Winning model={model} words={words} address={address} change={change} />
      ) : uncertainty === null ? (
        <EmptyState title={run('noUncertainty')}>{run('noUncertaintyWhy')}</EmptyState>
      ) : (
        <Panel title={t(`show.${show}`)}>
          <p className="soft small">
            {t('how', { n: uncertainty.replications, seed: String(uncertainty.seed) })}
            {varied.length === 0
              ? ''
              : words.language === 'en'
                ? ` (${varied.join('; ')})`
                : `（${varied.join('；')}）`}
          </p>
          {show === 'ranks' ? (
            <RankHeat model={model} words={words} uncertainty={uncertainty} />
          ) : show === 'grades' ? (
            <GradeShares model={model} words={words} uncertainty={uncertainty} />
          ) : show === 'dominance' ? (
            <PairTable model={model} words={words} uncertainty={uncertainty} />
          ) : show === 'leave-one-out' ? (
            <LeaveOneOut model={model} words={words} uncertainty={uncertainty} />
          ) : (
            <Sensitivity words={words} uncertainty={uncertainty} address={address} change={change} />
          )}
        </Panel>
      )}
    </>
  )
}

/** What is drawn anew in each replication, in words. */
function useVaried(specification: UncertaintySpecification | null, words: RunWords): readonly string[] {
  const t = useText(evaluationRobustnessTexts)
  const { language } = words
  return useMemo(() => {
    if (specification === null) return []
    const { weights, normalisations, aggregations, imputations, treatments, omitLeaf } = specification
    return [
      ...(weights === null
        ? []
        : weights.kind === 'noise'
          ? [t('varied.noise', { share: shareWords(weights.share) })]
          : [t('varied.dirichlet', { concentration: weights.concentration })]),
      ...listed(
        'varied.normalisations',
        normalisations.map((each) => normalisationWords(each, language)),
      ),
      ...listed(
        'varied.aggregations',
        aggregations.map((each) => aggregationWords(each, language)),
      ),
      ...listed(
        'varied.imputations',
        imputations.map((each) => words.imputation(each)),
      ),
      ...listed(
        'varied.treatments',
        treatments.map((each) => treatmentWords(each, language)),
      ),
      ...(omitLeaf ? [t('varied.omitLeaf')] : []),
    ]
    function listed(
      key: 'varied.normalisations' | 'varied.aggregations' | 'varied.imputations' | 'varied.treatments',
      list: readonly string[],
    ): readonly string[] {
      return list.length === 0 ? [] : [t(key, { list })]
    }
  }, [specification, words, language, t])
}
