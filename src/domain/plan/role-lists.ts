import { DEPARTMENT_FIELDS, FIXED_BODIES } from './body-lexicon.ts'

/**
 * Who leads and who supports, where the text says so in so many words: 牵头单位:A;配合单位:B、C, (责任单位:A、B), A牵头,B配合,
 * 由A负责.
 */
export type BodyRole = 'lead' | 'responsible' | 'supporting'

export interface RoleItem {
  /** Offsets into the string that was read. */
  readonly from: number
  readonly to: number
  /** As written. */
  readonly form: string
  /** With the level that the list gives only once: 省科技厅、财政厅 -> 省财政厅. */
  readonly name: string
  readonly role: BodyRole
}

const LABEL =
  /(?:市|省|区)?(牵头|主办|主责|主要责任|第一责任|责任|主体责任|配合|协办|参与|参加|协同|支持|协作|承办|负责|落实|实施|组织实施|指导|主管)(?:责任|负责|落实|配合)?(?:单位|部门|主体|机构)(?:及分工)?[:：]\s*/g
/** (A牵头,B配合), (A、B按职责分工负责) at the end of a measure. */
const BRACKETED = /[(（【〔[]([^()（）【】〔〕[\]]{2,200})[)）】〕\]]/g
const ROLE_ENDING =
  /(?:等(?:有关|相关)?(?:单位|部门)?)?(?:按(?:照)?(?:各自)?(?:职责|职能)?(?:分工)?(?:分别)?(?:负责|落实|配合)?|结合(?:各自)?(?:实际|职责)(?:抓好)?(?:落实|负责)?|(牵头)(?:负责|落实|组织|实施|组织实施|推进)?|(?:分别|共同|具体|各自)?负责(?:落实|实施)?|组织实施|抓好落实|(配合|参与|参加|协助|支持))$/
/** (工业和信息化部、公安部) behind a measure: a list of departments and nothing else. */
const ONLY_DEPARTMENTS =
  /^[\p{Script=Han}“”]{1,14}(?:[局厅部委办院]|政府|管委会)(?:[、,，;；][\p{Script=Han}“”]{1,14}(?:[局厅部委办院]|政府|管委会|单位|部门)){0,14}等?$/u
const ENDING = /[。)）】〕\]\n]/
/** What comes next has a label of its own (完成时限:, 责任人:, 联系电话:), so the list of bodies is over. */
const NEXT_LABEL = /(?<=[,，;；、\s])[\p{Script=Han}]{2,10}[:：]/gu
/** When, not who: 2025年底前, 9月30日, 第三季度, 长期坚持. */
const SAYS_WHEN =
  /\d\s*(?:年|月|日|季度|周|天)|(?:^|[一二三四五六七八九十两上下本每全])(?:季度|半年)|(?:年|月)(?:底|末|初|中)(?:前|之前)?$|^(?:长期|持续|常年|全年|每年|每月|每季|每半年|即日起|适时|按期|立行立改|(?:年|月|日)(?:底|末|内)|完成时[限间]|时[限间]|期限)|^(?:暂?无|略|待定)$/u

/** Every body that stands in a list of roles in this stretch of text. */
export function readRoleLists(text: string): RoleItem[] {
  const items: RoleItem[] = []
  const labels = [...text.matchAll(LABEL)]
  for (const [i, match] of labels.entries()) {
    const from = match.index + match[0].length
    const to = listEnd(text, from, Math.min(labels[i + 1]?.index ?? text.length, nextLabel(text, from)))
    items.push(...readGroups(text, from, to, roleOf(match[1] ?? '')))
  }
  for (const match of text.matchAll(BRACKETED)) {
    const inside = match[1] ?? ''
    const end = match.index + match[0].length
    const standsAlone = /[。;；]$/.test(text.slice(0, match.index)) && ONLY_DEPARTMENTS.test(inside)
    if (!standsAlone && !ROLE_ENDING.test(inside)) continue
    if (labels.some((label) => label.index > match.index && label.index < end)) continue
    const read = readGroups(text, match.index + 1, end - 1, null)
    if (read.every((item) => LOOKS_LIKE_BODY.test(item.name))) items.push(...read)
  }
  return items.toSorted((a, b) => a.from - b.from)
}

/** Whether a name shows by its end that it is an organisation's, and not a person's. */
export function looksLikeBody(name: string): boolean {
  return LOOKS_LIKE_BODY.test(name)
}

const LOOKS_LIKE_BODY =
  /(?:[局厅部委办署院社会]|政府|管委会|中心|公司|集团|单位|部门|银行|机构|小组|专班|园|区|市|县|街道|镇|主体|平台|大学)$|^各/u

/** The bodies of one cell of a table, whose column gives the role unless the cell does (A牵头,B配合). */
export function readRoleNames(text: string, from: number, to: number, role: BodyRole): RoleItem[] {
  return readGroups(text, from, to, role)
}

