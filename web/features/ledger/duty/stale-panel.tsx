import Button from 'antd/es/button'
import { useEffect, useRef, useState } from 'react'
import { decideDuty } from '#domain/ledger'
import type { DutyActInput, DutyView } from '#contract/ledger'
import type { ApiIssue } from '../../../app/api-client.ts'
import { dutyActTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { engineAct } from './act-values.ts'
import { actorOf, factsOf, recordOf } from './duty-record.ts'

/** How a page says a field and its values. */
export interface StaleWords {
  readonly name: (field: string) => string
  readonly value: (field: string, value: unknown) => string
}

/** What somebody else has saved in between, beside what I was about to save; my text stays in the form below. */
export function StalePanel({
  title,
  issue,
  mine,
  words,
  onTake,
}: {
  readonly title: string
  readonly issue: ApiIssue
  /** Field → [as it was when the form was opened, as I wanted it]. */
  readonly mine: ReadonlyMap<string, readonly [unknown, unknown]>
  readonly words: StaleWords
  readonly onTake: () => Promise<void>
}) {
  const t = useText(dutyActTexts)
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const panel = useRef<HTMLElement>(null)
  // A long form has its buttons far below.
  useEffect(() => panel.current?.focus(), [])
  const theirs = changesOf(issue)
  const fields = [...new Set([...theirs.keys(), ...mine.keys()])]
  const { by, at } = issue.params
  return (
    <section ref={panel} tabIndex={-1} className="stale" role="alert" aria-label={title}>
      <h3>
        <span aria-hidden="true">▲</span> {title}
      </h3>
      {typeof by === 'string' && by !== '' && typeof at === 'string' && at !== '' ? (
        <p className="soft">{t('staleBy', { by, at: format.moment(at) })}</p>
      ) : null}
      <div className="plain-table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('staleField')}</th>
              <th scope="col">{t('staleWas')}</th>
              <th scope="col">{t('staleTheirs')}</th>
              <th scope="col">{t('staleMine')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => {
              const pair = theirs.get(field)
              const wish = mine.get(field)
              const was = pair ?? wish
              return (
                <tr key={field}>
                  <th scope="row">{words.name(field)}</th>
                  <td>{was ? words.value(field, was[0]) : ''}</td>
                  <td className={pair ? 'stale-theirs' : 'soft'}>
                    {pair ? words.value(field, pair[1]) : '—'}
                  </td>
                  <td className={wish ? 'stale-mine' : 'soft'}>
                    {wish ? words.value(field, wish[1]) : t('staleKeepMine')}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <Button
        size="small"
        loading={busy}
        onClick={() => {
          setBusy(true)
          void onTake().finally(() => setBusy(false))
        }}
      >
        {t('staleTake')}
      </Button>
    </section>
  )
}

/** `params.changes` of a stale refusal: field → [before, after]. */
export function changesOf(issue: ApiIssue): ReadonlyMap<string, readonly [unknown, unknown]> {
  const { changes } = issue.params
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) return new Map()
  return new Map(
    Object.entries(changes).flatMap(([field, pair]): [string, readonly [unknown, unknown]][] =>
      Array.isArray(pair) ? [[field, [pair[0] ?? null, pair[1] ?? null]]] : [],
    ),
  )
}

/** What an act would have made of each field of the duty that the form was opened on. */
export function outcomeOf(
  base: DutyView,
  act: DutyActInput,
  organisationId: string | null,
): ReadonlyMap<string, readonly [unknown, unknown]> {
  const decided = decideDuty(recordOf(base), engineAct(act), actorOf(organisationId), factsOf(base))
  if (!decided.ok) return new Map()
  return new Map(Object.entries(decided.value.changed))
}
