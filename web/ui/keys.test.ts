import { expect, test } from 'vitest'
import { keyName } from './keys.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test.each([
  ['a letter', { ...plain, key: 'j' }, 'j'],
  ['a letter with caps lock on', { ...plain, key: 'J' }, 'j'],
  ['shift and a letter', { ...plain, key: 'J', shiftKey: true }, 'Shift+j'],
  ['a character that needs shift', { ...plain, key: '?', shiftKey: true }, '?'],
  ['shift and a named key', { ...plain, key: 'Enter', shiftKey: true }, 'Shift+Enter'],
  ['control', { ...plain, key: 'k', ctrlKey: true }, 'mod+k'],
  ['command on a Mac', { ...plain, key: 'k', metaKey: true }, 'mod+k'],
  ['alt', { ...plain, key: 'ArrowUp', altKey: true }, 'Alt+ArrowUp'],
])('names %s', (_, event, name) => {
  expect(keyName(event)).toBe(name)
})