function roleOf(word: string): BodyRole {
  if (/^(?:牵头|主办|主责|主要责任|第一责任)$/.test(word)) return 'lead'
  return /^(?:配合|协办|参与|参加|协同|支持|协作)$/.test(word) ? 'supporting' : 'responsible'
}

function nextLabel(text: string, from: number): number {
  NEXT_LABEL.lastIndex = from
  return NEXT_LABEL.exec(text)?.index ?? text.length
}

function listEnd(text: string, from: number, limit: number): number {
  let depth = 0
  for (let i = from; i < limit; i++) {
    const c = text[i] ?? ''
    if (c === '(' || c === '（') depth++
    else if ((c === ')' || c === '）') && depth > 0) depth--
    else if (depth === 0 && ENDING.test(c)) return i
  }
  return limit
}

/** Comma by comma; a group that ends in 牵头, 配合, 按职责分工负责 gives its own role, else the label's holds. */
function readGroups(text: string, from: number, to: number, label: BodyRole | null): RoleItem[] {
  const items: RoleItem[] = []
  for (const [start, end] of splitAt(text, from, to, /[,，;；]/)) {
    const group = text.slice(start, end)
    const ending = ROLE_ENDING.exec(group)
    const role =
      ending?.[1] !== undefined ? 'lead' : ending?.[2] !== undefined ? 'supporting' : (label ?? 'responsible')
    items.push(...readNames(text, start, start + (ending?.index ?? group.length), role))
  }
  return items
}

/** Stretches between separators, leaving brackets whole. */
function splitAt(text: string, from: number, to: number, separator: RegExp): [number, number][] {
  const parts: [number, number][] = []
  let start = from
  let depth = 0
  for (let i = from; i < to; i++) {
    const c = text[i] ?? ''
    if (c === '(' || c === '（') depth++
    else if (c === ')' || c === '）') depth--
    else if (depth <= 0 && separator.test(c)) {
      parts.push([start, i])
      start = i + 1
    }
  }
  parts.push([start, to])
  return parts
}

const AREA = '(?:区|县|市|州|县级市|街道|镇|乡|旗|片区|园区|省|自治区|直辖市)'
const OPEN_ENUMERATION = new RegExp(`^各?(?:有关|相关)?${AREA}(?:[(（][^()（）]{1,8}[)）])?$`)
const ENUMERATION_GOES_ON = new RegExp(`^${AREA}`)

function readNames(text: string, from: number, to: number, role: BodyRole): RoleItem[] {
  const items: RoleItem[] = []
  let level = ''
  let pending: number | null = null
  for (const [start, end] of splitAt(text, from, to, /[、\s]/)) {
    const begin: number = pending ?? start
    const written = text.slice(begin, end)
    // 各区、县级市 and 市、区两级 name one class.
    if (
      OPEN_ENUMERATION.test(written) &&
      text[end] === '、' &&
      ENUMERATION_GOES_ON.test(text.slice(end + 1, to))
    ) {
      pending = begin
      continue
    }
    pending = null
    const form = written
      .replace(/等(?:有关|相关)?(?:部门|单位)?$/, '')
      .replace(/^\s*(?:由|会同|和|及|以及|并|与)?/, '')
    if (form.length < 2 || form.length > 40 || !/\p{Script=Han}/u.test(form) || SAYS_WHEN.test(form)) continue
    const at = begin + written.indexOf(form)
    level =
      /^(?:省|市|区|县|州)(?=[\p{Script=Han}]{2})/u.exec(form)?.[0] ?? (OWN_LEVEL.test(form) ? '' : level)
    const own = form.replace(SECOND_PLATE, '')
    const name = level !== '' && !form.startsWith(level) && SHORT_DEPARTMENT.test(form) ? level + form : own
    items.push({ from: at, to: at + form.length, form, name, role })
  }
  return items
}

/** A department by its field alone; a name that opens with a place (武汉税务局) has its level already. */
const SHORT_DEPARTMENT = new RegExp(
  `^(?:(?:${DEPARTMENT_FIELDS.join('|')})(?:管理|监督管理|发展)?(?:局|厅|委|办|委员会|办公室)|${FIXED_BODIES.join('|')})$`,
  'u',
)
/** 市市场监管局(市知识产权局): one office that goes by two names; the first is its own. */
const SECOND_PLATE = /[(（](?:国家|省|市|区|县|州)[\p{Script=Han}]{2,14}[局委办厅署]室?[)）]$/u
const OWN_LEVEL = /^(?:国家|中央|中国|各|有关|相关|[\p{Script=Han}]{2,4}[省市区县](?!场))/u

/** 市发展改革委、财政局、科技局: departments that take their level from the one before them in a chain. */
export function inheritLevel(previous: string, form: string): string {
  const level = /^(?:省|市|区|县|州)(?=[\p{Script=Han}]{2})/u.exec(previous)?.[0]
  return level !== undefined && SHORT_DEPARTMENT.test(form) && !/^(?:省|市|区|县|州)/.test(form)
    ? level + form
    : form
}
