import { useMemo } from 'react'
import { compareUnits } from '#domain/evaluation'
import { evaluationUnitTexts } from '../../../../text/evaluation-unit.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import { DifferenceParts } from '../difference-parts.tsx'
import { useRunIssueText } from '../run-words.ts'
import type { UnitPartProps } from './unit-tab.tsx'

/** Why one unit stands before another: the difference of their totals in parts that add up to it. */
export function CompareUnits({ model, words, unit, other }: UnitPartProps & { readonly other: string }) {
  const t = useText(evaluationUnitTexts)
  const issueText = useRunIssueText(words)
  const difference = useMemo(
    () => compareUnits(model.compiled, model.result, other, unit),
    [model, other, unit],
  )
  const names = { from: words.unit(other), to: words.unit(unit) }
  return (
    <Panel title={t('compareTitle', names)}>
      {difference.ok ? (
        <>
          <p className="soft small">{t('compareNote', names)}</p>
          <DifferenceParts
            model={model}
            words={words}
            difference={difference.value}
            fromName={names.from}
            toName={names.to}
          />
        </>
      ) : (
        difference.issues.map((issue) => issueText(issue)).join(' ')
      )}
    </Panel>
  )
}
