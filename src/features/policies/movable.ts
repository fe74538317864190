import { chinaDay, refuse } from '#domain/kernel'
import { conditionsOf, type PolicyDefinition } from '#domain/matching'
import { parameterValueOn, type RuleBook } from '#domain/rules'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type { Movable } from './contract.ts'
import type * as contract from './contract.ts'
import { definitionOf, zoneBookOf } from './try-definition.ts'

export async function listMovable(
  ctx: Context,
  { definition, on }: BodyOf<typeof contract.listMovable>,
): Promise<ResponseOf<typeof contract.listMovable>> {
  const policy = definitionOf(definition)
  return { movable: movableOf(policy, await zoneBookOf(ctx), on ?? chinaDay(ctx.now.getTime())) }
}

interface Expression {
  readonly kind: 'condition' | 'amount' | 'table'
  readonly path: (string | number)[]
  readonly text: string
}

/** Numbers in conditions, amount and tables, the ceiling, and the parameters of the day that these name. */
export function movableOf(policy: PolicyDefinition, zone: RuleBook, on: string): Movable[] {
  const expressions = expressionsOf(policy)
  const written = expressions.flatMap(({ kind, path, text }) =>
    numbersIn(text).map(({ from, to, value }): Movable => ({
      id: `${path.join('/')}@${from}`,
      kind,
      words: text,
      path,
      value,
      unit: null,
      range: { from, to },
    })),
  )
  const { ceiling } = policy.benefit
  const ceilings: Movable[] =
    ceiling === null
      ? []
      : [
          {
            id: 'benefit/ceiling',
            kind: 'ceiling',
            words: policy.benefit.words.zh,
            path: ['benefit', 'ceiling'],
            value: ceiling,
            unit: '万元',
            range: null,
          },
        ]
  const parameters = zone.parameters.flatMap((parameter): Movable[] => {
    if (parameter.type !== 'number' || !expressions.some(({ text }) => text.includes(parameter.code)))
      return []
    const value = parameterValueOn(parameter, on)?.value
    return typeof value === 'number'
      ? [
          {
            id: `parameter:${parameter.code}`,
            kind: 'parameter',
            words: parameter.title.zh,
            path: [],
            value,
            unit: parameter.unit,
            range: null,
          },
        ]
      : []
  })
  return [...written, ...ceilings, ...parameters]
}

function expressionsOf(policy: PolicyDefinition): Expression[] {
  const places = new Map(nodePaths(policy.eligibility, ['eligibility']))
  return [
    ...conditionsOf(policy.eligibility).flatMap(({ id, when }): Expression[] => {
      const path = places.get(id)
      return path === undefined ? [] : [{ kind: 'condition', path: [...path, 'when'], text: when }]
    }),
    ...(policy.benefit.amount === null
      ? []
      : [{ kind: 'amount' as const, path: ['benefit', 'amount'], text: policy.benefit.amount }]),
    ...policy.tables.flatMap((table, at) =>
      table.rows.flatMap((row, line) =>
        (['tests', 'outputs'] as const).flatMap((part) =>
          row[part].map((text, column): Expression => ({
            kind: 'table',
            path: ['tables', at, 'rows', line, part, column],
            text,
          })),
        ),
      ),
    ),
  ]
}

function nodePaths(
  node: PolicyDefinition['eligibility'],
  path: (string | number)[],
): [string, (string | number)[]][] {
  if (node.kind === 'condition') return [[node.id, path]]
  if (node.kind === 'not') return nodePaths(node.of, [...path, 'of'])
  return node.of.flatMap((child, at) => nodePaths(child, [...path, 'of', at]))
}

/** Words, remarks and names are skipped: a number that belongs to a name is not one. */
const TOKEN =
  /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<number>(?<![\p{L}\p{N}_.])\d+(?:\.\d+)?(?![\p{L}\p{N}_]))|[\p{L}_][\p{L}\p{M}\p{N}_]*|[\s\S]/gu

function numbersIn(text: string): { from: number; to: number; value: number }[] {
  return [...text.matchAll(TOKEN)].flatMap((match) => {
    const digits = match.groups?.['number']
    return digits === undefined
      ? []
      : [{ from: match.index, to: match.index + digits.length, value: Number(digits) }]
  })
}

/** Policy and zone with another value of one number. */
export function movedTo(
  policy: PolicyDefinition,
  zone: RuleBook,
  movable: Movable,
  value: number,
): { readonly policy: PolicyDefinition; readonly zone: RuleBook } {
  if (movable.kind === 'parameter') {
    const code = movable.id.slice('parameter:'.length)
    return {
      policy,
      zone: {
        ...zone,
        parameters: zone.parameters.map((parameter) => {
          const clause = parameter.values.at(-1)?.clause
          return parameter.code === code && clause !== undefined
            ? { ...parameter, values: [{ from: '1900-01-01', to: null, value, clause }] }
            : parameter
        }),
      },
    }
  }
  if (movable.kind === 'ceiling') {
    // A ceiling of nothing is written as the smallest amount that is rounded down to nothing.
    const ceiling = value > 0 ? value : policy.benefit.step / 2
    return { policy: { ...policy, benefit: { ...policy.benefit, ceiling } }, zone }
  }
  const { path, range } = movable
  if (range === null) return refuse('policies.not_movable', { move: movable.id })
  const copy: unknown = JSON.parse(JSON.stringify(policy))
  let place = copy as Record<string | number, unknown>
  for (const part of path.slice(0, -1)) place = place[part] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  const text = String(place[last])
  place[last] = text.slice(0, range.from) + writeNumber(value) + text.slice(range.to)
  return { policy: copy as PolicyDefinition, zone }
}

/** FEEL has no 1e-7; a number below 0 stands in brackets. */
function writeNumber(value: number): string {
  const plain = String(Number(value.toPrecision(12)))
  const text = plain.includes('e') ? value.toFixed(12).replace(/\.?0+$/u, '') : plain
  return value < 0 ? `(${text})` : text
}
