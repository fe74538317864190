import { useMemo } from 'react'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { Panel } from '../../../ui/page.tsx'
import { PolicyTestsEditor } from '../../../ui/rule-editor/policy-tests-editor.tsx'
import { nodesOf } from '../../../ui/rule-editor/rule-tree-edits.ts'
import { namesIn } from '../../../ui/rules/rule-names.ts'
import { usePolicyEditor } from './policy-editor.ts'

/** 测试用例: examples kept with the policy; it is not published while one of them fails. */
export function TestsPart() {
  const t = useText(policyEditorTexts)
  const { definition, change, names, results } = usePolicyEditor()
  const { eligibility, benefit, tables, tests } = definition
  const asked = useMemo(() => {
    const written = [
      ...nodesOf(eligibility).map((node) => (node.kind === 'condition' ? node.when : '')),
      benefit.amount ?? '',
      ...tables.flatMap(({ inputs }) => inputs.map(({ expression }) => expression)),
    ].join('\n')
    return namesIn(
      written,
      names.book.facts.map(({ code }) => code),
    )
  }, [eligibility, benefit.amount, tables, names])
  const initials = useMemo(() => Object.fromEntries(names.initials), [names])
  return (
    <Panel title={t('part.tests')} label={t('part.tests')}>
      <div data-place="tests">
        <PolicyTestsEditor
          tests={tests}
          results={results}
          facts={names.book.facts}
          initials={initials}
          asked={asked}
          readOnly={false}
          onChange={(next) => change((old) => ({ ...old, tests: next }), 'tests')}
        />
      </div>
    </Panel>
  )
}
