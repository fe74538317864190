import type { BilingualText } from '#domain/kernel'
import type { CaseEffect, CaseState, ProcedureDefinition } from '#domain/cases'
import { outcomeOf, titleOf } from './store.ts'

type Notify = Extract<CaseEffect, { kind: 'notify' }>

/** What every procedure says; a definition's own message of the same code takes its place. `{case}` is number and title. */
const STANDARD: Readonly<Record<string, BilingualText>> = {
  assigned: { zh: '{case}：请办理“{step}”', en: '{case}: “{step}” waits for you' },
  returned: { zh: '{case}：被退回至“{step}”。{reason}', en: '{case}: sent back to “{step}”. {reason}' },
  urged: { zh: '{case}：请尽快办理“{step}”。{note}', en: '{case}: you are urged to act on “{step}”. {note}' },
  copied: { zh: '{case}：抄送给您。{note}', en: '{case}: copied to you. {note}' },
  closed: { zh: '{case}：已办结，结果为“{outcome}”', en: '{case}: closed with the result “{outcome}”' },
  'due-soon': { zh: '{case}：“{clock}”即将到期', en: '{case}: “{clock}” is about to run out' },
  overdue: { zh: '{case}：“{clock}”已超时', en: '{case}: “{clock}” has run out' },
  paused: { zh: '{case}：“{clock}”暂停计时。{reason}', en: '{case}: “{clock}” is paused. {reason}' },
  resumed: { zh: '{case}：“{clock}”恢复计时', en: '{case}: “{clock}” runs again' },
  extended: { zh: '{case}：“{clock}”延期。{reason}', en: '{case}: “{clock}” was extended. {reason}' },
  withdrawn: { zh: '{case}：“{step}”已被撤回', en: '{case}: “{step}” was taken back' },
}

/** The words of a notice in both languages; what the engine gives as codes is said by name. */
export function composeNotice(
  definition: ProcedureDefinition,
  state: CaseState,
  { message, params }: Notify,
): BilingualText {
  const template = definition.messages[message] ?? STANDARD[message] ?? { zh: '{case}', en: '{case}' }
  return {
    zh: fill(template.zh, definition, state, params, 'zh'),
    en: fill(template.en, definition, state, params, 'en'),
  }
}

function fill(
  template: string,
  definition: ProcedureDefinition,
  state: CaseState,
  params: Notify['params'],
  language: 'zh' | 'en',
): string {
  const title = titleOf(definition, state)
  return template
    .replaceAll(/\{([A-Za-z][\w-]*)\}/g, (_all, name: string) => {
      if (name === 'case')
        return [definition.name[language], state.number, title].filter((part) => part !== null).join(' ')
      if (name === 'number') return state.number ?? ''
      if (name === 'title') return title
      if (name === 'outcome' && state.outcome !== null)
        return outcomeOf(definition, state.outcome).name[language]
      // The engine calls the step by its node.
      const given = params[name] ?? (name === 'step' ? params['node'] : undefined) ?? state.data[name]
      if (name === 'step' && typeof given === 'string')
        return definition.nodes[given]?.name[language] ?? given
      if (name === 'clock' && typeof given === 'string')
        return definition.clocks[given]?.name[language] ?? given
      if (name === 'reason' && typeof given === 'string')
        return definition.pauseReasons[given]?.name[language] ?? given
      if (typeof given === 'string') return definition.fields[name]?.values?.[given]?.[language] ?? given
      return typeof given === 'number' ? String(given) : ''
    })
    .trim()
}
