import App from 'antd/es/app'
import Button from 'antd/es/button'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { shareByConsent } from '#contract/cultivation'
import type { Consent } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'
import { commonTexts } from '../../../text/common.ts'
import { consentTexts } from '../../../text/consents.ts'
import { useText } from '../../../text/index.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { ErrorState } from '../../../ui/states.tsx'
import { consentsKey } from './consent-queries.ts'
import { FieldFault, PartsField } from './give-consent-dialog.tsx'
import { SharingLinks } from './sharing-links.tsx'

/** Puts the package together and records that it goes; what was consented to is the most that can be chosen. */
export function ShareDialog({
  consent,
  nameOf,
  onClose,
}: {
  readonly consent: Consent
  readonly nameOf: (fact: string) => string
  readonly onClose: () => void
}) {
  const t = useText(consentTexts)
  const common = useText(commonTexts)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [parts, setParts] = useState(consent.parts)
  const [facts, setFacts] = useState<readonly string[]>(consent.facts)
  const [tried, setTried] = useState(false)
  const errors = {
    parts: parts.length === 0 ? t('shareNothing') : undefined,
    facts: parts.includes('facts') && facts.length === 0 ? t('shareFactsNeeded') : undefined,
  }
  const sharing = useMutation({
    mutationFn: () =>
      call(shareByConsent, {
        params: { consentId: consent.id },
        body: { parts: [...parts], facts: parts.includes('facts') ? [...facts] : null },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: consentsKey })
      message.success(t('shareDone'))
    },
    // Taken back or ended since: the list says so behind the dialog.
    onError: () => client.invalidateQueries({ queryKey: consentsKey }),
  })
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (errors.parts === undefined && errors.facts === undefined && !sharing.isPending && !sharing.data)
      sharing.mutate()
  }
  return (
    <Dialog title={t('shareTitle', { receiver: consent.receiver.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="soft">{t('shareWhy')}</p>
        {sharing.error ? <ErrorState error={sharing.error} /> : null}
        {sharing.data ? (
          <p role="status">
            {t('shareDone')} <SharingLinks sharingId={sharing.data.id} />
          </p>
        ) : (
          <>
            <PartsField
              offered={consent.parts}
              chosen={parts}
              error={tried ? errors.parts : undefined}
              onChosen={(chosen) => setParts([...chosen])}
            />
            {parts.includes('facts') ? (
              <fieldset className="consent-parts">
                <legend>{t('shareFactsAll', { n: facts.length })}</legend>
                <div className="consent-facts" tabIndex={0} role="group" aria-label={t('part.facts')}>
                  {consent.facts.map((fact) => (
                    <label key={fact}>
                      <input
                        type="checkbox"
                        aria-invalid={tried && errors.facts !== undefined}
                        checked={facts.includes(fact)}
                        onChange={() =>
                          setFacts(
                            facts.includes(fact) ? facts.filter((each) => each !== fact) : [...facts, fact],
                          )
                        }
                      />
                      <span>{nameOf(fact)}</span>
                    </label>
                  ))}
                </div>
                <FieldFault error={tried ? errors.facts : undefined} />
              </fieldset>
            ) : null}
          </>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{common(sharing.data ? 'close' : 'cancel')}</Button>
          {sharing.data ? null : (
            <Button type="primary" htmlType="submit" loading={sharing.isPending}>
              {t('share')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
