import { refuse } from '#domain/kernel'
import type { AnalyticsPlace } from './feed-analytics.ts'

const places = new WeakMap<object, AnalyticsPlace>()

/** Says which columnar store belongs to an installation's database (`ctx.place`); wired in main, and by tests. */
export function useAnalytics(place: object, analytics: AnalyticsPlace): void {
  places.set(place, analytics)
}

/** Refuses with `statistics.no_store` where none was wired: in a command that needs none, in a test. */
export function analyticsOf({ place }: { readonly place: object }): AnalyticsPlace {
  return places.get(place) ?? refuse('statistics.no_store')
}

/** False for what runs without a columnar store: a command, a test. */
export function hasAnalytics({ place }: { readonly place: object }): boolean {
  return places.has(place)
}
