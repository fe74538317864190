import type { Transaction } from 'kysely'
import { chinaDay, daysBetween } from '#domain/kernel'
import { ANSWER_CODES } from '#domain/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import { flagRevisions } from './flag-revisions.ts'
import { judgeZone, nearLimitOf } from './list-matches.ts'
import type { PolicyInForce } from './matching-book.ts'
import { tellEnterprise } from './tell-enterprise.ts'
import { windowOn } from './windows.ts'

type Tx = Transaction<Database>

/** A window that closes within so many days is told of. */
const CLOSING_DAYS = 10
/** Enterprises written in one transaction. */
const AT_ONCE = 500

interface Matched {
  readonly qualified: string[]
  readonly near: string[]
  readonly undetermined: string[]
}

/** The key of the last round that changed nothing, by database: nothing is written while it is the same. */
const settled = new WeakMap<object, string>()

/**
 * Looks at everybody anew when a fact, a policy, a parameter or the day changed; tells what is new to enterprises with accounts: newly
 * qualified and why, no longer qualified because a rule changed, a window that closes. Nothing is told at the very first look.
 */
export async function keepMatches(ctx: Context): Promise<number> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const on = chinaDay(ctx.now.getTime())
  const { zone, book, columns } = await judgeZone(keeper, on)
  const key = `${zone.mark} ${book.digest}`
  if (settled.get(ctx.place) === key) return 0
  const before = await keeper.read((tx) => tx.selectFrom('enterpriseMatch').selectAll().execute())
  const beforeOf = new Map(before.map((row) => [row.enterpriseId, row]))
  const accounts = await keeper.read(
    async (tx) =>
      new Set(
        (
          await tx.selectFrom('enterprise').select('id').where('organisationId', 'is not', null).execute()
        ).map(({ id }) => id),
      ),
  )
  const now = matchedNow(zone.base.ids, book.policies, columns)
  const changed: { id: string; matched: Matched }[] = []
  for (const [row, id] of zone.base.ids.entries()) {
    const matched = now[row]
    if (matched === undefined) continue
    const then = beforeOf.get(id)
    if (
      then === undefined ||
      then.rulesDigest !== book.digest ||
      !sameIds(then.qualified, matched.qualified) ||
      !sameIds(then.near, matched.near) ||
      !sameIds(then.undetermined, matched.undetermined)
    )
      changed.push({ id, matched })
  }
  for (let from = 0; from < changed.length; from += AT_ONCE) {
    const part = changed.slice(from, from + AT_ONCE)
    await keeper.inTransaction(async (tx) => {
      await writeMatches(tx, part, on, ctx.now, book.digest)
      for (const { id, matched } of part) {
        const then = beforeOf.get(id)
        if (then === undefined || !accounts.has(id)) continue
        await tellNew(tx, keeper, id, then, matched, book)
      }
    })
  }
  await tellClosing(keeper, on, now, zone.base.ids, book.policies, accounts)
  await flagRevisions(keeper, key)
  settled.set(ctx.place, key)
  return changed.length
}

function matchedNow(
  ids: readonly string[],
  policies: readonly PolicyInForce[],
  columns: Awaited<ReturnType<typeof judgeZone>>['columns'],
): Matched[] {
  const matched = ids.map((): Matched => ({ qualified: [], near: [], undetermined: [] }))
  for (const { policyId, definition } of policies) {
    const column = columns.get(definition.code)
    if (column === undefined) continue
    const limit = Math.fround(nearLimitOf(definition))
    for (const [row, answer] of column.answers.entries()) {
      const of = matched[row]
      if (of === undefined) continue
      if (answer === ANSWER_CODES.yes) of.qualified.push(policyId)
      else if (answer === ANSWER_CODES.undetermined) of.undetermined.push(policyId)
      else if ((column.distances?.[row] ?? Number.NaN) <= limit) of.near.push(policyId)
    }
  }
  return matched
}
function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, place) => id === b[place])
}

