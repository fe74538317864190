import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useState } from 'react'
import { unlinkDuties } from '#contract/ledger'
import type { DutyRow, DutyView } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { stringifySearch } from '../../../app/address.ts'
import { queryClient } from '../../../app/query-client.ts'
import { useSession } from '../../../app/session.ts'
import { dutyActTexts, dutyTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { bodyNames } from '../shared/body-words.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { LightSign } from '../shared/light-mark.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import { keepDuty } from '../shared/queries.ts'
import type { LedgerFrame } from '../shared/queries.ts'

/** Across documents: what it takes up and who takes it up, what waits for what, and the parks that are missing. */
export function LinksPanel({
  view,
  frame,
}: {
  readonly view: DutyView
  readonly frame: LedgerFrame | undefined
}) {
  const t = useText(dutyTexts)
  const act = useText(dutyActTexts)
  const format = useFormat()
  const { message } = App.useApp()
  const [busy, setBusy] = useState<string | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const mayUnlink = view.can.includes('unlink')
  // A duty is taken up in the ledger of another body: by the park itself.
  const mine = useSession().user.organisation?.id
  const mayAdd = (park: string) => park === mine && (frame?.can.includes('add') ?? false)
  const { addressees, missing } = view

  async function unlink(from: string, to: string, kind: 'takes-up' | 'depends-on') {
    setBusy(to)
    setFailed(null)
    try {
      const answer = await call(unlinkDuties, { params: { dutyId: from, to, kind } })
      keepDuty(queryClient, answer)
      void message.success(act('sent', { action: act('act.unlink') }))
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(null)
    }
  }

  // What counts towards its progress stands in the table of its parts.
  const counted = new Set([...(view.rollUpParts ?? []).map(({ id }) => id), ...view.leftOut])
  const lists = [
    { name: 'takesUp', duties: view.takesUp, kind: 'takes-up' },
    { name: 'takenUpBy', duties: view.takenUpBy.filter(({ id }) => !counted.has(id)), kind: null },
    { name: 'dependsOn', duties: view.dependsOn, kind: 'depends-on' },
    { name: 'neededBy', duties: view.neededBy, kind: null },
  ] as const
  const isEmpty = lists.every(({ duties }) => duties.length === 0) && addressees.length === 0
  return (
    <Panel title={t('links')}>
      {isEmpty ? <p className="soft">{t('noLinks')}</p> : null}
      {lists.map(({ name, duties, kind }) =>
        duties.length === 0 ? null : (
          <section key={name} className="link-group" aria-label={t(name)}>
            <h3>
              {t(name)} <span className="soft">{duties.length}</span>
            </h3>
            <ul className="link-rows">
              {duties.map((duty) => (
                <li key={duty.id}>
                  <LinkRow duty={duty} />
                  {mayUnlink && kind !== null ? (
                    <Button
                      size="small"
                      type="text"
                      loading={busy === duty.id}
                      aria-label={t('unlinkOf', { title: duty.title })}
                      onClick={() => void unlink(view.duty.id, duty.id, kind)}
                    >
                      {t('unlink')}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
      {addressees.length > 0 ? (
        <section className="link-group" aria-label={t('addressees')}>
          <h3>{t('addressees')}</h3>
          <p>{bodyNames(addressees, format.language)}</p>
          {missing.length === 0 ? (
            <p className="mark-good">
              <span aria-hidden="true">●</span> {t('missingNone')}
            </p>
          ) : (
            <>
              <p className="mark-warn">
                <span aria-hidden="true">▲</span> {t('missing')}（{missing.length}）
              </p>
              <ul className="missing-parks">
                {missing.map((park) => (
                  <li key={park.id}>
                    {format.name(park)}
                    {mayAdd(park.id) ? (
                      <AddressLink
                        className="small"
                        href={`/ledger/duties/new${stringifySearch({
                          source: 'gap',
                          park: park.id,
                          lead: park.id,
                          title: view.duty.title,
                          category: view.duty.categories.join(','),
                          takesUp: view.duty.id,
                        })}`}
                      >
                        {t('missingAdd', { park: format.name(park) })}
                      </AddressLink>
                    ) : null}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      ) : null}
      {failed ? <ErrorState error={failed} /> : null}
    </Panel>
  )
}

function LinkRow({ duty }: { readonly duty: DutyRow }) {
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  return (
    <span className="link-row">
      <LightSign light={duty.light} />
      <span className="link-title">
        <DutyLink duty={duty} />
        <span className="soft small" lang="zh">
          {' '}
          {duty.lead === null ? ledger('noLead') : format.name(duty.lead)}
          {duty.document ? ` · ${duty.document.title}` : ''}
        </span>
      </span>
      <ProgressBar percent={duty.progress} light={duty.light} />
    </span>
  )
}
