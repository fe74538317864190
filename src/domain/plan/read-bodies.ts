import { readDeclarations, inferAliases } from './body-aliases.ts'
import { findBodyNames } from './body-grammar.ts'
import type { BodyClass, BodyName, NameContext } from './body-name.ts'
import { joinJointNames } from './joint-names.ts'
import { maskMarkedTitles } from './marked-titles.ts'
import { learnParkNames, parkPatternOf } from './park-names.ts'
import { COMPANY, OF_A_GROUP, partakes } from './partakes.ts'
import { spanOf } from './reading.ts'
import type { Line, Reading } from './reading.ts'
import { columnsAfter, readRoleCells } from './role-columns.ts'
import type { RoleColumns } from './role-columns.ts'
import { inheritLevel, readRoleLists } from './role-lists.ts'
import type { BodyRole, RoleItem } from './role-lists.ts'
import type { SectionRole, Structure } from './structure.ts'
import type { BodyMention, DocumentFacts } from './types.ts'

/** A mention that counts: the body acts, approves, gets a duty or support, is newly founded, addressed, or issues. */
export interface CountedMention {
  /** Clean offsets. */
  readonly from: number
  readonly to: number
  /** As written. */
  readonly form: string
  /** Full name. */
  readonly name: string
  readonly bodyClass: BodyClass
  /** From a list of roles (牵头单位:…), else null. */
  readonly role: BodyRole | null
}

export interface Bodies {
  readonly bodies: readonly string[]
  readonly bodyAliases: Readonly<Record<string, string>>
  readonly bodyMentions: readonly BodyMention[]
  /** For the bodies of tasks. */
  readonly mentions: readonly CountedMention[]
}

interface Raw extends BodyName {
  /** As written; `name` may carry the level that a list gives only once. */
  readonly form: string
  readonly role: BodyRole | null
  readonly counts: boolean
}

/** Organisations by name, and fixed classes of public bodies, that the document gives a part to. */
export function readBodies(reading: Reading, structure: Structure, facts: DocumentFacts): Bodies {
  const lines = reading.lines.filter((line) => !line.noise && line.text !== '')
  const context = learnNames(lines, facts)
  const roleAt = sectionRoles(structure)
  const declared = new Map<string, string>()
  const places = new Map<string, string>()
  const found: Raw[] = []
  let columns: RoleColumns | null = null
  for (const line of lines) {
    const text = maskMarkedTitles(line.text)
    const before: RoleColumns | null = columns
    columns = columnsAfter(before, reading, line)
    const isRow = before !== null && columns === before && text.includes(before.separator)
    const listed = isRow ? readRoleCells(before, reading, line) : readRoleLists(text)
    const names = readLine(text, line, context, roleAt(line.start), facts, listed)
    found.push(...names.toSorted((a, b) => a.from - b.from))
    readDeclared(text, line.start, names, declared, places)
  }
  const raws = joinJointNames(found, reading.clean)
  const forms = new Map<string, { count: number; bare: boolean }>()
  for (const raw of raws) {
    if (!raw.counts && !raw.named) continue
    const before = forms.get(raw.name)
    forms.set(raw.name, { count: (before?.count ?? 0) + 1, bare: raw.bare })
  }
  const aliases = inferAliases(forms, declared, places)
  for (const raw of raws) if (raw.form !== raw.name) aliases.set(raw.form, aliases.get(raw.name) ?? raw.name)
  const mentions: CountedMention[] = []
  for (const raw of raws) {
    const name = aliases.get(raw.name) ?? raw.name
    if (!raw.counts || (raw.bare && name === raw.name && !STANDS_ALONE.test(name))) continue
    mentions.push({
      from: raw.from,
      to: raw.to,
      form: raw.form,
      name,
      bodyClass: raw.bodyClass,
      role: raw.role,
    })
  }
  mentions.sort((a, b) => a.from - b.from)
  const bodies = [...new Set(mentions.map((mention) => mention.name))]
  for (const issuer of issuersOf(facts).toReversed()) {
    if (!bodies.includes(issuer)) bodies.unshift(issuer)
  }
  return {
    bodies,
    bodyAliases: Object.fromEntries([...aliases].filter(([, full]) => bodies.includes(full))),
    bodyMentions: mentions.map((mention) => ({
      ...spanOf(reading, mention.from, mention.to),
      name: mention.name,
    })),
    mentions,
  }
}

