/** Schemes: drafts, versions, publication. What two versions differ in is worked out by the engine (`compareSchemes`). */
import { z } from 'zod'
import { BUSINESS_ROLES, Nothing, Uuid, defineRoute } from '../route-contract.ts'
import { Named, PeriodId, SchemeCode, SchemeRow, WireIssue } from './contract-shared.ts'

export const SchemeView = z.object({
  row: SchemeRow,
  /** As `parseScheme` of the engine reads it; a draft may not be complete yet. */
  definition: z.json(),
  /** Why the draft cannot run yet; empty for one that can. */
  issues: z.array(WireIssue),
  /** All versions of the same code that the caller sees, newest first. */
  versions: z.array(SchemeRow),
  /** The newest finished official run with data for these units: on it the editor shows the effect of a change. */
  trialOn: z.object({ runId: Uuid, snapshotId: Uuid, period: PeriodId, title: z.string() }).nullable(),
})
export type SchemeView = z.infer<typeof SchemeView>

export const listSchemes = defineRoute({
  method: 'GET',
  path: '/api/evaluations/schemes',
  summary: 'Schemes that the caller sees, each version',
  access: BUSINESS_ROLES,
  response: z.object({ schemes: z.array(SchemeRow), can: z.object({ draft: z.boolean() }) }),
})
export const readScheme = defineRoute({
  method: 'GET',
  path: '/api/evaluations/schemes/:schemeId',
  summary: 'A scheme with its definition and versions',
  access: BUSINESS_ROLES,
  params: z.object({ schemeId: Uuid }),
  response: SchemeView,
})
/** What an editor chooses from: indicators of the statistics, facts, units and groupings. */
export const readSchemeChoices = defineRoute({
  method: 'GET',
  path: '/api/evaluations/scheme-choices',
  summary: 'Columns that a scheme may read, by kind of unit',
  access: ['zone_office', 'evaluator', 'leader'],
  response: z.object({
    indicators: z.array(
      z.object({
        code: z.string(),
        name: Named,
        unit: z.string(),
        rhythm: z.enum(['year', 'quarter', 'month']),
        direction: z.enum(['more', 'less', 'none']),
      }),
    ),
    unitKinds: z.array(
      z.object({
        kind: z.string(),
        units: z.int(),
        groupings: z.array(z.string()),
        columns: z.array(z.object({ code: z.string(), panel: z.boolean(), periods: z.array(PeriodId) })),
      }),
    ),
  }),
})
export const draftScheme = defineRoute({
  method: 'POST',
  path: '/api/evaluations/schemes',
  summary: 'Begin a draft: the next version of a scheme, a copy under another code, or an empty one',
  access: ['zone_office', 'evaluator'],
  body: z.object({
    from: Uuid.nullable(),
    /** Null: the next version of `from`. */
    code: SchemeCode.nullable(),
    name: Named.nullable(),
    unitKind: z.string().max(40).nullable(),
  }),
  response: SchemeView,
  status: 201,
})
export const saveScheme = defineRoute({
  method: 'PUT',
  path: '/api/evaluations/schemes/:schemeId',
  summary: 'Save a draft; it may be incomplete, the answer says what is missing',
  access: ['zone_office', 'evaluator'],
  params: z.object({ schemeId: Uuid }),
  body: z.object({
    rowVersion: z.int(),
    definition: z.json(),
    changeNote: z.string().trim().max(2000).nullable(),
  }),
  response: SchemeView,
})
export const publishScheme = defineRoute({
  method: 'POST',
  path: '/api/evaluations/schemes/:schemeId/publish',
  summary: 'Publish a draft: it can be used for official runs and is never changed again',
  access: ['zone_office', 'evaluator'],
  params: z.object({ schemeId: Uuid }),
  body: z.object({ rowVersion: z.int(), changeNote: z.string().trim().min(1).max(2000) }),
  response: SchemeView,
})
export const deleteScheme = defineRoute({
  method: 'DELETE',
  path: '/api/evaluations/schemes/:schemeId',
  summary: 'Delete a draft',
  access: ['zone_office', 'evaluator'],
  params: z.object({ schemeId: Uuid }),
  response: Nothing,
})
