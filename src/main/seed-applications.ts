import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { sql, type Transaction } from 'kysely'
import { Refusal, chinaDay } from '#domain/kernel'
import { ANSWER_CODES } from '#domain/rules'
import {
  actOnDirectList,
  answerInvitation,
  applyForPolicy,
  drawDirectList,
  flagRevisions,
  followCases,
  isShown,
  judgeZone,
  matchOne,
  recordPayment,
  reversePayment,
  stackingGroups,
  windowOn,
  type MatchOfOne,
} from '#features/policies'
import { loadCase, runCommand } from '#features/procedures'
import { decideDeclaration, declareFact } from '#features/rules'
import { TIMEKEEPER, knowAttachments, type Caller, type Context } from '#platform/http'
import { actAs, type Database } from '#platform/postgres'
import { LOADER } from './demo-identities.ts'
import {
  readDemoApplications,
  readDemoOffice,
  type DemoApplication,
  type DemoApplicationAct,
  type DemoApplications,
  type DemoDirectList,
} from './demo-policy-data.ts'
import { playActs, type Play } from './play-acts.ts'
import { activeStep } from './play-cases.ts'
import { playSandbox } from './seed-policies.ts'
import { PROGRAM_ROOT, type System } from './system.ts'

type Tx = Transaction<Database>

/**
 * Plays what invented enterprises did with policies, once for a population: applications with their cases and payments, lists of who need
 * not apply, the sandbox. In one transaction on the owner's connection (see `seedCases`). Answers how many stories found an enterprise;
 * 0 when they are there already.
 */
export async function seedApplications(
  { services, ownerDb }: Pick<System, 'services' | 'ownerDb'>,
  now: Date = new Date(),
): Promise<number> {
  const { rows } = await sql<{ population: boolean; told: boolean }>`
    SELECT EXISTS (SELECT FROM enterprise WHERE synthetic) AS population,
           EXISTS (SELECT FROM policy_application WHERE synthetic) AS told`.execute(ownerDb)
  if (rows[0]?.population !== true || rows[0].told) return 0
  const folder = join(PROGRAM_ROOT, 'data', 'demo')
  const data = await readDemoApplications(folder)
  const { sandbox } = await readDemoOffice(folder)
  return ownerDb.transaction().execute(async (tx) => {
    let played = 0
    await playActs(
      services,
      tx,
      now,
      async (play) => {
        await playSandbox(play, sandbox)
        const player = new ApplicationPlayer(play, data, await readApplicants(tx, play.day(0)))
        player.planAll(() => {
          played += 1
        })
      },
      followCases,
    )
    await sql`
      UPDATE procedure_case SET synthetic = true
       WHERE id IN (SELECT case_id FROM policy_application WHERE synthetic)`.execute(tx)
    await actAs(tx, LOADER)
    await services.audit.append(
      tx,
      LOADER,
      { action: 'demo.load-applications', subjectKind: 'policies', subjectId: '', detail: { played } },
      now,
    )
    return played
  })
}

interface Applicant {
  readonly id: string
  readonly organisationId: string | null
  readonly organisation: string | null
  readonly parkId: string
  readonly park: string
}

