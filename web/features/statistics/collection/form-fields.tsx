import type { FormDefinition, FormField } from '#domain/indicators'
import { formTexts } from '../../../text/forms.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { cellLabel, fieldOf } from '../shared/finding-words.ts'

/** The fields as the form has them, section by section. */
export function FieldsPanel({ form }: { readonly form: FormDefinition }) {
  const t = useText(formTexts)
  const say = useSay()
  const { language } = useFormat()
  const count = form.sections.reduce((sum, { fields }) => sum + fields.length, 0)
  return (
    <Panel title={t('section', { n: count })}>
      {form.sections.map((section) => (
        <div key={section.id} className="form-fields plain-table-scroll">
          <table className="plain-table">
            <caption>{say(section.title)}</caption>
            <colgroup>
              <col />
              <col />
              <col />
              <col />
              <col />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">{t('code')}</th>
                <th scope="col">{t('label')}</th>
                <th scope="col">{t('type')}</th>
                <th scope="col">{t('unit')}</th>
                <th scope="col">{t('asked')}</th>
              </tr>
            </thead>
            <tbody>
              {section.fields.map((field) => (
                <tr key={field.code} id={field.code}>
                  <td className="form-code">{field.code}</td>
                  <td style={{ paddingLeft: 10 + depthOf(form, field) * 18 }}>
                    {say(field.label)}
                    {field.note ? <div className="soft small">{say(field.note)}</div> : null}
                  </td>
                  <td>{t(`type.${field.type}`)}</td>
                  <td>{unitWords(field.unit, language)}</td>
                  <td>
                    <Asked form={form} field={field} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </Panel>
  )
}

/** How deep a field stands below those that it is a part of. */
function depthOf(form: FormDefinition, field: FormField): number {
  let depth = 0
  let at: FormField | undefined = field
  while (at?.partOf !== undefined && depth < 6) {
    depth += 1
    at = fieldOf(form, at.partOf)
  }
  return depth
}

function Asked({ form, field }: { readonly form: FormDefinition; readonly field: FormField }) {
  const t = useText(formTexts)
  const say = useSay()
  const { language, number } = useFormat()
  const condition = field.onlyIf
  const other = condition ? fieldOf(form, condition.field) : undefined
  const otherName = condition ? (other ? cellLabel(other, language) : condition.field) : ''
  const parts = [
    field.compulsory ? t('compulsory') : '',
    condition === undefined
      ? ''
      : condition.is === 'one-of'
        ? t('onlyIf.one-of', {
            field: otherName,
            values: condition.values.map((value) =>
              typeof value === 'boolean'
                ? t(value ? 'yes' : 'no')
                : (other?.choices?.find((choice) => choice.value === value)?.label.zh ?? String(value)),
            ),
          })
        : t(`onlyIf.${condition.is}`, { field: otherName }),
    field.minimum === undefined ? '' : t('minimum', { n: number(field.minimum) }),
    field.maximum === undefined ? '' : t('maximum', { n: number(field.maximum) }),
    field.decimals === undefined ? '' : t('decimals', { n: field.decimals }),
    field.maxLength === undefined ? '' : t('length', { n: field.maxLength }),
    field.choices === undefined ? '' : t('choices', { values: field.choices.map(({ label }) => say(label)) }),
  ].filter((part) => part !== '')
  return <>{parts.join(language === 'en' ? '; ' : '；')}</>
}
