import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { proposeLayout } from '#contract/policies'
import type { LayoutView } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { layoutTexts } from '../../../text/layout.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { proposalsQuery } from './layout-queries.ts'
import { useLayoutNames } from './layout-words.ts'

/** Which sources are to be satisfied and what has to stay; answered with the fewest changes. */
export function ProposeDialog({
  view,
  onClose,
  onDone,
}: {
  readonly view: LayoutView
  readonly onClose: () => void
  readonly onDone: (proposalId: string) => void
}) {
  const t = useText(layoutTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const format = useFormat()
  const names = useLayoutNames(view)
  const { message } = App.useApp()
  const client = useQueryClient()
  const [title, setTitle] = useState(() => t('proposalTitleUsual', { on: format.date(view.on) }))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(view.ruleSets.flatMap(({ code, inForce }) => (inForce ? [code] : []))),
  )
  const [pinned, setPinned] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const proposing = useMutation({
    mutationFn: () =>
      call(proposeLayout, {
        body: {
          title: title.trim(),
          on: view.on,
          ruleSets: view.ruleSets.flatMap(({ code }) => (chosen.has(code) ? [code] : [])),
          pinned: view.parks.flatMap(({ code: park, industries }) =>
            industries.flatMap(({ industry }) =>
              pinned.has(`${park} ${industry}`) ? [{ park, industry }] : [],
            ),
          ),
        },
      }),
    onSuccess: async (proposal) => {
      await client.invalidateQueries({ queryKey: proposalsQuery.queryKey })
      message.success(t('solved', { n: proposal.changes }))
      onDone(proposal.id)
    },
  })
  const errors = {
    title: title.trim() === '' ? t('needTitle') : undefined,
    ruleSets: chosen.size === 0 ? t('needRuleSets') : undefined,
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (errors.title === undefined && errors.ruleSets === undefined && !proposing.isPending)
      proposing.mutate()
  }
  const toggled = (before: ReadonlySet<string>, key: string) => {
    const next = new Set(before)
    if (!next.delete(key)) next.add(key)
    return next
  }
  return (
    <Dialog title={t('proposeTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="layout-form">
        <p className="soft">{t('proposeWhy')}</p>
        {proposing.error ? <ErrorState error={proposing.error} /> : null}
        <Field label={t('proposalTitle')} error={tried ? errors.title : undefined}>
          {(field) => (
            <Input
              {...field}
              value={title}
              maxLength={200}
              onChange={({ target }) => setTitle(target.value)}
            />
          )}
        </Field>
        <fieldset className="layout-choices">
          <legend className="soft">{t('ruleSets')}</legend>
          {view.ruleSets.map((set) => (
            <label key={set.code}>
              <input
                type="checkbox"
                checked={chosen.has(set.code)}
                aria-invalid={tried && errors.ruleSets !== undefined}
                onChange={() => setChosen((before) => toggled(before, set.code))}
              />{' '}
              {say(set.title)}{' '}
              <span className="soft small" lang="zh">
                {set.source}
              </span>
            </label>
          ))}
          {tried && errors.ruleSets ? (
            <div className="field-error">
              <span aria-hidden="true">■</span> {errors.ruleSets}
            </div>
          ) : null}
        </fieldset>
        <details className="layout-pins">
          <summary>{t('pinned', { n: pinned.size })}</summary>
          <p className="soft small">{t('pinnedWhy')}</p>
          {view.parks.map(({ code: park, industries }) =>
            industries.length === 0 ? null : (
              <fieldset key={park} className="layout-choices">
                <legend>{names.park(park)}</legend>
                {industries.map(({ industry, role }) => (
                  <label key={industry}>
                    <input
                      type="checkbox"
                      checked={pinned.has(`${park} ${industry}`)}
                      onChange={() => setPinned((before) => toggled(before, `${park} ${industry}`))}
                    />{' '}
                    {names.industry(industry)} <span className="soft small">{t(role)}</span>
                  </label>
                ))}
              </fieldset>
            ),
          )}
        </details>
        <div className="dialog-foot">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={proposing.isPending}>
            {t('solve')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
