import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { StatusMark } from '../../../ui/marks.tsx'

/** ■ 超出 1,200, ● 结余 300, or that there is no budget; 万元. */
export function AgainstBudget({ cost, limit }: { readonly cost: number; readonly limit: number | null }) {
  const t = useText(simulationTexts)
  if (limit === null) return <span className="faint">{t('noBudget')}</span>
  return cost > limit ? (
    <StatusMark tone="bad">{t('over', { amount: cents(cost - limit) })}</StatusMark>
  ) : (
    <StatusMark tone="good">{t('within', { amount: cents(limit - cost) })}</StatusMark>
  )
}

/** A difference of amounts in 万元 without what binary fractions leave behind. */
export function cents(value: number): number {
  return Number(value.toFixed(4))
}
