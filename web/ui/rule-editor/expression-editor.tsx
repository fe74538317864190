import { Suspense, lazy } from 'react'
import { loadPage } from '../../app/load-page.ts'
import type { ExpressionNames } from './expression-names.ts'
import './expression-editor.css'

export interface ExpressionEditorProps {
  readonly label: string
  readonly value: string
  readonly names: ExpressionNames
  /** What it should come out as. */
  readonly expected: 'boolean' | 'number'
  /** The day of which parameters are told. */
  readonly on: string
  readonly placeholder: string
  readonly invalid?: boolean
  readonly onChange: (text: string) => void
}

const Field = lazy(async () => ({
  default: (await loadPage(() => import('./expression-field.tsx'))()).ExpressionField,
}))

/** One expression: completion over what may be named, faults underlined, names explained where the pointer rests. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  return (
    <Suspense
      fallback={
        <code className="expression-waiting" lang="zh">
          {props.value}
        </code>
      }
    >
      <Field {...props} />
    </Suspense>
  )
}
