import type { BodyRole } from './role-lists.ts'

/** What the rule must know of a mention; offsets into the clean text. */
export interface NamedMention {
  readonly from: number
  readonly to: number
  readonly form: string
  readonly name: string
  readonly role: BodyRole | null
  readonly counts: boolean
}

const DEPARTMENT = /^(?:省|市|区|县)[\p{Script=Han}]{1,8}[委局厅办]$/u
/** The committee of a zone that goes by a proper name alone; 高新区管委会 and 某某园管委会 stand for themselves. */
const ZONE_COMMITTEE = /^[\p{Script=Han}]{1,3}[^区园城带谷岛港镇]管委会$/u

/**
 * One office with two plates: a department that is at the same time a zone's committee signs with both names, joined by
 * 、. Two names are one where a department and the committee of a zone stand together whenever the document names either,
 * at least once with no third body in the list. Anything else in a list is a body of its own.
 */
export function joinJointNames<M extends NamedMention>(mentions: readonly M[], clean: string): M[] {
  const partners = fixedPairs(mentions, clean)
  if (partners.size === 0) return [...mentions]
  const joined: M[] = []
  for (let i = 0; i < mentions.length; i++) {
    const [first, second] = [mentions[i], mentions[i + 1]]
    if (first === undefined) break
    if (second === undefined || partners.get(first.name) !== second.name) {
      joined.push(first)
      continue
    }
    joined.push({
      ...first,
      to: second.to,
      form: `${first.form}、${second.form}`,
      name: `${first.name}、${second.name}`,
      counts: first.counts || second.counts,
    })
    i++
  }
  return joined
}

/** Department -> committee. */
function fixedPairs(mentions: readonly NamedMention[], clean: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const alone = new Set<string>()
  const apart = new Set<string>()
  const areListed = (a: NamedMention | undefined, b: NamedMention | undefined): boolean =>
    a !== undefined && b !== undefined && b.from === a.to + 1 && clean.charAt(a.to) === '、'
  for (const [i, first] of mentions.entries()) {
    if (!DEPARTMENT.test(first.name)) continue
    const second = mentions[i + 1]
    if (
      second === undefined ||
      !areListed(first, second) ||
      first.role !== second.role ||
      !ZONE_COMMITTEE.test(second.name)
    ) {
      apart.add(first.name)
      continue
    }
    if ((pairs.get(first.name) ?? second.name) !== second.name) apart.add(first.name)
    pairs.set(first.name, second.name)
    if (!areListed(mentions[i - 1], first) && !areListed(second, mentions[i + 2])) alone.add(first.name)
  }
  for (const [i, mention] of mentions.entries()) {
    const before = mentions[i - 1]
    if (!ZONE_COMMITTEE.test(mention.name)) continue
    if (before === undefined || pairs.get(before.name) !== mention.name || !areListed(before, mention))
      apart.add(mention.name)
  }
  return new Map(
    [...pairs].filter(([first, second]) => alone.has(first) && !apart.has(first) && !apart.has(second)),
  )
}
