import type { CountedMention } from './read-bodies.ts'
import type { TaskKind } from './types.ts'

export interface TaskBodies {
  readonly bodies: readonly string[]
  readonly lead: string | null
  readonly supporting: readonly string[]
}

const LEAD_AFTER = /^(?:[^,。;,;]{0,6})?(?:牵头)/u
const SUPPORT_AFTER = /^(?:予以|给予|做好|积极|共同)?(?:配合|协助|协同|协办)/u
const TOGETHER_AFTER = /^(?:会同|联合)$/u

/**
 * Bodies of one task, in order of mention. The lead is who the text calls 牵头 (in a list of roles or in a sentence, or who
 * acts 会同 others); a single responsible body is the lead as well. Where several stand under 责任单位 without 牵头 none is
 * taken for the lead: all are in `bodies`, none in `supporting`, since the text does not rank them.
 */
export function assignBodies(
  clean: string,
  mentions: readonly CountedMention[],
  task: { readonly from: number; readonly to: number; readonly kind?: TaskKind },
): TaskBodies {
  // In a row the bodies may stand in a column before the action.
  const from = task.kind === 'row' ? clean.lastIndexOf('\n', task.from) + 1 : task.from
  const within = mentionsWithin(mentions, { from, to: task.to })
  const bodies = unique(within.map((mention) => mention.name))
  const listed = within.filter((mention) => mention.role !== null)
  const responsible = unique(listed.filter((m) => m.role === 'responsible').map((m) => m.name))
  const lead =
    listed.find((mention) => mention.role === 'lead')?.name ??
    (responsible.length === 1 ? responsible[0] : undefined) ??
    saidToLead(clean, within) ??
    null
  const supporting = unique([
    ...listed.filter((mention) => mention.role === 'supporting').map((mention) => mention.name),
    ...otherLeads(listed, lead),
    ...actingAlong(clean, within, lead),
    ...saidToSupport(clean, within, lead),
  ]).filter((name) => name !== lead)
  return { bodies, lead, supporting }
}

/** Mentions are in order of their place, so those of one task are found without going through all. */
function mentionsWithin(
  mentions: readonly CountedMention[],
  task: { readonly from: number; readonly to: number },
): CountedMention[] {
  let low = 0
  let high = mentions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((mentions[middle]?.from ?? Infinity) < task.from) low = middle + 1
    else high = middle
  }
  const within: CountedMention[] = []
  for (let i = low; i < mentions.length; i++) {
    const mention = mentions[i]
    if (mention === undefined || mention.from >= task.to) break
    if (mention.to <= task.to) within.push(mention)
  }
  return within
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}

/** 由X牵头, X会同Y: in a sentence, outside any list. */
function saidToLead(clean: string, within: readonly CountedMention[]): string | undefined {
  const free = within.filter((mention) => mention.role === null)
  const leading = free.find((mention) => LEAD_AFTER.test(clean.slice(mention.to, mention.to + 10)))
  if (leading !== undefined) return leading.name
  for (const [i, mention] of free.entries()) {
    const next = free[i + 1]
    if (next !== undefined && TOGETHER_AFTER.test(clean.slice(mention.to, next.from))) return mention.name
  }
  return undefined
}

/** Of two that lead together (A、B牵头) the first is the lead, the others stand beside it. */
function otherLeads(listed: readonly CountedMention[], lead: string | null): string[] {
  return listed
    .filter((mention) => mention.role === 'lead' && mention.name !== lead)
    .map((mention) => mention.name)
}

/** X会同Y、Z: those after 会同. */
function actingAlong(clean: string, within: readonly CountedMention[], lead: string | null): string[] {
  const along: string[] = []
  let open = false
  for (const [i, mention] of within.entries()) {
    const previous = within[i - 1]
    if (previous === undefined) continue
    const between = clean.slice(previous.to, mention.from)
    open = TOGETHER_AFTER.test(between) ? previous.name === lead : open && /^[、和及]$/.test(between)
    if (open) along.push(mention.name)
  }
  return along
}

/** 由X牵头,Y、Z配合: those before 配合, in a sentence that has said who leads. */
function saidToSupport(clean: string, within: readonly CountedMention[], lead: string | null): string[] {
  if (lead === null) return []
  const supporting: string[] = []
  let open = false
  for (let i = within.length - 1; i >= 0; i--) {
    const mention = within[i]
    if (mention === undefined) continue
    const next = within[i + 1]
    const joined = next !== undefined && /^[、和及与]$/.test(clean.slice(mention.to, next.from))
    open = SUPPORT_AFTER.test(clean.slice(mention.to, mention.to + 6)) || (open && joined)
    if (open) supporting.unshift(mention.name)
  }
  return supporting
}
