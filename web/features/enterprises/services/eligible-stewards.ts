import type { EnterpriseName, listStewards } from '#contract/cultivation'
import type { listOrganisations } from '#contract/registry'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'

type Person = ResponseOf<typeof listStewards>['people'][number]
type Organisation = Pick<
  ResponseOf<typeof listOrganisations>['organisations'][number],
  'id' | 'kind' | 'shortName'
>

export interface StewardBody {
  readonly organisation: string
  readonly people: readonly Person[]
}

/** Who may be government steward of an enterprise, by body: of its parks first, then of the office; people of other parks cannot see it. */
export function eligibleStewards(
  people: readonly Person[],
  { registrationPark, operationPark }: Pick<EnterpriseName, 'registrationPark' | 'operationPark'>,
  organisations: readonly Organisation[],
): readonly StewardBody[] {
  const own = new Set([registrationPark?.id, operationPark?.id])
  const parks = organisations.filter(({ kind }) => kind === 'park')
  const parkOf = (person: Person) => parks.find(({ shortName }) => shortName === person.organisation)
  const bodies = new Map<string, Person[]>()
  const add = (person: Person) =>
    bodies.set(person.organisation, [...(bodies.get(person.organisation) ?? []), person])
  for (const person of people) if (own.has(parkOf(person)?.id ?? '')) add(person)
  for (const person of people) if (parkOf(person) === undefined) add(person)
  return [...bodies].map(([organisation, found]) => ({ organisation, people: found }))
}
