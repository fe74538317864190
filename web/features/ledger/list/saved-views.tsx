import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { removeView, saveView } from '#contract/ledger'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { ledgerListTexts } from '../../../text/ledger-list.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { Field } from '../../../ui/field.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { viewAddress } from './list-address.ts'
import type { ListAddress } from './list-address.ts'
import { savedViewsQuery } from './list-queries.ts'
import './saved-views.css'

const PAGE = '/ledger'

/** Filters under a name: mine and those of my body; and the address of what is seen, to send to others. */
export function SavedViews({ address }: { readonly address: ListAddress }) {
  const t = useText(ledgerListTexts)
  return (
    <Disclosure className="saved-views" face={t('saved')}>
      {(close) => <ViewsPanel address={address} close={close} />}
    </Disclosure>
  )
}

function ViewsPanel({ address, close }: { readonly address: ListAddress; readonly close: () => void }) {
  const t = useText(ledgerListTexts)
  const { message } = App.useApp()
  const { data, error, refetch } = useQuery(savedViewsQuery)
  const views = (data?.views ?? []).filter(({ page }) => page === PAGE)
  const groups = [
    { title: t('savedMine'), views: views.filter(({ mine }) => mine) },
    { title: t('savedShared'), views: views.filter(({ mine }) => !mine) },
  ].filter((group) => group.views.length > 0)
  async function copy() {
    try {
      await navigator.clipboard.writeText(
        `${window.location.origin}${PAGE}${stringifySearch(viewAddress(address))}`,
      )
      message.success(t('copied'))
    } catch {
      // Only over https or on this machine; the address bar always has it.
      message.info(t('copyFailed'))
    }
  }
  return (
    <>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && views.length === 0 ? <p className="soft">{t('savedNone')}</p> : null}
      {groups.map(({ title, views: some }) => (
        <section key={title}>
          <h3 className="soft small">{title}</h3>
          <ul>
            {some.map((view) => (
              <li key={view.id}>
                <AddressLink href={`${PAGE}${view.address}`} onClick={close}>
                  {view.name}
                </AddressLink>
                {view.mine ? <RemoveView id={view.id} name={view.name} /> : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <SaveForm address={address} />
      <Button size="small" type="text" onClick={() => void copy()}>
        {t('copyAddress')}
      </Button>
    </>
  )
}

function RemoveView({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useText(ledgerListTexts)
  const { message } = App.useApp()
  const client = useQueryClient()
  const removing = useMutation({
    mutationFn: () => call(removeView, { params: { viewId: id } }),
    onSuccess: () => message.success(t('removeDone', { name })),
    onSettled: () => client.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  })
  return (
    <>
      <button
        type="button"
        aria-label={t('remove', { name })}
        disabled={removing.isPending}
        onClick={() => removing.mutate()}
      >
        ×
      </button>
      {removing.error ? <ErrorState error={removing.error} /> : null}
    </>
  )
}

function SaveForm({ address }: { readonly address: ListAddress }) {
  const t = useText(ledgerListTexts)
  const { message } = App.useApp()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [tried, setTried] = useState(false)
  const saving = useMutation({
    mutationFn: () =>
      call(saveView, {
        body: { page: PAGE, name: name.trim(), address: stringifySearch(viewAddress(address)), shared },
      }),
    onSuccess: () => {
      message.success(t('saveDone', { name: name.trim() }))
      setName('')
      setTried(false)
    },
    onSettled: () => client.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  })
  const missing = name.trim() === ''
  function submit(event: SubmitEvent) {
    event.preventDefault()
    setTried(true)
    if (!missing && !saving.isPending) saving.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className="saved-form">
      <Field
        label={t('saveName')}
        hint={t('saveSame')}
        error={tried && missing ? t('saveNeeded') : undefined}
      >
        {(field) => (
          <Input
            {...field}
            value={name}
            maxLength={60}
            placeholder={t('saveHint')}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <div className="saved-foot">
        <label className="duty-check">
          <input type="checkbox" checked={shared} onChange={({ target }) => setShared(target.checked)} />
          {t('saveShare')}
        </label>
        <Button htmlType="submit" type="primary" size="small" loading={saving.isPending}>
          {t('save')}
        </Button>
      </div>
      {saving.error ? <ErrorState error={saving.error} /> : null}
    </form>
  )
}
