import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { importDocuments } from '#contract/plans'
import { AddressLink } from '../../app/address-link.tsx'
import { useAddress } from '../../app/address.ts'
import { upload } from '../../app/api-client.ts'
import { useAbility } from '../../app/session.ts'
import { useText } from '../../text/index.ts'
import { itemTexts, libraryTexts } from '../../text/plans.ts'
import { useFormat } from '../../ui/format.ts'
import { useTitle } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { isRunning, jobsQuery } from '../../app/jobs.ts'
import { DocumentsTable } from './components/documents-table.tsx'
import { ImportPanel } from './components/import-panel.tsx'
import { PlansTable } from './components/plans-table.tsx'
import { parseSort } from './document-order.ts'
import { FILE_TYPES, LARGEST_FILE_BYTES, MOST_FILES, sortOutFiles, type FileFault } from './import-files.ts'
import { documentsKey, documentsQuery, plansQuery, type DocumentState } from './queries.ts'

const STATES = ['review', 'ready', 'published'] as const satisfies readonly DocumentState[]

/** 规划: documents to import and review, and the plans that came of them. */
export function LibraryPage() {
  const t = useText(libraryTexts)
  const [address] = useAddress<'view'>()
  const mayImport = useAbility('documents.import')
  const imports = useImports()
  const chooser = useRef<HTMLInputElement>(null)
  const drop = useDrop(mayImport, imports.send)
  const plansShown = address.view === 'plans'
  useTitle(t('title'))
  return (
    <div className="page library" {...drop.handlers}>
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        {mayImport ? (
          <div className="page-actions">
            <Button type="primary" title={t('importHint')} onClick={() => chooser.current?.click()}>
              {t('import')}
            </Button>
            <input
              ref={chooser}
              type="file"
              multiple
              hidden
              accept={FILE_TYPES.join(',')}
              aria-label={t('import')}
              onChange={(event) => {
                imports.send([...(event.target.files ?? [])])
                event.target.value = ''
              }}
            />
          </div>
        ) : null}
      </header>
      <ImportArea imports={imports} />
      {plansShown ? (
        <PlansView />
      ) : (
        <DocumentsView mayImport={mayImport} onImport={() => chooser.current?.click()} />
      )}
      {drop.over ? <div className="drop-veil">{t('drop')}</div> : null}
    </div>
  )
}

function Tabs({
  plansShown,
  children,
}: {
  readonly plansShown: boolean
  readonly children?: React.ReactNode
}) {
  const t = useText(libraryTexts)
  return (
    <div className="library-tools">
      <nav className="library-tabs" aria-label={t('title')}>
        <AddressLink href="/plans" aria-current={plansShown ? undefined : 'page'}>
          {t('documents')}
        </AddressLink>
        <AddressLink href="/plans?view=plans" aria-current={plansShown ? 'page' : undefined}>
          {t('plans')}
        </AddressLink>
      </nav>
      {children}
    </div>
  )
}

function DocumentsView({
  mayImport,
  onImport,
}: {
  readonly mayImport: boolean
  readonly onImport: () => void
}) {
  const t = useText(libraryTexts)
  const item = useText(itemTexts)
  const [address, changeAddress] = useAddress<'q' | 'state' | 'sort'>()
  const state = STATES.find((each) => each === address.state)
  const q = address.q ?? ''
  const { data, error, refetch } = useQuery({
    ...documentsQuery({ ...(q ? { q } : {}), ...(state ? { state } : {}) }),
    placeholderData: keepPreviousData,
  })
  const { column, down } = parseSort(address.sort)
  const filtered = q !== '' || state !== undefined
  return (
    <>
      <Tabs plansShown={false}>
        {data ? <span className="soft">{t('count', { n: data.documents.length })}</span> : null}
        <SearchField
          key={q === '' ? 'empty' : 'words'}
          words={q}
          onWords={(words) => changeAddress({ q: words })}
        />
        <Select
          value={state ?? ''}
          className="library-state"
          aria-label={t('stateFilter')}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('allStates') },
            ...STATES.map((each) => ({ value: each, label: item(`state.${each}`) })),
          ]}
          onChange={(value: string) => changeAddress({ state: value })}
        />
      </Tabs>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.documents.length > 0 ? (
        <DocumentsTable
          documents={data.documents}
          column={column}
          down={down}
          onSort={(next, nextDown) => changeAddress({ sort: `${nextDown ? '-' : ''}${next}` })}
        />
      ) : null}
      {data && data.documents.length === 0 ? (
        filtered ? (
          <EmptyState
            title={t('emptyFilterTitle')}
            action={<Button onClick={() => changeAddress({ q: null, state: null })}>{t('clear')}</Button>}
          >
            {t('emptyFilter')}
          </EmptyState>
        ) : (
          <EmptyState
            title={t('emptyTitle')}
            action={
              mayImport ? (
                <>
                  <Button type="primary" onClick={onImport}>
                    {t('import')}
                  </Button>
                  <p className="small soft">{t('importHint')}</p>
                </>
              ) : null
            }
          >
            {mayImport ? t('empty') : t('emptyReader')}
          </EmptyState>
        )
      ) : null}
    </>
  )
}

