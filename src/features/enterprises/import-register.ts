import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { ReadRow } from '#platform/spreadsheets'
import { register, sayChange } from './change-enterprise.ts'
import { creditCodeFault, tidyCreditCode } from './credit-code-fault.ts'
import { CODE, FROM, NAME, SOURCE } from './import-declaration.ts'
import { digestOf, refusedRow, textOf, type PlannedRow, type Planner, type RowIssue } from './import-plan.ts'
import type { Tx } from './store.ts'

const TEXTS = ['nameEn', 'cluster', 'address', 'industry'] as const
const CHOICES = [
  'registrationParkId',
  'operationParkId',
  'registrationDistrictId',
  'operationDistrictId',
  'field',
  'sizeClass',
  'rung',
] as const
const FLAGS = ['highTech', 'aboveScale'] as const

/** What a row says; empty cells say nothing and leave what is there. */
interface Said {
  name?: string
  nameEn?: string
  cluster?: string
  address?: string
  industry?: string
  registrationParkId?: string
  operationParkId?: string
  registrationDistrictId?: string
  operationDistrictId?: string
  field?: string
  sizeClass?: string
  rung?: string
  highTech?: boolean
  aboveScale?: boolean
}

interface Standing {
  readonly code: string
  readonly enterpriseId: string
  /** Null: it is in the register, but not on that day. */
  readonly state: Readonly<Record<string, unknown>> | null
}

/** Rows of the register: unknown codes are added from their day on, known ones changed where they differ. */
export const planRegister: Planner = async (tx, ctx, rows) => {
  const read = rows.map((row) => {
    const given = textOf(row.values[CODE])
    return {
      row,
      code: given === null ? null : tidyCreditCode(given),
      from: textOf(row.values[FROM]),
      said: saidIn(row),
    }
  })
  const wanted = read.flatMap(({ code, from }) => (code === null || from === null ? [] : [{ code, from }]))
  const standing = await standingOf(tx, wanted)
  const elsewhere = await registered(
    tx,
    wanted.map(({ code }) => code),
  )
  const industries = await knownIndustries(
    tx,
    read.flatMap(({ said }) => said.industry ?? []),
  )
  const isPark = ctx.caller.roles.includes('park_committee') && !ctx.caller.roles.includes('zone_office')
  return read.map(({ row, code, from, said }): PlannedRow => {
    const head = { creditCode: code, name: said.name ?? null, enterpriseId: null }
    if (row.issues.length > 0 || code === null || from === null) return refusedRow(head, [])
    const fault = creditCodeFault(code)
    if (fault !== null) return refusedRow(head, [{ ...fault, key: CODE }])
    if (said.industry !== undefined && !industries.has(said.industry))
      return refusedRow(head, [
        {
          code: 'enterprises.code_unknown',
          params: { list: 'industry', code: said.industry },
          key: 'industry',
        },
      ])
    const source = textOf(row.values[SOURCE]) ?? '名录导入'
    const there = standing.get(`${code} ${from}`)
    if (there === undefined) {
      const issue = newcomerIssue(said, elsewhere.has(code), isPark ? ctx.caller.organisationId : null)
      return issue === null ? addition(head, code, from, said, source) : refusedRow(head, [issue])
    }
    const known = { ...head, enterpriseId: there.enterpriseId }
    if (there.state === null)
      return refusedRow(known, [{ code: 'enterprises.not_known_then', params: { from }, key: FROM }])
    if (isPark && there.state['registrationParkId'] !== ctx.caller.organisationId)
      return refusedRow(known, [{ code: 'enterprises.other_park', params: {}, key: CODE }])
    if (
      isPark &&
      said.registrationParkId !== undefined &&
      said.registrationParkId !== ctx.caller.organisationId
    )
      return refusedRow(known, [{ code: 'enterprises.other_park', params: {}, key: 'registrationParkId' }])
    return change(known, there.state, from, said, source)
  })
}

function saidIn({ values }: ReadRow): Said {
  const said: Said = {}
  const name = textOf(values[NAME])
  if (name !== null) said.name = name
  for (const key of [...TEXTS, ...CHOICES]) {
    const value = textOf(values[key])
    if (value !== null) said[key] = value
  }
  for (const key of FLAGS) {
    const value = textOf(values[key])
    if (value !== null) said[key] = value === 'true'
  }
  return said
}

