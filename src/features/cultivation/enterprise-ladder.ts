import { judge, scoreOf, type FactSheet, type NodeTrace, type RuleBook, type Verdict } from '#domain/rules'
import { conditionsOf, standingOn, type LadderRung } from '#domain/matching'
import { refuse } from '#domain/kernel'
import { sheetFor } from '#features/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { RungOfEnterprise } from './contract.ts'
import type * as contract from './contract.ts'
import { loadLadderBook, type LadderBook } from './compute-standings.ts'
import { expiringOf } from './expiring.ts'
import { namesFrom } from './fact-names.ts'
import { QUALIFICATIONS } from './judge-ladder.ts'
import { ruleCode, stepsOf } from './ladder-file.ts'
import { endOfYear } from './keep-years.ts'
import { dayOf, keepsFirms, loadEnterprise, type Tx } from './store.ts'

type EnterpriseLadder = ResponseOf<typeof contract.readEnterpriseLadder>
const EXPIRY_DAYS = 400

/**
 * Every rung judged for one enterprise on a day, now and not from the kept standings. Who may not see what is confidential of it
 * gets rungs and history without traces.
 */
export async function readEnterpriseLadder(
  ctx: Context,
  enterpriseId: string,
  { on: given }: QueryOf<typeof contract.readEnterpriseLadder>,
): Promise<EnterpriseLadder> {
  const today = dayOf(ctx.now)
  const on = given ?? today
  const { keeps } = await ctx.read((tx) => loadEnterprise(tx, enterpriseId, on))
  if (!keeps) return inOutline(ctx, enterpriseId, on)
  const found = await ctx.actingAs(TIMEKEEPER).read((tx) => loadLadderBook(tx, on))
  if (found === null) return refuse('cultivation.no_ladder')
  const sheet = await sheetFor(ctx, enterpriseId, on)
  const { ladder, compiled, book } = found
  const held = sheet.get(QUALIFICATIONS)?.value
  const qualifications = new Set(Array.isArray(held) ? held.map(String) : [])
  const verdicts = new Map(
    stepsOf(ladder.file).map(({ code }) => [code, judge(compiled, ruleCode(code), sheet)]),
  )
  const place = standingOn(ladder.file, qualifications, verdicts)
  return ctx.read(async (tx) => {
    const rest = await aside(tx, ladder.file.code, enterpriseId, today)
    const rungs = [
      ...ladder.file.rungs.map((step) => rungOf(found, step, 'rung', sheet, qualifications, verdicts)),
      ...ladder.file.marks.map((step) => rungOf(found, step, 'mark', sheet, qualifications, verdicts)),
    ].map((rung) => ({
      ...rung,
      heldUntil:
        rest.expiring.find(({ qualification }) => qualification === rung.qualification)?.until ?? null,
    }))
    const reminders = ladder.file.reminders.map(({ code, title, description }) => {
      const verdict = judge(compiled, ruleCode(code), sheet)
      return { code, title, description, active: verdict.answer === 'yes', verdict }
    })
    return {
      on,
      ladder: { code: ladder.file.code, title: ladder.file.title },
      held: place.held,
      attainable: place.attainable,
      next: place.next,
      rungs,
      reminders,
      ...rest,
      facts: factsIn(book, rungs, reminders),
      full: true,
      can: { cultivate: keepsFirms(ctx) },
    }
  })
}

