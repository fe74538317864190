import type { UnitRef } from '#contract/statistics'
import { useLanguage } from '../../text/index.ts'
import { unitNameOf } from './unit-name.ts'

/** The name of who files; one that stays Chinese on an English page is marked as being Chinese. */
export function UnitLabel({ of: unit }: { readonly of: Pick<UnitRef, 'name' | 'nameEn'> }) {
  const language = useLanguage()
  const name = unitNameOf(unit, language)
  return <span lang={name === unit.name ? 'zh' : undefined}>{name}</span>
}
