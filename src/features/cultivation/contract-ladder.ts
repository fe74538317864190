/** The ladder of enterprises (梯度): who stands where, who is near the next rung, who moved, what expires. */
import { z } from 'zod'
import type { RuleNode, ScoreTrace, Verdict } from '#domain/rules'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import {
  Code,
  EnterpriseChoice,
  EnterpriseName,
  Format,
  Page,
  Place,
  READERS,
  Reason,
  Text,
  VerdictAnswer,
} from './contract-shared.ts'

/** How many conditions of a rung’s rule stand how, and how many are switched off until somebody answers for them. */
const ConditionCounts = z.object({
  verified: z.int(),
  unverified: z.int(),
  assumed: z.int(),
  example: z.int(),
  off: z.int(),
})

export const RungView = z.object({
  code: Code,
  title: Text,
  /** For the heads of narrow columns. */
  short: Text,
  /** Code of the qualification that marks holding it; null: nothing marks it yet. */
  qualification: z.string().nullable(),
  requires: z.array(Code),
  /** A step of the ladder, or a mark beside it (高新技术企业). */
  kind: z.enum(['rung', 'mark']),
  validityYears: z.number().nullable(),
  conditions: ConditionCounts,
  /** Enterprises that the caller may see: hold it; are admitted by the rule; are near; lack facts. */
  counts: z.object({
    held: z.int(),
    qualified: z.int(),
    near: z.int(),
    undetermined: z.int(),
  }),
})
export type RungView = z.infer<typeof RungView>

export const ReminderView = z.object({
  code: Code,
  title: Text,
  description: Text.nullable(),
  /** Enterprises that the caller may see. */
  count: z.int(),
})

export const readLadder = defineRoute({
  method: 'GET',
  path: '/api/ladder',
  summary: 'The ladder with its rungs, how its rules stand, and how many enterprises stand where',
  access: BUSINESS_ROLES,
  query: EnterpriseChoice.pick({ park: true, scope: true }),
  response: z.object({
    code: Code,
    title: Text,
    /** Day of judgement of the standings; null: never worked out yet. */
    on: DateOn.nullable(),
    computedAt: Moment.nullable(),
    rungs: z.array(RungView),
    reminders: z.array(ReminderView),
    /** Active enterprises that the caller may see; without a rung. */
    enterprises: z.int(),
    without: z.int(),
    /** Years for which the movement can be shown, newest first; this year is where things stand now. */
    years: z.array(z.int()),
    expiring: z.int(),
    /** Days ahead of the end of a qualification at which people are told. */
    expiryDays: z.array(z.int()),
    can: z.object({ recompute: z.boolean(), cultivate: z.boolean() }),
  }),
})

/** Now, and at the end of the earlier year. */
const NowAndBefore = z.object({ now: z.int(), before: z.int() })
export const PlacesView = z.object({
  /** By code of the rung, the highest that is held; `none`: without a rung. */
  places: z.record(z.string(), NowAndBefore),
  enterprises: NowAndBefore,
  /** Of the next rung, now. */
  qualified: z.int(),
  near: z.int(),
  undetermined: z.int(),
})
export type PlacesView = z.infer<typeof PlacesView>

export const readLadderParks = defineRoute({
  method: 'GET',
  path: '/api/ladder/parks',
  summary:
    'How many enterprises stand on each rung, in all and by park, now and at the end of an earlier year',
  access: BUSINESS_ROLES,
  query: EnterpriseChoice.pick({ scope: true }).extend({
    /** The earlier year; without it the last one that is kept. */
    year: z.coerce.number().int().min(2000).max(2100).optional(),
  }),
  response: z.object({
    on: DateOn.nullable(),
    /** Null: no earlier year is kept; then everything counts nothing before. */
    before: z.object({ year: z.int(), on: DateOn }).nullable(),
    total: PlacesView,
    /** In the order of parks; null: in no park. */
    parks: z.array(PlacesView.extend({ park: Place.nullable() })),
  }),
})

/** Somebody’s word that a condition counts, or does not, against how it was shipped. */
export const ConditionChoice = z.object({
  rung: Code,
  condition: z.string(),
  off: z.boolean(),
  reason: z.string(),
  at: Moment,
  byName: z.string(),
})

