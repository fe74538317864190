import { describe, expect, it } from 'vitest'
import { buildForm, buildRelation } from '#tests/statistical-forms'
import type { FormDefinition } from './form.ts'
import { checkFormReferences, parseForm } from './parse-form.ts'

const HEAD = { severity: 'error', standing: 'zone', source: 'made for tests', enabled: true } as const

function issuesOf(form: unknown): string[] {
  const parsed = parseForm(form)
  return parsed.ok
    ? []
    : parsed.issues.map(({ code, path = [] }) => `${path.join('.')} ${code.slice('indicators.'.length)}`)
}

function withFields(...fields: Parameters<typeof buildForm>[0]): FormDefinition {
  return buildForm(fields)
}

function withRules(...rules: FormDefinition['rules']): FormDefinition {
  return buildForm(['A', 'B', { code: 'T', type: 'text' }], rules)
}

const FIELD = 'sections.0.fields'

describe('a form as data', () => {
  it('is taken as it is', () => {
    const form = buildForm(
      [
        { code: 'A', unit: '千元', minimum: 0, compulsory: true },
        { code: 'B', type: 'decimal', decimals: 2, unit: '%', partOf: 'A' },
        { code: 'F', type: 'flag' },
        { code: 'C', type: 'choice', choices: [{ value: '1', label: { zh: '一', en: 'one' } }] },
        { code: 'T', type: 'text', pattern: '[0-9]{6}', onlyIf: { field: 'C', is: 'one-of', values: ['1'] } },
      ],
      [
        buildRelation('r', 'A >= B + U-1!X', { tolerance: 1 }),
        { id: 'p', kind: 'exclusive-pair', cells: ['A', 'T'], ...HEAD },
        { id: 'c', kind: 'change', cell: 'A', back: '1Y', ratio: 0.5, floor: 0, ...HEAD },
      ],
    )
    const parsed = parseForm(JSON.parse(JSON.stringify(form)))
    expect(parsed).toEqual({ ok: true, value: form })
  })

  it.each<[string, unknown, string[]]>([
    ['nothing', null, [' form_shape']],
    ['an unknown property', { ...buildForm(['A']), colour: 'red' }, [' form_shape']],
    [
      'a period of another rhythm',
      { ...buildForm(['A']), validFrom: '2024-11' },
      ['validFrom form_valid_from'],
    ],
    ['a field without a code', withFields({ code: '1 A' }), [`${FIELD}.0.code form_shape`]],
    ['two fields of one code', withFields('A', 'A'), [`${FIELD}.1.code duplicate_field`]],
    ['a unit that nobody knows', withFields({ code: 'A', unit: '石' }), [`${FIELD}.0.unit unknown_unit`]],
    [
      'a choice without choices',
      withFields({ code: 'A', type: 'choice' }),
      [`${FIELD}.0.choices choices_missing`],
    ],
    [
      'decimals without a number',
      withFields({ code: 'A', type: 'decimal' }),
      [`${FIELD}.0.decimals decimals_missing`],
    ],
    [
      'a text with a minimum',
      withFields({ code: 'A', type: 'text', minimum: 1 }),
      [`${FIELD}.0.minimum field_not_of_type`],
    ],
    [
      'bounds the wrong way round',
      withFields({ code: 'A', minimum: 2, maximum: 1 }),
      [`${FIELD}.0.minimum bounds_reversed`],
    ],
    [
      'a broken pattern',
      withFields({ code: 'A', type: 'text', pattern: '[' }),
      [`${FIELD}.0.pattern pattern_unreadable`],
    ],
    ['a part of nothing', withFields({ code: 'A', partOf: 'Z' }), [`${FIELD}.0.partOf unknown_field`]],
    [
      'a condition on an unknown field',
      withFields({ code: 'A', onlyIf: { field: 'Z', is: 'filled' } }),
      [`${FIELD}.0.onlyIf.field unknown_field`],
    ],
    [
      'a condition on a value that cannot be',
      withFields(
        { code: 'F', type: 'flag' },
        { code: 'A', onlyIf: { field: 'F', is: 'one-of', values: ['1'] } },
      ),
      [`${FIELD}.1.onlyIf.values.0 condition_value`],
    ],
    [
      'two rules of one id',
      withRules(buildRelation('r', 'A = B'), buildRelation('r', 'A < B')),
      ['rules.1.id duplicate_rule'],
    ],
    [
      'a rule over an unknown cell',
      withRules(buildRelation('r', 'A = Z')),
      ['rules.0.relation unknown_cell'],
    ],
    [
      'an unknown cell of another period',
      withRules(buildRelation('r', 'A = Z@-1')),
      ['rules.0.relation unknown_cell'],
    ],
    [
      'a cell of itself by the form’s name',
      withRules(buildRelation('r', 'A = T-001!Z')),
      ['rules.0.relation unknown_cell'],
    ],
    ['arithmetic with a text', withRules(buildRelation('r', 'A = T')), ['rules.0.relation cell_no_figure']],
    [
      'a rule without a cell of its own',
      withRules(buildRelation('r', 'U-1!A = A@-1')),
      ['rules.0.relation relation_without_cell'],
    ],
    [
      'a rule that cannot be read',
      withRules(buildRelation('r', 'A = = B')),
      ['rules.0.relation relation_syntax'],
    ],
    [
      'a tolerance for ≠',
      withRules(buildRelation('r', 'A != B', { tolerance: 1 })),
      ['rules.0.tolerance tolerance_not_for_unequal'],
    ],
    [
      'a pair with an unknown cell',
      withRules({ id: 'p', kind: 'exclusive-pair', cells: ['A', 'Z'], ...HEAD }),
      ['rules.0.cells.1 unknown_cell'],
    ],
    [
      'a pair of one',
      withRules({ id: 'p', kind: 'compulsory-pair', cells: ['A', 'A'], ...HEAD }),
      ['rules.0.cells pair_of_one'],
    ],
    [
      'the change of a text',
      withRules({ id: 'c', kind: 'change', cell: 'T', back: '1', ratio: 1, floor: 0, ...HEAD }),
      ['rules.0.cell cell_no_figure'],
    ],
    [
      'a change against nothing',
      withRules({ id: 'c', kind: 'change', cell: 'A', back: '0', ratio: 1, floor: 0, ...HEAD }),
      ['rules.0.back form_shape'],
    ],
  ])('is refused with %s', (_, form, expected) => {
    expect(issuesOf(form)).toEqual(expected)
  })

  it('names two choices of one value and two sections of one id', () => {
    const form = buildForm([
      {
        code: 'C',
        type: 'choice',
        choices: ['1', '1'].map((value) => ({ value, label: { zh: value, en: value } })),
      },
    ])
    expect(issuesOf(form)).toEqual([`${FIELD}.0.choices.1 duplicate_choice`])
    const section = {
      id: 'all',
      title: { zh: '二', en: 'two' },
      fields: buildForm(['B']).sections[0]?.fields ?? [],
    }
    expect(issuesOf({ ...buildForm(['A']), sections: [...buildForm(['A']).sections, section] })).toEqual([
      'sections.1.id duplicate_section',
    ])
  })
})

describe('forms that speak of one another', () => {
  it('name the cells that the others do not have', () => {
    const other: FormDefinition = { ...buildForm(['X', { code: 'T', type: 'text' }]), code: 'U-1' }
    const form = withRules(
      buildRelation('good', 'A = U-1!X + SUM(U-1!X)'),
      buildRelation('cell', 'A = U-1!Y'),
      buildRelation('text', 'A = U-1!T'),
      buildRelation('form', 'A = SUM(V-1!X)'),
    )
    expect(
      checkFormReferences([form, other]).map(({ params }) => [params?.['rule'], params?.['cell']]),
    ).toEqual([
      ['cell', 'U-1!Y'],
      ['text', 'U-1!T'],
      ['form', 'V-1!X'],
    ])
  })
})
