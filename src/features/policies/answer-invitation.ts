import { chinaDay, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { z } from 'zod'
import type { BodyOf, ParamsOf } from '../route-contract.ts'
import { loadApplication, lockApplication } from './application-rows.ts'
import { judgedValues, openCase, placeOf } from './apply.ts'
import type { ApplicationView } from './contract-applications.ts'
import type * as contract from './contract-applications.ts'
import { matchOne } from './match-one.ts'

type View = z.infer<typeof ApplicationView>

/**
 * 免申即享: the enterprise takes it or leaves it. What it takes is judged once more by the facts of the day, so that nothing is granted
 * on facts that changed since the list was drawn. An application under way is taken back on its case's page.
 */
export async function answerInvitation(
  ctx: Context,
  { applicationId }: ParamsOf<typeof contract.answerInvitation>,
  { answer, reason, version }: BodyOf<typeof contract.answerInvitation>,
): Promise<View> {
  const { policyId, enterpriseId } = await ctx.read(
    async (tx) =>
      (await tx
        .selectFrom('policyApplication')
        .select(['policyId', 'enterpriseId'])
        .where('id', '=', applicationId)
        .executeTakeFirst()) ?? refuse('policies.application_not_found'),
  )
  const on = chinaDay(ctx.now.getTime())
  const match = answer === 'confirm' ? await matchOne(ctx, enterpriseId, policyId, on) : null
  return ctx.inTransaction(async (tx) => {
    const row = await lockApplication(tx, applicationId, version)
    if (row.state !== 'invited') refuse('policies.not_invited', { state: row.state })
    if (match === null) {
      await tx
        .updateTable('policyApplication')
        .set({ state: answer === 'decline' ? 'declined' : 'withdrawn', note: reason, version: version + 1 })
        .where('id', '=', applicationId)
        .execute()
    } else {
      if (match.verdict.answer !== 'yes') refuse('policies.no_longer_qualified')
      await tx
        .updateTable('policyApplication')
        .set({
          ...judgedValues(match),
          state: 'submitted',
          note: reason,
          at: ctx.now.toISOString(),
          byId: ctx.caller.userId,
          byName: ctx.caller.name,
          version: version + 1,
        })
        .where('id', '=', applicationId)
        .execute()
      await openCase(tx, ctx, applicationId, match, await placeOf(tx, enterpriseId, on), reason)
    }
    await ctx.audit(tx, {
      action: `policies.${answer}-invitation`,
      subjectKind: 'policy-application',
      subjectId: applicationId,
      detail: { reason },
    })
    return loadApplication(tx, ctx, applicationId)
  })
}
