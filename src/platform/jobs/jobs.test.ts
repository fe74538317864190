import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { expect, test } from 'vitest'
import { createTestDatabase } from '#tests/database'
import { JobQueue, lostJobsOf } from './index.ts'

const SILENT = pino({ level: 'silent' })

test('a job that fails at every try is handed over once, after the last', async () => {
  const database = await createTestDatabase()
  const queue = await JobQueue.start(
    database.ownerUrl,
    [{ name: 'doomed', expireInSeconds: 60, retryLimit: 1 }],
    SILENT,
  )
  const seen: string[] = []
  await queue.work<{ n: number }>(
    'doomed',
    () => {
      seen.push('tried')
      return Promise.reject(new Error('always'))
    },
    ({ n }) => {
      seen.push(`given up ${n}`)
      return Promise.resolve()
    },
  )
  await database.ownerDb.transaction().execute((tx) => queue.enqueue(tx, 'doomed', { n: 7 }))
  for (let i = 0; i < 300 && seen.length < 3; i++) await sleep(100)
  await queue.stop()
  await database.drop()
  expect(seen).toEqual(['tried', 'tried', 'given up 7'])
})

test('jobs that run side by side end each in its own way, and one that fails is tried again alone', async () => {
  const database = await createTestDatabase()
  const queue = await JobQueue.start(
    database.ownerUrl,
    [{ name: 'mixed', expireInSeconds: 60, retryLimit: 2 }],
    SILENT,
  )
  const seen: number[] = []
  await database.ownerDb.transaction().execute(async (tx) => {
    await queue.enqueueAll(
      tx,
      'mixed',
      Array.from({ length: 40 }, (_, n) => ({ n })),
    )
  })
  const begun = Date.now()
  await queue.work<{ n: number }>(
    'mixed',
    ({ n }) => {
      seen.push(n)
      return n === 7 && seen.filter((m) => m === 7).length === 1
        ? Promise.reject(new Error('the first time'))
        : Promise.resolve()
    },
    () => Promise.resolve(),
    8,
  )
  for (let i = 0; i < 300 && seen.length < 41; i++) await sleep(100)
  const took = Date.now() - begun
  await queue.stop()
  await database.drop()
  expect(seen.toSorted((a, b) => a - b)).toEqual(
    [...Array.from({ length: 40 }, (_, n) => n), 7].toSorted((a, b) => a - b),
  )
  // One by one it would take twenty seconds.
  expect(took).toBeLessThan(10_000)
})

test('a queue that is there already takes the rules of a newer program: what is lost reaches its dead letters', async () => {
  const database = await createTestDatabase()
  const older = { name: 'kept', expireInSeconds: 60, retryLimit: 0 }
  await (await JobQueue.start(database.ownerUrl, [older], SILENT)).stop()
  const lost = lostJobsOf('kept')
  const queue = await JobQueue.start(
    database.ownerUrl,
    [lost, { ...older, retryLimit: 1, deadLetter: lost.name }],
    SILENT,
  )
  const seen: string[] = []
  const say = (word: string) => (): Promise<void> => {
    seen.push(word)
    return Promise.resolve()
  }
  await queue.work('kept', () => Promise.reject(new Error('always')), say('given up'))
  await queue.work(lost.name, say('dead letter'), say('never'))
  await database.ownerDb.transaction().execute((tx) => queue.enqueue(tx, 'kept', { n: 1 }))
  for (let i = 0; i < 300 && !seen.includes('dead letter'); i++) await sleep(100)
  await queue.stop()
  await database.drop()
  expect(seen).toEqual(['given up', 'dead letter'])
})
