import type { FastifyReply } from 'fastify'

/** What SDMX answers when it cannot answer: HTTP status and the code of the SDMX REST guidelines. */
export class SdmxFault extends Error {
  override readonly name = 'SdmxFault'
  readonly status: number
  readonly code: number
  readonly title: string

  constructor(status: number, code: number, title: string, detail: string) {
    super(detail)
    this.status = status
    this.code = code
    this.title = title
  }
}

export function badSyntax(detail: string): SdmxFault {
  return new SdmxFault(400, 140, 'Syntax error', detail)
}
export function noResults(detail: string): SdmxFault {
  return new SdmxFault(404, 100, 'No results found', detail)
}
export function notAcceptable(detail: string): SdmxFault {
  return new SdmxFault(406, 406, 'Not acceptable', detail)
}
export function tooLarge(detail: string): SdmxFault {
  return new SdmxFault(413, 510, 'Response too large', detail)
}
export function notImplemented(detail: string): SdmxFault {
  return new SdmxFault(501, 501, 'Not implemented', detail)
}

export const STRUCTURE_JSON = 'application/vnd.sdmx.structure+json;version=2.0.0'
export const DATA_JSON = 'application/vnd.sdmx.data+json;version=2.0.0'
export const DATA_CSV = 'application/vnd.sdmx.data+csv;version=2.0.0'

/** Answers with what `work` gives, or with an SDMX error message. */
export async function answerSdmx(
  reply: FastifyReply,
  mediaType: string,
  work: () => Promise<{ readonly mediaType: string; readonly body: string }>,
): Promise<unknown> {
  void reply.header('access-control-allow-origin', '*').header('vary', 'accept')
  try {
    const { mediaType: type, body } = await work()
    return reply.header('cache-control', 'public, max-age=60').type(`${type}; charset=utf-8`).send(body)
  } catch (error) {
    if (!(error instanceof SdmxFault)) throw error
    const message = { errors: [{ code: error.code, title: error.title, detail: error.message }] }
    return reply
      .code(error.status)
      .header('cache-control', 'no-store')
      .type(`${mediaType}; charset=utf-8`)
      .send(JSON.stringify(message))
  }
}

/**
 * Which of the offered media types the Accept header wants first; the first where it says nothing. A version that is not offered
 * is not acceptable.
 */
export function acceptedType(accept: string | undefined, offered: readonly string[]): string {
  const [first = ''] = offered
  if (accept === undefined || accept.trim() === '') return first
  const wanted = accept
    .split(',')
    .map((part, place) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
      const value = (name: string) =>
        parameters
          .find((one) => one.startsWith(`${name}=`))
          ?.slice(name.length + 1)
          .replaceAll('"', '')
      return { type, version: value('version'), quality: Number(value('q') ?? '1'), place }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.place - b.place)
  for (const { type, version } of wanted) {
    const found = offered.find((one) => {
      const [name = '', own = ''] = one.split(';version=')
      const plain = name.endsWith('+json') ? 'application/json' : 'text/csv'
      const isType = type === '*/*' || type === 'application/*' || type === name || type === plain
      return isType && (version === undefined || version === own)
    })
    if (found !== undefined) return found
  }
  throw notAcceptable(`None of the media types in Accept is offered; offered: ${offered.join(', ')}`)
}

export type RawQuery = Readonly<Record<string, unknown>>

/** A parameter's values: given once or more. */
export function valuesOf(query: RawQuery, name: string): string[] {
  const value = query[name]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** Null where it is not given; refused where it is given more than once. */
export function valueOf(query: RawQuery, name: string): string | null {
  const values = valuesOf(query, name)
  if (values.length > 1) throw badSyntax(`${name} is given more than once`)
  return values[0] ?? null
}
