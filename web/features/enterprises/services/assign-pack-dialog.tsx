import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { assignPack } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { serviceTexts } from '../../../text/services.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { todayOf } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { keepServices, packsQuery } from '../../../ui/services/service-queries.ts'
import { ladderQuery } from '../queries.ts'

/** Assigns a pack; those made for the enterprise’s rung come first. */
export function AssignPackDialog({
  enterpriseId,
  onClose,
}: {
  readonly enterpriseId: string
  readonly onClose: () => void
}) {
  const t = useText(serviceTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const { data, error } = useQuery(packsQuery)
  const { data: ladder } = useQuery(ladderQuery(enterpriseId))
  const [code, setCode] = useState('')
  const [from, setFrom] = useState(() => todayOf(new Date()))
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const errors = {
    pack: code === '' ? t('packNeeded') : undefined,
    from: from === '' ? t('dayNeeded') : undefined,
    to: to !== '' && to <= from ? t('toWrong') : undefined,
  }
  const packs = data?.packs ?? []
  const chosen = packs.find((pack) => pack.code === code)
  const assigning = useMutation({
    mutationFn: () =>
      call(assignPack, {
        params: { enterpriseId },
        body: { pack: code, from, to: to || null, note: note.trim() || null },
      }),
    onSuccess: (answer) => {
      keepServices(client, answer)
      message.success(t('assigned', { pack: chosen ? say(chosen.title) : '' }))
      onClose()
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (Object.values(errors).every((each) => each === undefined) && !assigning.isPending) assigning.mutate()
  }
  const shown = (field: keyof typeof errors) => (tried ? errors[field] : undefined)
  const rungs = [
    ladder?.held ?? 'none',
    ...(ladder?.rungs ?? []).flatMap(({ code: rung, held }) => (held ? [rung] : [])),
  ]
  const fits = packs.filter(
    (pack) => pack.rungs.length === 0 || pack.rungs.some((rung) => rungs.includes(rung)),
  )
  const groups = [
    ['packFits', fits],
    ['packOthers', packs.filter((pack) => !fits.includes(pack))],
  ] as const
  return (
    <Dialog title={t('assignPack')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('assignPackWhy')}</p>
        {(assigning.error ?? error) ? <ErrorState error={assigning.error ?? error} /> : null}
        {data === undefined && !error ? <Loading /> : null}
        <Field
          label={t('pack')}
          error={shown('pack')}
          hint={chosen?.description ? say(chosen.description) : undefined}
        >
          {({ status: _status, ...field }) => (
            <Choice {...field} value={code} onChange={({ target }) => setCode(target.value)}>
              <option value="">{t('personChoose')}</option>
              {groups.map(([label, some]) =>
                some.length === 0 ? null : (
                  <optgroup key={label} label={t(label)}>
                    {some.map((pack) => (
                      <option key={pack.code} value={pack.code}>
                        {say(pack.title)}
                      </option>
                    ))}
                  </optgroup>
                ),
              )}
            </Choice>
          )}
        </Field>
        <div className="field-pair">
          <Field label={t('from')} error={shown('from')}>
            {(field) => (
              <Input {...field} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
            )}
          </Field>
          <Field label={t('to')} error={shown('to')}>
            {(field) => (
              <Input {...field} type="date" value={to} onChange={({ target }) => setTo(target.value)} />
            )}
          </Field>
        </div>
        <Field label={t('noteField')}>
          {(field) => (
            <Input
              {...field}
              value={note}
              maxLength={1000}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={assigning.isPending}>
            {common('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
