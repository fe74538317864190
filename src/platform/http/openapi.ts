import { z } from 'zod'
import type { AnyRouteContract } from './routes.ts'

export interface ApiDocument {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: Record<string, Record<string, ApiOperation>>
  readonly components: Record<string, unknown>
}

export interface ApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters?: readonly ApiParameter[]
  readonly requestBody?: unknown
  readonly responses: Record<string, unknown>
  readonly security: readonly Record<string, readonly string[]>[]
}

export interface ApiParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: unknown
}

/** OpenAPI 3.1 made from the same contracts that parse the requests, so it cannot drift from them. */
export function describeApi(contracts: readonly AnyRouteContract[]): ApiDocument {
  const paths: Record<string, Record<string, ApiOperation>> = {}
  for (const contract of contracts) {
    const path = contract.path.replace(/:([A-Za-z]+)/g, '{$1}')
    const operations = (paths[path] ??= {})
    operations[contract.method.toLowerCase()] = describeOperation(contract)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Duoyuan 多园',
      version: '0.1.0',
      description:
        'Log in with POST /api/session; send the csrfToken of the answer as the header x-csrf-token with every writing request. Refusals are RFC 9457 problem details with issues of code, path and params.',
    },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'duoyuan_session' } },
      schemas: { Problem: problemSchema() },
    },
  }
}

function describeOperation(contract: AnyRouteContract): ApiOperation {
  const parameters = [...parametersOf(contract.params, 'path'), ...parametersOf(contract.query, 'query')]
  const status = String(contract.status ?? 200)
  return {
    operationId: `${contract.method.toLowerCase()} ${contract.path}`.replace(
      /[^A-Za-z]+(.)/g,
      (_all, letter: string) => letter.toUpperCase(),
    ),
    summary: contract.summary,
    description: `Access: ${typeof contract.access === 'string' ? contract.access : contract.access.join(', ')}`,
    tags: [contract.path.split('/')[2] ?? 'api'],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBodyOf(contract),
    responses: {
      [status]: {
        description: 'Done',
        content:
          contract.response === 'binary'
            ? { 'application/octet-stream': {} }
            : { 'application/json': { schema: jsonSchemaOf(contract.response) } },
      },
      default: {
        description: 'Refused, or a fault',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    security: contract.access === 'public' ? [] : [{ session: [] }],
  }
}

function requestBodyOf(contract: AnyRouteContract): { requestBody?: unknown } {
  if (contract.upload === 'multipart')
    return {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
            },
          },
        },
      },
    }
  if (contract.body === undefined) return {}
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: jsonSchemaOf(contract.body, 'input') } },
    },
  }
}

function parametersOf(schema: unknown, place: 'path' | 'query'): ApiParameter[] {
  if (schema === undefined) return []
  const described = jsonSchemaOf(schema, 'input') as {
    properties?: Record<string, unknown>
    required?: readonly string[]
  }
  return Object.entries(described.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (described.required ?? []).includes(name),
    schema: property,
  }))
}

function jsonSchemaOf(schema: unknown, io: 'input' | 'output' = 'output'): Record<string, unknown> {
  if (!(schema instanceof z.ZodType))
    throw new TypeError('A route contract holds something that is not a zod schema')
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  })
  return rest
}

function problemSchema(): unknown {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'issues'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      reference: { type: 'string', description: 'Quote it when reporting a fault' },
      issues: {
        type: 'array',
        items: {
          type: 'object',
          required: ['code', 'path', 'params'],
          properties: {
            code: { type: 'string', examples: ['plans.items_unreviewed'] },
            path: { type: 'array', items: { type: ['string', 'integer'] } },
            params: { type: 'object' },
          },
        },
      },
    },
  }
}
