import { translate } from '../../../text/index.ts'
import { dutyFormTexts } from '../../../text/duty.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import type { DutyFormValues } from './duty-form-values.ts'

/** What the address of a new duty may carry; ids and codes that nobody knows are left out. */
export type PrefillName = 'park' | 'lead' | 'category' | 'carrier' | 'title' | 'source' | 'takesUp'

export interface Prefill {
  readonly values: Partial<DutyFormValues>
  readonly source: 'manual' | 'gap'
  /** What the gap is: the park, the kind of action or carrier. */
  readonly what: readonly { readonly zh: string; readonly en: string }[]
}

export function prefillOf(
  address: Readonly<Partial<Record<PrefillName, string>>>,
  frame: Pick<LedgerFrame, 'parks' | 'bodies' | 'actions' | 'carriers'>,
): Prefill {
  const park = frame.parks.find(({ id }) => id === address.park)
  const lead = frame.bodies.find(({ id }) => id === address.lead)
  const carrier = frame.carriers.find(({ code }) => code === address.carrier)
  const actions = frame.actions.filter(({ code }) => (address.category ?? '').split(',').includes(code))
  // Titles of duties are Chinese, whatever the language of the page.
  const carrierTitle =
    carrier === undefined
      ? ''
      : park === undefined
        ? translate(dutyFormTexts, 'carrierTitle', { carrier: carrier.zh }, 'zh-CN')
        : translate(dutyFormTexts, 'carrierTitleOf', { park: park.name, carrier: carrier.zh }, 'zh-CN')
  const title = address.title?.slice(0, 500) ?? carrierTitle
  return {
    values: {
      ...(title === '' ? {} : { title }),
      ...(park === undefined ? {} : { parkId: park.id }),
      ...(lead === undefined ? {} : { leadId: lead.id }),
      ...(actions.length === 0 ? {} : { categories: actions.map(({ code }) => code) }),
    },
    source: address.source === 'gap' ? 'gap' : 'manual',
    what: [
      ...(park === undefined ? [] : [{ zh: park.name, en: park.nameEn }]),
      ...actions,
      ...(carrier === undefined ? [] : [carrier]),
      ...(park === undefined && actions.length === 0 && carrier === undefined && title !== ''
        ? [{ zh: title, en: title }]
        : []),
    ],
  }
}
