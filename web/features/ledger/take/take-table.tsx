import { useQuery } from '@tanstack/react-query'
import { memo, useEffect, useRef, useState } from 'react'
import { DUE_PRECISIONS, RHYTHMS, endOfDue } from '#domain/ledger'
import { useText } from '../../../text/index.ts'
import { ledgerTakeTexts } from '../../../text/ledger-take.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { BodiesSelect, BodySelect } from '../shared/body-select.tsx'
import { bodyName, bodyNames } from '../shared/body-words.ts'
import { assumptionWords, dueWords } from '../shared/due-words.ts'
import { DutyLink } from '../shared/duty-link.tsx'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { faultOf } from './take-rows.ts'
import type { TakeEdit, TakeRow, TakeSection } from './take-rows.ts'

interface RowProps {
  readonly row: TakeRow
  readonly can: boolean
  readonly isSelected: boolean
  readonly isCurrent: boolean
  readonly onSelect: (itemIds: readonly string[], on: boolean) => void
  readonly onEdit: (itemId: string, what: TakeEdit) => void
  readonly onCurrent: (itemId: string) => void
}

/** The tasks under their headings; bodies, date and kind of action are changed in their cells. */
export function TakeTable({
  sections,
  can,
  selected,
  current,
  onSelect,
  onEdit,
  onCurrent,
}: {
  readonly sections: readonly TakeSection[]
  readonly can: boolean
  readonly selected: ReadonlySet<string>
  readonly current: string | null
  readonly onSelect: RowProps['onSelect']
  readonly onEdit: RowProps['onEdit']
  readonly onCurrent: RowProps['onCurrent']
}) {
  const t = useText(ledgerTakeTexts)
  return (
    <div className="take-scroll">
      <table className="take-table">
        <thead>
          <tr>
            <th scope="col" className="column-select">
              <span className="unseen">{t('title')}</span>
            </th>
            <th scope="col">{t('task')}</th>
            <th scope="col" className="column-lead">
              {t('lead')}
            </th>
            <th scope="col" className="column-supporting">
              {t('supporting')}
            </th>
            <th scope="col" className="column-due">
              {t('due')}
            </th>
            <th scope="col" className="column-category">
              {t('category')}
            </th>
          </tr>
        </thead>
        {sections.map((section, index) => (
          <Section
            key={`${section.key} ${index}`}
            section={section}
            can={can}
            selected={selected}
            onSelect={onSelect}
          >
            {section.rows.map((row) => (
              <Row
                key={row.task.itemId}
                row={row}
                can={can}
                isSelected={selected.has(row.task.itemId)}
                isCurrent={current === row.task.itemId}
                onSelect={onSelect}
                onEdit={onEdit}
                onCurrent={onCurrent}
              />
            ))}
          </Section>
        ))}
      </table>
    </div>
  )
}

function Section({
  section,
  can,
  selected,
  onSelect,
  children,
}: {
  readonly section: TakeSection
  readonly can: boolean
  readonly selected: ReadonlySet<string>
  readonly onSelect: RowProps['onSelect']
  readonly children: React.ReactNode
}) {
  const t = useText(ledgerTakeTexts)
  const open = section.rows.filter(({ task }) => task.dutyId === null).map(({ task }) => task.itemId)
  const all = open.length > 0 && open.every((id) => selected.has(id))
  const name = section.path.at(-1) ?? t('noSection')
  return (
    <tbody>
      <tr className="take-section">
        <td className="column-select">
          {can && open.length > 0 ? (
            <label className="duty-check-cell">
              <input
                type="checkbox"
                aria-label={`${name}：${t('section', { n: open.length })}`}
                checked={all}
                onChange={() => onSelect(open, !all)}
              />
            </label>
          ) : null}
        </td>
        <th scope="rowgroup" colSpan={5} lang="zh">
          {section.path.slice(0, -1).map((part) => (
            <span key={part} className="soft">
              {part} ›{' '}
            </span>
          ))}
          {name}
        </th>
      </tr>
      {children}
    </tbody>
  )
}

