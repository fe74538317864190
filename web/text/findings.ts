import type { Comparator, Finding } from '#domain/plan'

/**
 * What the reconciliation found, in words: one sentence per finding that says what does not agree and, where there is
 * one, what to do. Shared by the web and the command line, so nothing here may need a browser. `describeFinding` fills
 * the templates from a finding's values; names and titles stay in the language of the document.
 */
export const findingTexts = {
  'zh-CN': {
    'count-mismatch.total':
      '写明共{declared}{unit}{noun}，后文分列的是{parts}，合计{found}{unit}，相差{difference}。',
    'count-mismatch.list': '写明{declared}{unit}{noun}，这里列出的是{found}{unit}：{parts}。',
    'count-mismatch.table': '写明{declared}{unit}{noun}，下面的表里有{found}行，相差{difference}。',
    'count-mismatch.headings': '标题写明{declared}{unit}{noun}，下面有{found}个标题：{parts}。',
    'limit-conflict.between':
      '每个{per}的{of}数，两处规定不同：{first}；{second}。请确定以哪一处为准，从何时起。',
    'limit-conflict.within': '同一文件里，每个{per}的{of}数有两种说法：{first}；{second}。两处须对照着读。',
    'target-answered.reached': '{year}年“{indicator}”目标为{target}，后来的文件为{found}{how}，已达到。',
    'target-answered.not-reached': '{year}年“{indicator}”目标为{target}，后来的文件为{found}{how}，未达到。',
    'target-answered.unclear':
      '{year}年“{indicator}”目标为{target}，后来的文件为{found}{how}，用词不精确，不能断定是否达到。',
    'target-undated.open': '目标“{indicator}”（{target}）没有写明年份。',
    'target-undated.plan': '目标“{indicator}”（{target}）没有写明年份，规划期到{year}年。',
    'target-undated.restated': '目标“{indicator}”（{target}）没有写明年份，是前文{year}年目标的重述。',
    'duty-without-body.plain': '{total}项任务中有{count}项没有写明由谁负责。',
    'duty-without-body.annex':
      '{total}项任务中有{count}项没有写明由谁负责，分工可能在未附的附件里：{annexes}。',
    'duty-undated.plain': '{total}项任务中有{count}项没有自己的完成时间。',
    'duty-undated.plan': '{total}项任务中有{count}项没有自己的完成时间，规划期到{year}年。',
    'duty-undated.annex': '{total}项任务中有{count}项没有自己的完成时间，时限可能在未附的附件里：{annexes}。',
    'annex-missing': '提到附件“{title}”，文件中没有它的正文。',
    'document-missing': '引用了《{title}》{number}，它不在所给的文件中。',
    'derived.ratio': '（按{later}为该年的{ratio}倍推算）',
    'derived.growth': '（按{later}比该年增长{ratio}%推算）',
    'label.disagrees': '不一致',
    'label.gap': '缺漏',
    'label.note': '提示',
    'rule.within': '{limit}（{subject}）',
    'rule.dated': '{limit}（{document}，{date}）',
    'rule.undated': '{limit}（{document}，日期不明）',
    'limit.most': '不超过{most}个',
    'limit.range': '{least}至{most}个',
    'amount.gt': '超过{value}',
    'amount.ge': '达到{value}',
    'amount.lt': '低于{value}',
    'amount.le': '不超过{value}',
    'amount.approx': '约{value}',
    'amount.eq': '{value}',
    'amount.between': '{value}至{value2}',
  },
  en: {
    'count-mismatch.total':
      'Declares {declared} {unit}{noun} in all; the parts that follow are {parts}, together {found} {unit}: {difference} apart.',
    'count-mismatch.list': 'Declares {declared} {unit}{noun}; the list here has {found} {unit}: {parts}.',
    'count-mismatch.table':
      'Declares {declared} {unit}{noun}; the table below has {found} rows: {difference} apart.',
    'count-mismatch.headings':
      'The heading declares {declared} {unit}{noun}; {found} headings stand under it: {parts}.',
    'limit-conflict.between':
      'Two rules differ on the number of {of} per {per}: {first}; {second}. Decide which one holds, and from when.',
    'limit-conflict.within':
      'One document words the number of {of} per {per} in two ways: {first}; {second}. Read both together.',
    'target-answered.reached':
      'Target for {year}, “{indicator}”: {target}. A later document has {found}{how}: reached.',
    'target-answered.not-reached':
      'Target for {year}, “{indicator}”: {target}. A later document has {found}{how}: not reached.',
    'target-answered.unclear':
      'Target for {year}, “{indicator}”: {target}. A later document has {found}{how}: too roughly worded to tell.',
    'target-undated.open': 'The target “{indicator}” ({target}) has no year.',
    'target-undated.plan': 'The target “{indicator}” ({target}) has no year; the plan ends in {year}.',
    'target-undated.restated':
      'The target “{indicator}” ({target}) has no year; it restates the target for {year}.',
    'duty-without-body.plain': '{count} of {total} tasks do not say who is responsible.',
    'duty-without-body.annex':
      '{count} of {total} tasks do not say who is responsible; an annex that is not here may: {annexes}.',
    'duty-undated.plain': '{count} of {total} tasks have no date of their own.',
    'duty-undated.plan': '{count} of {total} tasks have no date of their own; the plan ends in {year}.',
    'duty-undated.annex':
      '{count} of {total} tasks have no date of their own; an annex that is not here may give it: {annexes}.',
    'annex-missing': 'Names the annex “{title}”, whose text is not in the file.',
    'document-missing': 'Cites 《{title}》{number}, which is not among these documents.',
    'derived.ratio': ' (worked out: {later} is {ratio} times that year)',
    'derived.growth': ' (worked out: {later} is {ratio}% more than that year)',
    'label.disagrees': 'disagrees',
    'label.gap': 'gap',
    'label.note': 'note',
    'rule.within': '{limit} ({subject})',
    'rule.dated': '{limit} ({document}, {date})',
    'rule.undated': '{limit} ({document}, date unknown)',
    'limit.most': 'at most {most}',
    'limit.range': '{least} to {most}',
    'amount.gt': 'more than {value}',
    'amount.ge': 'at least {value}',
    'amount.lt': 'less than {value}',
    'amount.le': 'at most {value}',
    'amount.approx': 'about {value}',
    'amount.eq': '{value}',
    'amount.between': '{value} to {value2}',
  },
} as const

