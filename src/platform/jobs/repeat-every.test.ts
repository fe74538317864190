import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { expect, test } from 'vitest'
import { repeatEvery } from './repeat-every.ts'

const SILENT = pino({ level: 'silent' })

test('what takes longer than its pause is never begun a second time before it ended', async () => {
  let running = 0
  let mostAtOnce = 0
  let rounds = 0
  const repetition = repeatEvery(1, { log: SILENT, failure: 'never' }, async () => {
    running += 1
    mostAtOnce = Math.max(mostAtOnce, running)
    await sleep(15)
    running -= 1
    rounds += 1
  })
  while (rounds < 3) await sleep(5)
  await repetition.stop()
  expect(mostAtOnce).toBe(1)
})

test('who stops it waits for the round that runs, not for the pause, and none follows', async () => {
  const seen: string[] = []
  const slow = repeatEvery(60_000, { log: SILENT, failure: 'never' }, async () => {
    seen.push('begun')
    await sleep(50)
    seen.push('ended')
  })
  const stoppedAt = performance.now()
  await slow.stop()
  expect(seen).toEqual(['begun', 'ended'])
  expect(performance.now() - stoppedAt).toBeLessThan(5_000)

  let rounds = 0
  const quick = repeatEvery(5, { log: SILENT, failure: 'never' }, () => Promise.resolve((rounds += 1)))
  while (rounds < 2) await sleep(5)
  await quick.stop()
  const whenStopped = rounds
  await sleep(50)
  expect(rounds).toBe(whenStopped)
})

test('a round that fails is told in the given sentence with its error, and the next comes all the same', async () => {
  const told: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void told.push(line) })
  let rounds = 0
  const repetition = repeatEvery(1, { log, failure: 'the ledger could not be kept' }, () => {
    rounds += 1
    if (rounds === 1) throw new Error('at once')
    if (rounds === 2) return Promise.reject(new Error('later'))
    return Promise.resolve()
  })
  while (rounds < 3) await sleep(5)
  await repetition.stop()
  expect(told.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { msg: 'the ledger could not be kept', err: { message: 'at once' } },
    { msg: 'the ledger could not be kept', err: { message: 'later' } },
  ])
})
