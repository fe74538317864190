import type { SensitivityIndex, UncertaintyResult } from '#domain/evaluation'
import { evaluationRobustnessTexts } from '../../../../text/evaluation-robustness.ts'
import { evaluationTexts } from '../../../../text/evaluations.ts'
import { useText } from '../../../../text/index.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { fixedWords } from '../../shared/number-words.ts'
import type { ChangeRunAddress, RunAddress } from '../run-address.ts'
import type { RunWords } from '../run-words.ts'

/** From which choice the uncertainty of ranks comes: first and total index as bars with intervals, and as figures. */
export function Sensitivity({
  words,
  uncertainty,
  address,
  change,
}: {
  readonly words: RunWords
  readonly uncertainty: UncertaintyResult
  readonly address: RunAddress
  readonly change: ChangeRunAddress
}) {
  const t = useText(evaluationRobustnessTexts)
  const common = useText(evaluationTexts)
  const { sensitivity } = uncertainty
  if (sensitivity === null) return <p className="soft">{t('sensitivityNone')}</p>
  const own = sensitivity.byUnit.find(({ unit }) => unit === address.unit)
  const factors = (own?.factors ?? sensitivity.factors).toSorted((one, other) => other.total - one.total)
  return (
    <>
      <p className="soft small">{t('sensitivityNote', { rows: sensitivity.rows })}</p>
      <p>
        <span className="soft">{t('sensitivityOf')} </span>
        <Choice
          aria-label={t('sensitivityOf')}
          value={own?.unit ?? ''}
          onChange={({ target }) => change({ unit: target.value })}
        >
          <option value="">{t('sensitivityAll')}</option>
          {sensitivity.byUnit.map(({ unit }) => (
            <option key={unit} value={unit}>
              {words.unit(unit)}
            </option>
          ))}
        </Choice>
      </p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('show.sensitivity')}>
        <table className="plain-table heat sensitivity">
          <thead>
            <tr>
              <th scope="col">{t('factor')}</th>
              <th aria-hidden="true" className="sensitivity-room" />
              <th scope="col" className="number">
                {t('first')}
              </th>
              <th scope="col" className="number">
                {t('range')}
              </th>
              <th scope="col" className="number">
                {t('total')}
              </th>
              <th scope="col" className="number">
                {t('range')}
              </th>
            </tr>
          </thead>
          <tbody>
            {factors.map((index) => (
              <tr key={index.factor}>
                <th scope="row">{common(`factor.${index.factor}`)}</th>
                <td className="sensitivity-room" aria-hidden="true">
                  <IndexBars index={index} />
                </td>
                <td className="number">{fixedWords(index.first, 3)}</td>
                <td className="number soft nowrap">{rangeWords(index.firstRange)}</td>
                <td className="number">
                  <b>{fixedWords(index.total, 3)}</b>
                </td>
                <td className="number soft nowrap">{rangeWords(index.totalRange)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small soft sensitivity-key">
        <span className="sensitivity-sign sensitivity-sign-first" aria-hidden="true" /> {t('first')}{' '}
        <span className="sensitivity-sign" aria-hidden="true" /> {t('total')}
      </p>
    </>
  )
}

function rangeWords([low, high]: readonly [number, number]): string {
  return `${fixedWords(low, 2)} – ${fixedWords(high, 2)}`
}

/** Both bars on a scale from 0 to 1; estimates a little outside are drawn at its ends. */
function IndexBars({ index }: { readonly index: SensitivityIndex }) {
  const x = (value: number) => `${Math.min(1, Math.max(0, value)) * 100}%`
  return (
    <svg className="sensitivity-bars">
      <rect className="sensitivity-total" x={0} y={3} width={x(index.total)} height={10} />
      <line x1={x(index.totalRange[0])} x2={x(index.totalRange[1])} y1={8} y2={8} />
      <rect className="sensitivity-first" x={0} y={17} width={x(index.first)} height={10} />
      <line x1={x(index.firstRange[0])} x2={x(index.firstRange[1])} y1={22} y2={22} />
    </svg>
  )
}
