/** A stretch in title marks 《…》, offsets into the string that was read; inner marks belong to the outer title. */
export interface MarkedTitle {
  readonly from: number
  readonly to: number
  /** Without the outer marks. */
  readonly title: string
}

const LONGEST_TITLE = 160

/**
 * Outermost 《…》 of a line, with nested 《》 and 〈〉 inside. A mark that never closes is passed over, so that one damaged
 * title does not swallow the rest of the line.
 */
export function readMarkedTitles(line: string): MarkedTitle[] {
  const titles: MarkedTitle[] = []
  let at = line.indexOf('《')
  while (at >= 0) {
    const close = closingMark(line, at)
    if (close < 0) {
      at = line.indexOf('《', at + 1)
      continue
    }
    titles.push({ from: at, to: close + 1, title: line.slice(at + 1, close) })
    at = line.indexOf('《', close + 1)
  }
  return titles
}

/** The place of the 》 that closes the mark at `open`; writers often leave out the last of two (《…《…》的通知). */
function closingMark(line: string, open: number): number {
  const limit = Math.min(line.length, open + LONGEST_TITLE)
  let depth = 0
  let last = -1
  for (let i = open; i < limit; i++) {
    const c = line[i]
    if (c === '《') depth++
    if (c === '》') {
      depth--
      last = i
      if (depth === 0) return i
    }
  }
  const inner = line.indexOf('《', open + 1)
  return inner > 0 && /[,。;,;]/.test(line.slice(open, inner)) ? -1 : last
}

/** Stands for a masked character; private use, so that no text contains it. */
export const MASK = '\ue000'

/** The line with every marked title blanked out by as many filler characters, so that offsets stay. */
export function maskMarkedTitles(line: string, filler = MASK): string {
  const titles = readMarkedTitles(line)
  if (titles.length === 0) return line
  let masked = ''
  let at = 0
  for (const { from, to } of titles) {
    masked += line.slice(at, from) + filler.repeat(to - from)
    at = to
  }
  return masked + line.slice(at)
}
