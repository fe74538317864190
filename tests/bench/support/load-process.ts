/** The process that `runLoad` starts: takes a plan, sends the requests, answers with the figures. */
import { setTimeout as sleep } from 'node:timers/promises'
import { HttpConnection } from './http-connection.ts'
import type { LoadFigures, LoadMessage, LoadPlan, LoadRequest } from './load.ts'

/** After the end, what is on its way is waited for so long. */
const DRAIN_MS = 5_000
/** Servers close a connection that is idle for five seconds; one that is used shortly before may meet the close. */
const STALE_MS = 3_000

interface Prepared {
  readonly name: string
  readonly head: string
  readonly body: string | null
}
interface Measured {
  readonly name: string
  readonly ms: number
}

process.once('message', (plan: LoadPlan) => {
  runPlan(plan)
    .then((result): LoadMessage => ({ result }))
    .catch((error: unknown): LoadMessage => ({
      failure: error instanceof Error ? error.message : String(error),
    }))
    .then((message) => process.send?.(message, () => process.exit(0)))
    .catch(() => process.exit(1))
})

async function runPlan(plan: LoadPlan) {
  const requests = plan.requests.map(prepare)
  const measured: Measured[] = []
  const started = performance.now()
  const countFrom = started + plan.warmUpSeconds * 1000
  const end = countFrom + plan.seconds * 1000
  let sequence = 0
  let answeredInTime = 0
  /** By the moment when it was meant to go out. */
  const onTheirWay = new Map<number, { name: string; since: number }>()
  const next = (): Prepared => {
    const request = requests[sequence % requests.length]
    if (request === undefined) throw new Error('A load needs a request')
    return request
  }
  const sendOne = async (connection: HttpConnection, request: Prepared, number: number, since: number) => {
    const { status, body } = await connection.send(written(request, number))
    const now = performance.now()
    if (status < 200 || status > 299)
      throw new Error(
        `${request.name}: ${status} ${body.toString('utf8', 0, 600)} to ${request.head.split('\r\n')[0]}`,
      )
    if (now >= countFrom && now <= end) answeredInTime++
    if (since >= countFrom && since <= end) measured.push({ name: request.name, ms: now - since })
  }

  if (plan.arrivals === 'closed')
    await Promise.all(
      Array.from({ length: plan.connections }, async () => {
        const connection = new HttpConnection(plan.port)
        for (let now = performance.now(); now < end; now = performance.now()) {
          const request = next()
          await sendOne(connection, request, sequence++, now)
        }
        connection.close()
      }),
    )
  else {
    const every = 1000 / plan.arrivals.perSecond
    const free: HttpConnection[] = []
    const queue: number[] = []
    let open = 0
    const failures: Error[] = []
    const startWaiting = () => {
      while (queue.length > 0) {
        const connection = takeConnection()
        if (connection === null) return
        const number = queue.shift()
        const way = number === undefined ? undefined : onTheirWay.get(number)
        const request = number === undefined ? undefined : requests[number % requests.length]
        if (number === undefined || way === undefined || request === undefined) return
        sendOne(connection, request, number, way.since)
          .then(() => {
            onTheirWay.delete(number)
            free.push(connection)
            startWaiting()
          })
          .catch((error: unknown) => {
            failures.push(error instanceof Error ? error : new Error(String(error)))
          })
      }
    }
    const takeConnection = (): HttpConnection | null => {
      for (let one = free.pop(); one !== undefined; one = free.pop()) {
        if (!one.closed && performance.now() - one.idleSince < STALE_MS) return one
        one.close()
        open--
      }
      if (open >= plan.connections) return null
      open++
      return new HttpConnection(plan.port)
    }
    for (;;) {
      const now = performance.now()
      for (let meant = started + sequence * every; meant <= now && meant < end;) {
        onTheirWay.set(sequence, { name: next().name, since: meant })
        queue.push(sequence)
        meant = started + ++sequence * every
      }
      startWaiting()
      const [failure] = failures
      if (failure !== undefined) throw failure
      if (now >= end + DRAIN_MS || (now >= end && onTheirWay.size === 0)) break
      await sleep(Math.max(1, Math.floor(started + sequence * every - performance.now())))
    }
  }

  const now = performance.now()
  const unanswered = [...onTheirWay.values()].filter(({ since }) => since >= countFrom)
  const all = [...measured, ...unanswered.map(({ name, since }) => ({ name, ms: now - since }))]
  const names = [...new Set(all.map(({ name }) => name))].sort()
  return {
    ...figuresOf(all.map(({ ms }) => ms)),
    answered: measured.length,
    unanswered: unanswered.length,
    sent: sequence - onTheirWay.size,
    perSecond: answeredInTime / plan.seconds,
    byName: Object.fromEntries(
      names.map((name) => [name, figuresOf(all.filter((one) => one.name === name).map(({ ms }) => ms))]),
    ),
  }
}

function figuresOf(times: readonly number[]): LoadFigures {
  const sorted = Float64Array.from(times).sort()
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  return { answered: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}

function prepare(request: LoadRequest): Prepared {
  const lines = [
    `${request.method} ${request.path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
    ...(request.body === undefined ? [] : ['content-type: application/json']),
  ]
  return { name: request.name, head: lines.join('\r\n'), body: request.body ?? null }
}

function written({ head, body }: Prepared, number: number): string {
  if (body === null) return `${head}\r\n\r\n`
  const own = body.replaceAll('{n}', String(number))
  return `${head}\r\ncontent-length: ${Buffer.byteLength(own)}\r\n\r\n${own}`
}
