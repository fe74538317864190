import { describe, expect, it } from 'vitest'
import { readDmn } from './dmn-read.ts'

const MODEL = 'xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"'

function refusal(text: string, limits?: Parameters<typeof readDmn>[1]) {
  const read = readDmn(text, limits)
  return read.ok ? null : read.issues[0]
}

describe('reading a DMN file', () => {
  it.each([
    ['no XML at all', 'FEEL', 'rules.dmn_not_xml', { line: 1 }],
    [
      'a tag that is not closed',
      `<definitions ${MODEL} name="a" namespace="n">\n<decision>`,
      'rules.dmn_not_xml',
      {},
    ],
    [
      'a document type',
      '<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>',
      'rules.dmn_doctype',
      { line: 2 },
    ],
    [
      'an entity of its own',
      `<definitions ${MODEL} name="a" namespace="n"><description>&x;</description></definitions>`,
      'rules.dmn_entity',
      { entity: '&x;' },
    ],
    ['another root', '<html/>', 'rules.dmn_not_definitions', { element: 'html' }],
    [
      'an unknown edition',
      '<definitions xmlns="urn:x" name="a" namespace="n"/>',
      'rules.dmn_not_definitions',
      { namespace: 'urn:x' },
    ],
    [
      'no namespace',
      `<definitions ${MODEL} name="a"/>`,
      'rules.dmn_missing',
      { missing: 'namespace', line: 1 },
    ],
    [
      'a decision without name',
      `<definitions ${MODEL} name="a" namespace="n">\n\n<decision id="d"/></definitions>`,
      'rules.dmn_missing',
      { line: 3, element: 'decision “d”' },
    ],
    [
      'an unknown hit policy',
      `<definitions ${MODEL} name="a" namespace="n"><decision name="d"><decisionTable hitPolicy="BEST"><output/></decisionTable></decision></definitions>`,
      'rules.dmn_wrong_value',
      { value: 'BEST' },
    ],
    [
      'a row with too few entries',
      `<definitions ${MODEL} name="a" namespace="n"><decision name="d"><decisionTable><output/>\n<rule/></decisionTable></decision></definitions>`,
      'rules.dmn_row_length',
      { line: 2, expected: 1, found: 0 },
    ],
    [
      'two expressions for one decision',
      `<definitions ${MODEL} name="a" namespace="n"><decision name="d"><list/><list/></decision></definitions>`,
      'rules.dmn_unknown_element',
      {},
    ],
    ['a control character', '<a>\u0001</a>', 'rules.dmn_not_xml', {}],
    ['a second root', '<a/><b/>', 'rules.dmn_not_xml', {}],
  ])('refuses %s', (_, text, code, params) => {
    expect(refusal(text)).toMatchObject({ code, params })
  })

  it('refuses what is too long, too deep or has too many elements', () => {
    const limits = { characters: 1000, elements: 5, depth: 4 }
    expect(refusal(' '.repeat(1001), limits)).toMatchObject({ params: { what: 'characters' } })
    expect(refusal('<a>'.repeat(5) + '</a>'.repeat(5), limits)).toMatchObject({ params: { what: 'depth' } })
    expect(refusal(`<a>${'<b/>'.repeat(5)}</a>`, limits)).toMatchObject({ params: { what: 'elements' } })
    expect(refusal('<a>'.repeat(100_000))).toMatchObject({ code: 'rules.dmn_too_large' })
  })

  it('reads types of DMN 1.1 with prefixes', () => {
    const read =
      readDmn(`<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" xmlns:feel="http://www.omg.org/spec/FEEL/20140401"
      xmlns:own="urn:m" name="旧" namespace="urn:m"><itemDefinition name="t"><typeRef>feel:number</typeRef></itemDefinition>
      <inputData id="i" name="x"><variable name="x" typeRef="own:t"/></inputData></definitions>`)
    expect(read).toMatchObject({
      ok: true,
      value: { itemDefinitions: [{ typeRef: 'number' }], inputData: [{ variable: { typeRef: 't' } }] },
    })
  })

  it('takes character references and CDATA as they are', () => {
    const read = readDmn(
      `<definitions ${MODEL} name="a&#x4e2d;" namespace="n"><description>&lt;<![CDATA[&amp;]]></description></definitions>`,
    )
    expect(read).toMatchObject({ ok: true, value: { name: 'a中', description: '<&amp;' } })
  })
})
