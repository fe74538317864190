import { expect, test } from 'vitest'
import {
  chanceWords,
  figureWords,
  rankRangeWords,
  scoreWords,
  shareWords,
  signedWords,
} from './number-words.ts'

test('scores have two decimals, and none where there is none', () => {
  expect(scoreWords(83.1)).toBe('83.10')
  expect(scoreWords(-0.001)).toBe('0.00')
  expect(scoreWords(null)).toBe('—')
})

test('a difference shows its sign, and zero has none', () => {
  expect(signedWords(1.4)).toBe('+1.40')
  expect(signedWords(-0.824)).toBe('−0.82')
  expect(signedWords(-0.0004)).toBe('0.00')
})

test('a chance is certain or impossible only when it is', () => {
  expect(chanceWords(1)).toBe('100%')
  expect(chanceWords(0.9996)).toBe('>99%')
  expect(chanceWords(0.0001)).toBe('<1%')
  expect(chanceWords(0)).toBe('0%')
  expect(chanceWords(0.714)).toBe('71%')
})

test('figures keep their whole part and about five digits', () => {
  expect(figureWords(1_234_567.8)).toBe('1,234,568')
  expect(figureWords(12.34567)).toBe('12.346')
  expect(figureWords(0.00123456)).toBe('0.0012346')
  expect(figureWords(0)).toBe('0')
  expect(figureWords(-0.5)).toBe('−0.5')
  expect(figureWords(1e300)).toBe('1.0000e+300')
})

test('shares', () => {
  expect(shareWords(0.125)).toBe('12.5%')
  expect(shareWords(0.1)).toBe('10%')
})

test('a range of ranks is whole and never narrower than it is', () => {
  expect(rankRangeWords(1, 3.05)).toBe('1–4')
  expect(rankRangeWords(6, 6)).toBe('6')
  expect(rankRangeWords(1.95, 2)).toBe('1–2')
  expect(rankRangeWords(null, null)).toBe('—')
})
