import type { Json } from '#domain/kernel'
import type { ComparisonTrace, FactSource, NodeTrace, Verdict } from '#domain/rules'

const MARKS = { yes: '符合', no: '不符合', undetermined: '待补充' } as const
const LONGEST = 7_500

/** A verdict as a person writes it into a file: one line for each condition with what was found and where. In Chinese. */
export function sayVerdict(verdict: Verdict): string {
  const lines: string[] = [`核对日期：${verdict.on}；结论：${MARKS[verdict.answer]}`]
  for (const node of conditionsOf(verdict.trace)) {
    if (node.off) continue
    const found = node.comparisons.map(sayComparison).filter((words) => words !== '')
    lines.push(
      `【${MARKS[node.answer]}】${node.title?.zh ?? node.when ?? ''}${found.length > 0 ? `：${found.join('；')}` : ''}`,
    )
  }
  const text = lines.join('\n')
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`
}

function conditionsOf(node: NodeTrace): NodeTrace[] {
  return node.kind === 'condition' ? [node] : node.of.flatMap(conditionsOf)
}

function sayComparison({ left, right, sign, facts }: ComparisonTrace): string {
  const value = sayValue(left.value, left.unit)
  const compared =
    sign === null || right === null
      ? ''
      : `（要求${sign} ${sayValue(right.value, right.unit) || right.text}）`
  const places = [...new Set(facts.flatMap(({ source }) => (source === null ? [] : [saySource(source)])))]
  return `${left.text} ${value || '未知'}${compared}${places.length > 0 ? `，来源：${places.join('、')}` : ''}`
}

function sayValue(value: ComparisonTrace['left']['value'], unit: string | null): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return value.join('、') || '无'
  return `${String(value)}${unit ?? ''}`
}

function saySource({ kind, place }: FactSource): string {
  switch (kind) {
    case 'filing':
      return `${wordOf(place['form'])}（${wordOf(place['period'])}年）${wordOf(place['cell'])}`
    case 'register':
      return '登记信息'
    case 'record':
      return '企业档案'
    case 'declaration':
      return place['state'] === 'confirmed' ? '补充申报（已核实）' : '补充申报（未核实）'
    case 'derived':
      return '由其他事实计算'
    case 'given':
      return '录入'
  }
}

function wordOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
