import Button from 'antd/es/button'
import { useMemo, useState } from 'react'
import type { CellValue, FilingValues, FormField } from '#domain/indicators'
import { commonTexts } from '../../../text/common.ts'
import { entryTexts, sheetTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { cellLabel } from '../shared/finding-words.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { planPaste } from './plan-paste.ts'
import type { PasteLine } from './plan-paste.ts'
import { shownEntry } from './write-entry.ts'
import '../../../ui/plain-table.css'
import './paste-dialog.css'

const TONES = { fill: 'good', same: 'neutral', blank: 'neutral', heading: 'neutral', refused: 'bad' } as const

/** What a pasted block would fill, cell by cell, before anything is filled; what is doubtful says why it is not. */
export function PasteDialog({
  block,
  start,
  fields,
  values,
  onFill,
  onClose,
}: {
  readonly block: readonly (readonly string[])[]
  readonly start: string
  readonly fields: readonly FormField[]
  readonly values: FilingValues
  readonly onFill: (cells: ReadonlyMap<string, CellValue>) => void
  readonly onClose: () => void
}) {
  const t = useText(entryTexts)
  const sheet = useText(sheetTexts)
  const common = useText(commonTexts)
  const { language } = useFormat()
  const [column, setColumn] = useState<number | undefined>(undefined)
  const [onlyRefused, setOnlyRefused] = useState(false)
  const plan = useMemo(
    () => planPaste(block, fields, start, values, column),
    [block, fields, start, values, column],
  )
  const count = (verdict: PasteLine['verdict']) =>
    plan.lines.filter((line) => line.verdict === verdict).length
  const refused = count('refused')
  const lines = onlyRefused ? plan.lines.filter(({ verdict }) => verdict === 'refused') : plan.lines
  const first = fields.find(({ code }) => code === start)
  return (
    <Dialog title={t('pasteTitle')} onClose={onClose}>
      <div className="paste">
        <p>
          {plan.mode === 'named'
            ? t('pasteNamed', { rows: block.length })
            : t('pasteInOrder', {
                rows: block.length,
                cell: first === undefined ? start : cellLabel(first, language),
              })}{' '}
          {t('pasteCounts', { fill: plan.cells.size, same: count('same'), blank: count('blank'), refused })}
        </p>
        <div className="paste-choices">
          {plan.columns.length > 1 ? (
            <label>
              {t('pasteColumn')}{' '}
              <Choice value={String(plan.column)} onChange={(event) => setColumn(Number(event.target.value))}>
                {plan.columns.map(({ index, title, sample }) => (
                  <option key={index} value={index}>
                    {t('pasteColumnOf', { n: String(index + 1), title, sample: sample.slice(0, 20) })}
                  </option>
                ))}
              </Choice>
            </label>
          ) : null}
          {refused > 0 ? (
            <label>
              <input
                type="checkbox"
                checked={onlyRefused}
                onChange={(event) => setOnlyRefused(event.target.checked)}
              />{' '}
              {t('pasteOnlyRefused')}
            </label>
          ) : null}
        </div>
        <div className="paste-lines" tabIndex={0} role="region" aria-label={t('pasteTitle')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('pasteRow')}
                </th>
                <th scope="col">{t('pasteGiven')}</th>
                <th scope="col">{t('pasteCell')}</th>
                <th scope="col" className="number">
                  {t('pasteNow')}
                </th>
                <th scope="col" className="number">
                  {t('pasteAfter')}
                </th>
                <th scope="col">{t('pasteHow')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => {
                const { field, verdict, why, note } = line
                return (
                  <tr key={line.row} className={`paste-${verdict}`}>
                    <td className="number soft">{line.row}</td>
                    <td className="paste-given">
                      {line.name === '' ? null : <span className="soft">{line.name} </span>}
                      {line.given}
                    </td>
                    <td>
                      {field === null ? null : (
                        <>
                          <span className="soft">{field.code}</span> {cellLabel(field, language)}
                        </>
                      )}
                    </td>
                    <td className="number soft">
                      {field === null ? '' : shownEntry(field, line.before, language) || sheet('empty')}
                    </td>
                    <td className="number">
                      {field !== null && verdict === 'fill' ? (
                        <b>{shownEntry(field, line.after, language)}</b>
                      ) : null}
                    </td>
                    <td>
                      <StatusMark tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</StatusMark>
                      {why === null ? null : (
                        <div className="small">
                          {t(`doubt.${why}`, { unit: unitWords(field?.unit ?? null, language) })}
                        </div>
                      )}
                      {note === null ? null : (
                        <div className="small soft">
                          {note.kind === 'converted'
                            ? t('note.converted', { from: note.from })
                            : t('note.negative-in-brackets')}
                        </div>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            type="primary"
            autoFocus
            disabled={plan.cells.size === 0}
            onClick={() => onFill(plan.cells)}
          >
            {plan.cells.size === 0 ? t('pasteNothing') : t('pasteFill', { n: plan.cells.size })}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
