import AntApp from 'antd/es/app'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { REVIEWED_KINDS, type Changed, type ItemInput, type Reading } from '#contract/plans'
import { useAddress } from '../../../app/address.ts'
import { ApiError } from '../../../app/api-client.ts'
import { useText } from '../../../text/index.ts'
import { itemTexts, roomTexts } from '../../../text/plans.ts'
import { useKeys } from '../../../ui/keys.ts'
import { Loading, useErrorMessages } from '../../../ui/states.tsx'
import { valuesOf } from '../item-form-values.ts'
import { shortTitle } from '../item-words.ts'
import { MOST_DECISIONS, useReviewChanges, type ReviewChange } from '../review-changes.ts'
import {
  followingTask,
  headingTrail,
  isOpen,
  itemAt,
  listedItems,
  nextOpen,
  stands,
  step,
  type Decision,
  type ReviewedItem,
  type ReviewedKind,
} from '../review-state.ts'
import type { Span } from '../segment-text.ts'
import { sentenceAfter, splitPieces } from '../sentences.ts'
import { selectedSpan } from '../text-places.ts'
import { DocumentDialog } from './document-dialog.tsx'
import { FindingsPanel } from './findings-panel.tsx'
import { HistoryDrawer } from './history-drawer.tsx'
import { ItemForm } from './item-form.tsx'
import { ItemList } from './item-list.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { markHovered } from './mark-hovered.ts'
import { NewItem } from './new-item.tsx'
import { NoItems } from './no-items.tsx'
import { RoomBar } from './room-bar.tsx'
import { SideTools } from './side-tools.tsx'
import { SourceText, type SourceTextHandle } from './source-text.tsx'
import { SourceTools } from './source-tools.tsx'
import { SpanEditor } from './span-editor.tsx'
import { SplitPicker } from './split-picker.tsx'
import { useCardActions } from './use-card-actions.ts'
import { useComparisonWait } from './use-comparison-wait.ts'
import { useMarks } from './use-marks.ts'
import { parseSpan, useSelection } from './use-selection.ts'
import '../reading-room-page.css'

type Mode =
  | { readonly type: 'browse' }
  | { readonly type: 'edit'; readonly item: ReviewedItem; readonly span: Span }
  | { readonly type: 'split'; readonly item: ReviewedItem; readonly pieces: readonly Span[] }
  | { readonly type: 'add'; readonly span: Span; readonly kind: ReviewedKind | null }
type Dialog = 'publish' | 'metadata' | 'keys' | 'history' | null

const BROWSE: Mode = { type: 'browse' }

