import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { accepted, refused, type Outcome } from '#domain/kernel'

/** An element with its namespace resolved; text is what stands directly in it, entities replaced. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string
  /** Empty where there is none. */
  readonly namespace: string
  /** By name as written; attributes with a prefix keep it. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
  /** Counted from 1. */
  readonly line: number
  /** Prefix to namespace, as declared here or above; the default namespace has the prefix ''. */
  readonly prefixes: ReadonlyMap<string, string>
}

export interface XmlLimits {
  readonly characters: number
  readonly elements: number
  readonly depth: number
}

export const XML_LIMITS: XmlLimits = { characters: 10_000_000, elements: 200_000, depth: 200 }

const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])
const TEXT = '#text'
const CDATA = '#cdata'
const ATTRIBUTES = ':@'

/** XML that breaks off in the middle of the walk: what the reader below can only find out there. */
class XmlFault extends Error {
  readonly code: 'rules.dmn_entity' | 'rules.dmn_too_large' | 'rules.dmn_not_xml'
  readonly params: Readonly<Record<string, string | number>>

  constructor(code: XmlFault['code'], params: Readonly<Record<string, string | number>>) {
    super(code)
    this.code = code
    this.params = params
  }
}

/**
 * Reads XML 1.0 with namespaces. No document type, hence no entities but the five of XML and character references; bounded
 * in characters, elements and depth.
 */
export function readXml(source: string, limits: XmlLimits = XML_LIMITS): Outcome<XmlElement> {
  if (source.length > limits.characters) return tooLarge('characters', limits.characters)
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source
  const docType = docTypeOffset(text)
  if (docType !== null) return refused({ code: 'rules.dmn_doctype', params: { line: lineAt(text, docType) } })
  const control = FORBIDDEN.exec(text)
  if (control !== null)
    return notXml(lineAt(text, control.index), `the character U+${hex(control[0])} may not stand in XML`)
  const depth = deepest(text, limits.depth)
  if (depth > limits.depth) return tooLarge('depth', limits.depth)
  const valid = XMLValidator.validate(text, { allowBooleanAttributes: false })
  if (valid !== true) return notXml(valid.err.line, valid.err.msg)
  let parsed: unknown
  try {
    parsed = new XMLParser({
      preserveOrder: true,
      ignoreAttributes: false,
      attributeNamePrefix: '',
      processEntities: false,
      parseTagValue: false,
      parseAttributeValue: false,
      trimValues: false,
      captureMetaData: true,
      cdataPropName: CDATA,
      ignoreDeclaration: true,
      ignorePiTags: true,
      maxNestedTags: limits.depth + 1,
    }).parse(text)
  } catch (error) {
    return notXml(1, error instanceof Error ? error.message : 'the text cannot be read')
  }
  try {
    return takeRoot(parsed, text, limits)
  } catch (error) {
    if (error instanceof XmlFault) return refused({ code: error.code, params: error.params })
    throw error
  }
}

function takeRoot(parsed: unknown, text: string, limits: XmlLimits): Outcome<XmlElement> {
  const walk = new Walk(text, limits)
  const roots = nodesOf(parsed).filter((node) => tagOf(node) !== null)
  const [root, second] = roots
  if (root === undefined) return notXml(1, 'there is no element')
  if (second !== undefined) return notXml(walk.lineOf(second), 'a second root element begins')
  return accepted(walk.element(root, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]), 1))
}

type ParsedNode = Readonly<Record<string | symbol, unknown>>

class Walk {
  readonly #limits: XmlLimits
  readonly #lineStarts: readonly number[]
  #elements = 0

