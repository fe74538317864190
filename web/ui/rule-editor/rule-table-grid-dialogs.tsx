import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { KNOWN_UNITS } from '#domain/rules'
import type { RuleTable } from '#domain/rules'
import { commonTexts } from '../../text/common.ts'
import { ruleTableTexts } from '../../text/rule-tables.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../choice.tsx'
import { Dialog } from '../dialog.tsx'
import { Field } from '../field.tsx'
import { focusFirstError } from '../focus-first-error.ts'
import { useSay } from '../say.ts'
import type { AddedColumn, GridColumn } from './rule-table-grid-edits.ts'
import { valuesOfColumn } from './rule-table-grid-entry.ts'
import type { RuleEditorNames } from './rule-table-grid-entry.ts'

const TYPES = ['number', 'text', 'boolean'] as const
const NAME = /^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]{0,99}$/u

/** A column as it is set: what it asks for, or what it answers. `column` as a word: a new one. */
export function ColumnDialog({
  table,
  names,
  column,
  onClose,
  onDone,
}: {
  readonly table: RuleTable
  readonly names: RuleEditorNames
  readonly column: GridColumn | 'input' | 'output'
  readonly onClose: () => void
  readonly onDone: (column: AddedColumn) => void
}) {
  const kind = typeof column === 'string' ? column : column.kind
  return kind === 'output' ? (
    <OutputDialog {...{ table, column, onClose, onDone }} />
  ) : (
    <InputDialog {...{ table, names, column, onClose, onDone }} />
  )
}

function InputDialog({
  table,
  names,
  column,
  onClose,
  onDone,
}: {
  readonly table: RuleTable
  readonly names: RuleEditorNames
  readonly column: GridColumn | 'input' | 'output'
  readonly onClose: () => void
  readonly onDone: (column: AddedColumn) => void
}) {
  const t = useText(ruleTableTexts)
  const say = useSay()
  const list = useId()
  const before =
    typeof column === 'object' && column.kind === 'input' ? table.inputs[column.index] : undefined
  const [expression, setExpression] = useState(before?.expression ?? '')
  const [zh, setZh] = useState(before?.title.zh ?? '')
  const [en, setEn] = useState(before?.title.en ?? '')
  const [unit, setUnit] = useState(before?.unit ?? '')
  const [tried, setTried] = useState(false)
  const options = valuesOfColumn(expression, names)?.options ?? null
  const isComplete = [expression, zh, en].every((text) => text.trim() !== '')
  function choose(written: string) {
    setExpression(written)
    // A fact brings its name and unit, unless somebody has written his own.
    const known =
      names.facts.find(({ code }) => code === written.trim()) ??
      names.parameters.find(({ code }) => code === written.trim())
    if (known === undefined) return
    if (zh === '') setZh(known.title.zh)
    if (en === '') setEn(known.title.en)
    if (unit === '') setUnit(known.unit ?? '')
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (isComplete)
      onDone({
        kind: 'input',
        input: {
          title: { zh: zh.trim(), en: en.trim() },
          expression: expression.trim(),
          unit: unit.trim() || null,
        },
      })
  }
  const missing = (text: string) => (tried && text.trim() === '' ? t('needed') : undefined)
  return (
    <Dialog title={before ? t('columnSettings') : t('addInput')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field
          label={t('fact')}
          hint={
            options === null ? t('factHint') : t('allowed', { words: options.map(({ title }) => say(title)) })
          }
          error={missing(expression)}
        >
          {({ status, ...field }) => (
            <Input
              {...field}
              status={status}
              lang="zh"
              list={list}
              value={expression}
              maxLength={10_000}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => choose(target.value)}
            />
          )}
        </Field>
        <datalist id={list}>
          {names.facts.map(({ code, title }) => (
            <option key={code} value={code} label={say(title)} />
          ))}
        </datalist>
        <TitleFields {...{ zh, en, setZh, setEn, missing }} />
        <UnitField unit={unit} onUnit={setUnit} />
        <Foot onClose={onClose} />
      </form>
    </Dialog>
  )
}

