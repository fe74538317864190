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

/** The cells of a row, in one line or one below the other, empty ones among them. Where marks enclose the row (| a | b |), the outer two part no cells. */
export function cellsOf(line: string): readonly Cell[] {
  const separator = line.includes('|') ? '|' : line.includes('\t') ? '\t' : '\n'
  const cells: Cell[] = []
  let at = 0
  for (const part of line.split(separator)) {
    const text = part.trim()
    const from = at + (part.length - part.trimStart().length)
    cells.push({ from, to: from + text.length, text })
    at += part.length + 1
  }
  const enclosed = separator === '|' && cells.length > 2 && cells[0]?.text === '' && cells.at(-1)?.text === ''
  return enclosed ? cells.slice(1, -1) : cells
}

/**
 * The cells of the row at these clean offsets of a text, offsets into the text; with empty cells at either end, which a
 * trimmed line leaves out.
 */
export function readRow(clean: string, from: number, to: number): readonly Cell[] {
  let start = from
  let end = to
  while (/[\t |]/.test(clean.charAt(start - 1))) start--
  while (/[\t |]/.test(clean.charAt(end))) end++
  return cellsOf(clean.slice(start, end)).map((cell) => ({
    ...cell,
    from: cell.from + start,
    to: cell.to + start,
  }))
}

const actionColumn =
  /^(?:重点|主要|具体|工作|目标|年度|改革|推进|建设|行动|专项|实施|政策)*(?:任务|举措|措施|事项|行动|工作|内容|项目|要点|要求)(?:名称|内容|事项|清单|举措|任务|要点|措施)*$|^(?:工作|任务|具体)(?:内容|举措|任务|措施)/
const responsibleColumn =
  /(?:责任|牵头|配合|主办|协办|协同|负责|实施|承担|承办|落实|完成|主责|参与)(?:单位|部门|主体|人|时限|时间|处室|科室)|^(?:单位|部门|时限|时间|进度|完成情况)/
const nameColumn = /^(?:重点|重大|主要)?(?:项目|任务|行动|工程|事项|举措)名称$/
const longestColumnTitle = 14

/** Which column of an action table (任务清单, 分工表) holds the action, told by its header row; -1 for other tables. */
export function actionColumnOf(header: readonly Cell[]): number {
  const titles = header.map((cell) => cell.text.replace(/\s|\([^()]*\)/g, ''))
  if (titles.some((title) => title.length > longestColumnTitle)) return -1
  if (!titles.some((title) => responsibleColumn.test(title))) return -1
  const columns = titles.flatMap((title, i) => (actionColumn.test(title) ? [i] : []))
  const last = columns.at(-1) ?? -1
  // 项目名称 beside 建设内容: the row begins with its name.
  return nameColumn.test(titles[last - 1] ?? '') ? last - 1 : last
}
