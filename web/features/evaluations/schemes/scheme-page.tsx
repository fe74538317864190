import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { readScheme, readSchemeChoices, saveScheme } from '#contract/evaluations'
import type { SchemeView } from '#contract/evaluations'
import type { Scheme } from '#domain/evaluation'
import { parseScheme } from '#domain/evaluation'
import { usePathParam, useAddress } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { useSession } from '../../../app/session.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { EvaluationLinks } from '../shared/evaluation-links.tsx'
import { unitNameIn } from '../shared/unit-name.tsx'
import { AboutPart, SourcesPart } from './about-part.tsx'
import { DraftStore } from './draft-store.ts'
import type { DraftState } from './draft-store.ts'
import { EffectPanel } from './effect-panel.tsx'
import { placeOfIssue } from './issue-places.ts'
import { IssueList } from './issue-list.tsx'
import { schemeKeeper } from './kept-scheme.ts'
import { MethodsPart } from './methods-part.tsx'
import { NodePanel } from './node-panel.tsx'
import { PeersPart } from './peers-part.tsx'
import { readDraft } from './read-draft.ts'
import { RulesPart } from './rules-part.tsx'
import { NO_CHOICES, SchemeChoicesContext, SchemeEditorContext } from './scheme-editor.ts'
import type { ChangeScheme, NamedChoices, SchemeEditor } from './scheme-editor.ts'
import { SchemeHead } from './scheme-head.tsx'
import { choicesQuery, keepSavedScheme, schemeQuery } from './scheme-queries.ts'
import { rootOf, treeRows } from './scheme-tree.ts'
import { useIssueWords } from './scheme-words.ts'
import { TreePart } from './tree-part.tsx'
import { tryScheme } from './try-scheme.ts'
import type { Trial } from './try-scheme.ts'
import { UncertaintyPart } from './uncertainty-part.tsx'
import { useTrialData } from './use-trial-data.ts'
import type { TrialData } from './use-trial-data.ts'
import '../../../ui/list-page.css'
import '../../../ui/plain-table.css'
import './scheme-page.css'

/** A scheme: a published one read whole, a draft edited, both beside what they do to the ranking. */
export function SchemePage() {
  const schemeId = usePathParam('schemeId')
  const { data, error, refetch } = useQuery(schemeQuery(schemeId))
  const say = useSay()
  useTitle(data ? say(data.row.name) : '')
  return (
    <div className="page page-wide scheme-page">
      <EvaluationLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        data.row.can.includes('change') ? (
          <Draft key={schemeId} view={data} />
        ) : (
          <Published key={schemeId} view={data} />
        )
      ) : null}
    </div>
  )
}

function Published({ view }: { readonly view: SchemeView }) {
  const scheme = useMemo(() => readDraft(view.definition), [view.definition])
  return scheme === null ? <Unreadable /> : <Whole view={view} scheme={scheme} draft={null} />
}

function Draft({ view }: { readonly view: SchemeView }) {
  const first = useMemo(() => readDraft(view.definition), [view.definition])
  return first === null ? <Unreadable /> : <DraftEditor view={view} first={first} />
}

function DraftEditor({ view, first }: { readonly view: SchemeView; readonly first: Scheme }) {
  const client = useQueryClient()
  const { user } = useSession()
  const { id: schemeId } = view.row
  const [store] = useState(
    () =>
      new DraftStore(
        view,
        first,
        {
          save: async (rowVersion, definition, changeNote) => {
            const saved = await call(saveScheme, {
              params: { schemeId },
              // What is undefined in an object does not travel; the rest is JSON as it is.
              body: { rowVersion, definition: JSON.parse(JSON.stringify(definition)) as null, changeNote },
            })
            keepSavedScheme(client, saved)
            return saved
          },
          read: () => call(readScheme, { params: { schemeId } }),
        },
        schemeKeeper(user.id, schemeId),
      ),
  )
  const state = useSyncExternalStore(store.subscribe, store.get)
  useEffect(() => store.receive(view), [store, view])
  useEffect(() => {
    function ask(event: BeforeUnloadEvent) {
      if (store.get().saving !== 'saved') event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
      store.leave()
    }
  }, [store])
  return <Whole view={view} scheme={state.history.present} draft={{ store, state }} />
}

function Unreadable() {
  const t = useText(evaluationSchemeTexts)
  return <div className="failed">{t('unreadable')}</div>
}

export interface DraftHandle {
  readonly store: DraftStore
  readonly state: DraftState
}

