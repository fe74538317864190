import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { NodeInput, SchemeNode } from '#domain/evaluation'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { say } from '../../../ui/say.ts'
import { aggregationWords, weightingWords } from '../shared/method-words.ts'
import { shareWords } from '../shared/number-words.ts'
import { NodeStandingMark } from '../shared/state-marks.tsx'
import { IndicatorPicker, TRANSFORMS, USUAL_PANEL } from './indicator-picker.tsx'
import { placeOfIssue } from './issue-places.ts'
import { LeafWays } from './leaf-ways.tsx'
import { MethodField } from './method-field.tsx'
import { MethodNote, methodName } from './method-note.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'
import type { ChangeScheme } from './scheme-editor.ts'
import { codesUnder, nodeOf, weightingOf } from './scheme-tree.ts'
import { nodeWords } from './scheme-words.ts'
import { SourceWords } from './source-words.tsx'
import { adoptShares, changeInput, changeNode, moveNode, renameNode } from './tree-edits.ts'
import { WeightingField } from './weighting-field.tsx'

/** One heading or indicator, whole: read, or edited. */
export function NodePanel() {
  const t = useText(evaluationSchemeTexts)
  const { scheme, selected, change, issues, issueWords } = useSchemeEditor()
  const node = nodeOf(scheme, selected)
  if (node === undefined) return <p className="soft">{t('noNode')}</p>
  const own = issues.filter((issue) => placeOfIssue(scheme, issue).node === node.code)
  return (
    <div className="node-panel">
      {own.length > 0 ? (
        <div className="failed small" role="status">
          <ul>
            {own.map((issue, index) => (
              <li key={`${issue.code} ${index}`}>{issueWords(issue)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {change === null ? <NodeRead node={node} /> : <NodeEdit node={node} change={change} />}
    </div>
  )
}

function Pair({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function shareOrNone(share: number | null | undefined): string {
  return share === null || share === undefined ? '—' : shareWords(share, 2)
}

function NodeRead({ node }: { readonly node: SchemeNode }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const methods = useText(evaluationMethodTexts)
  const language = useLanguage()
  const { scheme, rows, sources } = useSchemeEditor()
  const row = rows.find((one) => one.node === node)
  const { input } = node
  const from = input === null ? undefined : sources[input.column]
  const normalisation = input?.normalisation ?? scheme.normalisation
  return (
    <>
      <h3>
        {say(node.name, language)} <span className="tree-code">{node.code}</span>
      </h3>
      <NodeStandingMark standing={node.standing} />
      <dl className="node-facts">
        <Pair name={t('share')}>{shareOrNone(row?.share)}</Pair>
        <Pair name={t('effective')}>{shareOrNone(row?.effective)}</Pair>
        {node.weightRange === null ? null : (
          <Pair name={t('weightRange')}>
            {shareWords(node.weightRange.least)} — {shareWords(node.weightRange.most)}
          </Pair>
        )}
        {input === null ? (
          <>
            <Pair name={methods('kind.weighting')}>
              {weightingWords(weightingOf(scheme, node), language)}{' '}
              <MethodNote of={methodName('weighting', weightingOf(scheme, node).method)} />
            </Pair>
            <Pair name={methods('kind.aggregation')}>
              {aggregationWords(node.aggregation ?? scheme.aggregation, language)}{' '}
              <MethodNote of={methodName('aggregation', (node.aggregation ?? scheme.aggregation).method)} />
            </Pair>
            {node.availability === null ? null : (
              <Pair name={t('availability')}>{shareWords(node.availability)}</Pair>
            )}
          </>
        ) : (
          <>
            <Pair name={t('direction')}>{words(`directionWhy.${input.direction}`)}</Pair>
            {input.unit === null ? null : <Pair name={t('unit')}>{input.unit}</Pair>}
            <Pair name={t('source')}>
              <SourceWords node={node} />
              {from?.indicator ? (
                <div className="small">
                  <span className="formula">{from.indicator.expression}</span>{' '}
                  <span className="soft">{words('version', { n: from.indicator.version })}</span>
                </div>
              ) : null}
              {from !== undefined && from.sources.length > 0 ? (
                <div className="small soft" lang={language === 'en' ? 'zh' : undefined}>
                  {from.sources.join('；')}
                </div>
              ) : null}
            </Pair>
            {input.panel === null ? null : (
              <Pair name={t('panel')}>
                {t('panelRule', {
                  least: input.panel.least,
                  most: input.panel.most,
                  method: t(`panel.${input.panel.method}`, { trim: input.panel.trim }),
                })}
              </Pair>
            )}
          </>
        )}
      </dl>
      {input === null ? null : (
        <>
          <LeafWays node={node} />
          <MethodNote of={methodName('normalisation', normalisation.method)} />
        </>
      )}
      {input === null && node.note !== null ? <p className="soft">{say(node.note, language)}</p> : null}
    </>
  )
}

function NodeEdit({ node, change }: { readonly node: SchemeNode; readonly change: ChangeScheme }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  const { scheme, select } = useSchemeEditor()
  const [code, setCode] = useState(node.code)
  const under = codesUnder(scheme, node.code)
  const taken = code !== node.code && nodeOf(scheme, code) !== undefined
  const badCode = code !== node.code && (taken || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(code))
  const set = (part: Partial<SchemeNode>, place: string | null) =>
    change((from) => changeNode(from, node.code, part), place === null ? null : `${node.code} ${place}`)
  const headings = scheme.nodes.filter(({ input, code: one }) => input === null && !under.has(one))
  return (
    <>
      <Field label={t('nameZh')}>
        {(field) => (
          <Input
            {...field}
            {...(node.name.zh === '' ? { 'aria-invalid': true, status: 'error' } : {})}
            value={node.name.zh}
            onChange={({ target }) => set({ name: { ...node.name, zh: target.value } }, 'zh')}
          />
        )}
      </Field>
      <Field label={t('nodeEn')}>
        {(field) => (
          <Input
            {...field}
            {...(node.name.en === '' ? { 'aria-invalid': true, status: 'error' } : {})}
            value={node.name.en}
            onChange={({ target }) => set({ name: { ...node.name, en: target.value } }, 'en')}
          />
        )}
      </Field>
      <div className="node-row">
        <Field label={t('code')} error={taken ? t('codeTaken') : badCode ? t('nodeCodeWrong') : undefined}>
          {(field) => (
            <Input
              {...field}
              value={code}
              maxLength={100}
              onChange={({ target }) => setCode(target.value)}
              onBlur={() => {
                if (badCode || code === node.code) return
                change((from) => renameNode(from, node.code, code), null)
                select(code)
              }}
            />
          )}
        </Field>
        {node.parent === null ? null : (
          <Field label={t('parent')}>
            {({ id }) => (
              <Choice
                id={id}
                value={node.parent ?? ''}
                onChange={({ target }) => change((from) => moveNode(from, node.code, target.value), null)}
              >
                {headings.map((one) => (
                  <option key={one.code} value={one.code}>
                    {nodeWords(scheme, one.code, language)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
        )}
      </div>
      {node.parent === null ? null : (
        <div className="field">
          <label>{t('weightRange')}</label>
          <span className="node-range">
            <NumberField
              label={t('rangeLeast')}
              value={node.weightRange?.least ?? null}
              optional
              scale={100}
              suffix="%"
              least={0}
              most={1}
              onNumber={(least) =>
                set(
                  {
                    weightRange:
                      least === null ? null : { least, most: Math.max(least, node.weightRange?.most ?? 1) },
                  },
                  'least',
                )
              }
            />{' '}
            —{' '}
            <NumberField
              label={t('rangeMost')}
              value={node.weightRange?.most ?? null}
              optional
              scale={100}
              suffix="%"
              least={0}
              most={1}
              onNumber={(most) =>
                set(
                  {
                    weightRange:
                      most === null ? null : { least: Math.min(most, node.weightRange?.least ?? 0), most },
                  },
                  'most',
                )
              }
            />
          </span>
          <div className="field-hint">{t('weightRangeHint')}</div>
        </div>
      )}
      {node.input === null ? (
        <HeadingEdit node={node} change={change} />
      ) : (
        <LeafEdit node={node} input={node.input} change={change} />
      )}
      <Field label={t('nodeStanding')}>
        {({ id }) => (
          <Choice
            id={id}
            value={node.standing}
            onChange={({ target }) =>
              set(
                {
                  standing:
                    (['verified', 'inferred', 'assumed'] as const).find((one) => one === target.value) ??
                    'assumed',
                },
                null,
              )
            }
          >
            {(['verified', 'inferred', 'assumed'] as const).map((one) => (
              <option key={one} value={one}>
                {words(`nodeStanding.${one}`)}
              </option>
            ))}
          </Choice>
        )}
      </Field>
      {(['zh', 'en'] as const).map((one) => (
        <Field key={one} label={t(one === 'zh' ? 'noteZh' : 'noteEn')}>
          {(field) => (
            <TextArea
              {...field}
              autoSize={{ minRows: 1, maxRows: 6 }}
              value={node.note?.[one] ?? ''}
              onChange={({ target }) => {
                const note = { zh: '', en: '', ...node.note, [one]: target.value }
                set({ note: note.zh === '' && note.en === '' ? null : note }, `note-${one}`)
              }}
            />
          )}
        </Field>
      ))}
    </>
  )
}

function HeadingEdit({ node, change }: { readonly node: SchemeNode; readonly change: ChangeScheme }) {
  const t = useText(evaluationSchemeTexts)
  const methods = useText(evaluationMethodTexts)
  const language = useLanguage()
  const { scheme, rows, found } = useSchemeEditor()
  const children = rows.find((one) => one.node === node)?.children ?? []
  const way = weightingOf(scheme, node)
  const shown = way.method !== 'given' && children.length > 1
  const shareOf = (code: string) => rows.find((one) => one.node.code === code)?.share ?? null
  return (
    <>
      <div className="field">
        <span className="field-name">{t('childrenWeighting')}</span>
        <WeightingField
          heading={node.code}
          value={node.weighting}
          inherited={t('asScheme', { way: weightingWords(scheme.weighting, language) })}
          onMethod={(weighting, place) =>
            change(
              (from) => changeNode(from, node.code, { weighting }),
              place === null ? null : `${node.code} weighting ${place}`,
            )
          }
        />
      </div>
      {shown ? (
        <div className="field">
          <span className="field-name">{t('foundWeights')}</span>
          <table className="effect-table">
            <tbody>
              {children.map((child) => {
                const share = shareOf(child.code)
                const details = found.get(child.code)?.details ?? {}
                return (
                  <tr key={child.code}>
                    <td>{nodeWords(scheme, child.code, language)}</td>
                    <td className="number">{share === null ? '—' : shareWords(share, 2)}</td>
                    <td className="small soft">
                      {Object.entries(details)
                        .map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
                        .join('  ')}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
          <div className="field-hint">{t('foundWeightsHint')}</div>
          <Button
            size="small"
            disabled={children.some(({ code }) => shareOf(code) === null)}
            onClick={() => change((from) => adoptShares(from, node.code, shareOf), null)}
          >
            {t('adoptWeights')}
          </Button>
        </div>
      ) : null}
      <div className="field">
        <span className="field-name">{methods('kind.aggregation')}</span>
        <MethodField
          kind="aggregation"
          value={node.aggregation}
          inherited={t('asScheme', { way: aggregationWords(scheme.aggregation, language) })}
          onMethod={(aggregation, place) =>
            change(
              (from) => changeNode(from, node.code, { aggregation }),
              place === null ? null : `${node.code} aggregation ${place}`,
            )
          }
        />
      </div>
      <div className="field">
        <span className="field-name">{t('availability')}</span>
        <NumberField
          label={t('availability')}
          value={node.availability}
          optional
          scale={100}
          suffix="%"
          least={0}
          most={1}
          onNumber={(availability) =>
            change((from) => changeNode(from, node.code, { availability }), `${node.code} availability`)
          }
        />
        <div className="field-hint">{t('availabilityHint')}</div>
      </div>
    </>
  )
}

function LeafEdit({
  node,
  input,
  change,
}: {
  readonly node: SchemeNode
  readonly input: NodeInput
  readonly change: ChangeScheme
}) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const methods = useText(evaluationMethodTexts)
  const { scheme } = useSchemeEditor()
  const { columns, indicators } = useSchemeChoices()
  const [picks, setPicks] = useState(false)
  const set = (part: Partial<NodeInput>, place: string | null) =>
    change((from) => changeInput(from, node.code, part), place === null ? null : `${node.code} ${place}`)
  const { panel, denominator } = input
  const schemeWay = (kind: 'imputation' | 'treatment' | 'normalisation') =>
    t('asScheme', { way: methods(`${methodName(kind, scheme[kind].method)}.name`) })
  return (
    <>
      <div className="field">
        <span className="field-name">{t('source')}</span>
        <SourceWords node={node} />{' '}
        <Button size="small" onClick={() => setPicks(true)}>
          {t('chooseSource')}
        </Button>
      </div>
      <div className="node-row">
        <Field label={t('column')}>
          {(field) => (
            <Input
              {...field}
              value={input.column}
              list="scheme-columns"
              onChange={({ target }) => set({ column: target.value }, 'column')}
            />
          )}
        </Field>
        <datalist id="scheme-columns">
          {columns.map(({ code }) => (
            <option key={code} value={code} />
          ))}
        </datalist>
        <Field label={t('unit')}>
          {(field) => (
            <Input
              {...field}
              value={input.unit ?? ''}
              onChange={({ target }) => set({ unit: target.value === '' ? null : target.value }, 'unit')}
            />
          )}
        </Field>
      </div>
      <div className="node-row">
        <Field label={t('direction')}>
          {({ id }) => (
            <Choice
              id={id}
              value={input.direction}
              aria-invalid={input.direction !== 'more' && input.direction !== 'less'}
              onChange={({ target }) => set({ direction: target.value === 'less' ? 'less' : 'more' }, null)}
            >
              {input.direction === 'more' || input.direction === 'less' ? null : <option value="">—</option>}
              <option value="more">{words('directionWhy.more')}</option>
              <option value="less">{words('directionWhy.less')}</option>
            </Choice>
          )}
        </Field>
        <Field label={t('kind')}>
          {({ id }) => (
            <Choice
              id={id}
              value={input.kind}
              onChange={({ target }) =>
                set(
                  target.value === 'panel'
                    ? { kind: 'panel', panel: USUAL_PANEL, indicator: null }
                    : { kind: 'figure', panel: null },
                  null,
                )
              }
            >
              <option value="figure">{t('kind.figure')}</option>
              <option value="panel">{t('kind.panel')}</option>
            </Choice>
          )}
        </Field>
      </div>
      {panel === null ? (
        <div className="node-row">
          <Field label={t('sourceIndicator')}>
            {({ id }) => (
              <Choice
                id={id}
                value={input.indicator?.code ?? ''}
                onChange={({ target }) =>
                  set(
                    {
                      indicator:
                        target.value === ''
                          ? null
                          : { code: target.value, transform: input.indicator?.transform ?? 'value' },
                    },
                    null,
                  )
                }
              >
                <option value="">{t('noIndicator')}</option>
                {input.indicator !== null &&
                !indicators.some(({ code }) => code === input.indicator?.code) ? (
                  <option value={input.indicator.code}>{input.indicator.code}</option>
                ) : null}
                {indicators.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name.zh} {code}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
          {input.indicator === null ? null : (
            <Field label={t('transform')}>
              {({ id }) => (
                <Choice
                  id={id}
                  value={input.indicator?.transform ?? 'value'}
                  onChange={({ target }) =>
                    set(
                      {
                        indicator: {
                          code: input.indicator?.code ?? '',
                          transform: TRANSFORMS.find((one) => one === target.value) ?? 'value',
                        },
                      },
                      null,
                    )
                  }
                >
                  {TRANSFORMS.map((one) => (
                    <option key={one} value={one}>
                      {t(`transform.${one}`)}
                    </option>
                  ))}
                </Choice>
              )}
            </Field>
          )}
        </div>
      ) : (
        <div className="method-parameters field">
          {(['least', 'most'] as const).map((one) => (
            <label key={one} className="method-parameter">
              <span>{t(one === 'least' ? 'panelLeast' : 'panelMost')}</span>
              <NumberField
                label={t(one === 'least' ? 'panelLeast' : 'panelMost')}
                value={panel[one]}
                onNumber={(value) => {
                  if (value !== null) set({ panel: { ...panel, [one]: value } }, `panel-${one}`)
                }}
              />
            </label>
          ))}
          <label className="method-parameter">
            <span>{t('panelMethod')}</span>
            <Choice
              aria-label={t('panelMethod')}
              value={panel.method}
              onChange={({ target }) =>
                set(
                  {
                    panel: {
                      ...panel,
                      method:
                        (['mean', 'median', 'trimmed'] as const).find((one) => one === target.value) ??
                        'mean',
                    },
                  },
                  null,
                )
              }
            >
              {(['mean', 'median', 'trimmed'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`panel.${one}`, { trim: panel.trim })}
                </option>
              ))}
            </Choice>
          </label>
          {panel.method === 'trimmed' ? (
            <label className="method-parameter">
              <span>{t('panelTrim')}</span>
              <NumberField
                label={t('panelTrim')}
                value={panel.trim}
                whole
                least={0}
                onNumber={(trim) => {
                  if (trim !== null) set({ panel: { ...panel, trim } }, 'trim')
                }}
              />
            </label>
          ) : null}
        </div>
      )}
      <div className="node-row">
        <Field label={t('denominator')}>
          {(field) => (
            <Input
              {...field}
              value={denominator?.column ?? ''}
              list="scheme-columns"
              placeholder={t('noDenominator')}
              onChange={({ target }) =>
                set(
                  {
                    denominator:
                      target.value === '' ? null : { column: target.value, scale: denominator?.scale ?? 1 },
                  },
                  'denominator',
                )
              }
            />
          )}
        </Field>
        {denominator === null ? null : (
          <label className="method-parameter">
            <span>{t('times')}</span>
            <NumberField
              label={t('times')}
              value={denominator.scale}
              onNumber={(scale) => {
                if (scale !== null && scale > 0) set({ denominator: { ...denominator, scale } }, 'scale')
              }}
            />
          </label>
        )}
      </div>
      <div className="field">
        <span className="field-name">{methods('kind.imputation')}</span>
        <MethodField
          kind="imputation"
          value={input.imputation}
          inherited={schemeWay('imputation')}
          onMethod={(imputation, place) => set({ imputation }, place === null ? null : `imputation ${place}`)}
        />
      </div>
      <div className="field">
        <span className="field-name">{methods('kind.treatment')}</span>
        <MethodField
          kind="treatment"
          value={input.treatment}
          inherited={schemeWay('treatment')}
          onMethod={(treatment, place) => set({ treatment }, place === null ? null : `treatment ${place}`)}
        />
      </div>
      <div className="field">
        <span className="field-name">{methods('kind.normalisation')}</span>
        <MethodField
          kind="normalisation"
          value={input.normalisation}
          inherited={schemeWay('normalisation')}
          onMethod={(normalisation, place) =>
            set({ normalisation }, place === null ? null : `normalisation ${place}`)
          }
        />
      </div>
      {picks ? (
        <IndicatorPicker parent={node.parent ?? ''} replaces={node} onClose={() => setPicks(false)} />
      ) : null}
    </>
  )
}
