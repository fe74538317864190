import type { PublicLanguage } from './answer-public.ts'

const zh = {
  progress: '公开进展',
  statistics: '统计公报',
  evaluations: '评价结果',
  skip: '跳到正文',
  other: 'English',
  signIn: '工作人员登录',
  missing: '没有这一页',
  missingWhy: '它可能未向社会公开，或者已经撤回。',
  toHome: '回到首页',
}
type Texts = typeof zh

const en: Texts = {
  progress: 'Public progress',
  statistics: 'Statistical bulletins',
  evaluations: 'Evaluations',
  skip: 'Skip to content',
  other: '中文',
  signIn: 'Staff log-in',
  missing: 'There is no such page',
  missingWhy: 'It may not be open to the public, or it was withdrawn.',
  toHome: 'Back to the first page',
}

const TEXTS: Readonly<Record<PublicLanguage, Texts>> = { 'zh-CN': zh, en }

export function siteTexts(language: PublicLanguage): Texts {
  return TEXTS[language]
}