export function ReadingRoom({ reading }: { readonly reading: Reading }) {
  const t = useText(roomTexts)
  const words = useText(itemTexts)
  const { message, modal } = AntApp.useApp()
  const errorMessages = useErrorMessages()
  const navigate = useNavigate()
  const { versionId, text, items, counters } = reading
  const waiting = useComparisonWait(versionId)
  const canReview = reading.can.includes('review')
  const [address, changeAddress] = useAddress<'item' | 'kind' | 'open' | 'noise' | 'span'>()
  const { selected, setSelected, pick } = useSelection(items, address, changeAddress)
  const [focusMoves, setFocusMoves] = useState(0)
  const [mode, setMode] = useState<Mode>(BROWSE)
  const [dialog, setDialog] = useState<Dialog>(null)
  const [said, setSaid] = useState('')
  const source = useRef<SourceTextHandle>(null)
  const selection = useRef<Span | null>(null)

  const kind = REVIEWED_KINDS.find((each) => each === address.kind) ?? null
  const unreviewedOnly = address.open === '1'
  const listed = useMemo(() => {
    const matching = listedItems(items, { kind, unreviewedOnly })
    if (selected === null || matching.some((item) => item.id === selected)) return matching
    // What was picked in the text or by a link is shown, whatever the filter says.
    return listedItems(items, { kind: null, unreviewedOnly: false }).filter(
      (item) => item.id === selected || matching.includes(item),
    )
  }, [items, kind, unreviewedOnly, selected])
  const current = listed.find((item) => item.id === selected) ?? null
  const open = useMemo(() => listed.filter(isOpen), [listed])
  const trailOf = useMemo(() => headingTrail(items), [items])
  const marks = useMarks(items)
  const bodies = useMemo(
    () => items.flatMap((item) => (item.kind === 'body' && stands(item) ? [item.data.name] : [])),
    [items],
  )

  const { mutate, isSaving } = useReviewChanges(versionId, {
    onDone: goOnWith,
    onRefused: (change, error) => {
      // Back to what was not saved: the keys have already gone on.
      const [only, ...others] = change.action === 'decide' ? change.ids : []
      if (change.action === 'edit') select(change.base.id)
      else if (only !== undefined && others.length === 0) select(only)
      setSaid('')
      const stale = error instanceof ApiError && error.has('plans.stale')
      void message.error(stale ? t('stale') : errorMessages(error).join(' '), 6)
    },
  })

  useEffect(() => {
    if (selected !== null) source.current?.reveal(selected)
  }, [selected])

  const showPlace = useCallback(
    (span: Span) => {
      const item = itemAt(items, span)
      if (item) setSelected(item.id)
      source.current?.showPlace(span)
    },
    [items, setSelected],
  )
  // A link from another document names the words by their place.
  useEffect(() => {
    const span = parseSpan(address.span)
    if (span) source.current?.showPlace(span)
  }, [address.span])

  function select(id: string | null) {
    markHovered(null)
    source.current?.clearPlace()
    setSelected(id)
    if (id !== null) setFocusMoves((n) => n + 1)
  }
  function leaveMode() {
    setMode(BROWSE)
    source.current?.clearPlace()
    setFocusMoves((n) => n + 1)
  }

  function decide(item: ReviewedItem, decision: Decision) {
    if (!canReview) return
    if (decision === 'accept' && !isOpen(item)) return
    if (decision === 'reject' && item.status === 'rejected') return
    if (decision === 'reopen' && isOpen(item)) return
    mutate({ action: 'decide', decision, ids: [item.id] })
    const left = counters.total - counters.reviewed - (isOpen(item) ? 1 : 0)
    setSaid(t(`said.${decision}`, { title: shortTitle(item), n: left }))
    if (decision !== 'reopen') select(nextOpen(listed, item.id) ?? item.id)
  }
  function acceptAll() {
    if (!canReview || open.length === 0) return
    const ids = open.map((item) => item.id)
    modal.confirm({
      title: t('acceptAllTitle', { n: ids.length }),
      content: t('acceptAllBody', { n: ids.length }),
      okText: t('acceptAll', { n: ids.length }),
      cancelText: t('cancel'),
      onOk: () => {
        for (let from = 0; from < ids.length; from += MOST_DECISIONS)
          mutate({ action: 'decide', decision: 'accept', ids: ids.slice(from, from + MOST_DECISIONS) })
        setSaid(t('said.many', { n: ids.length }))
      },
    })
  }
  function edit(item: ReviewedItem) {
    if (!canReview || item.status === 'rejected') return
    setSelected(item.id)
    setMode({ type: 'edit', item, span: { start: item.start, end: item.end } })
  }
  function saveEdit(input: ItemInput) {
    if (mode.type !== 'edit') return
    mutate({ action: 'edit', base: mode.item, item: input, span: mode.span })
    setSaid(t('said.edit'))
    leaveMode()
  }
  function split(item: ReviewedItem) {
    if (!canReview) return
    if (item.kind !== 'task') return void message.info(t('onlyTasks'))
    const pieces = splitPieces(text, item.start, item.end)
    if (pieces.length < 2) return void message.info(t('oneClause'), 5)
    setSelected(item.id)
    setMode({ type: 'split', item, pieces })
  }
  function saveSplit(at: number) {
    if (mode.type !== 'split') return
    mutate({ action: 'split', id: mode.item.id, at })
    leaveMode()
  }
  function merge(item: ReviewedItem) {
    if (!canReview) return
    if (item.kind !== 'task') return void message.info(t('onlyTasks'))
    const next = followingTask(items, item.id)
    if (!next) return void message.info(t('noNextTask'))
    mutate({ action: 'merge', ids: [item.id, next.id] })
  }
  function undo() {
    if (!canReview) return
    if (!reading.canUndo && !isSaving()) return void message.info(t('nothingToUndo'))
    mutate({ action: 'undo' })
  }
  function startAdding() {
    if (!canReview) return
    const selectedNow = source.current?.root()
    const fromText = selectedNow ? selectedSpan(selectedNow, text) : null
    const span = fromText ?? selection.current ?? sentenceAfter(text, current?.end ?? 0)
    if (!span) return void message.info(t('noSelection'))
    setMode({ type: 'add', span, kind: null })
    source.current?.showPlace(span)
  }
  function saveNew(input: ItemInput) {
    if (mode.type !== 'add' || mode.kind === null) return
    mutate({ action: 'add', item: input, span: mode.span })
    leaveMode()
  }
  /** After the server has made or restored items, the first that stands is the one to go on with. */
  function goOnWith(change: ReviewChange, changed: Changed) {
    if (change.action === 'decide' || change.action === 'edit') return
    const first = changed.items.find((item) => item.status !== 'superseded' && item.kind !== 'heading')
    if (first) select(first.id)
    setSaid(t(`said.${change.action}`, first ? { kind: words(`kind.${first.kind}`) } : {}))
  }
  function moveSpan(span: Span) {
    if (mode.type !== 'edit' && mode.type !== 'add') return
    setMode({ ...mode, span })
    source.current?.showPlace(span)
  }
  function takeSelection() {
    if (selection.current) moveSpan(selection.current)
    else void message.info(t('noSelection'))
  }

  const filterKey = (n: number) => () => changeAddress({ kind: REVIEWED_KINDS[n - 1] ?? null })
  useKeys(
    {
      j: () => select(step(listed, selected, 1)),
      k: () => select(step(listed, selected, -1)),
      n: () => select(nextOpen(listed, selected) ?? selected),
      Enter: () => current && decide(current, 'accept'),
      x: () => current && decide(current, 'reject'),
      o: () => current && decide(current, 'reopen'),
      e: () => current && edit(current),
      s: () => current && split(current),
      m: () => current && merge(current),
      h: () => current && setDialog('history'),
      u: undo,
      a: startAdding,
      f: () => changeAddress({ open: unreviewedOnly ? null : '1' }),
      z: () => changeAddress({ noise: address.noise === 'folded' ? null : 'folded' }),
      'Shift+Enter': acceptAll,
      '?': () => setDialog('keys'),
      0: filterKey(0),
      1: filterKey(1),
      2: filterKey(2),
      3: filterKey(3),
      4: filterKey(4),
      5: filterKey(5),
      6: filterKey(6),
    },
    { enabled: mode.type === 'browse' && dialog === null },
  )
  useKeys(
    kindKeys((each) => mode.type === 'add' && setMode({ ...mode, kind: each })),
    { enabled: mode.type === 'add' && mode.kind === null },
  )
  // The form has lost the focus to the text, where words are being selected for it.
  useKeys({ Escape: leaveMode }, { enabled: mode.type !== 'browse' })

  const actions = useCardActions({
    decide,
    edit,
    split,
    merge,
    history: (item) => {
      setSelected(item.id)
      setDialog('history')
    },
  })
  const spanEditor = (span: Span) => (
    <SpanEditor text={text} span={span} onChange={moveSpan} onUseSelection={takeSelection} />
  )
  const editor =
    mode.type === 'edit' ? (
      <ItemForm
        key={mode.item.id}
        kind={mode.item.kind}
        base={mode.item}
        initial={valuesOf(mode.item)}
        bodies={bodies}
        draftKey={`duoyuan.draft.${versionId}.${mode.item.id}.${mode.item.version}`}
        onSave={saveEdit}
        onCancel={leaveMode}
      >
        {mode.item.kind === 'body' ? null : spanEditor(mode.span)}
      </ItemForm>
    ) : mode.type === 'split' ? (
      <SplitPicker text={text} pieces={mode.pieces} onSplit={saveSplit} onCancel={leaveMode} />
    ) : null

  return (
    <div className="room">
      <RoomBar
        reading={reading}
        onPublish={() => setDialog('publish')}
        onMetadata={() => setDialog('metadata')}
        onKeys={() => setDialog('keys')}
      />
      <div className="source">
        <SourceTools
          source={source}
          text={text}
          noise={reading.noise}
          folded={address.noise === 'folded'}
          canAdd={canReview && mode.type === 'browse'}
          onSelected={(span) => (selection.current = span)}
          onFold={(folded) => changeAddress({ noise: folded ? 'folded' : null })}
          onAdd={startAdding}
        />
        <SourceText
          ref={source}
          text={text}
          title={reading.document.title}
          marks={marks}
          noise={reading.noise}
          foldNoise={address.noise === 'folded'}
          selected={selected}
          onPick={pick}
          onHover={markHovered}
        />
      </div>
      <section className="side" aria-label={t('items')}>
        <SideTools
          counters={counters}
          kind={kind}
          unreviewedOnly={unreviewedOnly}
          said={said}
          open={open.length}
          shown={listed.length}
          canReview={canReview}
          canUndo={reading.canUndo}
          onKind={(next) => changeAddress({ kind: next })}
          onUnreviewedOnly={(only) => changeAddress({ open: only ? '1' : null })}
          onAcceptAll={acceptAll}
          onUndo={undo}
        />
        {waiting ? (
          <Loading />
        ) : (
          <ItemList
            items={listed}
            trailOf={trailOf}
            selected={selected}
            focusSelected={focusMoves}
            canReview={canReview}
            hasNextTask={current !== null && followingTask(items, current.id) !== null}
            actions={actions}
            editor={mode.type === 'add' ? null : editor}
            before={
              mode.type === 'add' ? (
                <NewItem
                  versionId={versionId}
                  text={text}
                  span={mode.span}
                  kind={mode.kind}
                  bodies={bodies}
                  spanEditor={spanEditor(mode.span)}
                  onKind={(each) => setMode({ ...mode, kind: each })}
                  onSave={saveNew}
                  onCancel={leaveMode}
                />
              ) : counters.total > 0 ? (
                <FindingsPanel versionId={versionId} onPlace={showPlace} />
              ) : null
            }
            composing={mode.type === 'add'}
            empty={<NoItems any={counters.total > 0} unreviewedOnly={unreviewedOnly} />}
            onSelect={setSelected}
            onHover={markHovered}
          />
        )}
      </section>
      {dialog === 'publish' ? (
        <PublishDialog
          document={reading.document}
          versionId={versionId}
          reviewed={counters.reviewed}
          onClose={() => setDialog(null)}
          onPublished={(planId) => {
            void message.success(t('published'))
            void navigate({ to: '/plans/$planId', params: { planId } })
          }}
        />
      ) : null}
      {dialog === 'metadata' ? (
        <DocumentDialog
          document={reading.document}
          versionId={versionId}
          engine={reading.engine}
          canChange={reading.can.includes('change')}
          onClose={() => setDialog(null)}
          onSaved={() => {
            setDialog(null)
            void message.success(t('metaSaved'))
          }}
        />
      ) : null}
      {dialog === 'keys' ? <KeysDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'history' && current ? (
        <HistoryDrawer versionId={versionId} item={current} onClose={() => setDialog(null)} />
      ) : null}
    </div>
  )
}

function kindKeys(choose: (kind: ReviewedKind) => void): Record<string, () => void> {
  return Object.fromEntries(REVIEWED_KINDS.map((kind, index) => [String(index + 1), () => choose(kind)]))
}
