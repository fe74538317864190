import { useQuery } from '@tanstack/react-query'
import { enterpriseRegisterTexts } from '../../../text/enterprises-register.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import { recordKindsQuery } from '../queries.ts'

const RECORDS = 'records-'

/** What can be imported: the register, and records of each kind, with their names. */
export function useSubjects() {
  const t = useText(enterpriseRegisterTexts)
  const say = useSay()
  const { data } = useQuery(recordKindsQuery)
  const kinds = data?.kinds ?? []
  return {
    subjects: ['register', ...kinds.map(({ code }) => `${RECORDS}${code}`)],
    nameOf: (subject: string) => {
      if (subject === 'register') return t('subject.register')
      const code = subject.slice(RECORDS.length)
      const kind = kinds.find((each) => each.code === code)
      return t('subjectRecords', { kind: kind ? say(kind.title) : code })
    },
  }
}
