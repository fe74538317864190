import { Link } from '@tanstack/react-router'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { frameTexts } from '../text/frame.ts'
import { useText } from '../text/index.ts'
import { serverAnswers } from './load-page.ts'
import { Page } from '../ui/page.tsx'
import { ErrorState } from '../ui/states.tsx'

export function FailedPage({ error }: ErrorComponentProps) {
  const t = useText(frameTexts)
  return (
    <Page title={t('failed')}>
      <ErrorState error={error} retry={() => void reloadIfAnswered()} />
    </Page>
  )
}

async function reloadIfAnswered(): Promise<void> {
  if (await serverAnswers()) location.reload()
}

export function MissingPage() {
  const t = useText(frameTexts)
  return (
    <Page title={t('missing')}>
      <p className="soft">{t('missingWhy')}</p>
      <p>
        <Link to="/">{t('toHome')}</Link>
      </p>
    </Page>
  )
}
