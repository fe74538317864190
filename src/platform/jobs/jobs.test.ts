import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { expect, test } from 'vitest'
import { createTestDatabase } from '#tests/database'
import { JobQueue } from './index.ts'

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
