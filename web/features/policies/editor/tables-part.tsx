import Button from 'antd/es/button'
import type { RuleTable } from '#domain/rules'
import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { Panel } from '../../../ui/page.tsx'
import { RuleTableGrid } from '../../../ui/rule-editor/rule-table-grid.tsx'
import { useSay } from '../../../ui/say.ts'
import { changedAt, withoutAt } from './editor-fields.tsx'
import { usePolicyEditor } from './policy-editor.ts'

/** 决策表: tables that this policy's expressions may name. */
export function TablesPart() {
  const t = useText(policyEditorTexts)
  const say = useSay()
  const { definition, change, names, findings } = usePolicyEditor()
  const { tables } = definition
  const set = (next: readonly RuleTable[], place: string | null) =>
    change((old) => ({ ...old, tables: next }), place)
  return (
    <Panel
      title={t('part.tables')}
      label={t('part.tables')}
      actions={
        <Button size="small" onClick={() => set([...tables, newTable(tables)], null)}>
          {t('addTable')}
        </Button>
      }
    >
      <div data-place="tables">
        {tables.length === 0 ? <p className="soft">{t('tablesNone')}</p> : null}
        {tables.map((table, at) => (
          <div key={at} className="editor-card" data-place={`tables.${at}`}>
            <RuleTableGrid
              table={table}
              findings={findings.filter(({ path }) => path[0] === 'tables' && path[1] === at)}
              names={names.book}
              readOnly={false}
              onChange={(next) => set(changedAt(tables, at, next), `tables ${at}`)}
            />
            <div className="editor-line">
              <Button size="small" danger onClick={() => set(withoutAt(tables, at), null)}>
                {t('removeTable', { name: say(table.title) || table.code })}
              </Button>
            </div>
          </div>
        ))}
      </div>
    </Panel>
  )
}

/** One column of each kind and one row: what it is about is written in. */
function newTable(tables: readonly RuleTable[]): RuleTable {
  let number = tables.length + 1
  while (tables.some(({ code }) => code === `决策表${number}`)) number += 1
  const code = `决策表${number}`
  return {
    code,
    title: { zh: code, en: `Table ${number}` },
    inputs: [{ title: { zh: '上年度营业收入', en: 'Revenue' }, expression: '上年度营业收入', unit: '万元' }],
    outputs: [{ code: '金额', title: { zh: '金额', en: 'Amount' }, type: 'number', unit: '万元' }],
    hit: 'UNIQUE',
    rows: [{ tests: ['>= 0'], outputs: ['0'], note: null, clause: null }],
    otherwise: null,
  }
}