function newcomerIssue(said: Said, isElsewhere: boolean, park: string | null): RowIssue | null {
  if (isElsewhere) return { code: 'enterprises.known_elsewhere', params: {}, key: CODE }
  if (said.name === undefined) return { code: 'enterprises.name_missing', params: {}, key: NAME }
  if (said.registrationParkId === undefined)
    return { code: 'enterprises.park_missing', params: {}, key: 'registrationParkId' }
  if (park !== null && said.registrationParkId !== park)
    return { code: 'enterprises.other_park', params: {}, key: 'registrationParkId' }
  return null
}

function addition(
  head: Pick<PlannedRow, 'creditCode' | 'name' | 'enterpriseId'>,
  creditCode: string,
  from: string,
  said: Said,
  source: string,
): PlannedRow {
  return {
    ...head,
    outcome: 'add',
    changes: Object.entries(said).map(([field, value]) => ({ field, before: null, after: String(value) })),
    issues: [],
    digest: digestOf({ creditCode, from, said: { ...said }, source }),
    write: (tx, ctx) =>
      register(tx, ctx, {
        creditCode,
        from,
        name: said.name ?? refuse('enterprises.name_missing'),
        nameEn: said.nameEn ?? null,
        registrationParkId: said.registrationParkId ?? refuse('enterprises.park_missing'),
        operationParkId: said.operationParkId ?? null,
        registrationDistrictId: said.registrationDistrictId ?? null,
        operationDistrictId: said.operationDistrictId ?? null,
        cluster: said.cluster ?? null,
        address: said.address ?? null,
        industry: said.industry ?? null,
        field: said.field ?? null,
        sizeClass: said.sizeClass ?? null,
        rung: said.rung ?? null,
        highTech: said.highTech ?? false,
        aboveScale: said.aboveScale ?? false,
        source,
      }),
  }
}

function change(
  head: Pick<PlannedRow, 'creditCode' | 'name'> & { readonly enterpriseId: string },
  state: Readonly<Record<string, unknown>>,
  from: string,
  said: Said,
  source: string,
): PlannedRow {
  const set = Object.fromEntries(Object.entries(said).filter(([field, value]) => state[field] !== value))
  const changes = Object.entries(set).map(([field, value]) => ({
    field,
    before: shownText(state[field]),
    after: String(value),
  }))
  if (changes.length === 0)
    return { ...head, outcome: 'same', changes, issues: [], digest: null, write: null }
  return {
    ...head,
    outcome: 'change',
    changes,
    issues: [],
    digest: digestOf({ id: head.enterpriseId, from, set, changes, source }),
    write: async (tx, ctx) => {
      await sayChange(tx, ctx, head.enterpriseId, { from, to: null, set, source, reason: '名录导入' })
      return head.enterpriseId
    },
  }
}

function shownText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : null
}

async function standingOf(
  tx: Tx,
  wanted: readonly { readonly code: string; readonly from: string }[],
): Promise<Map<string, Standing>> {
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ code: string; day: string; enterpriseId: string } & Record<string, unknown>>`
    SELECT w.code, w.day::text AS day, e.id AS enterprise_id, s.name, s.name_en, s.registration_park_id, s.operation_park_id,
           s.registration_district_id, s.operation_district_id, s.cluster, s.address, s.industry, s.field, s.size_class, s.rung,
           s.high_tech, s.above_scale, s.enterprise_id IS NOT NULL AS known
      FROM (SELECT DISTINCT * FROM unnest(${wanted.map(({ code }) => code)}::text[], ${wanted.map(({ from }) => from)}::date[]) u (code, day)) w
      JOIN enterprise e ON e.credit_code = w.code
      LEFT JOIN enterprise_state s ON s.enterprise_id = e.id AND upper_inf(s.known) AND s.valid @> w.day`.execute(
    tx,
  )
  return new Map(
    rows.map((row) => [
      `${row.code} ${row.day}`,
      { code: row.code, enterpriseId: row.enterpriseId, state: row['known'] === true ? row : null },
    ]),
  )
}

async function registered(tx: Tx, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ code: string }>`SELECT registered_codes(${codes}::text[]) AS code`.execute(tx)
  return new Set(rows.map(({ code }) => code))
}

async function knownIndustries(tx: Tx, codes: readonly string[]): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set()
  const rows = await tx
    .selectFrom('classificationCode')
    .select('code')
    .where('list', '=', 'industry')
    .where('code', 'in', [...new Set(codes)])
    .execute()
  return new Set(rows.map(({ code }) => code))
}
