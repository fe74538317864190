import { expect, test } from 'vitest'
import { LARGEST_FILE_BYTES, MOST_FILES, sortOutFiles } from './import-files.ts'

test('takes the known kinds, whatever the case of their ending', () => {
  const files = ['a.txt', 'b.HTML', 'c.md', 'd.docx', 'e.PDF'].map((name) => ({ name, size: 10 }))
  expect(sortOutFiles(files)).toEqual({ good: files, faults: [] })
})

test('says of each file why it is not sent, and sends the others', () => {
  const good = { name: 'plan.docx', size: 10 }
  const { good: sent, faults } = sortOutFiles([
    { name: 'plan.doc', size: 10 },
    { name: 'empty.txt', size: 0 },
    { name: 'huge.pdf', size: LARGEST_FILE_BYTES + 1 },
    good,
  ])
  expect(sent).toEqual([good])
  expect(faults).toEqual([
    { code: 'wrongType', name: 'plan.doc' },
    { code: 'emptyFile', name: 'empty.txt' },
    { code: 'tooLarge', name: 'huge.pdf', bytes: LARGEST_FILE_BYTES + 1 },
  ])
})

test('sends no more files than the server takes at once', () => {
  const files = Array.from({ length: MOST_FILES + 1 }, (_, n) => ({ name: `${n}.txt`, size: 1 }))
  const { good, faults } = sortOutFiles(files)
  expect(good).toHaveLength(MOST_FILES)
  expect(faults).toEqual([{ code: 'tooMany' }])
})
