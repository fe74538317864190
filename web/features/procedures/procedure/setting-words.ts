import type { SettingView } from '#contract/procedures'
import type { z } from 'zod'
import type { Language } from '../../../text/index.ts'
import { formatNumber } from '../../../ui/format.ts'
import { limitWords } from '../shared/working-time.ts'

export type Setting = z.infer<typeof SettingView>
export type SettingValue = Setting['value']

/** A setting alone does not know by which calendar a clock counts it: days are just days. */
export function settingWords(value: SettingValue, language: Language): string {
  return typeof value === 'number' ? formatNumber(value) : limitWords(value, 'natural', language)
}

export function isChanged(setting: Setting): boolean {
  const { value, shipped } = setting
  if (typeof value === 'number' || typeof shipped === 'number') return value !== shipped
  return value.amount !== shipped.amount || value.unit !== shipped.unit
}
