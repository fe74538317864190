import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import InputNumber from 'antd/es/input-number'
import { dutyActTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import type { FigureRow } from './act-values.ts'

/** Figures that go with a report: name, value, unit. */
export function FigureRows({
  id,
  rows,
  onChange,
}: {
  readonly id: string
  readonly rows: readonly FigureRow[]
  readonly onChange: (rows: readonly FigureRow[]) => void
}) {
  const t = useText(dutyActTexts)
  const set = (at: number, part: Partial<FigureRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  return (
    <div className="figure-rows" id={id}>
      {rows.map((row, at) => (
        <div key={at} className="figure-row">
          <Input
            aria-label={`${t('figureName')} ${at + 1}`}
            placeholder={t('figureName')}
            value={row.name}
            maxLength={100}
            onChange={(event) => set(at, { name: event.target.value })}
          />
          <InputNumber
            aria-label={`${t('figureValue')} ${at + 1}`}
            placeholder={t('figureValue')}
            controls={false}
            value={row.value}
            onChange={(value) => set(at, { value: typeof value === 'number' ? value : null })}
          />
          <Input
            aria-label={`${t('figureUnit')} ${at + 1}`}
            placeholder={t('figureUnit')}
            value={row.unit}
            maxLength={20}
            onChange={(event) => set(at, { unit: event.target.value })}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={t('removeFigure', { n: at + 1 })}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            ×
          </button>
        </div>
      ))}
      {rows.length < 30 ? (
        <Button size="small" onClick={() => onChange([...rows, { name: '', value: null, unit: '' }])}>
          {t('addFigure')}
        </Button>
      ) : null}
    </div>
  )
}
