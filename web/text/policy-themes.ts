import type { Language } from './index.ts'

/** English names of the themes that policies are found by. A theme is any word of the office; one without a name here stays Chinese. */
export const THEMES: Readonly<Record<string, string>> = {
  产业: 'Industry',
  研发: 'Research',
  梯度培育: 'Ladder',
  国际化: 'Going abroad',
  金融: 'Finance',
  空间: 'Space',
  人才: 'Talent',
  绿色: 'Green',
  知识产权: 'Intellectual property',
  服务: 'Services',
  技术转移: 'Technology transfer',
  数字化: 'Digitalisation',
  场景: 'Scenarios',
  中试: 'Pilot production',
  产学研: 'Industry and universities',
}

/** English names of the groups in which facts are listed. */
export const FACT_GROUPS: Readonly<Record<string, string>> = {
  经济: 'Economy',
  研发: 'Research',
  知识产权: 'Intellectual property',
  投入与费用: 'Investment and costs',
  基本信息: 'Basics',
  人员: 'People',
  认定自评: 'Self-assessment',
  产品与市场: 'Products and market',
  融资与上市: 'Financing and listing',
  荣誉: 'Honours',
  机构与认证: 'Institutions and certificates',
  资质: 'Qualifications',
  信用: 'Credit',
}

export interface SpokenName {
  readonly text: string
  /** The language of the text, where it is not that of the page. */
  readonly lang: 'zh' | undefined
}

export function spokenName(
  name: string,
  names: Readonly<Record<string, string>>,
  language: Language,
): SpokenName {
  if (language !== 'en') return { text: name, lang: undefined }
  const english = Object.hasOwn(names, name) ? names[name] : undefined
  return english === undefined ? { text: name, lang: 'zh' } : { text: english, lang: undefined }
}
