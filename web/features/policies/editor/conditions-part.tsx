import { useMemo } from 'react'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { NumberField } from '../../../ui/number-field.tsx'
import { Panel } from '../../../ui/page.tsx'
import { RuleTreeEditor } from '../../../ui/rule-editor/rule-tree-editor.tsx'
import type { NodeNote } from '../../../ui/rule-editor/rule-tree-editor.tsx'
import { isContradiction, nodesOfFinding, partOf } from './finding-places.ts'
import { useFindingWords } from './finding-words.ts'
import { usePolicyEditor } from './policy-editor.ts'

/** 适用条件: the tree of conditions; what the check says of one stands beside it. */
export function ConditionsPart() {
  const t = useText(policyEditorTexts)
  const format = useFormat()
  const { definition, change, names, on, findings } = usePolicyEditor()
  const wordsOf = useFindingWords(definition)
  const { notes, clashing } = useMemo(() => {
    const beside = new Map<string, NodeNote[]>()
    const excluded = new Set<string>()
    for (const finding of findings) {
      if (partOf(finding.path) !== 'conditions') continue
      const ids = nodesOfFinding(finding, definition)
      if (isContradiction(finding) && ids.length > 1) for (const id of ids) excluded.add(id)
      // What is not filled in is seen in the field itself.
      else if (finding.from !== 'shape')
        for (const id of ids)
          beside.set(id, [...(beside.get(id) ?? []), { severity: finding.severity, words: wordsOf(finding) }])
    }
    return { notes: beside, clashing: excluded }
  }, [findings, definition, wordsOf])
  return (
    <Panel title={t('part.conditions')} label={t('part.conditions')}>
      <div data-place="eligibility">
        <RuleTreeEditor
          root={definition.eligibility}
          names={names}
          on={on}
          notes={notes}
          clashing={clashing}
          onChange={(eligibility, place) => change((old) => ({ ...old, eligibility }), place)}
        />
      </div>
      <div className="editor-near" data-place="nearLimit">
        <Field label={t('nearLimit')} hint={t('nearLimitHint', { share: format.percent(0.2) })}>
          {({ id }) => (
            <NumberField
              id={id}
              label={t('nearLimit')}
              value={definition.nearLimit}
              optional
              scale={100}
              least={0}
              most={10}
              onNumber={(nearLimit) => change((old) => ({ ...old, nearLimit }), 'nearLimit')}
            />
          )}
        </Field>
      </div>
    </Panel>
  )
}
