import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useState } from 'react'
import type { CompiledForm, Localisation } from '#domain/indicators'
import type { FilingSheet, Finding } from '#contract/statistics'
import { commonTexts } from '../../../text/common.ts'
import { sidePanelTexts } from '../../../text/filing-sheet.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { FindingLine } from '../shared/finding-line.tsx'
import { cellLabel, findingSentence } from '../shared/finding-words.ts'
import type { FindingScope } from '../shared/finding-words.ts'
import { isPossible } from './sheet-state.ts'
import type { SheetStore } from './sheet-store.ts'
import type { Checks } from './use-checks.ts'
import { useFilingAct } from './use-sheet-acts.ts'
import { shownEntry } from './write-entry.ts'

/** All that the checks found: the fewest cells to change, errors, what is missing, and what is to be explained. */
export function ChecksPanel({
  view,
  form,
  store,
  checks,
  active,
  isPast,
  onCell,
}: {
  readonly view: FilingSheet
  readonly form: CompiledForm
  readonly store: SheetStore
  readonly checks: Checks
  readonly active: string
  readonly isPast: boolean
  readonly onCell: (code: string) => void
}) {
  const t = useText(sidePanelTexts)
  const { errors, missing, unexplained, explained } = checks.groups
  const scope: FindingScope = { form: form.definition, values: checks.values, context: view.context }
  const first = (finding: Finding) => (finding.cells.includes(active) ? 0 : 1)
  // What concerns the chosen cell comes first; within that the order of the form stays.
  const ordered = (findings: readonly Finding[]) => findings.toSorted((a, b) => first(a) - first(b))
  const nothing = errors.length + missing.length + unexplained.length === 0
  return (
    <>
      <div className="side-counts">
        {errors.length > 0 ? <StatusMark tone="bad">{t('errors', { n: errors.length })}</StatusMark> : null}
        {missing.length > 0 ? (
          <StatusMark tone="neutral">{t('missing', { n: missing.length })}</StatusMark>
        ) : null}
        {unexplained.length > 0 ? (
          <StatusMark tone="warn">{t('unexplained', { n: unexplained.length })}</StatusMark>
        ) : null}
        {!checks.begun ? (
          <span className="soft">{t('notBegun')}</span>
        ) : nothing ? (
          <StatusMark tone="good">{t(explained.length > 0 ? 'allExplained' : 'allGood')}</StatusMark>
        ) : null}
      </div>
      {checks.localisation !== null && checks.localisation.cells.length > 0 ? (
        <FewestCells
          localisation={checks.localisation}
          seeking={checks.seeking}
          form={form}
          errors={errors}
          scope={scope}
          onCell={onCell}
        />
      ) : checks.seeking ? (
        <p className="small soft">{t('checking')}</p>
      ) : null}
      {ordered(errors).map((finding) => (
        <div key={finding.rule} className={finding.cells.includes(active) ? 'side-here' : undefined}>
          <FindingLine finding={finding} scope={scope} onCell={onCell} />
        </div>
      ))}
      {ordered(unexplained).map((finding) => (
        <div key={finding.rule} className={finding.cells.includes(active) ? 'side-here' : undefined}>
          <FindingLine finding={finding} scope={scope} onCell={onCell} />
          <Explanation view={view} store={store} rule={finding.rule} isPast={isPast} />
        </div>
      ))}
      {missing.length > 0 ? (
        <section className="side-missing" aria-label={t('missingTitle')}>
          <h3>{t('missingTitle')}</h3>
          <p className="small soft">{t('missingNote')}</p>
          <Cells codes={missing.flatMap(({ cells }) => cells)} form={form} onCell={onCell} />
        </section>
      ) : null}
      {explained.length > 0 ? (
        <details className="side-explained">
          <summary>{t('showExplained', { n: explained.length })}</summary>
          {explained.map((finding) => (
            <div key={finding.rule}>
              <FindingLine
                finding={finding}
                scope={scope}
                onCell={onCell}
                explanation={view.explanations[finding.rule]}
              />
              <Explanation view={view} store={store} rule={finding.rule} isPast={isPast} />
            </div>
          ))}
        </details>
      ) : null}
    </>
  )
}