function rungOf(
  { ladder, compiled, book }: LadderBook,
  step: LadderRung,
  kind: RungOfEnterprise['kind'],
  sheet: FactSheet,
  qualifications: ReadonlySet<string>,
  verdicts: ReadonlyMap<string, Verdict>,
): Omit<RungOfEnterprise, 'heldUntil'> {
  const steps = stepsOf(ladder.file)
  const holds = (code: string) => {
    const qualification = steps.find((one) => one.code === code)?.qualification ?? null
    return qualification !== null && qualifications.has(qualification)
  }
  const asked = conditionsOf(step.rule).map(({ when }) => when)
  return {
    code: step.code,
    title: step.title,
    kind,
    requires: step.requires.map((code) => ({
      code,
      title: steps.find((one) => one.code === code)?.title ?? { zh: code, en: code },
      held: holds(code),
    })),
    qualification: step.qualification,
    held: holds(step.code),
    verdict: verdicts.get(step.code) ?? judge(compiled, ruleCode(step.code), sheet),
    points: book.scores
      .filter(({ code }) => asked.some((when) => when.includes(code)))
      .map((score) => ({
        score: score.code,
        title: { ...score.title },
        trace: scoreOf(compiled, score.code, sheet),
        groups: Object.fromEntries(score.groups.map(({ code, title }) => [code, { ...title }])),
        items: Object.fromEntries(score.items.map(({ id, title }) => [id, { ...title }])),
      })),
  }
}

function factsIn(
  book: RuleBook,
  rungs: readonly Omit<RungOfEnterprise, 'heldUntil'>[],
  reminders: readonly { readonly verdict: Verdict }[],
): EnterpriseLadder['facts'] {
  const codes = [
    ...[...rungs, ...reminders].flatMap(({ verdict }) => [
      ...inTrace(verdict.trace),
      ...verdict.missing.map(({ fact }) => fact),
      ...verdict.flips.map(({ fact }) => fact),
    ]),
    ...rungs.flatMap(({ points }) =>
      points.flatMap(({ trace }) => trace.items.flatMap(({ facts }) => facts.map(({ fact }) => fact))),
    ),
  ]
  return namesFrom(book, codes)
}

function inTrace({ comparisons, of }: NodeTrace): string[] {
  return [
    ...comparisons.flatMap(({ facts }) => facts.map(({ fact }) => fact)),
    ...of.flatMap((part) => inTrace(part)),
  ]
}

/** From what is kept: for a district, which sees where an enterprise stands and not why. */
async function inOutline(ctx: Context, enterpriseId: string, on: string): Promise<EnterpriseLadder> {
  const found = await ctx.actingAs(TIMEKEEPER).read((tx) => loadLadderBook(tx, on))
  if (found === null) return refuse('cultivation.no_ladder')
  const { file } = found.ladder
  return ctx.read(async (tx) => {
    const standing = await tx
      .selectFrom('ladderStanding')
      .select(['held', 'attainable', 'next'])
      .where('ladder', '=', file.code)
      .where('enterpriseId', '=', enterpriseId)
      .executeTakeFirst()
    return {
      on,
      ladder: { code: file.code, title: file.title },
      held: standing?.held ?? null,
      attainable: standing?.attainable ?? null,
      next: standing?.next ?? null,
      rungs: [],
      reminders: [],
      ...(await aside(tx, file.code, enterpriseId, dayOf(ctx.now))),
      facts: {},
      full: false,
      can: { cultivate: false },
    }
  })
}

async function aside(
  tx: Tx,
  ladder: string,
  enterpriseId: string,
  today: string,
): Promise<Pick<EnterpriseLadder, 'history' | 'entry' | 'expiring'>> {
  const history = await tx
    .selectFrom('ladderYear')
    .select(['year', 'held'])
    .where('ladder', '=', ladder)
    .where('enterpriseId', '=', enterpriseId)
    .orderBy('year')
    .execute()
  const entry = await tx
    .selectFrom('cultivationEntry')
    .select(['id', 'target', 'since'])
    .where('ladder', '=', ladder)
    .where('enterpriseId', '=', enterpriseId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  const expiring = await expiringOf(tx, today, [enterpriseId], EXPIRY_DAYS)
  return {
    history: history.map(({ year, held }) => ({ year, on: endOfYear(year), held })),
    entry: entry ?? null,
    expiring: expiring.map(({ enterprise: _, ...row }) => row),
  }
}
