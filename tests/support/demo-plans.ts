/**
 * The demonstration's plans as their manifest lists them, each read by the plan engine, and the register of park actions.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { type Extraction, extractPlan, type Span } from '#domain/plan'

export const DEMO_PLANS = resolve(import.meta.dirname, '../../data/demo/plans')
const ZONE = resolve(import.meta.dirname, '../../data/zones/zhongguancun/zone.json')

const DateOn = z.iso.date()
export const Reviewed = z.enum(['task', 'target', 'baseline', 'constraint', 'body', 'citation'])
const Plan = z.strictObject({
  key: z.string(),
  file: z.string(),
  owner: z.string(),
  title: z.string(),
  issuer: z.string().nullable(),
  documentNumber: z.string().nullable(),
  issuedOn: DateOn.nullable(),
  horizonFrom: z.int(),
  horizonTo: z.int(),
  visibility: z.enum(['public', 'zone']),
  figures: z.enum(['real', 'invented']),
  source: z.string().min(1),
  url: z.url().nullable(),
  note: z.string().min(1),
  bodies: z.record(z.string(), z.string()),
  confirm: z.array(
    z.strictObject({
      kind: Reviewed,
      words: z.string().min(1),
      decision: z.enum(['reject', 'correct']),
      set: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
      why: z.string().min(1),
    }),
  ),
  takesUp: z.array(
    z.strictObject({ words: z.string().min(1), zonePlan: z.string(), zoneWords: z.string().min(1) }),
  ),
})
export const manifest = z
  .strictObject({ zone: z.string(), note: z.string(), plans: z.array(Plan) })
  .parse(JSON.parse(readFileSync(resolve(DEMO_PLANS, 'plans.json'), 'utf8')))
export const register = z
  .strictObject({
    zone: z.string(),
    plan: z.string(),
    synthetic: z.literal(true),
    note: z.string(),
    kinds: z.array(z.strictObject({ code: z.string(), name: z.string(), parks: z.int() })),
    actions: z.array(
      z.strictObject({
        no: z.int(),
        park: z.string(),
        title: z.string().min(4),
        kinds: z.array(z.string()).min(1),
        group: z.string().nullable(),
        parkPlacedBy: z.enum(['source', 'chosen']),
        lead: z.string(),
        due: z.strictObject({ text: z.string(), on: DateOn.nullable(), precision: z.string() }),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(resolve(DEMO_PLANS, 'actions.json'), 'utf8')))
/** Codes of the organisations of the zone. */
export const codes = new Set(
  z
    .object({ organisations: z.array(z.object({ code: z.string() })) })
    .parse(JSON.parse(readFileSync(ZONE, 'utf8')))
    .organisations.map(({ code }) => code),
)

export interface ReadPlan {
  readonly plan: z.infer<typeof Plan>
  readonly text: string
  readonly extraction: Extraction
}

function readPlan(plan: z.infer<typeof Plan>): ReadPlan {
  const text = readFileSync(resolve(DEMO_PLANS, plan.file), 'utf8')
  const outcome = extractPlan(text)
  if (!outcome.ok) throw new Error(`${plan.key}: ${outcome.issues.map(({ code }) => code).join()}`)
  return { plan, text, extraction: outcome.value }
}

export const plans = manifest.plans.map(readPlan)
export const real = plans.filter(({ plan }) => plan.figures === 'real')
export const invented = plans.filter(({ plan }) => plan.figures === 'invented')

export function planOf(key: string): ReadPlan {
  const found = plans.find(({ plan }) => plan.key === key)
  if (found === undefined) throw new Error(`No plan ${key}`)
  return found
}

/** The items whose words hold these. */
export function holding<Item extends Span>(
  { text }: ReadPlan,
  items: readonly Item[],
  words: string,
): Item[] {
  return items.filter(({ start, end }) => text.slice(start, end).includes(words))
}

/** What a confirmation may name; a body by each of its mentions. */
export function itemsOf({ extraction }: ReadPlan, kind: z.infer<typeof Reviewed>): readonly Span[] {
  if (kind === 'task') return extraction.tasks
  if (kind === 'target') return extraction.targets
  if (kind === 'baseline') return extraction.baselines
  if (kind === 'constraint') return extraction.constraints
  return kind === 'citation' ? extraction.citations : extraction.bodyMentions
}
