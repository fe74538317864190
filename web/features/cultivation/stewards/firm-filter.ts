import type { readStewardPage } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'

export type Firm = ResponseOf<typeof readStewardPage>['firms'][number]

/** What a steward may want to see of his firms; the order is that of urgency. */
export const FIRM_SHOWS = ['due', 'requests', 'expiring', 'near', 'missing'] as const
export type FirmShow = (typeof FIRM_SHOWS)[number]

/** Days ahead at which the end of a qualification is shown among what is to be done. */
export const EXPIRY_DAYS = 90

export function firmShows(firm: Firm, show: FirmShow, today: string): boolean {
  const { standing } = firm
  switch (show) {
    case 'due':
      return isDue(firm.nextVisitOn, today)
    case 'requests':
      return firm.openRequests > 0
    case 'expiring':
      return standing.expiresOn !== null && daysFrom(today, standing.expiresOn) <= EXPIRY_DAYS
    case 'near':
      return standing.answer === 'yes' || standing.near
    case 'missing':
      return missingOf(firm) > 0
  }
}

/** How many facts are missing for the next rung. */
export function missingOf({ standing: { detail } }: Firm): number {
  return detail === null ? 0 : detail.missing.length + detail.missingMore
}

export function isDue(nextVisitOn: string | null, today: string): boolean {
  return nextVisitOn !== null && nextVisitOn <= today
}

function daysFrom(today: string, on: string): number {
  return Math.round((Date.parse(on) - Date.parse(today)) / 86_400_000)
}
