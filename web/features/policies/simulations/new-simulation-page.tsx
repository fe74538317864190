import Input from 'antd/es/input/Input'
import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PolicyView } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { useAddress } from '../../../app/address.ts'
import { policyTexts } from '../../../text/policies.ts'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { policyQuery } from '../shared/policy-queries.ts'
import { parseTyped } from './moved-numbers.ts'
import { PolicyChoice } from './policy-choice.tsx'
import { SimulateForm } from './simulate-form.tsx'
import type { FormSide } from './simulate-form.tsx'
import './simulations.css'

type Names = 'policy' | 'version' | 'against' | 'on' | 'set'
const NOTHING: FormSide['parameters'] = []

/** 新建测算: a policy, the version it begins with, and what is to be another on the changed side. */
export function NewSimulationPage() {
  const t = useText(simulationTexts)
  const [{ policy }, change] = useAddress<Names>()
  useTitle(t('newTitle'))
  return (
    <div className="page">
      <PolicyLinks />
      <header className="page-head">
        <div>
          <p className="no-print small">
            <AddressLink href="/policies/simulations">← {t('back')}</AddressLink>
          </p>
          <h1>{t('newTitle')}</h1>
          <div className="soft">{t('newNote')}</div>
        </div>
      </header>
      {policy ? (
        <Chosen key={policy} policyId={policy} />
      ) : (
        <Panel title={t('choosePolicy')}>
          <PolicyChoice onChosen={(id) => change({ policy: id }, { push: true })} />
        </Panel>
      )}
    </div>
  )
}

function Chosen({ policyId }: { readonly policyId: string }) {
  const [{ version, against }] = useAddress<Names>()
  const base = useQuery(policyQuery(policyId, version ? { version } : {}))
  const changedVersion = against ?? base.data?.version.id
  const changed = useQuery({
    ...policyQuery(policyId, changedVersion ? { version: changedVersion } : {}),
    enabled: changedVersion !== undefined,
  })
  const error = base.error ?? changed.error
  if (error)
    return (
      <ErrorState
        error={error}
        retry={() => {
          void base.refetch()
          void changed.refetch()
        }}
      />
    )
  if (!base.data || !changed.data) return <Loading />
  return <Setup base={base.data} changed={changed.data} />
}

function Setup({ base, changed }: { readonly base: PolicyView; readonly changed: PolicyView }) {
  const t = useText(simulationTexts)
  const say = useSay()
  const format = useFormat()
  const [address, change] = useAddress<Names>()
  const begin = useMemo(() => parseTyped(address.set), [address.set])
  const on = address.on && /^\d{4}-\d{2}-\d{2}$/u.test(address.on) ? address.on : undefined
  const today = todayOf(new Date())
  const title = say(base.definition?.title ?? base.row.title)
  const policyId = base.row.id
  const sides = { base: sideOf(base), changed: sideOf(changed) }
  const isSame = base.version.id === changed.version.id
  return (
    <>
      <Panel
        title={
          <>
            {t('policy')}
            {format.language === 'en' ? ': ' : '：'}
            <AddressLink href={`/policies/${policyId}`}>{title}</AddressLink>
          </>
        }
        actions={
          <Button
            size="small"
            onClick={() => change({ policy: null, version: null, against: null, set: null }, { push: true })}
          >
            {t('otherPolicy')}
          </Button>
        }
      >
        <div className="simulation-sides">
          <Field label={t('base')}>
            {(field) => (
              <Choice
                id={field.id}
                value={base.version.id}
                onChange={({ target }) => change({ version: target.value, set: null })}
              >
                <VersionOptions view={base} />
              </Choice>
            )}
          </Field>
          <Field label={t('changedFrom')} hint={isSame ? t('sameVersion') : undefined}>
            {(field) => (
              <Choice
                id={field.id}
                value={changed.version.id}
                onChange={({ target }) => change({ against: target.value, set: null })}
              >
                <VersionOptions view={base} />
              </Choice>
            )}
          </Field>
          <Field label={t('day')}>
            {(field) => (
              <Input
                {...field}
                type="date"
                value={on ?? today}
                onChange={({ target }) => change({ on: target.value === today ? null : target.value })}
              />
            )}
          </Field>
        </div>
      </Panel>
      <Panel title={t('numbers')}>
        {sides.base === null || sides.changed === null ? (
          <p className="mark-warn" role="alert">
            <span aria-hidden="true">▲</span> {t('unfinished')}
          </p>
        ) : (
          <>
            <p className="soft small">{t('numbersWhy')}</p>
            <SimulateForm
              key={`${base.version.id} ${changed.version.id}`}
              base={sides.base}
              changed={sides.changed}
              on={on}
              begin={begin}
              runLabel={t('run')}
              titleOf={(changes) =>
                changes === null
                  ? isSame
                    ? title
                    : t('titleVersions', {
                        policy: title,
                        from: base.version.number,
                        to: changed.version.number,
                      })
                  : t('titleAuto', { policy: title, changes })
              }
              curveHref={({ id }) =>
                `/policies/simulations/curve?${new URLSearchParams({
                  policy: policyId,
                  version: changed.version.id,
                  move: id,
                  ...(on ? { on } : {}),
                }).toString()}`
              }
            />
          </>
        )}
      </Panel>
    </>
  )
}

function VersionOptions({ view }: { readonly view: PolicyView }) {
  const t = useText(simulationTexts)
  const words = useText(policyTexts)
  return view.versions.map(({ id, number, state }) => (
    <option key={id} value={id}>
      {t('versionOf', { n: number, state: words(`versionState.${state}`) })}
    </option>
  ))
}

function sideOf({ version, definition }: PolicyView): FormSide | null {
  return definition === null
    ? null
    : {
        source: `version ${version.id} ${version.digest}`,
        versionId: version.id,
        definition,
        parameters: NOTHING,
      }
}
