import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from './context.ts'

/** The part of a route contract that the server needs; features/route-contract.ts has the whole with types for the web. */
export interface AnyRouteContract {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly access: 'public' | 'signed-in' | readonly string[]
  readonly params?: Schema
  readonly query?: Schema
  readonly body?: Schema
  readonly upload?: 'multipart'
  readonly response: Schema | 'binary'
  readonly status?: 200 | 201 | 202
}

/** A zod schema, as far as the platform uses it. */
export interface Schema {
  safeParse(input: unknown):
    | { success: true; data: unknown }
    | {
        success: false
        error: { issues: readonly { code: string; message: string; path: readonly PropertyKey[] }[] }
      }
}

export interface RouteInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface RegisteredRoute {
  readonly contract: AnyRouteContract
  readonly handle: (ctx: Context, input: RouteInput) => Promise<unknown>
}
