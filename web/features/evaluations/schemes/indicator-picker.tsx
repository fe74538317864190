import Button from 'antd/es/button'
import { useState } from 'react'
import type { IndicatorReference, NodeInput, SchemeNode } from '#domain/evaluation'
import { commonTexts } from '../../../text/common.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { say } from '../../../ui/say.ts'
import { SearchField } from '../../../ui/search-field.tsx'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'
import type { NamedChoices } from './scheme-editor.ts'
import { addNode, changeInput, emptyNode, nextCode } from './tree-edits.ts'

export const TRANSFORMS = ['value', 'growth', 'growth-same-period', 'share', 'location-quotient'] as const

interface Pick {
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly unit: string
  readonly kind: 'indicator' | 'fact' | 'panel'
  readonly direction: 'more' | 'less'
  readonly code: string
}

/**
 * What an indicator may read: indicators of the statistics, facts, panels. Several are added under a heading at once; or, for
 * `replaces`, one takes the place of what the indicator read before.
 */
export function IndicatorPicker({
  parent,
  replaces,
  onClose,
}: {
  readonly parent: string
  readonly replaces?: SchemeNode
  readonly onClose: () => void
}) {
  const t = useText(evaluationSchemeTexts)
  const common = useText(commonTexts)
  const language = useLanguage()
  const choices = useSchemeChoices()
  const { scheme, change, select } = useSchemeEditor()
  const [words, setWords] = useState('')
  const [kind, setKind] = useState('')
  const [transform, setTransform] = useState<IndicatorReference['transform']>('value')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const all = picksOf(choices)
  const used = new Set(scheme.nodes.flatMap(({ input }) => input?.column ?? []))
  const wanted = words.toLowerCase()
  const shown = all.filter(
    (pick) =>
      (kind === '' || pick.kind === kind) &&
      (wanted === '' ||
        [pick.code, pick.name.zh, pick.name.en].some((text) => text.toLowerCase().includes(wanted))),
  )
  function choose(key: string) {
    if (replaces !== undefined) setChosen([key])
    else setChosen(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
  }
  function done() {
    const picks = chosen.flatMap((key) => all.find((one) => one.key === key) ?? [])
    const [first] = picks
    if (change === null || first === undefined) return
    if (replaces !== undefined) {
      const input = inputOf(first, transform)
      change((from) => {
        const next = changeInput(from, replaces.code, {
          column: input.column,
          kind: input.kind,
          unit: input.unit,
          direction: input.direction,
          indicator: input.indicator,
          panel: input.panel,
        })
        return next
      }, null)
    } else {
      let last = ''
      change(
        (from) =>
          picks.reduce((next, pick) => {
            last = nextCode(next, parent)
            return addNode(next, {
              ...emptyNode(last, parent),
              name: pick.name,
              input: inputOf(pick, transform),
            })
          }, from),
        null,
      )
      if (last !== '') select(last)
    }
    onClose()
  }
  return (
    <Dialog title={t(replaces === undefined ? 'addIndicator' : 'chooseSource')} onClose={onClose}>
      <div className="picker">
        <div className="list-filters">
          <SearchField id="pick-words" words={words} label={t('pickFind')} onWords={setWords} />
          <Choice aria-label={t('source')} value={kind} onChange={({ target }) => setKind(target.value)}>
            <option value="">{t('pickAny')}</option>
            <option value="indicator">{t('sourceIndicator')}</option>
            <option value="fact">{t('sourceFact')}</option>
            <option value="panel">{t('sourcePanel')}</option>
          </Choice>
          <Choice
            aria-label={t('transform')}
            value={transform}
            onChange={({ target }) => setTransform(TRANSFORMS.find((one) => one === target.value) ?? 'value')}
          >
            {TRANSFORMS.map((one) => (
              <option key={one} value={one}>
                {t(`transform.${one}`)}
              </option>
            ))}
          </Choice>
        </div>
        {shown.length === 0 ? (
          <p className="soft">{t(all.length === 0 ? 'pickEmpty' : 'pickNone')}</p>
        ) : (
          <ul className="picker-list" aria-label={t('source')}>
            {shown.map((pick) => (
              <li key={pick.key}>
                <label>
                  <input
                    type={replaces === undefined ? 'checkbox' : 'radio'}
                    name="pick"
                    checked={chosen.includes(pick.key)}
                    onChange={() => choose(pick.key)}
                  />{' '}
                  <span lang={language === 'en' && !pick.name.en ? 'zh' : undefined}>
                    {say(pick.name, language)}
                  </span>{' '}
                  <span className="soft small">
                    <code>{pick.code}</code>
                    {pick.unit === '' ? '' : ` · ${pick.unit}`}
                    {` · ${t(pick.kind === 'indicator' ? 'sourceIndicator' : pick.kind === 'fact' ? 'sourceFact' : 'sourcePanel')}`}
                    {used.has(pick.code) ? ` · ${t('pickUsed')}` : ''}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
        <div className="dialog-foot">
          {replaces === undefined ? (
            <Button
              onClick={() => {
                const code = nextCode(scheme, parent)
                change?.(
                  (from) => addNode(from, { ...emptyNode(code, parent), input: emptyInput(code) }),
                  null,
                )
                select(code)
                onClose()
              }}
            >
              {t('pickByHand')}
            </Button>
          ) : null}
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" disabled={chosen.length === 0} onClick={done}>
            {replaces === undefined ? t('pickAdd', { n: chosen.length }) : t('pickTake')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function picksOf({ indicators, columns }: NamedChoices): readonly Pick[] {
  return [
    ...indicators.map((one): Pick => ({
      key: `indicator ${one.code}`,
      name: one.name,
      unit: one.unit,
      kind: 'indicator',
      direction: one.direction === 'less' ? 'less' : 'more',
      code: one.code,
    })),
    ...columns.map((one): Pick => ({
      key: `column ${one.code}`,
      name: { zh: one.code, en: one.code },
      unit: '',
      kind: one.panel ? 'panel' : 'fact',
      direction: 'more',
      code: one.code,
    })),
  ]
}

export const USUAL_PANEL = { least: 0, most: 100, method: 'trimmed', trim: 1 } as const

function emptyInput(column: string): NodeInput {
  return {
    column,
    kind: 'figure',
    direction: 'more',
    unit: null,
    denominator: null,
    panel: null,
    imputation: null,
    treatment: null,
    normalisation: null,
    indicator: null,
  }
}

/** Growth of a figure is another column than the figure. */
function inputOf(pick: Pick, transform: IndicatorReference['transform']): NodeInput {
  const changed = pick.kind === 'indicator' && transform !== 'value'
  return {
    ...emptyInput(
      changed ? `${pick.code}-${transform === 'growth-same-period' ? 'growth' : transform}` : pick.code,
    ),
    kind: pick.kind === 'panel' ? 'panel' : 'figure',
    direction: pick.direction,
    unit: changed ? (transform === 'location-quotient' ? null : '%') : pick.unit === '' ? null : pick.unit,
    panel: pick.kind === 'panel' ? USUAL_PANEL : null,
    indicator: pick.kind === 'indicator' ? { code: pick.code, transform } : null,
  }
}
