/** Lines of a table that was turned into text: cells between | or tabs. */
export interface Cell {
  /** Offsets into the line. */
  readonly from: number
  readonly to: number
  readonly text: string
}

export function isTableLine(line: string): boolean {
  if (line.length > 2000) return false
  return count(line, '|') >= 2 || count(line, '\t') >= 2
}

function count(line: string, character: string): number {
  let found = 0
  for (let at = line.indexOf(character); at >= 0; at = line.indexOf(character, at + 1)) found++
  return found
}

export function cellsOf(line: string): readonly Cell[] {
  const separator = line.includes('|') ? '|' : '\t'
  const cells: Cell[] = []
  let at = 0
  for (const part of line.split(separator)) {
    const text = part.trim()
    const from = at + (part.length - part.trimStart().length)
    cells.push({ from, to: from + text.length, text })
    at += part.length + 1
  }
  return cells.filter((cell, i) => cell.text !== '' || (i > 0 && i < cells.length - 1))
}

const actionColumn =
  /^(?:重点|主要|具体|工作|目标)?(?:任务|举措|措施|事项|行动|工作|内容|项目)(?:名称|内容|事项|清单|举措|任务)?$|^(?:工作|任务|具体)(?:内容|举措|任务|措施)/
const responsibleColumn =
  /(?:责任|牵头|配合|主办|协办|负责|实施|承担|完成)(?:单位|部门|主体|人|时限|时间)|^(?:单位|部门|时限|时间|进度)/

/** Which column of an action table (任务清单, 分工表) holds the action, told by its header row; -1 for other tables. */
export function actionColumnOf(header: readonly Cell[]): number {
  const titles = header.map((cell) => cell.text.replace(/\s/g, ''))
  if (!titles.some((title) => responsibleColumn.test(title))) return -1
  const columns = titles.flatMap((title, i) => (actionColumn.test(title) ? [i] : []))
  return columns.at(-1) ?? -1
}
