import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { createContext, useContext, useMemo, useState } from 'react'
import type { DragEvent, KeyboardEvent } from 'react'
import type { BilingualText } from '#domain/kernel'
import type { ClauseReference, RuleNode, RuleStatus } from '#domain/rules'
import { useText } from '../../text/index.ts'
import { ruleEditorTexts } from '../../text/rule-editor.ts'
import { verdictTexts } from '../../text/verdicts.ts'
import { Choice } from '../choice.tsx'
import { Disclosure } from '../disclosure.tsx'
import { NumberField } from '../number-field.tsx'
import { useSay } from '../say.ts'
import { ExpressionEditor } from './expression-editor.tsx'
import type { ExpressionNames } from './expression-names.ts'
import {
  addNode,
  changeKind,
  childrenOf,
  editNode,
  moveBeside,
  moveNode,
  newCondition,
  newGroup,
  nodeById,
  nodesOf,
  parentOf,
  removeNode,
  unwrapNode,
  wrapNode,
} from './rule-tree-edits.ts'
import type { GroupKind, Move, RuleCondition } from './rule-tree-edits.ts'
import './rule-tree-editor.css'

const KINDS = ['all', 'any', 'at-least', 'not'] as const
const STATUSES = ['verified', 'unverified', 'assumed', 'example'] as const satisfies readonly RuleStatus[]
const MOVES = ['up', 'down', 'in', 'out'] as const
const MOVE_FACES = { up: '↑', down: '↓', in: '→', out: '←' } as const
const MOVE_WORDS = { up: 'moveUp', down: 'moveDown', in: 'moveIn', out: 'moveOut' } as const

/** What is said of a node beside it. */
export interface NodeNote {
  readonly severity: 'error' | 'warning'
  readonly words: string
}

interface TreeEditor {
  readonly root: RuleNode
  readonly names: ExpressionNames
  readonly on: string
  readonly notes: ReadonlyMap<string, readonly NodeNote[]>
  /** Conditions that exclude each other. */
  readonly clashing: ReadonlySet<string>
  readonly numbers: ReadonlyMap<string, number>
  readonly dragged: string | null
  readonly drag: (id: string | null) => void
  /** `place`: what is typed into; null: a step of its own. */
  readonly change: (next: RuleNode, place: string | null) => void
  readonly move: (id: string, move: Move) => void
}
const TreeContext = createContext<TreeEditor | null>(null)
function useTree(): TreeEditor {
  const editor = useContext(TreeContext)
  if (editor === null) throw new Error('a node outside of the tree')
  return editor
}

/** The id under which a node of the tree stands in the page. */
export function nodePlace(id: string): string {
  return `rule-node-${id}`
}

/** A rule as a tree that is written: conditions with their expressions, joined in groups, moved by keys, buttons or dragging. */
export function RuleTreeEditor({
  root,
  names,
  on,
  notes,
  clashing,
  onChange,
}: {
  readonly root: RuleNode
  readonly names: ExpressionNames
  readonly on: string
  readonly notes: ReadonlyMap<string, readonly NodeNote[]>
  readonly clashing: ReadonlySet<string>
  readonly onChange: (next: RuleNode, place: string | null) => void
}) {
  const t = useText(ruleEditorTexts)
  const [dragged, drag] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const numbers = useMemo(
    () =>
      new Map(
        nodesOf(root)
          .filter(({ kind }) => kind === 'condition')
          .map(({ id }, at) => [id, at + 1]),
      ),
    [root],
  )
  const editor: TreeEditor = {
    root,
    names,
    on,
    notes,
    clashing,
    numbers,
    dragged,
    drag,
    change: onChange,
    move: (id, move) => {
      const next = moveNode(root, id, move)
      if (next === root) return
      onChange(next, null)
      setSaid(t('moved', { title: nodeById(root, id)?.title?.zh || t('untitled') }))
      keepFocus(id)
    },
  }
  return (
    <TreeContext value={editor}>
      <p className="soft small no-print">{t('keys')}</p>
      <ul className="rule-editor" aria-label={t('tree')}>
        <TreeNode node={root} />
      </ul>
      <span className="unseen" role="status">
        {said}
      </span>
    </TreeContext>
  )
}

