import type { FastifyReply, FastifyRequest } from 'fastify'
import { PUBLIC, type Context, type RegisteredRoute } from '#platform/http'
import { serve } from '../../serve-route.ts'
import * as contract from '../contract.ts'
import { dataCsv, dataMessage, readData } from './sdmx-data.ts'
import {
  DATA_CSV,
  DATA_JSON,
  STRUCTURE_JSON,
  acceptedType,
  answerSdmx,
  badSyntax,
  notAcceptable,
  valueOf,
  type RawQuery,
} from './sdmx-fault.ts'
import type { DataWanted } from './sdmx-query.ts'
import { structureMessage, type StructureWanted } from './sdmx-structures.ts'

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly query: RawQuery
}

export function sdmxRoutes(): RegisteredRoute[] {
  return [
    serve(contract.readSdmxStructuresOfType, (ctx, asked) => structures(ctx, asked, asked.params)),
    serve(contract.readSdmxStructuresOfAgency, (ctx, asked) => structures(ctx, asked, asked.params)),
    serve(contract.readSdmxStructure, (ctx, asked) => structures(ctx, asked, asked.params)),
    serve(contract.readSdmxStructureVersion, (ctx, asked) => structures(ctx, asked, asked.params)),
    serve(contract.readSdmxDataOfContext, (ctx, asked) => data(ctx, asked, asked.params)),
    serve(contract.readSdmxDataOfAgency, (ctx, asked) => data(ctx, asked, asked.params)),
    serve(contract.readSdmxDataOfFlow, (ctx, asked) => data(ctx, asked, asked.params)),
    serve(contract.readSdmxDataOfVersion, (ctx, asked) => data(ctx, asked, asked.params)),
    serve(contract.readSdmxData, (ctx, asked) => data(ctx, asked, asked.params)),
  ]
}

function structures(
  ctx: Context,
  { request, reply, query }: Asked,
  wanted: StructureWanted,
): Promise<unknown> {
  return answerSdmx(reply, STRUCTURE_JSON, async () => {
    const mediaType = acceptedType(request.headers.accept, [STRUCTURE_JSON])
    const format = valueOf(query, 'format')
    if (format !== null && format !== 'json' && format !== 'sdmx-json')
      throw notAcceptable(`format=${format} is not offered for structures: sdmx-json`)
    const message = await structureMessage(ctx.actingAs(PUBLIC), wanted, query)
    return { mediaType, body: JSON.stringify(message) }
  })
}

/** The parameter `format` goes before the header, so that a link can say what it leads to. */
function data(ctx: Context, { request, reply, query }: Asked, wanted: DataWanted): Promise<unknown> {
  return answerSdmx(reply, DATA_JSON, async () => {
    const mediaType = mediaTypeOf(query, request)
    const open = ctx.actingAs(PUBLIC)
    const answer = await readData(open, wanted, query)
    const body = mediaType === DATA_CSV ? dataCsv(answer, query) : JSON.stringify(dataMessage(open, answer))
    const labels = valueOf(query, 'labels')
    if (mediaType === DATA_CSV && labels !== null) return { mediaType: `${DATA_CSV};labels=${labels}`, body }
    return { mediaType, body }
  })
}

function mediaTypeOf(query: RawQuery, request: FastifyRequest): string {
  const format = valueOf(query, 'format')
  if (format === null) return acceptedType(request.headers.accept, [DATA_JSON, DATA_CSV])
  if (format === 'json' || format === 'sdmx-json') return DATA_JSON
  if (format === 'csv' || format === 'sdmx-csv') return DATA_CSV
  throw badSyntax(`format=${format} is not known: sdmx-json or sdmx-csv`)
}
