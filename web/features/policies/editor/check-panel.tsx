import type { PolicyFindingView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { factWords } from '../../../ui/rules/fact-words.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { isContradiction } from './finding-places.ts'
import { useFindingWords } from './finding-words.ts'
import type { LiveCheck } from './use-live-check.ts'

type Check = LiveCheck

/** 校验: what keeps it from being published, what should be looked at, and how its examples come out; each leads to its place. */
export function CheckPanel({
  check,
  error,
  busy,
  definition,
  proposed,
  onShow,
}: {
  readonly check: Check | undefined
  readonly error: Error | null
  readonly busy: boolean
  readonly definition: PolicyDefinition
  readonly proposed: boolean
  /** Null: there is nowhere to go, the definition is only read. */
  readonly onShow: ((finding: PolicyFindingView) => void) | null
}) {
  const t = useText(policyEditorTexts)
  const wordsOf = useFindingWords(definition)
  if (error !== null && !busy)
    return (
      <section className="editor-side-part" aria-label={t('check')}>
        <h2>{t('check')}</h2>
        <p className="small">{t('unreadable')}</p>
        <ErrorState error={error} />
      </section>
    )
  const findings = check?.findings ?? []
  const errors = findings.filter(({ severity }) => severity === 'error')
  // A contradiction is what to look at first.
  const ordered = [
    ...errors.filter(isContradiction),
    ...errors.filter((each) => !isContradiction(each)),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ]
  const failed = (check?.tests ?? []).filter(({ passed }) => !passed)
  const warnings = findings.length - errors.length
  return (
    <section className="editor-side-part" aria-label={t('check')} aria-busy={busy}>
      <h2>
        {t('check')}{' '}
        <span className="soft small" role="status">
          {busy ? t('checkBusy') : ''}
        </span>
      </h2>
      {check === undefined ? null : (
        <>
          <p className="editor-sums">
            {check.publishable ? (
              <StatusMark tone="good">{t(proposed ? 'publishableProposed' : 'publishable')}</StatusMark>
            ) : null}
            {errors.length > 0 ? (
              <StatusMark tone="bad">{t('errors', { n: errors.length })}</StatusMark>
            ) : null}
            {failed.length > 0 ? (
              <StatusMark tone="bad">{t('testsFailed', { n: failed.length })}</StatusMark>
            ) : null}
            {warnings > 0 ? <StatusMark tone="warn">{t('warnings', { n: warnings })}</StatusMark> : null}
            {failed.length === 0 && check.tests.length > 0 ? (
              <StatusMark tone="good">{t('testsPassed', { n: check.tests.length })}</StatusMark>
            ) : null}
          </p>
          <ul className="editor-findings">
            {ordered.map((finding, at) => (
              <li key={`${finding.code} ${finding.path.join('.')} ${finding.condition ?? ''} ${at}`}>
                <span className={finding.severity === 'error' ? 'mark-bad' : 'mark-warn'} aria-hidden="true">
                  {finding.severity === 'error' ? '■' : '▲'}
                </span>
                {onShow === null ? (
                  <span>{wordsOf(finding)}</span>
                ) : (
                  <button type="button" className="editor-finding" onClick={() => onShow(finding)}>
                    {wordsOf(finding)}
                  </button>
                )}
              </li>
            ))}
            {failed.map(({ title, expected, actual }) => (
              <li key={title}>
                <span className="mark-bad" aria-hidden="true">
                  ■
                </span>
                <span>
                  <TestWords title={title} expected={expected} actual={actual} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function TestWords({
  title,
  expected,
  actual,
}: Pick<Check['tests'][number], 'title' | 'expected' | 'actual'>) {
  const t = useText(policyEditorTexts)
  const { language } = useFormat()
  const outcome = ({ answer, amount }: Check['tests'][number]['expected']) =>
    amount === null
      ? t(`answer.${answer}`)
      : t('withAmount', { answer: t(`answer.${answer}`), amount: factWords(amount, '万元', language) })
  return t('testFailed', { title, expected: outcome(expected), actual: outcome(actual) })
}
