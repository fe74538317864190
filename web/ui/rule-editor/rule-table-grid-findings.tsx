import Button from 'antd/es/button'
import type { PolicyFindingView } from '#contract/policies'
import { useIssueText } from '../../text/issues.ts'
import { ruleTableTexts } from '../../text/rule-tables.ts'
import { useText } from '../../text/index.ts'
import { StatusMark } from '../marks.tsx'
import type { GridColumn } from './rule-table-grid-edits.ts'

/** Everything that the check says of the table, errors first; each leads to its place. */
export function TableFindings({
  findings,
  columns,
  onGoTo,
}: {
  readonly findings: readonly PolicyFindingView[]
  readonly columns: readonly GridColumn[]
  readonly onGoTo: (row: number, column: number) => void
}) {
  const t = useText(ruleTableTexts)
  const wordsOf = useIssueText()
  if (findings.length === 0)
    return (
      <p className="rtg-findings small">
        <StatusMark tone="good">{t('findingsNone')}</StatusMark>
      </p>
    )
  const sorted = [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity !== 'error'),
  ]
  return (
    <ul className="rtg-findings small" aria-label={t('findings')}>
      {sorted.map((finding, index) => {
        const place = placeOf(finding, columns)
        return (
          <li key={`${finding.code} ${finding.path.join('.')} ${index}`}>
            <StatusMark tone={finding.severity === 'error' ? 'bad' : 'warn'}>{''}</StatusMark>
            <span>{wordsOf(finding)}</span>
            {place === null ? null : (
              <Button size="small" type="link" onClick={() => onGoTo(place.row, place.column)}>
                {t('goTo')}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** Where in the grid a finding points; its head is line 0. */
function placeOf(
  { path }: PolicyFindingView,
  columns: readonly GridColumn[],
): { row: number; column: number } | null {
  const [part, index, side, cell] = path.slice(2)
  if (typeof index !== 'number') return null
  const at = (kind: GridColumn['kind'], wanted: number) =>
    Math.max(
      0,
      columns.findIndex(
        (column) => column.kind === kind && (!('index' in column) || column.index === wanted),
      ),
    )
  if (part === 'rows')
    return {
      row: index + 1,
      column: typeof cell === 'number' ? at(side === 'outputs' ? 'output' : 'input', cell) : 0,
    }
  if (part === 'inputs') return { row: 0, column: at('input', index) }
  if (part === 'outputs') return { row: 0, column: at('output', index) }
  return part === 'otherwise' ? { row: Number.MAX_SAFE_INTEGER, column: at('output', index) } : null
}
