import { useQuery } from '@tanstack/react-query'
import type { SimulationView } from '#contract/policies'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ruleBookQuery } from '../shared/policy-queries.ts'
import { fieldOf, parameterOn, plainValue } from './simulation-words.ts'
import type { AskedSide } from './simulation-words.ts'
import '../../../ui/plain-table.css'

interface Line {
  readonly key: string
  readonly place: string
  readonly was: string | null
  readonly now: string | null
}

/** What the two sides differ in: of the rule, and parameters set apart. */
export function DifferencesPanel({
  view: { result, row },
  sides: { base, changed },
}: {
  readonly view: SimulationView
  readonly sides: { readonly base: AskedSide; readonly changed: AskedSide }
}) {
  const t = useText(simulationTexts)
  const say = useSay()
  const { language } = useFormat()
  const { data: book } = useQuery(ruleBookQuery)
  const comma = language === 'en' ? ', ' : '，'
  const parameters = [...new Set([...base.parameters, ...changed.parameters].map(({ code }) => code))]
  const lines: readonly Line[] = [
    ...result.differences.map((difference): Line => {
      const { kind, node, path, before, after } = difference
      const title = node?.title ? `${say(node.title)} · ` : ''
      return {
        key: `${path.join('/')} ${kind}`,
        place: `${title}${t(`field.${fieldOf(difference)}`)}${kind === 'changed' ? '' : `${comma}${t(`change.${kind}`)}`}`,
        was: kind === 'moved' ? null : plainValue(before),
        now: kind === 'moved' ? null : plainValue(after),
      }
    }),
    ...parameters.map((code): Line => {
      const parameter = book?.parameters.find((each) => each.code === code)
      const unit = parameter?.unit ? ` ${parameter.unit}` : ''
      const words = (side: AskedSide) => {
        const value = plainValue(parameterOn(code, side, book?.parameters ?? [], row.on))
        return value === null ? null : value + unit
      }
      return {
        key: `parameter ${code}`,
        place: t('parameterChange', { name: parameter ? say(parameter.title) : code }),
        was: words(base),
        now: words(changed),
      }
    }),
  ]
  return (
    <Panel title={t('differences')}>
      {lines.length === 0 ? (
        <p className="soft">{t('differencesNone')}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('place')}</th>
              <th scope="col">{t('was')}</th>
              <th scope="col">{t('now')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, place, was, now }) => (
              <tr key={key}>
                <th scope="row">{place}</th>
                {[was, now].map((text, index) => (
                  <td key={index === 0 ? 'was' : 'now'}>
                    {text === null ? (
                      <span className="faint">{t('nothing')}</span>
                    ) : (
                      <code lang="zh">{text}</code>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
