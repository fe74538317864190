import Button from 'antd/es/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { RHYTHMS } from '#domain/ledger'
import type { Rhythm } from '#domain/ledger'
import { takePlanDuties } from '#contract/ledger'
import type { DutyRow } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { useText } from '../../../text/index.ts'
import { ledgerTakeTexts } from '../../../text/ledger-take.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { StatusMark } from '../../../ui/marks.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { BodySelect } from '../shared/body-select.tsx'
import { ledgerHref } from '../shared/filter-address.ts'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { ledgerFrameQuery, refreshLedger } from '../shared/queries.ts'
import { planDutiesQuery } from './take-queries.ts'
import type { PlanPreview } from './take-queries.ts'
import { faultOf, isIncomplete, itemOf, rowOf, sectionsOf } from './take-rows.ts'
import type { TakeEdit, TakeEdits } from './take-rows.ts'
import { TakeTable } from './take-table.tsx'
import { TargetTable } from './target-table.tsx'
import '../shared/check.css'
import './take-page.css'

const VISIBILITIES = ['organisation', 'zone', 'public'] as const
const SHOWS = ['open', 'incomplete'] as const

/** 立项入清单: a published plan's tasks and targets, to check and to put into the ledger. */
export function TakePage() {
  const planId = usePathParam('planId')
  const t = useText(ledgerTakeTexts)
  const preview = useQuery(planDutiesQuery(planId))
  const frame = useQuery(ledgerFrameQuery)
  const plan = frame.data?.documents.find((document) => document.planId === planId)
  useTitle(plan ? `${t('title')} · ${plan.title}` : t('title'))
  return (
    <div className="page page-wide take-page">
      <header className="page-head">
        <div>
          <h1>
            {t('title')}
            {plan ? <span lang="zh"> · {plan.title}</span> : null}
          </h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">
          <LinkButton href={`/plans/${planId}`}>{t('toPlan')}</LinkButton>
          {plan ? <LinkButton href={ledgerHref({ document: plan.id })}>{t('toLedger')}</LinkButton> : null}
        </div>
      </header>
      <LedgerLinks />
      {preview.error ? <ErrorState error={preview.error} retry={() => void preview.refetch()} /> : null}
      {!preview.data && !preview.error ? <Loading /> : null}
      {preview.data && preview.data.duties.length === 0 && preview.data.targets.length === 0 ? (
        <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
      ) : null}
      {preview.data && (preview.data.duties.length > 0 || preview.data.targets.length > 0) ? (
        <Tasks key={planId} planId={planId} preview={preview.data} documentId={plan?.id ?? null} />
      ) : null}
    </div>
  )
}

