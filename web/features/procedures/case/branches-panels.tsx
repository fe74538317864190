import type { FieldView } from '#contract/procedures'
import { isEmpty } from '#domain/cases'
import { caseTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import type { CaseView } from '../shared/case-queries.ts'
import { DataValue } from '../shared/data-value.tsx'
import { controlKind } from '../shared/field-control-kind.ts'
import { spreadOf } from './spread.ts'

type Branch = CaseView['branches'][number]

/** What the branches of parallel work hold, side by side: one panel for each place where the case ran in parallel. */
export function BranchesPanels({ view }: { readonly view: CaseView }) {
  const byNode = Map.groupBy(view.branches, ({ node }) => node)
  const fields = view.fields.filter(({ branch }) => branch !== null)
  return [...byNode].map(([node, branches]) => (
    <BranchTable key={node} node={node} branches={branches} fields={fields} view={view} />
  ))
}

function BranchTable({
  node,
  branches,
  fields,
  view,
}: {
  readonly node: string
  readonly branches: readonly Branch[]
  readonly fields: readonly FieldView[]
  readonly view: CaseView
}) {
  const t = useText(caseTexts)
  const say = useSay()
  const shown = fields.filter(({ code }) => branches.some(({ data }) => !isEmpty(data[code])))
  const sealed = branches.some((branch) => branch.sealed)
  // Branches without anything to compare are told by the opinions.
  if (shown.length === 0 && !sealed) return null
  const name = view.drawing.boxes.find((box) => box.node === node)?.name
  const figures = shown.map((field) => spreadOfField(field, branches))
  const hasSpread = figures.some((spread) => spread !== null)
  return (
    <Panel title={name ? say(name) : t('branches')}>
      <div
        className="value-table-scroll"
        tabIndex={0}
        role="group"
        aria-label={name ? say(name) : t('branches')}
      >
        <table className="branch-table">
          <thead>
            <tr>
              <td />
              {branches.map((branch) => (
                <th key={branch.id} scope="col">
                  {say(branch.party?.name ?? branch.name)}
                  <div className="small soft">
                    {branch.outcome ? say(branch.outcome) : t(`branch.${branch.status}`)}
                  </div>
                </th>
              ))}
              {hasSpread ? (
                <>
                  <th scope="col" className="number">
                    {t('mean')}
                  </th>
                  <th scope="col">{t('spread')}</th>
                </>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {sealed ? (
              <tr>
                <td />
                {branches.map((branch) => (
                  <td key={branch.id} className="soft">
                    {branch.sealed ? (
                      <>
                        <span aria-hidden="true">▣</span> {t('branchSealed')}
                      </>
                    ) : null}
                  </td>
                ))}
                {hasSpread ? <td colSpan={2} /> : null}
              </tr>
            ) : null}
            {shown.map((field, index) => (
              <tr key={field.code}>
                <th scope="row">{say(field.label)}</th>
                {branches.map((branch) => (
                  <td key={branch.id}>
                    {branch.sealed && isEmpty(branch.data[field.code]) ? null : (
                      <DataValue field={field} value={branch.data[field.code]} context={view} />
                    )}
                  </td>
                ))}
                {hasSpread ? <SpreadCells spread={figures[index] ?? null} /> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function SpreadCells({ spread }: { readonly spread: ReturnType<typeof spreadOf> }) {
  const t = useText(caseTexts)
  const format = useFormat()
  if (!spread)
    return (
      <>
        <td />
        <td />
      </>
    )
  const one = (figure: number) => format.number(Math.round(figure * 10) / 10)
  const width = spread.highest - spread.lowest
  return (
    <>
      <td className="number">
        <b>{one(spread.mean)}</b>
      </td>
      <td title={t('spreadWhy', { n: spread.n })}>
        {t('spreadWords', {
          low: one(spread.lowest),
          high: one(spread.highest),
          deviation: one(spread.deviation),
        })}
        {width > 0 ? (
          <svg className="spread-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <line x1="2" x2="98" y1="4" y2="4" />
            <circle cx={2 + (96 * (spread.mean - spread.lowest)) / width} cy="4" r="3" />
          </svg>
        ) : null}
      </td>
    </>
  )
}

function spreadOfField(field: FieldView, branches: readonly Branch[]) {
  if (controlKind(field).kind !== 'number') return null
  return spreadOf(
    branches
      .filter(({ status }) => status !== 'cancelled')
      .map(({ data }) => data[field.code])
      .filter((value) => typeof value === 'number'),
  )
}
