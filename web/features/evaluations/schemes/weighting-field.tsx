import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useState } from 'react'
import type { DelphiRound, SchemeNode, WeightingMethod } from '#domain/evaluation'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { say } from '../../../ui/say.ts'
import { shareWords } from '../shared/number-words.ts'
import { MethodField } from './method-field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { fitPairs, pairWeights, setPair } from './pair-weights.ts'
import { useSchemeEditor } from './scheme-editor.ts'
import { childrenOf } from './scheme-tree.ts'
import { nodeWords } from './scheme-words.ts'

type OnWeighting<M> = (next: M, place: string | null) => void

/** How siblings are weighed, with judgements, experts or wished importance where the method asks for them. */
export function WeightingField({
  heading,
  value,
  inherited,
  onMethod,
}: {
  /** Null: the scheme's own way, for every heading without one. */
  readonly heading: string | null
  readonly value: WeightingMethod | null
  readonly inherited?: string
  readonly onMethod: OnWeighting<WeightingMethod | null>
}) {
  const { scheme } = useSchemeEditor()
  const headings =
    heading === null
      ? scheme.nodes.filter(({ input, weighting }) => input === null && weighting === null)
      : scheme.nodes.filter(({ code }) => code === heading)
  const families = headings
    .map(({ code }) => ({ code, children: childrenOf(scheme, code) }))
    .filter(({ children }) => children.length > 1)
  /** The scheme's own needs a fallback for null; a heading's null is the scheme's way. */
  const begin = (next: WeightingMethod | null, place: string | null) => {
    if (next?.method === 'ahp' && value?.method !== 'ahp')
      onMethod(
        {
          ...next,
          judgements: Object.fromEntries(
            families.map(({ code, children }) => [
              code,
              fitPairs(
                children.map((child) => child.code),
                undefined,
              ),
            ]),
          ),
        },
        place,
      )
    else onMethod(next, place)
  }
  return (
    <div>
      <MethodField
        kind="weighting"
        value={value}
        onMethod={begin}
        {...(inherited === undefined ? {} : { inherited })}
      />
      {value?.method === 'ahp'
        ? families.map(({ code, children }) => (
            <PairsEditor key={code} heading={code} siblings={children} way={value} onWay={onMethod} />
          ))
        : null}
      {value?.method === 'delphi' ? <ExpertsEditor families={families} way={value} onWay={onMethod} /> : null}
      {value?.method === 'optimised'
        ? families.map(({ code, children }) => (
            <ImportanceEditor key={code} siblings={children} way={value} onWay={onMethod} />
          ))
        : null}
    </div>
  )
}

const SCALE = [9, 8, 7, 6, 5, 4, 3, 2, 1] as const

