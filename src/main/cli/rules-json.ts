/** FEEL values as JSON, and JSON as FEEL values; written down in docs/methods/rules.md. */
import { readFile } from 'node:fs/promises'
import { FeelFunction, FeelNumber, FeelRange, type FeelValue, toNumber, writeValue } from '#domain/rules'
import { WrongUse } from './command-line.ts'
import { reasonOf } from './failures.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

const MOST_CHARACTERS = 50_000_000

/** Numbers that a double holds exactly are numbers, others are texts; dates, times, durations their ISO texts. */
export function toJson(value: FeelValue): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof FeelNumber) {
    const number = value.toNumber()
    return new FeelNumber(number).equals(value) ? number : value.toString()
  }
  if (value instanceof FeelRange || value instanceof FeelFunction) return writeValue(value)
  if (Array.isArray(value)) return value.map((item: FeelValue) => toJson(item))
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, entry]: [string, FeelValue]) => [key, toJson(entry)]))
  return writeValue(value)
}

/** A JSON object from a file; its numbers keep all digits that are written. Throws WrongUse. */
export async function readJsonObject(path: string): Promise<Record<string, unknown>> {
  const text = await readText(path)
  let value: unknown
  try {
    value = JSON.parse(text, keepDigits)
  } catch (error) {
    throw new WrongUse(`${path} is no JSON: ${reasonOf(error)}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new WrongUse(`${path} must hold a JSON object: names and their values.`)
  return Object.fromEntries(Object.entries(value))
}

function keepDigits(_key: string, value: unknown, written?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? toNumber(written?.source ?? value) : value
}

/** A text file of bounded size. Throws WrongUse. */
export async function readText(path: string): Promise<string> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new WrongUse(`${path} cannot be read: ${reasonOf(error)}`)
  }
  if (text.length > MOST_CHARACTERS)
    throw new WrongUse(`${path} has more than ${MOST_CHARACTERS} characters; give a smaller file.`)
  return text.replace(/^\uFEFF/, '')
}
