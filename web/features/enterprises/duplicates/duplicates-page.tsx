import App from 'antd/es/app'
import Button from 'antd/es/button'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import {
  DuplicateReason,
  dismissDuplicate,
  listDuplicates,
  listMergers,
  undoMerger,
} from '#contract/enterprises'
import type { DuplicatePair, EnterpriseMerger } from '#contract/enterprises'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { enterpriseRegisterTexts } from '../../../text/enterprises-register.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { useCurrentRow } from '../../../ui/use-current-row.ts'
import { enterprisesKey, refreshEnterprise } from '../queries.ts'
import { RegisterLinks } from '../register-links.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { Party } from './party.tsx'
import '../../../ui/plain-table.css'
import '../facts/facts.css'
import './duplicates.css'

type Pair = z.infer<typeof DuplicatePair>
type Merger = z.infer<typeof EnterpriseMerger>

/** Pairs at a time. */
const PAGE = 100

/** Pairs that may be one enterprise: compared, merged or noted as different; mergers, which can be undone. */
export function DuplicatesPage() {
  const t = useText(enterpriseRegisterTexts)
  const [address, change] = useAddress<'reason' | 'survivor' | 'duplicate' | 'from'>()
  useTitle(t('duplicatesTitle'))
  const given = DuplicateReason.safeParse(address.reason)
  const reason = given.success ? given.data : undefined
  const offset = /^\d{1,6}$/u.test(address.from ?? '') ? Number(address.from) : 0
  const { data, error, refetch } = useQuery({
    queryKey: [...enterprisesKey, 'duplicates', reason, offset],
    queryFn: ({ signal }) => call(listDuplicates, { query: { reason, offset, limit: PAGE }, signal }),
    placeholderData: keepPreviousData,
  })
  const [different, setDifferent] = useState<Pair | null>(null)
  const compare = ({ one, other }: Pair) => change({ survivor: one.id, duplicate: other.id }, { push: true })
  const turn = (from: number) => {
    change({ from: from > 0 ? String(from) : null }, { push: true })
    setCurrent(-1)
    document.getElementById('pairs')?.scrollIntoView({ block: 'start' })
  }
  const [current, setCurrent] = useCurrentRow(data?.pairs ?? [], { table: '#pairs', open: compare })
  return (
    <div className="page">
      <RegisterLinks />
      <header className="page-head">
        <div>
          <h1>{t('duplicatesTitle')}</h1>
          <div className="soft">{t('duplicatesNote')}</div>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? (
        <Panel
          title={t('pairs', { n: data.total })}
          actions={
            <FilterChoice
              label={t('reason')}
              any={t('anyOutcome')}
              value={reason}
              options={DuplicateReason.options.map((value) => ({ value, label: t(`reason.${value}`) }))}
              onValue={(value) => change({ reason: value, from: null })}
            />
          }
        >
          {data.total === 0 ? <p className="soft">{t('duplicatesNone')}</p> : null}
          {data.pairs.length > 0 ? (
            <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('duplicatesTitle')}>
              <table className="plain-table" id="pairs">
                <tbody>
                  {data.pairs.map((pair, index) => (
                    <tr
                      key={`${pair.one.id} ${pair.other.id}`}
                      aria-current={index === current ? 'true' : undefined}
                      onClick={() => setCurrent(index)}
                    >
                      <td>
                        <Party of={pair.one} />
                      </td>
                      <td>
                        <Party of={pair.other} />
                      </td>
                      <td>
                        {pair.reasons.map((each) => (
                          <Chip key={each}>{t(`reason.${each}`)}</Chip>
                        ))}
                      </td>
                      <td className="facts-act">
                        <span className="decision-buttons">
                          <Button size="small" type="primary" onClick={() => compare(pair)}>
                            {t('compare')}
                          </Button>
                          <Button size="small" onClick={() => setDifferent(pair)}>
                            {t('notSame')}
                          </Button>
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ) : null}
          {data.total > PAGE || offset > 0 ? (
            <nav className="pair-pages" aria-label={t('pairPages')}>
              <Button
                size="small"
                disabled={offset === 0}
                onClick={() => turn(Math.min(offset - PAGE, data.total - 1 - ((data.total - 1) % PAGE)))}
              >
                ← {t('pairsBefore')}
              </Button>
              <span className="soft">
                {t('pairsShown', {
                  from: Math.min(offset + 1, data.total),
                  to: Math.min(offset + PAGE, data.total),
                  n: data.total,
                })}
              </span>
              <Button size="small" disabled={offset + PAGE >= data.total} onClick={() => turn(offset + PAGE)}>
                {t('pairsAfter')} →
              </Button>
            </nav>
          ) : null}
        </Panel>
      ) : null}
      <Mergers />
      {different ? <DifferentDialog pair={different} onClose={() => setDifferent(null)} /> : null}
      {address.survivor && address.duplicate ? (
        <MergeDialog
          key={`${address.survivor} ${address.duplicate}`}
          survivorId={address.survivor}
          duplicateId={address.duplicate}
          onSwap={() => change({ survivor: address.duplicate ?? null, duplicate: address.survivor ?? null })}
          onClose={() => change({ survivor: null, duplicate: null })}
        />
      ) : null}
    </div>
  )
}

function DifferentDialog({ pair, onClose }: { readonly pair: Pair; readonly onClose: () => void }) {
  const t = useText(enterpriseRegisterTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const saying = useMutation({
    mutationFn: (reason: string) =>
      call(dismissDuplicate, { body: { one: pair.one.id, other: pair.other.id, reason } }),
    onSuccess: async () => {
      await refreshEnterprise(client)
      message.success(t('dismissed'))
      onClose()
    },
  })
  return (
    <AskDialog
      title={t('notSameTitle')}
      why={t('notSameWhy')}
      button={t('notSame')}
      reason={{ label: t('mergeReason'), missing: t('reasonNeeded'), most: 1000 }}
      busy={saying.isPending}
      error={saying.error}
      onClose={onClose}
      onDone={(reason) => saying.mutate(reason)}
    />
  )
}

function Mergers() {
  const t = useText(enterpriseRegisterTexts)
  const format = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [undoing, setUndoing] = useState<Merger | null>(null)
  const { data, error } = useQuery({
    queryKey: [...enterprisesKey, 'mergers'],
    queryFn: ({ signal }) => call(listMergers, { query: { limit: 200 }, signal }),
  })
  const undo = useMutation({
    mutationFn: ({ mergerId, reason }: { mergerId: string; reason: string }) =>
      call(undoMerger, { params: { mergerId }, body: { reason } }),
    onSuccess: async () => {
      await refreshEnterprise(client)
      message.success(t('undoneDone'))
      setUndoing(null)
    },
  })
  return (
    <Panel title={t('mergers')}>
      {error ? <ErrorState error={error} /> : null}
      {data?.mergers.length === 0 ? <p className="soft">{t('mergersNone')}</p> : null}
      <ul className="merger-list">
        {(data?.mergers ?? []).map((merger) => (
          <li key={merger.id}>
            <div>
              <span lang="zh">
                {t('mergedInto', { duplicate: merger.duplicate.name, survivor: merger.survivor.name })}
              </span>
              <div className="small soft">
                {t('mergedBy', {
                  name: merger.byName,
                  at: format.moment(merger.at),
                  reason: merger.reason,
                })}
              </div>
              {merger.undoneAt === null ? null : (
                <div className="small">
                  <StatusMark tone="neutral">
                    {t('undone', {
                      name: merger.undoneByName ?? '—',
                      at: format.moment(merger.undoneAt),
                      reason: merger.undoReason ?? '—',
                    })}
                  </StatusMark>
                </div>
              )}
            </div>
            {merger.can.undo ? (
              <Button size="small" onClick={() => setUndoing(merger)}>
                {t('undo')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {undoing ? (
        <AskDialog
          title={t('undoTitle')}
          why={t('undoWhy')}
          button={t('undo')}
          reason={{ label: t('mergeReason'), missing: t('reasonNeeded'), most: 1000 }}
          busy={undo.isPending}
          error={undo.error}
          onClose={() => setUndoing(null)}
          onDone={(reason) => undo.mutate({ mergerId: undoing.id, reason })}
        />
      ) : null}
    </Panel>
  )
}
