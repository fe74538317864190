import type { CaseHappening } from '#domain/cases'
import type { Json } from '#domain/kernel'
import type { Language } from '../../../text/index.ts'
import { interpolate } from '../../../text/index.ts'
import { eventTexts } from '../../../text/case-events.ts'
import { formatMoment } from '../../../ui/format.ts'
import { say } from '../../../ui/say.ts'
import type { CaseEventView } from '../shared/case-queries.ts'
import { listNames } from '../shared/party-names.ts'
import { limitWords } from '../shared/working-time.ts'
import type { TimeLimitValue } from '../shared/working-time.ts'

type Kind = CaseHappening['kind']
type Key = keyof (typeof eventTexts)['zh-CN']

/** Every kind of event has a sentence; the compiler asks for one when the engine learns a new kind. */
const SENTENCES: Readonly<Record<Kind, (event: CaseEventView) => Key>> = {
  opened: () => 'opened',
  numbered: () => 'numbered',
  submitted: () => 'submitted',
  'data-changed': () => 'data-changed',
  'step-entered': ({ parties }) => (parties.length > 0 ? 'step-entered' : 'step-entered.nobody'),
  'step-left': ({ params, action }) =>
    params['cancelled'] === true ? 'step-left.cancelled' : action ? 'step-left.action' : decisionOf(params),
  'branch-opened': ({ parties }) => (parties.length > 0 ? 'branch-opened' : 'branch-opened.fixed'),
  'branch-closed': ({ params }) =>
    params['cancelled'] === true ? 'branch-closed.cancelled' : 'branch-closed',
  'seat-acted': () => 'seat-acted',
  'seat-activated': () => 'seat-activated',
  'seat-added': ({ params }) =>
    params['as'] === 'before'
      ? 'seat-added.before'
      : params['as'] === 'after'
        ? 'seat-added.after'
        : params['as'] === 'delegate'
          ? 'seat-added.delegate'
          : 'seat-added',
  'seat-suspended': () => 'seat-suspended',
  'seat-closed': ({ params }) =>
    params['state'] === 'removed'
      ? 'seat-closed.removed'
      : params['state'] === 'transferred'
        ? 'seat-closed.transferred'
        : 'seat-closed.skipped',
  urged: () => 'urged',
  copied: () => 'copied',
  commented: () => 'commented',
  'clock-started': ({ params }) => (isLimit(params['limit']) ? 'clock-started' : 'clock-started.plain'),
  'clock-paused': ({ params }) =>
    typeof params['expiresAt'] === 'string' || typeof params['expiresAt'] === 'number'
      ? 'clock-paused.until'
      : 'clock-paused',
  'clock-resumed': () => 'clock-resumed',
  'clock-stopped': () => 'clock-stopped',
  'clock-continued': () => 'clock-continued',
  'clock-extended': () => 'clock-extended',
  'clock-stage': ({ params }) => (params['stage'] === 'due' ? 'clock-stage.due' : 'clock-stage'),
  'clock-corrected': () => 'clock-corrected',
  'subcase-opened': () => 'subcase-opened',
  'subcase-closed': () => 'subcase-closed',
  returned: () => 'returned',
  withdrawn: () => 'withdrawn',
  migrated: () => 'migrated',
  closed: () => 'closed',
}

function decisionOf(params: CaseEventView['params']): Key {
  switch (params['decision']) {
    case 'returned':
      return 'step-left.returned'
    case 'withdrawn':
      return 'step-left.withdrawn'
    case 'timeout':
      return 'step-left.timeout'
    case 'terminated':
      return 'step-left.terminated'
    default:
      return 'step-left'
  }
}

/** What happened, in one sentence; opinions and reasons stand below it in the words of who gave them. */
export function eventSentence(event: CaseEventView, language: Language): string {
  const texts = eventTexts[language]
  if (!isKind(event.kind)) return interpolate(texts.other, { kind: event.kind }, language)
  const { params } = event
  const named = (name: CaseEventView['step'], otherwise: string) => (name ? say(name, language) : otherwise)
  return interpolate(
    texts[SENTENCES[event.kind](event)],
    {
      step: named(event.step, texts.someStep),
      clock: named(event.clock, texts.someClock),
      action: named(event.action, texts.someAction),
      parties:
        event.parties.length > 0
          ? listNames(
              event.parties.map(({ name }) => name),
              language,
            )
          : texts.somebody,
      fields: event.fields.length > 0 ? listNames(event.fields, language) : texts.someFields,
      number: words(params['number']),
      version: words(params['toVersion'] ?? params['definitionVersion']),
      stage: words(params['stage']),
      limit: isLimit(params['limit']) ? limitWords(params['limit'], words(params['calendar']), language) : '',
      add: isLimit(params['add']) ? limitWords(params['add'], words(params['calendar']), language) : '',
      until: moment(params['expiresAt'], language),
      before: moment(params['dueBefore'], language),
      after: moment(params['dueAfter'], language),
    },
    language,
  )
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(SENTENCES, kind)
}

function isLimit(value: Json | undefined): value is TimeLimitValue & Record<string, Json> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'amount' in value &&
    typeof value.amount === 'number' &&
    'unit' in value &&
    (value.unit === 'day' || value.unit === 'hour' || value.unit === 'minute')
  )
}

function words(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Moments come as text or, straight from the record, in milliseconds. */
function moment(value: Json | undefined, language: Language): string {
  if (typeof value === 'number') return formatMoment(new Date(value).toISOString(), language)
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? formatMoment(value, language) : '—'
}
