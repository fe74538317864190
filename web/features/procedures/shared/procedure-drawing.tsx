import { useId, useMemo, useRef, useState } from 'react'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { wrapWords } from './wrap-words.ts'
import type { CaseView } from './case-queries.ts'
import './procedure-drawing.css'

type Drawing = CaseView['drawing']
type Box = Drawing['boxes'][number]
type Line = Drawing['lines'][number]

/** A procedure as drawn from its definition; on a case what it passed is ink, where it is blue, what is ahead faint. */
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
  const id = useId()
  const scroll = useRef<HTMLDivElement>(null)
  /** 0: as wide as there is room. */
  const [zoom, setZoom] = useState(0)
  const onCase = activeNodes !== undefined
  const active = new Set(activeNodes)
  const past = new Set(pastNodes)
  const placeOf = (node: string) =>
    !onCase ? 'plain' : active.has(node) ? 'now' : past.has(node) ? 'past' : 'later'
  // Frames first, so that what lies inside is drawn over them.
  const boxes = useMemo(
    () => drawing.boxes.toSorted((a, b) => b.width * b.height - a.width * a.height),
    [drawing],
  )
  const here = drawing.boxes.filter(({ node }) => active.has(node)).map((box) => say(box.name))
  const size = zoom === 0 ? { width: '100%' } : { width: drawing.width * zoom, maxWidth: 'none' }
  return (
    <figure className="drawing">
      <div className="drawing-tools no-print">
        {onCase ? <Legend /> : <span />}
        <div>
          <button
            type="button"
            onClick={() => setZoom(Math.max(0.3, currentZoom() / 1.3))}
            aria-label={t('zoomOut')}
          >
            −
          </button>
          <button
            type="button"
            onClick={() => setZoom(Math.min(2.5, currentZoom() * 1.3))}
            aria-label={t('zoomIn')}
          >
            +
          </button>
          <button type="button" onClick={() => setZoom(0)} aria-pressed={zoom === 0}>
            {t('zoomFit')}
          </button>
        </div>
      </div>
      <div
        className="drawing-scroll"
        ref={scroll}
        tabIndex={0}
        role="group"
        aria-label={t('drawing', { name })}
      >
        <svg
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
          style={size}
          role="img"
          aria-label={
            here.length > 0
              ? `${t('drawing', { name })} ${t('drawingPlace', { names: here })}`
              : t('drawing', { name })
          }
        >
          <defs>
            {(['ink', 'faint', 'bad', 'blue'] as const).map((colour) => (
              <marker
                key={colour}
                id={`${id}-${colour}`}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="7"
                markerHeight="7"
                orient="auto-start-reverse"
              >
                <path d="M0 0 8 4 0 8z" className={`arrow-${colour}`} />
              </marker>
            ))}
          </defs>
          {boxes
            .filter((box) => box.kind === 'group' || box.kind === 'parallel')
            .map((box) => (
              <Frame key={box.node} box={box} place={placeOf(box.node)} />
            ))}
          {drawing.lines.map((line, index) => (
            <DrawnLine
              key={index}
              line={line}
              marker={id}
              walked={onCase && past.has(line.from) && (past.has(line.to) || active.has(line.to))}
              dim={onCase && !past.has(line.from) && !active.has(line.from)}
            />
          ))}
          {boxes
            .filter((box) => box.kind !== 'group' && box.kind !== 'parallel')
            .map((box) => (
              <Shape key={box.node} box={box} place={placeOf(box.node)} />
            ))}
        </svg>
      </div>
    </figure>
  )

  function currentZoom(): number {
    return zoom || (scroll.current?.clientWidth ?? drawing.width) / drawing.width
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

function Frame({ box, place }: { readonly box: Box; readonly place: string }) {
  const say = useSay()
  return (
    <g className={`frame-box place-${place}`}>
      <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={6} />
      <text x={box.x + 10} y={box.y + 16}>
        {say(box.name)}
      </text>
    </g>
  )
}

function Shape({ box, place }: { readonly box: Box; readonly place: string }) {
  const say = useSay()
  const { x, y, width, height } = box
  const lines = wrapWords(say(box.name), width - 12)
  const note = box.note ? (wrapWords(say(box.note), width - 12, 11)[0] ?? '') : ''
  const rows = lines.length + (note ? 1 : 0)
  const top = y + height / 2 - ((rows - 1) * 16) / 2
  return (
    <g className={`box box-${box.kind} place-${place} tone-${box.tone ?? 'none'}`}>
      <title>{box.note ? `${say(box.name)} · ${say(box.note)}` : say(box.name)}</title>
      {box.kind === 'start' ? (
        <circle cx={x + width / 2} cy={y + height / 2} r={Math.min(width, height) / 2} />
      ) : box.kind === 'choice' ? (
        <path
          d={`M${x + width / 2} ${y}L${x + width} ${y + height / 2}L${x + width / 2} ${y + height}L${x} ${y + height / 2}Z`}
        />
      ) : (
        <rect x={x} y={y} width={width} height={height} rx={box.kind === 'end' ? height / 2 : 4} />
      )}
      {box.kind === 'subcase' ? (
        <rect x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx={3} />
      ) : null}
      {box.kind === 'start' ? null : (
        <text x={x + width / 2} textAnchor="middle" dominantBaseline="central">
          {lines.map((words, index) => (
            <tspan key={index} x={x + width / 2} y={top + index * 16}>
              {words}
            </tspan>
          ))}
          {note ? (
            <tspan className="note" x={x + width / 2} y={top + lines.length * 16}>
              {note}
            </tspan>
          ) : null}
        </text>
      )}
    </g>
  )
}

function DrawnLine({
  line,
  marker,
  walked,
  dim,
}: {
  readonly line: Line
  readonly marker: string
  readonly walked: boolean
  readonly dim: boolean
}) {
  const say = useSay()
  const points = line.points.map(({ x, y }) => `${x},${y}`).join(' ')
  const colour = walked ? 'ink' : dim ? 'faint' : line.tone === 'danger' ? 'bad' : 'blue'
  const label = line.label ? labelPlace(line.points) : null
  return (
    <g
      className={`line tone-${line.tone} ${walked ? 'walked' : dim ? 'dim' : 'open'} ${line.byClock ? 'by-clock' : ''}`}
    >
      <polyline points={points} markerEnd={`url(#${marker}-${colour})`} />
      {label && line.label ? (
        <text x={label.x} y={label.y - 4} textAnchor="middle">
          {say(line.label)}
        </text>
      ) : null}
    </g>
  )
}

/** On the middle of the longest level stretch, where there is room for words. */
function labelPlace(points: Line['points']): { readonly x: number; readonly y: number } | null {
  let best: { x: number; y: number; length: number } | null = null
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]]
    if (!a || !b) continue
    const level = Math.abs(a.y - b.y) < 1
    const length = Math.abs(a.x - b.x) + (level ? 1000 : 0)
    if (!best || length > best.length) best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, length }
  }
  return best
}