/** 中共某县委、某县人民政府 issue together. A people's congress passes a law without a part in its duties. */
function issuersOf({ issuer }: DocumentFacts): string[] {
  if (issuer === null || /人民代表大会|人大常委会/.test(issuer)) return []
  // A label may give no more than the place (发布机构:某市).
  if (/^[\p{Script=Han}]{2,8}[省市区县]$/u.test(issuer)) return []
  // Two names that a page ran together begin with the same place.
  const place = issuer.slice(0, 2)
  const parts = issuer
    .replace(/(?<=[局厅委办])(?=([\p{Script=Han}]{2}))/gu, (_, next: string) => (next === place ? '、' : ''))
    .split(/[、\s]+/)
  const runTogether = parts.map(namesRunTogether)
  if (runTogether.some((names) => names.length > 1)) return runTogether.flat()
  const areBodies = parts.every((part) => part.length >= 3 && /(?:[委府局厅部办会组心]|公司)$/.test(part))
  return areBodies ? parts : [issuer]
}

const NOTHING_KNOWN: NameContext = {
  zoneNames: [],
  parkPattern: null,
  placePattern: null,
  governments: new Set(),
}

/** 教育部财政部 without anything between: its names, if they fill it from end to end, else it alone. */
function namesRunTogether(issuer: string): string[] {
  const names = findBodyNames(issuer, NOTHING_KNOWN)
  const fill =
    names.length > 1 &&
    names.every((name, i) => name.from === (names[i - 1]?.to ?? 0) && name.bodyClass === 'authority')
  return fill && names.at(-1)?.to === issuer.length ? names.map((name) => name.name) : [issuer]
}

/** Bare heads that name one body in any zone's documents. */
const STANDS_ALONE =
  /^(?:管委会|工委|党工委|领导小组|领导小组办公室|管理机构|工作专班|专班|联席会议|联席会议办公室|指挥部|管委会办公室|有关部门|相关部门)$/

function readLine(
  text: string,
  line: Line,
  context: NameContext,
  section: SectionRole | null,
  facts: DocumentFacts,
  listed: readonly RoleItem[],
): Raw[] {
  const raws: Raw[] = []
  for (const item of listed) {
    raws.push({
      from: line.start + item.from,
      to: line.start + item.to,
      form: item.form,
      name: item.name,
      bodyClass: /^各|(?:部门|单位)$/.test(item.name) ? 'class' : 'authority',
      bare: false,
      named: true,
      role: item.role,
      counts: true,
    })
  }
  const addressed = isAddressLine(text)
  const issuing = isSignature(text, facts)
  const names = withGroupMembers(text, findBodyNames(text, context))
  let previous: Raw | null = null
  for (const [i, found] of names.entries()) {
    if (listed.some((item) => found.from < item.to && item.from < found.to)) continue
    const counts = addressed || issuing || partakes(text, names, i, section)
    const before: Raw | null = previous
    const chained = before !== null && text.slice(before.to - line.start, found.from) === '、'
    const seat = chained && found.bare ? SHARED_SEAT.exec(before.name)?.[1] : undefined
    const name: string =
      seat !== undefined && /管委会|管理委员会/.test(found.name)
        ? seat + found.name
        : chained
          ? inheritLevel(before.name, found.name)
          : found.name
    const raw: Raw = {
      ...found,
      from: line.start + found.from,
      to: line.start + found.to,
      bare: found.bare && seat === undefined,
      form: text.slice(found.from, found.to),
      name,
      role: null,
      counts,
    }
    raws.push(raw)
    previous = raw
  }
  return raws
}

/** 某新区党工委、管委会: both sit in the same zone. */
const SHARED_SEAT = /^(.{2,}?)(?:党工委|工委)$/u

/** The members of a group of companies that show no head noun (between 某某集团 and 等区属国有企业). */
function withGroupMembers(text: string, names: readonly BodyName[]): readonly BodyName[] {
  const added: BodyName[] = []
  for (const name of names) {
    if (name.bodyClass !== 'institution' || !COMPANY.test(name.name)) continue
    const rest = text.slice(name.to, name.to + 120)
    if (!OF_A_GROUP.test(rest)) continue
    let at = name.to
    for (const member of rest.slice(0, rest.indexOf('等')).split('、').slice(1)) {
      const from = at + 1
      at = from + member.length
      if (
        names.some((other) => other.from < at && from < other.to) ||
        added.some((other) => other.from === from)
      )
        continue
      added.push({ from, to: at, name: member, bodyClass: 'institution', bare: false, named: true })
    }
  }
  return added.length === 0 ? names : [...names, ...added].toSorted((a, b) => a.from - b.from)
}