/** A node that moved is drawn anew elsewhere; the focus goes with it. */
function keepFocus(id: string) {
  const name = document.activeElement?.getAttribute('aria-label')
  requestAnimationFrame(() => {
    const place = document.getElementById(nodePlace(id))
    const same = [...(place?.querySelectorAll<HTMLElement>('[aria-label]') ?? [])].find(
      (element) => element.getAttribute('aria-label') === name,
    )
    const target = same ?? place
    target?.focus()
    place?.scrollIntoView({ block: 'nearest' })
  })
}

function TreeNode({ node }: { readonly node: RuleNode }) {
  const tree = useTree()
  const t = useText(ruleEditorTexts)
  const say = useSay()
  const [over, setOver] = useState<'before' | 'after' | 'into' | null>(null)
  const title = node.title === null ? '' : say(node.title)
  const isRoot = tree.root.id === node.id
  const label =
    node.kind === 'condition'
      ? t('condition', { n: tree.numbers.get(node.id) ?? 0, title: title || t('untitled') })
      : t('group', { title: title || t(`group.${node.kind}`) })
  const notes = tree.notes.get(node.id) ?? []
  const clashes = tree.clashing.has(node.id)
  function dragOver(event: DragEvent) {
    if (tree.dragged === null || tree.dragged === node.id) return
    const where = dropPlace(event, node, isRoot)
    const next = moveBeside(tree.root, tree.dragged, node.id, where)
    event.stopPropagation()
    if (next === tree.root) return
    event.preventDefault()
    setOver(where)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    event.stopPropagation()
    setOver(null)
    if (tree.dragged === null) return
    const next = moveBeside(tree.root, tree.dragged, node.id, dropPlace(event, node, isRoot))
    if (next !== tree.root) tree.change(next, null)
    tree.drag(null)
  }
  return (
    <li className={`rule-item rule-item-${node.kind}`}>
      <div
        id={nodePlace(node.id)}
        role="group"
        aria-label={label}
        tabIndex={-1}
        className={[
          'rule-node',
          clashes ? 'is-clashing' : '',
          over === null ? '' : `is-over-${over}`,
          node.kind === 'condition' && node.off ? 'is-off' : '',
        ]
          .filter(Boolean)
          .join(' ')}
        onKeyDown={(event) => pressed(event, node, tree)}
        onDragOver={dragOver}
        onDragLeave={() => setOver(null)}
        onDrop={drop}
      >
        {node.kind === 'condition' ? <ConditionFields node={node} /> : <GroupFields node={node} />}
        {clashes ? (
          <div className="rule-note mark-bad small">
            <span aria-hidden="true">■</span> {t('clash')}
          </div>
        ) : null}
        {notes.map(({ severity, words }) => (
          <div
            key={words}
            className={severity === 'error' ? 'rule-note mark-bad small' : 'rule-note mark-warn small'}
          >
            <span aria-hidden="true">{severity === 'error' ? '■' : '▲'}</span> {words}
          </div>
        ))}
      </div>
      {node.kind === 'condition' ? null : (
        <>
          <ul>
            {childrenOf(node).map((child) => (
              <TreeNode key={child.id} node={child} />
            ))}
          </ul>
          {node.kind === 'not' ? null : <AddButtons node={node} />}
        </>
      )}
    </li>
  )
}

function dropPlace(event: DragEvent, node: RuleNode, isRoot: boolean): 'before' | 'after' | 'into' {
  if (node.kind !== 'condition' && node.kind !== 'not') return isRoot ? 'into' : intoOrBeside(event)
  const { top, height } = event.currentTarget.getBoundingClientRect()
  return event.clientY < top + height / 2 ? 'before' : 'after'
}
function intoOrBeside(event: DragEvent): 'before' | 'into' {
  const { top, height } = event.currentTarget.getBoundingClientRect()
  return event.clientY < top + height / 3 ? 'before' : 'into'
}

const ARROWS: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
}
function pressed(event: KeyboardEvent, { id }: RuleNode, tree: TreeEditor) {
  const move = event.altKey && !event.ctrlKey && !event.metaKey ? ARROWS[event.key] : undefined
  if (move === undefined) return
  event.preventDefault()
  event.stopPropagation()
  tree.move(id, move)
}

