import { useMemo } from 'react'
import { AddressLink } from '../../../app/address-link.tsx'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { daysUntil, useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { lackingWords } from '../../../ui/rules/fact-words.ts'
import { useSay } from '../../../ui/say.ts'
import { NextVisit } from '../../../ui/services/service-marks.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { useRungs } from '../shared/use-rungs.ts'
import { EXPIRY_DAYS, missingOf } from './firm-filter.ts'
import type { Firm } from './firm-filter.ts'

/** The columns of a steward’s firms. */
export function useFirmColumns(): readonly TableColumn<Firm>[] {
  const t = useText(serviceTexts)
  const format = useFormat()
  const { ladder, titleOf, shortOf } = useRungs()
  return useMemo(() => {
    const english = format.language === 'en'
    return [
      {
        id: 'enterprise',
        name: t('enterprise'),
        cell: ({ standing: { enterprise } }) => (
          <>
            <AddressLink href={`/enterprises/${enterprise.id}?tab=services`} title={enterprise.name}>
              <span lang={english ? 'zh' : undefined}>{enterprise.name}</span>
            </AddressLink>{' '}
            <DemoMark of={enterprise} />
          </>
        ),
      },
      {
        id: 'rung',
        name: t('rung'),
        width: 120,
        cell: ({ standing: { held } }) =>
          held === null ? (
            <span className="faint">{t('rungNone')}</span>
          ) : (
            <span title={titleOf(held)}>{ladder ? shortOf(held) : null}</span>
          ),
      },
      {
        id: 'next',
        name: t('nextRung'),
        width: 200,
        cell: (firm) => <NextRung firm={firm} rungName={titleOf} />,
      },
      {
        id: 'requests',
        name: t('requestsColumn'),
        width: 96,
        cell: ({ openRequests, overdueRequests }) =>
          overdueRequests > 0 ? (
            <StatusMark tone="bad">{t('requestsOverdue', { n: overdueRequests })}</StatusMark>
          ) : openRequests > 0 ? (
            format.number(openRequests)
          ) : (
            <span className="faint">—</span>
          ),
      },
      {
        id: 'nextVisit',
        name: t('nextVisit'),
        width: english ? 160 : 176,
        cell: ({ nextVisitOn, lastVisitOn }) => (
          <span title={lastVisitOn === null ? t('never') : t('lastWas', { date: format.date(lastVisitOn) })}>
            <NextVisit on={nextVisitOn} />
          </span>
        ),
      },
      {
        id: 'expires',
        name: t('expires'),
        width: 150,
        isExtra: true,
        cell: ({ standing: { expiresOn } }) =>
          expiresOn === null ? (
            <span className="faint">—</span>
          ) : daysUntil(expiresOn, new Date()) <= EXPIRY_DAYS ? (
            <StatusMark tone="warn">{format.date(expiresOn)}</StatusMark>
          ) : (
            format.date(expiresOn)
          ),
      },
      {
        id: 'contact',
        name: t('contactColumn'),
        width: 214,
        isExtra: true,
        cell: ({ contact }) =>
          contact === null ? (
            <span className="faint">—</span>
          ) : (
            <span title={`${contact.name} ${contact.telephone ?? ''}`}>
              <span lang="zh">{contact.name}</span> <span className="soft">{contact.telephone}</span>
            </span>
          ),
      },
    ]
  }, [t, format, ladder, titleOf, shortOf])
}

/** ▲ 接近 差 2.02% and what for on hover; missing facts by their number. */
function NextRung({ firm, rungName }: { readonly firm: Firm; readonly rungName: (code: string) => string }) {
  const t = useText(serviceTexts)
  const say = useSay()
  const { language } = useFormat()
  const { next, answer, near, detail } = firm.standing
  if (next === null) return <span className="soft">{t('top')}</span>
  const state = answer === 'no' && near ? 'near' : (answer ?? 'no')
  const [first, ...more] = detail?.lacking ?? []
  const missing = missingOf(firm)
  const why = [
    rungName(next),
    ...(detail?.lacking ?? []).map(({ title, lacking, unit }) =>
      [say(title), lackingWords(lacking, unit, language)].filter((part) => part !== null).join(' '),
    ),
    ...(missing > 0 ? [t('missingFacts', { n: missing })] : []),
  ].join('\n')
  return (
    <span title={why}>
      <StatusMark tone={TONES[state]}>{t(`standing.${state}`)}</StatusMark>{' '}
      <span className="soft">
        {state === 'undetermined' && missing > 0
          ? t('missingFacts', { n: missing })
          : first
            ? `${lackingWords(first.lacking, first.unit, language) ?? say(first.title)}${
                more.length > 0 ? ` ${t('lackingMore', { n: more.length + 1 })}` : ''
              }`
            : null}
      </span>
    </span>
  )
}

const TONES = { yes: 'good', near: 'warn', undetermined: 'warn', no: 'neutral' } as const
