import { sql } from 'kysely'
import { addDays, chinaDay, type Issue } from '#domain/kernel'
import {
  PARK_FACTS,
  checkPolicy,
  parsePolicy,
  policyBook,
  type PolicyDefinition,
  type PolicyFinding,
} from '#domain/matching'
import {
  answerOf,
  checkRuleBook,
  compileRuleBook,
  workOutAmount,
  type CompiledRuleBook,
  type FactSheet,
  type RuleBook,
  type RuleFinding,
  type RuleNode,
} from '#domain/rules'
import { readZoneBook } from '#features/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type { PolicyFindingView, PolicyJson, PolicyTestResult } from './contract.ts'
import type * as contract from './contract.ts'
import { stackingGroups } from './stacking-groups.ts'
import { requireStorable } from './storable.ts'
import type { Tx } from './store.ts'

export interface PolicyCheck {
  /** Null: it does not have the shape. */
  readonly policy: PolicyDefinition | null
  readonly findings: readonly PolicyFindingView[]
  readonly tests: readonly PolicyTestResult[]
}

export async function checkPolicyDefinition(
  ctx: Context,
  { definition, on }: BodyOf<typeof contract.checkPolicyDefinition>,
): Promise<ResponseOf<typeof contract.checkPolicyDefinition>> {
  const started = performance.now()
  requireStorable(definition)
  const { findings, tests } = await checkDefinition(ctx, definition, on)
  return {
    findings: [...findings],
    tests: [...tests],
    publishable: isPublishable(findings, tests),
    tookMs: performance.now() - started,
  }
}

export function isPublishable(
  findings: readonly PolicyFindingView[],
  tests: readonly PolicyTestResult[],
): boolean {
  return findings.every(({ severity }) => severity !== 'error') && tests.every(({ passed }) => passed)
}

/** Everything that is wrong with a definition, and its examples run. `on`: default today, or the nearest day on which it holds. */
export async function checkDefinition(ctx: Context, definition: unknown, on?: string): Promise<PolicyCheck> {
  const parsed = parsePolicy(definition)
  if (!parsed.ok) return { policy: null, findings: parsed.issues.map(shapeFinding), tests: [] }
  const policy = parsed.value
  const day = on ?? dayWithin(policy, chinaDay(ctx.now.getTime()))
  // What others wrote and what holds in the zone is the same for everybody: read under the system's rights.
  const { zone, others, parks } = await ctx.actingAs(TIMEKEEPER).read(async (tx) => ({
    zone: await readZoneBook(tx),
    others: await publishedPolicies(tx),
    parks: await parkCodes(tx),
  }))
  const near = neededZone(policy, zone)
  const book = policyBook([policy], near)
  const ofPolicy = checkPolicy(policy, { others, groups: stackingGroups(), parks, facts: zone.facts })
  const ofRules = checkRuleBook(book, day).filter((one) => speaksOf(one, policy, near))
  const compiled = compileRuleBook(book, day)
  const findings = [
    ...ofPolicy.map(policyFinding),
    ...ofRules.map((one) => ruleFinding(one, policy, near, book)),
  ]
  // What cannot be judged at all is always among the findings; should a check have missed it, this says so.
  if (!compiled.ok && findings.every(({ severity }) => severity !== 'error'))
    findings.push(...compiled.issues.map((issue) => ({ ...shapeFinding(issue), from: 'rules' as const })))
  return { policy, findings, tests: compiled.ok ? runTests(policy, near) : [] }
}

/** The day itself, or the nearest on which the policy holds. */
export function dayWithin({ valid }: PolicyDefinition, on: string): string {
  if (on < valid.from) return valid.from
  return valid.to !== null && on >= valid.to && valid.from < valid.to ? addDays(valid.to, -1) : on
}

/** The zone's book with no more tables and scores than the policy names: so that a check takes no longer than it must. */
export function neededZone(policy: PolicyDefinition, zone: RuleBook): RuleBook {
  const said = JSON.stringify([policy.eligibility, policy.benefit, policy.tables])
  let words = said
  const wanted = new Set<string>()
  // A table may name another one.
  for (let more = true; more;) {
    more = false
    for (const one of [...zone.tables, ...zone.scores])
      if (!wanted.has(one.code) && words.includes(one.code)) {
        wanted.add(one.code)
        words += JSON.stringify(one)
        more = true
      }
  }
  return {
    ...zone,
    tables: zone.tables.filter(({ code }) => wanted.has(code)),
    scores: zone.scores.filter(({ code }) => wanted.has(code)),
  }
}

async function parkCodes(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('organisation').select('code').where('kind', '=', 'park').execute()
  return rows.map(({ code }) => code)
}

/** Published definitions never change: each is parsed once. */
const parsedOnce = new Map<string, PolicyDefinition | null>()

