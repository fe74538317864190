import type { RuleTable } from '#domain/rules'
import { policyTexts } from '../../../text/policies.ts'
import { ruleTableTexts } from '../../../text/rule-tables.ts'
import { useText } from '../../../text/index.ts'
import { unitWords } from '../../../ui/filings/figures.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import '../../../ui/plain-table.css'

/** A decision table as it is read: one line for each case. */
export function RuleTableView({ table }: { readonly table: RuleTable }) {
  const t = useText(policyTexts)
  const hits = useText(ruleTableTexts)
  const say = useSay()
  const { language } = useFormat()
  const title = say(table.title)
  const heading = (of: { readonly title: RuleTable['title']; readonly unit: string | null }) =>
    of.unit === null
      ? say(of.title)
      : t('withUnit', { name: say(of.title), unit: unitWords(of.unit, language) })
  const hasNotes = table.rows.some(({ note }) => note !== null)
  return (
    <>
      <h3>
        {title} <span className="soft small">{hits(`hit.${table.hit}`)}</span>
      </h3>
      <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="plain-table">
          <thead>
            <tr>
              {table.inputs.map((input) => (
                <th key={input.expression} scope="col">
                  {heading(input)}
                </th>
              ))}
              {table.outputs.map((output) => (
                <th key={output.code} scope="col">
                  {heading(output)}
                </th>
              ))}
              {hasNotes ? <th scope="col">{t('note2')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ tests, outputs, note }, row) => (
              <tr key={row}>
                {tests.map((test, index) => (
                  <td key={table.inputs[index]?.expression ?? test}>
                    <code lang="zh">{test}</code>
                  </td>
                ))}
                {outputs.map((output, index) => (
                  <td key={table.outputs[index]?.code ?? output}>
                    <code lang="zh">{output}</code>
                  </td>
                ))}
                {hasNotes ? (
                  <td className="soft small" lang="zh">
                    {note}
                  </td>
                ) : null}
              </tr>
            ))}
            {table.otherwise === null ? null : (
              <tr>
                <td colSpan={table.inputs.length} className="soft">
                  {t('tableOtherwise')}
                </td>
                {table.otherwise.map((output, index) => (
                  <td key={table.outputs[index]?.code ?? output}>
                    <code lang="zh">{output}</code>
                  </td>
                ))}
                {hasNotes ? <td /> : null}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </>
  )
}
