import { join } from 'node:path'
import type { Transaction } from 'kysely'
import {
  BY_HAND,
  dayOf,
  dutiesToTake,
  loadPlan,
  newDuty,
  playDuties,
  readRules,
  writeLedger,
  type DutyToAdd,
  type NewDuty,
  type PlayedStep,
} from '#features/ledger'
import { readCalendars } from '#features/procedures'
import { compileCalendar } from '#domain/kernel'
import { TIMEKEEPER, type Caller } from '#platform/http'
import { actAs, type Database } from '#platform/postgres'
import { readDemoLedger, type DemoLedger, type DemoPlan } from './demo-ledger-data.ts'
import { momentOf } from './demo-moments.ts'
import { prepareStage, type LedgerDemo } from './demo-stage.ts'
import { playedContext } from './played-context.ts'
import { seedOversight } from './seed-oversight.ts'
import { seedPlan } from './seed-plans.ts'
import { seedTargets } from './seed-targets.ts'
import { PROGRAM_ROOT, type System } from './system.ts'
import { Teller, type ToldDuty } from './tell-duties.ts'

type Tx = Transaction<Database>

const LOADER: Caller = { ...TIMEKEEPER, name: '演示数据' }
const PLANS_IMPORTED = '-460d 09:30'

/**
 * Fills the demonstration's ledger, once: its documents confirmed, their duties taken and lived through for a year up to today.
 * In one transaction on the owner's connection, so that all of it is there or nothing. Answers how many duties there are.
 */
export async function seedLedger(
  system: Pick<System, 'services' | 'ownerDb'>,
  now: Date = new Date(),
): Promise<number> {
  const { plans } = await readDemoLedger(join(PROGRAM_ROOT, 'data', 'demo'))
  const present = await system.ownerDb
    .selectFrom('document')
    .select('id')
    .where('title', '=', plans[0]?.title ?? '')
    .executeTakeFirst()
  if (present !== undefined) return 0
  return system.ownerDb.transaction().execute((tx) => fillLedger(system, tx, now))
}

/** All of it, in the caller's transaction. */
export async function fillLedger(system: Pick<System, 'services'>, tx: Tx, now: Date): Promise<number> {
  const folder = join(PROGRAM_ROOT, 'data', 'demo')
  const data = await readDemoLedger(folder)
  const calendars = await readCalendars(join(PROGRAM_ROOT, 'data', 'calendars'))
  const workdays = calendars.find(({ code }) => code === 'workdays')
  if (workdays === undefined)
    throw new Error('There is no calendar of working days to play the demonstration by')
  const demo = await prepareStage(system, tx, data, compileCalendar(workdays), now)
  const imported = momentOf(PLANS_IMPORTED, now, demo.workdays)
  for (const plan of data.plans) {
    const owner = demo.actorFor(demo.organisation(plan.owner))
    const ctx = playedContext(system.services, tx, owner, imported)
    demo.plans.set(plan.key, await seedPlan(ctx, join(folder, 'plans'), plan, demo.organisations))
  }
  const duties = await playLedger(demo)
  await seedTargets(demo)
  await seedOversight(demo)
  await actAs(tx, LOADER)
  await system.services.audit.append(
    tx,
    LOADER,
    { action: 'demo.load-ledger', subjectKind: 'ledger', subjectId: dayOf(now), detail: { duties } },
    now,
  )
  return duties
}

/** The year of the ledger: what was taken and added when, what became of it, who takes up what. */
async function playLedger(demo: LedgerDemo): Promise<number> {
  const { tx, now, data, system } = demo
  const teller = new Teller({ ...demo, lives: data.lives, texts: data.texts })
  const book = new Book(demo, teller)
  for (const taken of data.taken) await book.takePlan(taken)
  book.addRegister()
  book.addByHand()
  book.link()
  const numbers = new Map<string, number>()
  const played = playDuties(
    book.steps,
    (series, instance, at) => {
      const number = numbers.get(series.id) ?? numbers.size
      numbers.set(series.id, number)
      return teller.tellPeriod(series, instance, book.subjectOf(series.id), at, number)
    },
    await readRules(tx),
    now,
  )
  const contents = [...teller.files.values()].map((content) => Buffer.from(content))
  await Promise.all(contents.map((content) => system.services.files.put(content)))
  await writeLedger(tx, played)
  return played.duties.size
}

/** Collects the steps of all duties and knows each by plan and title. */
class Book {
  readonly steps: PlayedStep[] = []
  readonly #demo: LedgerDemo
  readonly #teller: Teller
  readonly #ids = new Map<string, string>()
  readonly #subjects = new Map<string, string>()
  readonly #began = new Map<string, Date>()
  readonly #later: (() => void)[] = []
  /** The words of every task that was taken, by plan. */
  readonly #tasks = new Map<string, { title: string; words: string }[]>()
  #count = 0

  constructor(demo: LedgerDemo, teller: Teller) {
    this.#demo = demo
    this.#teller = teller
  }

