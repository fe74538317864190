import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useId, useRef } from 'react'
import { inspectionTexts } from '../../../text/ledger-inspections.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { DutyPicker } from '../duty/duty-picker.tsx'
import { BodySelect } from '../shared/body-select.tsx'
import { METHODS } from './inspection-words.ts'
import type { PlanFault, PlannedItem } from './inspection-words.ts'

/** Items of an inspection as they are written: whom, which duty, what, how. */
export function ItemRows({
  items,
  faults,
  onChange,
}: {
  readonly items: readonly PlannedItem[]
  readonly faults: ReadonlyMap<number, PlanFault>
  readonly onChange: (items: readonly PlannedItem[]) => void
}) {
  const t = useText(inspectionTexts)
  const id = useId()
  const last = useRef(0)
  const set = (key: number, change: Partial<PlannedItem>) =>
    onChange(items.map((item) => (item.key === key ? { ...item, ...change } : item)))
  return (
    <>
      {items.length > 0 ? (
        <ol className="plan-items">
          {items.map((item, index) => {
            const fault = faults.get(item.key)
            const n = index + 1
            return (
              <li key={item.key}>
                <BodySelect
                  id={`${id}-body-${item.key}`}
                  label={`${t('body')} ${n}`}
                  placeholder={t('body')}
                  status={fault === 'bodyMissing' ? 'error' : ''}
                  value={item.bodyId}
                  onChange={(bodyId) => set(item.key, { bodyId })}
                />
                <Choice
                  aria-label={`${t('method')} ${n}`}
                  value={item.method}
                  onChange={(event) =>
                    set(item.key, { method: METHODS.find((each) => each === event.target.value) ?? 'paper' })
                  }
                >
                  {METHODS.map((each) => (
                    <option key={each} value={each}>
                      {t(`method.${each}`)}
                    </option>
                  ))}
                </Choice>
                <DutyPicker
                  id={`${id}-duty-${item.key}`}
                  label={`${t('duty')} ${n}`}
                  value={item.dutyId}
                  except=""
                  onChange={(dutyId) => set(item.key, { dutyId })}
                />
                <Button
                  type="text"
                  aria-label={t('removeItem', { n })}
                  onClick={() => onChange(items.filter(({ key }) => key !== item.key))}
                >
                  ×
                </Button>
                <TextArea
                  aria-label={`${t('text')} ${n}`}
                  placeholder={t('text')}
                  value={item.text}
                  maxLength={1000}
                  status={fault === 'textMissing' ? 'error' : ''}
                  aria-invalid={fault === 'textMissing'}
                  autoSize={{ minRows: 1, maxRows: 6 }}
                  onChange={(event) => set(item.key, { text: event.target.value })}
                />
                {fault ? <div className="field-error">■ {t(fault)}</div> : null}
              </li>
            )
          })}
        </ol>
      ) : null}
      <Button
        onClick={() => {
          last.current += 1
          onChange([...items, { key: last.current, bodyId: null, dutyId: null, text: '', method: 'paper' }])
        }}
      >
        {t('addItem')}
      </Button>
    </>
  )
}
