import { useId } from 'react'
import type { Movable } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { figureWords } from '../../../ui/filings/figures.ts'
import { useFormat } from '../../../ui/format.ts'
import { NumberField } from '../../../ui/number-field.tsx'
import { useSay } from '../../../ui/say.ts'
import type { NumberName, Typed } from './moved-numbers.ts'

const KINDS = ['condition', 'table', 'amount', 'ceiling', 'parameter'] as const

export interface NamedNumber {
  readonly movable: Movable
  readonly name: NumberName
  /** On the other side; undefined: it has no such number. */
  readonly before: number | undefined
}

/** Each number that may be moved in its sentence, with a field for another value beside the present one. */
export function NumbersForm({
  numbers,
  typed,
  step,
  onTyped,
  curveHref,
}: {
  readonly numbers: readonly NamedNumber[]
  readonly typed: Typed
  /** Of amounts: no ceiling is lower. */
  readonly step: number
  readonly onTyped: (id: string, value: number) => void
  readonly curveHref: (movable: Movable) => string
}) {
  const t = useText(simulationTexts)
  return (
    <>
      {KINDS.map((kind) => {
        const those = numbers.filter(({ movable }) => movable.kind === kind)
        return those.length === 0 ? null : (
          <section key={kind} className="moved-kind">
            <h3 className="soft small">{t(`kind.${kind}`)}</h3>
            <ul>
              {those.map((number) => (
                <NumberRow
                  key={number.movable.id}
                  number={number}
                  all={numbers}
                  value={typed[number.movable.id] ?? number.movable.value}
                  step={step}
                  onValue={(value) => onTyped(number.movable.id, value)}
                  curveHref={curveHref(number.movable)}
                />
              ))}
            </ul>
            {kind === 'parameter' ? <p className="soft small">{t('parameterAlso')}</p> : null}
          </section>
        )
      })}
    </>
  )
}

/** The words of a number for labels: 研发费用不低于100万元, 封顶金额, 分档表 第 2 行 比例. */
export function useNumberTitle(): (movable: Movable, name: NumberName) => string {
  const t = useText(simulationTexts)
  const say = useSay()
  return ({ kind }, { title, row, fact }) => {
    if (kind === 'table' && title !== null && row !== null)
      return [t('tableCell', { table: say(title), n: row }), ...(fact === null ? [] : [say(fact)])].join(
        ' · ',
      )
    if (title !== null) return say(title)
    return t(`kind.${kind}`)
  }
}

function NumberRow({
  number: { movable, name, before },
  all,
  value,
  step,
  onValue,
  curveHref,
}: {
  readonly number: NamedNumber
  readonly all: readonly NamedNumber[]
  readonly value: number
  readonly step: number
  readonly onValue: (value: number) => void
  readonly curveHref: string
}) {
  const t = useText(simulationTexts)
  const { language } = useFormat()
  const id = useId()
  const title = useNumberTitle()(movable, name)
  const { words, range, kind } = movable
  const label =
    name.place === null ? t('newValue', { name: title }) : t('newValueAt', { name: title, n: name.place })
  const unit = name.unit === null ? '' : figureWords(0, name.unit, language).replace(/^0\s*/u, '')
  const was = before ?? movable.value
  const sameInFormula =
    kind === 'ceiling' &&
    value > movable.value &&
    all.some((other) => other.movable.kind === 'amount' && other.movable.value === movable.value)
  return (
    <li className={value === was ? undefined : 'is-moved'}>
      <div className="moved-title">
        <label htmlFor={id}>{title}</label>
        <AddressLink href={curveHref} className="small" aria-label={t('curveOf', { name: title })}>
          {t('curve')}
        </AddressLink>
      </div>
      <div className="moved-sentence">
        {range === null ? null : <code lang="zh">{words.slice(0, range.from)}</code>}
        <NumberField
          id={id}
          label={label}
          value={value}
          width={84}
          {...(kind === 'ceiling' ? { least: step } : {})}
          onNumber={(next) => {
            if (next !== null) onValue(next)
          }}
        />
        {range === null ? null : <code lang="zh">{words.slice(range.to)}</code>}
        {unit === '' ? null : <span className="small">{unit}</span>}
        <span className="soft small moved-was">{t('present', { value: was })}</span>
      </div>
      {sameInFormula ? (
        <p className="small mark-warn">
          <span aria-hidden="true">▲</span> {t('ceilingAlso', { value: movable.value })}
        </p>
      ) : null}
    </li>
  )
}
