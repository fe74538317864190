import { useQuery } from '@tanstack/react-query'
import type { listPacks } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { PackItems } from '../../../ui/services/pack-items.tsx'
import { packsQuery } from '../../../ui/services/service-queries.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { useRungs } from '../shared/use-rungs.ts'
import './packs-page.css'

type Pack = ResponseOf<typeof listPacks>['packs'][number]

/** 服务包: what is in each, who does it, within which limit, for whom it is meant and how many have it. */
export function PacksPage() {
  const t = useText(serviceTexts)
  const { data, error, refetch } = useQuery(packsQuery)
  useTitle(t('packsTitle'))
  return (
    <div className="page page-wide">
      <CultivationLinks />
      <header className="page-head">
        <div>
          <h1>{t('packsTitle')}</h1>
          <div className="soft">{t('packsNote')}</div>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.packs.length === 0 ? <EmptyState title={t('packsPageNone')} /> : null}
      <div className="packs">
        {(data?.packs ?? []).map((pack) => (
          <PackPanel key={pack.code} pack={pack} />
        ))}
      </div>
    </div>
  )
}

function PackPanel({ pack }: { readonly pack: Pack }) {
  const t = useText(serviceTexts)
  const say = useSay()
  const { language } = useFormat()
  const { ladder, titleOf } = useRungs()
  return (
    <Panel
      title={
        <>
          {say(pack.title)} {pack.example ? <Chip title={t('packExample')}>{t('example')}</Chip> : null}
        </>
      }
      actions={<span className="soft small">{t('packAssigned', { n: pack.assigned })}</span>}
    >
      {pack.description === null ? null : <p>{say(pack.description)}</p>}
      <p className="soft small">
        {pack.rungs.length === 0
          ? t('packForAll')
          : t('packFor', { rungs: ladder ? pack.rungs.map(titleOf) : [] })}
        {' · '}
        {pack.visitEveryDays === null ? t('packVisitsNone') : t('packVisits', { n: pack.visitEveryDays })}
        {' · '}
        {t('packVersion', { n: pack.version })}
      </p>
      <PackItems
        label={say(pack.title)}
        items={pack.items}
        last={{
          head: t('howAsked'),
          cell: ({ procedure }) => (
            <span className={procedure === null ? 'faint small' : 'small'}>
              {t(procedure === null ? 'askNoneShort' : 'byCase')}
            </span>
          ),
        }}
      />
      <p className="faint small pack-source">
        {t('packSource')}
        <span lang={language === 'en' ? 'zh' : undefined}>{pack.source}</span>
      </p>
    </Panel>
  )
}
