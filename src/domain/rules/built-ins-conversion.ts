import { builtIn, dateIn, numberIn, single, textIn, wholeIn } from './built-in.ts'
import { parseFeel } from './parse-feel.ts'
import {
  clockNanos,
  offsetZone,
  readDate,
  readDateTime,
  readDuration,
  readTemporal,
  readTime,
  zoneOf,
} from './read-temporal.ts'
import type { FeelNode } from './syntax.ts'
import {
  FeelDate,
  FeelDateTime,
  FeelDaysDuration,
  FeelMonthsDuration,
  FeelTime,
  NANOS_OF_SECOND,
  makeDate,
  midnightOf,
} from './temporal.ts'
import { orderOf } from './compare.ts'
import type { Zone } from './zone.ts'
import { FeelRange, type FeelValue, toNumber, writeValue } from './values.ts'

const MOMENT_PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const

export const CONVERSION_FUNCTIONS = [
  builtIn('date', [['from'], ['year', 'month', 'day']], (args) => {
    if (args.length === 1) return toDate(single(args[0]))
    const [year, month, day] = args.map(wholeIn)
    if (year === undefined || month === undefined || day === undefined) return undefined
    return makeDate(year, month, day) ?? undefined
  }),
  builtIn(
    'date and time',
    [
      ['from'],
      ['date', 'time'],
      [...MOMENT_PARTS],
      [...MOMENT_PARTS, 'offset'],
      [...MOMENT_PARTS, 'timezone'],
    ],
    (args) => {
      if (args.length === 1) return toMoment(single(args[0]))
      if (args.length === 2) return momentOfParts(single(args[0]), single(args[1]))
      const date = dateOfParts(args)
      const time = timeOfParts(args.slice(3))
      return date === undefined || time === undefined ? undefined : new FeelDateTime(date, time)
    },
  ),
  builtIn('time', [['from'], ['hour', 'minute', 'second'], ['hour', 'minute', 'second', 'offset']], (args) =>
    args.length === 1 ? toTime(single(args[0])) : timeOfParts(args),
  ),
  builtIn('number', [['from'], ['from', 'grouping separator', 'decimal separator']], (args) => {
    const text = textIn(args[0])
    if (text === undefined || args.length === 2) return undefined
    return readNumber(text, single(args[1]), single(args[2]))
  }),
  builtIn('string', [['from']], ([value = null], run) => {
    if (value === null) return null
    return typeof value === 'string' ? value : writeValue(value, run)
  }),
  builtIn('duration', [['from']], ([from]) => {
    const text = textIn(from)
    if (text !== undefined) return readDuration(text) ?? undefined
    const value = single(from)
    return value instanceof FeelDaysDuration || value instanceof FeelMonthsDuration ? value : undefined
  }),
  builtIn('years and months duration', [['from', 'to']], ([from, to]) => {
    const [start, end] = [dateIn(from), dateIn(to)]
    return start === undefined || end === undefined ? undefined : monthsBetween(start, end)
  }),
  builtIn('range', [['from']], ([from]) => {
    const text = textIn(from)
    return text === undefined ? undefined : readRange(text)
  }),
]

function dateOfParts(args: readonly FeelValue[]): FeelDate | undefined {
  const [year, month, day] = args.slice(0, 3).map(wholeIn)
  if (year === undefined || month === undefined || day === undefined) return undefined
  return makeDate(year, month, day) ?? undefined
}

function toDate(value: FeelValue): FeelDate | undefined {
  if (typeof value === 'string') return readDate(value) ?? undefined
  return dateIn(value)
}

function toMoment(value: FeelValue): FeelDateTime | undefined {
  if (value instanceof FeelDateTime) return value
  if (value instanceof FeelDate) return midnightOf(value)
  if (typeof value !== 'string') return undefined
  const date = readDate(value)
  if (date !== null) return new FeelDateTime(date, new FeelTime(0, null))
  return readDateTime(value) ?? undefined
}

function momentOfParts(date: FeelValue, time: FeelValue): FeelDateTime | undefined {
  const day = dateIn(date)
  return day === undefined || !(time instanceof FeelTime) ? undefined : new FeelDateTime(day, time)
}

