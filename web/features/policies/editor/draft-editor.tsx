import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useRouter } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { deletePolicyDraft, readPolicy } from '#contract/policies'
import type { PolicyFindingView, PolicyView } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { todayOf } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { expressionNames } from '../../../ui/rule-editor/expression-names.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { policiesKey, ruleBookQuery } from '../shared/policy-queries.ts'
import { AboutPart } from './about-part.tsx'
import { ActDialog } from './act-dialog.tsx'
import { BenefitPart } from './benefit-part.tsx'
import { CheckPanel } from './check-panel.tsx'
import { ConditionsPart } from './conditions-part.tsx'
import { policyChoicesQuery } from './editor-queries.ts'
import { PARTS } from './finding-places.ts'
import { focusPart, showFinding } from './show-finding.ts'
import { BudgetPart, ClausesPart, EvidencePart, GroupsPart } from './list-parts.tsx'
import { MatchDetails, MatchPanel } from './match-panel.tsx'
import { PolicyEditorProvider } from './policy-editor.ts'
import type { PolicyEditor } from './policy-editor.ts'
import { StalePanel } from './stale-panel.tsx'
import { TablesPart } from './tables-part.tsx'
import { TestsPart } from './tests-part.tsx'
import { unwritten } from './trial-definition.ts'
import { useLiveCheck } from './use-live-check.ts'
import { usePolicyDraft } from './use-policy-draft.ts'
import type { PolicyDraft } from './use-policy-draft.ts'
import { VersionHead } from './version-head.tsx'

const SECTIONS = {
  about: AboutPart,
  conditions: ConditionsPart,
  benefit: BenefitPart,
  tables: TablesPart,
  budget: BudgetPart,
  evidence: EvidencePart,
  groups: GroupsPart,
  clauses: ClausesPart,
  tests: TestsPart,
} as const

const NO_FINDINGS: readonly PolicyFindingView[] = []

/** A draft being written, beside whom it reaches and what is wrong with it. */
export function DraftEditor({ view }: { readonly view: PolicyView }) {
  const t = useText(policyEditorTexts)
  const edited = usePolicyDraft(view)
  const { definition, changeNote } = edited.draft
  const live = useLiveCheck(definition)
  const { data: book } = useQuery(ruleBookQuery)
  const { data: choices } = useQuery(policyChoicesQuery)
  const names = useMemo(() => expressionNames(book, definition.tables), [book, definition.tables])
  const leaving = useRef(false)
  const [asks, setAsks] = useState<'propose' | 'delete' | null>(null)
  const findings = live.check?.findings ?? NO_FINDINGS
  const editor: PolicyEditor = {
    definition,
    change: edited.change,
    note: changeNote ?? '',
    changeNote: edited.changeNote,
    names,
    on: todayOf(new Date()),
    choices,
    findings,
    results: live.check?.tests ?? [],
    isOfPark: view.row.owner !== null,
  }
  return (
    <PolicyEditorProvider value={editor}>
      <VersionHead view={view} definition={definition}>
        <EditActs edited={edited} onPropose={() => setAsks('propose')} onDelete={() => setAsks('delete')} />
      </VersionHead>
      <SaveProblems edited={edited} view={view} />
      <nav className="version-parts no-print" aria-label={t('sections')}>
        {PARTS.map((part) => (
          <button key={part} type="button" className="editor-link" onClick={() => focusPart(part)}>
            {t(`part.${part}`)}
          </button>
        ))}
      </nav>
      <div className="version-columns">
        <div className="version-main">
          {PARTS.map((part) => {
            const Section = SECTIONS[part]
            return (
              <div key={part} id={`part-${part}`} tabIndex={-1}>
                <Section />
              </div>
            )
          })}
        </div>
        <aside className="version-side" aria-label={t('live')}>
          <MatchPanel
            trial={live.trial}
            error={live.trialError}
            busy={live.trialBusy}
            definition={definition}
            unwritten={unwritten(definition.eligibility).length}
          />
          <CheckPanel
            check={live.check}
            error={live.checkError}
            busy={live.checkBusy}
            definition={definition}
            proposed={false}
            onShow={(finding) => showFinding(finding, definition)}
          />
          <MatchDetails
            trial={live.trialError === null ? live.trial : undefined}
            definition={definition}
            choices={choices}
          />
        </aside>
      </div>
      {asks === 'propose' ? (
        <ActDialog
          act="propose"
          view={view}
          definition={definition}
          findings={findings}
          prepare={edited.save}
          onClose={() => setAsks(null)}
          onDone={() => setAsks(null)}
        />
      ) : null}
      {asks === 'delete' ? (
        <DeleteDialog
          view={view}
          onLeave={() => {
            leaving.current = true
          }}
          onClose={() => setAsks(null)}
        />
      ) : null}
      <LeaveGuard dirty={edited.dirty} leaving={leaving} />
    </PolicyEditorProvider>
  )
}

