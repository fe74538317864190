import type { FormDefinition, FormField, LinearRule } from '#domain/indicators'

/** A yearly form of our own with figures of the given codes, all optional integers, unless said otherwise. */
export function buildForm(
  fields: readonly (string | (Partial<FormField> & { readonly code: string }))[],
  rules: FormDefinition['rules'] = [],
): FormDefinition {
  return {
    code: 'T-001',
    version: 1,
    title: { zh: '测试表', en: 'Test form' },
    rhythm: 'year',
    validFrom: '2020',
    authority: null,
    own: true,
    source: 'made for tests',
    filers: { unit: 'enterprise', where: [] },
    calendar: { opensAfterDays: 1, dueMonth: 3, dueDay: 31, roll: 'next-working-day', source: null },
    approval: 'approve',
    sections: [
      {
        id: 'all',
        title: { zh: '全部', en: 'All' },
        fields: fields.map((one) => buildField(typeof one === 'string' ? { code: one } : one)),
      },
    ],
    rules,
  }
}

function buildField(given: Partial<FormField> & { readonly code: string }): FormField {
  return {
    label: { zh: given.code, en: given.code },
    type: 'integer',
    unit: null,
    compulsory: false,
    ...given,
  }
}

/** An error over whole sums; judged only where no cell is missing. */
export function buildRelation(id: string, relation: string, given: Partial<LinearRule> = {}): LinearRule {
  return {
    id,
    kind: 'linear',
    relation,
    severity: 'error',
    standing: 'zone',
    source: 'made for tests',
    enabled: true,
    missing: 'skip-if-any',
    ...given,
  }
}

export const NO_CONTEXT = { forms: {}, history: {} } as const
