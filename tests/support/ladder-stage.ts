import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { organisationId, stageEnterprise, type StagedEnterprise } from './statistics-stage.ts'
import type { TestSystem } from './system.ts'

/** A day from today in China: days after it, or before it where negative. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
}

/** What somebody confirmed of an enterprise, where no filing and no record says it. */
export async function stageFacts(
  { database }: TestSystem,
  enterpriseId: string,
  facts: Readonly<Record<string, number | boolean | string>>,
): Promise<void> {
  await database.ownerDb
    .insertInto('factDeclaration')
    .values(
      Object.entries(facts).map(([fact, value]) => ({
        enterpriseId,
        fact,
        value: JSON.stringify(value),
        valid: `[${dayFromNow(-30)},${dayFromNow(300)})`,
        state: 'confirmed' as const,
        note: null,
        byId: null,
        byName: '测试',
        decidedAt: new Date().toISOString(),
        decidedById: null,
        decidedByName: '测试',
        decisionReason: null,
      })),
    )
    .execute()
}

/** A confirmed qualification; `to` is the first day on which it no longer holds. */
export async function stageQualification(
  { database }: TestSystem,
  enterpriseId: string,
  code: string,
  { from = dayFromNow(-800), to = null }: { readonly from?: string; readonly to?: string | null } = {},
): Promise<void> {
  await sql`
    INSERT INTO enterprise_record (id, version, enterprise_id, kind, valid, fields, status, source, said_by_name, act, by_name)
    VALUES (${randomUUID()}, 1, ${enterpriseId}::uuid, 'qualification', daterange(${from}::date, ${to}::date),
      ${JSON.stringify({ code })}::jsonb, 'confirmed', '测试', '测试', 'add', '测试')`.execute(
    database.ownerDb,
  )
}

/** Three firms of two parks: near the next rung, undetermined, qualified for it. */
export interface LadderStage {
  readonly near: StagedEnterprise
  readonly unknown: StagedEnterprise
  readonly qualified: StagedEnterprise
}

/** What a 专精特新 rule asks, all of it met. */
export const SPECIALISED_FACTS = {
  从事细分市场年限: 3,
  上年度研发费用: 120,
  上年度营业收入: 2000,
  专精特新平台评分: 65,
} as const

export async function stageLadder(system: TestSystem): Promise<LadderStage> {
  const near = await stageEnterprise(system, 'park.haidian', {
    name: '梯度试验甲技术有限公司',
    organisation: 'company.huayuan',
  })
  const unknown = await stageEnterprise(system, 'park.haidian', { name: '梯度试验乙技术有限公司' })
  const qualified = await stageEnterprise(system, 'park.xicheng', { name: '梯度试验丙技术有限公司' })
  const district = await organisationId(system, 'district.haidian')
  await system.database.ownerDb
    .updateTable('enterpriseState')
    .set({ registrationDistrictId: district })
    .where('enterpriseId', 'in', [near.id, unknown.id])
    .execute()
  await stageFacts(system, near.id, { ...SPECIALISED_FACTS, 上年度研发费用: 95 })
  await stageFacts(system, qualified.id, SPECIALISED_FACTS)
  await stageQualification(system, near.id, 'innovative')
  await stageQualification(system, near.id, 'high-tech', { to: dayFromNow(60) })
  await stageQualification(system, qualified.id, 'innovative')
  return { near, unknown, qualified }
}