/** The newest published version of every policy; of the one that is checked, its former version. */
async function publishedPolicies(tx: Tx): Promise<PolicyDefinition[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT ON (policy_id) id FROM policy_version WHERE state IN ('published', 'superseded')
     ORDER BY policy_id, number DESC`.execute(tx)
  const unread = rows.map(({ id }) => id).filter((id) => !parsedOnce.has(id))
  if (unread.length > 0) {
    const read = await tx
      .selectFrom('policyVersion')
      .select(['id', 'definition'])
      .where('id', 'in', unread)
      .execute()
    for (const { id, definition } of read) {
      const parsed = parsePolicy(definition)
      parsedOnce.set(id, parsed.ok ? parsed.value : null)
    }
  }
  return rows.flatMap(({ id }) => parsedOnce.get(id) ?? [])
}

function shapeFinding({ code, path, params }: Issue): PolicyFindingView {
  return {
    code,
    severity: 'error',
    from: 'shape',
    path: [...(path ?? [])],
    condition: null,
    range: null,
    params: plain(params ?? {}),
  }
}

function policyFinding({ code, severity, path, params }: PolicyFinding): PolicyFindingView {
  return {
    code,
    severity,
    from: 'policy',
    path: [...path],
    condition: null,
    range: null,
    params: plain(params),
  }
}

function plain(params: object): Record<string, PolicyJson> {
  return JSON.parse(JSON.stringify(params)) as Record<string, PolicyJson>
}

/** Of the policy's own rule, amount and tables; what is wrong with the zone's book is not the writer's business. */
function speaksOf({ place }: RuleFinding, policy: PolicyDefinition, zone: RuleBook): boolean {
  if (place.part === 'rule' || place.part === 'amount') return place.code === policy.code
  return place.part === 'table' && zone.tables.every(({ code }) => code !== place.code)
}

function ruleFinding(
  { code, severity, condition, place, params, example }: RuleFinding,
  policy: PolicyDefinition,
  zone: RuleBook,
  book: RuleBook,
): PolicyFindingView {
  const range = place.from === null || place.to === null ? null : { from: place.from, to: place.to }
  const base = {
    code,
    severity,
    from: 'rules' as const,
    condition,
    range,
    // A table's finding already says its example in words.
    params: plain(example === null ? params : { example, ...params }),
  }
  if (place.part === 'amount') {
    const wrapped = book.amounts.find((amount) => amount.code === policy.code)?.expression ?? ''
    const shift = Math.max(0, wrapped.indexOf(policy.benefit.amount ?? ''))
    const end = policy.benefit.amount?.length ?? 0
    const within =
      range === null
        ? null
        : {
            from: Math.min(end, Math.max(0, range.from - shift)),
            to: Math.min(end, Math.max(0, range.to - shift)),
          }
    return { ...base, path: ['benefit', 'amount'], range: within }
  }
  if (place.part === 'table') {
    const at = book.tables.findIndex((table) => table.code === place.code) - zone.tables.length
    const inputs = policy.tables[at]?.inputs.length ?? 0
    const cell =
      place.row === null
        ? place.column === null
          ? []
          : place.column < inputs
            ? ['inputs', place.column]
            : ['otherwise', place.column - inputs]
        : place.column === null
          ? ['rows', place.row]
          : place.column < inputs
            ? ['rows', place.row, 'tests', place.column]
            : ['rows', place.row, 'outputs', place.column - inputs]
    return { ...base, path: ['tables', at, ...cell] }
  }
  return { ...base, path: pathOfNode(policy.eligibility, condition) ?? ['eligibility'] }
}

function pathOfNode(root: RuleNode, id: string | null): (string | number)[] | null {
  const visit = (node: RuleNode, path: (string | number)[]): (string | number)[] | null => {
    if (node.id === id) return path
    if (node.kind === 'condition') return null
    if (node.kind === 'not') return visit(node.of, [...path, 'of'])
    for (const [at, child] of node.of.entries()) {
      const found = visit(child, [...path, 'of', at])
      if (found !== null) return found
    }
    return null
  }
  return id === null ? null : visit(root, ['eligibility'])
}

/** The examples kept with the rule, each on its own day with the parameters of that day. */
function runTests(policy: PolicyDefinition, zone: RuleBook): PolicyTestResult[] {
  const books = new Map<string, CompiledRuleBook | null>()
  const bookOn = (on: string): CompiledRuleBook | null => {
    const there = books.get(on)
    if (there !== undefined) return there
    const made = compileRuleBook(policyBook([policy], zone, { on }), on)
    books.set(on, made.ok ? made.value : null)
    return made.ok ? made.value : null
  }
  return policy.tests.map(({ title, on, facts, expect }) => {
    const compiled = bookOn(on)
    // An example that says nothing of its park lies where the policy holds.
    const park = policy.parks?.[0]
    const sheet: FactSheet = new Map(
      Object.entries(park === undefined ? facts : { [PARK_FACTS[policy.scope]]: park, ...facts }).map(
        ([code, value]) => [code, { value, source: { kind: 'given' as const, place: {} } }],
      ),
    )
    const answer = compiled === null ? 'undetermined' : answerOf(compiled, policy.code, sheet)
    const amount =
      compiled === null || answer !== 'yes' || policy.benefit.amount === null
        ? null
        : workOutAmount(compiled, policy.code, sheet).value
    const sameAmount =
      expect.amount === null ||
      (amount !== null && Math.abs(amount - expect.amount) < policy.benefit.step / 2)
    return {
      title,
      on,
      passed: compiled !== null && answer === expect.answer && sameAmount,
      expected: { answer: expect.answer, amount: expect.amount },
      actual: { answer, amount },
    }
  })
}
