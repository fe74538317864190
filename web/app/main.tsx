import App from 'antd/es/app'
import ConfigProvider from 'antd/es/config-provider'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/plain-table.css'
import { theme } from '../ui/theme.ts'
import { useLanguage } from '../text/index.ts'
import { onSignedOut } from './api-client.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'
import { renewSession } from './session.ts'

function Duoyuan() {
  const language = useLanguage()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App component={false} message={{ maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}

// The session ended elsewhere: log in again and come back to the same address.
onSignedOut(() => {
  if (router.state.location.pathname === '/login') return
  const next = router.state.location.href
  // Leave first: the frame must not render for nobody.
  void router.navigate({ to: '/login', search: next === '/' ? {} : { next } }).then(renewSession)
})

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no element #root')
createRoot(container).render(
  <StrictMode>
    <Duoyuan />
  </StrictMode>,
)
