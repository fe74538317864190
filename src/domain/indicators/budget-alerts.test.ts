import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budgetAlerts, type BudgetedAlerts, type WaitingAlert } from './budget-alerts.ts'

function alert(
  id: string,
  level: WaitingAlert['level'],
  weight = 1,
  raised = '2025-03-01',
  person = 'li',
): WaitingAlert {
  return { id, person, level, weight, raised }
}
const ids = (given: BudgetedAlerts['now'], person = 'li'): string[] =>
  (given.get(person) ?? []).map(({ id }) => id)

describe('the alert budget', () => {
  const waiting = [
    alert('notice', 'notice', 99),
    alert('small warning', 'warning', 1),
    alert('big warning', 'warning', 2),
    alert('old warning', 'warning', 1, '2025-02-01'),
    alert('alarm', 'alarm', 0),
    alert('of another', 'notice', 1, '2025-03-01', 'wang'),
  ]

  it('gives the most serious first: level, weight, age', () => {
    const { now, later } = budgetAlerts(waiting, { perPerson: 3, alarmsAlways: false })
    expect(ids(now)).toEqual(['alarm', 'big warning', 'old warning'])
    expect(ids(later)).toEqual(['small warning', 'notice'])
    expect(ids(now, 'wang')).toEqual(['of another'])
  })

  it('counts what a person has been given already', () => {
    const { now, later } = budgetAlerts(waiting, {
      perPerson: 3,
      given: new Map([['li', 2]]),
      alarmsAlways: false,
    })
    expect(ids(now)).toEqual(['alarm'])
    expect(ids(later)).toHaveLength(4)
    expect(ids(now, 'wang')).toEqual(['of another'])
  })

  it('lets alarms through a used-up budget only where that is wanted', () => {
    const alarms = [alert('a', 'alarm'), alert('b', 'alarm'), alert('w', 'warning')]
    expect(ids(budgetAlerts(alarms, { perPerson: 1, alarmsAlways: true }).now)).toEqual(['a', 'b'])
    expect(ids(budgetAlerts(alarms, { perPerson: 1, alarmsAlways: false }).now)).toEqual(['a'])
    expect(budgetAlerts(alarms, { perPerson: 0, alarmsAlways: false }).now.size).toBe(0)
  })

  it('loses nothing and does not depend on the order in which alerts come', () => {
    const any = fc.record({
      id: fc.uuid(),
      person: fc.constantFrom('li', 'wang'),
      level: fc.constantFrom('notice' as const, 'warning' as const, 'alarm' as const),
      weight: fc.integer({ min: 0, max: 3 }),
      raised: fc.constantFrom('2025-01', '2025-02'),
    })
    fc.assert(
      fc.property(
        fc
          .uniqueArray(any, { selector: ({ id }) => id })
          .chain((list) =>
            fc.tuple(
              fc.constant(list),
              fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
            ),
          ),
        fc.integer({ min: 0, max: 4 }),
        ([list, shuffled], perPerson) => {
          const result = budgetAlerts(list, { perPerson, alarmsAlways: false })
          expect(budgetAlerts(shuffled, { perPerson, alarmsAlways: false })).toEqual(result)
          for (const person of ['li', 'wang']) {
            const own = list.filter((one) => one.person === person)
            expect(ids(result.now, person).length).toBe(Math.min(perPerson, own.length))
            expect([...ids(result.now, person), ...ids(result.later, person)].sort()).toEqual(
              own.map(({ id }) => id).sort(),
            )
          }
        },
      ),
    )
  })
})
