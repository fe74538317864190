import Button from 'antd/es/button'
import { useState } from 'react'
import type { ParameterView } from '#contract/rules'
import { policyParameterTexts } from '../../../text/policy-parameters.ts'
import { useText } from '../../../text/index.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { Chip, StatusMark } from '../../../ui/marks.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ClauseLine } from '../../../ui/rules/condition-tree.tsx'
import { factWords } from '../../../ui/rules/fact-words.ts'
import { useSay } from '../../../ui/say.ts'
import { listChanges, standingOf } from './parameter-facts.ts'
import type { ParameterValue } from './parameter-facts.ts'
import { SetParameterDialog } from './set-parameter-dialog.tsx'
import { StandingMark } from './standing-mark.tsx'
import { useItemWords, useValueWords } from './use-value-words.ts'

/** One parameter: its values, newest first, each with its days, its source and who entered it. */
export function ParameterPanel({
  parameter,
  mayChange,
}: {
  readonly parameter: ParameterView
  readonly mayChange: boolean
}) {
  const t = useText(policyParameterTexts)
  const say = useSay()
  const format = useFormat()
  const words = useValueWords(parameter)
  const [setting, setSetting] = useState(false)
  const { values, corrected } = parameter
  return (
    <Panel
      title={
        <>
          {say(parameter.title)}{' '}
          {parameter.shipped ? <Chip title={t('shippedWhy')}>{t('shipped')}</Chip> : null}
        </>
      }
      actions={
        mayChange ? (
          <Button type="primary" size="small" onClick={() => setSetting(true)}>
            {t('set')}
          </Button>
        ) : null
      }
    >
      {format.language === 'en' || parameter.code !== parameter.title.zh ? (
        <p className="soft small" lang="zh">
          {parameter.code}
        </p>
      ) : null}
      <ol className="parameter-spells">
        {values.toReversed().map((spell) => (
          <Spell
            key={spell.from}
            spell={spell}
            before={values[values.indexOf(spell) - 1]}
            parameter={parameter}
          />
        ))}
      </ol>
      {values.length === 0 ? <p className="soft">{t('nothing')}</p> : null}
      {corrected.length > 0 ? (
        <details className="parameter-corrected small">
          <summary>{t('corrected')}</summary>
          <ul>
            {corrected.map(({ from, to, value, byName, until }) => (
              <li key={`${from} ${until}`}>
                {t('correctedLine', {
                  value: words(value),
                  spell:
                    to === null
                      ? t('spell', { from: format.date(from) })
                      : t('spellTo', { from: format.date(from), to: format.date(to) }),
                  name: byName,
                  until: format.moment(until),
                })}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {setting ? <SetParameterDialog parameter={parameter} onClose={() => setSetting(false)} /> : null}
    </Panel>
  )
}

function Spell({
  spell: { from, to, value, clause, reason, byName, since },
  before,
  parameter,
}: {
  readonly spell: ParameterValue
  readonly before: ParameterValue | undefined
  readonly parameter: ParameterView
}) {
  const t = useText(policyParameterTexts)
  const format = useFormat()
  const words = useValueWords(parameter)
  const today = todayOf(new Date())
  const state = from > today ? 'upcoming' : to !== null && to <= today ? 'past' : 'current'
  return (
    <li className={`parameter-spell parameter-${state}`}>
      <div className="parameter-spell-head">
        <b>{words(value)}</b>
        <span>
          {to === null
            ? t('spell', { from: format.date(from) })
            : t('spellTo', { from: format.date(from), to: format.date(to) })}
        </span>
        <span className="small">
          <StatusMark tone={state === 'current' ? 'good' : 'neutral'}>{t(state)}</StatusMark>
        </span>
        <StandingMark standing={standingOf(clause)} />
      </div>
      {Array.isArray(value) ? <Items parameter={parameter} value={value} before={before?.value} /> : null}
      <ClauseLine clause={clause} />
      <div className="small soft">
        <span lang="zh">{reason}</span> · {t('by', { name: byName, at: format.moment(since) })}
      </div>
    </li>
  )
}

/** What stands on a list, and what came and went since the one before. */
function Items({
  parameter,
  value,
  before,
}: {
  readonly parameter: ParameterView
  readonly value: readonly string[]
  readonly before: ParameterValue['value'] | undefined
}) {
  const t = useText(policyParameterTexts)
  const { language } = useFormat()
  const itemWords = useItemWords(parameter)
  const said = (items: readonly string[]) => factWords(items, null, language, itemWords)
  const changes = before === undefined ? null : listChanges(before, [...value])
  return (
    <div className="small">
      {changes === null ? (
        <span>{said(value)}</span>
      ) : (
        <>
          {changes.added.length > 0 ? (
            <div>+ {t('added', { n: changes.added.length, items: said(changes.added) })}</div>
          ) : null}
          {changes.removed.length > 0 ? (
            <div>− {t('removed', { n: changes.removed.length, items: said(changes.removed) })}</div>
          ) : null}
          <span className="soft">{said(value)}</span>
        </>
      )}
    </div>
  )
}
