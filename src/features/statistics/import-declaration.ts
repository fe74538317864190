import type { CellValue, CompiledField, CompiledForm } from '#domain/indicators'
import type { ImportColumn, ImportDeclaration } from '#platform/spreadsheets'

/** Columns that are no fields of the form: whose filing a row is, and what exports show beside. */
export const CREDIT_CODE = '@credit-code'
export const UNIT_NAME = '@name'
const BESIDE = '@beside-'

const CREDIT_CODE_HEADINGS = [
  '统一社会信用代码',
  'Unified social credit code',
  '社会信用代码',
  '信用代码',
  'creditCode',
  'uscc',
]
const ENTERPRISE_HEADINGS = [
  '企业名称',
  'Enterprise',
  '单位名称',
  '单位详细名称',
  '填报单位',
  '企业',
  '单位',
  '名称',
  'Company',
  'Name',
]
const PARK_CODE_HEADINGS = ['分园代码', 'Park code', '园区代码']
const PARK_HEADINGS = ['分园名称', 'Park', '分园', '园区', '园区名称', '填报单位', 'Name']
/** Columns of our own exports that an import reads past. */
export const BESIDE_HEADINGS = {
  park: ['所属分园', 'Registered in'],
  state: ['填报状态', 'State'],
  submitted: ['提交时间', 'Submitted'],
  estimates: ['估算指标', 'Estimated cells'],
  place: ['序号', 'No.'],
} as const
/** Over the lines of one filing as forms are printed: a code, a label, a unit, a figure. */
const DOWNWARDS = {
  names: ['代码', '指标代码', '指标', '指标名称', '项目', 'Code', 'Indicator', 'Item'],
  values: ['数值', '本期', '本年', '本期数', '本年实际', '本月', '金额', '数量', '填报数', 'Value', 'Amount'],
} as const
/** What people write for "nothing here"; never zero. */
const BLANKS = ['—', '－', '-', '–', '/', '／', '…', '……', '无', '空', 'N/A', 'n/a', 'NA', '/']

const FLAGS = [
  { value: 'true', labels: ['是', 'yes', 'true', '1', 'y', '√'] },
  { value: 'false', labels: ['否', 'no', 'false', '0', 'n', '×'] },
]

/**
 * What is read from a table of filings: every field by its code, its label (also without 其中 or a number before it, below its
 * section's title, with its code before it), and who files. A heading that two fields share names neither.
 */
export function importDeclaration(form: CompiledForm): ImportDeclaration {
  const sections = new Map(
    form.definition.sections.flatMap(({ title, fields }) => fields.map(({ code }) => [code, title] as const)),
  )
  const names = form.fields.map(({ field }) => ({
    code: field.code,
    names: namesOf(field, sections.get(field.code) ?? { zh: '', en: '' }),
  }))
  const owners = new Map<string, Set<string>>()
  for (const { code, names: own } of names)
    for (const name of own) owners.set(plain(name), (owners.get(plain(name)) ?? new Set()).add(code))
  const columns = form.fields.map(({ field }, at) =>
    columnOf(
      field,
      (names[at]?.names ?? []).filter((name) => owners.get(plain(name))?.size === 1),
    ),
  )
  const taken = new Set(columns.flatMap(({ headings }) => headings.map(plain)))
  const ofPark = form.definition.filers.unit === 'park'
  const beside = (key: string, headings: readonly string[]): ImportColumn => ({
    key,
    headings: headings.filter((heading) => !taken.has(plain(heading))),
    type: 'text',
  })
  return {
    downwards: DOWNWARDS,
    columns: [
      beside(CREDIT_CODE, ofPark ? PARK_CODE_HEADINGS : CREDIT_CODE_HEADINGS),
      beside(UNIT_NAME, ofPark ? PARK_HEADINGS : ENTERPRISE_HEADINGS),
      ...Object.entries(BESIDE_HEADINGS).map(([key, headings]) => beside(BESIDE + key, headings)),
      ...columns,
    ],
  }
}

function namesOf(
  { code, label }: CompiledField['field'],
  section: { readonly zh: string; readonly en: string },
): string[] {
  const shorter = [
    label.zh.replace(/^其中[:：]\s*/u, ''),
    label.zh.replace(/^(?:其中[:：]\s*)?(?:\d+[.．、]|[(（]\d+[)）])\s*/u, ''),
  ]
  const names = [
    label.zh,
    label.en,
    code,
    `${code} ${label.zh}`,
    `${code} ${label.en}`,
    `${label.zh} ${code}`,
    `${section.zh} ${label.zh}`,
    `${section.en} ${label.en}`,
    ...shorter,
  ]
  return [...new Set(names.filter((name) => name.trim() !== ''))]
}

/** As the reader of headings compares them, near enough to see which are the same. */
function plain(heading: string): string {
  return heading.toLowerCase().replaceAll(/[\s*:：/、-]/gu, '')
}

function columnOf(field: CompiledField['field'], headings: readonly string[]): ImportColumn {
  const head = { key: field.code, headings }
  switch (field.type) {
    case 'integer':
    case 'decimal':
    case 'year':
      if (field.unit === '%')
        return { ...head, type: 'percent', percentWithoutSign: 'points', blanks: BLANKS }
      return { ...head, type: 'number', blanks: BLANKS, ...(field.unit === null ? {} : { unit: field.unit }) }
    case 'text':
      return { ...head, type: 'text' }
    case 'day':
      return { ...head, type: 'date', blanks: BLANKS }
    case 'flag':
      return { ...head, type: 'choice', choices: FLAGS, blanks: BLANKS }
    case 'choice':
      return {
        ...head,
        type: 'choice',
        blanks: BLANKS,
        choices: (field.choices ?? []).map(({ value, label }) => ({
          value,
          labels: [...new Set([label.zh, label.en, value, `${value} ${label.zh}`])],
        })),
      }
  }
}

/** A cell that was read, as the filing keeps it; flags as 1 and 0 among the figures. */
export function figureOf(value: unknown, { type, unit }: CompiledField['field']): number {
  if (typeof value === 'string') return type === 'flag' ? (value === 'true' ? 1 : 0) : Number.NaN
  if (typeof value !== 'number') return Number.NaN
  // Shares come as 0.351 for 35.1 %; the field keeps 35.1.
  return unit === '%' ? Number((value * 100).toPrecision(15)) : value
}

/** A figure of a column as the cell that it stands for. */
export function cellOf(figure: number, { type }: CompiledField['field']): CellValue {
  if (Number.isNaN(figure)) return null
  return type === 'flag' ? figure === 1 : figure
}
