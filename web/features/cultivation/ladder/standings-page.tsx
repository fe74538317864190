import { StandingsList } from './standings-list.tsx'

/** 各级企业: everybody on the ladder, by rung, mark or reminder. */
export function StandingsPage() {
  return <StandingsList key="standings" page="standings" />
}
