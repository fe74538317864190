import { TIMEKEEPER, createContext, type Services } from '#platform/http'
import { repeatEvery, type Repetition } from '#platform/jobs'
import { followCases } from './follow-cases.ts'
import { keepMatches } from './keep-matches.ts'

const CASES_EVERY_MS = 5_000
const MATCHES_EVERY_MS = 60_000

/** What others bring about: cases that end, facts that change, windows that close. */
export function startPolicyKeeper(services: Services): Repetition {
  const keeper = () => createContext(services, TIMEKEEPER)
  const repetitions = [
    repeatEvery(
      CASES_EVERY_MS,
      {
        log: services.log,
        failure: 'cases of policies could not be followed to their end; tried again soon',
      },
      () => followCases(keeper()),
    ),
    repeatEvery(
      MATCHES_EVERY_MS,
      {
        log: services.log,
        failure: 'policies could not be matched to enterprises anew; tried again in a minute',
      },
      () => keepMatches(keeper()),
    ),
  ]
  return {
    async stop() {
      await Promise.all(repetitions.map((one) => one.stop()))
    },
  }
}
