import { useMemo } from 'react'
import { explainScore } from '#domain/evaluation'
import { evaluationUnitTexts } from '../../../../text/evaluation-unit.ts'
import { useText } from '../../../../text/index.ts'
import { Panel } from '../../../../ui/page.tsx'
import { useSay } from '../../../../ui/say.ts'
import { Waterfall } from '../charts/waterfall.tsx'
import type { WaterfallRow } from '../charts/waterfall.tsx'
import { useRunIssueText } from '../run-words.ts'
import type { UnitPartProps } from './unit-tab.tsx'

/** Headings → total, as bars that go on where the one before ended. */
export function ScoreWaterfall({
  model,
  words,
  unit,
  onOpen,
}: UnitPartProps & { readonly onOpen: (node: string) => void }) {
  const t = useText(evaluationUnitTexts)
  const say = useSay()
  const issueText = useRunIssueText(words)
  const explained = useMemo(() => explainScore(model.compiled, model.result, unit), [model, unit])
  if (!explained.ok)
    return (
      <Panel title={t('waterfallTitle')}>{explained.issues.map((issue) => issueText(issue)).join(' ')}</Panel>
    )
  const { against, base, byNode, adjustments, score } = explained.value
  const amounts = new Map(byNode.map(({ node, amount }) => [node, amount]))
  const { children, code: root } = model.compiled.root
  const rows: WaterfallRow[] = [
    ...(against === 'mean' ? [{ key: 'base', label: t('base'), amount: base, kind: 'end' as const }] : []),
    ...children.map(({ code }) => ({
      key: code,
      label: (
        <button
          type="button"
          className="plain-button"
          aria-label={t('openNode', { name: words.node(code) })}
          onClick={() => onOpen(code)}
        >
          {words.node(code)}
        </button>
      ),
      amount: amounts.get(code) ?? 0,
      kind: 'step' as const,
    })),
    ...adjustments
      .filter(({ points }) => points !== 0)
      .map(({ adjustment, points }) => ({
        key: `+${adjustment}`,
        label: t('adjustment', {
          name: say(
            model.scheme.adjustments.find(({ code }) => code === adjustment)?.name ?? {
              zh: adjustment,
              en: adjustment,
            },
          ),
        }),
        amount: points,
        kind: 'step' as const,
      })),
    { key: root, label: t('total'), amount: score, kind: 'end' as const },
  ]
  return (
    <Panel title={t('waterfallTitle')}>
      <p className="soft small">{t(against === 'mean' ? 'waterfallMean' : 'waterfallNote')}</p>
      <Waterfall label={t('waterfallTitle')} head={[t('part'), t('points')]} rows={rows} />
    </Panel>
  )
}
