import { sql } from 'kysely'
import type { ImportChoice, ImportColumn, ImportDeclaration } from '#platform/spreadsheets'
import type { RecordField, RecordKind } from './contract.ts'
import type { Tx } from './store.ts'

export const CODE = '@code'
export const NAME = '@name'
export const FROM = '@from'
export const TO = '@to'
export const SOURCE = '@source'

const FLAGS: readonly ImportChoice[] = [
  { value: 'true', labels: ['是', 'yes', 'true', '1', 'y', '√'] },
  { value: 'false', labels: ['否', 'no', 'false', '0', 'n', '×'] },
]
const CODE_HEADINGS = [
  '统一社会信用代码',
  'Unified social credit code',
  '社会信用代码',
  '信用代码',
  'creditCode',
]
const NAME_HEADINGS = ['企业名称', 'Enterprise', '单位名称', '单位详细名称', '名称', 'Name']
const SOURCE_HEADINGS = ['来源', 'Source', '信息来源', '依据']
/** What people write for "nothing here". */
const BLANKS = ['—', '－', '-', '–', '/', '／', '无', 'N/A', 'n/a']

/** Columns of the register, in the order of the template. */
export async function registerDeclaration(tx: Tx): Promise<ImportDeclaration> {
  const parks = await bodies(tx, 'park')
  const districts = await bodies(tx, 'district')
  const codes = await tx
    .selectFrom('classificationCode')
    .select(['list', 'code', 'nameZh', 'nameEn'])
    .where('list', 'in', ['field', 'size', 'rung'])
    .orderBy('position')
    .execute()
  const listed = (list: string): readonly ImportChoice[] =>
    codes
      .filter((row) => row.list === list)
      .map(({ code, nameZh, nameEn }) => ({ value: code, labels: [...new Set([nameZh, nameEn, code])] }))
  const choice = (
    key: string,
    headings: readonly string[],
    choices: readonly ImportChoice[],
  ): ImportColumn[] =>
    choices.length === 0 ? [] : [{ key, headings, type: 'choice', choices, blanks: BLANKS }]
  return {
    columns: [
      { key: CODE, headings: CODE_HEADINGS, type: 'text', required: true, maxLength: 40 },
      { key: NAME, headings: NAME_HEADINGS, type: 'text', required: true, maxLength: 200 },
      {
        key: FROM,
        headings: ['自何日起', 'From', '生效日期', '登记日期', '自'],
        type: 'date',
        required: true,
      },
      { key: 'nameEn', headings: ['英文名称', 'English name'], type: 'text', maxLength: 200, blanks: BLANKS },
      ...choice(
        'registrationParkId',
        ['注册地分园', 'Park of registration', '所属分园', '注册分园', '分园'],
        parks,
      ),
      ...choice('operationParkId', ['经营地分园', 'Park of operation', '经营分园'], parks),
      ...choice(
        'registrationDistrictId',
        ['注册地所在区', 'District of registration', '注册区', '所在区'],
        districts,
      ),
      ...choice('operationDistrictId', ['经营地所在区', 'District of operation', '经营区'], districts),
      { key: 'cluster', headings: ['组团', 'Cluster'], type: 'text', maxLength: 100, blanks: BLANKS },
      {
        key: 'address',
        headings: ['地址', 'Address', '注册地址', '住所'],
        type: 'text',
        maxLength: 300,
        blanks: BLANKS,
      },
      {
        key: 'industry',
        headings: ['行业代码', 'Industry', '国民经济行业代码'],
        type: 'text',
        maxLength: 10,
        blanks: BLANKS,
      },
      ...choice('field', ['技术领域', 'Technical field'], listed('field')),
      ...choice('sizeClass', ['规模', 'Size', '企业规模'], listed('size')),
      ...choice('rung', ['梯度', 'Rung', '培育梯度'], listed('rung')),
      {
        key: 'highTech',
        headings: ['高新技术企业', 'High-tech'],
        type: 'choice',
        choices: FLAGS,
        blanks: BLANKS,
      },
      {
        key: 'aboveScale',
        headings: ['规模以上', 'Above designated size', '规上'],
        type: 'choice',
        choices: FLAGS,
        blanks: BLANKS,
      },
      { key: SOURCE, headings: SOURCE_HEADINGS, type: 'text', maxLength: 300 },
    ],
  }
}

async function bodies(tx: Tx, kind: 'park' | 'district'): Promise<readonly ImportChoice[]> {
  const { rows } = await sql<{ id: string; code: string; name: string; shortName: string; nameEn: string }>`
    SELECT o.id, o.code, n.name, n.short_name, n.name_en FROM organisation o
      JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> china_today()
     WHERE o.kind = ${kind} ORDER BY o.code`.execute(tx)
  return rows.map(({ id, code, name, shortName, nameEn }) => ({
    value: id,
    labels: [...new Set([shortName, nameEn, name, code])],
  }))
}

/** Columns of records of a kind. */
export function recordsDeclaration(kind: RecordKind): ImportDeclaration {
  const isDay = kind.validity === 'day'
  return {
    columns: [
      { key: CODE, headings: CODE_HEADINGS, type: 'text', required: true, maxLength: 40 },
      { key: NAME, headings: NAME_HEADINGS.slice(0, 4), type: 'text', maxLength: 200 },
      {
        key: FROM,
        headings: isDay ? ['日期', 'Day', '发生日期'] : ['生效日期', 'From', '自何日起', '起始日期'],
        type: 'date',
        required: true,
      },
      ...(isDay
        ? []
        : [
            {
              key: TO,
              headings: ['失效日期（不含）', 'Until (exclusive)', '失效日期'],
              type: 'date',
              blanks: BLANKS,
            } as const,
          ]),
      ...kind.fields.map(columnOf),
      { key: SOURCE, headings: SOURCE_HEADINGS, type: 'text', required: true, maxLength: 300 },
    ],
  }
}

function columnOf(field: RecordField): ImportColumn {
  const unit = field.unit === null ? '' : `（${field.unit}）`
  const head = {
    key: field.code,
    headings: [`${field.title.zh}${unit}`, field.title.en, field.title.zh, field.code],
    ...(field.required ? { required: true } : {}),
    blanks: BLANKS,
  }
  switch (field.type) {
    case 'text':
      return { ...head, type: 'text', maxLength: field.maxLength }
    case 'number':
      return {
        ...head,
        type: field.whole ? 'integer' : 'number',
        ...(field.unit === null ? {} : { unit: field.unit }),
        ...(field.min === null ? {} : { min: field.min }),
        ...(field.max === null ? {} : { max: field.max }),
      }
    case 'date':
      return { ...head, type: 'date' }
    case 'choice':
      return {
        ...head,
        type: 'choice',
        choices: field.choices.map(({ code, title }) => ({
          value: code,
          labels: [...new Set([title.zh, title.en, code])],
        })),
      }
    case 'boolean':
      return { ...head, type: 'choice', choices: FLAGS }
  }
}
