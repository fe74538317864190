import type { ResponseOf } from '../../../src/features/route-contract.ts'
import type { readSession } from '#contract/access'
import { accessTexts } from '../../text/access.ts'
import { commonTexts } from '../../text/common.ts'
import { useText } from '../../text/index.ts'

type DemoAccount = ResponseOf<typeof readSession>['demoAccounts'][number]

/**
 * The accounts of the demo zone, role by role; one click fills them in. Sent by the server only while it runs as a demo.
 */
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
  const roles = [...new Set(accounts.flatMap((account) => account.roles))]
  return (
    <section className="demo-accounts" aria-label={t('demoTitle')}>
      <h2>{t('demoTitle')}</h2>
      <p className="soft small">{t('demoWhy')}</p>
      <dl>
        {roles.map((role) => (
          <div key={role}>
            <dt className="soft small">{common(`role.${role}`)}</dt>
            <dd>
              {accounts
                .filter((account) => account.roles[0] === role)
                .map((account) => (
                  <button
                    key={account.login}
                    type="button"
                    aria-pressed={account.login === chosen}
                    onClick={() => onChoose(account)}
                  >
                    <span className="demo-name">{account.name}</span>
                    <code>{account.login}</code>
                  </button>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
