import Button from 'antd/es/button'
import { annualTexts } from '../../../text/ledger-annual.ts'
import { useText } from '../../../text/index.ts'
import type { ListDifference } from './annual-edits.ts'

/** What somebody else saved in the list meanwhile; my form stays as I left it. */
export function StaleList({
  difference: { added, removed, changed, note },
  onTake,
}: {
  readonly difference: ListDifference
  readonly onTake: () => void
}) {
  const t = useText(annualTexts)
  const lines = [
    ...(note ? [`${t('field.note')}: ${note[0] ?? '—'} → ${note[1] ?? '—'}`] : []),
    ...added.map((title) => `+ ${title}`),
    ...removed.map((title) => `− ${title}`),
    ...changed.map((title) => `≠ ${title}`),
  ]
  return (
    <div className="failed" role="alert">
      <b>{t('staleTitle')}</b>
      <ul lang="zh">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="failed-foot">
        <Button size="small" onClick={onTake}>
          {t('staleTake')}
        </Button>
      </div>
    </div>
  )
}
