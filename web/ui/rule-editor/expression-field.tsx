import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { standardKeymap } from '@codemirror/commands'
import { linter } from '@codemirror/lint'
import type { Diagnostic } from '@codemirror/lint'
import { Compartment, EditorState, StateEffect, StateField } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import { Decoration, EditorView, hoverTooltip, keymap, placeholder as placeholderOf } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import { useEffect, useRef, useState } from 'react'
import { completeAt, describeExpression, diagnose } from '#domain/rules'
import type { CompletionOption, DescribedToken } from '#domain/rules'
import { useIssueText } from '../../text/issues.ts'
import { useText } from '../../text/index.ts'
import { ruleEditorTexts } from '../../text/rule-editor.ts'
import { unitWords } from '../filings/figures.ts'
import { useFormat } from '../format.ts'
import { factWords } from '../rules/fact-words.ts'
import { valueOn } from '../rules/rule-names.ts'
import { say } from '../say.ts'
import type { ExpressionEditorProps } from './expression-editor.tsx'
import { spokenParams } from './spoken-params.ts'

const LONGEST = 20_000
const namesChanged = StateEffect.define<null>()

/** A single line of FEEL in CodeMirror. Undo belongs to the page: one history for the whole rule. */
export function ExpressionField(props: ExpressionEditorProps) {
  const { label, value, names, on, placeholder, invalid = false } = props
  const t = useText(ruleEditorTexts)
  const issueText = useIssueText()
  const format = useFormat()
  const { language } = format
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef({ ...props, t, issueText, format })
  useEffect(() => {
    latest.current = { ...props, t, issueText, format }
  })
  const [attributes] = useState(() => new Compartment())

  useEffect(() => {
    if (host.current === null) return
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [extensionsOf(latest), attributes.of([])],
      }),
    })
    view.current = editor
    return () => {
      editor.destroy()
      view.current = null
    }
  }, [attributes])

  // What changed elsewhere (undone, taken over from somebody else) is shown; what is being typed here is there already.
  useEffect(() => {
    const editor = view.current
    if (editor === null || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])
  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.reconfigure([
        placeholderOf(placeholder),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-invalid': String(invalid),
          'aria-multiline': 'false',
          lang: 'zh',
          spellcheck: 'false',
        }),
      ]),
    })
  }, [attributes, label, invalid, placeholder])
  useEffect(() => {
    const editor = view.current
    if (editor === null) return
    editor.dispatch({ effects: namesChanged.of(null) })
  }, [names, on, language])
  return <div ref={host} className={invalid ? 'expression-editor is-invalid' : 'expression-editor'} />
}

type Latest = {
  readonly current: ExpressionEditorProps & {
    readonly t: ReturnType<typeof useText<keyof (typeof ruleEditorTexts)['zh-CN']>>
    readonly issueText: ReturnType<typeof useIssueText>
    readonly format: ReturnType<typeof useFormat>
  }
}

function extensionsOf(latest: Latest): Extension {
  return [
    EditorView.lineWrapping,
    closeBrackets(),
    autocompletion({
      override: [(context) => completionsOf(context, latest)],
      icons: false,
      maxRenderedOptions: 50,
    }),
    linter((editor) => diagnosticsOf(editor.state.doc.toString(), latest), {
      delay: 400,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(namesChanged))),
    }),
    hoverTooltip((editor, place) => tooltipOf(editor, place, latest), { hoverTime: 200 }),
    namesMarked(latest),
    keymap.of([
      { key: 'Tab', run: acceptCompletion },
      ...completionKeymap,
      ...closeBracketsKeymap,
      // One line: a break is never meant.
      { key: 'Enter', run: () => true },
      ...standardKeymap.filter(({ key }) => key !== 'Tab' && key !== 'Enter'),
    ]),
    // What is pasted over several lines becomes one.
    EditorState.transactionFilter.of((transaction) =>
      transaction.docChanged && transaction.newDoc.lines > 1
        ? [
            transaction,
            {
              changes: breaksIn(transaction.newDoc.toString()).map((from) => ({
                from,
                to: from + 1,
                insert: ' ',
              })),
              sequential: true,
            },
          ]
        : transaction,
    ),
    EditorState.changeFilter.of((transaction) => transaction.newDoc.length <= LONGEST),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return
      const text = update.state.doc.toString()
      if (text !== latest.current.value) latest.current.onChange(text)
    }),
  ]
}

function breaksIn(text: string): number[] {
  return [...text.matchAll(/\n/gu)].map(({ index }) => index)
}

