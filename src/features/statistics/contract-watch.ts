/** Warnings: rules that watch indicators and filings, their back-tests, and the alerts that they raise. */
import { z } from 'zod'
import { DIMENSIONS } from '#domain/indicators'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { Named, ParkRef, PeriodId, Reason, UnitRef } from './contract-shared.ts'

export const WatchKind = z.enum(['warning', 'outlier'])
export const AlertLevel = z.enum(['notice', 'warning', 'alarm'])
export const AlertState = z.enum(['held', 'open', 'acknowledged', 'task', 'case', 'closed'])
export type AlertState = z.infer<typeof AlertState>
export const WatchDimension = z.enum(['zone', ...DIMENSIONS])

/** Open alerts that one owner has at most; what comes beyond waits, the most serious first. */
export const ALERT_BUDGET = 10

/** What a rule watches. */
export const WatchSubject = z.object({
  /** An indicator's code; for rules over single filings the form and its cell: ZK-M01!QC05_0. */
  code: z.string(),
  name: Named,
  unit: z.string().nullable(),
  decimals: z.int(),
})

/** Numbers as they were when a rule fired, or did not. */
export const WatchNumbers = z.record(z.string(), z.union([z.number(), z.string(), z.null()]))

const PastAlarm = z.object({
  group: z.string(),
  groupName: Named,
  /** The alarm lasted from this period … */
  from: PeriodId,
  /** … to this one. */
  to: PeriodId,
  numbers: WatchNumbers,
})
/** What a rule would have done on the history that there is. */
export const WatchTest = z.object({
  version: z.int(),
  at: Moment,
  byName: z.string(),
  periods: z.array(PeriodId),
  groups: z.int(),
  /** Groups (or figures) times periods that the rule could judge, and those that it could not. */
  judged: z.int(),
  unknown: z.int(),
  /** Alerts that people would have got. */
  alarms: z.int(),
  alarmsPerPeriod: z.number().nullable(),
  /** In how many groups (or of how many figures) it fired, by period. */
  byPeriod: z.array(
    z.object({
      period: PeriodId,
      judged: z.int(),
      fired: z.int(),
      hits: z.int().nullable(),
      falseAlarms: z.int().nullable(),
    }),
  ),
  /** The latest first, at most a hundred. */
  pastAlarms: z.array(PastAlarm),
  /** Only of rules over filings: against the corrections that came later. */
  rating: z
    .object({
      faults: z.int(),
      hits: z.int(),
      falseAlarms: z.int(),
      hitRate: z.number().nullable(),
      falseAlarmRate: z.number().nullable(),
      precision: z.number().nullable(),
    })
    .nullable(),
})
export type WatchTest = z.infer<typeof WatchTest>

export const WatchRow = z.object({
  code: z.string(),
  kind: WatchKind,
  name: Named,
  source: z.string(),
  subject: WatchSubject,
  dimension: WatchDimension,
  condition: z.string(),
  level: AlertLevel,
  owner: z.enum(['park', 'office']),
  enabled: z.boolean(),
  /** This version has been tried on the history. */
  tested: z.boolean(),
  alarms: z.int().nullable(),
  alarmsPerPeriod: z.number().nullable(),
  hitRate: z.number().nullable(),
  openAlerts: z.int(),
  byName: z.string(),
  at: Moment,
  version: z.int(),
})
export type WatchRow = z.infer<typeof WatchRow>

export const WatchView = z.object({
  watch: WatchRow,
  definition: z.json(),
  /** The last test, of whatever version. */
  test: WatchTest.nullable(),
  history: z.array(
    z.object({
      no: z.int(),
      act: z.enum(['add', 'change', 'test', 'enable', 'disable']),
      at: Moment,
      byName: z.string(),
      definition: z.json(),
    }),
  ),
  may: z.object({ change: z.boolean(), test: z.boolean(), enable: z.boolean(), disable: z.boolean() }),
})
export type WatchView = z.infer<typeof WatchView>

const WatchParams = z.object({ code: z.string().max(60) })

export const listWatches = defineRoute({
  method: 'GET',
  path: '/api/statistics/watches',
  summary: 'Warning rules, with what their back-tests said',
  access: BUSINESS_ROLES,
  response: z.object({ watches: z.array(WatchRow), may: z.object({ add: z.boolean() }) }),
})
export const readWatch = defineRoute({
  method: 'GET',
  path: '/api/statistics/watches/:code',
  summary: 'A warning rule with its definition, last back-test and history',
  access: BUSINESS_ROLES,
  params: WatchParams,
  response: WatchView,
})
const WatchInput = z.object({ kind: WatchKind, definition: z.json() })
export const checkWatch = defineRoute({
  method: 'POST',
  path: '/api/statistics/watches/check',
  summary: 'Parse a warning rule: its faults by place; nothing is saved',
  access: ['zone_office'],
  body: WatchInput,
  response: z.object({
    ok: z.boolean(),
    issues: z.array(
      z.object({
        code: z.string(),
        path: z.array(z.union([z.string(), z.number()])),
        params: z.record(z.string(), z.json()),
      }),
    ),
  }),
})
export const saveWatch = defineRoute({
  method: 'PUT',
  path: '/api/statistics/watches/:code',
  summary: 'Add or change a warning rule; a changed rule is off until it is tested again',
  access: ['zone_office'],
  params: WatchParams,
  /** version null: a new rule. */
  body: WatchInput.extend({ version: z.int().nullable() }),
  response: WatchView,
})
export const testWatch = defineRoute({
  method: 'POST',
  path: '/api/statistics/watches/:code/test',
  summary: 'Try a rule on the history: what would have fired, when, where',
  access: ['zone_office'],
  params: WatchParams,
  body: z.object({ version: z.int() }),
  response: WatchView,
})
export const switchWatch = defineRoute({
  method: 'POST',
  path: '/api/statistics/watches/:code/switch',
  summary: 'Switch a rule on, which asks for a test of this version, or off',
  access: ['zone_office'],
  params: WatchParams,
  body: z.object({ version: z.int(), on: z.boolean() }),
  response: WatchView,
})

