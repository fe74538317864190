import App from 'antd/es/app'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { decideDeclaration } from '#contract/rules'
import type { Declaration } from '#contract/rules'
import { call } from '../../../app/api-client.ts'
import { enterpriseFactTexts } from '../../../text/enterprises-facts.ts'
import { useText } from '../../../text/index.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { useSay } from '../../../ui/say.ts'
import { declarationsKey, refreshEnterprise } from '../queries.ts'

export type Decision = Declaration['can'][number]

/** Confirms or refuses what was declared, or takes back the own word. */
export function DecideDialog({
  declaration,
  decision,
  onClose,
}: {
  readonly declaration: Declaration
  readonly decision: Decision
  readonly onClose: () => void
}) {
  const t = useText(enterpriseFactTexts)
  const say = useSay()
  const client = useQueryClient()
  const { message } = App.useApp()
  const { id, version, title } = declaration
  const deciding = useMutation({
    mutationFn: (reason: string) =>
      call(decideDeclaration, {
        params: { declarationId: id },
        body: { decision, reason: reason || null, version },
      }),
    onSuccess: async () => {
      await Promise.all([
        refreshEnterprise(client),
        client.invalidateQueries({ queryKey: declarationsKey }),
        client.invalidateQueries({ queryKey: ['home'] }),
      ])
      message.success(t('decidedDone'))
      onClose()
    },
  })
  return (
    <AskDialog
      title={t(`${decision}Title`, { fact: say(title) })}
      why={t(`${decision}Why`)}
      button={t(decision)}
      danger={decision === 'refuse'}
      reason={
        decision === 'refuse'
          ? { label: t('reason'), missing: t('reasonNeeded'), most: 1000 }
          : { label: t('reasonOptional'), most: 1000 }
      }
      busy={deciding.isPending}
      error={deciding.error}
      onClose={onClose}
      onDone={(reason) => deciding.mutate(reason)}
    />
  )
}
