import { useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../../app/address-link.tsx'
import { caseListTexts } from '../../../text/cases.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { proceduresQuery } from '../shared/case-queries.ts'

/** 发起事项: the procedures that I may start, each with what it is for. */
export function StartMenu() {
  const t = useText(caseListTexts)
  const say = useSay()
  const { data, error, refetch } = useQuery(proceduresQuery)
  const mine = (data?.procedures ?? []).filter(({ can }) => can.includes('open'))
  return (
    <Disclosure className="start-menu" face={t('start')}>
      {(close) => (
        <>
          {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
          {!data && !error ? <Loading /> : null}
          {data && mine.length === 0 ? <p className="soft">{t('startNone')}</p> : null}
          {mine.map(({ code, name, summary }) => (
            <AddressLink key={code} href={`/cases/new/${code}`} onClick={close}>
              <b>{say(name)}</b>
              <span className="small soft">{say(summary)}</span>
            </AddressLink>
          ))}
        </>
      )}
    </Disclosure>
  )
}
