import { expect, it } from 'vitest'
import { findMeasures } from './measures.ts'

function measuresOf(text: string, title = ''): string[] {
  return findMeasures(text, 0, text.length, title).map(({ from, to }) => text.slice(from, to))
}

it('are clauses with a verb and an object of their own', () => {
  expect(measuresOf('建设中试平台,支持企业牵头组建联合体;每年遴选一批项目。实施引才计划。')).toEqual([
    '建设中试平台',
    '支持企业牵头组建联合体',
    '实施引才计划',
  ])
})

it('are not the title sentence, principles, or tails of result', () => {
  expect(
    measuresOf('优化空间布局。按照集约原则,编制空间规划,盘活闲置厂房,提升承载能力。', '优化空间布局'),
  ).toEqual(['编制空间规划', '盘活闲置厂房'])
})

it('are the whole text where there is nothing but a title', () => {
  expect(measuresOf('园区绿色发展。', '园区绿色发展')).toEqual(['园区绿色发展。'])
})

it('do not break inside quotation marks or brackets', () => {
  expect(measuresOf('实施“引进,培育”工程(含人才、项目),公布名单。')).toEqual([
    '实施“引进,培育”工程(含人才、项目)',
    '公布名单',
  ])
})

it('name who acts', () => {
  expect(measuresOf('各园区管委会要制定工作方案,市财政局负责落实资金。')).toEqual([
    '各园区管委会要制定工作方案',
    '市财政局负责落实资金',
  ])
})
