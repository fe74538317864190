import type { FilingValues } from '#domain/indicators'
import { addDays, type DateOn } from '#domain/kernel'
import { randomFor, type Random } from './random.ts'
import type { SyntheticEnterprise, SyntheticState } from './register-states.ts'

/** A record of an enterprise as data/enterprises/record-kinds.json describes it; `to` is exclusive. */
export interface SyntheticRecord {
  readonly kind: string
  readonly from: DateOn
  readonly to: DateOn | null
  readonly fields: Readonly<Record<string, string | number | boolean>>
  readonly source: string
}

/** What it filed for the last year of which there are yearly forms; null: it did not. */
export interface LastFilings {
  readonly profile: FilingValues | null
  readonly economy: FilingValues | null
  readonly people: FilingValues | null
  readonly research: FilingValues | null
}

export interface RecordSetting {
  readonly seed: number
  /** Nothing begins after it. */
  readonly latest: DateOn
}

const ISSUERS = {
  ministry: '国家主管部门（演示）',
  city: '市主管部门（演示）',
  zone: '示范区（演示）',
} as const
/** Ranks of the ladder for small and medium enterprises; who is further up was further down before. */
const LADDER = ['innovative', 'specialised', 'little-giant'] as const
/** Certificates that ended before are not told any more. */
const FORGOTTEN = '2022-01-01'
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']

/**
 * What an enterprise’s file says of it, invented: qualifications and boards as the register and the forms have them, intellectual property
 * that adds up to the forms, and of the rest (financing, honours, certificates, products, persons, violations) what chance gives it.
 * Some have kept no file at all, so that there is something not known of everybody.
 */
export function recordsOf(
  setting: RecordSetting,
  enterprise: SyntheticEnterprise,
  filed: LastFilings,
): readonly SyntheticRecord[] {
  const last = enterprise.states.at(-1)
  if (last?.status !== 'active' || enterprise.founded >= setting.latest) return []
  const random = randomFor(setting.seed, enterprise.number, 'record')
  // Every part draws from a stream of its own, so that a change of one leaves the others as they are.
  const part = (number: number): Random => randomFor(setting.seed, enterprise.number, 'record', number)
  const keepsFile = random.next() < 0.82
  const context: Context = { setting, enterprise, last, filed, level: standingOf(last) }
  return [
    ...qualifications(context, part(1)),
    ...listings(context),
    ...violations(context, part(2)),
    ...persons(context, part(3)),
    ...honours(context, part(9)),
    ...(keepsFile
      ? [
          ...property(context, part(4)),
          ...financing(context, part(5)),
          ...researchBodies(context, part(6)),
          ...certificates(context, part(7)),
          ...products(context, part(8)),
        ]
      : []),
  ].filter(({ from, to }) => from < setting.latest && (to === null || to > from))
}

interface Context {
  readonly setting: RecordSetting
  readonly enterprise: SyntheticEnterprise
  readonly last: SyntheticState
  readonly filed: LastFilings
  /** 0 without a rung … 3 little giant, 4 unicorn: the further up, the more of everything. */
  readonly level: number
}

function standingOf({ rung }: SyntheticState): number {
  if (rung === 'unicorn') return 4
  return LADDER.indexOf((rung ?? '') as (typeof LADDER)[number]) + 1
}

