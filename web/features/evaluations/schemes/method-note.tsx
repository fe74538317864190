import type { MethodKind } from '#domain/evaluation'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { useText } from '../../../text/index.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { FORMULAS } from './method-parameters.ts'
import type { MethodOf } from './method-parameters.ts'

export type MethodName = {
  [K in MethodKind]: `${K}.${MethodOf[K]['method']}`
}[MethodKind]

/** 方法说明: what a method does, when to use it, where it ends; opened beside its name. */
export function MethodNote({ of: name }: { readonly of: MethodName }) {
  const t = useText(evaluationMethodTexts)
  return (
    <Disclosure className="method-note" label={`${t('note')} ${t(`${name}.name`)}`} face={t('note')}>
      {() => <MethodExplained of={name} />}
    </Disclosure>
  )
}

export function MethodExplained({ of: name }: { readonly of: MethodName }) {
  const t = useText(evaluationMethodTexts)
  const formula = FORMULAS[name]
  return (
    <div className="method-explained">
      <h3>{t(`${name}.name`)}</h3>
      <dl>
        <dt>{t('what')}</dt>
        <dd>{t(`${name}.what`)}</dd>
        {formula === undefined ? null : (
          <>
            <dt>{t('formula')}</dt>
            <dd className="formula">{formula}</dd>
          </>
        )}
        <dt>{t('when')}</dt>
        <dd>{t(`${name}.when`)}</dd>
        <dt>{t('limits')}</dt>
        <dd>{t(`${name}.limits`)}</dd>
      </dl>
    </div>
  )
}

export function methodName<K extends MethodKind>(kind: K, method: MethodOf[K]['method']): MethodName {
  return `${kind}.${method}` as MethodName
}
