import { formTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import type { FieldFault } from './form-faults.ts'

type Key = Parameters<ReturnType<typeof useText<keyof (typeof formTexts)['zh-CN']>>>[0]

/** What is wrong with a value and what would be right. */
export function FaultText({ id, fault }: { readonly id: string; readonly fault: FieldFault }) {
  const t = useText(formTexts)
  const key = `fault.${fault.rule}`
  return (
    <div id={id} className="field-error">
      <span aria-hidden="true">■</span> {isKey(key) ? t(key, { limit: fault.limit }) : t('fault.invalid')}
    </div>
  )
}

function isKey(key: string): key is Key {
  return Object.hasOwn(formTexts['zh-CN'], key)
}
