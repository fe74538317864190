import App from 'antd/es/app'
import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { SubmitEvent } from 'react'
import { simulatePolicy } from '#contract/policies'
import type { Movable } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import type { BodyInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { Field } from '../../../ui/field.tsx'
import { focusFirstError } from '../../../ui/focus-first-error.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { ruleBookQuery } from '../shared/policy-queries.ts'
import { isDecided, moveNumbers, nameNumber, valuesOf } from './moved-numbers.ts'
import type { Typed } from './moved-numbers.ts'
import { NumbersForm, useNumberTitle } from './numbers-form.tsx'
import type { NamedNumber } from './numbers-form.tsx'
import { jsonOf, movableQuery, simulationQuery, simulationsKey } from './simulation-queries.ts'
import { shortName } from './simulation-words.ts'
import type { AskedSide } from './simulation-words.ts'

type Side = BodyInputOf<typeof simulatePolicy>['base']
const MOST_TITLE = 200

/** One side as the form begins with it. */
export interface FormSide {
  /** Names the definition in the cache: its version, or side and simulation. */
  readonly source: string
  /** Null: the definition is not that of a kept version. */
  readonly versionId: string | null
  readonly definition: PolicyDefinition
  readonly parameters: AskedSide['parameters']
}

/** The numbers of the changed side, its title, and the button that works it out; the answer is another page. */
export function SimulateForm({
  base,
  changed,
  on,
  begin,
  titleOf,
  runLabel,
  curveHref,
}: {
  readonly base: FormSide
  readonly changed: FormSide
  readonly on: string | undefined
  /** Numbers typed beforehand. */
  readonly begin: Typed
  /** The title as long as nobody typed one; `changes` is null where no number was moved. */
  readonly titleOf: (changes: string | null) => string
  readonly runLabel: string
  readonly curveHref: (movable: Movable) => string
}) {
  const there = useQuery(movableQuery(base.source, base.definition, on))
  const here = useQuery(movableQuery(changed.source, changed.definition, on))
  const book = useQuery(ruleBookQuery)
  const error = there.error ?? here.error ?? book.error
  if (error)
    return (
      <ErrorState
        error={error}
        retry={() => {
          void there.refetch()
          void here.refetch()
          void book.refetch()
        }}
      />
    )
  if (!there.data || !here.data || !book.data) return <Loading />
  return (
    <ReadyForm
      base={base}
      changed={changed}
      on={on}
      begin={begin}
      titleOf={titleOf}
      runLabel={runLabel}
      curveHref={curveHref}
      numbers={namedNumbers(there.data.movable, here.data.movable, base, changed, book.data)}
      movable={here.data.movable}
    />
  )
}

function namedNumbers(
  there: readonly Movable[],
  here: readonly Movable[],
  base: FormSide,
  changed: FormSide,
  book: Parameters<typeof nameNumber>[3],
): readonly NamedNumber[] {
  const before = { ...valuesOf(there, here), ...parametersOf(base) }
  return here.filter(isDecided).map((movable) => ({
    movable,
    name: nameNumber(movable, here, changed.definition, book),
    before: before[movable.id],
  }))
}

/** Parameters that a side sets, as numbers typed. */
function parametersOf({ parameters }: FormSide): Typed {
  return Object.fromEntries(
    parameters.flatMap(({ code, value }) =>
      typeof value === 'number' ? [[`parameter:${code}`, value] as const] : [],
    ),
  )
}

function ReadyForm({
  base,
  changed,
  on,
  begin,
  titleOf,
  runLabel,
  curveHref,
  numbers,
  movable,
}: Parameters<typeof SimulateForm>[0] & {
  readonly numbers: readonly NamedNumber[]
  readonly movable: readonly Movable[]
}) {
  const t = useText(simulationTexts)
  const say = useSay()
  const numberTitle = useNumberTitle()
  const { message } = App.useApp()
  const { number: words } = useFormat()
  const router = useRouter()
  const client = useQueryClient()
  const first = useMemo(() => ({ ...parametersOf(changed), ...begin }), [changed, begin])
  const [typed, setTyped] = useState<Typed>(first)
  const [ownTitle, setOwnTitle] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const side = moveNumbers(changed.definition, movable, typed)
  const moved = numbers.filter(
    ({ movable: { id, value }, before }) => (typed[id] ?? value) !== (before ?? value),
  )
  const changes = moved.map(({ movable: one, name, before }) => {
    const short = shortName(name)
    return t('titleMoved', {
      name: one.kind === 'ceiling' ? t('ceiling') : short === null ? numberTitle(one, name) : say(short),
      from: words(before ?? one.value),
      to: words(typed[one.id] ?? one.value),
    })
  })
  const title =
    ownTitle ?? titleOf(changes.length === 0 ? null : changes.join(t('comma'))).slice(0, MOST_TITLE)
  const isOtherVersion = changed.versionId !== base.versionId || changed.versionId === null
  const isSame =
    moved.length === 0 &&
    (!isOtherVersion || JSON.stringify(side.definition) === JSON.stringify(base.definition))
  const running = useMutation({
    mutationFn: () =>
      call(simulatePolicy, {
        body: {
          title: title.trim(),
          base: wireSide(base.versionId, base.definition, base.parameters),
          changed: wireSide(
            side.isAsWritten ? changed.versionId : null,
            side.definition,
            withOthers(changed.parameters, side.parameters, typed),
          ),
          ...(on ? { on } : {}),
        },
      }),
    onSuccess: (view) => {
      client.setQueryData(simulationQuery(view.row.id).queryKey, view)
      void client.invalidateQueries({ queryKey: simulationsKey, predicate: isList })
      message.success(t('done', { ms: Math.round(view.tookMs) }))
      router.history.push(`/policies/simulations/${view.row.id}`)
    },
  })
  const missing = title.trim() === '' ? t('titleNeeded') : undefined
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    focusFirstError(event.currentTarget)
    const wrong = event.currentTarget.querySelector('.moved-sentence [aria-invalid="true"]') !== null
    if (missing === undefined && !isSame && !wrong && !running.isPending) running.mutate()
  }
  const isTouched = numbers.some(
    ({ movable: { id, value } }) => (typed[id] ?? value) !== (first[id] ?? value),
  )
  return (
    <form className="simulate-form" onSubmit={submit} noValidate>
      {numbers.length === 0 ? <p className="soft">{t('numbersNone')}</p> : null}
      <NumbersForm
        numbers={numbers}
        typed={typed}
        step={changed.definition.benefit.step}
        onTyped={(id, value) => setTyped((before) => ({ ...before, [id]: value }))}
        curveHref={curveHref}
      />
      <Field label={t('titleField')} error={tried ? missing : undefined}>
        {(field) => (
          <Input
            {...field}
            value={title}
            maxLength={MOST_TITLE}
            onChange={({ target }) => setOwnTitle(target.value)}
          />
        )}
      </Field>
      {running.error ? <ErrorState error={running.error} /> : null}
      {tried && isSame ? (
        <p className="mark-warn" role="alert">
          <span aria-hidden="true">▲</span> {t('nothingMoved')}
        </p>
      ) : null}
      <div className="simulate-foot">
        <Button type="primary" htmlType="submit" loading={running.isPending}>
          {runLabel}
        </Button>
        {isTouched ? (
          <Button
            onClick={() => {
              setTyped(first)
              setOwnTitle(null)
            }}
          >
            {t('reset')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

function isList({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  const kind = queryKey[simulationsKey.length]
  return kind === 'list' || kind === 'of'
}

/** Parameters that are no single number (lists, days) stay as they were set. */
function withOthers(
  before: FormSide['parameters'],
  moved: readonly { readonly code: string; readonly value: number }[],
  typed: Typed,
): FormSide['parameters'] {
  return [...before.filter(({ code }) => typed[`parameter:${code}`] === undefined), ...moved]
}

function wireSide(
  versionId: string | null,
  definition: PolicyDefinition,
  parameters: FormSide['parameters'],
): Side {
  return {
    versionId,
    definition: versionId === null ? jsonOf(definition) : null,
    parameters,
  }
}
