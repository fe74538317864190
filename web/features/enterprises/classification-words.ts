import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { z } from 'zod'
import type { ClassificationCode } from '#contract/enterprises'
import { classificationsQuery } from '../../app/classifications.ts'
import { useLanguage } from '../../text/index.ts'

export type Code = z.infer<typeof ClassificationCode>
export type CodeList = Code['list']
const NONE: readonly Code[] = []

/** The lists of codes, and the name of a code in the language of the page; an unknown code is shown as it is. */
export function useClassifications() {
  const language = useLanguage()
  const { data } = useQuery(classificationsQuery)
  const codes = data?.codes ?? NONE
  return useMemo(() => {
    const byCode = new Map(codes.map((code) => [`${code.list} ${code.code}`, code]))
    const nameOf = (code: Code) => (language === 'en' && code.en ? code.en : code.zh)
    return {
      listOf: (list: CodeList) => codes.filter((code) => code.list === list),
      nameOf,
      name: (list: CodeList, code: string | null) => {
        if (code === null) return null
        const found = byCode.get(`${list} ${code}`)
        return found ? nameOf(found) : code
      },
    }
  }, [codes, language])
}