/** 判断矩阵: each pair once; across the diagonal stands the reciprocal. */
function PairsEditor({
  heading,
  siblings,
  way,
  onWay,
}: {
  readonly heading: string
  readonly siblings: readonly SchemeNode[]
  readonly way: Extract<WeightingMethod, { method: 'ahp' }>
  readonly onWay: OnWeighting<WeightingMethod>
}) {
  const t = useText(evaluationSchemeTexts)
  const language = useLanguage()
  const { scheme } = useSchemeEditor()
  const judgements = fitPairs(
    siblings.map(({ code }) => code),
    way.judgements[heading],
  )
  const found = pairWeights(judgements)
  const bad = found !== null && found.consistencyRatio > way.mostInconsistent
  return (
    <div className="pairs">
      <h4>{nodeWords(scheme, heading, language)}</h4>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('pairs')}>
        <table className="pairs-table">
          <thead>
            <tr>
              <td />
              {siblings.map(({ code }) => (
                <th key={code} scope="col" title={nodeWords(scheme, code, language)}>
                  {code}
                </th>
              ))}
              <th scope="col">{t('share')}</th>
            </tr>
          </thead>
          <tbody>
            {siblings.map((sibling, row) => (
              <tr key={sibling.code}>
                <th scope="row">{nodeWords(scheme, sibling.code, language)}</th>
                {siblings.map((other, column) => (
                  <td key={other.code}>
                    {row === column ? (
                      1
                    ) : row > column ? (
                      <span className="soft">{pairWords(judgements.matrix[row]?.[column] ?? 1)}</span>
                    ) : (
                      <select
                        className="pair-choice"
                        aria-label={t('pairOf', {
                          one: say(sibling.name, language) || sibling.code,
                          other: say(other.name, language) || other.code,
                        })}
                        value={nearest(judgements.matrix[row]?.[column] ?? 1)}
                        onChange={({ target }) =>
                          onWay(
                            {
                              ...way,
                              judgements: {
                                ...way.judgements,
                                [heading]: setPair(judgements, row, column, readPair(target.value)),
                              },
                            },
                            null,
                          )
                        }
                      >
                        {SCALE.map((value) => (
                          <option key={value} value={String(value)}>
                            {value}
                          </option>
                        ))}
                        {SCALE.slice(0, -1)
                          .toReversed()
                          .map((value) => (
                            <option key={value} value={`1/${value}`}>
                              1/{value}
                            </option>
                          ))}
                      </select>
                    )}
                  </td>
                ))}
                <td className="number">
                  {found === null ? '—' : shareWords(found.shares[sibling.code] ?? 0, 2)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={bad ? 'small mark-bad' : 'small mark-good'} role="status">
        {found === null
          ? t('pairsTooMany')
          : `${bad ? '■' : '●'} ${t(bad ? 'pairsBad' : 'pairsGood', {
              ratio: Number(found.consistencyRatio.toPrecision(3)),
              most: way.mostInconsistent,
            })}`}
      </p>
    </div>
  )
}

function pairWords(value: number): string {
  return value >= 1 ? String(Number(value.toPrecision(4))) : `1/${Number((1 / value).toPrecision(4))}`
}

/** The step of the scale that a stored judgement is nearest to. */
function nearest(value: number): string {
  const steps = SCALE.flatMap((step) => [
    { words: String(step), value: step },
    ...(step === 1 ? [] : [{ words: `1/${step}`, value: 1 / step }]),
  ])
  const distance = (step: { readonly value: number }) => Math.abs(Math.log(step.value) - Math.log(value))
  return steps.reduce((best, step) => (distance(step) < distance(best) ? step : best)).words
}

function readPair(words: string): number {
  return words.startsWith('1/') ? 1 / Number(words.slice(2)) : Number(words)
}

/** 德尔菲法: rounds of experts' weights; the last round counts. */
function ExpertsEditor({
  families,
  way,
  onWay,
}: {
  readonly families: readonly { readonly code: string; readonly children: readonly SchemeNode[] }[]
  readonly way: Extract<WeightingMethod, { method: 'delphi' }>
  readonly onWay: OnWeighting<WeightingMethod>
}) {
  const t = useText(evaluationSchemeTexts)
  const language = useLanguage()
  const { scheme } = useSchemeEditor()
  const [place, setPlace] = useState(way.rounds.length - 1)
  const [name, setName] = useState('')
  const at = Math.min(place, way.rounds.length - 1)
  const round: DelphiRound = way.rounds[at] ?? { weights: {} }
  const experts = Object.keys(round.weights)
  const write = (weights: DelphiRound['weights'], typed: string | null) =>
    onWay({ ...way, rounds: way.rounds.map((one, index) => (index === at ? { weights } : one)) }, typed)
  return (
    <div className="pairs">
      <div className="tree-tools">
        {way.rounds.map((_, index) => (
          <button
            key={index}
            type="button"
            className="scheme-act"
            aria-pressed={index === at}
            onClick={() => setPlace(index)}
          >
            {t(index === way.rounds.length - 1 ? 'roundLast' : 'round', { n: index + 1 })}
          </button>
        ))}
        <Button
          size="small"
          onClick={() => {
            onWay({ ...way, rounds: [...way.rounds, way.rounds.at(-1) ?? { weights: {} }] }, null)
            setPlace(way.rounds.length)
          }}
        >
          {t('addRound')}
        </Button>
        {way.rounds.length > 1 ? (
          <Button
            size="small"
            onClick={() => onWay({ ...way, rounds: way.rounds.filter((_, index) => index !== at) }, null)}
          >
            {t('removeRound')}
          </Button>
        ) : null}
      </div>
      {families.map(({ code, children }) => (
        <div key={code} className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('experts')}>
          <h4>{nodeWords(scheme, code, language)}</h4>
          <table className="pairs-table">
            <thead>
              <tr>
                <th scope="col">{t('expert')}</th>
                {children.map((child) => (
                  <th key={child.code} scope="col" title={nodeWords(scheme, child.code, language)}>
                    {child.code}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {experts.map((expert) => (
                <tr key={expert}>
                  <th scope="row">
                    {expert}{' '}
                    <button
                      type="button"
                      className="scheme-act"
                      aria-label={t('removeNamed', { name: expert })}
                      onClick={() =>
                        write(
                          Object.fromEntries(Object.entries(round.weights).filter(([one]) => one !== expert)),
                          null,
                        )
                      }
                    >
                      ×
                    </button>
                  </th>
                  {children.map((child) => (
                    <td key={child.code}>
                      <NumberField
                        label={`${expert} ${child.code}`}
                        value={round.weights[expert]?.[child.code] ?? null}
                        least={0}
                        width={64}
                        onNumber={(weight) => {
                          if (weight === null) return
                          const own = { ...round.weights[expert], [child.code]: weight }
                          write({ ...round.weights, [expert]: own }, `${expert} ${child.code}`)
                        }}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
      <div className="tree-tools">
        <Input
          aria-label={t('expertName')}
          placeholder={t('expertName')}
          value={name}
          style={{ width: 160 }}
          maxLength={200}
          onChange={({ target }) => setName(target.value)}
        />
        <Button
          size="small"
          disabled={name.trim() === '' || experts.includes(name.trim())}
          onClick={() => {
            write({ ...round.weights, [name.trim()]: {} }, null)
            setName('')
          }}
        >
          {t('addExpert')}
        </Button>
      </div>
    </div>
  )
}

function ImportanceEditor({
  siblings,
  way,
  onWay,
}: {
  readonly siblings: readonly SchemeNode[]
  readonly way: Extract<WeightingMethod, { method: 'optimised' }>
  readonly onWay: OnWeighting<WeightingMethod>
}) {
  const t = useText(evaluationSchemeTexts)
  const language = useLanguage()
  const { scheme } = useSchemeEditor()
  return (
    <div className="pairs">
      <span className="small soft">{t('importance')}</span>
      <table className="pairs-table">
        <tbody>
          {siblings.map(({ code }) => (
            <tr key={code}>
              <th scope="row">{nodeWords(scheme, code, language)}</th>
              <td>
                <NumberField
                  label={nodeWords(scheme, code, language)}
                  value={way.importance[code] ?? null}
                  optional
                  least={0}
                  placeholder={t('importanceEqual')}
                  onNumber={(value) => {
                    const rest = Object.fromEntries(
                      Object.entries(way.importance).filter(([one]) => one !== code),
                    )
                    onWay({ ...way, importance: value === null ? rest : { ...rest, [code]: value } }, code)
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
