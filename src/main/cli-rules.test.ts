import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '#tests/run-command'

const MODEL = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
  <inputData id="i" name="成立日期"><variable name="成立日期" typeRef="date"/></inputData>
  <decision id="d" name="成立年份"><informationRequirement><requiredInput href="#i"/></informationRequirement>
    <literalExpression><text>成立日期.year</text></literalExpression></decision>
</definitions>`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-rules-'))
  await writeFile(join(folder, 'm.dmn'), MODEL)
  await writeFile(join(folder, 'broken.dmn'), '<definitions>')
  await writeFile(join(folder, 'c.json'), '{"研发费用": 0.1234567890123456789012, "从业 人员": 12}')
  await writeFile(join(folder, 'i.json'), '{"成立日期": "2019-03-01"}')
  await writeFile(join(folder, 'list.json'), '[1]')
})
afterAll(() => rm(folder, { recursive: true }))

test('feel prints a value as JSON; digits that a double cannot hold are text', async () => {
  const run = (expression: string) => runCommand(['feel', '--context', 'c.json', expression], { cwd: folder })
  expect(await run('从业 人员 < 500 and 研发费用 > 0.05')).toEqual({ code: 0, out: 'true\n', err: '' })
  expect(await run('{a: 0.1 + 0.2, b: 研发费用, c: date("2026-01-31") + duration("P1M")}')).toMatchObject({
    out: '{"a":0.3,"b":"0.1234567890123456789012","c":"2026-02-28"}\n',
  })
})

test('dmn makes a decision from JSON, dates from their ISO texts', async () => {
  const call = ['dmn', 'm.dmn', '--decision', '成立年份', '--input', 'i.json']
  expect(await runCommand(call, { cwd: folder })).toEqual({ code: 0, out: '2019\n', err: '' })
  const traced = await runCommand([...call, '--trace'], { cwd: folder })
  expect(JSON.parse(traced.out)).toMatchObject({
    value: 2019,
    trace: [{ decision: '成立年份', value: 2019 }],
  })
})

test.each([
  [['feel', '1 +'], 'rules.syntax'],
  [['feel', '--context', 'list.json', '1'], 'must hold a JSON object'],
  [['feel', '--context', 'none.json', '1'], 'none.json'],
  [['dmn', 'm.dmn', '--decision', 'x'], '成立年份'],
  [['dmn', 'm.dmn'], '--decision NAME'],
  [['dmn', 'broken.dmn', '--decision', 'x'], 'line 1'],
])('%j ends with 2 and a sentence', async (call, sentence) => {
  const { code, out, err } = await runCommand(call, { cwd: folder })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(sentence)
})
