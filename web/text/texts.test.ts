import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { interpolate } from './index.ts'

/** Every text of every area; that both languages have the same keys is enforced by the compiler. */
const areas: {
  readonly area: string
  readonly zh: Record<string, string>
  readonly en: Record<string, string>
}[] = []
for (const file of readdirSync(new URL('.', import.meta.url)).filter((name) => /^[a-z-]+\.ts$/.test(name))) {
  const exports = (await import(new URL(file, import.meta.url).href)) as Record<string, unknown>
  for (const value of Object.values(exports)) {
    if (typeof value !== 'object' || value === null || !('zh-CN' in value) || !('en' in value)) continue
    areas.push({
      area: file,
      zh: value['zh-CN'] as Record<string, string>,
      en: value.en as Record<string, string>,
    })
  }
}

test('the areas are found', () => {
  expect(areas.map(({ area }) => area)).toEqual(expect.arrayContaining(['access.ts', 'frame.ts', 'work.ts']))
})

describe.each(areas)('$area', ({ zh, en }) => {
  test('both languages fill in the same parameters', () => {
    const names = (text: string | undefined) =>
      [...new Set([...(text ?? '').matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort()
    for (const [key, text] of Object.entries(zh)) expect([key, names(en[key])]).toEqual([key, names(text)])
  })

  test('no text is empty, and none is left in the other language', () => {
    const foreign = Object.entries(en).filter(([, text]) => /[\u3400-\u9fff]/.test(text) || text === '')
    expect(foreign).toEqual([])
    expect(Object.entries(zh).filter(([, text]) => text === '')).toEqual([])
  })
})

describe('interpolation', () => {
  test('fills parameters, with separators in numbers and lists joined', () => {
    expect(interpolate('共 {n} 项：{names}', { n: 12345, names: ['甲', '乙'] })).toBe('共 12,345 项：甲、乙')
    expect(interpolate('{names}', { names: ['a', 'b'] }, 'en')).toBe('a, b')
  })

  test('chooses the English plural', () => {
    expect(interpolate('{n} {n|day|days}', { n: 1 }, 'en')).toBe('1 day')
    expect(interpolate('{n} {n|day|days}', { n: 0 }, 'en')).toBe('0 days')
    expect(interpolate('{n} file{n||s}', { n: 1 }, 'en')).toBe('1 file')
  })

  test('what is missing stays visible', () => {
    expect(interpolate('在 {where}', {})).toBe('在 {where}')
  })
})