export const readLadderRules = defineRoute({
  method: 'GET',
  path: '/api/ladder/rules',
  summary:
    'The rules of the ladder, condition by condition, with status, source and who switched what on or off',
  access: BUSINESS_ROLES,
  response: z.object({
    code: Code,
    version: z.int(),
    rules: z.array(
      z.object({
        code: Code,
        title: Text,
        kind: z.enum(['rung', 'mark', 'reminder']),
        /** As it is judged now, choices applied. */
        root: z.custom<RuleNode>(),
      }),
    ),
    /** Newest first; the first on a condition counts. */
    choices: z.array(ConditionChoice),
    can: z.object({ switch: z.boolean() }),
  }),
})

export const switchCondition = defineRoute({
  method: 'POST',
  path: '/api/ladder/conditions',
  summary: 'Let a condition of the ladder count, or not; the office answers for it with a reason',
  access: ['zone_office'],
  body: z.object({
    rung: Code,
    condition: z.string().min(1).max(100),
    off: z.boolean(),
    reason: Reason,
  }),
  response: readLadderRules.response,
  status: 201,
})

/** What lies between an enterprise and the next rung, in short. */
export const Lacking = z.object({
  condition: z.string(),
  title: Text,
  /** 差多少, in `unit`; null where no number says it. */
  lacking: z.number().nullable(),
  unit: z.string().nullable(),
})
export const MissingShort = z.object({ fact: z.string(), by: z.enum(['enterprise', 'park', 'office']) })

/** Only for the enterprise, its park, the office and the leader. */
export const StandingDetail = z.object({
  /** How far from the next rung, without unit: 0.1 is ten per cent of the threshold; null: no change of numbers leads there. */
  distance: z.number().nullable(),
  lacking: z.array(Lacking),
  missing: z.array(MissingShort),
  missingMore: z.int(),
  /** Points of the score that the next rung’s rule asks for; between these where facts are missing. */
  points: z
    .object({ score: z.string(), title: Text, low: z.number(), high: z.number(), maximum: z.number() })
    .nullable(),
})
export type StandingDetail = z.infer<typeof StandingDetail>

export const StandingRow = z.object({
  enterprise: EnterpriseName,
  /** Null: holds no rung. */
  held: Code.nullable(),
  marks: z.array(Code),
  /** The highest rung whose rule admits it. */
  attainable: Code.nullable(),
  next: Code.nullable(),
  /** Of the next rung’s rule. */
  answer: VerdictAnswer.nullable(),
  near: z.boolean(),
  detail: StandingDetail.nullable(),
  reminders: z.array(Code),
  /** The first end of a qualification that is held. */
  expiresOn: DateOn.nullable(),
  /** Of the cultivation library. */
  entry: z.object({ id: Uuid, target: Code }).nullable(),
  steward: z.object({ id: Uuid.nullable(), name: z.string() }).nullable(),
})
export type StandingRow = z.infer<typeof StandingRow>

export const StandingFilter = EnterpriseChoice.extend({
  /** `none`: holds no rung. */
  held: Code.optional(),
  next: Code.optional(),
  attainable: Code.optional(),
  mark: Code.optional(),
  /** Of the next rung: `potential` is near or undetermined. */
  potential: z.enum(['qualified', 'near', 'undetermined', 'potential']).optional(),
  reminder: Code.optional(),
  /** A qualification ends within so many days. */
  expiringWithin: z.coerce.number().int().min(0).max(3660).optional(),
  /** Only where a fact is missing that this body could supply. */
  missingFrom: z.enum(['enterprise', 'park', 'office']).optional(),
  inLibrary: z.enum(['yes', 'no']).optional(),
  /** Account of a government steward; `mine`: the caller. */
  steward: z.union([Uuid, z.literal('mine')]).optional(),
})
export type StandingFilter = z.infer<typeof StandingFilter>

export const listStandings = defineRoute({
  method: 'GET',
  path: '/api/ladder/standings',
  summary: 'Enterprises by rung, and the potential list: near or undetermined for the next rung',
  access: READERS,
  query: StandingFilter.extend(Page.shape).extend({
    sort: z.enum(['distance', 'name', 'park', 'industry', 'rung', 'points', 'expires']).default('distance'),
  }),
  response: z.object({ on: DateOn.nullable(), total: z.int(), standings: z.array(StandingRow) }),
})

export const exportStandings = defineRoute({
  method: 'GET',
  path: '/api/ladder/standings/export',
  summary: 'The same as .xlsx or .csv',
  access: READERS,
  query: StandingFilter.extend({ format: Format }),
  response: 'binary',
})

