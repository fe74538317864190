import type { AnalyticsPlace } from './feed-analytics.ts'

const places = new WeakMap<object, AnalyticsPlace>()

/** Says which columnar store belongs to an installation's database (`ctx.place`); wired in main, and by tests. */
export function useAnalytics(place: object, analytics: AnalyticsPlace): void {
  places.set(place, analytics)
}

/** Throws where none was wired: a fault of the installation, not of the caller. */
export function analyticsOf({ place }: { readonly place: object }): AnalyticsPlace {
  const analytics = places.get(place)
  if (analytics === undefined) throw new Error('no columnar store is wired to this installation')
  return analytics
}

/** False for what runs without a columnar store: a command, a test. */
export function hasAnalytics({ place }: { readonly place: object }): boolean {
  return places.has(place)
}
