import { useQuery } from '@tanstack/react-query'
import { DUTY_FLAGS, LIGHTS } from '#domain/ledger'
import type { ChangeAddress } from '../../../app/address.ts'
import { useText } from '../../../text/index.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { toggled, valuesOf } from '../shared/filter-address.ts'
import type { DutyFilterAddress } from '../shared/filter-address.ts'
import { LightMark } from '../shared/light-mark.tsx'
import { dutyCountsQuery } from '../shared/queries.ts'
import { withoutLight } from './list-address.ts'
import type { ListAddressName } from './list-address.ts'
import '../../../ui/count-strip.css'

/** How many there are by colour and flag under the filter; pressed, each narrows the list to itself. */
export function CountStrip({
  filter,
  change,
}: {
  readonly filter: DutyFilterAddress
  readonly change: ChangeAddress<ListAddressName>
}) {
  const t = useText(ledgerListTexts)
  const words = useText(ledgerTexts)
  const format = useFormat()
  const all = useQuery(dutyCountsQuery(withoutLight(filter)))
  const shown = useQuery(dutyCountsQuery(filter))
  const lights = valuesOf(filter.light)
  const flags = valuesOf(filter.flag)
  const mean = shown.data?.meanProgress ?? null
  const flagged = DUTY_FLAGS.filter((flag) => (shown.data?.flags[flag] ?? 0) > 0 || flags.includes(flag))
  if (shown.error) return <ErrorState error={shown.error} retry={() => void shown.refetch()} />
  return (
    <div className="count-strip">
      <span className="count-total" aria-live="polite">
        {shown.data ? (
          <>
            <b>{t('count', { n: shown.data.total })}</b>
            {mean === null ? null : (
              <span className="soft"> · {t('meanProgress', { n: Math.round(mean * 10) / 10 })}</span>
            )}
          </>
        ) : (
          <span className="soft">{t('counting')}</span>
        )}
      </span>
      <span className="count-group" role="group" aria-label={t('counts')}>
        {LIGHTS.map((light) => (
          <button
            key={light}
            type="button"
            aria-pressed={lights.includes(light)}
            onClick={() => change({ light: toggled(filter.light, light), row: null })}
          >
            <LightMark light={light} /> <b>{format.number(all.data?.lights[light] ?? 0)}</b>
          </button>
        ))}
      </span>
      {flagged.length > 0 ? (
        <span className="count-group count-flags" role="group" aria-label={t('flags')}>
          {flagged.map((flag) => (
            <button
              key={flag}
              type="button"
              aria-pressed={flags.includes(flag)}
              onClick={() => change({ flag: toggled(filter.flag, flag), row: null })}
            >
              {words(`flag.${flag}`)} {format.number(shown.data?.flags[flag] ?? 0)}
            </button>
          ))}
        </span>
      ) : null}
    </div>
  )
}