function AddButtons({ node }: { readonly node: RuleNode }) {
  const t = useText(ruleEditorTexts)
  const { root, change } = useTree()
  const add = (added: RuleNode) => {
    change(addNode(root, node.id, added), null)
    const [field] = nodesOf(added).filter(({ kind }) => kind === 'condition')
    requestAnimationFrame(() =>
      document
        .getElementById(nodePlace((field ?? added).id))
        ?.querySelector('input')
        ?.focus(),
    )
  }
  return (
    <div className="rule-add no-print">
      {childrenOf(node).length === 0 ? (
        <span className="soft small">{t(root.id === node.id ? 'empty' : 'emptyGroup')}</span>
      ) : null}
      <Button size="small" onClick={() => add(newCondition(root))}>
        {t('addCondition')}
      </Button>
      <Button size="small" onClick={() => add(newGroup(root))}>
        {t('addGroup')}
      </Button>
    </div>
  )
}

/** Chinese beside English. */
function TitleFields({
  title,
  labels: [zh, en],
  onTitle,
}: {
  readonly title: BilingualText
  readonly labels: readonly [string, string]
  readonly onTitle: (title: BilingualText, part: 'zh' | 'en') => void
}) {
  return (
    <span className="rule-titles">
      <Input
        aria-label={zh}
        placeholder={zh}
        lang="zh"
        maxLength={4000}
        value={title.zh}
        onChange={({ target }) => onTitle({ ...title, zh: target.value }, 'zh')}
      />
      <Input
        aria-label={en}
        placeholder={en}
        lang="en"
        maxLength={4000}
        value={title.en}
        onChange={({ target }) => onTitle({ ...title, en: target.value }, 'en')}
      />
    </span>
  )
}

function ConditionFields({ node }: { readonly node: RuleCondition }) {
  const t = useText(ruleEditorTexts)
  const words = useText(verdictTexts)
  const { root, names, on, numbers, change } = useTree()
  const edit = (part: Partial<RuleCondition>, place: string | null) =>
    change(
      editNode(root, node.id, (old) => (old.kind === 'condition' ? { ...old, ...part } : old)),
      place === null ? null : `${node.id} ${place}`,
    )
  return (
    <>
      <div className="rule-line">
        <DragHandle id={node.id} />
        <span className="rule-number soft small">{numbers.get(node.id)}</span>
        <TitleFields
          title={node.title}
          labels={[t('conditionTitle'), t('conditionTitleEn')]}
          onTitle={(title, part) => edit({ title }, part)}
        />
        <NodeTools node={node} />
      </div>
      <div className="rule-body">
        <ExpressionEditor
          label={t('expression')}
          value={node.when}
          names={names}
          expected="boolean"
          on={on}
          placeholder={t('expressionHint')}
          invalid={node.when.trim() === ''}
          onChange={(when) => edit({ when }, 'when')}
        />
        <div className="rule-line rule-basis">
          <ClauseFields clause={node.clause} onClause={(clause, place) => edit({ clause }, place)} />
          <Choice
            aria-label={t('status')}
            className="choice-small"
            value={node.status}
            onChange={({ target }) => {
              const status = STATUSES.find((each) => each === target.value)
              if (status !== undefined) edit({ status }, null)
            }}
          >
            {STATUSES.map((status) => (
              <option key={status} value={status}>
                {words(`status.${status}`)}
              </option>
            ))}
          </Choice>
          <label className="rule-off small" title={t('switchedOff')}>
            <input
              type="checkbox"
              checked={node.off}
              onChange={({ target }) => edit({ off: target.checked }, null)}
            />{' '}
            {t('switchOff')}
          </label>
        </div>
      </div>
    </>
  )
}

/** Where it is written: document and clause; a reference into the library of documents stays. */
export function ClauseFields({
  clause,
  onClause,
}: {
  readonly clause: ClauseReference | null
  readonly onClause: (clause: ClauseReference | null, place: string) => void
}) {
  const t = useText(ruleEditorTexts)
  const now = clause ?? { document: '', clause: null, documentId: null, url: null }
  const set = (part: Partial<ClauseReference>, place: string) => {
    const next = { ...now, ...part }
    onClause(next.document === '' && next.clause === null && next.documentId === null ? null : next, place)
  }
  return (
    <span className="rule-clause">
      <Input
        size="small"
        aria-label={t('clauseDocument')}
        placeholder={t('clauseDocument')}
        lang="zh"
        maxLength={300}
        value={now.document}
        onChange={({ target }) => set({ document: target.value }, 'document')}
      />
      <Input
        size="small"
        aria-label={t('clauseWhere')}
        placeholder={t('clauseWhere')}
        lang="zh"
        maxLength={100}
        value={now.clause ?? ''}
        onChange={({ target }) => set({ clause: target.value === '' ? null : target.value }, 'clause')}
      />
    </span>
  )
}