/** The smallest set of cells whose change can satisfy every error rule, and why it is these. */
function FewestCells({
  localisation,
  seeking,
  form,
  errors,
  scope,
  onCell,
}: {
  readonly localisation: Localisation
  readonly seeking: boolean
  readonly form: CompiledForm
  readonly errors: readonly Finding[]
  readonly scope: FindingScope
  readonly onCell: (code: string) => void
}) {
  const t = useText(sidePanelTexts)
  const { language } = useFormat()
  return (
    <section className="side-fewest" aria-busy={seeking}>
      <h3>
        <span aria-hidden="true">◆</span> {t('fewest', { n: localisation.cells.length })}
      </h3>
      <p className="small soft">{t(localisation.proven ? 'fewestProven' : 'fewestUnproven')}</p>
      <ul>
        {localisation.cells.map((code) => {
          const field = form.fieldByCode.get(code)?.field
          if (field === undefined) return null
          const example = localisation.example[code]
          const broken = errors.filter(({ cells }) => cells.includes(code))
          return (
            <li key={code}>
              <button type="button" className="finding-cell" onClick={() => onCell(code)}>
                {code} {cellLabel(field, language)}
              </button>
              {example === undefined ? null : (
                <span className="small">
                  {' '}
                  {example === null
                    ? t('fewestBlank')
                    : t('fewestExample', { value: shownEntry(field, example, language) })}
                </span>
              )}
              {broken.length > 0 ? (
                <div
                  className="small soft"
                  title={broken.map((finding) => findingSentence(finding, scope, language)).join('\n')}
                >
                  {t('fewestWhy', { rules: broken.map(({ rule }) => rule.replace(/^field:/u, '')) })}
                </div>
              ) : null}
            </li>
          )
        })}
      </ul>
      <p className="small soft">{t('fewestNote')}</p>
    </section>
  )
}

function Cells({
  codes,
  form,
  onCell,
}: {
  readonly codes: readonly string[]
  readonly form: CompiledForm
  readonly onCell: (code: string) => void
}) {
  const { language } = useFormat()
  return (
    <div className="side-cells">
      {codes.map((code) => {
        const field = form.fieldByCode.get(code)?.field
        return (
          <button key={code} type="button" className="finding-cell" onClick={() => onCell(code)}>
            {field === undefined ? code : cellLabel(field, language)}
          </button>
        )
      })}
    </div>
  )
}

/** Why the figure is right all the same: written by who files, read by who approves. */
function Explanation({
  view,
  store,
  rule,
  isPast,
}: {
  readonly view: FilingSheet
  readonly store: SheetStore
  readonly rule: string
  readonly isPast: boolean
}) {
  const t = useText(sidePanelTexts)
  const common = useText(commonTexts)
  const said = view.explanations[rule] ?? ''
  const [text, setText] = useState<string | null>(null)
  const { mutate, isPending, error } = useFilingAct(view, store)
  if (isPast) return null
  if (!isPossible(view, 'explain'))
    return view.version === null ? <p className="small soft">{t('explainNotNow')}</p> : null
  if (text === null)
    return (
      <div className="side-explain">
        <Button size="small" onClick={() => setText(said)}>
          {t(said === '' ? 'explanation' : 'explainChange')}
        </Button>{' '}
        {said === '' ? null : (
          <Button
            size="small"
            loading={isPending}
            onClick={() => mutate({ kind: 'explain', rule, text: '' })}
          >
            {t('explainTakeBack')}
          </Button>
        )}
        {error === null ? null : <ErrorState error={error} />}
      </div>
    )
  return (
    <form
      className="side-explain"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '')
          mutate({ kind: 'explain', rule, text: text.trim() }, { onSuccess: () => setText(null) })
      }}
    >
      <Input.TextArea
        autoFocus
        rows={2}
        maxLength={1000}
        value={text}
        aria-label={t('explanation')}
        aria-describedby={`explain-${rule}`}
        onChange={(event) => setText(event.target.value)}
      />
      <div id={`explain-${rule}`} className="small soft">
        {t('explanationHint')}
      </div>
      {error === null ? null : <ErrorState error={error} />}
      <div className="side-buttons">
        <Button size="small" onClick={() => setText(null)}>
          {common('cancel')}
        </Button>
        <Button
          size="small"
          type="primary"
          htmlType="submit"
          disabled={text.trim() === ''}
          loading={isPending}
        >
          {t('explain')}
        </Button>
      </div>
    </form>
  )
}