export const AlertRow = z.object({
  id: Uuid,
  serial: z.int(),
  watch: z.object({ code: z.string(), version: z.int(), kind: WatchKind, name: Named }),
  subject: WatchSubject,
  dimension: WatchDimension,
  group: z.object({ code: z.string(), name: Named, park: ParkRef.nullable() }),
  /** In which it began to fire. */
  period: PeriodId,
  level: AlertLevel,
  condition: z.string(),
  numbers: WatchNumbers,
  /** Of a rule over filings: the figures that stand out, the farthest first. */
  outliers: z.array(
    z.object({
      unitId: Uuid,
      unit: UnitRef.nullable(),
      value: z.number(),
      expected: z.number().nullable(),
      from: z.number().nullable(),
      to: z.number().nullable(),
      score: z.number(),
    }),
  ),
  owner: z.object({ id: Uuid, name: z.string(), nameEn: z.string() }),
  state: AlertState,
  duty: z.object({ id: Uuid, serial: z.int() }).nullable(),
  case: z.object({ id: Uuid, number: z.string().nullable() }).nullable(),
  closeReason: z.string().nullable(),
  raisedAt: Moment,
  version: z.int(),
  may: z.object({ acknowledge: z.boolean(), task: z.boolean(), case: z.boolean(), close: z.boolean() }),
})
export type AlertRow = z.infer<typeof AlertRow>

export const listAlerts = defineRoute({
  method: 'GET',
  path: '/api/statistics/alerts',
  summary: 'Alerts that the caller may see, the most serious first',
  access: BUSINESS_ROLES,
  query: z.object({
    /** active: whatever still asks for something. */
    state: z.enum(['active', 'open', 'acknowledged', 'handed', 'closed', 'all']).default('active'),
    level: AlertLevel.optional(),
    watch: z.string().max(60).optional(),
    park: z.string().max(60).optional(),
    mine: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true'),
  }),
  response: z.object({
    alerts: z.array(AlertRow),
    counts: z.object({
      open: z.int(),
      acknowledged: z.int(),
      handed: z.int(),
      closed: z.int(),
      /** Beyond the budget of their owners: told as a number until there is room. */
      held: z.int(),
    }),
    budget: z.int(),
    /** When the rules were judged last; null: not yet since the start. */
    judgedAt: Moment.nullable(),
    more: z.boolean(),
  }),
})
export const AlertView = z.object({
  alert: AlertRow,
  /** The series as it is now; value null: not known, or not filed completely enough. */
  series: z.array(
    z.object({ period: PeriodId, value: z.number().nullable(), completeness: z.number().nullable() }),
  ),
  history: z.array(
    z.object({
      no: z.int(),
      act: z.enum(['raise', 'release', 'acknowledge', 'task', 'case', 'close']),
      reason: z.string().nullable(),
      at: Moment,
      byName: z.string(),
    }),
  ),
})
export type AlertView = z.infer<typeof AlertView>
export const readAlert = defineRoute({
  method: 'GET',
  path: '/api/statistics/alerts/:alertId',
  summary: 'An alert with its series and what was done',
  access: BUSINESS_ROLES,
  params: z.object({ alertId: Uuid }),
  response: AlertView,
})
export const AlertAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledge'), note: z.string().trim().max(1000).nullable().default(null) }),
  z.object({
    kind: z.literal('task'),
    title: z.string().trim().min(1).max(500),
    content: z.string().trim().max(4000).default(''),
    /** Who leads; the owner of the alert where nobody is named. */
    leadId: Uuid.nullable().default(null),
    dueOn: DateOn.nullable().default(null),
  }),
  z.object({
    kind: z.literal('case'),
    text: Reason,
    /** Of whom a supervision notice asks; the park of the alert where nobody is named. A park whistles instead. */
    bodyId: Uuid.nullable().default(null),
  }),
  z.object({ kind: z.literal('close'), reason: Reason }),
])
export const actOnAlert = defineRoute({
  method: 'POST',
  path: '/api/statistics/alerts/:alertId/act',
  summary: 'Acknowledge an alert, make a duty or a case of it, or close it with the reason',
  access: ['zone_office', 'park_committee'],
  params: z.object({ alertId: Uuid }),
  body: z.object({ version: z.int(), act: AlertAct }),
  response: AlertView,
})
