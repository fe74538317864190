import Button from 'antd/es/button'
import { useState } from 'react'
import type { PolicyTestResult } from '#contract/policies'
import type { PolicyTest } from '#domain/matching'
import type { FactDefinition } from '#domain/rules'
import { policyTestTexts } from '../../text/policy-tests.ts'
import { useText } from '../../text/index.ts'
import { todayOf, useFormat } from '../format.ts'
import { StatusMark } from '../marks.tsx'
import { EmptyState } from '../states.tsx'
import { ExampleForm } from './policy-tests-editor-form.tsx'
import { TakeFactsDialog } from './policy-tests-editor-take.tsx'
import './policy-tests-editor.css'

/**
 * 测试用例: the examples kept with a policy, each with its facts, its day and the answer that it should have; `results` are those of the
 * last check, in the same order. `asked`: the facts that the policy names, so that an enterprise’s facts come without the others.
 */
export function PolicyTestsEditor({
  tests,
  results,
  facts,
  initials = {},
  asked = null,
  onChange,
  readOnly,
}: {
  readonly tests: readonly PolicyTest[]
  readonly results: readonly PolicyTestResult[]
  readonly facts: readonly FactDefinition[]
  /** Pinyin initials of facts, for finding them. */
  readonly initials?: Readonly<Record<string, string>>
  readonly asked?: readonly string[] | null
  readonly onChange: (next: readonly PolicyTest[]) => void
  readonly readOnly: boolean
}) {
  const t = useText(policyTestTexts)
  const format = useFormat()
  const [chosen, setChosen] = useState(0)
  const [taking, setTaking] = useState(false)
  const at = Math.min(chosen, tests.length - 1)
  const test = tests[at]
  const resultOf = (index: number) => freshResult(tests[index], results[index])
  const passed = tests.filter((_, index) => resultOf(index)?.passed === true).length
  function add(one: PolicyTest) {
    onChange([...tests, one])
    setChosen(tests.length)
  }
  function addEmpty() {
    // The day and the answer of the one before: examples of a policy differ in their facts.
    add({
      title: t('newTitle', { n: tests.length + 1 }),
      on: test?.on ?? todayOf(new Date()),
      facts: {},
      expect: { answer: 'yes', amount: null },
    })
  }
  const acts = readOnly ? null : (
    <div className="pte-acts">
      <Button size="small" onClick={addEmpty}>
        {t('add')}
      </Button>
      <Button size="small" onClick={() => setTaking(true)}>
        {t('fromEnterprise')}
      </Button>
    </div>
  )
  return (
    <section className="policy-tests" aria-label={t('list')}>
      {tests.length === 0 ? (
        <EmptyState title={t('none')} action={acts}>
          {t('noneWhy')}
        </EmptyState>
      ) : (
        <div className="pte-columns">
          <div>
            <ul className="pte-list">
              {tests.map(({ title, expect }, index) => (
                <li key={index}>
                  <button
                    type="button"
                    aria-current={index === at ? 'true' : undefined}
                    onClick={() => setChosen(index)}
                  >
                    <span lang="zh">{title}</span>
                    <span className="pte-line small">
                      <ResultMark result={resultOf(index)} />
                      <span className="soft">{t(`short.${expect.answer}`)}</span>
                      {expect.amount === null ? null : (
                        <span className="soft">{format.number(expect.amount)}</span>
                      )}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            <p className="soft small">{t('passedOf', { n: tests.length, passed })}</p>
            {acts}
          </div>
          {test === undefined ? null : (
            <ExampleForm
              key={at}
              test={test}
              result={resultOf(at)}
              facts={facts}
              initials={initials}
              readOnly={readOnly}
              onChange={(next) => onChange(tests.with(at, next))}
              onCopy={() => add({ ...test, title: t('copyTitle', { title: test.title }) })}
              onRemove={() => {
                onChange(tests.toSpliced(at, 1))
                setChosen(Math.max(0, at - 1))
              }}
            />
          )}
        </div>
      )}
      {taking ? (
        <TakeFactsDialog
          facts={facts}
          asked={asked}
          on={test?.on ?? todayOf(new Date())}
          title={t('takenTitle', { n: tests.length + 1 })}
          onClose={() => setTaking(false)}
          onTaken={(one) => {
            add(one)
            setTaking(false)
          }}
        />
      ) : null}
    </section>
  )
}

/** A result speaks of the example as it stood when it was checked; null: of another one by now. */
function freshResult(
  test: PolicyTest | undefined,
  result: PolicyTestResult | undefined,
): PolicyTestResult | null {
  if (test === undefined || result === undefined) return null
  const isSame =
    result.title === test.title &&
    result.on === test.on &&
    result.expected.answer === test.expect.answer &&
    result.expected.amount === test.expect.amount
  return isSame ? result : null
}

export function ResultMark({ result }: { readonly result: PolicyTestResult | null }) {
  const t = useText(policyTestTexts)
  if (result === null) return <StatusMark tone="neutral">{t('notRun')}</StatusMark>
  return (
    <StatusMark tone={result.passed ? 'good' : 'bad'}>{t(result.passed ? 'passed' : 'failed')}</StatusMark>
  )
}
