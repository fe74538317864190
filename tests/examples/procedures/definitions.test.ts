import { describe, expect, it } from 'vitest'
import { checkDefinition } from '#domain/cases'
import { shippedCalendars } from '#tests/calendars'
import { ACCOUNT_ROLES, shippedCodes, shippedProcedure } from '#tests/shipped-procedures'

const known = {
  accountRoles: ACCOUNT_ROLES,
  calendars: [...shippedCalendars.keys()],
  procedures: shippedCodes,
}

describe('the shipped procedures', () => {
  it('are the eleven that the manual lists', () => {
    expect(shippedCodes).toEqual([
      ...['assigned-duty', 'enterprise-request', 'green-channel', 'joint-review', 'meeting-matter'],
      ...[
        'one-stop',
        'park-whistle',
        'policy-benefit',
        'project-commitments',
        'rectification',
        'supervision',
      ],
    ])
  })
})

describe.each(shippedCodes)('%s', (code) => {
  const definition = shippedProcedure(code)

  it('bears the name of its file and hangs together without a finding', () => {
    expect(definition.code).toBe(code)
    expect(checkDefinition(definition, known)).toEqual([])
  })

  it('says of every number where it comes from, and calls a proposal a proposal', () => {
    for (const [name, { source }] of Object.entries(definition.settings)) {
      expect(source.text.zh.length, name).toBeGreaterThan(3)
      expect(source.text.zh.startsWith('建议值'), name).toBe(source.status === 'assumed')
      if (source.status === 'verified') expect(source.date, name).toBeTruthy()
    }
  })

  it('names no zone, park or body of one place', () => {
    expect(JSON.stringify(definition)).not.toMatch(/中关村|海淀|西城|朝阳|亦庄|Zhongguancun/)
  })

  it('numbers its cases with its own word', () => {
    const others = shippedCodes.filter((other) => other !== code)
    expect(others.map((other) => shippedProcedure(other).numbering)).not.toContain(definition.numbering)
    expect(definition.numbering).toMatch(/^.〔\{year\}〕\{seq\}号$/)
  })

  it('reminds of every deadline or acts on it', () => {
    for (const [name, { stages }] of Object.entries(definition.clocks)) {
      const due = stages.find(({ at }) => at === 'due')
      expect(due?.do?.length ?? 0, name).toBeGreaterThan(0)
    }
  })
})
