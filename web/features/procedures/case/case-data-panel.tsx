import { isEmpty } from '#domain/cases'
import { caseTexts, formTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { DataValue } from '../shared/data-value.tsx'
import { controlKind } from '../shared/field-control-kind.ts'

/** Everything that was filled in and that I may read; what is in my form now stands there. */
export function CaseDataPanel({ view }: { readonly view: CaseView }) {
  const t = useText(caseTexts)
  const form = useText(formTexts)
  const say = useSay()
  const editing = new Set(
    view.forms.flatMap(({ fields }) =>
      fields.filter(({ permission }) => permission !== 'read').map(({ field }) => field.code),
    ),
  )
  const fields = view.fields.filter(
    ({ code, branch }) => branch === null && !isEmpty(view.data[code]) && !editing.has(code),
  )
  if (fields.length === 0) return null
  return (
    <Panel title={t('data')}>
      <table className="case-data">
        <tbody>
          {fields.map((field) => (
            <tr key={field.code} className={controlKind(field).kind === 'table' ? 'wide' : undefined}>
              <th scope="row">
                {say(field.label)}
                {field.confidential ? (
                  <>
                    {' '}
                    <Chip title={form('confidentialWhy')}>{form('confidential')}</Chip>
                  </>
                ) : null}
              </th>
              <td>
                <DataValue field={field} value={view.data[field.code]} context={view} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
