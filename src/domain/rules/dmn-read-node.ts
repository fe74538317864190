import type { Issue } from '#domain/kernel'
import { MODEL_NAMESPACES, isFeel } from './dmn-namespaces.ts'
import type { DmnElement, DmnReference, InformationItem, TypeRef } from './dmn-model.ts'
import type { XmlElement } from './dmn-xml.ts'

/** A model that cannot be read; caught in `readDmn`. */
export class UnreadableModel extends Error {
  readonly issue: Issue

  constructor(code: string, params: Readonly<Record<string, string | number>>) {
    super(code)
    this.issue = { code, params }
  }
}

/** What reading an element has to know of the file. */
export interface Reading {
  readonly namespace: string
  /** Namespace to name, of the imports. */
  readonly importNames: ReadonlyMap<string, string>
}

/** Child elements of DMN; extensions of other namespaces are passed over. */
export function childrenOf(element: XmlElement, name?: string): readonly XmlElement[] {
  return element.children.filter(
    (child) => MODEL_NAMESPACES.has(child.namespace) && (name === undefined || child.name === name),
  )
}

/** The one child of that name, or null. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  const [first, second] = childrenOf(element, name)
  if (second !== undefined)
    throw new UnreadableModel('rules.dmn_unknown_element', {
      line: second.line,
      element: `${element.name}/${name}`,
    })
  return first ?? null
}

export function requiredChild(element: XmlElement, name: string): XmlElement {
  const child = childOf(element, name)
  if (child === null) throw missing(element, name)
  return child
}

export function attributeOf(element: XmlElement, name: string): string | null {
  return element.attributes.get(name) ?? null
}

export function requiredAttribute(element: XmlElement, name: string): string {
  const value = attributeOf(element, name)
  if (value === null) throw missing(element, name)
  return value
}

/** One of a few words; the fallback where the attribute is not there. */
export function wordOf<W extends string, F extends W | null>(
  element: XmlElement,
  name: string,
  words: readonly W[],
  fallback: F,
): W | F {
  const value = attributeOf(element, name)
  if (value === null) return fallback
  const word = words.find((candidate) => candidate === value)
  if (word === undefined)
    throw new UnreadableModel('rules.dmn_wrong_value', {
      line: element.line,
      element: element.name,
      attribute: name,
      value: value.slice(0, 60),
    })
  return word
}

export function textOf(element: XmlElement | null): string | null {
  return element === null ? null : element.text
}

export function readCommon(element: XmlElement): DmnElement {
  return {
    id: attributeOf(element, 'id'),
    label: attributeOf(element, 'label'),
    description: textOf(childOf(element, 'description')),
  }
}

/** Names are compared with their spaces made one; so they are kept that way. */
export function readName(element: XmlElement): string {
  return requiredAttribute(element, 'name').trim().replace(/\s+/g, ' ')
}

/**
 * A type's name. DMN 1.1 writes `feel:number` and `prefix:tName`; these become `number`, `tName`, `import.tName`. A dot is
 * left: later editions write imported types with it.
 */
export function readTypeRef(text: string | null, element: XmlElement, reading: Reading): TypeRef | null {
  const written = text?.trim().replace(/\s+/g, ' ') ?? ''
  if (written === '') return null
  const colon = written.indexOf(':')
  const namespace = colon < 0 ? undefined : element.prefixes.get(written.slice(0, colon))
  if (namespace === undefined) return written
  const local = written.slice(colon + 1)
  if (isFeel(namespace) || namespace === reading.namespace || MODEL_NAMESPACES.has(namespace)) return local
  const imported = reading.importNames.get(namespace)
  return imported === undefined || imported === '' ? local : `${imported}.${local}`
}

export function readInformationItem(element: XmlElement, reading: Reading): InformationItem {
  return {
    ...readCommon(element),
    name: readName(element),
    typeRef: readTypeRef(attributeOf(element, 'typeRef'), element, reading),
  }
}

/** `#id`, `namespace#id`; a bare `id` is read as `#id`. */
export function readReference(element: XmlElement, reading: Reading): DmnReference {
  const href = requiredAttribute(element, 'href').trim()
  const hash = href.lastIndexOf('#')
  const namespace = hash <= 0 ? reading.namespace : href.slice(0, hash)
  const id = href.slice(hash + 1)
  if (id === '')
    throw new UnreadableModel('rules.dmn_wrong_value', {
      line: element.line,
      element: element.name,
      attribute: 'href',
      value: href.slice(0, 60),
    })
  return { namespace, id }
}

export function missing(element: XmlElement, what: string): UnreadableModel {
  return new UnreadableModel('rules.dmn_missing', {
    line: element.line,
    element: nameOf(element),
    missing: what,
  })
}

/** `decision “Name”`, as precise as the file allows. */
export function nameOf(element: XmlElement): string {
  const name = attributeOf(element, 'name') ?? attributeOf(element, 'id')
  return name === null ? element.name : `${element.name} “${name.slice(0, 60)}”`
}
