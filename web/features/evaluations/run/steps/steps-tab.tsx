import { evaluationStepsTexts } from '../../../../text/evaluation-steps.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { periodWords } from '../../../../ui/filings/period-words.ts'
import { Panel } from '../../../../ui/page.tsx'
import type { RunTabProps } from '../run-page.tsx'
import { useRunWords } from '../run-words.ts'
import { ViewChoice } from '../view-links.tsx'
import { NodeWhy } from '../why/node-why.tsx'
import { ImputedList, ScaleList, ScreeningList, TreatedList, WeightList } from './step-lists.tsx'
import { StepMatrix } from './step-matrix.tsx'
import './steps.css'

const TABLES = ['raw', 'denominated', 'imputed', 'treated', 'normalised', 'scores'] as const
const LISTS = ['screening', 'points-imputed', 'points-treated', 'scales', 'weights'] as const
export type StepTableName = (typeof TABLES)[number]

/** Every step as a table, and what was screened, filled, treated and scaled on the way. */
export function StepsTab({ model, address, change }: RunTabProps) {
  const t = useText(evaluationStepsTexts)
  const words = useRunWords(model)
  const shown = [...TABLES, ...LISTS].find((each) => each === address.step) ?? 'raw'
  const table = TABLES.find((each) => each === shown)
  const periods = model.result.periods.map(({ period }) => period)
  const period =
    address.period !== undefined && periods.includes(address.period) ? address.period : model.result.period
  const views = (names: readonly (typeof shown)[]) =>
    names
      .filter(
        (name) =>
          name !== 'denominated' || model.compiled.leaves.some(({ input }) => input.denominator !== null),
      )
      .map((view) => ({ view, name: t(`show.${view}`) }))
  const [unit, node] = (address.cell ?? '').split('|')
  return (
    <>
      <div className="view-choices">
        <ViewChoice
          label={t('tables')}
          views={views(TABLES)}
          current={shown}
          onChoose={(step) => change({ step }, { push: true })}
        />
        <ViewChoice
          label={t('lists')}
          views={views(LISTS)}
          current={shown}
          onChoose={(step) => change({ step }, { push: true })}
        />
        {table && periods.length > 1 ? (
          <Choice
            aria-label={t('period')}
            value={period}
            onChange={({ target }) =>
              change({ period: target.value === model.result.period ? null : target.value })
            }
          >
            {periods.toReversed().map((each) => (
              <option key={each} value={each}>
                {periodWords(each, words.language)}
              </option>
            ))}
          </Choice>
        ) : null}
      </div>
      <Panel title={t(`show.${shown}`)}>
        {table ? (
          <StepMatrix
            model={model}
            words={words}
            table={table}
            period={period}
            onCell={(cellUnit, cellNode) => change({ cell: `${cellUnit}|${cellNode}` })}
          />
        ) : shown === 'screening' ? (
          <ScreeningList model={model} words={words} />
        ) : shown === 'points-imputed' ? (
          <ImputedList model={model} words={words} />
        ) : shown === 'points-treated' ? (
          <TreatedList model={model} words={words} />
        ) : shown === 'scales' ? (
          <ScaleList model={model} words={words} />
        ) : (
          <WeightList model={model} words={words} />
        )}
      </Panel>
      {unit && node && model.compiled.byCode.has(node) ? (
        <NodeWhy model={model} unit={unit} node={node} onClose={() => change({ cell: null })} />
      ) : null}
    </>
  )
}
