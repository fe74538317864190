/**
 * Short and full names of one body within a document: declared (以下简称“…”) or told by the names themselves (a bare
 * 领导小组办公室 where the text has one full name that ends so).
 */
const DECLARATION =
  /[(（](?:以下)?(?:统一)?(?:简称|以下称|下称)[:：]?(?:为)?\s*[“"《]?([^“”"《》()（）]{2,24})[”"》]?[)）]/gu
const LEVEL_PREFIX = /^(?:省|市|区|县|州|全市|全省|我市|我省|本市|本省)/u
const DETERMINERS = /^(?:各|各个|各有关|各相关|有关|相关)/u

export interface Declaration {
  /** Where the bracket opens, in the string that was read. */
  readonly at: number
  readonly short: string
}

export function readDeclarations(line: string): Declaration[] {
  return [...line.matchAll(DECLARATION)].map((match) => ({ at: match.index, short: match[1] ?? '' }))
}

export type NameForms = ReadonlyMap<string, { readonly count: number; readonly bare: boolean }>

/**
 * Short name -> full name. A short form is resolved only where exactly one fuller form stands in the same document; a
 * name that could belong to two stays as it is.
 */
export function inferAliases(
  names: NameForms,
  declared: ReadonlyMap<string, string>,
  placeShortNames: ReadonlyMap<string, string>,
): Map<string, string> {
  const aliases = new Map<string, string>()
  for (const [short, full] of declared) {
    if (names.has(full)) aliases.set(short, full)
  }
  const longerByEnding = indexEndings(names)
  for (const name of names.keys()) {
    if (aliases.has(name)) continue
    const full =
      expanded(name, names, placeShortNames) ??
      classForm(name, names) ??
      fullerForm(name, names, longerByEnding)
    if (full !== null && full !== name) aliases.set(name, full)
  }
  for (const [short, full] of aliases) {
    const further = aliases.get(full)
    if (further !== undefined && further !== short) aliases.set(short, further)
  }
  return aliases
}

/** A short form has at least this many characters; a full name is looked up by at most this many of its last ones. */
const SHORTEST_FORM = 3
const LONGEST_FORM = 24

/** Every ending of every name -> the longer names with that ending. */
function indexEndings(names: NameForms): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>()
  for (const name of names.keys()) {
    if (DETERMINERS.test(name)) continue
    for (let length = SHORTEST_FORM; length < name.length && length <= LONGEST_FORM; length++) {
      const ending = name.slice(-length)
      if (!names.has(ending)) continue
      const longer = index.get(ending)
      if (longer === undefined) index.set(ending, [name])
      else if (longer.length < MOST_FORMS) longer.push(name)
    }
  }
  return index
}

/** With so many longer names an ending is no one's short form. */
const MOST_FORMS = 8

/** 示范区领导小组 where 示范区 is declared short for a zone whose name opens the full form. */
function expanded(name: string, names: NameForms, places: ReadonlyMap<string, string>): string | null {
  for (const [short, long] of places) {
    if (!name.startsWith(short)) continue
    const full = long + name.slice(short.length)
    if (full !== name && names.has(full)) return full
  }
  return null
}

/** 分园管理机构 where 各分园管理机构 is used; 属地县(区)政府 where 各县(区)人民政府; 各区(县) where 各区县. */
function classForm(name: string, names: NameForms): string | null {
  if (DETERMINERS.test(name)) {
    const plain = name.replace(/[()（）]/g, '')
    return plain !== name && names.has(plain) ? plain : null
  }
  const unplaced = name.replace(/^(?:属地|所在地|当地)(?=.*[区县市镇乡州旗]\)?(?:人民)?政府$)/u, '')
  const full = [unplaced, unplaced.replace(/(?<!人民)政府$/u, '人民政府')].map((form) => `各${form}`)
  return full.find((form) => names.has(form)) ?? null
}

const NO_SHORT_FORM = /(?:政府|法院|公司|集团|大学|学院|银行|中心|部门|单位|[局厅部委办])$/u

/** The one longer name that ends with this one. A name with a beginning of its own (市政府, 省科技厅) is no short form. */
function fullerForm(
  name: string,
  names: NameForms,
  longerByEnding: ReadonlyMap<string, readonly string[]>,
): string | null {
  if (DETERMINERS.test(name)) return null
  const isBare = names.get(name)?.bare === true
  if (NO_SHORT_FORM.test(name) && !isBare) return null
  const withoutLevel = name.replace(LEVEL_PREFIX, '')
  const forms =
    withoutLevel !== name && names.get(withoutLevel)?.bare === true ? [name, withoutLevel] : [name]
  for (const form of forms) {
    const longer = (longerByEnding.get(form) ?? []).filter((other) => other !== name)
    const outermost = longer.filter(
      (other) => !longer.some((third) => third !== other && third.endsWith(other)),
    )
    const [only] = outermost
    if (outermost.length === 1 && only !== undefined) return only
  }
  return null
}
