import type { Issue } from '#domain/kernel'

/** What is wrong with a cell, for the note in the person's own file, in both languages: the file may be passed on. */
const REMARKS: Readonly<Record<string, readonly [string, string]>> = {
  'enterprises.credit_code_length': [
    '统一社会信用代码应为 18 位，这里是 {length} 位。',
    'A credit code has 18 characters; this one has {length}.',
  ],
  'enterprises.credit_code_character': [
    '第 {position} 位“{found}”不会出现在信用代码里（不用 I、O、S、V、Z）。',
    'Character {position}, “{found}”, is in no credit code (I, O, S, V, Z are not used).',
  ],
  'enterprises.credit_code_check': [
    '信用代码校验不符：前 17 位对应的第 18 位应是“{expected}”，这里是“{found}”。请逐位核对。',
    'The check fails: the first 17 characters ask for “{expected}” at the end, here it is “{found}”. Compare each character.',
  ],
  'credit-code-slip': [
    '信用代码校验不符，很可能是第 {position} 位写错，应为“{likely}”。',
    'The check fails; most likely character {position} is wrong, and the code is “{likely}”.',
  ],
  'enterprises.known_elsewhere': [
    '该代码已在名录里，归其他分园，未导入。',
    'This code is registered with another park; not imported.',
  ],
  'enterprises.name_missing': ['新登记的企业要有名称。', 'A new enterprise needs a name.'],
  'enterprises.park_missing': [
    '新登记的企业要写注册地分园。',
    'A new enterprise needs its park of registration.',
  ],
  'enterprises.other_park': ['不属于本分园，未导入。', 'Not of your park; not imported.'],
  'enterprises.not_known_then': [
    '名录里没有它在这一天的情况，未导入。',
    'The register knows nothing of it on this day; not imported.',
  ],
  'enterprises.code_unknown': ['行业代码“{code}”不在目录里。', 'The industry code “{code}” is not listed.'],
  'enterprises.import_unknown': [
    '名录里没有“{given}”，或者您无权查看。',
    '“{given}” is not in the register, or not yours to see.',
  ],
  'enterprises.import_name_differs': [
    '名录里这个代码的企业是“{name}”，请核对是否填错行。',
    'In the register this code is “{name}”; check the row.',
  ],
  'enterprises.import_twice': [
    '与第 {rows} 行重复，都未导入。',
    'The same as row {rows}; none was imported.',
  ],
  'enterprises.import_changed_since': [
    '预检之后这里有变化，未导入。请重新预检。',
    'Something changed since the dry run; not imported. Run it again.',
  ],
  'enterprises.import_unreadable': [
    '单元格里有不能保存的字符。',
    'The cell has characters that cannot be stored.',
  ],
  'enterprises.record_twice': ['同一时期已有相同的档案。', 'There is the same record for the same time.'],
  'enterprises.record_span': ['失效日期要晚于生效日期。', 'It must end after it begins.'],
  'enterprises.field_missing': ['这一项必填。', 'This field is required.'],
  'enterprises.field_type': ['填写的内容类型不对。', 'The value is of the wrong type.'],
  'enterprises.field_choice': ['不在选项中。', 'Not one of the choices.'],
  'enterprises.field_too_long': ['太长，最多 {most} 字。', 'Too long; at most {most} characters.'],
  'enterprises.field_out_of_range': ['超出允许的范围。', 'Out of the permitted range.'],
  'sheet.required': ['这一项必填。', 'This field is required.'],
  'sheet.not_a_choice': ['“{given}”不在选项中。', '“{given}” is not one of the choices.'],
  'sheet.not_a_date': [
    '看不懂日期“{given}”，请写成如 2026-06-30。',
    '“{given}” is no date; write e.g. 2026-06-30.',
  ],
  'sheet.not_a_number': ['“{given}”不是数。', '“{given}” is no number.'],
  'sheet.digits_lost': ['数字太长，末尾几位已经丢失，请按文本填写。', 'Digits are lost; enter it as text.'],
  'sheet.formula_error': ['公式出错，请填写数值。', 'The formula fails; enter the value.'],
  'sheet.formula_without_value': [
    '公式没有计算结果，请打开、保存后再导入。',
    'The formula has no result yet; open and save the file first.',
  ],
  'sheet.too_long': ['内容太长。', 'Too long.'],
}

export function importRemark({ code, params = {} }: Pick<Issue, 'code' | 'params'>): string {
  const slip = code === 'enterprises.credit_code_check' && typeof params['position'] === 'number'
  const texts = REMARKS[slip ? 'credit-code-slip' : code] ?? [
    `请核对（${code}）。`,
    `Please check (${code}).`,
  ]
  return texts
    .map((text) =>
      text.replaceAll(/\{(\w+)\}/gu, (_, key: string) => {
        const value = params[key]
        return Array.isArray(value)
          ? value.map(String).join('、')
          : typeof value === 'string' || typeof value === 'number'
            ? String(value)
            : ''
      }),
    )
    .join('\n')
}
