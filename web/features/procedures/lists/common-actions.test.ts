import { describe, expect, test } from 'vitest'
import type { CaseRow } from '#contract/procedures'
import { casesFor, commonActions } from './common-actions.ts'

type Quick = CaseRow['quick'][number]

function quick(action: string, zh: string, rest: Partial<Quick> = {}): Quick {
  return { activation: 'a1', action, name: { zh, en: action }, tone: 'plain', opinion: 'none', ...rest }
}

function row(id: string, quicks: readonly Quick[], version = 3): CaseRow {
  const party = { party: 'org:1', name: { zh: '丰台园管委会', en: 'Fengtai Park' } }
  return {
    id,
    version,
    number: null,
    procedure: { code: 'park-whistle', name: { zh: '吹哨', en: 'Whistle' } },
    title: id,
    stage: 'open',
    outcome: null,
    places: [],
    waitingFor: [party],
    initiator: { userId: null, name: '张三', organisation: null, onBehalfOf: null },
    openedAt: '2026-11-01T00:00:00Z',
    submittedAt: null,
    closedAt: null,
    clock: null,
    synthetic: true,
    quick: [...quicks],
  }
}

describe('what can be done with all selected cases', () => {
  test('only what every one of them offers', () => {
    const found = commonActions([
      row('a', [quick('sign', '签收'), quick('close', '办结')]),
      row('b', [quick('sign', '签收')]),
    ])
    expect(found.map(({ action }) => action)).toEqual(['sign'])
  })

  test('the same code with another name is another thing', () => {
    expect(commonActions([row('a', [quick('pass', '同意')]), row('b', [quick('pass', '通过评审')])])).toEqual(
      [],
    )
  })

  test('the strictest need for an opinion and the gravest tone count', () => {
    const [found] = commonActions([
      row('a', [quick('reject', '不同意', { opinion: 'optional', tone: 'plain' })]),
      row('b', [quick('reject', '不同意', { opinion: 'required', tone: 'danger' })]),
    ])
    expect(found).toMatchObject({ opinion: 'required', tone: 'danger' })
  })

  test('nothing is selected, or one case must be opened: nothing', () => {
    expect(commonActions([])).toEqual([])
    expect(commonActions([row('a', [quick('sign', '签收')]), row('b', [])])).toEqual([])
  })
})

test('a case that offers the action at two places is commanded once', () => {
  const twice = row('a', [
    quick('sign', '签收', { activation: 'n1' }),
    quick('sign', '签收', { activation: 'n2' }),
  ])
  expect(commonActions([twice])).toHaveLength(1)
  expect(casesFor([twice, row('b', [quick('close', '办结')])], 'sign')).toEqual([
    { caseId: 'a', version: 3, activation: 'n1' },
  ])
})
