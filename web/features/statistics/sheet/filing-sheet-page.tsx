import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FilingSheet } from '#contract/statistics'
import { usePathParam, useAddress } from '../../../app/address.ts'
import { useSession } from '../../../app/session.ts'
import { sheetTexts } from '../../../text/filing-sheet.ts'
import { useIssueText } from '../../../text/issues.ts'
import { useText } from '../../../text/index.ts'
import { useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { sheetQuery } from '../shared/queries.ts'
import { unitNameOf } from '../../../ui/filings/unit-name.ts'
import { compiledForm } from './compiled-forms.ts'
import { Sheet } from './sheet.tsx'
import type { SheetAddress } from './sheet.tsx'
import './sheet.css'

/** One statistical form of one unit and period: filling in, checking, asking, approving, and looking at what it was before. */
export function FilingSheetPage() {
  const [unitId, form, period] = [usePathParam('unitId'), usePathParam('form'), usePathParam('period')]
  const [{ asOf }] = useAddress<SheetAddress>()
  const now = useQuery(sheetQuery(unitId, form, period))
  const then = useQuery({ ...sheetQuery(unitId, form, period, asOf), enabled: asOf !== undefined })
  const failed = now.error ?? (asOf === undefined ? null : then.error)
  if (now.data !== undefined && asOf === undefined) return <Read view={now.data} then={null} />
  if (now.data !== undefined && then.data !== undefined) return <Read view={now.data} then={then.data} />
  if (failed !== null)
    return (
      <div className="page">
        <ErrorState
          error={failed}
          retry={() => {
            void now.refetch()
            if (asOf !== undefined) void then.refetch()
          }}
        />
      </div>
    )
  return <Loading />
}

/** The form comes as data; what cannot be read as a form is said, never shown half. */
function Read({ view, then }: { readonly view: FilingSheet; readonly then: FilingSheet | null }) {
  const t = useText(sheetTexts)
  const say = useSay()
  const issueText = useIssueText()
  const { language } = useFormat()
  const { user } = useSession()
  const { collection, unit } = view
  const shown = then ?? view
  const read = useMemo(() => compiledForm(shown.definition), [shown.definition])
  useTitle(
    `${say(collection.title)} ${periodWords(collection.period, language)} ${unitNameOf(unit, language)}`,
  )
  if (!read.ok)
    return (
      <div className="page">
        <h1>{t('badForm')}</h1>
        <p className="soft">{t('badFormNote')}</p>
        <ul>
          {read.issues.map((issue) => (
            <li key={`${issue.code} ${issue.path?.join('.') ?? ''}`}>{issueText(issue)}</li>
          ))}
        </ul>
      </div>
    )
  return (
    <Sheet
      key={`${unit.id} ${collection.form} ${shown.collection.formVersion} ${collection.period}`}
      view={view}
      then={then}
      form={read.value}
      userId={user.id}
    />
  )
}
