import { useMemo } from 'react'
import { defineTexts, interpolate, useLanguage } from './index.ts'
import type { Language, TextParams } from './index.ts'

/** One message for each code that the server or this client can answer: what happened, why, what to do next. */
export const issueTexts = defineTexts({
  'zh-CN': {
    'client.unreachable': '连不上服务器。请检查网络后重试；已保存的内容不会丢失。',
    'client.fault': '服务器处理时出错。请稍后重试；仍不行时请把报修编号告诉系统管理员。',
    'client.unexpected': '服务器没有接受这次请求（状态 {status}）。请刷新页面后重试。',
  },
  en: {
    'client.unreachable':
      'The server cannot be reached. Check the network and try again; what was saved is safe.',
    'client.fault':
      'The server failed while working on this. Try again later; if it persists, give the reference number to your system administrator.',
    'client.unexpected':
      'The server did not accept this request (status {status}). Reload the page and try again.',
  },
})

type KnownCode = keyof (typeof issueTexts)['zh-CN']

export interface IssueLike {
  readonly code: string
  readonly params?: TextParams
}

function isKnown(code: string): code is KnownCode {
  return Object.hasOwn(issueTexts['zh-CN'], code)
}

/** A code without a message would be a defect (issues.test.ts); the reader then at least gets the code to report. */
export function issueText(issue: IssueLike, language: Language): string {
  if (isKnown(issue.code)) return interpolate(issueTexts[language][issue.code], issue.params, language)
  return language === 'en'
    ? `The request was refused (${issue.code}). Give this code to your system administrator.`
    : `请求未被接受（${issue.code}）。请把此代码告诉系统管理员。`
}

export function useIssueText(): (issue: IssueLike) => string {
  const language = useLanguage()
  return useMemo(() => (issue: IssueLike) => issueText(issue, language), [language])
}