  subjectOf(id: string): string {
    return this.#subjects.get(id) ?? 'mechanism'
  }

  #id(key: string): string {
    const id = this.#ids.get(key)
    if (id === undefined) throw new Error(`There is no duty ${key}`)
    return id
  }

  async takePlan({ plan: key, visibility, reportEvery, duties }: DemoLedger['taken'][number]): Promise<void> {
    const { tx, plans, organisation } = this.#demo
    const confirmed = plans.get(key)
    if (confirmed === undefined) throw new Error(`There is no plan ${key}`)
    const head = await loadPlan(tx, confirmed.planId)
    const tasks = await tasksOf(tx, confirmed.planId)
    const items = duties.map((told) => {
      const item = tasks.find(({ title }) => title === told.task)
      if (item === undefined) throw new Error(`${key} has no task ${told.task}`)
      const { dueOn, precision } = this.#teller.dates(told.life)
      const rhythm = told.rhythm ?? null
      return {
        itemId: item.itemId,
        leadId: null,
        supporting: [],
        dueOn,
        precision,
        rhythm,
        categories: told.kinds,
      }
    })
    const added = await dutiesToTake(tx, head, { items, reportEvery, visibility })
    for (const [i, told] of duties.entries()) {
      const one = added[i]
      if (one === undefined) throw new Error(`${told.task} was not taken`)
      const { id, title } = one.duty
      this.#ids.set(`${key}:${title}`, id)
      const words = confirmed.text.slice(one.origin.startAt ?? 0, one.origin.endAt ?? 0)
      this.#tasks.set(key, [...(this.#tasks.get(key) ?? []), { title, words }])
      const parts = this.#partsOf(key, told.task, one.duty.id, head.ownerId, told)
      this.#begin(one, 'take', told.life, {
        startsOn: this.#teller.dates(told.life).startsOn,
        dueText: null,
        reportEvery: told.reportEvery === undefined ? reportEvery : told.reportEvery,
        forEvaluation: told.evaluated,
      })
      const leadId = organisation(told.lead)
      const tellNow = () =>
        this.#tell({
          id,
          title,
          ownerId: head.ownerId,
          leadId,
          supporting: told.with.map(organisation),
          subject: told.subject,
          life: told.life,
          parts: parts.map(({ duty }) => duty),
          ...(told.into === undefined ? {} : { mergedInto: this.#id(told.into) }),
        })
      // What it is merged into may come with a later plan.
      if (told.into === undefined) tellNow()
      else this.#later.push(tellNow)
      for (const part of parts) this.#tell(part.told)
      if (told.addressed) this.#address(id, head.ownerId)
    }
  }

  #partsOf(
    plan: string,
    task: string,
    parentId: string,
    ownerId: string,
    whole: { lead: string; subject: string },
  ) {
    const { data, organisation } = this.#demo
    const found = data.more.parts.find((one) => one.plan === plan && one.task === task)
    return (found?.parts ?? []).map(({ title, weight, life, lead }) => {
      const leadId = organisation(lead ?? whole.lead)
      const said: NewDuty = {
        ...PLAIN,
        ...this.#teller.dates(life),
        title,
        weight,
        leadId,
        visibility: visibilityOf(plan),
      }
      const duty = newDuty(ownerId, said, { kind: 'measure', parentId })
      const told: ToldDuty = {
        id: duty.id,
        title,
        ownerId,
        leadId,
        supporting: [],
        subject: whole.subject,
        life,
      }
      return { duty, told }
    })
  }

  #address(duty: string, ownerId: string): void {
    const parks = [...this.#demo.organisations]
      .filter(([code]) => code.startsWith('park.'))
      .map(([, id]) => id)
    const at = this.#began.get(duty) ?? this.#demo.now
    this.steps.push({
      at: later(at, 40),
      by: this.#demo.actorFor(ownerId),
      do: { kind: 'address', duty, parks },
    })
  }

  /** 56 actions of the parks, kept by the zone's office. */
  addRegister(): void {
    const { data, plans, organisation } = this.#demo
    const plan = plans.get('s1')
    const title = data.plans.find(({ key }) => key === 's1')?.title ?? null
    if (plan === undefined) throw new Error('There is no plan s1')
    for (const action of data.actions) {
      const told = data.register.find(({ no }) => no === action.no)
      if (told === undefined) throw new Error(`Action ${action.no} has no life`)
      const duty = newDuty(
        organisation('office'),
        {
          ...PLAIN,
          ...this.#teller.dates(told.life),
          title: action.title,
          categories: action.kinds,
          parkId: organisation(action.park),
          rhythm: told.rhythm ?? null,
          reportEvery: told.rhythm === undefined ? 'quarter' : null,
          visibility: 'public',
        },
        { number: String(action.no) },
      )
      const { documentId, versionId } = plan
      const origin = { ...BY_HAND, source: 'register' as const, documentId, versionId, documentTitle: title }
      this.#begin({ duty, origin }, 'add', told.life)
      const leadId = organisation(action.lead)
      const park = organisation(action.park)
      const supporting =
        leadId === park
          ? [organisation(action.park.replace('park.', 'district.').replace('yizhuang', 'daxing'))]
          : [park]
      const { id, ownerId } = duty
      this.#tell({
        id,
        title: action.title,
        ownerId,
        leadId,
        supporting,
        subject: told.subject,
        life: told.life,
      })
    }
  }

  addByHand(): void {
    const { data, organisation } = this.#demo
    for (const told of data.more.manual) {
      const ownerId = organisation('office')
      const said: NewDuty = {
        ...PLAIN,
        ...this.#teller.dates(told.life),
        title: told.title,
        categories: told.kinds,
        reportEvery: 'quarter',
      }
      const duty = newDuty(ownerId, said)
      this.#begin({ duty, origin: { ...BY_HAND, source: told.source } }, 'add', told.life)
      this.#tell({
        id: duty.id,
        title: told.title,
        ownerId,
        leadId: organisation(told.lead),
        supporting: told.with.map(organisation),
        subject: told.subject,
        life: told.life,
      })
    }
  }

  /** Which duties take up one of the zone's, and which wait for another. */
  link(): void {
    for (const run of this.#later) run()
    const { data } = this.#demo
    for (const plan of data.plans)
      for (const { words, zonePlan, zoneWords } of plan.takesUp) {
        const from = this.#holding(plan, words)
        const to = this.#holding(
          data.plans.find(({ key }) => key === zonePlan),
          zoneWords,
        )
        this.#linked(from, to, 'takes-up')
      }
    for (const [from, to] of data.more.depends) this.#linked(from, to, 'depends-on')
  }

  #holding(plan: DemoPlan | undefined, words: string): string {
    const key = plan?.key ?? ''
    const found = (this.#tasks.get(key) ?? []).find((task) => task.words.includes(words))
    if (found === undefined) throw new Error(`${key} has no task that says ${words}`)
    return `${key}:${found.title}`
  }

  #linked(from: string, to: string, link: 'takes-up' | 'depends-on'): void {
    const { organisation, data } = this.#demo
    const owner = data.plans.find(({ key }) => from.startsWith(`${key}:`))?.owner ?? 'office'
    const known = [from, to].map((key) => this.#began.get(this.#id(key)) ?? this.#demo.now)
    // Once both are there; every sixth not before these weeks.
    const lately = this.#count++ % 6 === 0 ? [this.#teller.moment(-18, this.#count)] : []
    const at = new Date(Math.max(...[...known, ...lately].map((moment) => moment.getTime())))
    this.steps.push({
      at: later(at, 60),
      by: this.#demo.actorFor(organisation(owner)),
      do: { kind: 'link', from: this.#id(from), to: this.#id(to), link },
    })
  }

  /** It comes into the ledger, and its owner sets its time. */
  #begin(one: DutyToAdd, act: 'add' | 'take', life: string, fields: object | null = null): void {
    const { actorFor } = this.#demo
    const { taken, starts } = this.#teller.life(life)
    const at = this.#teller.moment(taken ?? 0, this.#count++)
    const by = actorFor(one.duty.ownerId)
    // What the document says is real; who leads it and how far it is is not.
    const added = { ...one, origin: { ...one.origin, synthetic: true } }
    this.steps.push({ at, by, do: { kind: 'add', added, act } })
    this.#began.set(one.duty.id, at)
    if (fields === null || starts === null) return
    this.steps.push({
      at: later(at, 20),
      by,
      do: { kind: 'act', duty: one.duty.id, act: { kind: 'change', reason: SET_TIME, fields } },
    })
  }

  #tell(duty: ToldDuty): void {
    this.#subjects.set(duty.id, duty.subject)
    this.steps.push(...this.#teller.tell(duty))
  }
}

const SET_TIME = '按年度工作安排确定起止时间（演示）。'

const PLAIN: NewDuty = {
  title: '',
  content: '',
  categories: [],
  parkId: null,
  leadId: null,
  personId: null,
  personName: null,
  supporting: [],
  startsOn: null,
  dueOn: null,
  precision: 'none',
  dueText: null,
  rhythm: null,
  reportEvery: 'quarter',
  weight: 1,
  visibility: 'zone',
  forEvaluation: false,
}

function visibilityOf(plan: string): 'zone' | 'public' {
  return ['s0', 's1', 's2'].includes(plan) ? 'public' : 'zone'
}

function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000)
}

async function tasksOf(tx: Tx, planId: string): Promise<{ itemId: string; title: string }[]> {
  const rows = await tx
    .selectFrom('publishedItem')
    .select(['itemId', 'title'])
    .where('planId', '=', planId)
    .where('kind', '=', 'task')
    .orderBy('startAt')
    .execute()
  return rows
}
