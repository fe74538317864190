/** The cultivation library (培育库): who is helped towards which rung, by whom, and how it ended. */
import { z } from 'zod'
import { DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { StandingRow } from './contract-ladder.ts'
import {
  Code,
  EnterpriseChoice,
  EnterpriseName,
  Format,
  KEEPERS,
  Note,
  Page,
  READERS,
  Reason,
  Text,
  VerdictAnswer,
} from './contract-shared.ts'

/** 培育中, 已升级, 退出 */
export const EntryState = z.enum(['active', 'promoted', 'left'])
export type EntryState = z.infer<typeof EntryState>

export const CultivationEntry = z.object({
  id: Uuid,
  enterprise: EnterpriseName,
  target: Code,
  targetTitle: Text,
  state: EntryState,
  since: DateOn,
  /** Null while it lasts. */
  endedOn: DateOn.nullable(),
  reason: z.string().nullable(),
  steward: z.object({ id: Uuid, name: z.string() }).nullable(),
  note: z.string().nullable(),
  /** Of the target’s rule, at the last judgement; null: not judged, or kept from the caller. */
  held: Code.nullable(),
  answer: VerdictAnswer.nullable(),
  near: z.boolean(),
  distance: z.number().nullable(),
  /** Null: none was written down, or kept from the caller. */
  lastVisitOn: DateOn.nullable(),
  /** When the last visit says to come again. */
  nextVisitOn: DateOn.nullable(),
  addedByName: z.string(),
  addedAt: Moment,
  version: z.int(),
  can: z.array(z.enum(['change', 'leave'])),
})
export type CultivationEntry = z.infer<typeof CultivationEntry>

export const EntryFilter = EnterpriseChoice.extend({
  state: EntryState.optional(),
  target: Code.optional(),
  steward: z.union([Uuid, z.literal('mine'), z.literal('none')]).optional(),
  enterprise: Uuid.optional(),
})

export const listEntries = defineRoute({
  method: 'GET',
  path: '/api/cultivation',
  summary: 'The cultivation library',
  access: READERS,
  query: EntryFilter.extend(Page.shape).extend({
    sort: z.enum(['since', 'name', 'park', 'target', 'distance']).default('since'),
  }),
  response: z.object({
    total: z.int(),
    entries: z.array(CultivationEntry),
    /** Over the whole library that the caller may see. */
    counts: z.object({ active: z.int(), promoted: z.int(), left: z.int() }),
    can: z.object({ add: z.boolean() }),
  }),
})

export const exportEntries = defineRoute({
  method: 'GET',
  path: '/api/cultivation/export',
  summary: 'The same as .xlsx or .csv',
  access: READERS,
  query: EntryFilter.extend({ format: Format }),
  response: 'binary',
})

export const suggestEntries = defineRoute({
  method: 'GET',
  path: '/api/cultivation/suggestions',
  summary: 'From the potential list: who is not in the library yet, the nearest first',
  access: KEEPERS,
  query: EnterpriseChoice.extend(Page.shape).extend({ target: Code.optional() }),
  response: z.object({ total: z.int(), suggestions: z.array(StandingRow) }),
})

export const addEntries = defineRoute({
  method: 'POST',
  path: '/api/cultivation',
  summary: 'Take enterprises into the library',
  access: KEEPERS,
  body: z.object({
    enterprises: z.array(Uuid).min(1).max(500),
    target: Code,
    since: DateOn.optional(),
    stewardId: Uuid.nullable().default(null),
    note: Note.default(null),
  }),
  response: z.object({
    added: z.array(Uuid),
    /** Left alone, each with a code: in the library already, holds the rung already. */
    skipped: z.array(z.object({ enterprise: Uuid, code: z.string() })),
  }),
  status: 201,
})

const EntryParams = z.object({ entryId: Uuid })
export const readEntry = defineRoute({
  method: 'GET',
  path: '/api/cultivation/:entryId',
  summary: 'One entry with everything that was done to it',
  access: READERS,
  params: EntryParams,
  response: z.object({
    entry: CultivationEntry,
    acts: z.array(
      z.object({
        no: z.int(),
        act: z.enum(['add', 'change', 'promote', 'leave']),
        reason: z.string().nullable(),
        changes: z.record(z.string(), z.json()),
        at: Moment,
        byName: z.string(),
      }),
    ),
  }),
})

export const changeEntry = defineRoute({
  method: 'PATCH',
  path: '/api/cultivation/:entryId',
  summary: 'Change target, steward or note of an entry',
  access: KEEPERS,
  params: EntryParams,
  body: z.object({
    version: z.int(),
    target: Code.optional(),
    stewardId: Uuid.nullable().optional(),
    note: Note.optional(),
  }),
  response: CultivationEntry,
})

export const leaveLibrary = defineRoute({
  method: 'POST',
  path: '/api/cultivation/:entryId/leave',
  summary: 'Take an enterprise out of the library, with the reason',
  access: KEEPERS,
  params: EntryParams,
  body: z.object({ version: z.int(), on: DateOn.optional(), reason: Reason }),
  response: CultivationEntry,
})
