import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { canonicalJson, refuse, type Json } from '#domain/kernel'
import type { FactSheet, FactSource } from '#domain/rules'
import { readZoneBook, sheetFor } from '#features/rules'
import { sendExport, type Context } from '#platform/http'
import { errorCode } from '#platform/postgres'
import type { BodyOf, QueryOf } from '../route-contract.ts'
import { loadConsent } from './consents.ts'
import { SharedPackage, type Consent, type Sharing } from './contract.ts'
import type * as contract from './contract.ts'
import { pointsOf } from './points.ts'
import { sharedPage } from './shared-page.ts'
import { dayOf, loadEnterprise, type Tx } from './store.ts'

type Wanted = BodyOf<typeof contract.shareByConsent>

/** What goes is put together, written down word for word and only then handed over; the database has the last word on the consent. */
export async function shareByConsent(ctx: Context, consentId: string, wanted: Wanted): Promise<Sharing> {
  const on = dayOf(ctx.now)
  const { enterprise } = await ctx.read((tx) => loadConsent(tx, ctx, consentId))
  const sheet = await sheetFor(ctx, enterprise.id, on)
  return ctx.inTransaction(async (tx) => {
    const consent = await loadConsent(tx, ctx, consentId)
    if (consent.state === 'withdrawn') refuse('cultivation.consent_withdrawn')
    if (consent.state === 'expired') refuse('cultivation.consent_expired', { until: consent.until })
    const { parts, facts } = within(consent, wanted)
    const content = canonicalJson(await packageOf(tx, sheet, consent, parts, facts, on))
    const digest = createHash('sha256').update(content, 'utf8').digest('hex')
    const sharing = await write(tx, ctx, consent, { parts, facts, on, content, digest })
    await ctx.audit(tx, {
      action: 'cultivation.share',
      subjectKind: 'consent',
      subjectId: consentId,
      detail: { sharing: sharing.id, receiver: consent.receiver.name, parts, facts, digest },
    })
    return sharing
  })
}

function within(
  consent: Consent,
  wanted: Wanted,
): { readonly parts: Consent['parts']; readonly facts: readonly string[] } {
  const parts = [...new Set(wanted.parts ?? consent.parts)].sort()
  const facts = parts.includes('facts') ? [...new Set(wanted.facts ?? consent.facts)].sort() : []
  const part = parts.find((one) => !consent.parts.includes(one))
  if (part !== undefined) refuse('cultivation.consent_part', { part }, ['parts'])
  const fact = facts.find((one) => !consent.facts.includes(one))
  if (fact !== undefined) refuse('cultivation.consent_fact', { fact }, ['facts'])
  if (parts.includes('facts') && facts.length === 0) refuse('cultivation.consent_facts', {}, ['facts'])
  return { parts, facts }
}

interface Written {
  readonly parts: Consent['parts']
  readonly facts: readonly string[]
  readonly on: string
  readonly content: string
  readonly digest: string
}

