import { policyEditorTexts } from '../../../text/policy-editor.ts'
import { useText } from '../../../text/index.ts'
import { Field } from '../../../ui/field.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { Panel } from '../../../ui/page.tsx'
import { ExpressionEditor } from '../../../ui/rule-editor/expression-editor.tsx'
import { BilingualFields, ChoiceField } from './editor-fields.tsx'
import { usePolicyEditor } from './policy-editor.ts'

const KINDS = ['money', 'service', 'standing'] as const

/** 支持内容: what it brings; of money the formula, its ceiling and how it is rounded. */
export function BenefitPart() {
  const t = useText(policyEditorTexts)
  const { definition, change, names, on } = usePolicyEditor()
  const { benefit } = definition
  const set = (part: Partial<typeof benefit>, place: string | null) =>
    change((old) => ({ ...old, benefit: { ...old.benefit, ...part } }), place)
  const isMoney = benefit.kind === 'money'
  return (
    <Panel title={t('part.benefit')} label={t('part.benefit')}>
      <BilingualFields
        labels={[t('wordsZh'), t('wordsEn')]}
        place="benefit.words"
        value={benefit.words}
        onText={(words, place) => set({ words }, place)}
      />
      {isMoney || benefit.amount !== null ? (
        <div className="field" data-place="benefit.amount">
          <span className="editor-label">{t('amount')}</span>
          <ExpressionEditor
            label={t('amount')}
            value={benefit.amount ?? ''}
            names={names}
            expected="number"
            on={on}
            placeholder={t('amountHint')}
            invalid={isMoney && (benefit.amount ?? '').trim() === ''}
            onChange={(text) => set({ amount: text === '' ? null : text }, 'amount')}
          />
        </div>
      ) : null}
      <div className="editor-grid">
        <ChoiceField
          label={t('kind')}
          value={benefit.kind}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onValue={(kind) => set(kind === 'money' ? { kind } : { kind, amount: null, ceiling: null }, null)}
        />
        {isMoney ? (
          <>
            <div data-place="benefit.ceiling">
              <Field label={t('ceiling')}>
                {({ id }) => (
                  <NumberField
                    id={id}
                    label={t('ceiling')}
                    value={benefit.ceiling}
                    optional
                    least={0.0001}
                    width={140}
                    placeholder={t('ceilingNone')}
                    onNumber={(ceiling) => set({ ceiling }, 'ceiling')}
                  />
                )}
              </Field>
            </div>
            <div data-place="benefit.step">
              <Field label={t('step')} hint={t('stepHint')}>
                {({ id }) => (
                  <NumberField
                    id={id}
                    label={t('step')}
                    value={benefit.step}
                    least={0.0001}
                    most={10_000}
                    width={140}
                    onNumber={(step) => (step === null ? undefined : set({ step }, 'step'))}
                  />
                )}
              </Field>
            </div>
          </>
        ) : null}
      </div>
    </Panel>
  )
}
