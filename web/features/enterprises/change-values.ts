import type { EnterpriseRow, changeEnterprise } from '#contract/enterprises'
import type { BodyInputOf } from '../../../src/features/route-contract.ts'
import { WATCHED } from './stretch-words.ts'
import type { Watched } from './stretch-words.ts'

/** What can be ticked; a successor belongs to the status. */
export const CHANGEABLE = WATCHED.filter((key) => key !== 'successor')
export type Changeable = Exclude<Watched, 'successor'>

/** As the controls hold them: texts, ids and codes; '' for nothing; yes and no. */
export type ChangeValues = Readonly<Record<Changeable, string>> & {
  readonly successorId: string
}

export interface ChangeForm {
  readonly from: string
  readonly to: string
  readonly chosen: ReadonlySet<Changeable>
  readonly values: ChangeValues
  readonly source: string
  readonly reason: string
}

export type ChangeFault = 'from' | 'to' | 'chosen' | 'name' | 'successor' | 'source' | 'reason'

export function valuesOf(row: EnterpriseRow): ChangeValues {
  return {
    name: row.name,
    nameEn: row.nameEn ?? '',
    status: row.status,
    successorId: row.successor?.id ?? '',
    registrationPark: row.registrationPark?.id ?? '',
    operationPark: row.operationPark?.id ?? '',
    registrationDistrict: row.registrationDistrict?.id ?? '',
    operationDistrict: row.operationDistrict?.id ?? '',
    cluster: row.cluster ?? '',
    address: row.address ?? '',
    industry: row.industry ?? '',
    field: row.field ?? '',
    sizeClass: row.sizeClass ?? '',
    rung: row.rung ?? '',
    highTech: row.highTech ? 'yes' : 'no',
    aboveScale: row.aboveScale ? 'yes' : 'no',
  }
}

export function changeFaults(form: ChangeForm): ReadonlySet<ChangeFault> {
  const { from, to, chosen, values, source, reason } = form
  const faults = new Set<ChangeFault>()
  if (from === '') faults.add('from')
  if (to !== '' && from !== '' && to <= from) faults.add('to')
  if (chosen.size === 0) faults.add('chosen')
  if (chosen.has('name') && values.name.trim() === '') faults.add('name')
  if (chosen.has('status') && values.status === 'merged' && values.successorId === '') faults.add('successor')
  if (source.trim() === '') faults.add('source')
  if (reason.trim() === '') faults.add('reason')
  return faults
}

/** Only what was ticked; a status other than merged has no successor. */
export function changeBody(form: ChangeForm): BodyInputOf<typeof changeEnterprise> {
  const { chosen, values } = form
  const set: Record<string, string | boolean | null> = {}
  for (const key of chosen) {
    const value = values[key].trim()
    switch (key) {
      case 'name':
        set['name'] = value
        break
      case 'status':
        set['status'] = value
        set['successorId'] = value === 'merged' ? values.successorId : null
        break
      case 'registrationPark':
      case 'operationPark':
      case 'registrationDistrict':
      case 'operationDistrict':
        set[`${key}Id`] = value || null
        break
      case 'highTech':
      case 'aboveScale':
        set[key] = value === 'yes'
        break
      case 'nameEn':
      case 'cluster':
      case 'address':
      case 'industry':
      case 'field':
      case 'sizeClass':
      case 'rung':
        set[key] = value || null
        break
    }
  }
  return {
    from: form.from,
    to: form.to || null,
    set,
    source: form.source.trim(),
    reason: form.reason.trim(),
  }
}
