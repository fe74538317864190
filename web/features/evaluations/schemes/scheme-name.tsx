import type { SchemeRow } from '#contract/evaluations'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useText } from '../../../text/index.ts'
import { NameWords } from '../shared/unit-name.tsx'

/** A draft may have no name yet. */
export function SchemeName({ row }: { readonly row: Pick<SchemeRow, 'name'> }) {
  const t = useText(evaluationSchemeTexts)
  if (row.name.zh === '' && row.name.en === '') return <em>{t('unnamed')}</em>
  return <NameWords of={row.name.zh === '' ? { ...row.name, zh: row.name.en } : row.name} />
}