function toTime(value: FeelValue): FeelTime | undefined {
  if (value instanceof FeelTime) return value
  if (value instanceof FeelDateTime) return value.time
  if (value instanceof FeelDate) return midnightOf(value).time
  return typeof value === 'string' ? (readTime(value) ?? undefined) : undefined
}

/** Hour, minute, second with fraction, and an offset or the name of a zone. */
function timeOfParts(args: readonly FeelValue[]): FeelTime | undefined {
  const [hour, minute] = [wholeIn(args[0]), wholeIn(args[1])]
  const second = numberIn(args[2])
  if (hour === undefined || minute === undefined || second === undefined) return undefined
  if (hour < 0 || minute < 0 || second.isNegative() || second.greaterThanOrEqualTo(60)) return undefined
  const whole = second.floor()
  const fraction = second.minus(whole).times(NANOS_OF_SECOND).floor().toFixed(0)
  const nanos = clockNanos(hour, minute, whole.toNumber(), fraction.padStart(9, '0'))
  if (nanos === null) return undefined
  const zone = zoneOfPart(single(args[3]))
  return zone === undefined ? undefined : new FeelTime(nanos, zone)
}

function zoneOfPart(value: FeelValue): Zone | null | undefined {
  if (value === null) return null
  if (typeof value === 'string') return zoneOf(value) ?? undefined
  if (!(value instanceof FeelDaysDuration)) return undefined
  return offsetZone(Number(value.nanos / BigInt(NANOS_OF_SECOND))) ?? undefined
}

/** A number written with separators; a null separator is none, and `.` for decimals. */
function readNumber(text: string, grouping: FeelValue, decimal: FeelValue): FeelValue | undefined {
  if (grouping !== null && grouping !== ' ' && grouping !== ',' && grouping !== '.') return undefined
  if (decimal !== null && decimal !== ',' && decimal !== '.') return undefined
  const point = decimal ?? '.'
  if (grouping === point) return undefined
  const ungrouped = grouping === null ? text : text.replaceAll(grouping, '')
  const plain = point === '.' ? ungrouped : swapComma(ungrouped)
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,5})?$/.test(plain)) return undefined
  return toNumber(plain) ?? undefined
}

/** A decimal comma as a point; a point that is there already makes it unreadable. */
function swapComma(text: string): string {
  return text.includes('.') ? '' : text.replace(',', '.')
}

/** Whole months from one date to another; negative when the second comes first. */
function monthsBetween(start: FeelDate, end: FeelDate): FeelMonthsDuration {
  const months = (end.year - start.year) * 12 + (end.month - start.month)
  if (months > 0 && end.day < start.day) return new FeelMonthsDuration(months - 1)
  if (months < 0 && end.day > start.day) return new FeelMonthsDuration(months + 1)
  return new FeelMonthsDuration(months)
}

/** A range between two literals, in order. */
function readRange(text: string): FeelRange | undefined {
  const parsed = parseFeel(text.trim())
  if (!parsed.ok || parsed.value.root.kind !== 'range') return undefined
  const { root } = parsed.value
  const [start, end] = [literalOf(root.start), literalOf(root.end)]
  const order = orderOf(start, end)
  if (order === null || order > 0) return undefined
  return new FeelRange(start, end, root.startIncluded, root.endIncluded)
}

function literalOf(node: FeelNode): FeelValue {
  if (node.kind === 'literal') return node.value
  if (node.kind === 'at') return readTemporal(node.text)
  if (node.kind !== 'call' || node.callee.kind !== 'name') return null
  const [argument] = node.positional
  if (node.positional.length !== 1 || argument?.kind !== 'literal' || typeof argument.value !== 'string')
    return null
  switch (node.callee.name) {
    case 'date':
      return toDate(argument.value) ?? null
    case 'time':
      return toTime(argument.value) ?? null
    case 'date and time':
      return toMoment(argument.value) ?? null
    case 'duration':
      return readDuration(argument.value)
    default:
      return null
  }
}
