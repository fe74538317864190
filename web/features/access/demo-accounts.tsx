import type { ResponseOf } from '../../../src/features/route-contract.ts'
import type { readSession } from '#contract/access'
import { accessTexts } from '../../text/access.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'

type DemoAccount = ResponseOf<typeof readSession>['demoAccounts'][number]

/** The accounts of the demo zone; one click fills them in. Sent by the server only while it runs as a demo. */
export function DemoAccounts({
  accounts,
  chosen,
  onChoose,
}: {
  readonly accounts: readonly DemoAccount[]
  readonly chosen: string
  readonly onChoose: (account: DemoAccount) => void
}) {
  const t = useText(accessTexts)
  const common = useText(commonTexts)
  return (
    <section className="demo-accounts" aria-label={t('demoTitle')}>
      <h2>{t('demoTitle')}</h2>
      <p className="soft small">{t('demoWhy')}</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.login}>
            <button type="button" aria-pressed={account.login === chosen} onClick={() => onChoose(account)}>
              <span className="demo-name">{account.name}</span>
              <span className="soft small">
                {account.roles.map((role) => common(`role.${role}`)).join(' · ')}
              </span>
              <code>{account.login}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
