import Button from 'antd/es/button'
import { shareByConsent, withdrawConsent } from '#contract/cultivation'
import type { Consent } from '#contract/cultivation'
import { AddressLink } from '../../../app/address-link.tsx'
import { consentTexts } from '../../../text/consents.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useMay } from '../shared/use-may.ts'
import { ConsentMark } from './consent-mark.tsx'
import { SharingLinks } from './sharing-links.tsx'

/** One consent: what may be shared exactly, what was, and what the reader may do. */
export function ConsentPanel({
  consent,
  nameOf,
  onShare,
  onWithdraw,
}: {
  readonly consent: Consent
  readonly nameOf: (fact: string) => string
  readonly onShare: () => void
  readonly onWithdraw: () => void
}) {
  const t = useText(consentTexts)
  const format = useFormat()
  const may = useMay()
  const { enterprise, receiver, parts, facts, can, state, sharings } = consent
  const over =
    state === 'withdrawn' ? t('shareWithdrawn') : state === 'expired' ? t('shareExpired') : undefined
  return (
    <Panel title={t('detail', { serial: String(consent.serial) })} actions={<ConsentMark state={state} />}>
      <dl className="consent-facts-list">
        <dt>{t('enterprise')}</dt>
        <dd>
          <AddressLink href={`/enterprises/${enterprise.id}`} title={t('openEnterprise')}>
            <span lang="zh">{enterprise.name}</span>
          </AddressLink>{' '}
          <DemoMark of={enterprise} />
          <div className="small soft">{enterprise.creditCode}</div>
        </dd>
        <dt>{t('receiver')}</dt>
        <dd>
          <span lang="zh">{receiver.name}</span>
          {receiver.creditCode === null ? null : <div className="small soft">{receiver.creditCode}</div>}
        </dd>
        <dt>{t('purpose')}</dt>
        <dd lang="zh">{consent.purpose}</dd>
        <dt>{t('period')}</dt>
        <dd>{format.validity(consent.from, consent.until)}</dd>
        <dt>{t('what')}</dt>
        <dd>
          <ul className="consent-what">
            {parts.map((part) => (
              <li key={part}>
                {t(`part.${part}`)}{' '}
                <span className="small soft">
                  {part === 'facts'
                    ? facts.map(nameOf).join(format.language === 'en' ? ', ' : '、')
                    : t(`partIs.${part}`)}
                </span>
              </li>
            ))}
          </ul>
        </dd>
        <dt>{t('givenBy')}</dt>
        <dd>
          <span lang="zh">{consent.givenByName}</span>{' '}
          <span className="small soft">{format.moment(consent.givenAt)}</span>
        </dd>
        {consent.withdrawnAt === null ? null : (
          <>
            <dt>{t('withdrawnAt')}</dt>
            <dd>
              {format.moment(consent.withdrawnAt)}
              {consent.withdrawnReason === null ? null : (
                <div className="small soft" lang="zh">
                  {consent.withdrawnReason}
                </div>
              )}
            </dd>
          </>
        )}
      </dl>
      <div className="consent-acts no-print">
        {may(shareByConsent) ? (
          <Button type="primary" disabled={!can.includes('share')} title={over} onClick={onShare}>
            {t('share')}
          </Button>
        ) : null}
        {may(withdrawConsent) ? (
          <Button
            danger
            disabled={!can.includes('withdraw')}
            title={state === 'withdrawn' ? t('withdrawnAlready') : undefined}
            onClick={onWithdraw}
          >
            {t('withdraw')}
          </Button>
        ) : null}
      </div>
      {over !== undefined && may(shareByConsent) ? <p className="small soft">{over}</p> : null}
      <h3>{t('sharings')}</h3>
      {sharings.length === 0 ? (
        <p className="soft">{t('sharingsNone')}</p>
      ) : (
        <ol className="consent-sharings">
          {sharings.map((sharing) => (
            <li key={sharing.id}>
              <div>
                {format.moment(sharing.at)} <span lang="zh">{sharing.byName}</span>
              </div>
              {sharing.byOrganisation === null ? null : (
                <div className="small soft" lang="zh">
                  {sharing.byOrganisation}
                </div>
              )}
              <div className="small">
                {sharing.parts
                  .map((part) =>
                    part === 'facts' ? t('shareFactsAll', { n: sharing.facts.length }) : t(`part.${part}`),
                  )
                  .join(format.language === 'en' ? ', ' : '、')}
                {' · '}
                {t('sharingOn', { date: format.date(sharing.on) })}
              </div>
              <div className="small">
                <SharingLinks sharingId={sharing.id} />{' '}
                <span className="faint" title={`${t('digestWhy')}\n${sharing.digest}`}>
                  {t('digest', { digest: sharing.digest.slice(0, 12) })}
                </span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