export type FindingLanguage = keyof typeof findingTexts
type Key = keyof (typeof findingTexts)['zh-CN']
type Params = Readonly<Record<string, string | number>>
type Value = Finding['values'][string] | undefined

function fill(language: FindingLanguage, key: Key, params: Params): string {
  return findingTexts[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? String(params[name]) : whole,
  )
}

/** What kind of finding it is, in a word: two statements that differ, something left out, or a note to read. */
export function labelFinding({ kind, severity }: Finding, language: FindingLanguage): string {
  if (severity === 'info') return fill(language, 'label.note', {})
  const disagrees = kind === 'count-mismatch' || kind === 'limit-conflict' || kind === 'target-answered'
  return fill(language, disagrees ? 'label.disagrees' : 'label.gap', {})
}

/** One finding as a sentence. `nameOf` turns a document's key into the name that readers know it by. */
export function describeFinding(
  finding: Finding,
  language: FindingLanguage,
  nameOf: (document: string) => string = (document) => document,
): string {
  const { values } = finding
  const t = (key: Key, params: Params): string => fill(language, key, params)
  switch (finding.kind) {
    case 'count-mismatch': {
      const how =
        values.how === 'total' || values.how === 'headings' || values.how === 'table' ? values.how : 'list'
      return t(`count-mismatch.${how}`, {
        declared: number(values.declared),
        found: number(values.found),
        difference: Math.abs(number(values.declared) - number(values.found)),
        unit: text(values.unit),
        noun: text(values.noun),
        parts: joined(values.parts, how === 'total' ? '+' : language === 'en' ? ', ' : '、'),
      })
    }
    case 'limit-conflict': {
      const rules = list(values.documents).map((document, i) => {
        const least = number(list(values.least)[i])
        const limit = t(least > 0 ? 'limit.range' : 'limit.most', {
          least,
          most: number(list(values.most)[i]),
        })
        if (values.isWithin === true)
          return t('rule.within', { limit, subject: text(list(values.subjects)[i]) })
        const date = text(list(values.dates)[i])
        return t(date === '' ? 'rule.undated' : 'rule.dated', {
          limit,
          date,
          document: nameOf(String(document)),
        })
      })
      return t(values.isWithin === true ? 'limit-conflict.within' : 'limit-conflict.between', {
        per: text(values.per),
        of: text(values.of),
        first: rules[0] ?? '',
        second: rules[1] ?? '',
      })
    }
    case 'target-answered': {
      const outcome =
        values.outcome === 'reached' || values.outcome === 'unclear' ? values.outcome : 'not-reached'
      return t(`target-answered.${outcome}`, {
        year: number(values.year),
        indicator: text(values.indicator),
        target: amount(language, values.comparator, values.target, values.target2, values.targetUnit),
        found: amount(language, values.foundComparator, values.found, null, values.foundUnit),
        how: derivation(language, values.derivation),
      })
    }
    case 'target-undated': {
      const target = amount(language, values.comparator, values.value, values.value2, values.unit)
      const year = number(values.restatedYear ?? values.planEnd)
      const how = isGiven(values.restatedYear) ? 'restated' : isGiven(values.planEnd) ? 'plan' : 'open'
      return t(`target-undated.${how}`, { indicator: text(values.indicator), target, year })
    }
    case 'duty-without-body':
    case 'duty-undated': {
      const annexes = joined(values.annexes, language === 'en' ? ', ' : '、')
      const params = {
        count: number(values.count),
        total: number(values.total),
        annexes,
        year: number(values.planEnd),
      }
      if (annexes !== '') return t(`${finding.kind}.annex`, params)
      if (finding.kind === 'duty-undated' && isGiven(values.planEnd)) return t('duty-undated.plan', params)
      return t(`${finding.kind}.plain`, params)
    }
    case 'annex-missing':
      return t('annex-missing', { title: text(values.title) })
    case 'document-missing': {
      const cited = text(values.number)
      return t('document-missing', { title: text(values.title), number: cited === '' ? '' : `(${cited})` })
    }
  }
}