/** 各区人民政府,市政府各委、办、局,各有关单位: */
function isAddressLine(text: string): boolean {
  return (
    text.length <= 200 &&
    /[:：]$/.test(text) &&
    /^(?:[\p{Script=Han}]{0,10}各|市|省|区|县|国务院|有关|[\p{Script=Han}]{2,12}(?:局|委|政府|管委会|公司)[、,，:：])/u.test(
      text,
    ) &&
    !/[。;；]/.test(text) &&
    !/(?:如下|以下|任务|目标|要求|包括|意见|项目|措施)[:：]$/.test(text)
  )
}

/** The line under a document that holds only the name of who issues it. */
function isSignature(text: string, facts: DocumentFacts): boolean {
  if (facts.issuer !== null && text.replace(/\s/g, '') === facts.issuer) return true
  return (
    text.length <= 30 &&
    /^[\p{Script=Han}\s]+(?:人民政府|办公厅|办公室|委员会|管委会|领导小组|局|厅|委|部)(?:办公室|办公厅)?$/u.test(
      text,
    ) &&
    !/^(?:关于|加强|完善|推进|建立)/.test(text)
  )
}

const ZONE_NAME =
  /([\p{Script=Han}]{2,6}?)(?:国家自主创新示范区|高新技术产业开发区|高新区|经济技术开发区|科技园区|科学城|科技城|示范区|自创区|新区|地区|片区|新城)/gu
const NOT_IN_ZONE_NAME = /^.*(?:建设|支持|推进|推动|加快|关于|印发|同意|年|的|在|对|把|将|为|与|和|促进)/u
const GOVERNMENT = /[\p{Script=Han}]{1,5}[省市区县](?:人民)?政府/gu
/** So many names at most; a zone goes by two or three. */
const MOST_ZONE_NAMES = 30

/** What the text itself teaches about names: the zone (X国家自主创新示范区, X高新区), its parks, governments in full. */
function learnNames(lines: readonly Line[], facts: DocumentFacts): NameContext {
  const counts = new Map<string, number>()
  const governments = new Set<string>()
  let hasParks = false
  const texts = [facts.title ?? '', ...lines.map((line) => line.text)]
  for (const text of texts) {
    if (!hasParks && /(?:分园|一区多园|多园|各园)/.test(text)) hasParks = true
    for (const match of text.matchAll(ZONE_NAME)) {
      const name = (match[1] ?? '').replace(NOT_IN_ZONE_NAME, '')
      if (name.length >= 2) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    for (const match of text.matchAll(GOVERNMENT)) {
      for (let at = 0; at < match[0].length - 3; at++) governments.add(match[0].slice(at))
    }
  }
  const zoneNames = [...counts]
    .filter(([, n]) => n >= 2)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_ZONE_NAMES)
    .map(([name]) => name)
  const own = facts.title ?? ''
  const parkNames = hasParks ? learnParkNames(texts) : []
  return {
    zoneNames: [...zoneNames, ...parkNames],
    // The park that a document is about is a place in it, not one who acts.
    parkPattern: parkPatternOf(parkNames.filter((name) => !own.includes(name))),
    placePattern: parkPatternOf(
      parkNames.filter((name) => !own.includes(name)).map((name) => name.replace(/园$/, '')),
    ),
    governments,
  }
}

function sectionRoles(structure: Structure): (at: number) => SectionRole | null {
  const blocks = structure.blocks.toSorted((a, b) => a.from - b.from)
  return (at) => {
    let low = 0
    let high = blocks.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const block = blocks[middle]
      if (block === undefined) return null
      if (at < block.from) high = middle - 1
      else if (at >= block.to) low = middle + 1
      else return block.role
    }
    return null
  }
}

/** X(以下简称“Y”): X is a body if it ends where the bracket opens, else a place whose short name bodies begin with. */
function readDeclared(
  text: string,
  lineStart: number,
  names: readonly Raw[],
  declared: Map<string, string>,
  places: Map<string, string>,
): void {
  for (const { at, short } of readDeclarations(text)) {
    const body = names.find((name) => name.to === lineStart + at)
    if (body !== undefined) {
      declared.set(short, body.name)
      continue
    }
    const long = /([\p{Script=Han}]{4,24}?(?:区|园|城|谷|带))$/u.exec(
      text.slice(Math.max(0, at - 24), at),
    )?.[1]
    if (long !== undefined)
      places.set(
        short,
        long.replace(/^.*(?:推动|推进|建设|支持|加快|将|把|对|在)(?=[\p{Script=Han}]{4,})/u, ''),
      )
  }
}
