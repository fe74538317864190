import {
  actOnInspection,
  addCoverage,
  addInspection,
  changeAnnualList,
  dayOf,
  decideProposals,
  endCoverage,
  makeAnnualLists,
  raiseProposals,
  readAnnualList,
} from '#features/ledger'
import { addDays } from '#domain/ledger'
import type { DemoLedger } from './demo-ledger-data.ts'
import type { LedgerDemo } from './demo-stage.ts'

/** What parks have, what bodies have to do in a year, what is supervised and inspected: through the use cases. */
export async function seedOversight(demo: LedgerDemo): Promise<void> {
  await seedCoverage(demo)
  await seedAnnualLists(demo)
  for (const told of demo.data.oversight.inspections) await seedInspection(demo, told)
  await seedSupervision(demo)
  await demo.carryOut()
  await markSynthetic(demo)
}

async function seedCoverage({ data, now, contextOf, organisation }: LedgerDemo): Promise<void> {
  const today = dayOf(now)
  for (const { park, carrier, name, source, since, ended } of data.coverage) {
    const { id } = await addCoverage(contextOf(park, -380), {
      parkId: organisation(park),
      carrier,
      name,
      since: since === null ? null : addDays(today, since),
      source,
    })
    if (ended !== null)
      await endCoverage(contextOf(park, ended), id, {
        version: 1,
        on: addDays(today, ended),
        reason: '运营协议到期未续签（演示）',
      })
  }
}

/** This year's lists in every state, and drafts of the next. */
async function seedAnnualLists({ data, tx, now, contextOf, organisation }: LedgerDemo): Promise<void> {
  const year = Number(dayOf(now).slice(0, 4))
  await makeAnnualLists(contextOf('office', -60), year, null)
  await makeAnnualLists(contextOf('office', -3), year + 1, null)
  const { confirmed, returned, sent } = data.oversight.annual
  const answers = [
    ...confirmed.map((body) => ({ body, act: { kind: 'confirm' as const } })),
    ...returned.map(({ body, reason }) => ({ body, act: { kind: 'return' as const, reason } })),
    ...sent.map((body) => ({ body, act: null })),
  ]
  for (const { body, act } of answers) {
    const { id } = await tx
      .selectFrom('annualList')
      .select('id')
      .where('organisationId', '=', organisation(body))
      .where('year', '=', year)
      .executeTakeFirstOrThrow()
    const sending = contextOf('office', -50)
    const { version } = await readAnnualList(sending, id)
    const list = await changeAnnualList(sending, id, { version, act: { kind: 'send' } })
    if (act !== null) await changeAnnualList(contextOf(body, -40), id, { version: list.version, act })
  }
}

async function seedInspection(
  { now, tx, contextOf, organisation }: LedgerDemo,
  told: DemoLedger['oversight']['inspections'][number],
): Promise<void> {
  const today = dayOf(now)
  let view = await addInspection(contextOf('office', told.created), {
    kind: told.kind,
    title: told.title,
    subject: told.subject,
    fromOn: addDays(today, told.starts),
    toOn: addDays(today, told.ends),
    items: [],
    dutiesOf: told.bodies.map(organisation),
  })
  const { id } = view
  await tx.updateTable('inspection').set({ synthetic: true }).where('id', '=', id).execute()
  const act = async (days: number, one: Parameters<typeof actOnInspection>[2]['act']) => {
    view = await actOnInspection(contextOf('office', days), id, { version: view.version, act: one })
  }
  await act(told.starts, { kind: 'start' })
  const inTime = Math.min(told.ends, -3)
  const looked = told.announced === null ? view.list.slice(0, Math.ceil(view.list.length / 2)) : view.list
  const judged = { red: 0, other: 0 }
  for (const { id: itemId, duty } of looked) {
    // What the ledger shows red is found no better than slow; the first of them is the one that a case is raised on.
    const colour = duty?.light === 'red' ? 'red' : 'other'
    const choices = told.findings.filter(({ result }) =>
      (colour === 'red' ? ['slow', 'poor'] : ['good', 'adequate']).includes(result),
    )
    if (colour === 'red') choices.reverse()
    const finding = choices[judged[colour]++ % Math.max(1, choices.length)] ?? told.findings[0]
    if (finding === undefined) continue
    const demandBy = finding.demand === '' ? null : addDays(today, inTime + 30)
    await act(inTime, { kind: 'find', itemId, ...finding, demandBy })
  }
  if (told.announced === null) return
  await act(told.announced, { kind: 'finish' })
  await act(told.announced, { kind: 'announce' })
  const poor = view.list.find(({ result }) => result === 'poor')
  // The clocks of the case begin now, so that none of them has run out unseen.
  if (told.raise !== null && poor !== undefined)
    await act(0, { kind: 'raise', itemId: poor.id, procedure: told.raise })
}

async function seedSupervision({ data, tx, contextOf }: LedgerDemo): Promise<void> {
  await raiseProposals(contextOf('office', -2))
  const office = contextOf('office', 0)
  const open = async (causes: readonly string[], count: number): Promise<string[]> => {
    const rows = await tx
      .selectFrom('supervisionProposal as p')
      .innerJoin('duty as d', 'd.id', 'p.dutyId')
      .select('p.id')
      .where('p.state', '=', 'open')
      .where('p.cause', 'in', [...causes] as ('late' | 'stale' | 'off-track' | 'unanswered')[])
      .orderBy('d.serial')
      .limit(count)
      .execute()
    return rows.map(({ id }) => id)
  }
  for (const { causes, count, urgency } of data.oversight.supervision.confirm)
    await decideProposals(office, {
      proposals: await open(causes, count),
      decision: { kind: 'raise', urgency, text: null },
    })
  for (const { causes, count, reason } of data.oversight.supervision.dismiss)
    await decideProposals(office, {
      proposals: await open(causes, count),
      decision: { kind: 'dismiss', reason },
    })
}

/** What we made up is marked, also where people cannot mark it. */
async function markSynthetic({ tx, data }: LedgerDemo): Promise<void> {
  const invented = data.coverage.filter((entry) => entry.invented).map(({ name }) => name)
  await tx.updateTable('coverageEntry').set({ synthetic: true }).where('name', 'in', invented).execute()
  await tx
    .updateTable('procedureCase')
    .set({ synthetic: true })
    .where('originKind', 'in', ['duty', 'inspection'])
    .execute()
}
