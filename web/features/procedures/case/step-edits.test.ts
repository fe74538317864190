import { expect, test } from 'vitest'
import { savableEdits, withoutSaved } from './step-edits.ts'

test('only what is right is saved; an emptied field is', () => {
  const faults = new Map([
    ['amount', { rule: 'minimum', limit: 0 }],
    ['ratings.1.score', { rule: 'maximum', limit: 5 }],
    ['matter', { rule: 'required', limit: null }],
  ])
  const edits = { amount: -1, ratings: [{ score: 3 }, { score: 9 }], matter: null, content: '补充' }
  expect(savableEdits(edits, faults)).toEqual({ matter: null, content: '补充' })
})

test('what was typed while a save was under way is not taken for saved', () => {
  expect(withoutSaved({ matter: '甲乙', content: '丙' }, { matter: '甲', content: '丙' })).toEqual({
    matter: '甲乙',
  })
})
