/** Coverage of parks by policies (M32), pilots from proposal to wider use, the sandbox register (M34). */
import { z } from 'zod'
import { DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { BODIES } from './contract-layout.ts'
import { Bilingual, ParkName, PolicyReason } from './contract-shared.ts'

/** 提议, 试点, 评估, 推广, 覆盖, 不适用. */
export const CoverageState = z.enum([
  'proposed',
  'pilot',
  'assessed',
  'spreading',
  'covered',
  'not-applicable',
])
export type CoverageState = z.infer<typeof CoverageState>
export const CoverageCell = z.object({
  policyId: Uuid,
  parkId: Uuid,
  state: CoverageState,
  from: DateOn,
  to: DateOn.nullable(),
  basis: z.string(),
  note: z.string().nullable(),
  synthetic: z.boolean(),
})
export const readCoverage = defineRoute({
  method: 'GET',
  path: '/api/policy-coverage',
  summary: 'How far each policy has come in each park on a day',
  access: BODIES,
  query: z.object({
    on: DateOn.optional(),
    level: z.enum(['national', 'city', 'zone', 'district', 'park']).optional(),
    theme: z.string().max(50).optional(),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  response: z.object({
    on: DateOn,
    total: z.int(),
    parks: z.array(ParkName),
    policies: z.array(
      z.object({
        id: Uuid,
        code: z.string(),
        title: Bilingual,
        level: z.string(),
        /** Codes of the parks that its definition names; null: all. */
        parks: z.array(z.string()).nullable(),
        covered: z.int(),
        applicable: z.int(),
      }),
    ),
    cells: z.array(CoverageCell),
    can: z.object({ change: z.boolean() }),
  }),
})
export const setCoverage = defineRoute({
  method: 'POST',
  path: '/api/policy-coverage',
  summary: 'Say how far a policy has come in parks from a day on',
  access: ['zone_office'],
  body: z.object({
    policyId: Uuid,
    parks: z.array(Uuid).min(1).max(100),
    state: CoverageState,
    from: DateOn,
    to: DateOn.nullable().default(null),
    basis: z.string().trim().min(1).max(1000),
    note: z.string().trim().max(2000).nullable().default(null),
  }),
  response: z.object({ cells: z.array(CoverageCell) }),
  status: 201,
})
export const readCoverageHistory = defineRoute({
  method: 'GET',
  path: '/api/policy-coverage/history',
  summary: 'Everything that was said of one policy in one park',
  access: BODIES,
  query: z.object({ policy: Uuid, park: Uuid }),
  response: z.object({
    spells: z.array(CoverageCell.extend({ byName: z.string(), since: Moment, until: Moment.nullable() })),
  }),
})
export const exportCoverage = defineRoute({
  method: 'GET',
  path: '/api/policy-coverage/export',
  summary: 'The matrix as .xlsx',
  access: BODIES,
  query: z.object({ on: DateOn.optional() }),
  response: 'binary',
})

export const PilotState = z.enum([
  'proposed',
  'running',
  'evaluated',
  'extended',
  'adjusted',
  'stopped',
  'dropped',
])
export const PilotFindings = z.object({
  reached: z.string().trim().min(1).max(5000),
  problems: z.string().trim().max(5000).nullable(),
  advice: z.enum(['extend', 'adjust', 'stop']),
  figures: z
    .array(z.object({ name: z.string().trim().min(1).max(200), value: z.number(), unit: z.string().max(20) }))
    .max(50),
})
export const PilotView = z.object({
  id: Uuid,
  policy: z.object({ id: Uuid, code: z.string(), title: Bilingual }),
  title: z.string(),
  goals: z.string(),
  basis: z.string(),
  from: DateOn,
  to: DateOn,
  /** Its period is over and nobody has evaluated it yet. */
  overdue: z.boolean(),
  state: PilotState,
  parks: z.array(ParkName),
  findings: PilotFindings.nullable(),
  evaluated: z.object({ name: z.string(), at: Moment }).nullable(),
  decided: z.object({ name: z.string(), at: Moment, reason: z.string() }).nullable(),
  files: z.array(
    z.object({ id: Uuid, name: z.string(), sizeBytes: z.int(), byName: z.string(), at: Moment }),
  ),
  synthetic: z.boolean(),
  byName: z.string(),
  at: Moment,
  version: z.int(),
  can: z.array(z.enum(['start', 'drop', 'evaluate', 'extend', 'adjust', 'stop', 'attach'])),
})
export type PilotView = z.infer<typeof PilotView>
export const listPilots = defineRoute({
  method: 'GET',
  path: '/api/policy-pilots',
  summary: 'Pilots, those that wait for evaluation or decision first',
  access: BODIES,
  query: z.object({
    policy: Uuid.optional(),
    park: Uuid.optional(),
    state: PilotState.optional(),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  response: z.object({ total: z.int(), pilots: z.array(PilotView), can: z.object({ propose: z.boolean() }) }),
})
export const readPilot = defineRoute({
  method: 'GET',
  path: '/api/policy-pilots/:pilotId',
  summary: 'One pilot',
  access: BODIES,
  params: z.object({ pilotId: Uuid }),
  response: PilotView,
})
export const proposePilot = defineRoute({
  method: 'POST',
  path: '/api/policy-pilots',
  summary: 'Propose to try a policy in some parks first',
  access: ['zone_office'],
  body: z.object({
    policyId: Uuid,
    parks: z.array(Uuid).min(1).max(100),
    title: z.string().trim().min(1).max(300),
    goals: z.string().trim().min(1).max(5000),
    basis: z.string().trim().min(1).max(1000),
    from: DateOn,
    to: DateOn,
  }),
  response: PilotView,
  status: 201,
})
export const actOnPilot = defineRoute({
  method: 'POST',
  path: '/api/policy-pilots/:pilotId/acts',
  summary: 'Start or drop a pilot, evaluate it, decide on it as somebody else: extend to parks, adjust, stop',
  access: ['zone_office', 'leader'],
  params: z.object({ pilotId: Uuid }),
  body: z.object({
    act: z.enum(['start', 'drop', 'evaluate', 'extend', 'adjust', 'stop']),
    version: z.int(),
    reason: PolicyReason,
    /** Of an evaluation. */
    findings: PilotFindings.nullable().default(null),
    /** Of an extension: the further parks and from when. */
    parks: z.array(Uuid).max(100).default([]),
    from: DateOn.nullable().default(null),
  }),
  response: PilotView,
})
export const addPilotFiles = defineRoute({
  method: 'POST',
  path: '/api/policy-pilots/:pilotId/files',
  summary: 'Add reports to a pilot',
  access: ['zone_office', 'park_committee'],
  params: z.object({ pilotId: Uuid }),
  upload: 'multipart',
  response: PilotView,
  status: 201,
})
export const downloadPilotFile = defineRoute({
  method: 'GET',
  path: '/api/policy-pilot-files/:fileId',
  summary: 'A report of a pilot',
  access: BODIES,
  params: z.object({ fileId: Uuid }),
  response: 'binary',
})

/** 申请, 入箱, 不予入箱, 出箱, 终止, 撤回. */
export const SandboxState = z.enum(['applied', 'admitted', 'refused', 'exited', 'terminated', 'withdrawn'])
export const SandboxView = z.object({
  id: Uuid,
  enterprise: z.object({ id: Uuid, name: z.string(), creditCode: z.string() }),
  park: ParkName.nullable(),
  product: z.string(),
  scope: z.string(),
  riskLimits: z.string(),
  from: DateOn,
  to: DateOn,
  overdue: z.boolean(),
  state: SandboxState,
  conclusion: z.string().nullable(),
  decided: z.object({ name: z.string(), at: Moment }).nullable(),
  observations: z.array(
    z.object({
      id: Uuid,
      on: DateOn,
      kind: z.enum(['observation', 'incident', 'limit-exceeded', 'report']),
      words: z.string(),
      byName: z.string(),
      at: Moment,
    }),
  ),
  synthetic: z.boolean(),
  byName: z.string(),
  at: Moment,
  version: z.int(),
  can: z.array(z.enum(['admit', 'refuse', 'exit', 'terminate', 'withdraw', 'observe'])),
})
export type SandboxView = z.infer<typeof SandboxView>
const SANDBOX = ['zone_office', 'leader', 'park_committee', 'enterprise'] as const
export const listSandbox = defineRoute({
  method: 'GET',
  path: '/api/sandbox',
  summary: 'The sandbox register as far as the caller may see it',
  access: SANDBOX,
  query: z.object({
    state: SandboxState.optional(),
    enterprise: Uuid.optional(),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  response: z.object({
    total: z.int(),
    entries: z.array(SandboxView),
    can: z.object({ apply: z.boolean() }),
  }),
})
export const readSandboxEntry = defineRoute({
  method: 'GET',
  path: '/api/sandbox/:entryId',
  summary: 'One product in the sandbox with everything that was observed',
  access: SANDBOX,
  params: z.object({ entryId: Uuid }),
  response: SandboxView,
})
export const applyForSandbox = defineRoute({
  method: 'POST',
  path: '/api/sandbox',
  summary: 'Apply for the sandbox with a product or service, its scope and risk limits',
  access: ['zone_office', 'enterprise'],
  body: z.object({
    enterpriseId: Uuid,
    product: z.string().trim().min(1).max(300),
    scope: z.string().trim().min(1).max(3000),
    riskLimits: z.string().trim().min(1).max(3000),
    from: DateOn,
    to: DateOn,
  }),
  response: SandboxView,
  status: 201,
})
export const actOnSandbox = defineRoute({
  method: 'POST',
  path: '/api/sandbox/:entryId/acts',
  summary: 'Admit or refuse, let out or terminate; take an own application back',
  access: ['zone_office', 'enterprise'],
  params: z.object({ entryId: Uuid }),
  body: z.object({
    act: z.enum(['admit', 'refuse', 'exit', 'terminate', 'withdraw']),
    conclusion: z.string().trim().min(1).max(5000),
    version: z.int(),
  }),
  response: SandboxView,
})
export const observeSandbox = defineRoute({
  method: 'POST',
  path: '/api/sandbox/:entryId/observations',
  summary: 'Note what was seen of a product in the sandbox',
  access: ['zone_office', 'park_committee', 'enterprise'],
  params: z.object({ entryId: Uuid }),
  body: z.object({
    on: DateOn,
    kind: z.enum(['observation', 'incident', 'limit-exceeded', 'report']),
    words: z.string().trim().min(1).max(5000),
  }),
  response: SandboxView,
  status: 201,
})
