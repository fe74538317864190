import { useMemo } from 'react'
import { CORRELATION_KINDS, correlateNodes, correlateWithAncestors } from '#domain/evaluation'
import type { NodeCorrelation } from '#domain/evaluation'
import { evaluationStatisticsTexts } from '../../../../text/evaluation-statistics.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { fixedWords } from '../../shared/number-words.ts'
import { leavesInOrder, nodesInOrder } from '../run-model.ts'
import type { StatisticsPartProps } from './statistics-tab.tsx'

const WEAK = 0.3

/** Correlations within a heading, between headings, or of each indicator with those above it. */
export function CorrelationMap({ model, words, address, change }: StatisticsPartProps) {
  const t = useText(evaluationStatisticsTexts)
  const kind = CORRELATION_KINDS.find((each) => each === address.kind) ?? 'pearson'
  const headings = nodesInOrder(model.compiled).filter(({ isLeaf }) => !isLeaf)
  const level = address.level ?? 'headings'
  const within = headings.find(({ code }) => `in:${code}` === level)
  return (
    <>
      <p className="soft small">{t('correlationNote')}</p>
      <p className="statistics-tools">
        <Choice
          aria-label={t('level')}
          value={level}
          onChange={({ target }) => change({ level: target.value === 'headings' ? null : target.value })}
        >
          <option value="headings">{t('levelHeadings')}</option>
          {headings.map(({ code }) => (
            <option key={code} value={`in:${code}`}>
              {t('levelWithin', { heading: words.node(code) })}
            </option>
          ))}
          <option value="across">{t('levelAcross')}</option>
        </Choice>
        <Choice
          aria-label={t('kind')}
          value={kind}
          onChange={({ target }) => change({ kind: target.value === 'pearson' ? null : target.value })}
        >
          {CORRELATION_KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`kind.${each}`)}
            </option>
          ))}
        </Choice>
      </p>
      {level === 'across' ? (
        <AcrossLevels model={model} words={words} kind={kind} />
      ) : (
        <Square model={model} words={words} kind={kind} heading={within?.code ?? null} />
      )}
    </>
  )
}

type Part = Pick<StatisticsPartProps, 'model' | 'words'> & {
  readonly kind: (typeof CORRELATION_KINDS)[number]
}

/** A heading and its children with each other; without one, all headings. */
function Square({ model, words, kind, heading }: Part & { readonly heading: string | null }) {
  const t = useText(evaluationStatisticsTexts)
  const codes = useMemo(() => {
    const within = heading === null ? undefined : model.compiled.byCode.get(heading)
    const nodes = within
      ? [within, ...within.children]
      : nodesInOrder(model.compiled).filter(({ isLeaf }) => !isLeaf)
    return nodes.map(({ code }) => code)
  }, [model, heading])
  const found = useMemo(() => {
    const all = correlateNodes(model.result, codes, codes, kind)
    return new Map(all.map((each) => [`${each.left}|${each.right}`, each]))
  }, [model, codes, kind])
  return (
    <div
      className="plain-table-scroll heat-scroll"
      tabIndex={0}
      role="region"
      aria-label={t('show.correlation')}
    >
      <table className="plain-table heat correlation">
        <thead>
          <tr>
            <th scope="col">{t('indicator')}</th>
            {codes.map((code) => (
              <th key={code} scope="col" className="heat-cell correlation-head">
                {words.node(code)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {codes.map((left) => (
            <tr key={left}>
              <th scope="row">{words.node(left)}</th>
              {codes.map((right) => (
                <Cell
                  key={right}
                  found={left === right ? undefined : found.get(`${left}|${right}`)}
                  words={words}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AcrossLevels({ model, words, kind }: Part) {
  const t = useText(evaluationStatisticsTexts)
  const found = useMemo(() => {
    const all = correlateWithAncestors(model.compiled, model.result, kind)
    return new Map(all.map((each) => [`${each.left}|${each.right}`, each]))
  }, [model, kind])
  const leaves = leavesInOrder(model.compiled)
  const steps = Array.from({ length: model.compiled.depth }, (_, index) => index + 1)
  const weak = leaves.flatMap(({ code, parent }) => {
    const value = parent ? (found.get(`${code}|${parent.code}`)?.correlation ?? null) : null
    return value !== null && value < WEAK ? [`${words.node(code)} ${fixedWords(value, 2)}`] : []
  })
  return (
    <>
      <p>
        {weak.length === 0 ? (
          <span className="soft">{t('weakNone')}</span>
        ) : (
          <>
            <span className="mark-warn">▲ {t('weak')}：</span>
            {weak.join(words.language === 'en' ? ', ' : '、')}
          </>
        )}
      </p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('levelAcross')}>
        <table className="plain-table heat correlation">
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              {steps.map((step) => (
                <th key={step} scope="col" className="heat-cell">
                  {step === 1
                    ? t('parent')
                    : step === model.compiled.depth
                      ? t('total')
                      : t('upTo', { n: step })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {leaves.map((leaf) => {
              const ancestors: string[] = []
              for (let above = leaf.parent; above !== null; above = above.parent) ancestors.push(above.code)
              return (
                <tr key={leaf.code}>
                  <th scope="row">{words.node(leaf.code)}</th>
                  {steps.map((step) => {
                    const ancestor = ancestors[step - 1]
                    return (
                      <Cell
                        key={step}
                        found={ancestor === undefined ? undefined : found.get(`${leaf.code}|${ancestor}`)}
                        words={words}
                      />
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Cell({
  found,
  words,
}: {
  readonly found: NodeCorrelation | undefined
  readonly words: StatisticsPartProps['words']
}) {
  const t = useText(evaluationStatisticsTexts)
  if (found === undefined) return <td className="heat-cell faint">·</td>
  const { correlation, significance, units } = found
  if (correlation === null)
    return (
      <td className="heat-cell faint" title={t('unknown')}>
        —
      </td>
    )
  const strength = (Math.abs(correlation) * 0.45).toFixed(3)
  return (
    <td
      className="heat-cell"
      style={{
        backgroundColor: correlation < 0 ? `rgb(179 38 30 / ${strength})` : `rgb(31 90 166 / ${strength})`,
      }}
      title={t('pair', {
        left: words.node(found.left),
        right: words.node(found.right),
        value: String(correlation),
        n: units,
        p: significance === null ? '' : t('significance', { p: significance.toPrecision(3) }),
      })}
    >
      {fixedWords(correlation, 2)}
      {significance !== null && significance < 0.05 ? '*' : ''}
    </td>
  )
}
