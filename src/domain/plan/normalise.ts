import type { Line, Reading } from './reading.ts'

/** Prepares a text for the rules; see `Reading`. */
export function normalise(original: string): Reading {
  const toOriginal = Uint32Array.from({ length: original.length + 1 }, (_, i) => i)
  const lines: Line[] = []
  let start = 0
  for (const [index, text] of original.split('\n').entries()) {
    const from = start + (text.length - text.trimStart().length)
    const kept = text.trim()
    lines.push({ number: index + 1, start: from, end: from + kept.length, text: kept, noise: false })
    start += text.length + 1
  }
  return { original, clean: original, toOriginal, lines }
}
