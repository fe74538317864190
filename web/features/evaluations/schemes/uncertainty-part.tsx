import Button from 'antd/es/button'
import { USUAL_UNCERTAINTY } from '#domain/evaluation'
import type { UncertaintySpecification } from '#domain/evaluation'
import { evaluationMethodTexts } from '../../../text/evaluation-methods.ts'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Panel } from '../../../ui/page.tsx'
import {
  aggregationWords,
  imputationWords,
  normalisationWords,
  treatmentWords,
} from '../shared/method-words.ts'
import { shareWords } from '../shared/number-words.ts'
import { MethodField } from './method-field.tsx'
import { beginMethod } from './method-parameters.ts'
import type { MethodOf } from './method-parameters.ts'
import { NumberField } from '../../../ui/number-field.tsx'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'
import type { ChangeScheme } from './scheme-editor.ts'

/** A usual other choice, with which a list of them begins. */
const FIRST = {
  normalisation: 'z-score',
  aggregation: 'geometric',
  imputation: 'median',
  treatment: 'none',
} as const
type ListKind = keyof typeof FIRST

/** 稳健性分析: which other reasonable choices are tried, how often, from which seed. */
export function UncertaintyPart() {
  const t = useText(evaluationSchemeTexts)
  const { scheme, change } = useSchemeEditor()
  const { uncertainty } = scheme
  return (
    <div id="part-uncertainty" tabIndex={-1}>
      <Panel title={t('part.uncertainty')}>
        <p className="small soft">{t('uncertaintyWhy')}</p>
        {uncertainty === null ? (
          <>
            <p className="soft">{t('uncertaintyNone')}</p>
            {change === null ? null : (
              <Button
                size="small"
                onClick={() => change((from) => ({ ...from, uncertainty: USUAL_UNCERTAINTY }), null)}
              >
                {t('addUncertainty')}
              </Button>
            )}
          </>
        ) : change === null ? (
          <UncertaintyRead of={uncertainty} />
        ) : (
          <UncertaintyEdit of={uncertainty} change={change} />
        )}
      </Panel>
    </div>
  )
}

function UncertaintyRead({ of }: { readonly of: UncertaintySpecification }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  const { groupings } = useSchemeChoices()
  const alternatives = [
    { factor: 'normalisation', list: of.normalisations.map((one) => normalisationWords(one, language)) },
    { factor: 'aggregation', list: of.aggregations.map((one) => aggregationWords(one, language)) },
    {
      factor: 'imputation',
      list: of.imputations.map((one) =>
        imputationWords(
          'group' in one
            ? { ...one, group: groupings.find(({ code }) => code === one.group)?.name ?? one.group }
            : one,
          language,
        ),
      ),
    },
    { factor: 'treatment', list: of.treatments.map((one) => treatmentWords(one, language)) },
  ] as const
  return (
    <dl className="node-facts wide-facts">
      <dt>{t('replications')}</dt>
      <dd>{t('replicationsWords', { n: of.replications, seed: String(of.seed) })}</dd>
      <dt>{words('factor.weights')}</dt>
      <dd>
        {of.weights === null
          ? t('weightsFixed')
          : of.weights.kind === 'noise'
            ? t('weightsNoise', { share: shareWords(of.weights.share) })
            : t('weightsDirichlet', { concentration: of.weights.concentration })}
      </dd>
      {alternatives.map(({ factor, list }) => (
        <div key={factor} className="facts-row">
          <dt>{words(`factor.${factor}`)}</dt>
          <dd>{list.length === 0 ? t('onlyOwn') : t('alsoTried', { list })}</dd>
        </div>
      ))}
      <dt>{words('factor.leaf')}</dt>
      <dd>{t(of.omitLeaf ? 'omitYes' : 'omitNo')}</dd>
      <dt>{t('sobol')}</dt>
      <dd>{of.sobolRows === null ? t('sobolNone') : t('sobolRows', { n: of.sobolRows })}</dd>
    </dl>
  )
}

