import { useMutation } from '@tanstack/react-query'
import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { signOut } from '#contract/access'
import { commonTexts } from '../text/common.ts'
import { frameTexts } from '../text/frame.ts'
import { useText } from '../text/index.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { ApiError, call } from './api-client.ts'
import { renewSession, useIsBusiness, useSession } from './session.ts'
import { ErrorState } from '../ui/states.tsx'

export function PersonMenu() {
  const t = useText(frameTexts)
  const common = useText(commonTexts)
  const { user, roles } = useSession()
  const isBusiness = useIsBusiness()
  const router = useRouter()
  const here = useRouterState({ select: (state) => state.location.href })
  const leaving = useMutation({
    mutationFn: async () => {
      try {
        await call(signOut)
      } catch (error) {
        // Already logged out elsewhere: that is what was wanted.
        if (!(error instanceof ApiError && error.status === 401)) throw error
      }
      // Leave first: the frame must not render for nobody.
      await router.navigate({ to: '/login' })
      await renewSession()
    },
  })
  return (
    <Disclosure label={`${t('person')}：${user.name}`} face={user.name} className="person-menu">
      {(close) => (
        <>
          <b>{user.name}</b>
          <div className="soft">{user.organisation?.name}</div>
          <div className="soft small">{roles.map((role) => common(`role.${role}`)).join(' · ')}</div>
          <div className="soft small">{user.login}</div>
          <hr />
          {leaving.error ? <ErrorState error={leaving.error} /> : null}
          {isBusiness ? (
            <Link to="/my-settings" onClick={close}>
              {t('mySettings')}
            </Link>
          ) : null}
          <Link to="/password" search={here === '/' ? {} : { next: here }} onClick={close}>
            {t('password')}
          </Link>
          <button type="button" onClick={() => leaving.mutate()} disabled={leaving.isPending}>
            {t('signOut')}
          </button>
        </>
      )}
    </Disclosure>
  )
}
