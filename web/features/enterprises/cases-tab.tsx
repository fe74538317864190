import { useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../app/address-link.tsx'
import type { readProfile } from '#contract/enterprises'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { enterprisePageTexts } from '../../text/enterprises-page.ts'
import { useText } from '../../text/index.ts'
import { useFormat } from '../../ui/format.ts'
import { Panel } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { profileQuery } from './queries.ts'
import '../../ui/plain-table.css'

type Case = ResponseOf<typeof readProfile>['cases'][number]

const STAGES = ['draft', 'open', 'closed'] as const

/** 事项: the cases about this enterprise that the reader may see, newest first. */
export function CasesTab({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(enterprisePageTexts)
  const { data, error, refetch } = useQuery(profileQuery(enterpriseId))
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (data === undefined) return <Loading />
  return (
    <Panel label={t('tab.cases')}>
      {data.cases.length === 0 ? <p className="soft">{t('casesNone')}</p> : <CasesTable cases={data.cases} />}
    </Panel>
  )
}

export function CasesTable({ cases }: { readonly cases: readonly Case[] }) {
  const t = useText(enterprisePageTexts)
  const format = useFormat()
  const stageWords = (stage: string) => {
    const known = STAGES.find((each) => each === stage)
    return known ? t(`stage.${known}`) : stage
  }
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('tab.cases')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('caseTitle')}</th>
            <th scope="col">{t('caseNumber')}</th>
            <th scope="col">{t('caseOpened')}</th>
            <th scope="col">{t('caseStage')}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((each) => (
            <tr key={each.id}>
              <td>
                <AddressLink href={`/cases/${each.id}`}>
                  <span lang="zh">{each.title}</span>
                </AddressLink>
              </td>
              <td className="soft">{each.number ?? '—'}</td>
              <td>{each.openedAt === null ? '—' : format.dayOf(each.openedAt)}</td>
              <td>{stageWords(each.stage)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
