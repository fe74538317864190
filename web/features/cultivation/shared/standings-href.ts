import type { StandingFilter } from '#contract/cultivation'

/** The list of enterprises on the ladder with some filters set: those near the next rung, or all by rung. */
export function standingsHref(
  page: 'potential' | 'standings',
  filter: Partial<Record<keyof StandingFilter, string>>,
): string {
  const search = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString()
  return `/cultivation/${page}${search === '' ? '' : `?${search}`}`
}