async function readApplicants(tx: Tx, today: string): Promise<ReadonlyMap<string, Applicant>> {
  const { rows } = await sql<Applicant>`
    SELECT e.id, e.organisation_id, o.code AS organisation, p.id AS park_id, p.code AS park FROM enterprise e
      JOIN enterprise_state s ON s.enterprise_id = e.id AND upper_inf(s.known) AND s.valid @> ${today}::date AND s.status = 'active'
      JOIN organisation p ON p.id = s.registration_park_id
      LEFT JOIN organisation o ON o.id = e.organisation_id
     WHERE e.synthetic`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** What a story has come to. */
interface Running {
  readonly applicant: Applicant
  readonly caller: Caller
  readonly match: MatchOfOne
  readonly applicationId: string
}

/** Candidates looked at before a story is left out. */
const MOST_TRIED = 40

class ApplicationPlayer {
  readonly #play: Play
  readonly #data: DemoApplications
  readonly #applicants: ReadonlyMap<string, Applicant>
  readonly #running = new Map<string, Running>()
  readonly #taken = new Set<string>()
  readonly #inPark = new Map<string, number>()

  constructor(play: Play, data: DemoApplications, applicants: ReadonlyMap<string, Applicant>) {
    this.#play = play
    this.#data = data
    this.#applicants = applicants
  }

  planAll(onPlayed: () => void): void {
    for (const story of this.#data.applications) {
      this.#plan(story.at, `${story.key}, applied`, async () => {
        if (await this.#apply(story)) onPlayed()
      })
      for (const act of story.then)
        this.#plan(act.at, `${story.key} at ${act.at}`, async () => {
          const running = this.#running.get(story.key)
          if (running !== undefined) await this.#take(running, act)
        })
    }
    for (const list of this.#data.lists) this.#plan(list.at, `${list.policy}, drawn`, () => this.#draw(list))
    const { now } = this.#play
    // What was paid is looked at again once facts are as they are.
    this.#play.plan(now, 'the end', async () => {
      await flagRevisions(this.#play.contextOf(TIMEKEEPER, now), 'demo')
      await this.#checkEnds()
    })
  }

  #plan(at: string, what: string, act: () => Promise<unknown>): void {
    this.#play.plan(this.#play.moment(at), what, act)
  }

  #as(caller: Caller, at: string): Context {
    return this.#play.contextOf(caller, this.#play.moment(at))
  }

  /** Whoever speaks for an enterprise: itself, or where it has no account its park on its behalf. */
  #callerOf({ organisationId, parkId }: Applicant): Caller {
    return this.#play.actorFor(organisationId ?? parkId)
  }

  async #apply(story: DemoApplication): Promise<boolean> {
    const chosen = await this.#choose(story)
    if (chosen === null) return false
    const { applicant, match } = chosen
    const caller = this.#callerOf(applicant)
    const ctx = this.#as(caller, story.at)
    const files = await this.#handIn(ctx, match, applicant.id, story.files)
    const { id } = await applyForPolicy(
      ctx,
      { policyId: match.policy.policyId },
      { enterpriseId: applicant.id, note: story.note, files, declared: true },
    )
    this.#taken.add(applicant.id)
    this.#inPark.set(applicant.park, (this.#inPark.get(applicant.park) ?? 0) + 1)
    this.#running.set(story.key, { applicant, caller, match, applicationId: id })
    return true
  }

  /** An enterprise that qualifies under the first policy that is open; those of parks of which there are few so far come first. */
  async #choose(
    story: DemoApplication,
  ): Promise<{ readonly applicant: Applicant; readonly match: MatchOfOne } | null> {
    const at = this.#play.moment(story.at)
    const on = chinaDay(at.getTime())
    const keeper = this.#play.contextOf(TIMEKEEPER, at)
    const { zone, book, columns } = await judgeZone(
      this.#play.contextOf(TIMEKEEPER, this.#play.now),
      this.#play.day(0),
    )
    const same = story.sameAs === undefined ? undefined : this.#running.get(story.sameAs)
    if (story.sameAs !== undefined && same === undefined) return null
    for (const code of story.policies) {
      const policy = book.policies.find(({ definition }) => definition.code === code)
      const answers = columns.get(code)?.answers
      if (policy === undefined || answers === undefined) continue
      const { state } = windowOn(policy.definition, on)
      if (state === 'upcoming' || state === 'closed') continue
      const candidates = zone.base.ids
        .filter((_, row) => answers[row] === ANSWER_CODES.yes)
        .flatMap((id) => this.#applicants.get(id) ?? [])
        .filter((one) => this.#suits(one, story, same))
        .toSorted(
          (a, b) =>
            (this.#inPark.get(a.park) ?? 0) - (this.#inPark.get(b.park) ?? 0) ||
            (drawn(story.key, a.id) < drawn(story.key, b.id) ? -1 : 1),
        )
      for (const applicant of candidates.slice(0, MOST_TRIED)) {
        const match = await matchOrNull(keeper, applicant.id, policy.policyId, on)
        if (match !== null && (await this.#fits(story, applicant, match))) return { applicant, match }
      }
    }
    return null
  }

  /** Cases are opened by people with accounts. */
  #mayAct(applicant: Applicant): boolean {
    return this.#callerOf(applicant).userId !== null
  }

  #suits(applicant: Applicant, story: DemoApplication, same: Running | undefined): boolean {
    const { id, organisation, park } = applicant
    if (!this.#mayAct(applicant)) return false
    if (same !== undefined) return id === same.applicant.id
    if (story.organisation !== undefined) return organisation === story.organisation
    return organisation === null && !this.#taken.has(id) && (story.park === undefined || park === story.park)
  }

  async #fits(story: DemoApplication, applicant: Applicant, match: MatchOfOne): Promise<boolean> {
    const { definition } = match.policy
    if (match.verdict.answer !== 'yes') return false
    if (definition.benefit.amount !== null && (match.amount?.value ?? 0) <= 0) return false
    const revision = story.then.find((act) => 'revise' in act)
    if (revision !== undefined && revisable(revision.revise, match) === null) return false
    const partner = this.#data.applications.find(({ sameAs }) => sameAs === story.key)
    if (partner !== undefined && !(await this.#passesCeiling(partner, applicant, match))) return false
    if (story.sameAs !== undefined) {
      const first = this.#running.get(story.sameAs)
      return first !== undefined && overCeiling(first.match, match)
    }
    return true
  }

  async #passesCeiling(partner: DemoApplication, applicant: Applicant, first: MatchOfOne): Promise<boolean> {
    const at = this.#play.moment(partner.at)
    const keeper = this.#play.contextOf(TIMEKEEPER, at)
    for (const code of partner.policies) {
      const policy = first.book.policies.find(({ definition }) => definition.code === code)
      if (policy === undefined) continue
      const match = await matchOrNull(keeper, applicant.id, policy.policyId, chinaDay(at.getTime()))
      if (match?.verdict.answer === 'yes' && overCeiling(first, match)) return true
    }
    return false
  }

  /** Papers for what nobody is sure of yet, and those of the story. */
  async #handIn(ctx: Context, match: MatchOfOne, enterpriseId: string, more: readonly string[]) {
    const byId = ctx.caller.userId
    if (byId === null) return []
    const wanted = [
      ...match.policy.definition.evidence
        .filter(({ required, facts }) => required && !isShown(facts, match.sheet))
        .map(({ id, title }) => ({ evidence: id, name: `${title.zh}（演示）.txt` })),
      ...more.map((name) => ({ evidence: null, name: name.replace(/\.pdf$/u, '（演示）.txt') })),
    ]
    const files: { id: string; evidence: string | null }[] = []
    for (const { evidence, name } of wanted) {
      const content = Buffer.from(`${name}\n虚构的申报材料，仅供演示。\n`)
      const { digest } = await ctx.files.put(content)
      const stored = { digest, name, sizeBytes: content.length }
      files.push(
        await ctx.inTransaction(async (tx) => {
          await knowAttachments(tx, [stored])
          const { id } = await tx
            .insertInto('policyApplicationFile')
            .values({
              ...stored,
              enterpriseId,
              applicationId: null,
              evidence: null,
              at: ctx.now.toISOString(),
              byId,
              byName: ctx.caller.name,
            })
            .returning('id')
            .executeTakeFirstOrThrow()
          return { id, evidence }
        }),
      )
    }
    return files
  }

  async #take(running: Running, act: DemoApplicationAct): Promise<void> {
    if ('do' in act) return this.#step(running, act)
    if ('pay' in act) return this.#pay(running, act)
    if ('reverse' in act) return this.#reverse(running, act)
    return this.#revise(running, act)
  }

  async #step(
    { applicationId, applicant, caller, match }: Running,
    { at, do: what, words, share = 1, by }: Extract<DemoApplicationAct, { readonly do: string }>,
  ): Promise<void> {
    const { caseId } = await loadRow(this.#play.tx, applicationId)
    if (caseId === null) throw new Error('there is no case')
    const { state } = await loadCase(this.#play.tx, caseId)
    const atPark = state.steps.some(({ node, status }) => node === 'firstLook' && status === 'active')
    // The fast way has no first look.
    if (what === 'pass' && !atPark) return
    const park = this.#play.actorFor(applicant.parkId)
    const office = this.#play.person(by ?? 'office')
    const approved = Math.round((match.amount?.value ?? 0) * share * 100) / 100
    const looks = atPark ? 'firstLook' : 'review'
    const steps = {
      pass: ['firstLook', park, { parkOpinion: words ?? PARK_OPINION }],
      ask: [looks, atPark ? park : office, { question: words ?? '' }],
      supply: ['supply', caller, { supplement: words ?? '' }],
      approve: ['review', office, { approved, decision: words ?? DECISION }],
      reject: [looks, atPark ? park : office, { refusalGround: words ?? '' }],
      object: ['notice', office, { objection: words ?? '' }],
    } as const
    const [node, actor, data] = steps[what]
    const ctx = this.#as(actor, at)
    await ctx.inTransaction((tx) =>
      runCommand(tx, ctx, caseId, null, {
        kind: 'act',
        activation: activeStep(state, node, actor).id,
        action: what,
        opinion: null,
        data,
        attachments: [],
      }),
    )
  }

  async #pay(
    { applicationId }: Pick<Running, 'applicationId'>,
    { at, pay, reference, despite }: Extract<DemoApplicationAct, { readonly pay: number }>,
  ): Promise<void> {
    const { approved, paid, version } = await loadRow(this.#play.tx, applicationId)
    const amount = Math.round(((approved ?? 0) * pay - paid) * 10_000) / 10_000
    await recordPayment(
      this.#as(this.#play.person('office2'), at),
      { applicationId },
      {
        amount,
        on: chinaDay(this.#play.moment(at).getTime()),
        reference,
        despite: despite ?? null,
        version,
      },
    )
  }

  async #reverse(
    { applicationId }: Running,
    { at, reverse }: Extract<DemoApplicationAct, { readonly reverse: string }>,
  ): Promise<void> {
    const { id: paymentId } = await this.#play.tx
      .selectFrom('policyPayment')
      .select('id')
      .where('applicationId', '=', applicationId)
      .where('reversedAt', 'is', null)
      .executeTakeFirstOrThrow()
    await reversePayment(this.#as(this.#play.person('office2'), at), { paymentId }, { reason: reverse })
  }

  /** The applicant corrects what it had said, the office confirms the correction. */
  async #revise(
    { applicant, caller, match }: Running,
    { at, revise, to, note }: Extract<DemoApplicationAct, { readonly revise: string }>,
  ): Promise<void> {
    const fact = revisable(revise, match)
    const value = fact === null ? undefined : match.sheet.get(fact)?.value
    if (fact === null || typeof value !== 'number') throw new Error(`nothing is known of ${revise}`)
    const { version, id } = await declareFact(
      this.#as(caller, at),
      { enterpriseId: applicant.id },
      { fact, value: Math.round(value * to * 100) / 100, from: match.on, note, files: [] },
    )
    await decideDeclaration(
      this.#as(this.#play.person('office'), at),
      { declarationId: id },
      { decision: 'confirm', reason: null, version },
    )
  }

  async #draw(list: DemoDirectList): Promise<void> {
    const { tx } = this.#play
    const office = this.#as(this.#play.person('office'), list.at)
    const policy = await tx
      .selectFrom('policy')
      .select('id')
      .where('code', '=', list.policy)
      .executeTakeFirstOrThrow()
    const drawn = await drawDirectList(
      office,
      { policyId: policy.id },
      { year: Number(this.#play.day(0).slice(0, 4)) },
    )
    const { sent } = list
    if (sent === null) return
    this.#plan(sent, `${list.policy}, sent`, async () => {
      await actOnDirectList(
        this.#as(this.#play.person('office'), sent),
        { listId: drawn.id },
        { act: 'send', version: drawn.version },
      )
      await this.#answerAll(list, drawn.id, sent)
    })
  }

  /** Over the days since they were asked. */
  async #answerAll(list: DemoDirectList, listId: string, sent: string): Promise<void> {
    const rows = await this.#play.tx
      .selectFrom('policyApplication')
      .select(['id', 'enterpriseId'])
      .where('listId', '=', listId)
      .where('state', '=', 'invited')
      .execute()
    const asked = rows
      .flatMap(({ id, enterpriseId }) => {
        const applicant = this.#applicants.get(enterpriseId)
        return applicant === undefined || applicant.organisation !== null || !this.#mayAct(applicant)
          ? []
          : [{ id, applicant }]
      })
      .toSorted((a, b) =>
        drawn(listOf(list), a.applicant.id) < drawn(listOf(list), b.applicant.id) ? -1 : 1,
      )
    const days = Number(/\d+/u.exec(sent)?.[0] ?? 20)
    // On three days: judging them anew takes the rules of each day.
    const dayOf = (place: number) => Math.max(2, days - 2 - Math.floor((place * 3) / list.confirmed) * 6)
    for (const [place, { id, applicant }] of asked.entries()) {
      const reason = list.declined[place - list.confirmed]
      if (place >= list.confirmed && reason === undefined) break
      const at = `-${String(dayOf(place % list.confirmed))}d ${place % 2 === 0 ? '10' : '15'}:${String(10 + (place % 45))}`
      this.#plan(at, `${list.policy}, answer ${String(place)}`, async () => {
        const { version } = await loadRow(this.#play.tx, id)
        // Where facts went on since the list was drawn the invitation stays open.
        await unless('policies.no_longer_qualified', () =>
          answerInvitation(
            this.#as(this.#callerOf(applicant), at),
            { applicationId: id },
            { answer: reason === undefined ? 'confirm' : 'decline', reason: reason ?? null, version },
          ),
        )
      })
      if (place >= list.paid) continue
      const paidAt = `-${String(Math.max(1, dayOf(place) - 5))}d 16:${String(10 + place)}`
      const reference = `YS-免申-${String(place + 1).padStart(4, '0')}（演示）`
      this.#plan(paidAt, `${list.policy}, payment ${String(place)}`, async () => {
        const { state } = await loadRow(this.#play.tx, id)
        // What stands against a payment is for the office to decide.
        if (state === 'approved')
          await unless('policies.payment_warned', () =>
            this.#pay({ applicationId: id }, { at: paidAt, pay: 1, reference }),
          )
      })
    }
  }

  /** Each story has come to what it says it shows. */
  async #checkEnds(): Promise<void> {
    for (const { key, stands } of this.#data.applications) {
      const running = this.#running.get(key)
      if (running === undefined) continue
      const { state } = await loadRow(this.#play.tx, running.applicationId)
      if (state !== stands) throw new Error(`${key} stands at ${state} and not at ${stands}`)
    }
  }
}

