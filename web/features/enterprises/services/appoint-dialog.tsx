import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { assignSteward } from '#contract/cultivation'
import type { StewardKind } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { organisationsQuery } from '../../../app/organisations.ts'
import { useSession } from '../../../app/session.ts'
import { commonTexts } from '../../../text/common.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { keepServices, stewardsQuery } from '../../../ui/services/service-queries.ts'
import type { EnterpriseServices } from '../../../ui/services/service-queries.ts'
import { eligibleStewards } from './eligible-stewards.ts'

const TELEPHONE = /^[0-9+() \-转]{5,40}$/u

/** Names who is steward from a day on: of the government by an account, the enterprise’s own contact by name and telephone. */
export function AppointDialog({
  kind,
  replaces,
  enterprise,
  onClose,
}: {
  readonly kind: StewardKind
  readonly replaces: boolean
  readonly enterprise: EnterpriseServices['enterprise']
  readonly onClose: () => void
}) {
  const t = useText(serviceTexts)
  const common = useText(commonTexts)
  const format = useFormat()
  const client = useQueryClient()
  const { message } = App.useApp()
  const { user, roles } = useSession()
  const [userId, setUserId] = useState('')
  const [isSelf, setIsSelf] = useState(false)
  const [name, setName] = useState('')
  const [telephone, setTelephone] = useState('')
  const [from, setFrom] = useState(() => todayOf(new Date()))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const ofGovernment = kind === 'government'
  const account = ofGovernment ? userId : isSelf ? user.id : ''
  const errors = {
    person: ofGovernment && userId === '' ? t('personNeeded') : undefined,
    name: !ofGovernment && !isSelf && name.trim() === '' ? t('nameNeeded') : undefined,
    telephone: telephone.trim() !== '' && !TELEPHONE.test(telephone.trim()) ? t('telephoneWrong') : undefined,
    from: from === '' ? t('dayNeeded') : undefined,
  }
  const appointing = useMutation({
    mutationFn: () =>
      call(assignSteward, {
        params: { enterpriseId: enterprise.id },
        body: {
          kind,
          userId: account || null,
          name: account ? null : name.trim(),
          telephone: telephone.trim() || null,
          from,
          reason: reason.trim() || null,
        },
      }),
    onSuccess: (answer) => {
      keepServices(client, answer)
      message.success(t('appointed', { date: format.date(from) }))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((error) => error === undefined) && !appointing.isPending)
      appointing.mutate()
  }
  const shown = (field: keyof typeof errors) => (tried ? errors[field] : undefined)
  return (
    <Dialog title={t(`${replaces ? 'replace' : 'appoint'}.${kind}`)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t(`appointWhy.${kind}`)}</p>
        {appointing.error ? <ErrorState error={appointing.error} /> : null}
        {ofGovernment ? (
          <PersonField enterprise={enterprise} chosen={userId} error={shown('person')} onChosen={setUserId} />
        ) : (
          <>
            {roles.includes('enterprise') ? (
              <label className="service-self">
                <input
                  type="checkbox"
                  checked={isSelf}
                  onChange={({ target }) => setIsSelf(target.checked)}
                />{' '}
                {t('self')} <span className="soft">{user.name}</span>
              </label>
            ) : null}
            {isSelf ? null : (
              <Field label={t('nameField')} error={shown('name')}>
                {(field) => (
                  <Input
                    {...field}
                    value={name}
                    maxLength={60}
                    autoFocus
                    onChange={({ target }) => setName(target.value)}
                  />
                )}
              </Field>
            )}
          </>
        )}
        <div className="field-pair">
          <Field label={t('telephoneField')} error={shown('telephone')}>
            {(field) => (
              <Input
                {...field}
                type="tel"
                value={telephone}
                maxLength={40}
                onChange={({ target }) => setTelephone(target.value)}
              />
            )}
          </Field>
          <Field label={t('from')} error={shown('from')}>
            {(field) => (
              <Input {...field} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
            )}
          </Field>
        </div>
        <p className="soft small">{t('telephoneHint')}</p>
        <Field label={t('noteField')}>
          {(field) => (
            <Input
              {...field}
              value={reason}
              maxLength={1000}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={appointing.isPending}>
            {common('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Accounts that may see the enterprise: of its parks and of the office. */
function PersonField({
  enterprise,
  chosen,
  error,
  onChosen,
}: {
  readonly enterprise: EnterpriseServices['enterprise']
  readonly chosen: string
  readonly error: string | undefined
  readonly onChosen: (userId: string) => void
}) {
  const t = useText(serviceTexts)
  const { data, error: failed, refetch } = useQuery(stewardsQuery)
  const { data: organisations } = useQuery(organisationsQuery())
  if (failed) return <ErrorState error={failed} retry={() => void refetch()} />
  if (data === undefined || organisations === undefined) return <Loading />
  const bodies = eligibleStewards(data.people, enterprise, organisations.organisations)
  if (bodies.length === 0) return <p className="service-now">{t('personNone')}</p>
  return (
    <Field label={t('person')} error={error}>
      {({ status: _status, ...field }) => (
        <Choice {...field} value={chosen} onChange={({ target }) => onChosen(target.value)}>
          <option value="">{t('personChoose')}</option>
          {bodies.map(({ organisation, people }) => (
            <optgroup key={organisation} label={organisation}>
              {people.map((person) => {
                const load = data.stewards.find((steward) => steward.userId === person.id)
                return (
                  <option key={person.id} value={person.id}>
                    {load ? `${person.name} · ${t('enterprises')} ${load.enterprises}` : person.name}
                  </option>
                )
              })}
            </optgroup>
          ))}
        </Choice>
      )}
    </Field>
  )
}
