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
  const shared = new SharedSchemas()
  for (const contract of contracts) {
    const path = contract.path.replace(/:([A-Za-z]+)/g, '{$1}')
    const operations = (paths[path] ??= {})
    operations[contract.method.toLowerCase()] = describeOperation(contract, shared)
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
      schemas: { Problem: problemSchema(), ...shared.all() },
    },
  }
}

function describeOperation(contract: AnyRouteContract, shared: SharedSchemas): ApiOperation {
  const parameters = [
    ...parametersOf(contract.params, 'path', shared),
    ...parametersOf(contract.query, 'query', shared),
  ]
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
    ...requestBodyOf(contract, shared),
    responses: {
      [status]: {
        description: 'Done',
        content:
          contract.response === 'binary'
            ? { 'application/octet-stream': {} }
            : { 'application/json': { schema: jsonSchemaOf(contract.response, 'output', shared) } },
      },
      default: {
        description: 'Refused, or a fault',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    security: contract.access === 'public' ? [] : [{ session: [] }],
  }
}

function requestBodyOf(contract: AnyRouteContract, shared: SharedSchemas): { requestBody?: unknown } {
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
      content: { 'application/json': { schema: jsonSchemaOf(contract.body, 'input', shared) } },
    },
  }
}

function parametersOf(schema: unknown, place: 'path' | 'query', shared: SharedSchemas): ApiParameter[] {
  if (schema === undefined) return []
  const described = jsonSchemaOf(schema, 'input', shared) as {
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

function jsonSchemaOf(
  schema: unknown,
  io: 'input' | 'output',
  shared: SharedSchemas,
): Record<string, unknown> {
  if (!(schema instanceof z.ZodType))
    throw new TypeError('A route contract holds something that is not a zod schema')
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  })
  return shared.hoist(rest)
}

/** Recursive schemas refer to `$defs` at the root of their own document; here the root is the whole API's. */
class SharedSchemas {
  readonly #names = new Map<string, string>()
  readonly #schemas: Record<string, unknown> = {}

  hoist(schema: Record<string, unknown>): Record<string, unknown> {
    const { $defs, ...rest } = schema
    if (typeof $defs !== 'object' || $defs === null) return rest
    const renamed = new Map<string, string>()
    for (const [name, definition] of Object.entries($defs)) renamed.set(name, this.#nameOf(definition))
    const point = (value: unknown): unknown => redirect(value, renamed)
    for (const [name, definition] of Object.entries($defs))
      this.#schemas[renamed.get(name) ?? name] = point(definition)
    return point(rest) as Record<string, unknown>
  }

  all(): Readonly<Record<string, unknown>> {
    return this.#schemas
  }

  #nameOf(definition: unknown): string {
    const text = JSON.stringify(definition)
    const name = this.#names.get(text) ?? `Shared${this.#names.size + 1}`
    this.#names.set(text, name)
    return name
  }
}

function redirect(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((part) => redirect(part, renamed))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (key !== '$ref' || typeof part !== 'string') return [key, redirect(part, renamed)]
      return [
        key,
        part.replace(
          /^#\/\$defs\/(.+)$/,
          (_all, name: string) => `#/components/schemas/${renamed.get(name) ?? name}`,
        ),
      ]
    }),
  )
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
