import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import Button from 'antd/es/button'
import { checkIndicator, saveIndicator } from '#contract/statistics'
import type { IndicatorRow } from '#contract/statistics'
import type { BodyOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import { ApiError, call } from '../../../app/api-client.ts'
import { exploreTexts, indicatorTexts } from '../../../text/explore.ts'
import { useText } from '../../../text/index.ts'
import { useIssueText } from '../../../text/issues.ts'
import { statisticsTexts } from '../../../text/statistics.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { unitWords } from '../../../ui/filings/figures.ts'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { formsQuery, refreshStatistics } from '../shared/queries.ts'
import { cellNumber } from './cell-words.ts'
import { indicatorsQuery } from './explore-queries.ts'
import { ExpressionField } from './expression-field.tsx'
import { ExpressionWords, useFormDefinitions } from './formula.tsx'

type Indicator = BodyOf<typeof saveIndicator>['indicator']
type Check = ResponseOf<typeof checkIndicator>
const MEASURES = ['flow', 'point', 'accumulates'] as const
const DIRECTIONS = ['more', 'less', 'none'] as const
const CODE = /^[a-z0-9-]{2,60}$/u
const NEW: Indicator = {
  code: '',
  name: { zh: '', en: '' },
  expression: '',
  unit: '亿元',
  decimals: 1,
  measure: 'flow',
  direction: 'more',
  note: null,
}
/** Units are written as the forms write them, in either language of the page. */
const UNITS = ['亿元', '万人', '%', '万元/人']
const NO_CODES: readonly string[] = []

/** A new indicator of the zone, or a change of one; the expression is checked and computed while it is written. */
export function IndicatorEditor({
  row,
  taken,
  onClose,
}: {
  /** null: a new one. */
  readonly row: IndicatorRow | null
  readonly taken: ReadonlySet<string>
  readonly onClose: () => void
}) {
  const t = useText(indicatorTexts)
  const words = useText(exploreTexts)
  const client = useQueryClient()
  const [value, setValue] = useState<Indicator>(() => (row === null ? NEW : inputOf(row)))
  const [tried, setTried] = useState(false)
  const [version, setVersion] = useState(row?.version ?? null)
  const [theirs, setTheirs] = useState<IndicatorRow | null>(null)
  const { data: formRows } = useQuery(formsQuery)
  const forms = useFormDefinitions(formRows?.forms.map(({ code }) => code) ?? NO_CODES)
  const check = useCheck(value.expression, value.unit)
  const set = (change: Partial<Indicator>) => setValue((before) => ({ ...before, ...change }))
  const save = useMutation({
    mutationFn: () =>
      call(saveIndicator, { params: { code: value.code }, body: { version, indicator: cleaned(value) } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: indicatorsQuery.queryKey })
      refreshStatistics(client)
      onClose()
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || !error.has('statistics.stale')) return
      const { indicators } = await client.fetchQuery({ ...indicatorsQuery, staleTime: 0 })
      setTheirs(indicators.find(({ code }) => code === value.code) ?? null)
    },
  })
  const lacks = {
    zh: value.name.zh.trim() === '' ? t('needName') : undefined,
    en: value.name.en.trim() === '' ? t('needEn') : undefined,
    code: !CODE.test(value.code)
      ? t('needCode')
      : row === null && taken.has(value.code)
        ? t('codeTaken')
        : undefined,
    expression: check.data?.ok === true ? undefined : t('needExpression'),
    unit: value.unit.trim() === '' ? t('needUnit') : undefined,
  }
  const shown = (error: string | undefined) => (tried ? error : undefined)
  const stale = save.error instanceof ApiError && save.error.has('statistics.stale')
  return (
    <Dialog title={t(row === null ? 'newTitle' : 'editTitle')} onClose={onClose}>
      <form
        className="indicator-editor"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          const first = Object.entries(lacks).find(([, error]) => error !== undefined)
          if (first === undefined) save.mutate()
          else
            event.currentTarget
              .querySelector<HTMLElement>(`[data-part="${first[0]}"] :is(input, textarea)`)
              ?.focus()
        }}
      >
        <div className="indicator-pair">
          <div data-part="zh">
            <Field label={t('name')} error={shown(lacks.zh)}>
              {({ status: _, ...field }) => (
                <input
                  {...field}
                  className="explore-find"
                  value={value.name.zh}
                  maxLength={100}
                  onChange={({ target }) => set({ name: { ...value.name, zh: target.value } })}
                />
              )}
            </Field>
          </div>
          <div data-part="en">
            <Field label={t('nameEn')} error={shown(lacks.en)}>
              {({ status: _, ...field }) => (
                <input
                  {...field}
                  className="explore-find"
                  value={value.name.en}
                  maxLength={200}
                  onChange={({ target }) => set({ name: { ...value.name, en: target.value } })}
                />
              )}
            </Field>
          </div>
        </div>
        <div data-part="code">
          <Field label={t('code')} hint={row === null ? t('codeHint') : undefined} error={shown(lacks.code)}>
            {({ status: _, ...field }) => (
              <input
                {...field}
                className="explore-find"
                value={value.code}
                readOnly={row !== null}
                maxLength={60}
                onChange={({ target }) => set({ code: target.value.toLowerCase() })}
              />
            )}
          </Field>
        </div>
        <div data-part="expression">
          <Field label={t('expression')} hint={t('expressionHint')} error={shown(lacks.expression)}>
            {(field) => (
              <ExpressionField
                id={field.id}
                value={value.expression}
                forms={forms}
                describedBy={field['aria-describedby']}
                invalid={field['aria-invalid']}
                onChange={(expression) => set({ expression })}
              />
            )}
          </Field>
        </div>
        <div className="indicator-check" role="status">
          {value.expression.trim() === '' ? null : (
            <ExpressionWords expression={value.expression} forms={forms} />
          )}
          <CheckWords
            check={check.data}
            empty={value.expression.trim() === ''}
            unit={value.unit}
            decimals={value.decimals}
          />
          {check.error ? <ErrorState error={check.error} /> : null}
        </div>
        <div className="indicator-pair indicator-four">
          <div data-part="unit">
            <Field label={t('unit')} hint={t('unitHint', { examples: UNITS })} error={shown(lacks.unit)}>
              {({ status: _, ...field }) => (
                <input
                  {...field}
                  className="explore-find"
                  value={value.unit}
                  maxLength={40}
                  onChange={({ target }) => set({ unit: target.value })}
                />
              )}
            </Field>
          </div>
          <Field label={t('decimals')}>
            {({ id }) => (
              <Choice
                id={id}
                value={value.decimals}
                onChange={({ target }) => set({ decimals: Number(target.value) })}
              >
                {[0, 1, 2, 3, 4, 5, 6].map((n) => (
                  <option key={n} value={n}>
                    {n}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
          <Field label={t('measure')}>
            {({ id }) => (
              <Choice
                id={id}
                value={value.measure}
                onChange={({ target }) =>
                  set({ measure: MEASURES.find((each) => each === target.value) ?? 'flow' })
                }
              >
                {MEASURES.map((each) => (
                  <option key={each} value={each}>
                    {words(`measure.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
          <Field label={t('direction')}>
            {({ id }) => (
              <Choice
                id={id}
                value={value.direction}
                onChange={({ target }) =>
                  set({ direction: DIRECTIONS.find((each) => each === target.value) ?? 'none' })
                }
              >
                {DIRECTIONS.map((each) => (
                  <option key={each} value={each}>
                    {words(`direction.${each}`)}
                  </option>
                ))}
              </Choice>
            )}
          </Field>
        </div>
        <div className="indicator-pair">
          {(['zh', 'en'] as const).map((language) => (
            <Field key={language} label={t(language === 'zh' ? 'noteZh' : 'noteEn')}>
              {({ status: _, ...field }) => (
                <input
                  {...field}
                  className="explore-find"
                  value={value.note?.[language] ?? ''}
                  maxLength={300}
                  onChange={({ target }) =>
                    set({ note: { zh: '', en: '', ...value.note, [language]: target.value } })
                  }
                />
              )}
            </Field>
          ))}
        </div>
        {stale && theirs ? (
          <div className="indicator-stale" role="alert">
            <p>{t('stale')}</p>
            <p>
              {theirs.name.zh} · <code>{theirs.expression}</code> · {theirs.unit}
            </p>
            <Button
              onClick={() => {
                setVersion(theirs.version)
                setTheirs(null)
                save.reset()
              }}
            >
              {t('overwrite')}
            </Button>
          </div>
        ) : save.error ? (
          <ErrorState error={save.error} />
        ) : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={stale}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Asks once the typing rests. */
function useCheck(expression: string, unit: string) {
  const [asked, setAsked] = useState({ expression, unit })
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ expression, unit }), 350)
    return () => clearTimeout(timer)
  }, [expression, unit])
  const answer = useQuery({
    queryKey: ['indicator-check', asked],
    queryFn: ({ signal }) => call(checkIndicator, { body: asked, signal }),
    enabled: asked.expression.trim() !== '' && asked.unit.trim() !== '',
    staleTime: 60_000,
  })
  const settled = asked.expression === expression && asked.unit === unit
  return { data: settled ? answer.data : undefined, error: settled ? answer.error : null }
}

function CheckWords({
  check,
  empty,
  unit,
  decimals,
}: {
  readonly check: Check | undefined
  readonly empty: boolean
  readonly unit: string
  readonly decimals: number
}) {
  const t = useText(indicatorTexts)
  const words = useText(statisticsTexts)
  const issueText = useIssueText()
  const { language } = useFormat()
  if (empty) return <p className="soft small">{t('checkEmpty')}</p>
  if (check === undefined) return <p className="soft small">{t('checking')}</p>
  if (!check.ok)
    return (
      <ul className="indicator-issues">
        {check.issues.map((issue, index) => (
          <li key={`${index} ${issue.code}`}>
            <StatusMark tone="bad">{issueText({ ...issue, path: [] })}</StatusMark>
            {typeof issue.params['at'] === 'number' ? (
              <span className="small soft"> {t('checkAt', { n: issue.params['at'] + 1 })}</span>
            ) : null}
          </li>
        ))}
      </ul>
    )
  const { latest } = check
  return (
    <p>
      <StatusMark tone="good">{t('checkOk')}</StatusMark>{' '}
      <span className="soft">
        {check.unit === null || check.rhythm === null
          ? ''
          : t('checkUnit', {
              unit: unitWords(check.unit, language) || '1',
              rhythm: words(`rhythm.${check.rhythm}`),
            })}
      </span>
      {latest === null ? null : (
        <>
          <br />
          {latest.value === null
            ? t('checkNothing', { period: periodWords(latest.period, language) })
            : t('checkLatest', {
                period: periodWords(latest.period, language),
                value: `${cellNumber(latest.value, { decimals, signed: false })} ${unitWords(unit, language)}`,
              })}
        </>
      )}
    </p>
  )
}

function inputOf({
  code,
  name,
  expression,
  unit,
  decimals,
  measure,
  direction,
  note,
}: IndicatorRow): Indicator {
  return { code, name, expression, unit, decimals, measure, direction, note }
}

function cleaned(value: Indicator): Indicator {
  const zh = value.note?.zh.trim() ?? ''
  const en = value.note?.en.trim() ?? ''
  return {
    ...value,
    name: { zh: value.name.zh.trim(), en: value.name.en.trim() },
    unit: value.unit.trim(),
    expression: value.expression.trim(),
    note: zh === '' && en === '' ? null : { zh: zh || en, en: en || zh },
  }
}