function UncertaintyEdit({
  of,
  change,
}: {
  readonly of: UncertaintySpecification
  readonly change: ChangeScheme
}) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const set = (part: Partial<UncertaintySpecification>, place: string | null) =>
    change(
      (from) => ({ ...from, uncertainty: { ...(from.uncertainty ?? USUAL_UNCERTAINTY), ...part } }),
      place === null ? null : `uncertainty ${place}`,
    )
  return (
    <>
      <div className="rule-line">
        <label className="method-parameter">
          <span>{t('replications')}</span>
          <NumberField
            label={t('replications')}
            value={of.replications}
            whole
            least={1}
            most={1_000_000}
            onNumber={(replications) => {
              if (replications !== null) set({ replications }, 'replications')
            }}
          />
        </label>
        <label className="method-parameter">
          <span>{t('seed')}</span>
          <NumberField
            label={t('seed')}
            value={of.seed}
            whole
            least={0}
            most={4_294_967_295}
            width={130}
            onNumber={(seed) => {
              if (seed !== null) set({ seed }, 'seed')
            }}
          />
        </label>
        <label className="method-parameter">
          <span>{words('factor.weights')}</span>
          <Choice
            aria-label={words('factor.weights')}
            value={of.weights?.kind ?? ''}
            onChange={({ target }) =>
              set(
                {
                  weights:
                    target.value === 'noise'
                      ? { kind: 'noise', share: 0.25 }
                      : target.value === 'dirichlet'
                        ? { kind: 'dirichlet', concentration: 40 }
                        : null,
                },
                null,
              )
            }
          >
            <option value="">{t('weightsFixed')}</option>
            <option value="noise">{t('kindNoise')}</option>
            <option value="dirichlet">{t('kindDirichlet')}</option>
          </Choice>
        </label>
        {of.weights?.kind === 'noise' ? (
          <label className="method-parameter">
            <span>{t('noiseShare')}</span>
            <NumberField
              label={t('noiseShare')}
              value={of.weights.share}
              scale={100}
              suffix="%"
              least={0}
              most={1}
              onNumber={(share) => {
                if (share !== null) set({ weights: { kind: 'noise', share } }, 'share')
              }}
            />
          </label>
        ) : null}
        {of.weights?.kind === 'dirichlet' ? (
          <label className="method-parameter">
            <span>{t('concentration')}</span>
            <NumberField
              label={t('concentration')}
              value={of.weights.concentration}
              onNumber={(concentration) => {
                if (concentration !== null && concentration > 0)
                  set({ weights: { kind: 'dirichlet', concentration } }, 'concentration')
              }}
            />
          </label>
        ) : null}
      </div>
      <AlternativeList
        kind="normalisation"
        list={of.normalisations}
        onList={(normalisations, place) => set({ normalisations }, place)}
      />
      <AlternativeList
        kind="aggregation"
        list={of.aggregations}
        onList={(aggregations, place) => set({ aggregations }, place)}
      />
      <AlternativeList
        kind="imputation"
        list={of.imputations}
        onList={(imputations, place) => set({ imputations }, place)}
      />
      <AlternativeList
        kind="treatment"
        list={of.treatments}
        onList={(treatments, place) => set({ treatments }, place)}
      />
      <div className="rule-line">
        <label className="method-flag method-parameter">
          <input
            type="checkbox"
            checked={of.omitLeaf}
            onChange={({ target }) => set({ omitLeaf: target.checked }, null)}
          />
          <span>{t('omitYes')}</span>
        </label>
        <label className="method-parameter">
          <span>{t('sobol')}</span>
          <NumberField
            label={t('sobol')}
            value={of.sobolRows}
            optional
            whole
            least={2}
            most={100_000}
            placeholder={t('sobolNone')}
            width={150}
            onNumber={(sobolRows) => set({ sobolRows }, 'sobol')}
          />
        </label>
        <Button size="small" onClick={() => change((from) => ({ ...from, uncertainty: null }), null)}>
          {t('removeUncertainty')}
        </Button>
      </div>
    </>
  )
}

function AlternativeList<K extends ListKind>({
  kind,
  list,
  onList,
}: {
  readonly kind: K
  readonly list: readonly MethodOf[K][]
  readonly onList: (list: readonly MethodOf[K][], place: string | null) => void
}) {
  const t = useText(evaluationSchemeTexts)
  const methods = useText(evaluationMethodTexts)
  return (
    <div className="field">
      <span className="field-name">{t('alternatives', { kind: methods(`kind.${kind}`) })}</span>
      {list.map((one, index) => (
        <div key={index} className="rule-line">
          <MethodField
            kind={kind}
            value={one}
            onMethod={(next, place) => {
              if (next !== null)
                onList(
                  list.map((other, at) => (at === index ? next : other)),
                  place === null ? null : `${kind} ${index} ${place}`,
                )
            }}
          />
          <button
            type="button"
            className="scheme-act"
            onClick={() =>
              onList(
                list.filter((_, at) => at !== index),
                null,
              )
            }
          >
            {t('remove')}
          </button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() => onList([...list, beginMethod(kind, FIRST[kind] as MethodOf[K]['method'])], null)}
      >
        {t('addAlternative')}
      </Button>
    </div>
  )
}
