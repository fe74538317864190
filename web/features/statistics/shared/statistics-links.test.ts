import { expect, test } from 'vitest'
import { pageOf } from './statistics-links.tsx'

test('what is collected belongs to the collection, everything else to its own page', () => {
  expect(
    [
      '/statistics',
      '/statistics/collections/GQ-002/2025',
      '/statistics/imports',
      '/statistics/filings/1/GQ-002/2025',
      '/statistics/explore',
      '/statistics/indicators',
      '/statistics/forms/GQ-002',
    ].map(pageOf),
  ).toEqual(['collection', 'collection', 'collection', 'collection', 'explore', 'explore', 'forms'])
})
