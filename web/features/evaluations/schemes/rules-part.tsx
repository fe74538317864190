import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import type { Adjustment, Gate, GradeRule, Grading } from '#domain/evaluation'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Panel } from '../../../ui/page.tsx'
import { say } from '../../../ui/say.ts'
import { figureWords, shareWords } from '../shared/number-words.ts'
import { NameFields } from './name-fields.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'
import type { ChangeScheme } from './scheme-editor.ts'
import { nodeWords } from './scheme-words.ts'
import { withGradingMethod } from './with-grading-method.ts'

/** 门槛、加减分、排名和等次. */
export function RulesPart() {
  const t = useText(evaluationSchemeTexts)
  const { change } = useSchemeEditor()
  return (
    <div id="part-rules" tabIndex={-1}>
      <Panel title={t('part.rules')}>
        {change === null ? (
          <RulesRead />
        ) : (
          <>
            <GatesEdit change={change} />
            <AdjustmentsEdit change={change} />
            <RankingEdit change={change} />
            <GradingEdit change={change} />
          </>
        )}
      </Panel>
    </div>
  )
}

function RulesRead() {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  const { scheme } = useSchemeEditor()
  const { gates, adjustments, ranking, grading } = scheme
  const gradeName = (code: string | null) => {
    const grade = grading?.grades.find((one) => one.code === code)
    return grade === undefined ? (code ?? '') : say(grade.name, language)
  }
  return (
    <>
      <h3>{t('gates')}</h3>
      {gates.length === 0 ? (
        <p className="soft">{t('gatesNone')}</p>
      ) : (
        <ul className="rule-list">
          {gates.map((gate) => (
            <li key={gate.code}>
              {say(gate.name, language)}{' '}
              <span className="soft small">
                <span className="formula">
                  {gate.column} {gate.operator} {figureWords(gate.value)}
                </span>{' '}
                · {t(`effect.${gate.effect}`, { grade: gradeName(gate.grade) })} ·{' '}
                {t(`missing.${gate.missing}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <h3>{t('adjustments')}</h3>
      {adjustments.length === 0 ? (
        <p className="soft">{t('adjustmentsNone')}</p>
      ) : (
        <ul className="rule-list">
          {adjustments.map((one) => (
            <li key={one.code}>
              {say(one.name, language)}{' '}
              <span className="soft small">
                {t(one.points < 0 ? 'pointsLess' : 'pointsMore', {
                  column: one.column,
                  points: Math.abs(one.points),
                  most: one.most,
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <h3>{t('ranking')}</h3>
      <p>
        {words(`ties.${ranking.ties}`)}
        {ranking.breakers.length > 0
          ? ` · ${t('breakersWords', { names: ranking.breakers.map((code) => nodeWords(scheme, code, language)) })}`
          : ''}
      </p>
      <h3>{t('grading')}</h3>
      {grading === null ? (
        <p className="soft">{t('gradingNone')}</p>
      ) : (
        <>
          <p>
            {words(`grading.${grading.method}`)}
            {grading.within ? ` · ${t('within')}` : ''}
          </p>
          <ol className="rule-list">
            {grading.grades.map((grade, index) => (
              <li key={grade.code}>
                {say(grade.name, language)}{' '}
                <span className="soft small">
                  {grading.method === 'thresholds'
                    ? grade.from === null
                      ? t('gradeRest')
                      : t('gradeFrom', { from: figureWords(grade.from) })
                    : grading.method === 'quotas'
                      ? grade.share === null
                        ? t('gradeRest')
                        : t('gradeShare', { share: shareWords(grade.share) })
                      : index === 0
                        ? t('gradeBreaks')
                        : ''}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

const OPERATORS = ['>=', '>', '<=', '<', '=', '!='] as const
const EFFECTS = ['exclude', 'cap', 'mark'] as const

function freeName(taken: readonly { readonly code: string }[], stem: string): string {
  for (let n = taken.length + 1; ; n++)
    if (!taken.some(({ code }) => code === `${stem}-${n}`)) return `${stem}-${n}`
}

function GatesEdit({ change }: { readonly change: ChangeScheme }) {
  const t = useText(evaluationSchemeTexts)
  const language = useLanguage()
  const { scheme } = useSchemeEditor()
  const { gates, grading } = scheme
  const set = (index: number, part: Partial<Gate>, place: string | null) =>
    change(
      (from) => ({
        ...from,
        gates: from.gates.map((gate, at) => (at === index ? { ...gate, ...part } : gate)),
      }),
      place === null ? null : `gate ${index} ${place}`,
    )
  return (
    <>
      <h3>{t('gates')}</h3>
      {gates.map((gate, index) => (
        <fieldset key={index} className="rule-card">
          <legend className="unseen">{gate.name.zh || gate.code}</legend>
          <NameFields
            code={gate.code}
            name={gate.name}
            onCode={(code) => set(index, { code }, 'code')}
            onName={(name) => set(index, { name }, 'name')}
          />
          <div className="rule-line">
            <ColumnInput value={gate.column} onColumn={(column) => set(index, { column }, 'column')} />
            <Choice
              aria-label={t('operator')}
              value={gate.operator}
              onChange={({ target }) =>
                set(index, { operator: OPERATORS.find((one) => one === target.value) ?? '>=' }, null)
              }
            >
              {OPERATORS.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Choice>
            <NumberField
              label={t('gateValue')}
              value={gate.value}
              onNumber={(value) => {
                if (value !== null) set(index, { value }, 'value')
              }}
            />
            <span className="soft">{t('gateElse')}</span>
            <Choice
              aria-label={t('gateEffect')}
              value={gate.effect}
              onChange={({ target }) => {
                const effect = EFFECTS.find((one) => one === target.value) ?? 'mark'
                set(
                  index,
                  { effect, grade: effect === 'cap' ? (grading?.grades[0]?.code ?? null) : null },
                  null,
                )
              }}
            >
              {EFFECTS.map((one) => (
                <option key={one} value={one}>
                  {t(`effectName.${one}`)}
                </option>
              ))}
            </Choice>
            {gate.effect === 'cap' ? (
              <Choice
                aria-label={t('gateGrade')}
                value={gate.grade ?? ''}
                onChange={({ target }) =>
                  set(index, { grade: target.value === '' ? null : target.value }, null)
                }
              >
                <option value="">—</option>
                {grading?.grades.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {say(name, language)}
                  </option>
                ))}
              </Choice>
            ) : null}
            <Choice
              aria-label={t('gateMissing')}
              value={gate.missing}
              onChange={({ target }) =>
                set(index, { missing: target.value === 'passes' ? 'passes' : 'fails' }, null)
              }
            >
              <option value="fails">{t('missing.fails')}</option>
              <option value="passes">{t('missing.passes')}</option>
            </Choice>
            <Remove
              name={gate.name.zh || gate.code}
              onRemove={() =>
                change((from) => ({ ...from, gates: from.gates.filter((_, at) => at !== index) }), null)
              }
            />
          </div>
        </fieldset>
      ))}
      <Button
        size="small"
        onClick={() =>
          change(
            (from) => ({
              ...from,
              gates: [
                ...from.gates,
                {
                  code: freeName(from.gates, 'gate'),
                  name: { zh: '', en: '' },
                  column: '',
                  operator: '>=',
                  value: 0,
                  effect: 'mark',
                  grade: null,
                  missing: 'fails',
                },
              ],
            }),
            null,
          )
        }
      >
        {t('addGate')}
      </Button>
    </>
  )
}

function AdjustmentsEdit({ change }: { readonly change: ChangeScheme }) {
  const t = useText(evaluationSchemeTexts)
  const { scheme } = useSchemeEditor()
  const set = (index: number, part: Partial<Adjustment>, place: string | null) =>
    change(
      (from) => ({
        ...from,
        adjustments: from.adjustments.map((one, at) => (at === index ? { ...one, ...part } : one)),
      }),
      place === null ? null : `adjustment ${index} ${place}`,
    )
  return (
    <>
      <h3>{t('adjustments')}</h3>
      {scheme.adjustments.map((one, index) => (
        <fieldset key={index} className="rule-card">
          <legend className="unseen">{one.name.zh || one.code}</legend>
          <NameFields
            code={one.code}
            name={one.name}
            onCode={(code) => set(index, { code }, 'code')}
            onName={(name) => set(index, { name }, 'name')}
          />
          <div className="rule-line">
            <ColumnInput value={one.column} onColumn={(column) => set(index, { column }, 'column')} />
            <span className="soft">×</span>
            <NumberField
              label={t('points')}
              value={one.points}
              onNumber={(points) => {
                if (points !== null) set(index, { points }, 'points')
              }}
            />
            <span className="soft">{t('pointsMost')}</span>
            <NumberField
              label={t('pointsMost')}
              value={one.most}
              onNumber={(most) => {
                if (most !== null && most > 0) set(index, { most }, 'most')
              }}
            />
            <Remove
              name={one.name.zh || one.code}
              onRemove={() =>
                change(
                  (from) => ({ ...from, adjustments: from.adjustments.filter((_, at) => at !== index) }),
                  null,
                )
              }
            />
          </div>
        </fieldset>
      ))}
      <Button
        size="small"
        onClick={() =>
          change(
            (from) => ({
              ...from,
              adjustments: [
                ...from.adjustments,
                {
                  code: freeName(from.adjustments, 'points'),
                  name: { zh: '', en: '' },
                  column: '',
                  points: 1,
                  most: 2,
                },
              ],
            }),
            null,
          )
        }
      >
        {t('addAdjustment')}
      </Button>
    </>
  )
}

function RankingEdit({ change }: { readonly change: ChangeScheme }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const language = useLanguage()
  const { scheme } = useSchemeEditor()
  const { ranking } = scheme
  return (
    <>
      <h3>{t('ranking')}</h3>
      <div className="rule-line">
        <Choice
          aria-label={t('ranking')}
          value={ranking.ties}
          onChange={({ target }) =>
            change(
              (from) => ({
                ...from,
                ranking: {
                  ...from.ranking,
                  ties:
                    (['min', 'max', 'average', 'dense'] as const).find((one) => one === target.value) ??
                    'min',
                },
              }),
              null,
            )
          }
        >
          {(['min', 'max', 'average', 'dense'] as const).map((one) => (
            <option key={one} value={one}>
              {words(`ties.${one}`)}
            </option>
          ))}
        </Choice>
        <span className="soft">{t('breakers')}</span>
        {ranking.breakers.map((code) => (
          <span key={code} className="chip">
            {nodeWords(scheme, code, language)}{' '}
            <button
              type="button"
              className="scheme-act"
              aria-label={t('removeNamed', { name: nodeWords(scheme, code, language) })}
              onClick={() =>
                change(
                  (from) => ({
                    ...from,
                    ranking: {
                      ...from.ranking,
                      breakers: from.ranking.breakers.filter((one) => one !== code),
                    },
                  }),
                  null,
                )
              }
            >
              ×
            </button>
          </span>
        ))}
        <Choice
          aria-label={t('addBreaker')}
          value=""
          onChange={({ target }) =>
            change(
              (from) => ({
                ...from,
                ranking: { ...from.ranking, breakers: [...from.ranking.breakers, target.value] },
              }),
              null,
            )
          }
        >
          <option value="">{t('addBreaker')}</option>
          {scheme.nodes
            .filter(({ parent, code }) => parent !== null && !ranking.breakers.includes(code))
            .map(({ code }) => (
              <option key={code} value={code}>
                {nodeWords(scheme, code, language)}
              </option>
            ))}
        </Choice>
      </div>
    </>
  )
}

const USUAL_GRADES: Grading = {
  method: 'thresholds',
  within: false,
  grades: [
    { code: 'excellent', name: { zh: '优秀', en: 'Excellent' }, from: 85, share: null },
    { code: 'good', name: { zh: '良好', en: 'Good' }, from: 70, share: null },
    { code: 'adequate', name: { zh: '合格', en: 'Adequate' }, from: 60, share: null },
    { code: 'weak', name: { zh: '不合格', en: 'Weak' }, from: null, share: null },
  ],
}

function GradingEdit({ change }: { readonly change: ChangeScheme }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const { scheme } = useSchemeEditor()
  const { grading, peerGroups } = scheme
  const write = (next: Grading | null, place: string | null) =>
    change((from) => ({ ...from, grading: next }), place === null ? null : `grading ${place}`)
  if (grading === null)
    return (
      <>
        <h3>{t('grading')}</h3>
        <p className="soft">{t('gradingNone')}</p>
        <Button size="small" onClick={() => write(USUAL_GRADES, null)}>
          {t('addGrading')}
        </Button>
      </>
    )
  const set = (index: number, part: Partial<GradeRule>, place: string | null) =>
    write(
      {
        ...grading,
        grades: grading.grades.map((grade, at) => (at === index ? { ...grade, ...part } : grade)),
      },
      place === null ? null : `${index} ${place}`,
    )
  const last = grading.grades.length - 1
  return (
    <>
      <h3>{t('grading')}</h3>
      <div className="rule-line">
        <Choice
          aria-label={t('grading')}
          value={grading.method}
          onChange={({ target }) =>
            write(
              withGradingMethod(
                grading,
                (['thresholds', 'quotas', 'natural-breaks'] as const).find((one) => one === target.value) ??
                  'thresholds',
              ),
              null,
            )
          }
        >
          {(['thresholds', 'quotas', 'natural-breaks'] as const).map((one) => (
            <option key={one} value={one}>
              {words(`grading.${one}`)}
            </option>
          ))}
        </Choice>
        <label className="method-flag method-parameter">
          <input
            type="checkbox"
            checked={grading.within}
            disabled={peerGroups === null && !grading.within}
            onChange={({ target }) => write({ ...grading, within: target.checked }, null)}
          />
          <span>{t('within')}</span>
        </label>
        <Button size="small" onClick={() => write(null, null)}>
          {t('removeGrading')}
        </Button>
      </div>
      {grading.grades.map((grade, index) => (
        <fieldset key={index} className="rule-card">
          <legend className="unseen">{grade.name.zh || grade.code}</legend>
          <div className="rule-line">
            <NameFields
              code={grade.code}
              name={grade.name}
              onCode={(code) => set(index, { code }, 'code')}
              onName={(name) => set(index, { name }, 'name')}
            />
            {grading.method === 'natural-breaks' ? null : index === last ? (
              <span className="soft">{t('gradeRest')}</span>
            ) : grading.method === 'thresholds' ? (
              <label className="method-parameter">
                <span>{t('gradeFromLabel')}</span>
                <NumberField
                  label={t('gradeFromLabel')}
                  value={grade.from}
                  optional
                  onNumber={(from) => set(index, { from }, 'from')}
                />
              </label>
            ) : (
              <label className="method-parameter">
                <span>{t('gradeShareLabel')}</span>
                <NumberField
                  label={t('gradeShareLabel')}
                  value={grade.share}
                  optional
                  scale={100}
                  suffix="%"
                  least={0}
                  most={1}
                  onNumber={(share) => set(index, { share }, 'share')}
                />
              </label>
            )}
            <Remove
              name={grade.name.zh || grade.code}
              disabled={grading.grades.length < 2}
              onRemove={() =>
                write(
                  withGradingMethod(
                    { ...grading, grades: grading.grades.filter((_, at) => at !== index) },
                    grading.method,
                  ),
                  null,
                )
              }
            />
          </div>
        </fieldset>
      ))}
      <Button
        size="small"
        onClick={() =>
          write(
            withGradingMethod(
              {
                ...grading,
                grades: [
                  ...grading.grades,
                  {
                    code: freeName(grading.grades, 'grade'),
                    name: { zh: '', en: '' },
                    from: null,
                    share: null,
                  },
                ],
              },
              grading.method,
            ),
            null,
          )
        }
      >
        {t('addGrade')}
      </Button>
    </>
  )
}

function ColumnInput({
  value,
  onColumn,
}: {
  readonly value: string
  readonly onColumn: (column: string) => void
}) {
  const t = useText(evaluationSchemeTexts)
  const { columns, indicators } = useSchemeChoices()
  return (
    <>
      <Input
        aria-label={t('column')}
        placeholder={t('column')}
        aria-invalid={value === ''}
        status={value === '' ? 'error' : ''}
        value={value}
        list="rule-columns"
        style={{ width: 200 }}
        onChange={({ target }) => onColumn(target.value)}
      />
      <datalist id="rule-columns">
        {columns.map(({ code }) => (
          <option key={code} value={code} />
        ))}
        {indicators.map(({ code, name }) => (
          <option key={code} value={code}>
            {name.zh}
          </option>
        ))}
      </datalist>
    </>
  )
}

function Remove({
  name,
  disabled = false,
  onRemove,
}: {
  readonly name: string
  readonly disabled?: boolean
  readonly onRemove: () => void
}) {
  const t = useText(evaluationSchemeTexts)
  return (
    <button
      type="button"
      className="scheme-act"
      disabled={disabled}
      aria-label={t('removeNamed', { name })}
      onClick={onRemove}
    >
      {t('remove')}
    </button>
  )
}