function Tasks({
  planId,
  preview,
  documentId,
}: {
  readonly planId: string
  readonly preview: PlanPreview
  readonly documentId: string | null
}) {
  const t = useText(ledgerTakeTexts)
  const words = useText(ledgerTexts)
  const client = useQueryClient()
  const [address, change] = useAddress<'show' | 'row'>()
  const [edits, setEdits] = useState<TakeEdits>({})
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [targets, setTargets] = useState<ReadonlySet<string>>(new Set())
  const [lead, setLead] = useState<string | null>(null)
  const [reportEvery, setReportEvery] = useState<Rhythm | null>('quarter')
  const [visibility, setVisibility] = useState<DutyRow['visibility']>('zone')
  const show = SHOWS.find((each) => each === address.show)
  const rows = useMemo(
    () => preview.duties.map((task) => rowOf(task, edits[task.itemId])),
    [preview.duties, edits],
  )
  const open = rows.filter(({ task }) => task.dutyId === null)
  const shown = show === undefined ? rows : show === 'open' ? open : open.filter(isIncomplete)
  const chosen = open.filter(({ task }) => selected.has(task.itemId))
  const openTargets = preview.targets.filter(({ targetId }) => targetId === null)
  const chosenTargets = openTargets.filter(({ itemId }) => targets.has(itemId))
  const faults = chosen.map(faultOf)
  const withoutLead = chosen.filter(({ leadId }) => leadId === null).length
  const withoutRhythm = faults.filter((fault) => fault === 'rhythm').length
  const leadSupports = faults.filter((fault) => fault === 'leadSupports').length
  const nothing = chosen.length === 0 && chosenTargets.length === 0
  const taking = useMutation({
    mutationFn: () =>
      call(takePlanDuties, {
        params: { planId },
        body: {
          items: chosen.map((row) => itemOf(row, edits[row.task.itemId])),
          targets: chosenTargets.map(({ itemId }) => itemId),
          reportEvery,
          visibility,
        },
      }),
    onSuccess: () => {
      setSelected(new Set())
      setTargets(new Set())
    },
    onSettled: () => refreshLedger(client),
  })
  const edit = (itemId: string, what: TakeEdit) =>
    setEdits((before) => ({ ...before, [itemId]: { ...before[itemId], ...what } }))
  const select = (itemIds: readonly string[], on: boolean) =>
    setSelected((before) => {
      const after = new Set(before)
      for (const id of itemIds)
        if (on) after.add(id)
        else after.delete(id)
      return after
    })
  const current = shown.findIndex(({ task }) => task.itemId === address.row)
  const at = shown[current]
  const go = (row: number) => change({ row: shown[row]?.task.itemId ?? null })
  useKeys({
    j: () => go(Math.min(shown.length - 1, current + 1)),
    k: () => go(Math.max(0, current - 1)),
    x:
      preview.can && at?.task.dutyId === null
        ? () => select([at.task.itemId], !selected.has(at.task.itemId))
        : undefined,
  })
  return (
    <>
      {taking.data ? <Taken answer={taking.data} documentId={documentId} /> : null}
      {preview.can ? null : <p className="soft">{t('readOnly')}</p>}
      <div className="take-bar no-print">
        <b>
          {t('progress', {
            tasks: rows.length,
            taken: rows.length - open.length,
            selected: chosen.length,
          })}
        </b>
        {preview.can ? (
          <>
            <Button
              size="small"
              onClick={() =>
                select(
                  open.map(({ task }) => task.itemId),
                  true,
                )
              }
            >
              {t('selectAll')}
            </Button>
            <Button
              size="small"
              type="text"
              disabled={selected.size === 0}
              onClick={() => setSelected(new Set())}
            >
              {t('selectNone')}
            </Button>
          </>
        ) : null}
        {SHOWS.map((each) => (
          <label key={each} className="duty-check">
            <input
              type="checkbox"
              checked={show === each}
              onChange={({ target }) => change({ show: target.checked ? each : null })}
            />
            {t(each === 'open' ? 'onlyOpen' : 'onlyIncomplete')}
          </label>
        ))}
        {chosen.length > 0 ? (
          <span className="take-lead">
            <span className="soft">{t('setLead')}</span>
            <BodySelect
              className="take-lead-body"
              label={t('setLead')}
              size="small"
              value={lead}
              onChange={setLead}
            />
            <Button
              size="small"
              disabled={lead === null}
              onClick={() => {
                for (const { task } of chosen) edit(task.itemId, { leadId: lead })
              }}
            >
              {t('setLeadDo')}
            </Button>
          </span>
        ) : null}
      </div>
      {shown.length === 0 ? (
        <p className="soft">{t('filteredNone')}</p>
      ) : (
        <TakeTable
          sections={sectionsOf(shown)}
          can={preview.can}
          selected={selected}
          current={at?.task.itemId ?? null}
          onSelect={select}
          onEdit={edit}
          onCurrent={(itemId) => change({ row: itemId })}
        />
      )}
      <TargetTable
        targets={preview.targets}
        can={preview.can}
        selected={targets}
        onSelect={(ids, on) =>
          setTargets((before) => {
            const after = new Set(before)
            for (const id of ids)
              if (on) after.add(id)
              else after.delete(id)
            return after
          })
        }
      />
      {preview.can ? (
        <div className="take-foot no-print">
          <label>
            {t('reportEvery')}{' '}
            <Choice
              value={reportEvery ?? ''}
              onChange={({ target }) =>
                setReportEvery(RHYTHMS.find((rhythm) => rhythm === target.value) ?? null)
              }
            >
              {RHYTHMS.map((rhythm) => (
                <option key={rhythm} value={rhythm}>
                  {words(`rhythm.${rhythm}`)}
                </option>
              ))}
              <option value="">{words('rhythm.none')}</option>
            </Choice>
          </label>
          <label>
            {t('visibility')}{' '}
            <Choice
              value={visibility}
              onChange={({ target }) =>
                setVisibility(VISIBILITIES.find((each) => each === target.value) ?? 'zone')
              }
            >
              {VISIBILITIES.map((each) => (
                <option key={each} value={each}>
                  {words(`visibility.${each}`)}
                </option>
              ))}
            </Choice>
          </label>
          <span className="take-warnings small" aria-live="polite">
            {withoutRhythm > 0 ? (
              <StatusMark tone="bad">{t('missingRhythm', { n: withoutRhythm })}</StatusMark>
            ) : null}
            {leadSupports > 0 ? <StatusMark tone="bad">{t('faults', { n: leadSupports })}</StatusMark> : null}
            {withoutLead > 0 ? (
              <StatusMark tone="warn">{t('missingLead', { n: withoutLead })}</StatusMark>
            ) : null}
          </span>
          <Button
            type="primary"
            disabled={nothing || withoutRhythm + leadSupports > 0}
            title={nothing ? t('nothing') : undefined}
            loading={taking.isPending}
            onClick={() => taking.mutate()}
          >
            {t('submit', { duties: chosen.length, targets: chosenTargets.length })}
          </Button>
          {taking.error ? <ErrorState error={taking.error} /> : null}
        </div>
      ) : null}
    </>
  )
}

function Taken({
  answer,
  documentId,
}: {
  readonly answer: ResponseOf<typeof takePlanDuties>
  readonly documentId: string | null
}) {
  const t = useText(ledgerTakeTexts)
  return (
    <div className="take-done" role="status">
      <StatusMark tone="good">{t('done', { duties: answer.duties, targets: answer.targets })}</StatusMark>{' '}
      {answer.already > 0 ? <span>{t('already', { n: answer.already })} </span> : null}
      <span className="soft">{t('doneNext')}</span>{' '}
      {documentId ? (
        <AddressLink href={ledgerHref({ document: documentId })}>{t('toLedger')}</AddressLink>
      ) : null}
    </div>
  )
}
