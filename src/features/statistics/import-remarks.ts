import type { CompiledForm, Finding } from '#domain/indicators'
import type { Json } from '#domain/kernel'
import type { CellIssue } from '#platform/spreadsheets'

/** What is wrong with a cell, for the note in the person's own file, in both languages: the file may be passed on. */
const REMARKS: Readonly<Record<string, readonly [string, string]>> = {
  'sheet.date_instead_of_number': ['这里要填数，填的是日期。', 'A number is wanted here, not a date.'],
  'sheet.date_with_time': ['日期带了时间，请只填日期。', 'The date has a time; enter the date only.'],
  'sheet.digits_lost': ['数字太长，末尾几位已经丢失，请按文本填写。', 'Digits are lost; enter it as text.'],
  'sheet.formula_error': [
    '公式出错（{given}），请填写数值。',
    'The formula fails ({given}); enter the value.',
  ],
  'sheet.formula_without_value': [
    '公式没有计算结果，请在表格程序中打开、保存后再导入。',
    'The formula has no result yet; open and save the file first.',
  ],
  'sheet.not_a_choice': ['“{given}”不在选项中，可填：{choices}。', '“{given}” is none of: {choices}.'],
  'sheet.not_a_date': [
    '看不懂日期“{given}”，请写成如 2026-06-30。',
    '“{given}” is no date; write e.g. 2026-06-30.',
  ],
  'sheet.not_a_number': ['“{given}”不是数。', '“{given}” is no number.'],
  'sheet.percent_instead_of_number': [
    '这里要填数，填的是百分比。',
    'A number is wanted here, not a percentage.',
  ],
  'statistics.import_unit_missing': [
    '没有写明是哪家单位，未导入。',
    'Nothing says whose filing this row is; it was not imported.',
  ],
  'statistics.import_unit_unknown': [
    '名录里没有“{given}”，或者它不归本单位管，未导入。',
    '“{given}” is not in the register, or not yours; not imported.',
  ],
  'statistics.import_code_wrong': [
    '“{given}”不是有效的统一社会信用代码，未导入。',
    '“{given}” is no valid unified social credit code; not imported.',
  ],
  'statistics.import_name_shared': [
    '叫“{name}”的企业有 {count} 家，请填统一社会信用代码。',
    '{count} enterprises are called “{name}”; give the credit code.',
  ],
  'statistics.import_name_differs': [
    '名录里这个代码的企业是“{name}”，请核对是否填错行。',
    'In the register this code is “{name}”; check that the row is right.',
  ],
  'statistics.import_twice': [
    '与第 {rows} 行是同一家单位，都未导入。',
    'The same unit as in row {rows}; neither was imported.',
  ],
  'statistics.import_other_park': ['不属于所选分园，未导入。', 'Not of the chosen park; not imported.'],
  'statistics.import_other_version': [
    '原填报用的是第 {version} 版报表，未导入。',
    'This filing follows version {version} of the form; not imported.',
  ],
  'statistics.not_registered_then': [
    '报告期末不在名录内，未导入。',
    'Not in the register at the end of the period; not imported.',
  ],
  'statistics.wrong_state': [
    '这份报表已提交或已审核，不能再覆盖，未导入。',
    'This filing is submitted or approved already; not imported.',
  ],
  'statistics.period_locked': ['本期已锁定，未导入。', 'The period is locked; not imported.'],
  'statistics.not_yet_open': ['本期尚未开始填报，未导入。', 'The period is not open yet; not imported.'],
  'statistics.not_yours': ['这家单位不由您填报或审核，未导入。', 'Not yours to file for; not imported.'],
  'statistics.stale': [
    '导入时有人正在修改这份报表，未导入，请再导入一次。',
    'Somebody changed this filing meanwhile; import it again.',
  ],
}

export function issueRemark({
  code,
  params,
}: Pick<CellIssue, 'code' | 'params'> | { code: string; params: Readonly<Record<string, Json>> }): string {
  const texts = REMARKS[code] ?? [`不符合要求，未导入（${code}）。`, `Does not meet what is asked (${code}).`]
  return texts.map((text) => fill(text, params ?? {})).join('\n')
}

const FIELD_REMARKS: Readonly<Record<string, readonly [string, string]>> = {
  'indicators.missing': ['必填，未填。', 'Must be filled.'],
  'indicators.not_asked': ['此项不应填报。', 'Must be empty here.'],
  'indicators.not_an_integer': ['应为整数。', 'Must be a whole number.'],
  'indicators.too_many_decimals': ['小数最多 {decimals} 位。', 'At most {decimals} decimals.'],
  'indicators.below_minimum': ['不得小于 {limit}。', 'Must not be below {limit}.'],
  'indicators.above_maximum': ['不得大于 {limit}。', 'Must not be above {limit}.'],
  'indicators.not_a_year': ['应为四位年份。', 'Must be a year of four digits.'],
  'indicators.text_too_long': ['最多 {limit} 个字。', 'At most {limit} characters.'],
  'indicators.text_pattern': ['格式不对。', 'Not in the form asked for.'],
  'indicators.compulsory_pair': ['{cells} 应同时填报。', '{cells} belong together.'],
  'indicators.exclusive_pair': ['{cells} 不应同时填报。', '{cells} exclude each other.'],
  'indicators.change': ['变动较大，请核实或说明。', 'Changed much; check or explain.'],
}

/** A broken rule with its arithmetic. */
export function findingRemark(form: CompiledForm, finding: Finding): string {
  const { rule, code, left, operator, right, cells, severity } = finding
  const words = form.rules.find((one) => one.rule.id === rule)?.rule
  const params = { ...finding.params, cells: cells.join('、') }
  const texts = FIELD_REMARKS[code]
  const [zh, en] =
    code === 'indicators.relation' || texts === undefined
      ? [
          `关系不成立：${arithmetic(words, rule)}；左边 ${shown(left)}，右边 ${shown(right)}（应 ${operator ?? '='}）。`,
          `Does not hold: ${arithmetic(words, rule)}; left ${shown(left)}, right ${shown(right)} (asked: ${operator ?? '='}).`,
        ]
      : texts.map((text) => fill(text, params))
  const head = severity === 'error' ? ['【错误】', 'Error: '] : ['【请核实】', 'To be checked: ']
  return `${head[0] ?? ''}${zh ?? ''}\n${head[1] ?? ''}${en ?? ''}`
}

function arithmetic(rule: CompiledForm['rules'][number]['rule'] | undefined, id: string): string {
  return rule?.kind === 'linear' ? rule.relation : id
}

function shown(value: number | null): string {
  return value === null ? '—' : String(value)
}

function fill(text: string, params: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(/\{(\w+)\}/gu, (_all, name: string) => {
    const value = params[name]
    if (Array.isArray(value)) return value.join('、')
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  })
}
