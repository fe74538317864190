import { expect, test } from 'vitest'
import { jobProgress } from './job-progress.ts'

const started = '2026-11-22T10:00:00+08:00'
const at = (seconds: number) => Date.parse(started) + seconds * 1000

test('remaining time goes on at the pace so far', () => {
  const job = { done: 2, total: 5, startedAt: started, finishedAt: null }
  expect(jobProgress(job, at(40))).toEqual({ share: 0.4, elapsed: 40_000, remaining: 60_000 })
})

test('nothing is promised before something is done', () => {
  expect(jobProgress({ done: 0, total: 5, startedAt: started, finishedAt: null }, at(9)).remaining).toBeNull()
  expect(jobProgress({ done: 0, total: 0, startedAt: null, finishedAt: null }, at(9))).toEqual({
    share: 0,
    elapsed: 0,
    remaining: null,
  })
})

test('a finished job keeps its time, a clock that lags shows no negative time', () => {
  const finished = { done: 5, total: 5, startedAt: started, finishedAt: '2026-11-22T10:00:08+08:00' }
  expect(jobProgress(finished, at(9000))).toEqual({ share: 1, elapsed: 8000, remaining: null })
  expect(jobProgress({ done: 0, total: 1, startedAt: started, finishedAt: null }, at(-3)).elapsed).toBe(0)
})