function qualifications(
  { setting, enterprise, last, filed, level }: Context,
  random: Random,
): SyntheticRecord[] {
  const found: SyntheticRecord[] = []
  const add = (code: string, from: DateOn, to: DateOn | null, review: boolean, issuer: string): void => {
    if (to !== null && to <= FORGOTTEN) return
    const fields = {
      code,
      issuer,
      review,
      number: `YS-${code}-${from.slice(0, 4)}-${String(enterprise.number).padStart(6, '0')}`,
    }
    found.push({ kind: 'qualification', from, to, fields, source: '认定公告（演示）' })
  }
  const holds = (code: string, issuer: string, held: (state: SyntheticState) => boolean): void => {
    for (const spell of spellsOf(enterprise, held))
      for (const one of certificatesOf(spell, setting.latest)) add(code, one.from, one.to, one.review, issuer)
  }
  holds('high-tech', ISSUERS.ministry, ({ highTech }) => highTech)
  for (const [rank, code] of LADDER.entries())
    holds(code, code === 'little-giant' ? ISSUERS.ministry : ISSUERS.city, (state) => {
      const stands = standingOf(state)
      return stands > rank && stands <= LADDER.length
    })
  for (const spell of spellsOf(enterprise, ({ rung }) => rung === 'unicorn'))
    add('unicorn', spell.from, spell.to, false, ISSUERS.zone)
  if (isSmall(last) && random.next() < 0.35) {
    // Registered anew every year, from spring to spring.
    const months = 4 + random.below(3)
    for (const year of [2025, 2026])
      add(
        'tech-sme',
        `${String(year)}-0${String(months)}-15`,
        `${String(year + 1)}-04-01`,
        year > 2025,
        ISSUERS.city,
      )
  }
  const year = (from: number): DateOn => `${String(from)}-${String(1 + random.below(9)).padStart(2, '0')}-20`
  const sometimes = (code: string, share: number, issuer: string, years: number): void => {
    if (random.next() >= share) return
    const from = year(2022 + random.below(5))
    if (from > enterprise.founded) add(code, from, yearsAfter(from, years), false, issuer)
  }
  sometimes('ip-advantage', 0.01 + level * 0.02, ISSUERS.ministry, 3)
  sometimes('innovation-demonstration', 0.003 + level * 0.005, ISSUERS.ministry, 4)
  sometimes('gazelle', level === 1 || level === 2 ? 0.05 : 0.01, ISSUERS.zone, 2)
  sometimes('manufacturing-champion', makesThings(last) && level >= 3 ? 0.12 : 0, ISSUERS.ministry, 3)
  sometimes('green-factory', makesThings(last) ? 0.04 + level * 0.02 : 0, ISSUERS.city, 3)
  sometimes('smart-factory', makesThings(last) ? 0.03 + level * 0.02 : 0, ISSUERS.city, 3)
  sometimes(
    'potential-unicorn',
    level === 3 && numberOf(filed.economy, 'QC05_0') > 300_000 ? 0.2 : 0,
    ISSUERS.zone,
    2,
  )
  return found
}

/** Boards as the profile form has them. */
function listings({ enterprise, filed, setting }: Context): SyntheticRecord[] {
  const code = filed.profile?.['QB15_1']
  const year = filed.profile?.['QB15_2']
  if (typeof code !== 'string' || typeof year !== 'number') return []
  const random = randomFor(setting.seed, enterprise.number, 'record', 10)
  const exchange =
    ['main', 'star', 'star', 'chinext', 'chinext', 'bse', 'overseas'][random.below(7)] ?? 'main'
  const from = `${String(year)}-${String(1 + random.below(12)).padStart(2, '0')}-16`
  if (from <= enterprise.founded) return []
  const fields = { board: code.includes('N') ? 'neeq' : exchange, code, name: enterprise.brand }
  return [{ kind: 'listing', from, to: null, fields, source: '交易所公告（演示）' }]
}

function violations({ setting, enterprise }: Context, random: Random): SyntheticRecord[] {
  if (random.next() >= 0.018) return []
  const [field, grade, summary] = pick(random, [
    ['credit', 'serious', '列入失信被执行人名单'],
    ['safety', 'major', '安全生产行政处罚'],
    ['quality', 'minor', '产品质量抽查不合格'],
    ['environment', 'serious', '排污超标行政处罚'],
    ['registration', 'minor', '列入经营异常名录'],
    ['statistics', 'minor', '迟报统计资料'],
    ['tax', 'minor', '逾期申报'],
  ] as const)
  const from = addDays(setting.latest, -(20 + random.below(1500)))
  if (from <= enterprise.founded) return []
  return [
    {
      kind: 'violation',
      from,
      to: addDays(from, 180 + random.below(900)),
      fields: {
        field,
        grade,
        summary: `${summary}（演示）`,
        issuer: ISSUERS.city,
        url: `https://example.org/demo/${String(enterprise.number)}`,
      },
      source: '信用信息公示（演示）',
    },
  ]
}

/** Surnames alone: nobody is meant. */
function persons({ enterprise, level, filed }: Context, random: Random): SyntheticRecord[] {
  const person = (role: string, more: Record<string, string> = {}): SyntheticRecord => ({
    kind: 'person',
    from: enterprise.founded,
    to: null,
    fields: { role, name: `${pick(random, SURNAMES)}某（演示）`, ...more },
    source: '登记信息（演示）',
  })
  const people = [person('legal'), person('statistics')]
  const talents =
    numberOf(filed.people, 'QD06') > 0 && random.next() < 0.03 + level * 0.05 ? 1 + random.below(3) : 0
  for (let index = 0; index < talents; index += 1)
    people.push(person('talent', { talent: random.next() < 0.25 ? 'national' : 'city' }))
  return people
}