function Whole({
  view,
  scheme,
  draft,
}: {
  readonly view: SchemeView
  readonly scheme: Scheme
  readonly draft: DraftHandle | null
}) {
  const t = useText(evaluationSchemeTexts)
  const [address, changeAddress] = useAddress<'node' | 'side'>()
  const trialData = useTrialData(view)
  const choices = useNamedChoices(view, trialData)
  const later = useDeferredValue(scheme)
  const trial = useTrial(later, trialData)
  const parsed = useMemo(() => parseScheme(later), [later])
  const issueWords = useIssueWords(scheme, choices.unitNames)
  const found = useMemo(() => new Map(trial?.result?.weights.map((weight) => [weight.node, weight])), [trial])
  const rows = useMemo(() => treeRows(scheme, found), [scheme, found])
  const change: ChangeScheme | null = draft?.store.change ?? null
  const selected = address.node ?? null
  const side = address.side === 'node' ? 'node' : 'effect'
  const editor: SchemeEditor = {
    scheme,
    change,
    rows,
    found,
    selected,
    select: (code) => changeAddress({ node: code, side: code === null ? null : 'node' }),
    issues: parsed.ok ? [] : parsed.issues,
    issueWords,
    sources: trialData.run?.sources ?? {},
  }
  function showIssue(index: number) {
    const issue = editor.issues[index]
    if (issue === undefined) return
    const place = placeOfIssue(scheme, issue)
    if (place.node !== null) editor.select(place.node)
    focusPlace(place.node === null ? `part-${place.part}` : 'scheme-side')
  }
  return (
    <SchemeChoicesContext value={choices}>
      <SchemeEditorContext value={editor}>
        <SchemeHead view={view} scheme={scheme} draft={draft} issues={editor.issues.length} />
        {draft !== null && editor.issues.length > 0 ? <IssueList onShow={showIssue} /> : null}
        <PartLinks />
        <div className="scheme-columns">
          <div className="scheme-main">
            {draft === null ? <AboutPart /> : null}
            <TreePart draft={draft} />
            {draft === null ? null : <AboutPart />}
            <MethodsPart />
            <RulesPart />
            <PeersPart />
            <UncertaintyPart />
            <SourcesPart />
          </div>
          <aside id="scheme-side" className="scheme-side" tabIndex={-1} aria-label={t('side')}>
            <div className="scheme-side-tabs" role="group" aria-label={t('side')}>
              {(['effect', 'node'] as const).map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={side === one}
                  onClick={() =>
                    changeAddress({
                      side: one === 'node' ? 'node' : null,
                      ...(one === 'node' && selected === null ? { node: rootOf(scheme)?.code ?? null } : {}),
                    })
                  }
                >
                  {t(`side.${one}`)}
                </button>
              ))}
            </div>
            {side === 'effect' ? (
              <EffectPanel view={view} trial={trial} data={trialData} />
            ) : (
              <NodePanel key={selected ?? ''} />
            )}
          </aside>
        </div>
      </SchemeEditorContext>
    </SchemeChoicesContext>
  )
}

function PartLinks() {
  const t = useText(evaluationSchemeTexts)
  return (
    <nav className="scheme-parts no-print" aria-label={t('parts')}>
      {(['about', 'tree', 'methods', 'rules', 'peers', 'uncertainty', 'sources'] as const).map((part) => (
        <a
          key={part}
          href={`#part-${part}`}
          onClick={(event) => {
            event.preventDefault()
            focusPlace(`part-${part}`)
          }}
        >
          {t(`part.${part}`)}
        </a>
      ))}
    </nav>
  )
}

/** Once what the address says is drawn: the first field that is wrong in the place, or the place itself. */
function focusPlace(id: string) {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const place = document.getElementById(id)
      if (place === null) return
      place.scrollIntoView({ block: id === 'scheme-side' ? 'nearest' : 'start' })
      const target = place.querySelector<HTMLElement>('[aria-invalid="true"]') ?? place
      target.focus({ preventScroll: target === place })
    }),
  )
}

function useTrial(scheme: Scheme, { run }: TrialData): Trial | null {
  return useMemo(() => (run === null ? null : tryScheme(scheme, run.data, run.row.period)), [scheme, run])
}

/** Who may not choose still reads names where the trial data have them. */
function useNamedChoices(view: SchemeView, { run }: TrialData): NamedChoices {
  const language = useLanguage()
  const { roles } = useSession()
  const { access } = readSchemeChoices
  const may = Array.isArray(access) && roles.some((role) => access.includes(role))
  const { data } = useQuery({ ...choicesQuery, enabled: may })
  return useMemo(() => {
    const kind = data?.unitKinds.find((one) => one.kind === view.row.unitKind)
    const groupNames = run?.groupNames ?? {}
    const groupings = kind?.groupings ?? Object.keys(groupNames)
    return {
      ...NO_CHOICES,
      indicators: data?.indicators ?? [],
      columns: kind?.columns ?? [],
      unitKinds: data?.unitKinds.map((one) => one.kind) ?? [],
      groupings: groupings.map((code) => {
        const name = groupNames[code]?.name
        return { code, name: name === undefined ? code : language === 'en' && name.en ? name.en : name.zh }
      }),
      unitNames: new Map(
        run?.data.units.map(({ code, name }) => [
          code,
          run.unitNames[code] === undefined ? name : unitNameIn(run.unitNames, code, language),
        ]),
      ),
    }
  }, [data, view.row.unitKind, run, language])
}
