import type { FilingValues } from '#domain/indicators'
import type { DemoIndustry } from './demo-parameters.ts'
import type { YearView } from './year-view.ts'

/** Technical fields by the codes of the classification, which are those of QB16. */
export const FIELD_CODES: Readonly<Record<DemoIndustry['field'], string>> = {
  electronics: '1',
  biomedicine: '2',
  aerospace: '3',
  materials: '4',
  services: '5',
  energy: '6',
  environment: '7',
  manufacturing: '8',
}

export interface ProfileFacts {
  readonly foundedYear: number
  /** First year of the certificate that it holds. */
  readonly certifiedYear: number
}

/** GQ-001 企业概况. Codes whose lists are not shipped stay empty; certificate and securities numbers say that they are none. */
export function composeProfile(view: YearView, facts: ProfileFacts): FilingValues {
  const { traits } = view
  const type = registrationType(view)
  const abroad = type.startsWith('2') || type.startsWith('3')
  const control = type === '151' ? '1' : type === '330' ? '5' : type === '230' ? '4' : '3'
  const listed = view.listing !== null
  const shares = view.listing === 'listed' ? 'A' : 'N'
  return {
    QB08: Math.max(facts.foundedYear, 1999),
    QB03_0: `${view.industry.name}（演示）`,
    QB03_1: view.industry.code,
    QB04: facts.foundedYear,
    QB04_0: Math.max(10, Math.round(view.before.revenue * traits.between('registeredCapital', 0.002, 0.02))),
    QB06: type,
    QB06_1: abroad ? (type === '230' ? '344' : '840') : null,
    QB06_2: abroad ? 100 : null,
    QB18: control,
    QB11: view.highTech ? '1' : '2',
    QB13: view.highTech ? `YS${String(facts.certifiedYear)}${String(view.number).padStart(6, '0')}` : null,
    QB12: view.highTech ? facts.certifiedYear : null,
    QB15_1: listed ? `演示${shares}${String(view.number).padStart(5, '0')}` : null,
    QB15_2: listed ? Math.max(facts.foundedYear + 1, Math.min(view.year, 2012 + (view.number % 8))) : null,
    QB15_5:
      view.listing === 'listed'
        ? Math.round(view.revenue * traits.near('marketValue', 0.15, 0.6, 0.1))
        : null,
    QB16: FIELD_CODES[view.industry.field],
  }
}

/** 登记注册类型 by the form's own choices. */
export function registrationType(view: Pick<YearView, 'traits' | 'listing'>): string {
  if (view.listing !== null) return '160'
  if (view.traits.is('stateOwned', 0.03)) return '151'
  if (view.traits.is('foreignOwned', 0.035)) return '330'
  if (view.traits.is('overseasOwned', 0.02)) return '230'
  return view.traits.is('private', 0.75) ? '173' : '159'
}
