/**
 * What an area promises over HTTP. One object per route gives validation, the web's typed client, OpenAPI and the access
 * matrix. It may import nothing but zod and the domain, because the web bundles it.
 */
import { z } from 'zod'

export const ROLES = [
  'zone_office',
  'leader',
  'park_committee',
  'department',
  'district',
  'platform_company',
  'enterprise',
  'expert',
  'evaluator',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const

/** Roles as in docs/glossary.md. The last three (三员) exclude every other role. */
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/** Who may call a route at all; row-level security then decides which rows. */
export type RouteAccess = 'public' | 'signed-in' | readonly Role[]

/** Everybody who works on the zone's business; administrators do not. */
export const BUSINESS_ROLES = [
  'zone_office',
  'leader',
  'park_committee',
  'department',
  'district',
  'platform_company',
  'enterprise',
  'expert',
  'evaluator',
] as const satisfies readonly Role[]

export interface RouteContract {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/api/documents/:documentId` */
  readonly path: string
  readonly summary: string
  readonly access: RouteAccess
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** `multipart`: files under the field name `files`; `binary`: the answer is a file. */
  readonly upload?: 'multipart'
  readonly response: z.ZodType | 'binary'
  readonly status?: 200 | 201 | 202
}

export function defineRoute<const C extends RouteContract>(contract: C): C {
  return contract
}

export type ParamsOf<C extends RouteContract> = C['params'] extends z.ZodType
  ? z.infer<C['params']>
  : undefined
export type QueryOf<C extends RouteContract> = C['query'] extends z.ZodType ? z.infer<C['query']> : undefined
export type QueryInputOf<C extends RouteContract> = C['query'] extends z.ZodType
  ? z.input<C['query']>
  : undefined
export type BodyOf<C extends RouteContract> = C['body'] extends z.ZodType ? z.infer<C['body']> : undefined
export type BodyInputOf<C extends RouteContract> = C['body'] extends z.ZodType
  ? z.input<C['body']>
  : undefined
export type ResponseOf<C extends RouteContract> = C['response'] extends z.ZodType
  ? z.infer<C['response']>
  : unknown

/** RFC 9457 problem details, with our issues: a stable code, a path into the input and parameters for the message. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** Shown to the user with a fault; find it in the log. */
  reference: z.string().optional(),
  issues: z.array(
    z.object({
      code: z.string(),
      path: z.array(z.union([z.string(), z.int()])),
      params: z.record(z.string(), z.json()),
    }),
  ),
})
export type Problem = z.infer<typeof Problem>

export const Uuid = z.uuid()
export const Moment = z.iso.datetime({ offset: true })
export const DateOn = z.iso.date()
export const Nothing = z.object({})