const PARK_OPINION = '经核，企业登记在本园，申报材料与系统事实一致，同意报审。（演示）'
const DECISION = '符合支持条件，按测算金额认定。（演示）'

function listOf({ policy }: DemoDirectList): string {
  return `list ${policy}`
}

/** Leaves an act that is refused for this reason undone. */
async function unless(code: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Refusal) || error.issues[0]?.code !== code) throw error
  }
}

async function loadRow(tx: Tx, applicationId: string) {
  return tx
    .selectFrom('policyApplication')
    .select(['state', 'approved', 'paid', 'version', 'caseId'])
    .where('id', '=', applicationId)
    .executeTakeFirstOrThrow()
}

/** The same order for the same words. */
function drawn(key: string, id: string): string {
  return createHash('md5').update(`${key} ${id}`).digest('hex')
}

async function matchOrNull(
  ctx: Context,
  enterpriseId: string,
  policyId: string,
  on: string,
): Promise<MatchOfOne | null> {
  try {
    return await matchOne(ctx, enterpriseId, policyId, on)
  } catch (error) {
    // Not in force on that day, or nothing is known of the enterprise.
    if (error instanceof Refusal) return null
    throw error
  }
}

/** The first of the facts that the enterprise itself declared and the amount follows from. */
function revisable(facts: string, { sheet, amount }: MatchOfOne): string | null {
  const used = new Set(amount?.facts.map(({ fact }) => fact))
  return (
    facts.split('|').find((fact) => used.has(fact) && sheet.get(fact)?.source.kind === 'declaration') ?? null
  )
}

function overCeiling(one: MatchOfOne, other: MatchOfOne): boolean {
  const sum = (one.amount?.value ?? 0) + (other.amount?.value ?? 0)
  return stackingGroups().some(
    ({ code, ceiling }) =>
      ceiling !== null &&
      one.policy.definition.stacking.includes(code) &&
      other.policy.definition.stacking.includes(code) &&
      sum > ceiling,
  )
}
