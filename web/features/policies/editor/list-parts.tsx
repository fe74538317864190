import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { NumberField } from '../../../ui/number-field.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ClauseFields } from '../../../ui/rule-editor/rule-tree-editor.tsx'
import { useSay } from '../../../ui/say.ts'
import { PickList, RemoveButton, changedAt, withoutAt } from './editor-fields.tsx'
import { usePolicyEditor } from './policy-editor.ts'

/** 预算 by calendar year. */
export function BudgetPart() {
  const t = useText(policyEditorTexts)
  const { definition, change, on } = usePolicyEditor()
  const { budget } = definition
  const set = (next: typeof budget, place: string | null) =>
    change((old) => ({ ...old, budget: next }), place)
  return (
    <Panel
      title={t('part.budget')}
      label={t('part.budget')}
      actions={
        <Button
          size="small"
          onClick={() => {
            const year = Math.max(Number(on.slice(0, 4)) - 1, ...budget.map((each) => each.year)) + 1
            set(
              [...budget, { year, amount: budget.at(-1)?.amount ?? 0, source: budget.at(-1)?.source ?? '' }],
              null,
            )
          }}
        >
          {t('addYear')}
        </Button>
      }
    >
      {budget.length === 0 ? (
        <p className="soft" data-place="budget">
          {t('budgetNone')}
        </p>
      ) : (
        <div data-place="budget">
          {budget.map((row, at) => (
            <div key={at} className="editor-line" data-place={`budget.${at}`}>
              <NumberField
                label={`${t('year')} ${at + 1}`}
                value={row.year}
                whole
                least={1900}
                most={2200}
                width={72}
                onNumber={(year) =>
                  year === null ? undefined : set(changedAt(budget, at, { year }), `budget ${at} year`)
                }
              />
              <NumberField
                label={`${t('budgetAmount')} ${row.year}`}
                value={row.amount}
                least={0}
                width={130}
                onNumber={(amount) =>
                  amount === null ? undefined : set(changedAt(budget, at, { amount }), `budget ${at} amount`)
                }
              />
              <span className="soft small nowrap">{t('budgetAmount')}</span>
              <Input
                className="editor-rest"
                aria-label={`${t('source')} ${row.year}`}
                placeholder={t('source')}
                lang="zh"
                maxLength={500}
                value={row.source}
                onChange={({ target }) =>
                  set(changedAt(budget, at, { source: target.value }), `budget ${at} source`)
                }
              />
              <RemoveButton n={at + 1} onRemove={() => set(withoutAt(budget, at), null)} />
            </div>
          ))}
        </div>
      )}
    </Panel>
  )
}

/** 申报材料: what is handed in, and which facts make that needless. */
export function EvidencePart() {
  const t = useText(policyEditorTexts)
  const say = useSay()
  const { definition, change, names } = usePolicyEditor()
  const { evidence } = definition
  const set = (next: typeof evidence, place: string | null) =>
    change((old) => ({ ...old, evidence: next }), place)
  const facts = names.book.facts.map(({ code, title }) => ({ value: code, label: say(title) }))
  return (
    <Panel
      title={t('part.evidence')}
      label={t('part.evidence')}
      actions={
        <Button
          size="small"
          onClick={() =>
            set(
              [...evidence, { id: freeId(evidence), title: { zh: '', en: '' }, facts: [], required: true }],
              null,
            )
          }
        >
          {t('addEvidence')}
        </Button>
      }
    >
      <div data-place="evidence">
        {evidence.length === 0 ? <p className="soft">{t('evidenceNone')}</p> : null}
        {evidence.map((row, at) => (
          <div key={row.id} className="editor-card" data-place={`evidence.${at}`}>
            <div className="editor-line">
              {(['zh', 'en'] as const).map((part) => (
                <Input
                  key={part}
                  className="editor-rest"
                  aria-label={t(part === 'zh' ? 'evidenceZh' : 'evidenceEn', { n: at + 1 })}
                  placeholder={t(part === 'zh' ? 'evidenceZh' : 'evidenceEn', { n: at + 1 })}
                  lang={part}
                  maxLength={4000}
                  value={row.title[part]}
                  onChange={({ target }) =>
                    set(
                      changedAt(evidence, at, { title: { ...row.title, [part]: target.value } }),
                      `evidence ${at} ${part}`,
                    )
                  }
                />
              ))}
              <label className="nowrap">
                <input
                  type="checkbox"
                  checked={row.required}
                  onChange={({ target }) => set(changedAt(evidence, at, { required: target.checked }), null)}
                />{' '}
                {t('required')}
              </label>
              <RemoveButton n={at + 1} onRemove={() => set(withoutAt(evidence, at), null)} />
            </div>
            <PickList
              label={t('evidenceFacts', { n: at + 1 })}
              adds={t('addFact')}
              hint={t('evidenceFactsHint')}
              place={`evidence.${at}.facts`}
              values={row.facts}
              options={facts}
              onValues={(values) => set(changedAt(evidence, at, { facts: values }), null)}
            />
          </div>
        ))}
      </div>
    </Panel>
  )
}

