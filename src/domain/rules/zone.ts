/**
 * Time zones: a fixed offset (`+08:00`, `Z`) or an IANA name (`@Asia/Shanghai`). The offsets of a named zone come from the time
 * zone tables of the JavaScript engine (Intl): the same for the same version of the engine, which is pinned. Beyond the years
 * 1 to 9999 a named zone has the offset of the nearest of those years.
 */
export type Zone =
  { readonly kind: 'offset'; readonly seconds: number } | { readonly kind: 'named'; readonly id: string }

const DAY_SECONDS = 86_400
/** 0001-01-02 and 9999-12-30 as seconds since 1970: Intl counts well between them. */
const EARLIEST = -719_161 * DAY_SECONDS
const LATEST = 2_932_895 * DAY_SECONDS

export function writeZone(zone: Zone | null): string {
  if (zone === null) return ''
  if (zone.kind === 'named') return `@${zone.id}`
  if (zone.seconds === 0) return 'Z'
  const size = Math.abs(zone.seconds)
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60]
  const shown = parts[2] === 0 ? parts.slice(0, 2) : parts
  return `${zone.seconds < 0 ? '-' : '+'}${shown.map((part) => String(part).padStart(2, '0')).join(':')}`
}

const clocks = new Map<string, Intl.DateTimeFormat | null>()
const MOST_CLOCKS = 700

function clockOf(id: string): Intl.DateTimeFormat | null {
  const known = clocks.get(id)
  if (known !== undefined) return known
  const clock = makeClock(id)
  if (clocks.size >= MOST_CLOCKS) clocks.clear()
  clocks.set(id, clock)
  return clock
}

function makeClock(id: string): Intl.DateTimeFormat | null {
  // Offsets such as `+08:00` are zones to Intl, but not in FEEL after an @.
  if (!/^[A-Za-z]/.test(id) || id.length > 60) return null
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch (problem) {
    // Intl says that it knows no such zone in this way only.
    if (problem instanceof RangeError) return null
    throw problem
  }
}

export function isKnownZone(id: string): boolean {
  return clockOf(id) !== null
}

/**
 * Seconds east of Greenwich of a zone when its own clock shows `localSeconds` since 1970. An hour that comes twice is taken as its
 * first coming; one that is skipped has the offset from before.
 */
export function offsetAt(zone: Zone, localSeconds: number): number {
  if (zone.kind === 'offset') return zone.seconds
  const clock = clockOf(zone.id)
  if (clock === null) return 0
  const before = offsetAtInstant(clock, localSeconds - DAY_SECONDS)
  const after = offsetAtInstant(clock, localSeconds + DAY_SECONDS)
  if (before === after) return before
  const isRight = (offset: number): boolean => offsetAtInstant(clock, localSeconds - offset) === offset
  return isRight(before) || !isRight(after) ? before : after
}

/** Seconds east of Greenwich at an instant. */
export function offsetAtUtc(zone: Zone, utcSeconds: number): number {
  if (zone.kind === 'offset') return zone.seconds
  const clock = clockOf(zone.id)
  return clock === null ? 0 : offsetAtInstant(clock, utcSeconds)
}

function offsetAtInstant(clock: Intl.DateTimeFormat, utcSeconds: number): number {
  const instant = Math.min(Math.max(utcSeconds, EARLIEST), LATEST)
  const shown = new Map<string, string>(
    clock.formatToParts(instant * 1000).map(({ type, value }) => [type, value]),
  )
  const part = (name: string): number => Number(shown.get(name) ?? 0)
  const year = shown.get('era')?.startsWith('B') === true ? 1 - part('year') : part('year')
  const days = daysBefore(year, part('month'), part('day'))
  return days * DAY_SECONDS + part('hour') * 3600 + part('minute') * 60 + part('second') - instant
}

function daysBefore(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Same zone however it is written. */
export function equalZones(left: Zone | null, right: Zone | null): boolean {
  if (left === null || right === null) return left === right
  if (left.kind === 'offset') return right.kind === 'offset' && left.seconds === right.seconds
  return right.kind === 'named' && left.id === right.id
}