async function writeMatches(
  tx: Tx,
  part: readonly { readonly id: string; readonly matched: Matched }[],
  on: string,
  now: Date,
  digest: string,
): Promise<void> {
  await tx
    .insertInto('enterpriseMatch')
    .values(
      part.map(({ id, matched }) => ({
        enterpriseId: id,
        judgedOn: on,
        judgedAt: now.toISOString(),
        rulesDigest: digest,
        ...matched,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('enterpriseId').doUpdateSet((eb) => ({
        judgedOn: eb.ref('excluded.judgedOn'),
        judgedAt: eb.ref('excluded.judgedAt'),
        rulesDigest: eb.ref('excluded.rulesDigest'),
        qualified: eb.ref('excluded.qualified'),
        near: eb.ref('excluded.near'),
        undetermined: eb.ref('excluded.undetermined'),
      })),
    )
    .execute()
}

/** Each notice says why: the rule changed, or the facts did. */
async function tellNew(
  tx: Tx,
  ctx: Context,
  enterpriseId: string,
  then: { readonly qualified: readonly string[]; readonly rulesDigest: string },
  now: Matched,
  book: { readonly digest: string; readonly byId: ReadonlyMap<string, PolicyInForce> },
): Promise<void> {
  const byRule = then.rulesDigest !== book.digest
  const why = byRule
    ? { zh: '政策或标准有更新', en: 'a policy or its rates changed' }
    : { zh: '企业信息有更新', en: 'what is known of you changed' }
  const had = new Set(then.qualified)
  const has = new Set(now.qualified)
  for (const policyId of now.qualified.filter((id) => !had.has(id))) {
    const policy = book.byId.get(policyId)
    if (policy === undefined) continue
    const { title } = policy.definition
    await tellEnterprise(tx, ctx, enterpriseId, {
      message: 'policy-qualified',
      subjectKey: `policy:${policyId}:${policy.versionId}:qualified:${enterpriseId}`,
      subjectPath: `/enterprises/${enterpriseId}?tab=policies&policy=${policyId}`,
      text: {
        zh: `你单位现符合“${title.zh}”的条件（${why.zh}）。`,
        en: `You now qualify for “${title.en || title.zh}” (${why.en}).`,
      },
    })
  }
  if (!byRule) return
  for (const policyId of then.qualified.filter((id) => !has.has(id))) {
    const policy = book.byId.get(policyId)
    if (policy === undefined) continue
    const { title } = policy.definition
    await tellEnterprise(tx, ctx, enterpriseId, {
      message: 'policy-lost',
      subjectKey: `policy:${policyId}:${policy.versionId}:lost:${enterpriseId}`,
      subjectPath: `/enterprises/${enterpriseId}?tab=policies&policy=${policyId}`,
      text: {
        zh: `“${title.zh}”的条件或标准有更新，你单位现不符合，请查看差距。`,
        en: `The rule of “${title.en || title.zh}” changed; you no longer qualify. See what is lacking.`,
      },
    })
  }
}

/** Once for each window, to those who qualify and did not apply. */
async function tellClosing(
  ctx: Context,
  on: string,
  now: readonly Matched[],
  ids: readonly string[],
  policies: readonly PolicyInForce[],
  accounts: ReadonlySet<string>,
): Promise<void> {
  for (const policy of policies) {
    const window = windowOn(policy.definition, on)
    if (window.state !== 'open' || window.to === null || daysBetween(on, window.to) > CLOSING_DAYS) continue
    const { title } = policy.definition
    const until = window.to
    const concerned = ids.filter(
      (id, row) => accounts.has(id) && now[row]?.qualified.includes(policy.policyId) === true,
    )
    if (concerned.length === 0) continue
    await ctx.inTransaction(async (tx) => {
      const applied = await tx
        .selectFrom('policyApplication')
        .select('enterpriseId')
        .where('policyId', '=', policy.policyId)
        .where('year', '=', Number(on.slice(0, 4)))
        .where('state', 'in', ['submitted', 'approved', 'paid'])
        .execute()
      const done = new Set(applied.map(({ enterpriseId }) => enterpriseId))
      for (const enterpriseId of concerned) {
        if (done.has(enterpriseId)) continue
        await tellEnterprise(tx, ctx, enterpriseId, {
          message: 'policy-closing',
          subjectKey: `policy:${policy.policyId}:closing:${until}:${enterpriseId}`,
          subjectPath: `/enterprises/${enterpriseId}?tab=policies&policy=${policy.policyId}`,
          text: {
            zh: `你单位符合“${title.zh}”的条件，申报将于${until}截止，尚未申报。`,
            en: `You qualify for “${title.en || title.zh}”; it closes on ${until} and you have not applied.`,
          },
        })
      }
    })
  }
}
