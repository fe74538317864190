import type { Translate } from '../../../text/index.ts'
import { warningTexts } from '../../../text/warnings.ts'

type Key = keyof (typeof warningTexts)['zh-CN']

/** What kind of condition a rule has; a kind without a word stays visible as it is. */
export function conditionWord(condition: string, t: Translate<Key>): string {
  const key = `condition.${condition}`
  return isKey(key) ? t(key) : condition
}

function isKey(key: string): key is Key {
  return key in warningTexts['zh-CN']
}
