import { useLayoutEffect, useRef, useState } from 'react'
import { drawingToSvg } from '#domain/cases'
import type { ProcedureDrawing as EngineDrawing } from '#domain/cases'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from './case-queries.ts'
import './procedure-drawing.css'

type Drawing = CaseView['drawing']

/** A drawing wider than this many times the room is shown in its own size, to be scrolled: its words stay readable. */
const SMALLEST_FIT = 0.72

/**
 * A procedure as the engine draws it from its definition; on a case what it passed is ink, where it is blue, what is ahead
 * faint. The same picture as on the command line.
 */
export function ProcedureDrawing({
  drawing,
  name,
  activeNodes,
  pastNodes,
}: {
  readonly drawing: Drawing
  readonly name: string
  /** Left out where the procedure is shown by itself. */
  readonly activeNodes?: readonly string[]
  readonly pastNodes?: readonly string[]
}) {
  const t = useText(caseTexts)
  const say = useSay()
  const { language } = useFormat()
  const scroll = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState(1)
  const here = drawing.boxes.filter(({ node }) => activeNodes?.includes(node)).map((box) => say(box.name))
  const title =
    here.length > 0
      ? `${t('drawing', { name })} · ${t('drawingPlace', { names: here })}`
      : t('drawing', { name })
  const picture = drawingToSvg(drawnForEngine(drawing), {
    language: language === 'en' ? 'en' : 'zh',
    title,
    ...(activeNodes ? { active: activeNodes } : {}),
    ...(pastNodes ? { past: pastNodes } : {}),
  })
  // At first as large as is readable, with the present place in sight.
  const place = activeNodes?.join(' ') ?? ''
  useLayoutEffect(() => {
    const element = scroll.current
    if (!element) return
    const scale = Math.min(1, Math.max(fitOf(element, drawing), SMALLEST_FIT))
    setZoom(scale)
    const active = drawing.boxes.findLast(
      ({ node, kind }) => kind === 'step' && place.split(' ').includes(node),
    )
    if (!active) return
    const frame = requestAnimationFrame(() => {
      element.scrollLeft = (active.x + active.width / 2) * scale - element.clientWidth / 2
      element.scrollTop = (active.y + active.height / 2) * scale - element.clientHeight / 2
    })
    return () => cancelAnimationFrame(frame)
  }, [drawing, place])
  return (
    <figure className="drawing">
      <div className="drawing-tools no-print">
        {activeNodes ? <Legend /> : <span />}
        <div>
          <button type="button" onClick={() => setZoom(Math.max(0.2, zoom / 1.25))} aria-label={t('zoomOut')}>
            −
          </button>
          <button type="button" onClick={() => setZoom(Math.min(2.5, zoom * 1.25))} aria-label={t('zoomIn')}>
            +
          </button>
          <button type="button" onClick={() => setZoom(scroll.current ? fitOf(scroll.current, drawing) : 1)}>
            {t('zoomFit')}
          </button>
        </div>
      </div>
      <div className="drawing-scroll" ref={scroll} tabIndex={0} role="group" aria-label={title}>
        {/* The engine's own picture, in which it has escaped every name. */}
        <div
          className="drawing-picture"
          style={{ width: drawing.width * zoom }}
          dangerouslySetInnerHTML={{ __html: picture }}
        />
      </div>
    </figure>
  )
}

function fitOf(element: HTMLElement, drawing: Drawing): number {
  return (element.clientWidth - 2) / drawing.width
}

/** The contract says `undefined` where the engine leaves a place for words out. */
function drawnForEngine(drawing: Drawing): EngineDrawing {
  return {
    ...drawing,
    lines: drawing.lines.map(({ labelAt, ...line }) => (labelAt ? { ...line, labelAt } : line)),
  }
}

function Legend() {
  const t = useText(caseTexts)
  return (
    <span className="drawing-legend small soft">
      <span>
        <i className="past" />
        {t('legendPast')}
      </span>
      <span>
        <i className="now" />
        {t('legendNow')}
      </span>
      <span>
        <i className="later" />
        {t('legendLater')}
      </span>
      <span>
        <i className="clock" />
        {t('legendClock')}
      </span>
    </span>
  )
}