function EditActs({
  edited,
  onPropose,
  onDelete,
}: {
  readonly edited: PolicyDraft
  readonly onPropose: () => void
  readonly onDelete: () => void
}) {
  const t = useText(policyEditorTexts)
  const { history, dirty, saving, undo, redo, save } = edited
  useKeys({
    'mod+s': () => void save(),
    'mod+z': undo,
    'mod+Shift+z': redo,
    'mod+y': redo,
  })
  return (
    <>
      <span role="status" className={dirty ? 'mark-warn small' : 'soft small'}>
        {saving ? t('savingNow') : dirty ? `▲ ${t('unsaved')}` : t('saved')}
      </span>
      <Button
        disabled={history.past.length === 0}
        title={`${t('undo')} Ctrl+Z`}
        aria-label={t('undo')}
        onClick={undo}
      >
        <span aria-hidden="true">↶</span>
      </Button>
      <Button
        disabled={history.future.length === 0}
        title={`${t('redo')} Ctrl+Shift+Z`}
        aria-label={t('redo')}
        onClick={redo}
      >
        <span aria-hidden="true">↷</span>
      </Button>
      <Button danger onClick={onDelete}>
        {t('delete')}
      </Button>
      <Button disabled={!dirty} loading={saving} title="Ctrl+S" onClick={() => void save()}>
        {t('save')}
      </Button>
      <Button type="primary" disabled={edited.stale !== null} onClick={onPropose}>
        {t('propose')}
      </Button>
    </>
  )
}

/** Why it was not saved. */
function SaveProblems({ edited, view }: { readonly edited: PolicyDraft; readonly view: PolicyView }) {
  const { stale, error, saving, save, keepMine, takeTheirs, draft } = edited
  const reading = useMutation({
    mutationFn: () =>
      call(readPolicy, { params: { policyId: view.row.id }, query: { version: view.version.id } }),
    onSuccess: takeTheirs,
  })
  return (
    <>
      {stale === null ? null : (
        <StalePanel
          stale={stale}
          definition={draft.definition}
          busy={saving || reading.isPending}
          onMine={() => void keepMine()}
          onTheirs={() => reading.mutate()}
        />
      )}
      {error ? <ErrorState error={error} retry={() => void save()} /> : null}
      {reading.error ? <ErrorState error={reading.error} /> : null}
    </>
  )
}

/** What is not saved is not lost by a wrong click. */
function LeaveGuard({
  dirty,
  leaving,
}: {
  readonly dirty: boolean
  readonly leaving: { readonly current: boolean }
}) {
  const t = useText(policyEditorTexts)
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && !leaving.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty && !leaving.current,
    withResolver: true,
  })
  return blocker.status === 'blocked' ? (
    <AskDialog
      title={t('leaveTitle')}
      why={t('leaveWhy')}
      button={t('leave')}
      danger
      busy={false}
      error={null}
      onClose={() => blocker.reset()}
      onDone={() => blocker.proceed()}
    />
  ) : null
}

function DeleteDialog({
  view,
  onLeave,
  onClose,
}: {
  readonly view: PolicyView
  /** Before the page of what is gone is left. */
  readonly onLeave: () => void
  readonly onClose: () => void
}) {
  const t = useText(policyEditorTexts)
  const client = useQueryClient()
  const router = useRouter()
  const { version, versions, row } = view
  const deleting = useMutation({
    mutationFn: () => call(deletePolicyDraft, { params: { versionId: version.id } }),
    onSuccess: () => {
      onLeave()
      router.history.replace(versions.length > 1 ? `/policies/${row.id}` : '/policies')
      client.removeQueries({
        queryKey: [...policiesKey, 'one', row.id],
        predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(version.id),
      })
      void client.invalidateQueries({ queryKey: policiesKey })
    },
  })
  return (
    <AskDialog
      title={t('delete')}
      why={t('deleteWhy')}
      button={t('delete')}
      danger
      busy={deleting.isPending}
      error={deleting.error}
      onClose={onClose}
      onDone={() => deleting.mutate()}
    />
  )
}