function completionsOf(context: CompletionContext, latest: Latest): CompletionResult | null {
  const { names, format } = latest.current
  const text = context.state.doc.toString()
  const { from, to, options } = completeAt(text, context.pos, names.book, { initials: names.initials })
  const written = text.slice(from, to)
  const asksForWord = options[0]?.label.startsWith('"') === true || text[from - 1] === '"'
  if (!context.explicit && written === '' && !asksForWord) return null
  // A name that is written out in full needs no completion.
  if (!context.explicit && options.length > 0 && options[0]?.label === written) return null
  return {
    from,
    to,
    filter: false,
    options: options.map((option) => shownOption(option, format.language)),
  }
}

function shownOption(option: CompletionOption, language: 'zh-CN' | 'en'): Completion {
  const title = say(option.detail, language)
  const unit = option.unit === null ? '' : unitWords(option.unit, language)
  const detail = [title === option.label ? '' : title, unit].filter(Boolean).join(' · ')
  return { label: option.label, apply: option.insert, type: option.kind, ...(detail ? { detail } : {}) }
}

function diagnosticsOf(text: string, latest: Latest): Diagnostic[] {
  const { names, expected, issueText } = latest.current
  // Before the names are there nothing is known to be wrong.
  if (text.trim() === '' || names.book.facts.length === 0) return []
  return diagnose(text, names.book, expected).map(({ code, severity, from, to, params }) => ({
    from: Math.min(from, text.length),
    to: Math.min(Math.max(to, from), text.length),
    severity,
    message: issueText({ code, path: [], params: spokenParams(params, latest.current.format.language) }),
  }))
}

const MARKS = {
  fact: Decoration.mark({ class: 'expression-fact' }),
  parameter: Decoration.mark({ class: 'expression-parameter' }),
  table: Decoration.mark({ class: 'expression-parameter' }),
  score: Decoration.mark({ class: 'expression-parameter' }),
  day: Decoration.mark({ class: 'expression-parameter' }),
} as const

/** Facts and parameters are told apart from other words. */
function namesMarked(latest: Latest): Extension {
  const marked = (state: EditorState): DecorationSet => {
    const text = state.doc.toString()
    const tokens = describeExpression(text, latest.current.names.book, latest.current.on)
    return Decoration.set(
      tokens.flatMap(({ kind, from, to }) =>
        kind === 'function' || kind === 'unknown' || to <= from || to > text.length
          ? []
          : [MARKS[kind].range(from, to)],
      ),
      true,
    )
  }
  return StateField.define<DecorationSet>({
    create: marked,
    update: (before, transaction) =>
      transaction.docChanged || transaction.effects.some((effect) => effect.is(namesChanged))
        ? marked(transaction.state)
        : before,
    provide: (field) => EditorView.decorations.from(field),
  })
}

function tooltipOf(editor: EditorView, place: number, latest: Latest) {
  const { names, on } = latest.current
  const token = describeExpression(editor.state.doc.toString(), names.book, on).find(
    ({ from, to }) => from <= place && place <= to,
  )
  if (token === undefined || token.kind === 'unknown') return null
  return {
    pos: token.from,
    end: token.to,
    above: true,
    create: () => ({ dom: meaningOf(token, latest) }),
  }
}

/** What a name means: title, unit, explanation, how it is computed, its value on the day and where that is written. */
function meaningOf(token: DescribedToken, latest: Latest): HTMLElement {
  const { names, on, t, format } = latest.current
  const { language } = format
  const box = document.createElement('div')
  box.className = 'expression-meaning'
  const line = (text: string, className = '') => {
    if (text === '') return
    const element = document.createElement('div')
    element.textContent = text
    element.className = className
    box.append(element)
  }
  const kind = token.kind === 'unknown' ? 'function' : token.kind
  const title = token.title === null ? token.name : say(token.title, language)
  line(title, 'expression-meaning-title')
  line(
    [t(`kind.${kind}`), token.unit === null ? '' : unitWords(token.unit, language)]
      .filter(Boolean)
      .join(' · '),
    'soft small',
  )
  if (token.description !== null) line(say(token.description, language), 'small')
  if (token.formula !== null) line(t('formula', { formula: token.formula }), 'small')
  const fact = names.book.facts.find(({ code }) => code === token.name)
  if (fact !== undefined) {
    line(t('shownBy', { what: say(fact.evidence.what, language) }), 'small')
    const options = fact.options ?? []
    if (options.length > 0)
      line(
        t('options', {
          words: options.slice(0, 12).map((each) => `${each.code} ${say(each.title, language)}`),
          n: options.length,
        }),
        'small soft',
      )
  }
  const parameter = names.book.parameters.find(({ code }) => code === token.name)
  if (parameter !== undefined) {
    const held = valueOn(parameter.values, on)
    line(
      held === null
        ? t('noValue', { date: format.date(on) })
        : t('valueOn', {
            value: factWords(held.value, parameter.unit, language),
            from: format.date(held.from),
          }),
      'small',
    )
    if (held !== null)
      line(t('writtenIn', { document: `${held.clause.document}${held.clause.clause ?? ''}` }), 'small soft')
  }
  return box
}
