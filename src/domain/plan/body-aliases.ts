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

/**
 * Short name -> full name. A short form is resolved only where exactly one fuller form stands in the same document; a
 * name that could belong to two stays as it is.
 */
export function inferAliases(
  names: ReadonlyMap<string, { readonly count: number; readonly bare: boolean }>,
  declared: ReadonlyMap<string, string>,
  placeShortNames: ReadonlyMap<string, string>,
): Map<string, string> {
  const aliases = new Map<string, string>()
  const all = [...names.keys()]
  for (const [short, full] of declared) {
    if (names.has(full)) aliases.set(short, full)
  }
  for (const name of all) {
    if (aliases.has(name)) continue
    const full =
      expanded(name, names, placeShortNames) ?? classForm(name, names) ?? fullerForm(name, all, names)
    if (full !== null && full !== name) aliases.set(name, full)
  }
  for (const [short, full] of aliases) {
    const further = aliases.get(full)
    if (further !== undefined && further !== short) aliases.set(short, further)
  }
  return aliases
}

type Names = ReadonlyMap<string, { readonly count: number; readonly bare: boolean }>

/** 示范区领导小组 where 示范区 is declared short for a zone whose name opens the full form. */
function expanded(name: string, names: Names, places: ReadonlyMap<string, string>): string | null {
  for (const [short, long] of places) {
    if (!name.startsWith(short)) continue
    const full = long + name.slice(short.length)
    if (full !== name && names.has(full)) return full
  }
  return null
}

/** 分园管理机构 where 各分园管理机构 is used; 各区(县) where 各区县. */
function classForm(name: string, names: Names): string | null {
  if (DETERMINERS.test(name)) {
    const plain = name.replace(/[()（）]/g, '')
    return plain !== name && names.has(plain) ? plain : null
  }
  return names.has(`各${name}`) ? `各${name}` : null
}

/** The one longer name that ends with this one. A name with a beginning of its own (市政府, 省科技厅) is no short form. */
function fullerForm(name: string, all: readonly string[], names: Names): string | null {
  if (DETERMINERS.test(name)) return null
  const candidates = [name]
  const withoutLevel = name.replace(LEVEL_PREFIX, '')
  if (withoutLevel !== name && names.get(withoutLevel)?.bare === true) candidates.push(withoutLevel)
  if (
    /(?:政府|法院|公司|集团|大学|学院|银行|中心|部门|单位|[局厅部委办])$/u.test(name) &&
    names.get(name)?.bare !== true
  )
    return null
  for (const form of candidates) {
    const longer = all.filter(
      (other) =>
        other.length > form.length && other.endsWith(form) && other !== name && !DETERMINERS.test(other),
    )
    const outermost = longer.filter(
      (other) => !longer.some((third) => third !== other && third.endsWith(other)),
    )
    const [only] = outermost
    if (outermost.length === 1 && only !== undefined) return only
  }
  return null
}
