import Button from 'antd/es/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { exportRuleTable, importRuleTable } from '#contract/policies'
import type { PolicyJson } from '#contract/policies'
import type { RuleTable } from '#domain/rules'
import { call, fetchFile } from '../../app/api-client.ts'
import { commonTexts } from '../../text/common.ts'
import { ruleTableTexts } from '../../text/rule-tables.ts'
import { useText } from '../../text/index.ts'
import { Dialog } from '../dialog.tsx'
import { FileDrop } from '../file-drop.tsx'
import { useSay } from '../say.ts'
import { ErrorState } from '../states.tsx'

/** The same as the contract allows. */
const MOST_CHARACTERS = 2_000_000

/** Saves the table as it stands here, saved or not, as a .dmn file. */
export function ExportTableButton({ table }: { readonly table: RuleTable }) {
  const t = useText(ruleTableTexts)
  const exporting = useMutation({
    mutationFn: async () => {
      const { name, content } = await fetchFile(exportRuleTable, { body: { table: asJson(table) } })
      const address = URL.createObjectURL(content)
      const link = document.createElement('a')
      link.href = address
      link.download = name ?? `${table.code}.dmn`
      link.click()
      setTimeout(() => URL.revokeObjectURL(address), 10_000)
    },
  })
  return (
    <>
      <Button size="small" loading={exporting.isPending} onClick={() => exporting.mutate()}>
        {t('exportDmn')}
      </Button>
      {exporting.error ? (
        <Dialog title={t('exportDmn')} onClose={() => exporting.reset()}>
          <ErrorState error={exporting.error} />
        </Dialog>
      ) : null}
    </>
  )
}

function asJson(table: RuleTable): PolicyJson {
  return JSON.parse(JSON.stringify(table)) as PolicyJson
}

/** Reads the decision tables of a .dmn file and lets one be chosen in place of what stands. */
export function ImportTableDialog({
  code,
  onClose,
  onDone,
}: {
  readonly code: string
  readonly onClose: () => void
  readonly onDone: (table: RuleTable) => void
}) {
  const t = useText(ruleTableTexts)
  const common = useText(commonTexts)
  const say = useSay()
  const [fault, setFault] = useState<'importTooLarge' | 'importOne' | null>(null)
  const [chosen, setChosen] = useState(0)
  const reading = useMutation({
    mutationFn: async (file: File) => call(importRuleTable, { body: { xml: await file.text() } }),
    onSuccess: () => setChosen(0),
  })
  function take(files: readonly File[]) {
    const [file, ...more] = files
    if (file === undefined) return
    const wrong = more.length > 0 ? 'importOne' : file.size > MOST_CHARACTERS ? 'importTooLarge' : null
    setFault(wrong)
    if (wrong === null) reading.mutate(file)
  }
  const tables = reading.data?.tables ?? []
  const table = tables[chosen]
  return (
    <Dialog title={t('importTitle')} onClose={onClose}>
      <p className="soft">{t('importWhy', { code })}</p>
      {fault ? (
        <div className="field-error" role="alert">
          <span aria-hidden="true">■</span> {t(fault)}
        </div>
      ) : null}
      {reading.error ? <ErrorState error={reading.error} /> : null}
      <FileDrop
        busy={reading.isPending}
        accept={['.dmn', '.xml']}
        words={{ drop: t('importDrop'), dropNow: t('importDropNow'), choose: t('importChoose') }}
        onFiles={take}
      />
      {tables.length > 0 ? (
        <ul className="rtg-words" role="radiogroup" aria-label={t('importWhich')}>
          {tables.map((each, index) => (
            <li key={each.code}>
              <label>
                <input
                  type="radio"
                  name="rule-table-import"
                  checked={index === chosen}
                  onChange={() => setChosen(index)}
                />{' '}
                {say(each.title)}{' '}
                <span className="soft small">
                  {t('importCount', {
                    rows: each.rows.length,
                    inputs: each.inputs.length,
                    outputs: each.outputs.length,
                  })}
                </span>
              </label>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="dialog-foot">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="primary" disabled={table === undefined} onClick={() => table && onDone(table)}>
          {t('importUse')}
        </Button>
      </div>
    </Dialog>
  )
}