function honours({ setting, enterprise, level }: Context, random: Random): SyntheticRecord[] {
  const found: SyntheticRecord[] = []
  const sometimes = (
    share: number,
    code: string,
    name: string,
    issuer: string,
    rank: number | null,
  ): void => {
    if (random.next() >= share) return
    const from = addDays(setting.latest, -(30 + random.below(1900)))
    if (from <= enterprise.founded) return
    const fields = { code, name: `${name}（演示）`, issuer, ...(rank === null ? {} : { rank }) }
    found.push({ kind: 'honour', from, to: addDays(from, 1), fields, source: '表彰决定（演示）' })
  }
  sometimes(
    0.002 + level * 0.004,
    'national-science-award',
    '国家级科技奖励',
    ISSUERS.ministry,
    1 + random.below(8),
  )
  sometimes(0.01 + level * 0.015, 'province-science-award', '市级科技奖励', ISSUERS.city, 1 + random.below(6))
  sometimes(0.005 + level * 0.006, 'province-quality-award', '市政府质量奖', ISSUERS.city, null)
  sometimes(0.01 + level * 0.01, 'maker-china-500', '“创客中国”大赛500强', ISSUERS.ministry, null)
  sometimes(0.002 + level * 0.003, 'maker-china-50', '“创客中国”大赛50强', ISSUERS.ministry, null)
  sometimes(0.04, 'competition-award', '创新创业大赛获奖', ISSUERS.zone, null)
  return found
}

/** Adds up to the numbers of the research form: inventions and layouts are class I, the other patents and software class II. */
function property({ setting, enterprise, filed, level }: Context, random: Random): SyntheticRecord[] {
  const inventions = numberOf(filed.research, 'QJ73')
  const layouts = numberOf(filed.research, 'QJ86')
  const others = Math.max(0, numberOf(filed.research, 'QJ83') - inventions)
  const software = numberOf(filed.research, 'QJ85')
  const from = maximum(addDays(setting.latest, -(200 + random.below(2500))), addDays(enterprise.founded, 30))
  const add = (
    count: number,
    grade: string,
    kind: string,
    more: Record<string, string | boolean>,
  ): SyntheticRecord[] =>
    count <= 0
      ? []
      : [
          {
            kind: 'ip',
            from,
            to: null,
            fields: { grade, kind, count, ...more },
            source: '权属证书汇总（演示）',
          },
        ]
  const bought = random.next() < 0.3 ? Math.floor(inventions * random.between(0.05, 0.4)) : 0
  const own = inventions - bought
  const valued = Math.min(own, Math.floor(own * (0.1 + level * 0.12) + random.next()))
  const used = Math.floor((own - valued) * random.between(0.3, 0.8))
  const best = { origin: 'own', 'main-product': true, 'high-value': true, applied: true }
  const plain = { origin: 'own', 'main-product': false, 'high-value': false, applied: false }
  return [
    ...add(valued, 'I', 'invention', best),
    ...add(used, 'I', 'invention', { ...plain, 'main-product': true, applied: true }),
    ...add(own - valued - used, 'I', 'invention', plain),
    ...add(bought, 'I', 'invention', { ...plain, origin: 'acquired' }),
    ...add(layouts, 'I', 'circuit', { ...plain, 'main-product': true, applied: true }),
    ...add(others, 'II', 'utility-model', plain),
    ...add(software, 'II', 'software', { ...plain, applied: true }),
  ]
}

/** Rounds of the last years; what a unicorn is worth is what makes it one. Amounts in 万元. */
function financing({ setting, enterprise, filed, level }: Context, random: Random): SyntheticRecord[] {
  if (random.next() >= (level === 4 ? 1 : 0.1 + level * 0.08)) return []
  const size = Math.max(200, numberOf(filed.economy, 'QC05_0') / 10)
  const rounds = 1 + random.below(3)
  const found: SyntheticRecord[] = []
  for (let index = 0; index < rounds; index += 1) {
    const from = addDays(setting.latest, -(40 + random.below(500) + 450 * (rounds - 1 - index)))
    if (from <= enterprise.founded) continue
    const amount = Math.max(100, Math.round((size * random.between(0.05, 0.6)) / 100) * 100)
    const dollars =
      level === 4
        ? 105_000 + random.below(300_000)
        : Math.round(Math.min(90_000, (amount * random.between(4, 9)) / 7.1))
    const fields = {
      form: 'equity',
      round: ['a', 'b', 'c'][index] ?? 'c',
      amount: Math.min(amount, 200_000),
      investor: '某创业投资基金（演示）',
      'investor-kind': 'venture',
      qualified: random.next() < 0.9,
      valuation: Math.round(dollars * 7.1),
      'valuation-dollars': dollars,
    }
    found.push({ kind: 'financing', from, to: addDays(from, 1), fields, source: '企业申报（演示）' })
  }
  return found
}

