import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDmn } from './dmn-read.ts'
import { writeDmn } from './dmn-write.ts'

const KIT = new URL('../../../../shared/tck/', import.meta.url)

function modelsOfKit(): { name: string; text: string }[] {
  return ['compliance-level-2', 'compliance-level-3'].flatMap((level) => {
    const folder = new URL(`${level}/`, KIT)
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.dmn'))
          .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
      : []
  })
}

const EVERY_EXPRESSION = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="全部" namespace="urn:all">
  <description>两行
说明 &lt;&amp;&gt; "引号"</description>
  <import name="基准" namespace="urn:base" importType="https://www.omg.org/spec/DMN/20230324/MODEL/" locationURI="base.dmn"/>
  <itemDefinition name="t档" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"甲","乙"</text></allowedValues><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
  <itemDefinition name="tF"><functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem></itemDefinition>
  <decision id="d" name="决定"><question>问?</question><variable name="决定" typeRef="t档"/>
    <authorityRequirement><requiredAuthority href="#s"/></authorityRequirement>
    <context>
      <contextEntry><variable name="a"/><list><literalExpression><text> 1 </text></literalExpression></list></contextEntry>
      <contextEntry><variable name="b"/><relation><column name="x"/><row><literalExpression><text>1</text></literalExpression></row></relation></contextEntry>
      <contextEntry><variable name="c"/><invocation><literalExpression><text>f</text></literalExpression><binding><parameter name="p"/><literalExpression><text>2</text></literalExpression></binding></invocation></contextEntry>
      <contextEntry><variable name="d"/><functionDefinition kind="Java"><formalParameter name="p" typeRef="number"/><context/></functionDefinition></contextEntry>
      <contextEntry><variable name="e"/><conditional><if><literalExpression><text>true</text></literalExpression></if><then><literalExpression><text>1</text></literalExpression></then><else><literalExpression><text>2</text></literalExpression></else></conditional></contextEntry>
      <contextEntry><variable name="f"/><filter><in><literalExpression><text>a</text></literalExpression></in><match><literalExpression><text>item &gt; 0</text></literalExpression></match></filter></contextEntry>
      <contextEntry><variable name="g"/><for iteratorVariable="i"><in typeRef="number"><literalExpression><text>a</text></literalExpression></in><return><literalExpression><text>i</text></literalExpression></return></for></contextEntry>
      <contextEntry><variable name="h"/><some iteratorVariable="i"><in><literalExpression><text>a</text></literalExpression></in><satisfies><literalExpression><text>i &gt; 0</text></literalExpression></satisfies></some></contextEntry>
      <contextEntry><every iteratorVariable="i"><in><literalExpression><text>a</text></literalExpression></in><satisfies><literalExpression><text>i &gt; 0</text></literalExpression></satisfies></every></contextEntry>
    </context>
  </decision>
  <decision id="t" name="表"><decisionTable hitPolicy="COLLECT" aggregation="MAX" outputLabel="级">
    <input label="年龄"><inputExpression typeRef="number"><text>年龄</text></inputExpression><inputValues><text>[0..150]</text></inputValues></input>
    <output name="级" typeRef="string"><outputValues><text>"高","低"</text></outputValues><defaultOutputEntry><text>"低"</text></defaultOutputEntry></output>
    <annotation name="依据"/>
    <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>"低"</text></outputEntry><annotationEntry><text>第一条</text></annotationEntry></rule>
  </decisionTable></decision>
  <businessKnowledgeModel id="k" name="知识"><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>n + 1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
  <decisionService id="v" name="服务"><outputDecision href="#d"/><inputData href="urn:base#i"/></decisionService>
  <knowledgeSource id="s" name="办法" locationURI="urn:law"><type>规章</type></knowledgeSource>
</definitions>`

describe('writing a model', () => {
  it('gives back what was read, of every kind of expression', () => {
    const first = readDmn(EVERY_EXPRESSION)
    if (!first.ok) throw new Error(JSON.stringify(first.issues))
    expect(first.value.decisions).toHaveLength(2)
    expect(first.value.decisions[0]?.logic).toMatchObject({ kind: 'context' })
    expect(first.value.description).toBe('两行\n说明 <&> "引号"')
    expect(readDmn(writeDmn(first.value))).toEqual(first)
  })

  it('gives back every model of the public test kit', () => {
    const models = modelsOfKit()
    // Where the kit is not on the machine, the model above stands alone.
    if (existsSync(KIT)) expect(models.length).toBeGreaterThan(70)
    for (const { name, text } of models) {
      const first = readDmn(text)
      if (!first.ok) throw new Error(`${name}: ${JSON.stringify(first.issues)}`)
      expect(readDmn(writeDmn(first.value)), name).toEqual(first)
    }
  })
})
