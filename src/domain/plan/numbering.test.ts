import { describe, expect, it } from 'vitest'
import { readMark, readNextMark, valueOf } from './numbering.ts'

describe('marks at the beginning of a line', () => {
  it.each([
    ['一、总体要求', 'chinese', '一、', 1],
    ['十二、附则', 'chinese', '十二、', 12],
    ['一. 总体要求', 'chinese', '一.', 1],
    ['(十七)完善服务', 'chinese-bracket', '(十七)', 17],
    ['(二)、完善服务', 'chinese-bracket', '(二)', 2],
    ['3.建设平台', 'arabic', '3.', 3],
    ['3、建设平台', 'arabic', '3、', 3],
    ['1. 建设平台', 'arabic', '1.', 1],
    ['2.3 建设平台', 'arabic-dotted', '2.3', 3],
    ['(4)建设平台', 'arabic-bracket', '(4)', 4],
    ['4)建设平台', 'arabic-half-bracket', '4)', 4],
    ['⑥建设平台', 'circled', '⑥', 6],
    ['第三章 规划建设', 'chapter', '第三章', 3],
    ['第十二条 管委会应当公开目录', 'article', '第十二条', 12],
    ['第二节 布局', 'section', '第二节', 2],
    ['第一部分 总论', 'chapter', '第一部分', 1],
    ['任务三:建设平台', 'labelled', '任务三', 3],
  ])('%s', (line, style, number, ordinal) => {
    expect(readMark(line)).toMatchObject({ style, number, ordinal })
  })

  it.each([
    '一二三产业融合发展',
    '一、二、三产业融合发展',
    '2.5亿元投入研发',
    '10.5%的增速',
    '2025年建成平台',
    '第三条第二款规定的情形',
    '第一条和第二条所称园区',
    '(以下简称示范区)',
    '(2025年)建成',
    '',
  ])('%s has none', (line) => {
    expect(readMark(line)).toBeNull()
  })

  it('believes 11.121 to be item 11 only after item 10', () => {
    expect(readMark('11.121人才计划')).toBeNull()
    expect(readNextMark('11.121人才计划', 10)).toMatchObject({ number: '11.', ordinal: 11 })
    expect(readNextMark('11.121人才计划', 4)).toBeNull()
  })
})

it.each([
  ['七', 7],
  ['十', 10],
  ['二十一', 21],
  ['一百零三', 103],
  ['15', 15],
  ['百分', 0],
])('%s counts %d', (text, value) => {
  expect(valueOf(text)).toBe(value)
})
