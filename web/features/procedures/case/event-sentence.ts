import type { CaseHappening } from '#domain/cases'
import type { Json } from '#domain/kernel'
import type { Language } from '../../../text/index.ts'
import { interpolate } from '../../../text/index.ts'
import { eventTexts } from '../../../text/case-events.ts'
import { formatDeadline } from '../../../ui/format.ts'
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
  'step-entered': (event) => withParties(event, 'step-entered'),
  'step-left': ({ params, action }) =>
    params['cancelled'] === true ? 'step-left.cancelled' : action ? 'step-left.action' : 'step-left',
  'branch-opened': (event) => withParties(event, 'branch-opened'),
  'branch-closed': ({ params }) =>
    params['cancelled'] === true ? 'branch-closed.cancelled' : 'branch-closed',
  'seat-acted': () => 'seat-acted',
  'seat-activated': (event) => withParties(event, 'seat-activated'),
  'seat-added': ({ params }) =>
    params['as'] === 'before'
      ? 'seat-added.before'
      : params['as'] === 'after'
        ? 'seat-added.after'
        : params['as'] === 'delegate'
          ? 'seat-added.delegate'
          : 'seat-added',
  'seat-suspended': (event) => withParties(event, 'seat-suspended'),
  'seat-closed': (event) =>
    withParties(
      event,
      event.params['state'] === 'removed'
        ? 'seat-closed.removed'
        : event.params['state'] === 'transferred'
          ? 'seat-closed.transferred'
          : 'seat-closed.skipped',
    ),
  urged: (event) => withParties(event, 'urged'),
  copied: () => 'copied',
  commented: () => 'commented',
  'clock-started': ({ params }) => (limitOf(params) ? 'clock-started' : 'clock-started.plain'),
  'clock-paused': ({ params }) =>
    typeof params['expiresAt'] === 'string' ? 'clock-paused.until' : 'clock-paused',
  'clock-resumed': () => 'clock-resumed',
  'clock-stopped': () => 'clock-stopped',
  'clock-continued': () => 'clock-continued',
  'clock-extended': ({ params }) => (limitOf(params) ? 'clock-extended' : 'clock-extended.plain'),
  'clock-stage': ({ params }) => (params['stage'] === 'due' ? 'clock-stage.due' : 'clock-stage'),
  'clock-corrected': () => 'clock-corrected',
  'subcase-opened': () => 'subcase-opened',
  'subcase-closed': () => 'subcase-closed',
  returned: () => 'returned',
  withdrawn: () => 'withdrawn',
  migrated: () => 'migrated',
  closed: ({ action }) => (action ? 'closed.outcome' : 'closed'),
}

/** The server names parties where the event itself does; elsewhere the sentence does without. */
function withParties(
  { parties }: CaseEventView,
  key:
    | 'step-entered'
    | 'branch-opened'
    | 'seat-activated'
    | 'seat-suspended'
    | 'seat-closed.skipped'
    | 'seat-closed.removed'
    | 'seat-closed.transferred'
    | 'urged',
): Key {
  return parties.length > 0 ? key : `${key}.nobody`
}

/** What happened, in one sentence; opinions and reasons stand below it in the words of who gave them. */
export function eventSentence(event: CaseEventView, language: Language): string {
  const texts = eventTexts[language]
  if (!isKind(event.kind)) return interpolate(texts.other, { kind: event.kind }, language)
  const { params } = event
  const limit = limitOf(params)
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
      number: event.words ?? '',
      version: words(params['toVersion']),
      // The event does not say by which calendar; the clock itself does.
      limit: limit ? limitWords(limit, 'natural', language) : '',
      until: deadline(params['expiresAt'], language),
      before: deadline(params['dueBefore'], language),
      after: deadline(params['dueAfter'], language),
    },
    language,
  )
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(SENTENCES, kind)
}

function limitOf({ amount, unit }: CaseEventView['params']): TimeLimitValue | null {
  if (typeof amount !== 'number') return null
  return unit === 'day' || unit === 'hour' || unit === 'minute' ? { amount, unit } : null
}

function words(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function deadline(value: Json | undefined, language: Language): string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? formatDeadline(value, language) : '—'
}

/** Where the words below an event would only repeat its sentence. */
export function wordsBelow(event: CaseEventView, language: Language): string | null {
  if (event.kind === 'numbered') return null
  return event.words === null || eventSentence(event, language).includes(event.words) ? null : event.words
}
