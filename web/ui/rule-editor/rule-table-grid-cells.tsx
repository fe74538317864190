import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent, PointerEvent } from 'react'
import { flushSync } from 'react-dom'
import type { RuleTable } from '#domain/rules'
import { ruleTableTexts } from '../../text/rule-tables.ts'
import { useText } from '../../text/index.ts'
import { moveGrid, moveOfKey, selection, startPlace } from '../grid-place.ts'
import type { GridMove, GridPlace } from '../grid-place.ts'
import { readBlock, writeBlock } from '../read-block.ts'
import { useSay } from '../say.ts'
import { CellInput } from './rule-table-grid-cell-input.tsx'
import { cellText, pasteBlock, setCell } from './rule-table-grid-edits.ts'
import type { GridColumn, GridLine } from './rule-table-grid-edits.ts'
import { readCell, valuesOfColumn } from './rule-table-grid-entry.ts'
import type { ColumnValues, RuleEditorNames } from './rule-table-grid-entry.ts'
import { HeadCell, RowChecks, ShownCell } from './rule-table-grid-shown.tsx'
import { OTHERWISE, markOfCell } from './rule-table-grid-marks.ts'
import type { TableMarks } from './rule-table-grid-marks.ts'

/** The cells of a decision table: an ARIA grid with one cell in the tab order. Its head is line 0. */
export function RuleTableCells({
  table,
  columns,
  marks,
  checked,
  names,
  readOnly,
  place,
  focusAsked,
  onPlace,
  onChange,
  onColumn,
  onAddRow,
  onRemoveRows,
  onMoveRow,
  onMoveColumn,
  label,
}: {
  readonly table: RuleTable
  readonly columns: readonly GridColumn[]
  readonly marks: TableMarks
  readonly checked: boolean
  readonly names: RuleEditorNames
  readonly readOnly: boolean
  readonly place: GridPlace
  readonly focusAsked: number
  readonly onPlace: (change: (before: GridPlace) => GridPlace) => void
  readonly onChange: (next: RuleTable) => void
  readonly onColumn: (column: GridColumn) => void
  readonly onAddRow: () => void
  readonly onRemoveRows: () => void
  readonly onMoveRow: (by: -1 | 1) => void
  readonly onMoveColumn: (by: -1 | 1) => void
  readonly label: string
}) {
  const t = useText(ruleTableTexts)
  const say = useSay()
  const id = useId()
  const [announced, setAnnounced] = useState('')
  const scroll = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  /** After Escape the next Tab leaves the grid instead of going to the next cell. */
  const released = useRef(false)
  const lines = useMemo<readonly GridLine[]>(
    () => [
      ...table.rows.map((_, index): GridLine => ({ kind: 'row', index })),
      ...(table.otherwise === null ? [] : [{ kind: 'otherwise' } as const]),
    ],
    [table],
  )
  const size = { rows: lines.length + 1, columns: columns.length }
  const row = Math.min(place.row, size.rows - 1)
  const column = Math.min(place.column, size.columns - 1)
  const line = lines[row - 1]
  const at = columns[column]
  const isEditing = place.editing !== null
  const values = useMemo(
    () =>
      columns.map((each): ColumnValues => {
        if (each.kind === 'input') return valuesOfColumn(table.inputs[each.index]?.expression ?? '', names)
        const type = each.kind === 'output' ? table.outputs[each.index]?.type : undefined
        return type === undefined ? null : { type, options: null }
      }),
    [columns, table, names],
  )

  useEffect(() => {
    if (!wantsFocus.current || isEditing) return
    wantsFocus.current = false
    const cell = scroll.current?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [place, row, column, isEditing])

  const asked = useRef(focusAsked)
  useEffect(() => {
    if (asked.current === focusAsked) return
    asked.current = focusAsked
    const cell = scroll.current?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [focusAsked, row, column])

  const move = (next: GridMove, focus = true) => {
    wantsFocus.current = focus
    released.current = false
    onPlace((before) =>
      moveGrid(
        {
          ...before,
          row: Math.min(before.row, size.rows - 1),
          column: Math.min(before.column, size.columns - 1),
        },
        next,
        size,
      ),
    )
  }
  const read = (into: GridColumn, text: string): string =>
    into.kind === 'input' || into.kind === 'output'
      ? readCell(text, {
          values: values[columns.findIndex((each) => each === into)] ?? null,
          isTest: into.kind === 'input',
          names,
        })
      : text.trim()
  const nameOf = (each: GridColumn): string => {
    switch (each.kind) {
      case 'input':
        return say(table.inputs[each.index]?.title ?? { zh: '', en: '' })
      case 'output':
        return say(table.outputs[each.index]?.title ?? { zh: '', en: '' })
      case 'note':
        return t('note')
      case 'document':
        return t('document')
      case 'clause':
        return t('clauseColumn')
    }
  }
  const lineName = (each: GridLine) =>
    each.kind === 'otherwise' ? t('otherwise') : t('rowName', { n: each.index + 1 })
  const mayEdit = (each: GridLine, into: GridColumn): string | null => {
    if (readOnly) return t('readOnly')
    if (cellText(table, each, into) === null) return t('cannotEdit')
    return into.kind === 'clause' && each.kind === 'row' && table.rows[each.index]?.clause === null
      ? t('clauseNeedsDocument')
      : null
  }
  const open = (text: string): boolean => {
    if (at === undefined) return false
    if (line === undefined) {
      onColumn(at)
      return false
    }
    const why = mayEdit(line, at)
    if (why !== null) {
      setAnnounced(why)
      return false
    }
    // At once, so that the key that opens the cell is the first that it receives, and so is what an input method begins.
    flushSync(() => move({ kind: 'edit', text, column }))
    return true
  }
  const take = (text: string, onward: Onward) => {
    if (line === undefined || at === undefined) return
    const taken = read(at, text)
    if (taken !== cellText(table, line, at)) {
      onChange(setCell(table, line, at, taken))
      setAnnounced(
        t('taken', {
          cell: t('cellName', { row: lineName(line), column: nameOf(at) }),
          text: taken || t('nothing'),
        }),
      )
    }
    wantsFocus.current = onward !== 'stay'
    const [down, right] = STEPS[onward]
    onPlace((before) => {
      if (onward === 'stay') return { ...before, editing: null }
      return startPlace(...stepped(row + down, column + right, size))
    })
  }
  const giveUp = () => {
    wantsFocus.current = true
    onPlace((before) => ({ ...before, editing: null }))
  }
  const clear = () => {
    if (readOnly) return setAnnounced(t('readOnly'))
    const { top, bottom, left, right } = selection({ ...place, row, column })
    let next = table
    for (const each of lines.slice(Math.max(0, top - 1), bottom))
      for (const into of columns.slice(left, right + 1))
        if (cellText(next, each, into) !== null) next = setCell(next, each, into, '')
    if (next !== table) onChange(next)
  }

  function press(event: KeyboardEvent<HTMLElement>) {
    if (event.defaultPrevented || isEditing) return
    const mod = event.ctrlKey || event.metaKey
    const { key, shiftKey: shift } = event
    const isAct = !readOnly && (event.altKey || mod)
    if (event.altKey) {
      const by = key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1
      if (!isAct || !key.startsWith('Arrow')) return
      event.preventDefault()
      if (key === 'ArrowUp' || key === 'ArrowDown') onMoveRow(by)
      else onMoveColumn(by)
      return
    }
    const moved = moveOfKey(key, { shift, mod }, { ...place, row, column }, size)
    if (moved !== null) {
      event.preventDefault()
      move(moved)
    } else if (mod && key.toLowerCase() === 'a') {
      event.preventDefault()
      onPlace(() => ({
        row: Math.min(1, lines.length),
        column: 0,
        toRow: lines.length,
        toColumn: size.columns - 1,
        editing: null,
      }))
    } else if (isAct && key === 'Enter') {
      event.preventDefault()
      onAddRow()
    } else if (isAct && (key === 'Delete' || key === 'Backspace')) {
      event.preventDefault()
      onRemoveRows()
    } else if (mod) return
    else if (key === 'Escape') {
      released.current = true
      onPlace(() => startPlace(row, column))
    } else if (key === 'Tab') {
      const [nextRow, nextColumn] = stepped(row, column + (shift ? -1 : 1), size)
      if (released.current || (nextRow === row && nextColumn === column)) return
      event.preventDefault()
      move({ kind: 'to', row: nextRow, column: nextColumn })
    } else if (key === 'Enter' || key === 'F2') {
      event.preventDefault()
      open(line === undefined || at === undefined ? '' : editedText(table, line, at))
    } else if (key === 'Delete' || key === 'Backspace') {
      event.preventDefault()
      clear()
    } else if (key === ' ') event.preventDefault()
    // A character, or a key that an input method takes.
    else if ((key.length === 1 || key === 'Process') && (line === undefined || !open('')))
      event.preventDefault()
  }

  function point(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0 || isInput(event.target)) return
    const whole = event.target instanceof Element ? event.target.closest('[data-line]') : null
    if (whole !== null) {
      const chosen = Number(whole.getAttribute('data-line'))
      wantsFocus.current = true
      onPlace(({ row: from }) =>
        event.shiftKey
          ? { row: Math.max(1, from), column: 0, toRow: chosen, toColumn: size.columns - 1, editing: null }
          : { row: chosen, column: 0, toRow: chosen, toColumn: size.columns - 1, editing: null },
      )
      event.preventDefault()
      return
    }
    const cell = placeOf(event.target)
    if (cell !== null) move({ kind: 'to', ...cell, extend: event.shiftKey })
  }
  function drag(event: PointerEvent<HTMLElement>) {
    const cell = event.buttons === 1 && !isInput(event.target) && !isEditing ? placeOf(event.target) : null
    if (cell !== null && (cell.row !== place.toRow || cell.column !== place.toColumn))
      move({ kind: 'to', ...cell, extend: true }, false)
  }
  function copy(event: ClipboardEvent<HTMLElement>) {
    if (isInput(event.target)) return
    const { top, bottom, left, right } = selection({ ...place, row, column })
    const shown = columns.slice(left, right + 1)
    const block = Array.from({ length: bottom - top + 1 }, (_, down) => {
      const each = lines[top + down - 1]
      return shown.map((into) => (each === undefined ? nameOf(into) : (cellText(table, each, into) ?? '')))
    })
    event.clipboardData.setData('text/plain', writeBlock(block))
    event.preventDefault()
    setAnnounced(t('copied', { rows: block.length, columns: shown.length }))
  }
  function paste(event: ClipboardEvent<HTMLElement>) {
    const text = event.clipboardData.getData('text/plain')
    const block = readBlock(text)
    const isBlock = block.length > 1 || (block[0]?.length ?? 0) > 1
    if (isInput(event.target) && !isBlock) return
    event.preventDefault()
    if (text === '') return
    if (readOnly) return setAnnounced(t('readOnly'))
    const from: GridLine = line ?? { kind: 'row', index: 0 }
    if (!isBlock) {
      // One value goes into every cell that is selected.
      const { top, bottom, left, right } = selection({ ...place, row, column })
      let next = table
      for (const each of lines.slice(Math.max(0, top - 1), bottom))
        for (const into of columns.slice(left, right + 1))
          if (mayEdit(each, into) === null) next = setCell(next, each, into, read(into, block[0]?.[0] ?? ''))
      return onChange(next)
    }
    const { table: next, rows, dropped } = pasteBlock(table, columns, { line: from, column }, block, read)
    onChange(next)
    wantsFocus.current = true
    const [width, height] = [Math.max(...block.map((cells) => cells.length)), rows]
    onPlace(() => ({
      row: Math.max(1, row),
      column,
      toRow: Math.max(1, row) + height - 1,
      toColumn: Math.min(size.columns - 1, column + width - 1),
      editing: null,
    }))
    setAnnounced(t(dropped > 0 ? 'pastedDropped' : 'pasted', { rows, dropped }))
  }

  const { top, bottom, left, right } = selection({ ...place, row, column })
  const isRange = top !== bottom || left !== right
  const cellClass = (gridRow: number, gridColumn: number, ...more: (string | null)[]) =>
    [
      ...more,
      gridRow === row && gridColumn === column ? 'is-active' : null,
      gridRow === row && gridColumn === column && isEditing ? 'is-editing' : null,
      isRange && gridRow >= top && gridRow <= bottom && gridColumn >= left && gridColumn <= right
        ? 'is-selected'
        : null,
    ]
      .filter((each) => each !== null)
      .join(' ')
  const tabStop = (gridRow: number, gridColumn: number) => (gridRow === row && gridColumn === column ? 0 : -1)
  const outputStart = table.inputs.length
  return (
    <div
      className="rtg-scroll"
      ref={scroll}
      onKeyDown={press}
      onPointerDown={point}
      onPointerOver={drag}
      onDoubleClick={(event) => {
        if (isInput(event.target) || placeOf(event.target) === null || at === undefined) return
        open(line === undefined ? '' : editedText(table, line, at))
      }}
      onCopy={copy}
      onCut={(event) => {
        if (isInput(event.target)) return
        copy(event)
        clear()
      }}
      onPaste={paste}
    >
      <p id={`${id}-help`} className="unseen">
        {t('help')}
      </p>
      <table
        role="grid"
        className="rtg-table"
        aria-label={label}
        aria-describedby={`${id}-help`}
        aria-multiselectable="true"
        aria-readonly={readOnly}
        aria-rowcount={size.rows}
      >
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col" className="rtg-number">
              <span title={t(`hit.${table.hit}`)}>{t(`short.${table.hit}`)}</span>
            </th>
            {columns.map((each, index) => (
              <th
                key={columnKey(each)}
                role="columnheader"
                scope="col"
                data-cell={`0:${index}`}
                tabIndex={tabStop(0, index)}
                className={cellClass(0, index, `rtg-head-${each.kind}`, edgeOf(index, outputStart, table))}
                aria-selected={isRange ? index >= left && index <= right && top === 0 : undefined}
              >
                <HeadCell
                  table={table}
                  column={each}
                  name={nameOf(each)}
                  fault={marks.columns.find(({ column: faulty }) => columnKey(faulty) === columnKey(each))}
                />
              </th>
            ))}
            <th role="columnheader" scope="col" className="rtg-check">
              {t('check')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((each, index) => {
            const gridRow = index + 1
            return (
              <tr
                key={each.kind === 'row' ? each.index : 'otherwise'}
                role="row"
                className={each.kind === 'otherwise' ? 'rtg-otherwise' : undefined}
              >
                <th role="rowheader" scope="row" className="rtg-number" data-line={gridRow}>
                  {each.kind === 'row' ? each.index + 1 : t('otherwise')}
                </th>
                {columns.map((into, atColumn) => {
                  const text = cellText(table, each, into)
                  const fault = markOfCell(marks, each, into)
                  const isOpen = gridRow === row && atColumn === column ? place.editing : null
                  return (
                    <td
                      key={columnKey(into)}
                      role="gridcell"
                      data-cell={`${gridRow}:${atColumn}`}
                      tabIndex={tabStop(gridRow, atColumn)}
                      aria-invalid={fault === null ? undefined : true}
                      aria-selected={
                        isRange
                          ? gridRow >= top && gridRow <= bottom && atColumn >= left && atColumn <= right
                          : undefined
                      }
                      aria-readonly={text === null ? true : undefined}
                      className={cellClass(
                        gridRow,
                        atColumn,
                        `rtg-cell-${into.kind}`,
                        edgeOf(atColumn, outputStart, table),
                        fault === null ? null : `rtg-${fault}`,
                        text === null ? 'rtg-none' : null,
                      )}
                    >
                      {isOpen === null ? (
                        <ShownCell text={text} column={into} values={values[atColumn] ?? null} />
                      ) : (
                        <CellInput
                          initial={isOpen}
                          label={t('cellName', { row: lineName(each), column: nameOf(into) })}
                          values={values[atColumn] ?? null}
                          onTake={take}
                          onGiveUp={giveUp}
                        />
                      )}
                    </td>
                  )
                })}
                <td role="gridcell" className="rtg-check">
                  <RowChecks
                    marks={marks.rows.get(each.kind === 'otherwise' ? OTHERWISE : each.index) ?? []}
                    checked={checked}
                    nameOf={nameOf}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {table.rows.length === 0 ? <p className="rtg-empty soft">{t('noRows')}</p> : null}
      <div className="unseen" role="status" aria-live="polite">
        {announced}
      </div>
    </div>
  )
}

export type Onward = 'stay' | 'down' | 'up' | 'next' | 'before'
const STEPS: Readonly<Record<Onward, readonly [number, number]>> = {
  stay: [0, 0],
  down: [1, 0],
  up: [-1, 0],
  next: [0, 1],
  before: [0, -1],
}

/** Over the end of a line into the next one; at the ends of the grid it stays. */
function stepped(
  row: number,
  column: number,
  size: { readonly rows: number; readonly columns: number },
): [number, number] {
  if (column >= size.columns) return row + 1 < size.rows ? [row + 1, 0] : [row, size.columns - 1]
  if (column < 0) return row > 0 ? [row - 1, size.columns - 1] : [0, 0]
  return [Math.min(Math.max(0, row), size.rows - 1), column]
}

/** A test that everything passes is opened empty. */
function editedText(table: RuleTable, line: GridLine, column: GridColumn): string {
  const text = cellText(table, line, column) ?? ''
  return column.kind === 'input' && text === '-' ? '' : text
}

function columnKey(column: GridColumn): string {
  return 'index' in column ? `${column.kind}-${column.index}` : column.kind
}

/** A heavier line where outputs begin and where they end. */
function edgeOf(index: number, outputStart: number, table: RuleTable): string | null {
  return index === outputStart || index === outputStart + table.outputs.length ? 'rtg-edge' : null
}

function placeOf(target: EventTarget): { row: number; column: number } | null {
  const cell = target instanceof Element ? target.closest('[data-cell]') : null
  const [row, column] = (cell?.getAttribute('data-cell') ?? '').split(':').map(Number)
  return cell === null || row === undefined || column === undefined ? null : { row, column }
}

function isInput(target: EventTarget): boolean {
  return target instanceof HTMLInputElement
}
