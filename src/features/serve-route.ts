import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context, RegisteredRoute } from '#platform/http'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf, RouteContract } from './route-contract.ts'

export interface TypedInput<C extends RouteContract> {
  readonly params: ParamsOf<C>
  readonly query: QueryOf<C>
  readonly body: BodyOf<C>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Ties a contract to what answers it; the server has parsed params, query and body by the contract before. */
export function serve<C extends RouteContract>(
  contract: C,
  handle: (ctx: Context, input: TypedInput<C>) => Promise<ResponseOf<C>>,
): RegisteredRoute {
  return { contract, handle: (ctx, input) => handle(ctx, input as TypedInput<C>) }
}
