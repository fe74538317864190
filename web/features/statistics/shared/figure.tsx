import type { CellValue } from '#domain/indicators'
import { useText } from '../../../text/index.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { useFormat } from '../../../ui/format.ts'
import { figureWords, otherUnits } from '../../../ui/filings/figures.ts'

/** A cell's value; a figure with separators, its unit where asked, and the same amount in other units on hover. */
export function Figure({
  value,
  unit,
  withUnit = false,
}: {
  readonly value: CellValue | undefined
  readonly unit: string | null
  readonly withUnit?: boolean
}) {
  const t = useText(statisticsTexts)
  const { language, number } = useFormat()
  if (value === null || value === undefined || value === '') return <span className="faint">—</span>
  if (typeof value !== 'number') return <>{typeof value === 'boolean' ? (value ? '✓' : '✕') : value}</>
  const others = otherUnits(value, unit, language)
  const whole = figureWords(value, unit, language)
  const title = others.length > 0 ? `${whole}\n${t('standsFor', { values: others.join(' = ') })}` : whole
  return <span title={title}>{withUnit ? whole : number(value)}</span>
}
