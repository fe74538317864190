import type { Light } from '#domain/ledger'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { formatNumber } from '../../../ui/format.ts'
import './progress-bar.css'

/** Progress in percent, as a thin bar with its figure. With a colour the bar takes it; the figure always says how much. */
export function ProgressBar({
  percent,
  light,
  width = 56,
}: {
  readonly percent: number
  readonly light?: Light
  /** Of the bar, in px. */
  readonly width?: number
}) {
  const t = useText(ledgerTexts)
  const shown = Math.round(percent * 10) / 10
  return (
    <span className="progress">
      <span
        className={light ? `progress-track progress-${light}` : 'progress-track'}
        style={{ width }}
        role="progressbar"
        aria-valuenow={shown}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={t('progressOf', { n: shown })}
      >
        <span style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
      </span>
      <span className="progress-figure">{formatNumber(shown)}%</span>
    </span>
  )
}