  constructor(text: string, limits: XmlLimits) {
    this.#limits = limits
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)]
  }

  lineOf(node: ParsedNode): number {
    const [metadata] = Object.getOwnPropertySymbols(node)
    const place = metadata === undefined ? null : node[metadata]
    const offset =
      typeof place === 'object' && place !== null && 'startIndex' in place ? Number(place.startIndex) : 0
    let low = 0
    let high = this.#lineStarts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#lineStarts[middle] ?? Infinity) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }

  element(node: ParsedNode, above: ReadonlyMap<string, string>, depth: number): XmlElement {
    if (++this.#elements > this.#limits.elements)
      throw new XmlFault('rules.dmn_too_large', { what: 'elements', limit: this.#limits.elements })
    if (depth > this.#limits.depth)
      throw new XmlFault('rules.dmn_too_large', { what: 'depth', limit: this.#limits.depth })
    const line = this.lineOf(node)
    const attributes = new Map<string, string>()
    let prefixes = above
    for (const [name, raw] of Object.entries(recordOf(node[ATTRIBUTES]))) {
      const value = replaceReferences(String(raw).replace(/[\t\n\r]/g, ' '), line)
      if (name === 'xmlns' || name.startsWith('xmlns:'))
        prefixes = new Map([...prefixes, [name === 'xmlns' ? '' : name.slice(6), value]])
      else attributes.set(name, value)
    }
    const tag = tagOf(node) ?? ''
    const colon = tag.indexOf(':')
    const prefix = colon < 0 ? '' : tag.slice(0, colon)
    const namespace = prefixes.get(prefix)
    if (namespace === undefined && prefix !== '')
      throw new XmlFault('rules.dmn_not_xml', {
        line,
        reason: `the prefix “${prefix}” of <${tag}> is not declared`,
      })
    const children: XmlElement[] = []
    const texts: string[] = []
    for (const child of nodesOf(node[tag])) {
      const plain = child[TEXT]
      if (typeof plain === 'string') texts.push(replaceReferences(plain, line))
      else if (child[CDATA] !== undefined) texts.push(...nodesOf(child[CDATA]).map((part) => textIn(part)))
      else children.push(this.element(child, prefixes, depth + 1))
    }
    return {
      name: colon < 0 ? tag : tag.slice(colon + 1),
      namespace: namespace ?? '',
      attributes,
      children,
      text: texts.join('').replace(/\r\n?/g, '\n'),
      line,
      prefixes,
    }
  }
}

function replaceReferences(text: string, line: number): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&\s]*;?)/g, (whole, body: string) => {
    const name = body.endsWith(';') ? body.slice(0, -1) : null
    const numeric = name === null ? null : /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name)
    const code = numeric === null ? NaN : parseInt(numeric[1] ?? numeric[2] ?? '', numeric[1] ? 16 : 10)
    if (code <= 0x10ffff) {
      const character = String.fromCodePoint(code)
      if (!FORBIDDEN.test(character) && !(code >= 0xd800 && code <= 0xdfff)) return character
    }
    const replacement = name === null ? undefined : NAMED.get(name)
    if (replacement === undefined)
      throw new XmlFault('rules.dmn_entity', { line, entity: whole.slice(0, 40) })
    return replacement
  })
}

/** What XML 1.0 has no place for: control characters but tab and line ends, and two that are no characters. */
const FORBIDDEN = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/u

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}

/** Where a document type begins before the root element; comments and processing instructions may precede it. */
function docTypeOffset(text: string): number | null {
  const ahead = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/.exec(text)?.[0].length ?? 0
  return text.startsWith('<!', ahead) ? ahead : null
}

/** How deep tags nest, counted without building anything; stops counting past the limit. */
function deepest(text: string, limit: number): number {
  let depth = 0
  let most = 0
  for (const [tag] of text.matchAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/?[^<>]*>/g)) {
    if (tag.startsWith('<!') || tag.startsWith('<?')) continue
    if (tag.startsWith('</')) depth--
    else if (!tag.endsWith('/>')) depth++
    most = Math.max(most, depth)
    if (most > limit) return most
  }
  return most
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function textIn(node: ParsedNode): string {
  const text = node[TEXT]
  return typeof text === 'string' ? text : ''
}

function tagOf(node: ParsedNode): string | null {
  return Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT && key !== CDATA) ?? null
}

function nodesOf(value: unknown): readonly ParsedNode[] {
  return Array.isArray(value) ? value.filter((node) => isRecord(node)) : []
}

function recordOf(value: unknown): ParsedNode {
  return isRecord(value) ? value : {}
}

function isRecord(value: unknown): value is ParsedNode {
  return typeof value === 'object' && value !== null
}

function notXml(line: number, reason: string): Outcome<never> {
  return refused({ code: 'rules.dmn_not_xml', params: { line, reason } })
}

function tooLarge(what: string, limit: number): Outcome<never> {
  return refused({ code: 'rules.dmn_too_large', params: { what, limit } })
}

/** An element to be written: attributes of null are left out. */
export interface XmlOut {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | null>>
  readonly children: readonly XmlOut[]
  readonly text: string | null
}

export function xml(
  name: string,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly (XmlOut | null | readonly XmlOut[])[]
): XmlOut {
  return { name, attributes, children: children.flatMap((child) => child ?? []), text: null }
}

export function xmlText(name: string, text: string): XmlOut {
  return { name, attributes: {}, children: [], text }
}

/** Writes indented XML; text stands untouched in its element. */
export function writeXml(root: XmlOut): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`
}

function written(element: XmlOut, indent: string): string {
  const attributes = Object.entries(element.attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escaped(value ?? '')}"`)
    .join('')
  const open = `${indent}<${element.name}${attributes}`
  if (element.text !== null) return `${open}>${escaped(element.text)}</${element.name}>`
  if (element.children.length === 0) return `${open}/>`
  const inner = element.children.map((child) => written(child, `${indent}  `)).join('\n')
  return `${open}>\n${inner}\n${indent}</${element.name}>`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\r': '&#13;',
  '\n': '&#10;',
}

/** Line breaks become references, so that they survive in attributes and at the edges of texts. */
function escaped(text: string): string {
  return text.replace(/[&<>"\t\r\n]/g, (character) => ESCAPES[character] ?? character)
}
