import { DUTY_FLAGS, LIGHTS, daysBetween } from '#domain/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { ledgerTexts } from '../../../text/ledger.ts'
import { overviewTexts } from '../../../text/ledger-overview.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { ledgerHref } from '../shared/filter-address.ts'
import { LightMark } from '../shared/light-mark.tsx'
import { signed } from './overview-figures.ts'
import type { Overview } from './overview-query.ts'

/** The few figures of the whole, each with its change against thirty days before, each leading to its duties. */
export function TotalsStrip({
  overview: { today, totals },
  document,
}: {
  readonly overview: Overview
  readonly document: string | undefined
}) {
  const t = useText(overviewTexts)
  const format = useFormat()
  const { before } = totals
  const since = t('since', { n: daysBetween(before.on, today) })
  const on = format.date(before.on)
  const points =
    totals.meanProgress === null || before.meanProgress === null
      ? null
      : signed(totals.meanProgress - before.meanProgress)
  return (
    <section className="overview-totals" aria-label={t('totals')}>
      <AddressLink href={ledgerHref({ document, group: 'all' })}>
        <span>{t('duties')}</span>
        <b>{format.number(totals.duties)}</b>
        <span className="small">{t('dutiesOf', { open: totals.open, done: totals.done })}</span>
      </AddressLink>
      <AddressLink href={ledgerHref({ document })}>
        <span>{t('meanProgress')}</span>
        <b>{totals.meanProgress === null ? '—' : format.percent(totals.meanProgress / 100)}</b>
        <span className="small" title={on}>
          {since} {points === null ? t('same') : t('points', { change: points })}
        </span>
      </AddressLink>
      {LIGHTS.map((light) => {
        const now = totals.lights[light] ?? 0
        const change = signed(now - (before.lights[light] ?? 0))
        return (
          <AddressLink key={light} href={ledgerHref({ document, light, group: 'all' })}>
            <LightMark light={light} />
            <b>{format.number(now)}</b>
            <span className="small" title={on}>
              {since} {change ?? t('same')}
            </span>
          </AddressLink>
        )
      })}
    </section>
  )
}

/** What else asks for attention: flags, proposals to decide, notices that run. */
export function AttentionPanel({
  overview: { totals, supervision },
  document,
}: {
  readonly overview: Overview
  readonly document: string | undefined
}) {
  const t = useText(overviewTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const flags = DUTY_FLAGS.filter((flag) => (totals.flags[flag] ?? 0) > 0)
  return (
    <section className="panel overview-attention" aria-label={t('flags')}>
      <dl>
        <dt>{t('flags')}</dt>
        <dd>
          {flags.length === 0 ? <span className="soft">{t('noFlags')}</span> : null}
          {flags.map((flag) => (
            <AddressLink key={flag} href={ledgerHref({ document, flag })}>
              {ledger(`flag.${flag}`)} {format.number(totals.flags[flag] ?? 0)}
            </AddressLink>
          ))}
        </dd>
        <dt>{t('supervision')}</dt>
        <dd>
          <AddressLink href="/ledger/supervision">
            {t('proposals')} {format.number(supervision.proposals)}
          </AddressLink>
          <AddressLink href="/cases?box=all&stage=open&procedure=supervision">
            {t('openCases')} {format.number(supervision.open)}
          </AddressLink>
        </dd>
      </dl>
    </section>
  )
}
