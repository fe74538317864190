import { sql, type Transaction } from 'kysely'
import { CASE_EFFECTS_QUEUE, carryOutEffects, fireSome, type CaseEffectsJob } from '#features/procedures'
import { TIMEKEEPER, createContext, type Caller, type Context, type Services } from '#platform/http'
import { actAs, type Database } from '#platform/postgres'

type Tx = Transaction<Database>

const TIMERS_TOGETHER = 50
/** Far more than the clocks of all stories can fire at one moment. */
const ROUNDS_AT_ONE_MOMENT = 1000

/**
 * Time in a demonstration that is played within one transaction: requests of anybody at any moment, the clocks of cases, and what their
 * decisions want done elsewhere.
 */
export class CaseTime {
  readonly #services: Services
  readonly #tx: Tx
  /** Cases that were there before and are none of the demonstration's. */
  readonly #others: ReadonlySet<string>
  readonly #jobs: CaseEffectsJob[] = []
  #acting: Caller | null = null
  #depth = 0

  constructor(services: Services, tx: Tx, others: ReadonlySet<string> = new Set()) {
    this.#services = services
    this.#tx = tx
    this.#others = others
  }

  /** Everything due until the moment, each at its own. */
  async fireUntil(moment: Date): Promise<void> {
    for (let rounds = 0; rounds < ROUNDS_AT_ONE_MOMENT; rounds++) {
      const next = await this.#nextTimer()
      if (next === null || next > moment) return
      await fireSome(this.contextOf(TIMEKEEPER, next), TIMERS_TOGETHER, this.#others)
      await this.carryOut(next)
    }
    throw new Error(`The clocks of the demonstration do not come to rest at ${moment.toISOString()}`)
  }

  /**
   * What decisions want done in other cases, until nothing is left. Nothing leaves the system: invented cases are no news
   * for mail or other systems.
   */
  async carryOut(at: Date): Promise<void> {
    const ctx = this.contextOf(TIMEKEEPER, at)
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift())
      await carryOutEffects(ctx, job)
  }

  async become(caller: Caller): Promise<void> {
    if (this.#acting === caller) return
    await actAs(this.#tx, caller)
    this.#acting = caller
  }

  /**
   * As a request of that person at that moment, but within the one transaction, and with its effects kept here. The audit
   * trail tells what really happened; these acts did not.
   */
  contextOf(caller: Caller, now: Date): Context {
    const within = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const before = this.#depth > 0 ? this.#acting : null
      await this.become(caller)
      this.#depth += 1
      try {
        const answer = await work(this.#tx)
        // Who asked something in another capacity goes on as himself.
        if (before !== null) await this.become(before)
        return answer
      } finally {
        this.#depth -= 1
      }
    }
    const keep = (queue: string, data: object) => {
      if (queue === CASE_EFFECTS_QUEUE.name) this.#jobs.push(data as CaseEffectsJob)
    }
    return {
      ...createContext(this.#services, caller, now),
      inTransaction: within,
      read: within,
      audit: () => Promise.resolve(),
      enqueue: (_tx, queue, data) => Promise.resolve(keep(queue, data)),
      enqueueAll: (_tx, queue, data) => {
        for (const one of data) keep(queue, one)
        return Promise.resolve()
      },
      actingAs: (other) => this.contextOf(other, now),
    }
  }

  async #nextTimer(): Promise<Date | null> {
    await this.become(TIMEKEEPER)
    const { next } = await this.#tx
      .selectFrom('procedureCase')
      .select(sql<string | null>`min(next_timer_at)`.as('next'))
      .$if(this.#others.size > 0, (query) => query.where('id', 'not in', [...this.#others]))
      .executeTakeFirstOrThrow()
    return next === null ? null : new Date(next)
  }
}
