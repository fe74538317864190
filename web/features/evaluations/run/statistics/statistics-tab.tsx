import { evaluationStatisticsTexts } from '../../../../text/evaluation-statistics.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import type { RunTabProps } from '../run-page.tsx'
import { useRunWords } from '../run-words.ts'
import { ViewChoice } from '../view-links.tsx'
import { ColumnTable } from './column-table.tsx'
import { Consistency } from './consistency.tsx'
import { CorrelationMap } from './correlation-map.tsx'
import { ImportanceTable } from './importance-table.tsx'
import { Redundancy } from './redundancy.tsx'
import '../robustness/robustness.css'
import './statistics.css'

const VIEWS = ['correlation', 'importance', 'consistency', 'redundancy', 'columns'] as const

/** What the figures say about the scheme: do its indicators go together, do weights work as meant, is anything counted twice. */
export function StatisticsTab({ model, address, change }: RunTabProps) {
  const t = useText(evaluationStatisticsTexts)
  const words = useRunWords(model)
  const show = VIEWS.find((each) => each === address.show) ?? 'correlation'
  const props = { model, words, address, change }
  return (
    <>
      <div className="view-choices">
        <ViewChoice
          label={t('views')}
          views={VIEWS.map((view) => ({ view, name: t(`show.${view}`) }))}
          current={show}
          onChoose={(view) => change({ show: view === 'correlation' ? null : view }, { push: true })}
        />
      </div>
      {show === 'consistency' ? (
        <Consistency {...props} />
      ) : show === 'redundancy' ? (
        <Redundancy {...props} />
      ) : (
        <Panel title={t(`show.${show}`)}>
          {show === 'correlation' ? (
            <CorrelationMap {...props} />
          ) : show === 'importance' ? (
            <ImportanceTable {...props} />
          ) : (
            <ColumnTable {...props} />
          )}
        </Panel>
      )}
    </>
  )
}

/** What each part of the tab gets. */
export interface StatisticsPartProps extends RunTabProps {
  readonly words: ReturnType<typeof useRunWords>
}
