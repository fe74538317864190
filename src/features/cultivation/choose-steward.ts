import { refuse } from '#domain/kernel'
import { bodiesOf, loadPerson, type Tx } from './store.ts'

/**
 * Who may be government steward of an enterprise: people of its parks and of the office, because these alone may see it. Answers
 * his name.
 */
export async function requireSteward(
  tx: Tx,
  enterpriseId: string,
  userId: string,
  on: string,
  path: readonly string[],
): Promise<string> {
  const person = (await loadPerson(tx, userId)) ?? refuse('cultivation.person_unknown', {}, path)
  if (person.roles.includes('zone_office')) return person.name
  const { parks } = await bodiesOf(tx, enterpriseId, on)
  if (!person.roles.includes('park_committee') || !parks.includes(person.organisationId))
    refuse('cultivation.steward_elsewhere', { person: person.name }, path)
  return person.name
}

/** The enterprise’s own contact with an account: of its own body. */
export async function requireContact(
  tx: Tx,
  enterpriseId: string,
  userId: string,
  on: string,
): Promise<string> {
  const person = (await loadPerson(tx, userId)) ?? refuse('cultivation.person_unknown', {}, ['userId'])
  const { own } = await bodiesOf(tx, enterpriseId, on)
  if (own === null || person.organisationId !== own)
    refuse('cultivation.contact_elsewhere', { person: person.name }, ['userId'])
  return person.name
}
