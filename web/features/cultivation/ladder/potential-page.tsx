import { StandingsList } from './standings-list.tsx'

/** 潜力企业: who qualifies for the next rung, is near it, or lacks facts. */
export function PotentialPage() {
  return <StandingsList key="potential" page="potential" />
}
