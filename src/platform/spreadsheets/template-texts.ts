import type { ImportColumn } from './declaration.ts'

export type TemplateLanguage = 'zh' | 'en'

export interface TemplateTexts {
  readonly dataSheet: string
  readonly guideSheet: string
  readonly choicesSheet: string
  /** For comparison; never read. */
  readonly besideSheet: string
  readonly required: string
  readonly optional: string
  readonly column: string
  readonly rule: string
  readonly need: string
  readonly wrongValue: string
  readonly exampleNote: string
  /** What may be entered, as one or more sentences. */
  readonly rules: (column: ImportColumn) => readonly string[]
}

export const TEMPLATE_TEXTS: Readonly<Record<TemplateLanguage, TemplateTexts>> = {
  zh: {
    dataSheet: '数据',
    guideSheet: '填写说明',
    choicesSheet: '选项',
    besideSheet: '上期数',
    required: '必填',
    optional: '选填',
    column: '列',
    rule: '要求',
    need: '是否必填',
    wrongValue: '填写内容不符合要求',
    exampleNote: '示例行仅供参考，导入时自动跳过。',
    rules: (column) => [
      {
        text: '文本。',
        integer: '整数。',
        number: '数字。',
        percent: '百分数，如 35%。',
        date: '日期，如 2025-03-01。',
        deadline:
          '完成时限，可写到日、月、季度、半年或年，如 2025-03-01、2025年3月、2025年第一季度、2025年底。',
        choice: '从下拉选项中选一项。',
        list:
          column.choices === undefined
            ? '可填多项，用分号隔开。'
            : '可填多项，用分号隔开，各项须在选项表中。',
      }[column.type],
      ...(column.unit === undefined ? [] : [`单位：${column.unit}。`]),
      ...(column.maxLength === undefined
        ? []
        : [`${column.type === 'list' ? '每项' : ''}不超过 ${String(column.maxLength)} 字。`]),
      ...(column.maxItems === undefined ? [] : [`不超过 ${String(column.maxItems)} 项。`]),
      ...bounds(column, '不小于', '不大于', '。'),
    ],
  },
  en: {
    dataSheet: 'Data',
    guideSheet: 'Guide',
    choicesSheet: 'Choices',
    besideSheet: 'Last period',
    required: 'required',
    optional: 'optional',
    column: 'Column',
    rule: 'What to enter',
    need: 'Required',
    wrongValue: 'This cannot be entered here',
    exampleNote: 'The example row shows how to fill in the sheet; the import skips it.',
    rules: (column) => [
      {
        text: 'Text.',
        integer: 'A whole number.',
        number: 'A number.',
        percent: 'A percentage such as 35%.',
        date: 'A date such as 2025-03-01.',
        deadline:
          'A deadline: a day, a month, a quarter, a half-year or a year, such as 2025-03-01, 2025-03, 2025-Q1, 2025-H1 or 2025.',
        choice: 'One of the choices in the drop-down list.',
        list:
          column.choices === undefined
            ? 'One or more, separated by semicolons.'
            : 'One or more of the listed choices, separated by semicolons.',
      }[column.type],
      ...(column.unit === undefined ? [] : [`Unit: ${column.unit}.`]),
      ...(column.maxLength === undefined
        ? []
        : [`At most ${String(column.maxLength)} characters${column.type === 'list' ? ' each' : ''}.`]),
      ...(column.maxItems === undefined ? [] : [`At most ${String(column.maxItems)}.`]),
      ...bounds(column, 'Not below ', 'Not above ', '.'),
    ],
  },
}

function bounds(column: ImportColumn, least: string, most: string, stop: string): string[] {
  const shown = (bound: number | string) =>
    column.type === 'percent' && typeof bound === 'number' ? `${String(bound * 100)}%` : String(bound)
  const low = column.min ?? column.earliest
  const high = column.max ?? column.latest
  return [
    ...(low === undefined ? [] : [`${least}${shown(low)}${stop}`]),
    ...(high === undefined ? [] : [`${most}${shown(high)}${stop}`]),
  ]
}
