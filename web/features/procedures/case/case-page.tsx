import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePathParam } from '../../../app/address.ts'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { caseQuery } from '../shared/case-queries.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { ProcedureDrawing } from '../shared/procedure-drawing.tsx'
import { BranchesPanels } from './branches-panels.tsx'
import { CaseHead } from './case-head.tsx'
import { CaseDataPanel } from './case-data-panel.tsx'
import { CaseLinks, FilesPanel, LettersPanel } from './case-links.tsx'
import { ClocksPanel } from './clocks-panel.tsx'
import { FurtherActs } from './further-acts.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { MyWork } from './my-work.tsx'
import { OpinionsPanel } from './opinions-panel.tsx'
import { BarsNote, OwedPanel, WarningsPanel } from './owed-panel.tsx'
import { placesOf } from './step-line.ts'
import { StepLine } from './step-line-view.tsx'
import { useCommands } from './use-commands.ts'
import './case-page.css'

/** One case: where it is, its clocks, what everybody said, what is missing, what I may do. */
export function CasePage() {
  const t = useText(caseTexts)
  const caseId = usePathParam('caseId')
  const { data, error, refetch } = useQuery({
    ...caseQuery(caseId),
    // Clocks run while the page is open.
    refetchInterval: (query) => (query.state.data?.stage === 'open' ? 60_000 : false),
  })
  useTitle(data ? data.title || t('noTitle') : '')
  if (data) return <Case key={data.id} view={data} />
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
      </div>
    )
  return <Loading />
}

function Case({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const say = useSay()
  const run = useCommands(view.id)
  const [drawn, setDrawn] = useState(false)
  return (
    <div className="case">
      <section className="panel case-head" aria-label={t('place')}>
        <CaseHead view={view} />
        <StepLine view={view} />
        <div className="case-drawing-switch no-print">
          <button
            type="button"
            className="link-button"
            aria-expanded={drawn}
            onClick={() => setDrawn(!drawn)}
          >
            {drawn ? t('hideDrawing') : t('showDrawing')}
          </button>
        </div>
        {drawn ? (
          <ProcedureDrawing
            drawing={view.drawing}
            name={say(view.procedure.name)}
            activeNodes={drawnPlaces(view)}
            pastNodes={view.pastNodes}
          />
        ) : null}
      </section>
      <div className="case-main">
        <BarsNote view={view} />
        <MyWork view={view} run={run} />
        {view.stage === 'draft' ? null : (
          <>
            <ClocksPanel view={view} />
            <OpinionsPanel view={view} />
          </>
        )}
        <BranchesPanels view={view} />
        <CaseDataPanel view={view} />
        <FilesPanel view={view} />
        <HistoryPanel view={view} />
      </div>
      <aside className="case-side">
        <OwedPanel view={view} />
        <FurtherActs view={view} run={run} />
        <WarningsPanel view={view} />
        <LettersPanel view={view} />
        <CaseLinks view={view} />
      </aside>
    </div>
  )
}

/** Boxes of the picture where the case is: open steps and the frames around them. */
function drawnPlaces(view: CaseView): string[] {
  const frames = view.activeNodes.filter((node) => {
    const kind = view.drawing.boxes.find((box) => box.node === node)?.kind
    return kind === 'group' || kind === 'parallel'
  })
  return [...frames, ...placesOf(view)]
}