function PlansView() {
  const t = useText(libraryTexts)
  const { data, error, refetch } = useQuery(plansQuery)
  return (
    <>
      <Tabs plansShown>
        {data ? <span className="soft">{t('count', { n: data.plans.length })}</span> : null}
      </Tabs>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.plans.length > 0 ? <PlansTable plans={data.plans} /> : null}
      {data && data.plans.length === 0 ? (
        <EmptyState title={t('emptyPlansTitle')}>{t('emptyPlans')}</EmptyState>
      ) : null}
    </>
  )
}

/** The address follows the words once the typing rests. */
function SearchField({
  words,
  onWords,
}: {
  readonly words: string
  readonly onWords: (words: string) => void
}) {
  const t = useText(libraryTexts)
  const [typed, setTyped] = useState(words)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <Input
      className="library-search"
      allowClear
      value={typed}
      placeholder={t('search')}
      aria-label={t('search')}
      onChange={(event) => {
        const next = event.target.value
        setTyped(next)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => onWords(next.trim()), 300)
      }}
    />
  )
}

interface Imports {
  readonly send: (files: readonly File[]) => void
  readonly faults: readonly FileFault[]
  readonly sending: number | null
  readonly error: Error | null
  readonly clear: () => void
  /** Jobs that this visit has started. */
  readonly started: readonly string[]
}

function useImports(): Imports {
  const client = useQueryClient()
  const [faults, setFaults] = useState<readonly FileFault[]>([])
  const [sending, setSending] = useState<number | null>(null)
  const [started, setStarted] = useState<readonly string[]>([])
  const { mutate, error, reset } = useMutation({
    mutationFn: (files: readonly File[]) => upload(importDocuments, files, { onProgress: setSending }),
    onSuccess: async ({ jobId }) => {
      setStarted((before) => [jobId, ...before])
      await client.invalidateQueries({ queryKey: jobsQuery.queryKey })
    },
    onSettled: () => setSending(null),
  })
  return {
    faults,
    sending,
    error,
    started,
    clear: () => {
      setFaults([])
      reset()
    },
    send: (files) => {
      const sorted = sortOutFiles(files)
      setFaults(sorted.faults)
      if (sorted.good.length === 0) return
      setSending(0)
      mutate(sorted.good)
    },
  }
}

/** What is being sent, what runs, and what came of it; imports go on when the page is left and are found again. */
function ImportArea({ imports }: { readonly imports: Imports }) {
  const t = useText(libraryTexts)
  const format = useFormat()
  const client = useQueryClient()
  const mayImport = useAbility('documents.import')
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const [seen, setSeen] = useState<readonly string[]>([])
  const { data } = useQuery({ ...jobsQuery, enabled: mayImport })
  const jobs = (data?.jobs ?? []).filter(
    (job) =>
      job.kind === 'document-import' &&
      !dismissed.includes(job.id) &&
      (isRunning(job) || seen.includes(job.id) || imports.started.includes(job.id)),
  )
  const runningIds = jobs.filter(isRunning).map((job) => job.id)
  const newlySeen = runningIds.filter((id) => !seen.includes(id))
  if (newlySeen.length > 0) setSeen([...seen, ...newlySeen])

  // Each finished file is a row of the table.
  const done = jobs.map((job) => `${job.id}:${job.done}:${job.state}`).join()
  useEffect(() => {
    if (done) void client.invalidateQueries({ queryKey: documentsKey })
  }, [client, done])

  return (
    <>
      {imports.faults.length > 0 ? (
        <div className="failed import-faults" role="alert">
          {t('notSent')}
          <ul>
            {imports.faults.map((fault) => (
              <li key={`${fault.code}-${'name' in fault ? fault.name : ''}`}>
                {t(fault.code, {
                  name: 'name' in fault ? fault.name : '',
                  size: 'bytes' in fault ? format.bytes(fault.bytes) : '',
                  limit: fault.code === 'tooMany' ? MOST_FILES : format.bytes(LARGEST_FILE_BYTES),
                })}
              </li>
            ))}
          </ul>
          <div className="failed-foot">
            <Button size="small" onClick={imports.clear}>
              {t('dismiss')}
            </Button>
          </div>
        </div>
      ) : null}
      {imports.error ? <ErrorState error={imports.error} /> : null}
      {imports.sending !== null ? (
        <p role="status" className="soft">
          {t('sending', { share: format.percent(imports.sending) })}
        </p>
      ) : null}
      {jobs.map((job) => (
        <ImportPanel key={job.id} job={job} onDismiss={() => setDismissed([...dismissed, job.id])} />
      ))}
    </>
  )
}

/** Files dragged anywhere onto the page. Enter and leave fire for every child, so they are counted. */
function useDrop(enabled: boolean, onFiles: (files: readonly File[]) => void) {
  const [depth, setDepth] = useState(0)
  const hasFiles = (event: DragEvent) => enabled && event.dataTransfer.types.includes('Files')
  return {
    over: depth > 0,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setDepth((before) => before + 1)
      },
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDragLeave: (event: DragEvent) => {
        if (hasFiles(event)) setDepth((before) => Math.max(0, before - 1))
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setDepth(0)
        onFiles([...event.dataTransfer.files])
      },
    },
  }
}
