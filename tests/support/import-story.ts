import { sql } from 'kysely'
import * as contract from '#contract/statistics'
import { codeOf, organisationId, type Staged, type StagedEnterprise } from './statistics-stage.ts'
import type { TestClient } from './system.ts'

/** Many enterprises of one park at once; numbers from `first` on give their credit codes. */
export async function stagePark(
  system: Staged,
  parkCode: string,
  first: number,
  count: number,
): Promise<readonly StagedEnterprise[]> {
  const park = await organisationId(system, parkCode)
  const staged = Array.from({ length: count }, (_, at) => ({
    creditCode: codeOf(first + at),
    name: `导入测试企业${String(first + at)}有限公司`,
  }))
  const { rows } = await sql<{ id: string; creditCode: string }>`
    INSERT INTO enterprise (credit_code) SELECT unnest(${staged.map(({ creditCode }) => creditCode)}::text[])
    RETURNING id, credit_code`.execute(system.database.ownerDb)
  const ids = new Map(rows.map(({ id, creditCode }) => [creditCode, id]))
  const made = staged.map(({ creditCode, name }) => ({ id: ids.get(creditCode) ?? '', creditCode, name }))
  await sql`
    INSERT INTO enterprise_state (enterprise_id, valid, known, name, initials, status, registration_park_id, operation_park_id,
      industry, field, size_class, above_scale, source, by_name)
    SELECT u.id, daterange('2015-01-01', NULL), tstzrange('2015-01-01', NULL), u.name, '', 'active', ${park}::uuid, ${park}::uuid,
           'I6513', '1', 'small', true, '测试', '测试'
      FROM unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ name }) => name)}::text[]) AS u (id, name)`.execute(
    system.database.ownerDb,
  )
  return made
}

/** Uploads a file and waits for what the import says of it. */
export async function importFile(
  client: TestClient,
  key: { readonly form: string; readonly period: string },
  content: Uint8Array | string,
  { dryRun = false, submit = false, name = '填报.xlsx' } = {},
): Promise<contract.ImportResult> {
  const response = await client.uploadTo(
    `/api/statistics/collections/${key.form}/${key.period}/import?dryRun=${String(dryRun)}&submit=${String(submit)}`,
    [{ name, content }],
  )
  if (response.statusCode !== 202) throw new Error(`${String(response.statusCode)} ${response.body}`)
  const { jobId } = response.json<{ jobId: string }>()
  for (let tries = 0; tries < 600; tries++) {
    const result = await client.call(contract.readImport, { params: { jobId } })
    if (result.state !== 'queued' && result.state !== 'running') return result
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the import does not end')
}
