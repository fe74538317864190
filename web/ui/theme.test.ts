import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tokens } from './theme.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

test.each(Object.entries(tokens))('the stylesheet and Ant Design share the value of %s', (name, value) => {
  expect(css).toMatch(new RegExp(`--${name}:\\s*${value};`))
})

test.each(['ink', 'soft', 'faint', 'blue', 'good', 'warn', 'bad'] as const)(
  'text in %s is readable on paper and on ground (WCAG 2.2 AA, 4.5:1)',
  (name) => {
    expect(contrast(tokens[name], tokens.paper)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens[name], tokens.ground)).toBeGreaterThanOrEqual(4.5)
  },
)

test.each(['good', 'warn', 'bad', 'blue'] as const)('text in %s is readable on its own wash', (name) => {
  const wash = new RegExp(`--${name}-wash:\\s*(#[0-9a-f]{6});`).exec(css)?.[1]
  expect(wash).toBeDefined()
  expect(contrast(tokens[name], wash ?? '#000000')).toBeGreaterThanOrEqual(4.5)
})
