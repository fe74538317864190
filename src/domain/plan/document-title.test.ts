import { expect, test } from 'vitest'
import { isDocumentTitle, isSameTitle } from './document-title.ts'

test.each([
  ['国务院关于同意设立丙江新区的批复', '关于同意设立丙江新区的批复', true],
  ['丙江市条例(试行)', '丙江市条例(修订)', false],
  ['丙江市发展规划(2021—2025年)', '丙江市发展规划（2021-2025年）', true],
  ['中华人民共和国促进科技成果转化法', '促进科技成果转化法', true],
  ['关于印发《丙江市人才办法》的通知', '丙江市人才办法', true],
  ['甲区金融科技规划', '金融科技规划', false],
  [
    '北京市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要',
    '北京市国民经济和社会发展第十四个五年规划和2035年远景目标纲要',
    true,
  ],
])('%s and %s: same %s', (a, b, same) => {
  expect(isSameTitle(a, b)).toBe(same)
  expect(isSameTitle(b, a)).toBe(same)
})

test('tells documents from other things in title marks', () => {
  for (const title of [
    '丙江市科技创新条例',
    '关于支持人才的若干措施',
    '金科十条',
    '产业目录(2023年版)',
    '中共丙江市委关于制定发展规划的建议',
    '支持中试基地的若干举措',
    '数据集评价指标体系',
    '丙江教育现代化2035',
  ])
    expect(isDocumentTitle(title), title).toBe(true)
  for (const title of ['财富', '丙江日报', '大江大河', '科学通报杂志', '银翼杀手', '一九八四'])
    expect(isDocumentTitle(title)).toBe(false)
})
