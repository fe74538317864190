import { sql } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { Bilingual, PartyView, listParties as listRoute } from './contract.ts'
import type { Tx } from './store.ts'

export interface PartyColumns {
  readonly organisationId: string | null
  readonly userId: string | null
  readonly role: string | null
}

/** `org:…`, `user:…` or `role:…` as the columns of a table; exactly one is set. */
export function partyColumns(party: string): PartyColumns {
  const at = party.indexOf(':')
  const value = party.slice(at + 1)
  switch (party.slice(0, at)) {
    case 'org':
      return { organisationId: value, userId: null, role: null }
    case 'user':
      return { organisationId: null, userId: value, role: null }
    case 'role':
      return { organisationId: null, userId: null, role: value }
    default:
      throw new Error(`Not a party: ${party}`)
  }
}

/** Names of account roles as a party, when work waits for anybody who holds one. */
const ROLE_NAMES: Readonly<Record<string, Bilingual>> = {
  zone_office: { zh: '领导小组办公室', en: 'Zone office' },
  leader: { zh: '领导', en: 'Leader' },
  park_committee: { zh: '分园管委会', en: 'Park committee' },
  department: { zh: '部门', en: 'Department' },
  district: { zh: '区政府', en: 'District' },
  platform_company: { zh: '平台公司', en: 'Platform company' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  expert: { zh: '专家', en: 'Expert' },
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Names by id of organisations and people; loaded once for everything that a page shows. */
export class Names {
  readonly #byId: ReadonlyMap<string, Bilingual>

  constructor(byId: ReadonlyMap<string, Bilingual>) {
    this.#byId = byId
  }

  static async load(tx: Tx, ids: Iterable<string>): Promise<Names> {
    const wanted = [...new Set(ids)].filter((id) => UUID.test(id))
    if (wanted.length === 0) return new Names(new Map())
    const organisations = await tx
      .selectFrom('organisationName')
      .select(['organisationId as id', 'shortName', 'nameEn'])
      .where('organisationId', 'in', wanted)
      .where(sql<boolean>`valid @> current_date`)
      .execute()
    const people = await tx.selectFrom('person').select(['id', 'name']).where('id', 'in', wanted).execute()
    return new Names(
      new Map<string, Bilingual>([
        ...organisations.map(({ id, shortName, nameEn }) => [id, { zh: shortName, en: nameEn }] as const),
        ...people.map(({ id, name }) => [id, { zh: name, en: name }] as const),
      ]),
    )
  }

  /** Names of parties (`org:…`, `user:…`, `role:…`) and of ids found anywhere inside the values. */
  static loadFor(tx: Tx, parties: Iterable<string>, values: Iterable<Json> = []): Promise<Names> {
    const ids: string[] = []
    for (const party of parties) ids.push(party.slice(party.indexOf(':') + 1))
    for (const value of values) collectIds(value, ids)
    return Names.load(tx, ids)
  }

  ofId(id: string): Bilingual | null {
    return this.#byId.get(id) ?? null
  }

  of(party: string): PartyView {
    const { organisationId, userId, role } = partyColumns(party)
    const name = role === null ? this.#byId.get(organisationId ?? userId ?? '') : ROLE_NAMES[role]
    return { party, name: name ?? { zh: '（已停用）', en: '(no longer active)' } }
  }

  entries(): Record<string, Bilingual> {
    return Object.fromEntries(this.#byId)
  }
}

function collectIds(value: Json, into: string[]): void {
  if (typeof value === 'string') {
    if (UUID.test(value)) into.push(value)
  } else if (Array.isArray(value)) for (const element of value) collectIds(element as Json, into)
  else if (typeof value === 'object' && value !== null)
    for (const element of Object.values(value)) collectIds(element, into)
}

const AT_MOST = 40

/** Organisations first, then people; by words in the name, pinyin initials or code. */
export function listParties(
  ctx: Context,
  { q, kind, organisationKind, ids }: QueryOf<typeof listRoute>,
): Promise<ResponseOf<typeof listRoute>> {
  const pattern = `%${q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  const wanted = ids?.split(',').filter((id) => UUID.test(id)) ?? null
  return ctx.read(async (tx) => {
    const organisations =
      kind === 'person'
        ? []
        : await tx
            .selectFrom('organisation as o')
            .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
            .select(['o.id', 'o.kind', 'o.code', 'n.name', 'n.shortName', 'n.nameEn'])
            .where(sql<boolean>`n.valid @> current_date`)
            .$if(wanted !== null, (query) => query.where('o.id', 'in', orNone(wanted)))
            .$if(organisationKind !== undefined, (query) =>
              query.where(sql<boolean>`o.kind = any(${(organisationKind ?? '').split('|')})`),
            )
            .where((eb) =>
              eb.or([
                eb('n.name', 'ilike', pattern),
                eb('n.shortName', 'ilike', pattern),
                eb('n.nameEn', 'ilike', pattern),
                eb('n.initials', 'like', pattern.toLowerCase()),
                eb('o.code', 'like', pattern.toLowerCase()),
              ]),
            )
            .orderBy(sql`length(n.name)`)
            .orderBy('o.code')
            .limit(AT_MOST)
            .execute()
    const people =
      kind === 'organisation'
        ? []
        : await tx
            .selectFrom('person as u')
            .innerJoin('organisationName as n', 'n.organisationId', 'u.organisationId')
            .select(['u.id', 'u.name', 'u.login', 'n.shortName', 'n.nameEn'])
            .where(sql<boolean>`n.valid @> current_date`)
            .$if(wanted !== null, (query) => query.where('u.id', 'in', orNone(wanted)))
            .where((eb) =>
              eb.or([
                eb('u.name', 'ilike', pattern),
                eb('u.login', 'like', pattern.toLowerCase()),
                eb('n.shortName', 'ilike', pattern),
                eb('n.initials', 'like', pattern.toLowerCase()),
              ]),
            )
            .orderBy('u.name')
            .limit(AT_MOST)
            .execute()
    return {
      parties: [
        ...organisations.map((row) => ({
          id: row.id,
          kind: 'organisation' as const,
          party: `org:${row.id}`,
          name: { zh: row.shortName, en: row.nameEn },
          detail: { zh: row.name, en: row.code },
        })),
        ...people.map((row) => ({
          id: row.id,
          kind: 'person' as const,
          party: `user:${row.id}`,
          name: { zh: row.name, en: row.name },
          detail: { zh: row.shortName, en: row.nameEn },
        })),
      ],
    }
  })
}

function orNone(ids: readonly string[] | null): string[] {
  return ids === null || ids.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : [...ids]
}

/** Refuses organisations and people that do not exist (or are no longer active), before the engine gives them work. */
export async function requireParties(tx: Tx, parties: readonly string[]): Promise<void> {
  const names = await Names.loadFor(tx, parties)
  for (const party of parties)
    if (names.ofId(party.slice(party.indexOf(':') + 1)) === null) refuse('cases.party_unknown')
}