async function write(
  tx: Tx,
  ctx: Context,
  consent: Consent,
  { parts, facts, on, content, digest }: Written,
): Promise<Sharing> {
  const at = ctx.now.toISOString()
  const organisation = await ownName(tx, ctx)
  try {
    const { id } = await tx
      .insertInto('consentSharing')
      .values({
        consentId: consent.id,
        enterpriseId: consent.enterprise.id,
        parts,
        facts: [...facts],
        onDay: on,
        package: content,
        digest,
        at,
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
        byOrganisation: organisation,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return {
      id,
      consentId: consent.id,
      parts,
      facts: [...facts],
      digest,
      on,
      at,
      byName: ctx.caller.name,
      byOrganisation: organisation,
    }
  } catch (error) {
    // Withdrawn between our look and our writing.
    if (errorCode(error) === 'DY001') return refuse('cultivation.consent_withdrawn')
    throw error
  }
}

async function ownName(tx: Tx, ctx: Context): Promise<string | null> {
  if (ctx.caller.organisationId === null) return null
  const row = await tx
    .selectFrom('organisationName')
    .select('name')
    .where('organisationId', '=', ctx.caller.organisationId)
    .where(sql<boolean>`valid @> ${dayOf(ctx.now)}::date`)
    .executeTakeFirst()
  return row?.name ?? null
}

/** As contract's SharedPackage. */
async function packageOf(
  tx: Tx,
  sheet: FactSheet,
  consent: Consent,
  parts: Consent['parts'],
  facts: readonly string[],
  on: string,
): Promise<Json> {
  const { name } = await loadEnterprise(tx, consent.enterprise.id, on)
  const known = (code: string): Json => {
    const value = sheet.get(code)?.value ?? null
    return typeof value === 'object' && value !== null ? [...value] : value
  }
  const book = await readZoneBook(tx)
  const inWords = (code: string): string | null => {
    const options = book.facts.find((fact) => fact.code === code)?.options ?? null
    const value = known(code)
    const codes = value === null ? [] : [value].flat()
    if (options === null || codes.length === 0) return null
    return codes
      .map((word) => options.find((option) => option.code === word)?.title.zh ?? JSON.stringify(word))
      .join('、')
  }
  return {
    format: 'duoyuan-consented-sharing/1',
    consent: {
      id: consent.id,
      serial: consent.serial,
      purpose: consent.purpose,
      from: consent.from,
      until: consent.until,
      receiver: consent.receiver,
    },
    enterprise: { name: name.name, creditCode: name.creditCode, synthetic: name.synthetic },
    on,
    score: parts.includes('score') ? await scorePart(tx, sheet, name.id, on) : null,
    profile: parts.includes('profile')
      ? {
          name: name.name,
          creditCode: name.creditCode,
          registrationPark: name.registrationPark?.name ?? null,
          operationPark: name.operationPark?.name ?? null,
          ...Object.fromEntries(
            PROFILE_FACTS.filter((code) => book.facts.some((fact) => fact.code === code)).map((code) => [
              code,
              inWords(code) ?? known(code),
            ]),
          ),
        }
      : null,
    facts: parts.includes('facts')
      ? facts.map((code) => {
          const fact = book.facts.find((one) => one.code === code)
          const source = sheet.get(code)?.source
          return {
            fact: code,
            title: fact?.title.zh ?? code,
            unit: fact?.unit ?? null,
            value: known(code),
            words: inWords(code),
            source: source === undefined ? null : saySource(source),
          }
        })
      : null,
  }
}

/** 企业基本情况: what the register says, without figures of business. */
const PROFILE_FACTS = ['成立日期', '国民经济行业', '技术领域', '企业规模', '登记状态', '有效资质'] as const

async function scorePart(tx: Tx, sheet: FactSheet, enterpriseId: string, on: string): Promise<Json> {
  const { table, stage, low, high, maximum, groups, indicators } = await pointsOf(
    tx,
    sheet,
    enterpriseId,
    on,
    null,
  )
  return {
    table: { version: table.version, title: table.title.zh, source: table.source, example: table.example },
    stage: stage?.title.zh ?? null,
    low,
    high,
    maximum,
    groups: groups.map(({ title, low: least, high: most, maximum: of }) => ({
      title: title.zh,
      low: least,
      high: most,
      maximum: of,
    })),
    indicators: indicators.map(({ title, low: least, high: most, maximum: of }) => ({
      title: title.zh,
      low: least,
      high: most,
      maximum: of,
    })),
  }
}

function say(part: Json | undefined): string {
  return typeof part === 'string' ? part : ''
}

function saySource({ kind, place }: FactSource): string {
  if (kind === 'filing') return `统计报表${say(place['form'])}（${say(place['period'])}年）`
  return {
    register: '企业名录',
    record: '企业档案',
    declaration: '企业补充申报',
    derived: '按公式计算',
    given: '填报',
  }[kind]
}

export async function downloadSharing(
  ctx: Context,
  sharingId: string,
  { format }: QueryOf<typeof contract.downloadSharing>,
  reply: FastifyReply,
): Promise<unknown> {
  const stored = await ctx.read(
    async (tx) =>
      (await tx
        .selectFrom('consentSharing')
        .select(['package', 'digest', 'at', 'byName', 'byOrganisation'])
        .where('id', '=', sharingId)
        .executeTakeFirst()) ?? refuse('cultivation.not_found'),
  )
  const content = SharedPackage.parse(JSON.parse(stored.package))
  if (format === 'page')
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(sharedPage(content, stored))
  const name = `${content.enterprise.name}-授权信息-${content.on}.json`
  return sendExport(reply, { name, mediaType: 'application/json' }, (save) =>
    save(Readable.from([stored.package])),
  )
}
