import { expect, test } from 'vitest'
import { recordStep, redoStep, startHistory, undoStep } from './draft-history.ts'

test('typing on in one place is one step, a pause or another place begins the next', () => {
  let history = startHistory('')
  history = recordStep(history, 'a', 'name', 0)
  history = recordStep(history, 'ab', 'name', 500)
  history = recordStep(history, 'abc', 'name', 5000)
  history = recordStep(history, 'abc!', 'note', 5100)
  expect(history.past).toEqual(['', 'ab', 'abc'])
})

test('undone steps can be redone until something else is done', () => {
  const done = recordStep(recordStep(startHistory(1), 2, null, 0), 3, null, 1)
  const undone = undoStep(undoStep(undoStep(done)))
  expect(undone.present).toBe(1)
  expect(redoStep(redoStep(redoStep(undone))).present).toBe(3)
  expect(redoStep(recordStep(undone, 9, null, 2)).present).toBe(9)
})

test('the oldest steps are forgotten, not the newest', () => {
  let history = startHistory(0)
  for (let n = 1; n <= 500; n++) history = recordStep(history, n, null, n)
  expect(history.past).toHaveLength(200)
  expect(history.past.at(-1)).toBe(499)
})
