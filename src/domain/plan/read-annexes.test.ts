import { expect, test } from 'vitest'
import { normalise } from './normalise.ts'
import { readAnnexes } from './read-annexes.ts'

function annexes(text: string): [string, boolean][] {
  return readAnnexes(normalise(text)).map(({ title, present }) => [title, present])
}

test('a list over several lines names each annex without its file ending', () => {
  expect(annexes('正文到此为止。\n附件:1.重点任务分工表.xls\n2.重大项目清单.docx\n主办:某办公室')).toEqual([
    ['重点任务分工表', false],
    ['重大项目清单', false],
  ])
})

test('a list in one line and a single annex are read too', () => {
  expect(annexes('附件: 1.任务表 2.项目表')).toEqual([
    ['任务表', false],
    ['项目表', false],
  ])
  expect(annexes('附件:丙江市人才目录')).toEqual([['丙江市人才目录', false]])
})

test('an annex whose text follows is present', () => {
  const text =
    '正文。\n附件:1.任务分工表\n2.指标表\n\n附件1\n任务分工表\n一、平台建设由科技部门牵头,每季度报送进展情况,年底前完成验收。\n二、人才引进由组织部门负责。'
  expect(annexes(text)).toEqual([
    ['任务分工表', true],
    ['指标表', false],
  ])
})

test('a reference in the text names an annex where no list does', () => {
  expect(annexes('具体分工详见附件2。')).toEqual([['附件2', false]])
  expect(annexes('本办法自印发之日起施行。')).toEqual([])
})
