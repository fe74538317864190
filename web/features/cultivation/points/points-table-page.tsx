import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PointsDefinition, PointsTable, readPointsTable } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { usePathParam } from '../../../app/address.ts'
import { pointsTexts } from '../../../text/points.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { CultivationLinks } from '../shared/cultivation-links.tsx'
import { FindingList } from './finding-list.tsx'
import { PointsActDialog } from './points-act-dialog.tsx'
import type { PointsAct } from './points-act-dialog.tsx'
import { pointsTableQuery, pointsTablesQuery } from './points-queries.ts'
import { StandingOfTable } from './standing-of-table.tsx'
import { WeightTable } from './weight-table.tsx'
import '../../../ui/plain-table.css'
import './points.css'

/** One table of innovation points: how the stage is told, every indicator with its weights, and what is to be said against it. */
export function PointsTablePage() {
  const { data, error, refetch } = useQuery(pointsTableQuery(usePathParam('tableId')))
  return (
    <div className="page page-wide">
      <CultivationLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Loaded data={data} /> : null}
    </div>
  )
}

function Loaded({
  data: { table, definition, findings },
}: {
  readonly data: ResponseOf<typeof readPointsTable>
}) {
  const t = useText(pointsTexts)
  const say = useSay()
  const format = useFormat()
  const { data: all } = useQuery(pointsTablesQuery)
  const [act, setAct] = useState<PointsAct | null>(null)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  useTitle(say(table.title))
  return (
    <>
      <p className="no-print small">
        <AddressLink href="/cultivation/points">← {t('back')}</AddressLink>
      </p>
      <header className="page-head">
        <div>
          <h1>
            {say(table.title)} {table.example ? <Chip title={t('exampleWhy')}>{t('example')}</Chip> : null}
          </h1>
          <div>
            <StandingOfTable table={table} inForce={table.id === all?.current} />{' '}
            <span className="soft">
              {t('versionOf', { n: table.version })} · {format.validity(table.validFrom, table.validTo)}
            </span>
          </div>
          <div className="soft small">
            {t('source')} <span lang="zh">{definition.source}</span>
          </div>
          <div className="soft small">
            {t('uploaded')} <ByAt name={table.byName} at={table.at} />
            {table.publishedAt !== null && table.publishedByName !== null ? (
              <>
                {' · '}
                {t('published')} <ByAt name={table.publishedByName} at={table.publishedAt} />
              </>
            ) : null}
            {' · '}
            <span title={`${t('digestWhy')}\n${table.digest}`}>
              {t('digest')} {table.digest.slice(0, 12)}
            </span>
          </div>
        </div>
        <Acts table={table} errors={errors} onAct={setAct} />
      </header>
      {table.example ? (
        <p className="points-example" role="note">
          <StatusMark tone="warn">{t('example')}</StatusMark> {t('exampleBanner')}
        </p>
      ) : null}
      {findings.length > 0 ? (
        <Panel title={t('findings')} actions={t('findingsOf', { n: findings.length })}>
          <FindingList findings={findings} />
        </Panel>
      ) : null}
      <Panel title={t('weights')}>
        <p className="soft small">{t('weightsWhy')}</p>
        <WeightTable definition={definition} />
      </Panel>
      <StageRules definition={definition} />
      {act ? <PointsActDialog act={act} table={table} onClose={() => setAct(null)} /> : null}
    </>
  )
}

function ByAt({ name, at }: { readonly name: string; readonly at: string }) {
  const format = useFormat()
  return (
    <>
      <span lang="zh">{name}</span> {format.moment(at)}
    </>
  )
}

function Acts({
  table,
  errors,
  onAct,
}: {
  readonly table: PointsTable
  readonly errors: number
  readonly onAct: (act: PointsAct) => void
}) {
  const t = useText(pointsTexts)
  if (table.can.length === 0) return null
  return (
    <div className="page-actions no-print">
      {table.can.map((act) => {
        const blocked = act === 'publish' && errors > 0
        return (
          <Button
            key={act}
            type={act === 'publish' ? 'primary' : 'default'}
            danger={act !== 'publish'}
            disabled={blocked}
            title={blocked ? t('publishErrors', { n: errors }) : undefined}
            onClick={() => onAct(act)}
          >
            {t(act)}
          </Button>
        )
      })}
    </div>
  )
}

function StageRules({ definition: { stages } }: { readonly definition: PointsDefinition }) {
  const t = useText(pointsTexts)
  const say = useSay()
  return (
    <Panel title={t('stageRules')}>
      <p className="soft small">{t('stageRulesWhy')}</p>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('stageRules')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('stage')}</th>
              <th scope="col">{t('when')}</th>
            </tr>
          </thead>
          <tbody>
            {stages.map(({ code, title, when }) => (
              <tr key={code}>
                <td>{say(title)}</td>
                <td>
                  <code className="points-rule" lang="zh">
                    {when}
                  </code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
