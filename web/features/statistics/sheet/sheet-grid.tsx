import { useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent, PointerEvent, Ref } from 'react'
import { flushSync } from 'react-dom'
import type { FilingValues, FormDefinition, FormField } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { entryTexts, sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { cellLabel } from '../shared/finding-words.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import type { CellMark } from './cell-marks.ts'
import type { EditorActions, Onward } from './cell-editor.tsx'
import { ColumnHead } from './column-head.tsx'
import type { ColumnId } from './columns.ts'
import { cellOf, isAsked, sheetLines } from './fields.ts'
import { moveGrid, moveOfKey, selection, startPlace } from '../../../ui/grid-place.ts'
import type { GridMove, GridPlace } from '../../../ui/grid-place.ts'
import { readBlock, writeBlock } from '../../../ui/read-block.ts'
import { noteWords, readValue, withNote } from './entry-notes.ts'
import type { EntryRead } from './entry-notes.ts'
import { SheetRow } from './sheet-row.tsx'
import type { SheetStore } from './sheet-store.ts'
import { editedEntry } from './write-entry.ts'

export interface GridHandle {
  /** Chooses a cell, brings it into view and puts the focus there. */
  readonly goTo: (code: string) => void
}

export interface SheetGridProps {
  readonly form: FormDefinition
  readonly view: FilingSheet
  readonly store: SheetStore
  readonly values: FilingValues
  /** What stands now, where a past state is shown. */
  readonly now: FilingValues | null
  readonly columns: readonly ColumnId[]
  readonly editable: boolean
  readonly marks: ReadonlyMap<string, CellMark>
  readonly suggested: ReadonlyMap<string, string | null>
  /** Only these fields are shown; null: all. */
  readonly only: ReadonlySet<string> | null
  readonly startAt: string | undefined
  readonly onActive: (code: string) => void
  readonly onBlock: (block: readonly (readonly string[])[], code: string) => void
  readonly onNextFinding: (backward: boolean) => void
  readonly label: string
  readonly handle: Ref<GridHandle>
}

/** The form as a spreadsheet: an ARIA grid with one cell in the tab order, keys, ranges and the clipboard as people know them. */
export function SheetGrid(props: SheetGridProps) {
  const { form, view, store, values, columns, editable, only, marks } = props
  const t = useText(sheetTexts)
  const entry = useText(entryTexts)
  const say = useSay()
  const { language } = useFormat()
  const lines = useMemo(() => sheetLines(form), [form])
  const shown = useMemo(
    () => lines.filter((line) => line.kind === 'section' || only === null || only.has(line.field.code)),
    [lines, only],
  )
  const fields = useMemo(() => shown.flatMap((line) => (line.kind === 'field' ? [line.field] : [])), [shown])
  const size = { rows: fields.length, columns: columns.length }
  const entryColumn = columns.indexOf('entry')
  const [place, setPlace] = useState<GridPlace>(() =>
    startPlace(
      Math.max(
        0,
        fields.findIndex(({ code }) => code === props.startAt),
      ),
      entryColumn,
    ),
  )
  const [announced, setAnnounced] = useState('')
  const scroll = useRef<HTMLDivElement>(null)
  /** After Escape the next Tab leaves the grid instead of going to the next cell. */
  const released = useRef(false)
  const wantsFocus = useRef(false)

  // A filter or a column that goes away may leave the active cell outside.
  const row = Math.min(place.row, Math.max(0, fields.length - 1))
  const column = Math.min(place.column, columns.length - 1)
  const active = fields[row]

  const move = (next: GridMove, focus = true) => {
    wantsFocus.current = focus
    released.current = false
    setPlace((before) => moveGrid(before, next, size))
  }

  const { onActive } = props
  const activeCode = active?.code
  useEffect(() => {
    if (activeCode !== undefined) onActive(activeCode)
  }, [activeCode, onActive])

  useEffect(() => {
    if (!wantsFocus.current || place.editing !== null) return
    wantsFocus.current = false
    const [toRow, toColumn] = [
      Math.min(place.toRow, size.rows - 1),
      Math.min(place.toColumn, size.columns - 1),
    ]
    const cell = scroll.current?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
    cell?.focus({ preventScroll: true })
    reveal(
      scroll.current,
      scroll.current?.querySelector(`[data-cell="${toRow}:${toColumn}"]`) ?? cell ?? null,
    )
  }, [place, row, column, size.rows, size.columns])

  // A link to a cell leads to it, without taking the focus from what else the page says. Later the grid goes where one goes.
  const arrived = useRef(props.startAt === undefined)
  useEffect(() => {
    if (arrived.current) return
    arrived.current = true
    const outer = scroll.current
    const cell = outer?.querySelector('td.is-active')
    if (!outer || !cell) return
    const inner = cell.getBoundingClientRect()
    outer.scrollTop += inner.top - outer.getBoundingClientRect().top - outer.clientHeight / 2
  }, [])

  useImperativeHandle(props.handle, () => ({
    goTo: (code) => {
      const at = fields.findIndex((field) => field.code === code)
      if (at >= 0) move({ kind: 'to', row: at, column: entryColumn })
    },
  }))

  const [notes, setNotes] = useState<ReadonlyMap<string, EntryRead>>(new Map())
  /** The checks are read out once an entry is taken; while one types they only stand beside the cell. */
  const [toSay, setToSay] = useState<FormField | null>(null)
  const mark = toSay === null ? undefined : marks.get(toSay.code)
  const saying =
    toSay === null
      ? announced
      : mark === undefined
        ? t('saysFine', { cell: cellLabel(toSay, language) })
        : t('saysNow', { cell: cellLabel(toSay, language), message: mark.whole })

  const open = (text: string) => {
    if (!editable || active === undefined) {
      setToSay(null)
      setAnnounced(entry('pasteReadOnly'))
      return false
    }
    // At once, so that the key that opens the cell is the first that it receives, and so is what an input method begins.
    flushSync(() => move({ kind: 'edit', text, column: entryColumn }))
    return true
  }

  const latest = useRef({ store, size, fields, row, entryColumn })
  useEffect(() => {
    latest.current = { store, size, fields, row, entryColumn }
  })
  const actions = useMemo<EditorActions>(
    () => ({
      type: (field, text) => latest.current.store.type({ code: field.code, value: readValue(field, text) }),
      take: (field, text, onward) => {
        const { store: into, fields: all, row: at, entryColumn: entries } = latest.current
        const value = readValue(field, text)
        into.edit({ kind: 'set', cells: new Map([[field.code, value]]) })
        setNotes((before) => withNote(before, field, text, value))
        setToSay(field)
        wantsFocus.current = onward !== 'stay'
        setPlace((before) => {
          const target = at + STEPS[onward]
          if (onward === 'stay') return { ...before, editing: null }
          return startPlace(Math.min(Math.max(0, target), all.length - 1), entries)
        })
      },
      giveUp: () => {
        latest.current.store.type(null)
        wantsFocus.current = true
        setPlace((before) => ({ ...before, editing: null }))
      },
    }),
    [],
  )

  const chosenFields = () => {
    const { top, bottom } = selection(place)
    return fields.slice(top, bottom + 1)
  }
  const clear = () => {
    if (editable) store.edit({ kind: 'set', cells: new Map(chosenFields().map(({ code }) => [code, null])) })
  }
  const stepBack = (kind: 'undo' | 'redo') => {
    store.edit({ kind })
    const [first] = store.getState().edits.touched
    const at = fields.findIndex(({ code }) => code === first)
    if (at >= 0) move({ kind: 'to', row: at, column: entryColumn })
  }

  function press(event: KeyboardEvent<HTMLElement>) {
    if (event.defaultPrevented) return
    const mod = event.ctrlKey || event.metaKey
    const { key, shiftKey: shift } = event
    const moved = event.altKey ? null : moveOfKey(key, { shift, mod }, { ...place, row, column }, size)
    if (moved !== null) {
      event.preventDefault()
      move(moved)
    } else if (mod && key.toLowerCase() === 'z') {
      event.preventDefault()
      stepBack(shift ? 'redo' : 'undo')
    } else if (mod && key.toLowerCase() === 'y') {
      event.preventDefault()
      stepBack('redo')
    } else if (mod && key.toLowerCase() === 'a') {
      event.preventDefault()
      setPlace({ row: 0, column: entryColumn, toRow: size.rows - 1, toColumn: entryColumn, editing: null })
    } else if (mod || event.altKey) return
    else if (key === 'Escape') {
      released.current = true
      setPlace(startPlace(row, column))
    } else if (key === 'F8') {
      event.preventDefault()
      props.onNextFinding(shift)
    } else if (key === 'Tab') {
      const next = row + (shift ? -1 : 1)
      if (released.current || next < 0 || next >= size.rows) return
      event.preventDefault()
      move({ kind: 'to', row: next, column: entryColumn })
    } else if (key === 'Enter' || key === 'F2') {
      event.preventDefault()
      if (active !== undefined) open(editedEntry(active, values[active.code]))
    } else if (key === 'Delete' || key === 'Backspace') {
      event.preventDefault()
      clear()
    } else if (key === ' ') event.preventDefault()
    // A character, or a key that an input method takes.
    else if ((key.length === 1 || key === 'Process') && !open('')) event.preventDefault()
  }

  const placeOf = (target: EventTarget) => {
    const cell = target instanceof Element ? target.closest('[data-cell]') : null
    const [atRow, atColumn] = (cell?.getAttribute('data-cell') ?? '').split(':').map(Number)
    return cell === null || atRow === undefined || atColumn === undefined
      ? null
      : { row: atRow, column: atColumn }
  }
  function point(event: PointerEvent<HTMLElement>) {
    const at = placeOf(event.target)
    if (at === null || event.button !== 0 || isInput(event.target)) return
    move({ kind: 'to', ...at, extend: event.shiftKey })
  }
  function drag(event: PointerEvent<HTMLElement>) {
    const at = event.buttons === 1 ? placeOf(event.target) : null
    if (at === null || isInput(event.target) || place.editing !== null) return
    if (at.row !== place.toRow || at.column !== place.toColumn)
      move({ kind: 'to', ...at, extend: true }, false)
  }

  function copy(event: ClipboardEvent<HTMLElement>) {
    if (isInput(event.target)) return
    const { top, bottom, left, right } = selection({ ...place, row, column })
    const cells = fields
      .slice(top, bottom + 1)
      .map((field) =>
        columns.slice(left, right + 1).map((each) => copied(each, field, values, view, props.now)),
      )
    event.clipboardData.setData('text/plain', writeBlock(cells))
    event.preventDefault()
  }
  /** As the column shows it, figures without separators. */
  function copied(
    each: ColumnId,
    field: FormField,
    entries: FilingValues,
    sheet: FilingSheet,
    now: FilingValues | null,
  ): string {
    const [previous, lastYear] = [sheet.previous?.values, sheet.lastYear?.values]
    switch (each) {
      case 'code':
        return field.code
      case 'label':
        return say(field.label)
      case 'unit':
        return unitWords(field.unit, language)
      case 'entry':
        return editedEntry(field, entries[field.code])
      case 'now':
        return editedEntry(field, now?.[field.code])
      case 'previous':
        return editedEntry(field, previous?.[field.code])
      case 'lastYear':
        return editedEntry(field, lastYear?.[field.code])
      case 'check':
        return marks.get(field.code)?.whole ?? ''
    }
  }

  function paste(event: ClipboardEvent<HTMLElement>) {
    const text = event.clipboardData.getData('text/plain')
    const block = readBlock(text)
    const isBlock = block.length > 1 || (block[0]?.length ?? 0) > 1
    if (isInput(event.target) && !isBlock) return
    event.preventDefault()
    if (active === undefined || text === '') return
    if (!editable) {
      setToSay(null)
      return setAnnounced(entry('pasteReadOnly'))
    }
    if (isBlock) {
      if (place.editing !== null) actions.giveUp()
      return props.onBlock(block, active.code)
    }
    const given = block[0]?.[0] ?? ''
    const value = readValue(active, given)
    setNotes((before) => withNote(before, active, given, value))
    // One value goes into every cell that is selected.
    store.edit({ kind: 'set', cells: new Map(chosenFields().map((field) => [field.code, value])) })
    setToSay(active)
  }

  const [top, bottom, left, right] = Object.values(selection({ ...place, row, column }))
  const isRange = top !== bottom || left !== right
  const queryOf = useMemo(() => openQueries(view), [view])
  return (
    <div
      className="sheet-scroll"
      ref={scroll}
      onKeyDown={press}
      onPointerDown={point}
      onPointerOver={drag}
      onDoubleClick={(event) => {
        if (!isInput(event.target) && placeOf(event.target) !== null && active !== undefined)
          open(editedEntry(active, values[active.code]))
      }}
      onCopy={copy}
      onCut={(event) => {
        if (isInput(event.target)) return
        copy(event)
        clear()
      }}
      onPaste={paste}
    >
      <p id="sheet-help" className="unseen">
        {t('gridHelp')}
      </p>
      <table
        role="grid"
        className="sheet-table"
        style={{ minWidth: leastWidth(columns) }}
        aria-label={props.label}
        aria-describedby="sheet-help"
        aria-rowcount={lines.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-readonly={!editable}
      >
        <colgroup>
          {columns.map((each) => (
            <col key={each} className={`sheet-col-${each}`} />
          ))}
        </colgroup>
        <thead>
          <tr role="row" aria-rowindex={1}>
            {columns.map((each) => (
              <th key={each} role="columnheader" scope="col" className={`sheet-${each}`}>
                <ColumnHead column={each} form={form} view={view} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(shown).map(({ line, at, section }) => {
            if (line.kind === 'section')
              return section ? (
                <tr key={`section-${line.id}`} role="row" className="sheet-section" aria-rowindex={at + 2}>
                  <th role="rowheader" scope="rowgroup" colSpan={columns.length}>
                    <span>{say(line.title)}</span>
                  </th>
                </tr>
              ) : null
            const { field } = line
            const index = fields.indexOf(field)
            const cell = marks.get(field.code)
            const inRange = isRange && index >= (top ?? 0) && index <= (bottom ?? 0)
            const estimate = view.imputed[field.code]
            return (
              <SheetRow
                key={field.code}
                field={field}
                depth={line.depth}
                line={at + 2}
                row={index}
                columns={columns}
                value={cellOf(values, field.code)}
                previous={view.previous?.values[field.code]}
                lastYear={view.lastYear?.values[field.code]}
                now={props.now === null ? undefined : cellOf(props.now, field.code)}
                editable={editable}
                asked={isAsked(field.onlyIf, values)}
                tone={cell?.tone ?? null}
                brief={cell?.brief ?? ''}
                whole={cell?.whole ?? ''}
                suggested={props.suggested.has(field.code)}
                example={props.suggested.get(field.code) ?? null}
                query={queryOf.get(field.code) ?? null}
                imputed={
                  estimate === undefined || cellOf(values, field.code) !== cellOf(view.values, field.code)
                    ? null
                    : t('imputedWhy', { method: estimate.method, donors: estimate.donors })
                }
                note={noteWords(entry, notes.get(field.code), cellOf(values, field.code))}
                active={index === row ? column : null}
                selectedFrom={inRange ? (left ?? null) : null}
                selectedTo={inRange ? (right ?? null) : null}
                editing={index === row ? place.editing : null}
                actions={actions}
              />
            )
          })}
        </tbody>
      </table>
      {fields.length === 0 ? <p className="sheet-none soft">{t('noMatch')}</p> : null}
      <div className="unseen" role="status" aria-live="polite">
        {saying}
      </div>
    </div>
  )
}

const STEPS: Readonly<Record<Onward, number>> = { stay: 0, down: 1, up: -1, next: 1, before: -1 }

/** Room for the findings beside the cells; a narrower page scrolls sideways. */
function leastWidth(columns: readonly ColumnId[]): number {
  return 660 + 112 * columns.filter((each) => ['now', 'previous', 'lastYear'].includes(each)).length
}

/** Lines with their place; the head of a section only where a field of it is shown. */
function rowsOf(shown: ReturnType<typeof sheetLines>) {
  return shown.map((line, at) => ({ line, at, section: shown[at + 1]?.kind === 'field' }))
}

function openQueries(view: FilingSheet): ReadonlyMap<string, 'open' | 'answered'> {
  const found = new Map<string, 'open' | 'answered'>()
  for (const { field, state } of view.queries)
    if (field !== null && state !== 'closed' && found.get(field) !== 'open') found.set(field, state)
  return found
}

function isInput(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement
}

/** Head and first columns stay where they are; a cell must not come to stand under them. */
function reveal(scroll: HTMLElement | null, cell: Element | null): void {
  if (scroll === null || cell === null) return
  const head = scroll.querySelector('thead')?.getBoundingClientRect().height ?? 0
  const label = scroll.querySelector('thead .sheet-label')?.getBoundingClientRect().right ?? 0
  const outer = scroll.getBoundingClientRect()
  const inner = cell.getBoundingClientRect()
  const above = inner.top - (outer.top + head + 4)
  const below = inner.bottom - (outer.top + scroll.clientHeight - 8)
  if (above < 0) scroll.scrollTop += above
  else if (below > 0) scroll.scrollTop += below
  if (cell.matches('.sheet-label, .sheet-code')) return
  const left = inner.left - (label + 4)
  const right = inner.right - (outer.left + scroll.clientWidth - 4)
  if (left < 0) scroll.scrollLeft += left
  else if (right > 0) scroll.scrollLeft += Math.min(right, inner.left - label)
}
