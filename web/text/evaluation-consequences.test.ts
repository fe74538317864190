import { expect, test } from 'vitest'
import { CONSEQUENCE_REASONS } from '#domain/evaluation'
import { consequenceTexts } from './evaluation-consequences.ts'

test('every reason of a consequence has a sentence, and no sentence is for another', () => {
  const said = Object.keys(consequenceTexts['zh-CN']).map((key) => key.replace('because.', ''))
  expect(said.toSorted()).toEqual([...CONSEQUENCE_REASONS].toSorted())
})