function OutputDialog({
  table,
  column,
  onClose,
  onDone,
}: {
  readonly table: RuleTable
  readonly column: GridColumn | 'input' | 'output'
  readonly onClose: () => void
  readonly onDone: (column: AddedColumn) => void
}) {
  const t = useText(ruleTableTexts)
  const at = typeof column === 'object' && column.kind === 'output' ? column.index : -1
  const before = table.outputs[at]
  const [code, setCode] = useState(before?.code ?? '')
  const [zh, setZh] = useState(before?.title.zh ?? '')
  const [en, setEn] = useState(before?.title.en ?? '')
  const [type, setType] = useState<(typeof TYPES)[number]>(before?.type ?? 'number')
  const [unit, setUnit] = useState(before?.unit ?? '')
  const [tried, setTried] = useState(false)
  const missing = (text: string) => (tried && text.trim() === '' ? t('needed') : undefined)
  const taken = table.outputs.some((output, index) => index !== at && output.code === code.trim())
  const wrongCode =
    code.trim() === ''
      ? t('needed')
      : !NAME.test(code.trim())
        ? t('codeWrong')
        : taken
          ? t('codeTaken')
          : null
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (wrongCode === null && zh.trim() !== '' && en.trim() !== '')
      onDone({
        kind: 'output',
        output: {
          code: code.trim(),
          title: { zh: zh.trim(), en: en.trim() },
          type,
          unit: type === 'number' ? unit.trim() || null : null,
        },
      })
  }
  return (
    <Dialog title={before ? t('columnSettings') : t('addOutput')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field
          label={t('outputCode')}
          hint={t('outputCodeHint', { table: table.code })}
          error={tried && wrongCode !== null ? wrongCode : undefined}
        >
          {({ status, ...field }) => (
            <Input
              {...field}
              status={status}
              lang="zh"
              value={code}
              maxLength={100}
              autoFocus
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
        <TitleFields {...{ zh, en, setZh, setEn, missing }} />
        <Field label={t('type')}>
          {({ status: _status, ...field }) => (
            <Choice
              {...field}
              value={type}
              onChange={({ target }) => setType(TYPES.find((each) => each === target.value) ?? 'number')}
            >
              {TYPES.map((each) => (
                <option key={each} value={each}>
                  {t(`type.${each}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        {type === 'number' ? <UnitField unit={unit} onUnit={setUnit} /> : null}
        <Foot onClose={onClose} />
      </form>
    </Dialog>
  )
}

/** 表名: what formulas call the table, and its title. */
export function TableNameDialog({
  table,
  onClose,
  onDone,
}: {
  readonly table: RuleTable
  readonly onClose: () => void
  readonly onDone: (named: Pick<RuleTable, 'code' | 'title'>) => void
}) {
  const t = useText(ruleTableTexts)
  const [code, setCode] = useState(table.code)
  const [zh, setZh] = useState(table.title.zh)
  const [en, setEn] = useState(table.title.en)
  const [tried, setTried] = useState(false)
  const missing = (text: string) => (tried && text.trim() === '' ? t('needed') : undefined)
  const wrongCode = code.trim() === '' ? t('needed') : NAME.test(code.trim()) ? null : t('codeWrong')
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    if (wrongCode === null && zh.trim() !== '' && en.trim() !== '')
      onDone({ code: code.trim(), title: { zh: zh.trim(), en: en.trim() } })
  }
  return (
    <Dialog title={t('tableSettings')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field
          label={t('tableCode')}
          hint={t('tableCodeHint')}
          error={tried && wrongCode !== null ? wrongCode : undefined}
        >
          {({ status, ...field }) => (
            <Input
              {...field}
              status={status}
              lang="zh"
              value={code}
              maxLength={100}
              autoFocus
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
        <TitleFields {...{ zh, en, setZh, setEn, missing }} />
        <Foot onClose={onClose} />
      </form>
    </Dialog>
  )
}

function TitleFields({
  zh,
  en,
  setZh,
  setEn,
  missing,
}: {
  readonly zh: string
  readonly en: string
  readonly setZh: (text: string) => void
  readonly setEn: (text: string) => void
  readonly missing: (text: string) => string | undefined
}) {
  const t = useText(ruleTableTexts)
  return (
    <>
      <Field label={t('titleZh')} error={missing(zh)}>
        {(field) => (
          <Input
            {...field}
            lang="zh"
            value={zh}
            maxLength={200}
            onChange={({ target }) => setZh(target.value)}
          />
        )}
      </Field>
      <Field label={t('titleEn')} error={missing(en)}>
        {(field) => (
          <Input
            {...field}
            lang="en"
            value={en}
            maxLength={200}
            onChange={({ target }) => setEn(target.value)}
          />
        )}
      </Field>
    </>
  )
}

function UnitField({ unit, onUnit }: { readonly unit: string; readonly onUnit: (unit: string) => void }) {
  const t = useText(ruleTableTexts)
  const list = useId()
  return (
    <>
      <Field label={t('unit')} hint={t('unitHint')}>
        {(field) => (
          <Input
            {...field}
            lang="zh"
            list={list}
            value={unit}
            maxLength={50}
            onChange={({ target }) => onUnit(target.value)}
          />
        )}
      </Field>
      <datalist id={list}>
        {KNOWN_UNITS.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  )
}

function Foot({ onClose }: { readonly onClose: () => void }) {
  const t = useText(ruleTableTexts)
  const common = useText(commonTexts)
  return (
    <div className="dialog-foot">
      <Button onClick={onClose}>{common('cancel')}</Button>
      <Button type="primary" htmlType="submit">
        {t('apply')}
      </Button>
    </div>
  )
}
