/** Simulation before issue: who gains, who loses, what it costs; how that moves with one number. */
import { z } from 'zod'
import { DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { PlacePath, PolicyDifference } from './contract-shared.ts'
import { RuleFactValue } from './contract-values.ts'

const SIMULATORS = ['zone_office', 'leader', 'park_committee'] as const

/** Parameters (thresholds, lists, rates) with another value, for this simulation alone. */
export const ChangedParameter = z.object({ code: z.string().min(1).max(60), value: RuleFactValue })
/** A version as it stands, or a definition as it is being written; with other parameters. */
export const SimulatedSide = z.object({
  versionId: Uuid.nullable(),
  definition: z.json().nullable(),
  parameters: z.array(ChangedParameter).max(50).default([]),
})

/** Counts of enterprises and money in 万元 of one side. */
export const SideTotals = z.object({
  yes: z.int(),
  undetermined: z.int(),
  /** Amounts that are known, of those who qualify. */
  cost: z.number(),
  /** Qualify, but the amount lacks facts. */
  costUnknown: z.int(),
  /** What it would be at most if all undetermined ones were yes, where their amounts are known. */
  costIfUndetermined: z.number(),
})
export type SideTotals = z.infer<typeof SideTotals>
export const GroupEffect = z.object({
  /** Park code, size class or section of industry; null: unknown. */
  code: z.string().nullable(),
  name: z.object({ zh: z.string(), en: z.string() }).nullable(),
  before: SideTotals,
  after: SideTotals,
  gain: z.int(),
  lose: z.int(),
})
export const AffectedEnterprise = z.object({
  enterpriseId: Uuid,
  name: z.string(),
  park: z.string().nullable(),
  effect: z.enum(['gains', 'loses', 'more', 'less']),
  before: z.number().nullable(),
  after: z.number().nullable(),
})

export const SimulatedBudget = z.object({
  year: z.int(),
  before: z.number().nullable(),
  after: z.number().nullable(),
})
export const SimulationResult = z.object({
  before: SideTotals,
  after: SideTotals,
  /** gains: qualifies only after; loses: only before; more, less: qualifies in both for another amount; unsure: an answer is undetermined. */
  effects: z.object({
    gains: z.int(),
    loses: z.int(),
    more: z.int(),
    less: z.int(),
    same: z.int(),
    unsure: z.int(),
  }),
  byPark: z.array(GroupEffect),
  bySize: z.array(GroupEffect),
  byIndustry: z.array(GroupEffect),
  /** Against the budget of the year of the day; null: without a limit. */
  budget: SimulatedBudget.nullable(),
  /** Share of the cost that goes to the ten largest amounts; null: nothing is paid. */
  largestTen: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
  /** Those most affected, at most 200 of each effect. */
  affected: z.array(AffectedEnterprise),
  differences: z.array(PolicyDifference),
})
export type SimulationResult = z.infer<typeof SimulationResult>

export const SimulationRow = z.object({
  id: Uuid,
  title: z.string(),
  policyId: Uuid.nullable(),
  policyCode: z.string().nullable(),
  on: DateOn,
  at: Moment,
  byName: z.string(),
  enterprises: z.int(),
  cost: z.object({ before: z.number(), after: z.number() }),
  yes: z.object({ before: z.int(), after: z.int() }),
  /** As in the result. */
  budget: SimulatedBudget.nullable(),
  /** What the changed side differs in, at most eight of them, and the parameters that it sets. */
  changes: z.array(PolicyDifference),
  parameters: z.array(ChangedParameter),
})
export type SimulationRow = z.infer<typeof SimulationRow>
export const SimulationView = z.object({
  row: SimulationRow,
  request: z.object({ base: z.json(), changed: z.json() }),
  result: SimulationResult,
  /** What it stood on: digests of both definitions and of facts' meanings, parameters and tables; when the facts were gathered. */
  stoodOn: z.object({ base: z.string(), changed: z.string(), rules: z.string(), factsAt: Moment }),
  tookMs: z.number(),
})
export type SimulationView = z.infer<typeof SimulationView>

export const simulatePolicy = defineRoute({
  method: 'POST',
  path: '/api/policies/simulate',
  summary: 'Two versions of a policy, or of parameters, over the enterprises of a day; the result is kept',
  access: SIMULATORS,
  body: z.object({
    title: z.string().trim().min(1).max(200),
    base: SimulatedSide,
    changed: SimulatedSide,
    on: DateOn.optional(),
  }),
  response: SimulationView,
  status: 201,
})
export const listSimulations = defineRoute({
  method: 'GET',
  path: '/api/policy-simulations',
  summary: 'Simulations that the caller may see, the newest first',
  access: SIMULATORS,
  query: z.object({
    policy: Uuid.optional(),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ total: z.int(), simulations: z.array(SimulationRow) }),
})
export const readSimulation = defineRoute({
  method: 'GET',
  path: '/api/policy-simulations/:simulationId',
  summary: 'A simulation as it was computed',
  access: SIMULATORS,
  params: z.object({ simulationId: Uuid }),
  response: SimulationView,
})
export const exportSimulation = defineRoute({
  method: 'GET',
  path: '/api/policy-simulations/:simulationId/export',
  summary: 'A simulation as .xlsx: totals, groups, those affected, what changed',
  access: SIMULATORS,
  params: z.object({ simulationId: Uuid }),
  response: 'binary',
})

/** A number that may be moved: in an expression, the ceiling of the benefit, or a parameter that the policy uses. */
export const Movable = z.object({
  id: z.string(),
  kind: z.enum(['condition', 'amount', 'ceiling', 'table', 'parameter']),
  /** The expression, or the parameter’s title. */
  words: z.string(),
  path: PlacePath,
  value: z.number(),
  unit: z.string().nullable(),
  /** Offsets of the number in its expression. */
  range: z.object({ from: z.int(), to: z.int() }).nullable(),
})
export type Movable = z.infer<typeof Movable>
export const listMovable = defineRoute({
  method: 'POST',
  path: '/api/policies/movable',
  summary: 'The thresholds and rates of a definition that a sensitivity curve may move',
  access: SIMULATORS,
  body: z.object({ definition: z.json(), on: DateOn.optional() }),
  response: z.object({ movable: z.array(Movable) }),
})
export const CurvePoint = z.object({
  value: z.number(),
  yes: z.int(),
  undetermined: z.int(),
  cost: z.number(),
  costUnknown: z.int(),
})
export const readSensitivity = defineRoute({
  method: 'POST',
  path: '/api/policies/sensitivity',
  summary: 'How many qualify and what it costs as one threshold or rate moves',
  access: SIMULATORS,
  body: z.object({
    definition: z.json(),
    on: DateOn.optional(),
    /** `id` of a movable number. */
    move: z.string().max(300),
    from: z.number(),
    to: z.number(),
    points: z.int().min(2).max(61).default(21),
    /** In 万元; null: the budget of the definition for the year. */
    budget: z.number().min(0).nullable().default(null),
  }),
  response: z.object({
    on: DateOn,
    movable: Movable,
    current: CurvePoint,
    points: z.array(CurvePoint),
    /** Against which the curve is read; null: none. */
    budget: z.number().nullable(),
    /** Neighbouring points between which the cost crosses the budget. */
    crossings: z.array(z.object({ from: z.number(), to: z.number() })),
    tookMs: z.number(),
  }),
})