function researchBodies({ setting, enterprise, filed, level }: Context, random: Random): SyntheticRecord[] {
  const has = numberOf(filed.research, 'QI01') > 0
  if (!has && random.next() >= 0.12 + level * 0.12) return []
  const rank = random.next() + level * 0.1
  const body = (name: string, value: string, kind: string): SyntheticRecord => ({
    kind: 'research-body',
    from: maximum(addDays(setting.latest, -(300 + random.below(2000))), addDays(enterprise.founded, 60)),
    to: null,
    fields: { name: `${enterprise.brand}${name}（演示）`, level: value, kind },
    source: '认定文件（演示）',
  })
  const bodies = [body('研究院', 'own', 'other')]
  if (rank > 0.8) bodies.push(body('企业技术中心', 'city', 'technology-centre'))
  if (rank > 1.1) bodies.push(body('工程研究中心', 'province', 'engineering-centre'))
  if (rank > 1.3) bodies.push(body('国家企业技术中心', 'national', 'technology-centre'))
  return bodies
}

function certificates({ setting, enterprise, last, level }: Context, random: Random): SyntheticRecord[] {
  const found: SyntheticRecord[] = []
  const sometimes = (code: string, share: number): void => {
    if (random.next() >= share) return
    const from = maximum(addDays(setting.latest, -(30 + random.below(1200))), addDays(enterprise.founded, 90))
    const fields = { code, issuer: '认证机构（演示）' }
    found.push({ kind: 'certificate', from, to: yearsAfter(from, 3), fields, source: '认证证书（演示）' })
  }
  sometimes('iso9001', 0.5 + level * 0.1)
  sometimes('iso14001', makesThings(last) ? 0.3 : 0.08)
  sometimes('iso27001', last.industry.startsWith('I') ? 0.25 : 0.03)
  sometimes('cmmi', last.industry.startsWith('I65') ? 0.18 : 0)
  sometimes('iso13485', MEDICAL.has(last.industry) ? 0.4 : 0)
  sometimes('gb29490', 0.06 + level * 0.05)
  sometimes('overseas-product', makesThings(last) ? 0.12 : 0.01)
  return found
}
const MEDICAL: ReadonlySet<string> = new Set(['C3581', 'C2761', 'C2762', 'C2720'])

function products({ setting, enterprise, last, level }: Context, random: Random): SyntheticRecord[] {
  if (random.next() >= 0.55 + level * 0.1) return []
  const from = maximum(addDays(setting.latest, -(400 + random.below(2400))), addDays(enterprise.founded, 120))
  const fields = {
    name: `${enterprise.brand}主导产品（演示）`,
    'own-brand': random.next() < 0.6 + level * 0.12,
    'first-set': makesThings(last) && random.next() < 0.04,
    years: 1 + random.below(12),
  }
  return [{ kind: 'product', from, to: null, fields, source: '企业申报（演示）' }]
}

/** Stretches of the register on which something holds, joined where nothing lies between; null: until now. */
function spellsOf(
  enterprise: SyntheticEnterprise,
  held: (state: SyntheticState) => boolean,
): { from: DateOn; to: DateOn | null }[] {
  const spells: { from: DateOn; to: DateOn | null }[] = []
  for (const state of enterprise.states) {
    if (state.status !== 'active' || !held(state)) continue
    const before = spells.at(-1)
    if (before?.to === state.from) before.to = state.to
    else spells.push({ from: state.from, to: state.to })
  }
  return spells
}

const CERTIFICATE_YEARS = 3
function certificatesOf(
  spell: { readonly from: DateOn; readonly to: DateOn | null },
  latest: DateOn,
): { from: DateOn; to: DateOn; review: boolean }[] {
  const found: { from: DateOn; to: DateOn; review: boolean }[] = []
  const end = spell.to ?? '9999-12-31'
  for (let from = spell.from; from < end && from < latest; from = yearsAfter(from, CERTIFICATE_YEARS)) {
    const until = yearsAfter(from, CERTIFICATE_YEARS)
    found.push({ from, to: until < end ? until : end, review: from !== spell.from })
  }
  return found
}

export function yearsAfter(day: DateOn, years: number): DateOn {
  const monthAndDay = day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)
  return `${String(Number(day.slice(0, 4)) + years)}${monthAndDay}`
}

function maximum(one: DateOn, other: DateOn): DateOn {
  return one > other ? one : other
}

function pick<T>(random: Random, of: readonly T[]): T {
  const found = of[random.below(of.length)]
  if (found === undefined) throw new RangeError('nothing to choose from')
  return found
}

/** 0 where the cell is empty or nothing was filed. */
export function numberOf(values: FilingValues | null, cell: string): number {
  const value = values?.[cell]
  return typeof value === 'number' ? value : 0
}

export function makesThings({ industry }: SyntheticState): boolean {
  return industry.startsWith('C')
}

export function isSmall({ sizeClass }: SyntheticState): boolean {
  return sizeClass === 'small' || sizeClass === 'micro'
}
