import { describe, expect, it } from 'vitest'
import {
  checkFiling,
  checkFormReferences,
  parseRelation,
  proveRules,
  type FilingValues,
  type Rule,
} from '#domain/indicators'
import { compiledForm, shippedForm, shippedForms, shippedNames } from '#tests/shipped-statistics'
import { soundContext, soundFilings } from './sound-filings.ts'

const codes = shippedForms.map(({ code }) => code)

describe('the shipped forms', () => {
  it('are the four official ones that are known field by field, and three of the zone’s own', () => {
    expect(shippedForms.map(({ code, own, authority }) => [code, own, authority === null])).toEqual([
      ...['GQ-001', 'GQ-002', 'GQ-003', 'GQ-005'].map((code) => [code, false, false]),
      ...['ZK-L01', 'ZK-M01', 'ZK-P01'].map((code) => [code, true, true]),
    ])
  })

  it('bear the names of their files and speak only of cells that exist', () => {
    for (const name of shippedNames('forms')) expect(shippedForm(name).code).toBe(name.toUpperCase())
    expect(checkFormReferences(shippedForms)).toEqual([])
  })

  it('have every field of the printed ones', () => {
    const counts = Object.fromEntries(
      shippedForms.map(({ code, sections }) => [code, sections.flatMap(({ fields }) => fields).length]),
    )
    expect(counts).toMatchObject({ 'GQ-001': 26, 'GQ-002': 64, 'GQ-003': 21, 'GQ-005': 82 })
  })

  it('keep money in integers of thousands or ten thousands of yuan', () => {
    const money = shippedForms.flatMap(({ sections }) =>
      sections.flatMap(({ fields }) => fields.filter(({ unit }) => unit?.endsWith('元') === true)),
    )
    expect(money.length).toBeGreaterThan(100)
    for (const { code, type, unit } of money) {
      expect(type, code).toBe('integer')
      expect(['千元', '万元'], code).toContain(unit)
    }
  })

  it('call no rule official, since the authority’s own were not found; and only own rules a setting of the zone', () => {
    for (const { code, own, rules } of shippedForms)
      for (const { id, standing, severity, kind } of rules) {
        expect(standing, id).not.toBe('official')
        if (own) continue
        // What the zone added to an official form asks and never refuses.
        if (standing === 'zone') expect(severity, `${code} ${id}`).toBe('query')
        if (kind === 'change') expect(severity, id).toBe('query')
      }
  })

  it('let equity be smaller than paid-in capital: losses may have eaten it', () => {
    const values = { ...soundFilings['GQ-002'], QC33: -10_000, QC31: 210_000 }
    expect(checkFiling(compiledForm('GQ-002'), values, soundContext('GQ-002'))).toEqual([])
  })
})

describe.each(codes)('%s', (code) => {
  const form = compiledForm(code)
  const sound = soundFilings[code] ?? {}

  it('accepts a filing that agrees with itself, with the other forms and with the year before', () => {
    expect(checkFiling(form, sound, soundContext(code))).toEqual([])
  })

  it('asks for what cannot be left out, and for no more', () => {
    const missing = checkFiling(form, {}, { forms: {}, history: {} })
    expect(missing.map(({ code }) => code)).toEqual(missing.map(() => 'indicators.missing'))
    expect(missing.length).toBeGreaterThan(0)
    expect(missing.length).toBeLessThanOrEqual(10)
  })

  it('has rules that can all hold, of which none can be spared or never breaks', () => {
    const proof = proveRules(form)
    expect(proof).toMatchObject({
      consistent: true,
      conflict: null,
      complete: true,
      pointless: [],
      pinned: [],
    })
    // What follows only while all cells are filled is still needed.
    expect(proof.redundant.filter(({ evenWithMissing }) => evenWithMissing)).toEqual([])
  })

  it.each(form.definition.rules.map((rule) => [rule.id, rule] as const))(
    '%s finds what breaks it',
    (id, rule) => {
      const { values, before } = broken(rule, sound)
      const context = soundContext(code)
      const history = before === null ? context.history : { '1': before, '1Y': before }
      expect(checkFiling(form, values, { ...context, history }).map((finding) => finding.rule)).toContain(id)
    },
  )
})

/** The sound filing with one cell changed so that the rule no longer holds; or the year before changed, for changes. */
function broken(rule: Rule, sound: FilingValues): { values: FilingValues; before: FilingValues | null } {
  switch (rule.kind) {
    case 'compulsory-pair':
    case 'exclusive-pair':
      return { values: { ...sound, [rule.cells[0]]: null }, before: null }
    case 'change':
      return {
        values: { ...sound, [rule.cell]: rule.floor * 10 },
        before: { ...sound, [rule.cell]: rule.floor * 2 },
      }
    case 'linear': {
      const parsed = parseRelation(rule.relation)
      if (!parsed.ok) throw new Error(rule.relation)
      const { left, operator, right } = parsed.value
      const isOwn = ({ cell }: (typeof left)[number]) =>
        cell.form === null && cell.back === null && !cell.members
      const onLeft = left.find(isOwn)
      const term = onLeft ?? right.find(isOwn)
      if (term === undefined) throw new Error(rule.relation)
      const push = operator === '=' ? 1 : 1e9
      const grows = operator === '<=' || operator === '<' || operator === '='
      const direction = (grows ? 1 : -1) * (onLeft === undefined ? -1 : 1) * Math.sign(term.coefficient)
      const value = sound[term.cell.code]
      if (typeof value !== 'number') throw new Error(`${rule.id}: the sound filing lacks ${term.cell.code}`)
      return { values: { ...sound, [term.cell.code]: value + direction * push }, before: null }
    }
  }
}