function freeId(evidence: readonly { readonly id: string }[]): string {
  for (let number = evidence.length + 1; ; number += 1)
    if (evidence.every(({ id }) => id !== `e${number}`)) return `e${number}`
}

/** 叠加与互斥: groups of which one benefit only, or up to a ceiling; single policies that do not go together. */
export function GroupsPart() {
  const t = useText(policyEditorTexts)
  const say = useSay()
  const { definition, change, choices } = usePolicyEditor()
  const policies = (choices?.policies ?? [])
    .filter(({ code }) => code !== definition.code)
    .map(({ code, title }) => ({ value: code, label: say(title) || code }))
  return (
    <Panel title={t('part.groups')} label={t('part.groups')}>
      <PickList
        label={t('exclusive')}
        adds={t('addGroup')}
        place="exclusive"
        free
        values={definition.exclusive}
        options={(choices?.exclusive ?? []).map((value) => ({ value, label: value }))}
        onValues={(exclusive) => change((old) => ({ ...old, exclusive }), null)}
      />
      <PickList
        label={t('stacking')}
        adds={t('addGroup')}
        place="stacking"
        values={definition.stacking}
        options={(choices?.groups ?? []).map(({ code, title }) => ({ value: code, label: say(title) }))}
        onValues={(stacking) => change((old) => ({ ...old, stacking }), null)}
      />
      <PickList
        label={t('excludes')}
        adds={t('addPolicy')}
        place="excludes"
        values={definition.excludes}
        options={policies}
        onValues={(excludes) => change((old) => ({ ...old, excludes }), null)}
      />
      <PickList
        label={t('supersedes')}
        adds={t('addPolicy')}
        place="supersedes"
        values={definition.supersedes}
        options={policies}
        onValues={(supersedes) => change((old) => ({ ...old, supersedes }), null)}
      />
    </Panel>
  )
}

/** 条款出处: where the policy is written. */
export function ClausesPart() {
  const t = useText(policyEditorTexts)
  const { definition, change } = usePolicyEditor()
  const { clauses } = definition
  const set = (next: typeof clauses, place: string | null) =>
    change((old) => ({ ...old, clauses: next }), place)
  return (
    <Panel
      title={t('part.clauses')}
      label={t('part.clauses')}
      actions={
        <Button
          size="small"
          onClick={() =>
            set(
              [
                ...clauses,
                {
                  document: clauses.at(-1)?.document ?? '',
                  clause: null,
                  documentId: clauses.at(-1)?.documentId ?? null,
                  url: null,
                },
              ],
              null,
            )
          }
        >
          {t('addClause')}
        </Button>
      }
    >
      <div data-place="clauses">
        {clauses.length === 0 ? <p className="soft">{t('clausesNone')}</p> : null}
        {clauses.map((clause, at) => (
          <div key={at} className="editor-line" data-place={`clauses.${at}`}>
            <ClauseFields
              clause={clause}
              onClause={(next, place) =>
                set(changedAt(clauses, at, next ?? { document: '', clause: null }), `clauses ${at} ${place}`)
              }
            />
            <Input
              size="small"
              className="editor-url"
              aria-label={`${t('url')} ${at + 1}`}
              placeholder={t('url')}
              inputMode="url"
              maxLength={2000}
              value={clause.url ?? ''}
              onChange={({ target }) =>
                set(changedAt(clauses, at, { url: target.value || null }), `clauses ${at} url`)
              }
            />
            <RemoveButton n={at + 1} onRemove={() => set(withoutAt(clauses, at), null)} />
          </div>
        ))}
      </div>
    </Panel>
  )
}