function GroupFields({ node }: { readonly node: Exclude<RuleNode, { kind: 'condition' }> }) {
  const t = useText(ruleEditorTexts)
  const { root, change } = useTree()
  const size = childrenOf(node).length
  return (
    <div className="rule-line">
      {root.id === node.id ? null : <DragHandle id={node.id} />}
      <Choice
        aria-label={t('groupKind')}
        className="choice-small"
        value={node.kind}
        onChange={({ target }) => {
          const kind = KINDS.find((each) => each === target.value)
          if (kind !== undefined) change(changeKind(root, node.id, kind), null)
        }}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`group.${kind}`)}
          </option>
        ))}
      </Choice>
      {node.kind === 'at-least' ? (
        <span className="rule-count">
          <NumberField
            label={t('count')}
            value={node.count}
            width={48}
            whole
            least={1}
            most={100}
            onNumber={(count) =>
              count === null
                ? undefined
                : change(
                    editNode(root, node.id, (old) => (old.kind === 'at-least' ? { ...old, count } : old)),
                    `${node.id} count`,
                  )
            }
          />{' '}
          <span className="soft small nowrap">{t('countOf', { n: size })}</span>
        </span>
      ) : null}
      <TitleFields
        title={node.title ?? { zh: '', en: '' }}
        labels={[t('groupTitle'), t('groupTitleEn')]}
        onTitle={(title, part) =>
          change(
            editNode(root, node.id, (old) =>
              old.kind === 'condition'
                ? old
                : { ...old, title: title.zh === '' && title.en === '' ? null : title },
            ),
            `${node.id} ${part}`,
          )
        }
      />
      <NodeTools node={node} />
    </div>
  )
}

/** With the mouse only: keys and buttons do the same. */
function DragHandle({ id }: { readonly id: string }) {
  const t = useText(ruleEditorTexts)
  const { drag } = useTree()
  return (
    <span
      className="rule-drag no-print"
      draggable
      title={t('drag')}
      aria-hidden="true"
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', id)
        drag(id)
      }}
      onDragEnd={() => drag(null)}
    >
      ⠿
    </span>
  )
}

function NodeTools({ node }: { readonly node: RuleNode }) {
  const t = useText(ruleEditorTexts)
  const { root, change, move } = useTree()
  const isRoot = root.id === node.id
  const wraps = KINDS.filter((kind): kind is GroupKind => kind !== 'at-least')
  const isOfNegation = parentOf(root, node.id)?.kind === 'not'
  return (
    <span className="rule-tools no-print">
      {isRoot
        ? null
        : MOVES.map((each) => (
            <button
              key={each}
              type="button"
              className="rule-tool"
              aria-label={t(MOVE_WORDS[each])}
              title={t(MOVE_WORDS[each])}
              disabled={moveNode(root, node.id, each) === root}
              onClick={() => move(node.id, each)}
            >
              <span aria-hidden="true">{MOVE_FACES[each]}</span>
            </button>
          ))}
      <Disclosure className="rule-more" label={t('more')} face={<span aria-hidden="true">⋯</span>}>
        {(close) => (
          <>
            {wraps.map((kind) => (
              <button
                key={kind}
                type="button"
                className="rule-act"
                onClick={() => {
                  change(wrapNode(root, node.id, kind), null)
                  close()
                }}
              >
                {t('wrap', { kind: t(`group.${kind}`) })}
              </button>
            ))}
            {node.kind !== 'condition' && unwrapNode(root, node.id) !== root && !isOfNegation ? (
              <button
                type="button"
                className="rule-act"
                onClick={() => {
                  change(unwrapNode(root, node.id), null)
                  close()
                }}
              >
                {t('unwrap')}
              </button>
            ) : null}
          </>
        )}
      </Disclosure>
      {isRoot ? null : (
        <button
          type="button"
          className="rule-tool"
          aria-label={t('remove')}
          title={t('remove')}
          onClick={() => change(removeNode(root, node.id), null)}
        >
          <span aria-hidden="true">×</span>
        </button>
      )}
    </span>
  )
}
