import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Modal from 'antd/es/modal'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changeSetting } from '#contract/procedures'
import { call } from '../../../app/api-client.ts'
import { actTexts, procedureTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { SourceNote } from '../shared/source-note.tsx'
import { isChanged, settingWords } from './setting-words.ts'
import type { Setting } from './setting-words.ts'

/** Limits and thresholds: what holds, where it comes from, who changed it and why. */
export function SettingsTable({
  procedure,
  settings,
  canSet,
}: {
  readonly procedure: string
  readonly settings: readonly Setting[]
  readonly canSet: boolean
}) {
  const t = useText(procedureTexts)
  const say = useSay()
  const format = useFormat()
  const [changing, setChanging] = useState<Setting | null>(null)
  return (
    <>
      <table className="procedure-table settings">
        <thead>
          <tr>
            <th scope="col">{t('colSetting')}</th>
            <th scope="col">{t('colValue')}</th>
            <th scope="col">{t('colSource')}</th>
            {canSet ? (
              <th scope="col">
                <span className="unseen">{t('change')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {settings.map((setting) => (
            <tr key={setting.code}>
              <th scope="row">{say(setting.name)}</th>
              <td>
                <b>{settingWords(setting.value, format.language)}</b>
                {isChanged(setting) ? (
                  <div className="small soft">
                    <Chip>{t('changed')}</Chip>{' '}
                    {t('shipped', { value: settingWords(setting.shipped, format.language) })}
                  </div>
                ) : null}
              </td>
              <td>
                <SourceNote source={setting.source} />
                {setting.history.length > 0 ? (
                  <details className="small">
                    <summary>{t('historyOf', { n: setting.history.length })}</summary>
                    <ul className="side-list">
                      {setting.history.map((change) => (
                        <li key={change.at}>
                          {t('history', {
                            at: format.moment(change.at),
                            by: change.by,
                            value: settingWords(change.value, format.language),
                            reason: change.reason,
                          })}
                        </li>
                      ))}
                    </ul>
                  </details>
                ) : null}
              </td>
              {canSet ? (
                <td className="number">
                  <Button
                    size="small"
                    aria-label={t('changeOf', { name: say(setting.name) })}
                    onClick={() => setChanging(setting)}
                  >
                    {t('change')}
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {changing ? (
        <SettingDialog procedure={procedure} setting={changing} onClose={() => setChanging(null)} />
      ) : null}
    </>
  )
}

function SettingDialog({
  procedure,
  setting,
  onClose,
}: {
  readonly procedure: string
  readonly setting: Setting
  readonly onClose: () => void
}) {
  const t = useText(procedureTexts)
  const act = useText(actTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const old = setting.value
  const [amount, setAmount] = useState<number | null>(typeof old === 'number' ? old : old.amount)
  const [unit, setUnit] = useState(typeof old === 'number' ? ('day' as const) : old.unit)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isNumber = typeof old === 'number'
  const badAmount = amount === null || (isNumber ? amount < 0 : amount <= 0)
  const badReason = reason.trim() === ''
  const change = useMutation({
    mutationFn: (value: number) =>
      call(changeSetting, {
        params: { code: procedure, setting: setting.code },
        body: { value: isNumber ? value : { amount: value, unit }, reason: reason.trim() },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['procedures'] })
      void message.success(t('saved'))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t('changeOf', { name: say(setting.name) })}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={change.isPending}
      onOk={() => {
        setTried(true)
        if (!badAmount && !badReason) change.mutate(amount)
      }}
      onCancel={onClose}
    >
      <p className="soft">{t('settingsNote')}</p>
      {change.error ? <ErrorState error={change.error} /> : null}
      <Field label={t('value')} error={tried && badAmount ? t('valueMissing') : undefined}>
        {(field) => (
          <div className="act-amount">
            <InputNumber
              {...field}
              controls={false}
              min={0}
              max={100_000}
              value={amount}
              onChange={(next) => setAmount(typeof next === 'number' ? next : null)}
            />
            {isNumber ? null : (
              <Choice
                aria-label={t('unit')}
                value={unit}
                onChange={(event) => {
                  const next = (['day', 'hour', 'minute'] as const).find(
                    (each) => each === event.target.value,
                  )
                  if (next) setUnit(next)
                }}
              >
                {(['day', 'hour', 'minute'] as const).map((each) => (
                  <option key={each} value={each}>
                    {act(`unit.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </div>
        )}
      </Field>
      <Field label={t('reason')} error={tried && badReason ? t('reasonMissing') : undefined}>
        {(field) => (
          <Input.TextArea
            {...field}
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Modal>
  )
}