function amount(
  language: FindingLanguage,
  comparator: Value,
  value: Value,
  value2: Value,
  unit: Value,
): string {
  const known: Comparator = COMPARATORS.find((name) => name === comparator) ?? 'eq'
  const measured = `${number(value)}${text(unit)}`
  if (known === 'between') {
    return fill(language, 'amount.between', {
      value: number(value),
      value2: `${number(value2)}${text(unit)}`,
    })
  }
  return fill(language, `amount.${known}`, { value: measured })
}

const COMPARATORS = ['gt', 'ge', 'lt', 'le', 'approx', 'eq', 'between'] as const

/** [7.2, 万亿元, 2020, 1.8, 倍]: the later value, its unit and year, and how it stands to the target's year. */
function derivation(language: FindingLanguage, value: Value): string {
  const [later, unit, year, ratio, ratioUnit] = list(value)
  if (later === undefined) return ''
  return fill(language, ratioUnit === '倍' ? 'derived.ratio' : 'derived.growth', {
    later: `${String(year)}${language === 'en' ? ': ' : '年的'}${String(later)}${String(unit)}`,
    ratio: String(ratio),
  })
}

function isGiven(value: Value): boolean {
  return value !== null && value !== undefined
}

function number(value: Value): number {
  return typeof value === 'number' ? value : 0
}

function text(value: Value): string {
  return value === null || value === undefined ? '' : String(value)
}

function list(value: Value): readonly (string | number)[] {
  return typeof value === 'object' && value !== null ? value : []
}

function joined(value: Value, separator: string): string {
  return list(value).join(separator)
}
