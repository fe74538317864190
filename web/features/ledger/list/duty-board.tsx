import { useQuery } from '@tanstack/react-query'
import { DUTY_STATES, LIGHTS } from '#domain/ledger'
import type { DutyState, Light } from '#domain/ledger'
import type { DutyRow, readBoardDuties } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import type { ChangeAddress } from '../../../app/address.ts'
import { useText } from '../../../text/index.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { ledgerViewTexts } from '../../../text/ledger-views.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { bodyName } from '../shared/body-words.ts'
import { dueWords, leftWords } from '../shared/due-words.ts'
import { dutyHref } from '../shared/duty-link.tsx'
import { ledgerHref } from '../shared/filter-address.ts'
import type { DutyFilterAddress } from '../shared/filter-address.ts'
import { LightMark } from '../shared/light-mark.tsx'
import { ProgressBar } from '../shared/progress-bar.tsx'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { NoDuties } from './no-duties.tsx'
import type { ListAddress, ListAddressName } from './list-address.ts'
import { dutyBoardQuery } from './list-queries.ts'
import type { BoardBy } from './list-queries.ts'
import './duty-board.css'

type BoardColumn = ResponseOf<typeof readBoardDuties>['columns'][number]
const BYS = ['state', 'light', 'body'] as const satisfies readonly BoardBy[]

/** 看板: the first duties of each state, colour or lead body, and how many there are. */
export function DutyBoard({
  filter,
  address,
  change,
}: {
  readonly filter: DutyFilterAddress
  readonly address: ListAddress
  readonly change: ChangeAddress<ListAddressName>
}) {
  const t = useText(ledgerViewTexts)
  const by = BYS.find((each) => each === address.by) ?? 'state'
  const { data, error, refetch, isPlaceholderData } = useQuery(dutyBoardQuery(filter, by))
  const columns = (data?.columns ?? []).filter(({ total }) => total > 0)
  const nothing = data !== undefined && columns.length === 0
  return (
    <>
      <div className="ledger-bar no-print">
        <Choice
          aria-label={t('by')}
          value={by}
          onChange={({ target }) => change({ by: target.value === 'state' ? null : target.value })}
        >
          {BYS.map((each) => (
            <option key={each} value={each}>
              {t(`by.${each}`)}
            </option>
          ))}
        </Choice>
      </div>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {nothing ? <NoDuties filter={filter} change={change} /> : null}
      {data && !nothing ? (
        <div
          className="duty-board"
          role="region"
          aria-label={t('board')}
          aria-busy={isPlaceholderData}
          tabIndex={0}
        >
          {columns.map((column) => (
            <Column key={column.key} column={column} by={by} filter={filter} />
          ))}
        </div>
      ) : null}
    </>
  )
}

function Column({
  column,
  by,
  filter,
}: {
  readonly column: BoardColumn
  readonly by: BoardBy
  readonly filter: DutyFilterAddress
}) {
  const t = useText(ledgerViewTexts)
  const words = useText(ledgerTexts)
  const format = useFormat()
  const { key, body, total, duties } = column
  const state = by === 'state' ? stateOf(key) : undefined
  const light = by === 'light' ? lightOf(key) : undefined
  const name = state
    ? words(`state.${state}`)
    : light
      ? words(`light.${light}`)
      : body
        ? bodyName(body, format.language)
        : t('noBody')
  const own = state
    ? { state }
    : light
      ? { light }
      : body
        ? { lead: body.id }
        : { state: 'unassigned' as const }
  return (
    <section className="duty-column" aria-label={name}>
      <header>
        <h2>
          {light ? <LightMark light={light} /> : name}{' '}
          <span className="soft duty-column-count">{format.number(total)}</span>
        </h2>
      </header>
      <ul>
        {duties.map((duty) => (
          <li key={duty.id}>
            <Card duty={duty} withState={by !== 'state'} withLead={by !== 'body'} />
          </li>
        ))}
      </ul>
      {total > duties.length ? (
        <AddressLink className="duty-column-more small" href={ledgerHref({ ...filter, ...own })}>
          {t('more', { n: total })}
        </AddressLink>
      ) : null}
    </section>
  )
}

function Card({
  duty,
  withState,
  withLead,
}: {
  readonly duty: DutyRow
  readonly withState: boolean
  readonly withLead: boolean
}) {
  const words = useText(ledgerTexts)
  const list = useText(ledgerListTexts)
  const { language } = useFormat()
  const today = useQuery(ledgerFrameQuery).data?.today
  const left = leftWords(duty, today, language)
  const lead = duty.lead ? bodyName(duty.lead, language) : words('noLead')
  return (
    <AddressLink href={dutyHref(duty.id)} className="duty-card">
      <span className="duty-card-head small">
        <LightMark light={duty.light} overridden={duty.overridden} />
        <span className="soft">{String(duty.serial)}</span>
      </span>
      <span className="duty-card-title" lang="zh" title={duty.title}>
        {duty.title}
      </span>
      {withLead ? (
        <span className="small soft one-line" lang="zh">
          {lead}
          {duty.supporting.length > 0 ? ` · ${list('supportingMore', { n: duty.supporting.length })}` : ''}
        </span>
      ) : null}
      <span className="small soft one-line">
        {dueWords(duty, language)}
        {left ? <span className={left.days < 0 ? 'mark-bad' : undefined}> · {left.words}</span> : null}
        {withState ? ` · ${words(`state.${duty.state}`)}` : ''}
      </span>
      <ProgressBar percent={duty.progress} light={duty.light} width={120} />
    </AddressLink>
  )
}

function stateOf(key: string): DutyState | undefined {
  return DUTY_STATES.find((state) => state === key)
}

function lightOf(key: string): Light | undefined {
  return LIGHTS.find((light) => light === key)
}
