import type { Json } from '#domain/kernel'
import type { RowIssue } from './register-rows.ts'

/** What is wrong with a cell, for the note beside it in the person's own file, in both languages: the file may be passed on. */
const REMARKS: Readonly<Record<string, readonly [string, string]>> = {
  'sheet.required': ['此格必填。', 'This cell must be filled.'],
  'sheet.formula_error': [
    '公式出错（{given}），请填写数值。',
    'The formula fails ({given}); enter the value.',
  ],
  'sheet.formula_without_value': [
    '公式没有计算结果，请在表格程序中打开、保存后再导入。',
    'The formula has no result yet; open and save the file first.',
  ],
  'sheet.too_long': ['内容有{length}字，最多{most}字。', '{length} characters; at most {most}.'],
  'sheet.too_many_items': ['填了{count}项，最多{most}项。', '{count} entries; at most {most}.'],
  'sheet.not_a_choice': ['“{given}”不在选项中，可填：{choices}。', '“{given}” is none of: {choices}.'],
  'sheet.not_a_deadline': [
    '看不懂时限“{given}”，请写成如 2026年6月、2026年第二季度、2026年底。',
    'Cannot read the deadline “{given}”; write e.g. 2026-06-30.',
  ],
  'sheet.too_small': ['{given}早于{least}。', '{given} is before {least}.'],
  'sheet.too_great': ['{given}晚于{most}。', '{given} is after {most}.'],
  'sheet.digits_lost': ['数字太长，末尾几位已经丢失，请按文本填写。', 'Digits are lost; enter it as text.'],
  'ledger.register_park_unknown': ['没有叫“{name}”的分园。{near}', 'No park is called “{name}”.'],
  'ledger.register_body_unknown': ['没有叫“{name}”的单位。{near}', 'No body is called “{name}”.'],
  'ledger.register_park_of_another': [
    '“{name}”是别的分园，只能导入本园的行动。',
    '“{name}” is another park; you import those of your own.',
  ],
  'ledger.register_twice': ['与第{row}行是同一项行动。', 'The same action as in row {row}.'],
  'ledger.lead_supports': ['牵头单位不能同时配合。', 'The lead body cannot support itself.'],
  'ledger.field_frozen': [
    '这项任务已经结束，内容不再修改。',
    'This duty is over; it is not changed any more.',
  ],
  'ledger.wrong_state': ['任务现在的状态不能这样修改。', 'Not possible in the state the duty is in.'],
}

export function remarkOf({ code, params }: RowIssue): string {
  const texts = REMARKS[code] ?? [
    `不符合要求，没有导入（${code}）。`,
    `Does not meet what is asked (${code}).`,
  ]
  return texts.map((text) => fill(text, params)).join('\n')
}

function fill(text: string, params: Readonly<Record<string, Json>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = params[name]
    if (name === 'near')
      return Array.isArray(value) && value.length > 0 ? `是不是：${value.join('、')}？` : ''
    if (Array.isArray(value)) return value.join('、')
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  })
}
