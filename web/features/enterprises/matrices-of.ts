import { periodById } from '#domain/kernel'
import type { Enterprise } from './queries.ts'

export type Filing = Enterprise['filings'][number]
const RHYTHMS = ['year', 'quarter', 'month'] as const

export interface Matrix {
  readonly rhythm: (typeof RHYTHMS)[number]
  /** Newest first. */
  readonly periods: readonly string[]
  readonly rows: readonly {
    readonly form: string
    readonly titleZh: string
    readonly titleEn: string
    /** One for each period; null where nothing was filed. */
    readonly cells: readonly (Filing | null)[]
  }[]
}

/** Filings as tables of forms by periods, one for each rhythm that has any. */
export function matricesOf(filings: readonly Filing[]): readonly Matrix[] {
  return RHYTHMS.flatMap((rhythm) => {
    const own = filings.filter(({ period }) => periodById(period)?.rhythm === rhythm)
    if (own.length === 0) return []
    const periods = [...new Set(own.map(({ period }) => period))].toSorted().toReversed()
    const forms = [...new Map(own.map((filing) => [filing.form, filing])).values()].toSorted((a, b) =>
      a.form < b.form ? -1 : 1,
    )
    return [
      {
        rhythm,
        periods,
        rows: forms.map(({ form, titleZh, titleEn }) => ({
          form,
          titleZh,
          titleEn,
          cells: periods.map(
            (period) => own.find((each) => each.form === form && each.period === period) ?? null,
          ),
        })),
      },
    ]
  })
}
