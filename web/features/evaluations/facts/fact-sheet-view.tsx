import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { saveFacts } from '#contract/evaluations'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { evaluationFactTexts } from '../../../text/evaluation-facts.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { useFormat } from '../../../ui/format.ts'
import { readBlock } from '../../../ui/read-block.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { refreshEvaluations } from '../shared/evaluation-queries.ts'
import { figureWords } from '../shared/number-words.ts'
import { NameWords } from '../shared/unit-name.tsx'
import { cellKey, changesOf, faultOf, fills, panelScores, pasteBlock, standingFigures } from './fact-sheet.ts'
import type { FactCell, FactColumn, Facts, Typed } from './fact-sheet.ts'
import { typingKeeper } from './kept-typing.ts'

type Standing = BodyInputOf<typeof saveFacts>['standing']
const STANDINGS = ['reported', 'published', 'derived', 'assumed'] as const satisfies readonly Standing[]

interface Place {
  readonly row: number
  readonly column: number
}

/** Units by columns, filled by hand or from a spreadsheet; the selected cell says where its figure comes from. */
export function FactSheet({
  facts,
  period,
  scores,
}: {
  readonly facts: Facts
  readonly period: string
  /** An expert hands in his own scores. */
  readonly scores: boolean
}) {
  const t = useText(evaluationFactTexts)
  const { user } = useSession()
  const client = useQueryClient()
  const keeper = useMemo(() => typingKeeper(user.id, facts.kind, period), [user.id, facts.kind, period])
  const [typed, setTyped] = useState<Typed>(keeper.read)
  const [kept] = useState(() => Object.keys(typed).length > 0)
  const [place, setPlace] = useState<Place | null>(null)
  const [source, setSource] = useState('')
  const [standing, setStanding] = useState<Standing>('reported')
  const [tried, setTried] = useState(false)
  const [said, setSaid] = useState('')
  const table = useRef<HTMLTableElement>(null)
  const figures = useMemo(() => standingFigures(facts, user.id), [facts, user.id])
  const { changes, wrong } = useMemo(() => changesOf(facts, figures, typed), [facts, figures, typed])
  useEffect(() => keeper.write(typed), [keeper, typed])

  const saving = useMutation({
    mutationFn: () =>
      call(saveFacts, {
        body: {
          kind: facts.kind,
          period,
          source: scores ? t('scoreSource') : source.trim(),
          standing: scores ? 'score' : standing,
          cells: [...changes],
        },
      }),
    onSuccess: async (answer) => {
      setSaid(t('saved', answer))
      await refreshEvaluations(client)
      setTyped({})
      setTried(false)
    },
  })
  const sourceMissing = !scores && source.trim() === ''
  function save() {
    setTried(true)
    if (!sourceMissing && wrong === 0 && changes.length > 0 && !saving.isPending) saving.mutate()
  }
  function paste(event: ClipboardEvent, from: Place) {
    const text = event.clipboardData.getData('text/plain')
    const block = readBlock(text)
    // One cell goes where the cursor stands, as in any field.
    if (block.length === 1 && block[0]?.length === 1) return
    event.preventDefault()
    const found = pasteBlock(block, from, facts)
    setTyped((before) => ({ ...before, ...found.typed }))
    setSaid(
      found.outside + found.locked === 0
        ? t('pasted', { n: found.filled })
        : t('pastedLess', { n: found.filled, out: found.outside, locked: found.locked }),
    )
  }
  function move(event: KeyboardEvent, { row, column }: Place) {
    const down = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.shiftKey)
    const up = event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey)
    if ((!down && !up) || event.nativeEvent.isComposing) return
    event.preventDefault()
    const next = table.current?.querySelector<HTMLInputElement>(
      `input[data-place="${row + (down ? 1 : -1)} ${column}"]`,
    )
    next?.focus()
    next?.select()
  }
  const canFill = facts.columns.some((column) => fills(column, facts.can))
  return (
    <>
      {canFill ? (
        <div className="facts-bar no-print">
          {scores ? null : (
            <>
              <Field
                label={t('source')}
                hint={t('sourceHint')}
                error={tried && sourceMissing ? t('sourceMissing') : undefined}
              >
                {(field) => (
                  <Input
                    {...field}
                    className="facts-source"
                    value={source}
                    maxLength={500}
                    onChange={(event) => setSource(event.target.value)}
                  />
                )}
              </Field>
              <Field label={t('standing')}>
                {({ status: _status, ...field }) => (
                  <Choice
                    {...field}
                    value={standing}
                    onChange={({ target }) =>
                      setStanding(STANDINGS.find((each) => each === target.value) ?? 'reported')
                    }
                  >
                    {STANDINGS.map((each) => (
                      <option key={each} value={each}>
                        {t(`standing.${each}`)}
                      </option>
                    ))}
                  </Choice>
                )}
              </Field>
            </>
          )}
          <div className="facts-save">
            <span className={wrong > 0 ? 'mark-bad' : 'soft'} role="status">
              {wrong > 0
                ? `■ ${t('wrong', { n: wrong })}`
                : changes.length > 0
                  ? t('changes', { n: changes.length })
                  : said || t('noChanges')}
            </span>
            <Button disabled={Object.keys(typed).length === 0} onClick={() => setTyped({})}>
              {t('discard')}
            </Button>
            <Button
              type="primary"
              loading={saving.isPending}
              disabled={changes.length === 0 || wrong > 0}
              onClick={save}
            >
              {t(scores ? 'saveScores' : 'save')}
            </Button>
          </div>
        </div>
      ) : null}
      {saving.error ? <ErrorState error={saving.error} /> : null}
      {kept && Object.keys(typed).length > 0 && !saving.isSuccess ? (
        <p className="mark-warn">▲ {t('kept')}</p>
      ) : null}
      <Selected facts={facts} place={place} figures={figures} typed={typed} />
      <div className="panel facts-scroll" tabIndex={0} role="region" aria-label={t('sheet')}>
        <table ref={table} className="facts-table">
          <thead>
            <tr>
              <th scope="col">{t('unit')}</th>
              {facts.columns.map((column) => (
                <ColumnHead key={column.code} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {facts.units.map((unit, row) => (
              <tr key={unit.code}>
                <th scope="row">
                  <NameWords of={unit.name} />
                </th>
                {facts.columns.map((column, place) => {
                  const key = cellKey(unit.code, column.code)
                  const here = { row, column: place }
                  return (
                    <Cell
                      key={column.code}
                      facts={facts}
                      unit={unit}
                      column={column}
                      place={here}
                      figure={figures.get(key)}
                      typed={typed[key]}
                      onTyped={(words) => setTyped((before) => ({ ...before, [key]: words }))}
                      onFocus={() => setPlace(here)}
                      onPaste={(event) => paste(event, here)}
                      onKeyDown={(event) => move(event, here)}
                    />
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {canFill ? <p className="small soft no-print">{t('keys')}</p> : null}
    </>
  )
}

function ColumnHead({ column }: { readonly column: FactColumn }) {
  const t = useText(evaluationFactTexts)
  const { language } = useFormat()
  const measure = unitWords(column.unit, language)
  return (
    <th scope="col" title={column.code}>
      <NameWords of={column.name} />
      <span className="facts-unit">
        {column.panel === null ? measure : t('range', { least: column.panel.least, most: column.panel.most })}
      </span>
    </th>
  )
}

function Cell({
  facts,
  unit,
  column,
  place,
  figure,
  typed,
  onTyped,
  onFocus,
  onPaste,
  onKeyDown,
}: {
  readonly facts: Facts
  readonly unit: Facts['units'][number]
  readonly column: FactColumn
  readonly place: Place
  readonly figure: FactCell | undefined
  readonly typed: string | undefined
  readonly onTyped: (words: string) => void
  readonly onFocus: () => void
  readonly onPaste: (event: ClipboardEvent) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}) {
  const t = useText(evaluationFactTexts)
  const say = useSay()
  if (column.panel !== null && !facts.can.score) {
    const given = panelScores(facts, unit.code, column.code)
    const mean = given.reduce((sum, { value }) => sum + value, 0) / given.length
    return (
      <td className="facts-locked">
        {given.length === 0 ? (
          <span className="faint">—</span>
        ) : (
          <button
            type="button"
            className="facts-figure"
            title={t('panelCell', { scores: given.map(({ value }) => value) })}
            onClick={onFocus}
            onFocus={onFocus}
          >
            {figureWords(mean)} <span className="small soft">{t('panelOf', { n: given.length })}</span>
          </button>
        )}
      </td>
    )
  }
  if (!fills(column, facts.can))
    return (
      <td className="facts-locked">
        <button type="button" className="facts-figure" onClick={onFocus} onFocus={onFocus}>
          {figureWords(figure?.value)}
        </button>
      </td>
    )
  const fault = typed === undefined ? null : faultOf(typed, column)
  const words = typed ?? (figure === undefined ? '' : String(figure.value))
  const wrong =
    fault === null
      ? undefined
      : fault === 'range' && column.panel !== null
        ? t('rangeWrong', { least: column.panel.least, most: column.panel.most })
        : t('notNumber')
  const changed = typed !== undefined && typed !== (figure === undefined ? '' : String(figure.value))
  return (
    <td className={wrong ? 'facts-wrong' : changed ? 'facts-changed' : undefined} title={wrong}>
      <input
        data-place={`${place.row} ${place.column}`}
        aria-label={t('cell', { unit: say(unit.name), column: say(column.name) })}
        aria-invalid={wrong !== undefined}
        inputMode="decimal"
        maxLength={40}
        value={words}
        onChange={(event) => onTyped(event.target.value)}
        onFocus={onFocus}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
      />
    </td>
  )
}

/** Where the selected figure comes from: source, standing, who and when; of a panel every score. */
function Selected({
  facts,
  place,
  figures,
  typed,
}: {
  readonly facts: Facts
  readonly place: Place | null
  readonly figures: ReadonlyMap<string, FactCell>
  readonly typed: Typed
}) {
  const t = useText(evaluationFactTexts)
  const say = useSay()
  const format = useFormat()
  const unit = place === null ? undefined : facts.units[place.row]
  const column = place === null ? undefined : facts.columns[place.column]
  if (unit === undefined || column === undefined) return <p className="facts-selected soft">{t('choose')}</p>
  const key = cellKey(unit.code, column.code)
  const words = typed[key]
  const own = figures.get(key)
  const shown = own ? [own] : facts.can.score ? [] : panelScores(facts, unit.code, column.code)
  const measure = unitWords(column.unit, format.language)
  const changed = words !== undefined && words !== (own === undefined ? '' : String(own.value))
  return (
    <div className="facts-selected" aria-live="polite">
      <b>{t('cell', { unit: say(unit.name), column: say(column.name) })}</b>
      {shown.length === 0 ? <span className="soft">{t('noFigure')}</span> : null}
      {shown.map((cell) => (
        <span key={cell.member}>
          {figureWords(cell.value)} {measure} · {t(`standing.${cell.standing}`)} · {t('source')}
          {format.language === 'en' ? ': ' : '：'}
          <span lang="zh">{cell.source}</span> ·{' '}
          <span className="soft">
            {t('by', { name: cell.memberName ?? cell.byName, at: format.moment(cell.knownFrom) })}
          </span>
        </span>
      ))}
      {changed ? (
        <span className="mark-warn">
          ▲ {words.trim() === '' ? t('typedAway') : t('typed', { value: words.trim() })}
        </span>
      ) : null}
    </div>
  )
}