const Row = memo(function Row({ row, can, isSelected, isCurrent, onSelect, onEdit, onCurrent }: RowProps) {
  const t = useText(ledgerTakeTexts)
  const line = useRef<HTMLTableRowElement>(null)
  const { task } = row
  const taken = task.dutyId !== null
  const changes = can && !taken
  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  const edit = (what: TakeEdit) => {
    onEdit(task.itemId, what)
    // Whoever fills in a task means to take it in.
    onSelect([task.itemId], true)
  }
  return (
    <tr
      ref={line}
      className={taken ? 'take-taken' : isSelected ? 'duty-selected' : undefined}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => onCurrent(task.itemId)}
    >
      <td className="column-select">
        {changes ? (
          <label className="duty-check-cell">
            <input
              type="checkbox"
              aria-label={t('pick', { title: task.title })}
              checked={isSelected}
              onChange={() => onSelect([task.itemId], !isSelected)}
            />
          </label>
        ) : null}
      </td>
      <td>
        <span lang="zh">
          {task.number ? <span className="soft">{task.number} </span> : null}
          {task.dutyId ? <DutyLink duty={{ id: task.dutyId, title: task.title }} /> : <b>{task.title}</b>}
        </span>
        <div className="small soft take-facts">
          {taken ? <span>{t('taken')}</span> : null}
          {task.differs ? (
            <span title={t('differsWhy')}>
              <StatusMark tone="warn">{t('differs')}</StatusMark>
            </span>
          ) : null}
          {task.measures > 0 ? <span>{t('measures', { n: task.measures })}</span> : null}
          <details className="take-quote">
            <summary>{t('quote')}</summary>
            <blockquote lang="zh">{task.quote}</blockquote>
          </details>
        </div>
      </td>
      <td className="column-lead">
        <LeadCell row={row} changes={changes} onEdit={edit} />
      </td>
      <td className="column-supporting">
        <SupportingCell row={row} changes={changes} onEdit={edit} />
      </td>
      <td className="column-due">
        <DueCell row={row} changes={changes} onEdit={edit} />
      </td>
      <td className="column-category">
        <CategoryCell row={row} changes={changes} onEdit={edit} />
      </td>
    </tr>
  )
})

interface CellProps {
  readonly row: TakeRow
  readonly changes: boolean
  readonly onEdit: (what: TakeEdit) => void
}

/** A name that becomes a choice when it is pressed: hundreds of open choices would be slow and loud. */
function LeadCell({ row, changes, onEdit }: CellProps) {
  const t = useText(ledgerTakeTexts)
  const { language } = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const [editing, setEditing] = useState(false)
  const body = frame?.bodies.find(({ id }) => id === row.leadId)
  // What is in the ledger has the lead that its own page shows.
  const name = body ? bodyName(body, language) : row.task.dutyId === null ? t('noLead') : '—'
  const { lead } = row.task
  return (
    <>
      {editing ? (
        <BodySelect
          className="take-choice"
          label={`${t('lead')}：${row.task.title}`}
          opened
          onDone={() => setEditing(false)}
          value={row.leadId}
          onChange={(leadId) => onEdit({ leadId })}
        />
      ) : changes ? (
        <button
          type="button"
          className={body ? 'take-edit' : 'take-edit mark-warn'}
          onClick={() => setEditing(true)}
        >
          {name}
        </button>
      ) : (
        <span>{name}</span>
      )}
      <div className="small soft">
        {row.task.dutyId !== null
          ? null
          : row.unmatchedLead
            ? t('unmatched', { names: row.unmatchedLead })
            : lead === null
              ? t('noLeadWritten')
              : body && lead.name !== body.name
                ? t('asWritten', { names: lead.name })
                : null}
      </div>
    </>
  )
}

function SupportingCell({ row, changes, onEdit }: CellProps) {
  const t = useText(ledgerTakeTexts)
  const { language } = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const [editing, setEditing] = useState(false)
  const bodies = row.supporting.flatMap((id) => frame?.bodies.find((body) => body.id === id) ?? [])
  const names = bodyNames(bodies, language)
  return (
    <>
      {editing ? (
        <BodiesSelect
          className="take-choice"
          label={`${t('supporting')}：${row.task.title}`}
          opened
          onDone={() => setEditing(false)}
          value={row.supporting}
          onChange={(supporting) => onEdit({ supporting })}
        />
      ) : changes ? (
        <button
          type="button"
          className={names ? 'take-edit' : 'take-edit soft'}
          onClick={() => setEditing(true)}
        >
          {names || t('addSupporting')}
        </button>
      ) : (
        <span>{names || '—'}</span>
      )}
      {row.unmatchedSupporting.length > 0 ? (
        <div className="small soft">{t('asWritten', { names: row.unmatchedSupporting })}</div>
      ) : null}
      {faultOf(row) === 'leadSupports' ? (
        <div className="small">
          <StatusMark tone="bad">{t('leadSupports')}</StatusMark>
        </div>
      ) : null}
    </>
  )
}

