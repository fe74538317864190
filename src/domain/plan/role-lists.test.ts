import { expect, test } from 'vitest'
import { readRoleLists } from './role-lists.ts'

function roles(text: string): [string, string][] {
  return readRoleLists(text).map((item) => [item.name, item.role])
}

test('labels give the role of the bodies behind them', () => {
  expect(roles('(牵头单位:市科技局;配合单位:市财政局、市教育局,各区、县级市)')).toEqual([
    ['市科技局', 'lead'],
    ['市财政局', 'supporting'],
    ['市教育局', 'supporting'],
    ['各区、县级市', 'supporting'],
  ])
  expect(roles('【责任单位:市商务局、丙江海关】')).toEqual([
    ['市商务局', 'responsible'],
    ['丙江海关', 'responsible'],
  ])
})

test('a group that ends in its own role keeps it under any label', () => {
  expect(roles('责任单位:省科技厅牵头,省财政厅、教育厅按职责分工负责,各有关单位配合')).toEqual([
    ['省科技厅', 'lead'],
    ['省财政厅', 'responsible'],
    ['省教育厅', 'responsible'],
    ['各有关单位', 'supporting'],
  ])
})

test('a bracket at the end of a measure is a list when it ends in a role', () => {
  expect(roles('建设公共服务平台。(市科技局牵头,市财政局、各区政府配合)')).toEqual([
    ['市科技局', 'lead'],
    ['市财政局', 'supporting'],
    ['各区政府', 'supporting'],
  ])
  expect(roles('推动产业集聚(以龙头企业为主,中小企业参与)。')).toEqual([])
  expect(roles('见附件(略)。')).toEqual([])
})

test('departments alone in a bracket behind a measure are responsible', () => {
  expect(roles('推广应急装备。(工业和信息化部、公安部)')).toEqual([
    ['工业和信息化部', 'responsible'],
    ['公安部', 'responsible'],
  ])
  expect(roles('推广应急装备(含通信、照明装备)。')).toEqual([])
})

test('brackets within a name do not end the list', () => {
  expect(roles('责任单位:各县(市、区)人民政府、市住房城乡建设局')).toEqual([
    ['各县(市、区)人民政府', 'responsible'],
    ['市住房城乡建设局', 'responsible'],
  ])
})

test('offsets point at the form as written', () => {
  const text = '责任单位:省科技厅、财政厅'
  expect(readRoleLists(text).map(({ from, to, name }) => [text.slice(from, to), name])).toEqual([
    ['省科技厅', '省科技厅'],
    ['财政厅', '省财政厅'],
  ])
})

test('a place that begins like a word for nothing is still a place', () => {
  expect(roles('责任单位:无锡市科技局、略阳县政府;配合单位:无')).toEqual([
    ['无锡市科技局', 'responsible'],
    ['略阳县政府', 'responsible'],
  ])
})

test.each([
  '(牵头单位:市商务局;配合单位:各县政府;完成时限:2027年6月底前)',
  '(牵头单位:市商务局,配合单位:各县政府,时限:长期坚持)',
  '(牵头单位:市商务局;配合单位:各县政府;责任人:李四;联系电话:12345678)',
  '牵头单位:市商务局 配合单位:各县政府 完成时间:9月底',
  '(牵头单位:市商务局;配合单位:各县政府、2027年底前)',
])('a deadline or a person behind a list is no body: %s', (text) => {
  expect(roles(text)).toEqual([
    ['市商务局', 'lead'],
    ['各县政府', 'supporting'],
  ])
})