export const readMovement = defineRoute({
  method: 'GET',
  path: '/api/ladder/movement',
  summary: 'Who moved from which rung to which between the ends of two years',
  access: READERS,
  query: EnterpriseChoice.pick({ park: true, scope: true, industry: true }).extend({
    from: z.coerce.number().int().min(2000).max(2100),
    /** The current year: where things stand now. */
    to: z.coerce.number().int().min(2000).max(2100),
  }),
  response: z.object({
    from: z.object({ year: z.int(), on: DateOn }),
    to: z.object({ year: z.int(), on: DateOn }),
    /** Rungs from the lowest; `none`: in the register without a rung; `absent`: not in the zone then. */
    places: z.array(z.string()),
    /** Only cells that are not zero. */
    cells: z.array(z.object({ from: z.string(), to: z.string(), count: z.int() })),
    risen: z.int(),
    fallen: z.int(),
    same: z.int(),
    entered: z.int(),
    left: z.int(),
  }),
})

export const listMoved = defineRoute({
  method: 'GET',
  path: '/api/ladder/movement/enterprises',
  summary: 'The enterprises behind a cell of the movement matrix',
  access: READERS,
  query: readMovement.query.extend(Page.shape).extend({
    cellFrom: z.string().max(60),
    cellTo: z.string().max(60),
  }),
  response: z.object({ total: z.int(), enterprises: z.array(EnterpriseName) }),
})

export const ExpiryRow = z.object({
  enterprise: EnterpriseName,
  qualification: z.string(),
  title: Text,
  number: z.string().nullable(),
  /** Last day on which it holds. */
  until: DateOn,
  /** Days from today; negative: it ended already. */
  days: z.int(),
  toldAt: Moment.nullable(),
})
export type ExpiryRow = z.infer<typeof ExpiryRow>

export const listExpiring = defineRoute({
  method: 'GET',
  path: '/api/ladder/expiring',
  summary: 'Qualifications that end soon, the nearest first',
  access: READERS,
  query: EnterpriseChoice.extend(Page.shape).extend({
    within: z.coerce.number().int().min(0).max(3660).default(90),
    qualification: z.string().max(60).optional(),
  }),
  response: z.object({ total: z.int(), expiring: z.array(ExpiryRow) }),
})

export const recomputeLadder = defineRoute({
  method: 'POST',
  path: '/api/ladder/recompute',
  summary: 'Work out all standings anew now, instead of at the next round of the system',
  access: ['zone_office'],
  body: z.object({
    /** Also the end of this past year, for the movement. */
    year: z.int().min(2000).max(2100).nullable().default(null),
  }),
  response: z.object({ queued: z.boolean() }),
  status: 202,
})

/** A rung taken apart for one enterprise. */
export const RungOfEnterprise = z.object({
  code: Code,
  title: Text,
  kind: z.enum(['rung', 'mark']),
  requires: z.array(z.object({ code: Code, title: Text, held: z.boolean() })),
  qualification: z.string().nullable(),
  held: z.boolean(),
  heldUntil: DateOn.nullable(),
  verdict: z.custom<Verdict>(),
  points: z.array(
    z.object({
      score: z.string(),
      title: Text,
      trace: z.custom<ScoreTrace>(),
      /** What groups and items are called. */
      groups: z.record(z.string(), Text),
      items: z.record(z.string(), Text),
    }),
  ),
})
export type RungOfEnterprise = z.infer<typeof RungOfEnterprise>

export const readEnterpriseLadder = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId/ladder',
  summary: 'Every rung judged for one enterprise on a day, with every comparison, source and what is missing',
  access: READERS,
  params: z.object({ enterpriseId: Uuid }),
  query: z.object({ on: DateOn.optional() }),
  response: z.object({
    on: DateOn,
    ladder: z.object({ code: Code, title: Text }),
    held: Code.nullable(),
    attainable: Code.nullable(),
    next: Code.nullable(),
    rungs: z.array(RungOfEnterprise),
    reminders: z.array(
      z.object({
        code: Code,
        title: Text,
        description: Text.nullable(),
        active: z.boolean(),
        verdict: z.custom<Verdict>(),
      }),
    ),
    /** By year, oldest first. */
    history: z.array(z.object({ year: z.int(), on: DateOn, held: Code.nullable() })),
    entry: z.object({ id: Uuid, target: Code, since: DateOn }).nullable(),
    expiring: z.array(ExpiryRow.omit({ enterprise: true })),
    /** Facts named in the traces: what they are called. */
    facts: z.record(z.string(), z.object({ title: Text, unit: z.string().nullable() })),
    /** False: confidential facts and traces are left out. */
    full: z.boolean(),
    can: z.object({ cultivate: z.boolean() }),
  }),
})
