import type { Difference } from '#domain/evaluation'
import { evaluationUnitTexts } from '../../../text/evaluation-unit.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { figureWords, shareWords, signedWords } from '../shared/number-words.ts'
import { Waterfall } from './charts/waterfall.tsx'
import type { WaterfallRow } from './charts/waterfall.tsx'
import type { RunModel } from './run-model.ts'
import type { RunWords } from './run-words.ts'

/** A difference of two totals: headings as a waterfall, then every effect by size with its reason. */
export function DifferenceParts({
  model,
  words,
  difference,
  fromName,
  toName,
}: {
  readonly model: RunModel
  readonly words: RunWords
  readonly difference: Difference
  readonly fromName: string
  readonly toName: string
}) {
  const t = useText(evaluationUnitTexts)
  const say = useSay()
  const amounts = new Map(difference.byNode.map(({ node, amount }) => [node, amount]))
  const { root } = model.compiled
  const headings = root.children.map(({ code }) => code)
  const below = headings.reduce((sum, code) => sum + (amounts.get(code) ?? 0), 0)
  // What belongs to the total itself, e.g. weights of the headings, and headings that only the other scheme has.
  const own = (amounts.get(root.code) ?? 0) - below
  const points = difference.effects
    .filter(({ kind }) => kind === 'adjustment')
    .reduce((sum, { amount }) => sum + amount, 0)
  const rows: WaterfallRow[] = [
    { key: 'from', label: fromName, amount: difference.from, kind: 'end' },
    ...headings.map((code) => ({
      key: code,
      label: words.node(code),
      amount: amounts.get(code) ?? 0,
      kind: 'step' as const,
    })),
    ...(Math.abs(own) > 1e-9
      ? [{ key: root.code, label: words.node(root.code), amount: own, kind: 'step' as const }]
      : []),
    ...(points === 0
      ? []
      : [{ key: '+', label: t('effect.adjustment'), amount: points, kind: 'step' as const }]),
    { key: 'to', label: toName, amount: difference.to, kind: 'end' },
  ]
  const effects = difference.effects.toSorted((one, other) => Math.abs(other.amount) - Math.abs(one.amount))
  const value = (kind: string, figure: number | null) =>
    figure === null ? '' : kind === 'weight' ? shareWords(figure, 2) : figureWords(figure)
  return (
    <div className="difference">
      <Waterfall
        label={`${fromName} → ${toName}`}
        head={[t('compareHeading'), signedWords(difference.difference)]}
        rows={rows}
      />
      <div
        className="plain-table-scroll difference-effects"
        tabIndex={0}
        role="region"
        aria-label={t('effectsAll', { n: effects.length })}
      >
        <table className="plain-table">
          <caption className="soft small">{t('effectsAll', { n: effects.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('indicator')}</th>
              <th scope="col">{t('kind')}</th>
              <th scope="col" className="number">
                {fromName}
              </th>
              <th scope="col" className="number">
                {toName}
              </th>
              <th scope="col" className="number">
                {t('effect')}
              </th>
            </tr>
          </thead>
          <tbody>
            {effects.map(({ kind, node, amount, from, to }) => (
              <tr key={`${kind} ${node}`}>
                <th scope="row">
                  {kind === 'adjustment'
                    ? say(
                        model.scheme.adjustments.find(({ code }) => code === node)?.name ?? {
                          zh: node,
                          en: node,
                        },
                      )
                    : words.node(node)}
                </th>
                <td className="soft nowrap">{t(`effect.${kind}`)}</td>
                <td className="number">{value(kind, from)}</td>
                <td className="number">{value(kind, to)}</td>
                <td
                  className={`number nowrap ${amount < 0 ? 'mark-bad' : 'mark-good'}`}
                  title={String(amount)}
                >
                  {signedWords(amount)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