function DueCell({ row, changes, onEdit }: CellProps) {
  const t = useText(ledgerTakeTexts)
  const words = useText(ledgerTexts)
  const { language } = useFormat()
  const [editing, setEditing] = useState(false)
  const { task, precision, rhythm, dueOn } = row
  const { assumption } = task
  const said = dueWords(row, language)
  return (
    <>
      {changes && !editing ? (
        <button type="button" className="take-edit" title={t('due2')} onClick={() => setEditing(true)}>
          {said}
        </button>
      ) : (
        <span>{said}</span>
      )}
      {task.dueText ? <div className="small soft">{words('dueText', { text: task.dueText })}</div> : null}
      {assumption && dueOn === task.dueOn && rhythm === task.rhythm ? (
        <div className="small mark-warn">
          <span aria-hidden="true">▲</span> {assumptionWords(assumption, language)}
        </div>
      ) : null}
      {changes && (editing || (precision === 'periodic' && rhythm === null)) ? (
        <div className="take-due">
          {editing ? (
            <>
              <input
                type="date"
                className="choice duty-date"
                aria-label={`${t('due')}：${task.title}`}
                value={dueOn ?? ''}
                onChange={({ target }) => onEdit({ dueOn: target.value || null })}
              />
              <Choice
                aria-label={`${words('due')}：${task.title}`}
                value={precision}
                onChange={({ target }) => {
                  const next = DUE_PRECISIONS.find((each) => each === target.value) ?? precision
                  onEdit({
                    precision: next,
                    dueOn: next === 'none' ? null : dueOn && endOfDue(next, dueOn),
                    ...(next === 'periodic' ? {} : { rhythm: null }),
                  })
                }}
              >
                {DUE_PRECISIONS.map((each) => (
                  <option key={each} value={each}>
                    {words(`precision.${each}`)}
                  </option>
                ))}
              </Choice>
            </>
          ) : null}
          {precision === 'periodic' ? (
            <Choice
              aria-label={`${t('chooseRhythm')}：${task.title}`}
              value={rhythm ?? ''}
              onChange={({ target }) =>
                onEdit({ rhythm: RHYTHMS.find((each) => each === target.value) ?? null })
              }
            >
              <option value="">{t('chooseRhythm')}</option>
              {RHYTHMS.map((each) => (
                <option key={each} value={each}>
                  {words(`rhythm.${each}`)}
                </option>
              ))}
            </Choice>
          ) : null}
        </div>
      ) : null}
    </>
  )
}

function CategoryCell({ row, changes, onEdit }: CellProps) {
  const t = useText(ledgerTakeTexts)
  const { language } = useFormat()
  const { data: frame } = useQuery(ledgerFrameQuery)
  const actions = frame?.actions ?? []
  const nameOf = (code: string) => {
    const found = actions.find((each) => each.code === code)
    return found ? (language === 'en' ? found.en : found.zh) : code
  }
  const names = row.categories.map(nameOf).join(language === 'en' ? ', ' : '、')
  if (!changes) return <span className="soft">{names || '—'}</span>
  return (
    <Disclosure
      className="take-category"
      face={<span className={names ? undefined : 'soft'}>{names || t('noCategory')}</span>}
    >
      {() =>
        actions.map(({ code }) => (
          <label key={code} className="duty-check">
            <input
              type="checkbox"
              checked={row.categories.includes(code)}
              onChange={({ target }) =>
                onEdit({
                  categories: target.checked
                    ? [...row.categories, code]
                    : row.categories.filter((each) => each !== code),
                })
              }
            />
            {nameOf(code)}
          </label>
        ))
      }
    </Disclosure>
  )
}
