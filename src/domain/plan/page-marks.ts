/**
 * What printing puts on every page and a conversion to text leaves between the lines: page numbers, and the running head
 * or foot beside them.
 */
const pageNumber =
  /^(?:[-—–―─·]{1,3}\s?\d{1,4}\s?[-—–―─·]{1,3}|第\s?\d{1,4}\s?页(?:\s?[,/]?\s?共\s?\d{1,4}\s?页)?|page\s?\d{1,4}(?:\s?of\s?\d{1,4})?)$/i
const bareNumber = /^(\d{1,3})(?:\s?\/\s?\d{1,3})?$/
const longestRunningHead = 40
/** A page holds at least this much; rows of a table that are numbered on lines of their own hold less. */
const shortestPage = 200
const fewestPages = 3

/** Which lines are page numbers or running heads. `lines` are clean and trimmed; linear in their length. */
export function findPageMarks(lines: readonly string[]): boolean[] {
  const marks = lines.map((line) => pageNumber.test(line))
  for (const i of bareSeries(lines)) marks[i] = true
  markRunningHeads(lines, marks)
  return marks
}

/** Numbers alone in their lines that count the pages: one more each time, with a page of text in between. */
function bareSeries(lines: readonly string[]): readonly number[] {
  const found: number[] = []
  let series: number[] = []
  let expected = -1
  let since = 0
  const close = (): void => {
    if (series.length >= fewestPages) for (const i of series) found.push(i)
    series = []
  }
  lines.forEach((line, i) => {
    const match = bareNumber.exec(line)
    if (!match) {
      since += line.length
      return
    }
    const number = Number(match[1])
    if (series.length > 0 && number === expected && since >= shortestPage) series.push(i)
    else {
      close()
      series = [i]
    }
    expected = number + 1
    since = 0
  })
  close()
  return found
}

/** The same short line beside several page numbers, its own digits aside. */
function markRunningHeads(lines: readonly string[], marks: boolean[]): void {
  const places = new Map<string, number[]>()
  marks.forEach((mark, at) => {
    if (!mark) return
    for (const step of [-1, 1]) {
      let i = at + step
      while (lines[i] === '') i += step
      const line = lines[i]
      if (line === undefined || marks[i] || line.length > longestRunningHead || /[。;:,]$/.test(line))
        continue
      const key = line.replace(/[\d\s]/g, '')
      if (key !== '') append(places, key, i)
    }
  })
  for (const found of places.values()) if (found.length >= 2) for (const i of found) marks[i] = true
}

function append(places: Map<string, number[]>, key: string, at: number): void {
  const found = places.get(key)
  if (found) found.push(at)
  else places.set(key, [at])
}
