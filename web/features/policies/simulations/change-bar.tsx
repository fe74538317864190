import { formatNumber } from '../../../ui/format.ts'

/** +12, −3, 0. */
export function signed(value: number): string {
  if (value === 0) return '0'
  return value > 0 ? `+${formatNumber(value)}` : `−${formatNumber(-value)}`
}

/** A change to the right or the left of a middle line; the figure stands beside it. */
export function ChangeBar({ value, most }: { readonly value: number; readonly most: number }) {
  const share = most > 0 ? Math.min(1, Math.abs(value) / most) * 50 : 0
  return (
    <span className="change-bar" aria-hidden="true">
      {value === 0 ? null : (
        <span
          className={value > 0 ? 'is-more' : 'is-less'}
          style={{ width: `${String(Math.max(1, share))}%`, [value > 0 ? 'left' : 'right']: '50%' }}
        />
      )}
    </span>
  )
}
