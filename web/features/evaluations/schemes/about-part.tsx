import Button from 'antd/es/button'
import Input from 'antd/es/input/Input'
import TextArea from 'antd/es/input/TextArea'
import { SCHEME_STANDINGS } from '#domain/evaluation'
import type { SchemeSource } from '#domain/evaluation'
import type { BilingualText } from '#domain/kernel'
import { evaluationSchemeTexts } from '../../../text/evaluation-schemes.ts'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Field } from '../../../ui/field.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { useSchemeChoices, useSchemeEditor } from './scheme-editor.ts'
import type { ChangeScheme } from './scheme-editor.ts'
import { useUnitKindWords } from './use-unit-kind-words.ts'

const RHYTHMS = ['year', 'quarter', 'month'] as const

/** What the scheme is for, and how far it is somebody's. */
export function AboutPart() {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const say = useSay()
  const { scheme, change } = useSchemeEditor()
  return (
    <div id="part-about" tabIndex={-1}>
      <Panel title={t('part.about')}>
        {change === null ? (
          <>
            {scheme.about === null ? null : <p className="scheme-about">{say(scheme.about)}</p>}
            <p className="soft small">
              {words(`standingWhy.${scheme.standing}`)} · {t(`rhythm.${scheme.rhythm}`)}
            </p>
          </>
        ) : (
          <AboutEdit change={change} />
        )}
      </Panel>
    </div>
  )
}

function AboutEdit({ change }: { readonly change: ChangeScheme }) {
  const t = useText(evaluationSchemeTexts)
  const words = useText(evaluationTexts)
  const kindWords = useUnitKindWords()
  const { scheme } = useSchemeEditor()
  const { unitKinds } = useSchemeChoices()
  const kinds = [...new Set([...unitKinds, 'park', 'incubator', 'cluster', scheme.units])]
  return (
    <>
      <div className="node-row">
        {(['zh', 'en'] as const).map((one) => (
          <Field key={one} label={t(one === 'zh' ? 'nameZh' : 'nodeEn')}>
            {(field) => (
              <Input
                {...field}
                {...(scheme.name[one] === '' ? { 'aria-invalid': true, status: 'error' } : {})}
                value={scheme.name[one]}
                onChange={({ target }) =>
                  change((from) => ({ ...from, name: { ...from.name, [one]: target.value } }), `name ${one}`)
                }
              />
            )}
          </Field>
        ))}
      </div>
      <div className="node-row">
        <Field label={t('unitKind')}>
          {({ id }) => (
            <Choice
              id={id}
              value={scheme.units}
              onChange={({ target }) => change((from) => ({ ...from, units: target.value }), null)}
            >
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {kindWords(kind)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('rhythm')}>
          {({ id }) => (
            <Choice
              id={id}
              value={scheme.rhythm}
              onChange={({ target }) =>
                change(
                  (from) => ({ ...from, rhythm: RHYTHMS.find((one) => one === target.value) ?? 'year' }),
                  null,
                )
              }
            >
              {RHYTHMS.map((one) => (
                <option key={one} value={one}>
                  {t(`rhythm.${one}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('standing')} hint={words(`standingWhy.${scheme.standing}`)}>
          {({ id, 'aria-describedby': describedBy }) => (
            <Choice
              id={id}
              aria-describedby={describedBy}
              value={scheme.standing}
              onChange={({ target }) =>
                change(
                  (from) => ({
                    ...from,
                    standing: SCHEME_STANDINGS.find((one) => one === target.value) ?? 'own',
                  }),
                  null,
                )
              }
            >
              {SCHEME_STANDINGS.map((one) => (
                <option key={one} value={one}>
                  {words(`standing.${one}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
      </div>
      <div className="node-row">
        {(['zh', 'en'] as const).map((one) => (
          <Field key={one} label={t(one === 'zh' ? 'aboutZh' : 'aboutEn')}>
            {(field) => (
              <TextArea
                {...field}
                autoSize={{ minRows: 2, maxRows: 8 }}
                value={scheme.about?.[one] ?? ''}
                onChange={({ target }) =>
                  change((from) => {
                    const about = { zh: '', en: '', ...from.about, [one]: target.value }
                    return { ...from, about: about.zh === '' && about.en === '' ? null : about }
                  }, `about ${one}`)
                }
              />
            )}
          </Field>
        ))}
      </div>
    </>
  )
}

/** 出处, and what nobody knows: as important as what is known. */
export function SourcesPart() {
  const t = useText(evaluationSchemeTexts)
  const say = useSay()
  const { scheme, change } = useSchemeEditor()
  return (
    <div id="part-sources" tabIndex={-1}>
      <Panel title={t('part.sources')}>
        {change === null ? (
          <>
            {scheme.sources.length === 0 ? <p className="soft">{t('sourcesNone')}</p> : null}
            <ul className="rule-list">
              {scheme.sources.map((source) => (
                <li key={source.title}>
                  <span lang="zh">
                    {source.url !== null && /^https?:/u.test(source.url) ? (
                      <a href={source.url} target="_blank" rel="noreferrer">
                        {source.title}
                      </a>
                    ) : (
                      source.title
                    )}
                  </span>
                  {source.note === null ? null : <div className="soft small">{say(source.note)}</div>}
                </li>
              ))}
            </ul>
            <h3>{t('unknowns')}</h3>
            {scheme.unknowns.length === 0 ? <p className="soft">{t('unknownsNone')}</p> : null}
            <ul className="rule-list">
              {scheme.unknowns.map((one) => (
                <li key={one.zh}>{say(one)}</li>
              ))}
            </ul>
          </>
        ) : (
          <SourcesEdit change={change} />
        )}
      </Panel>
    </div>
  )
}

function SourcesEdit({ change }: { readonly change: ChangeScheme }) {
  const t = useText(evaluationSchemeTexts)
  const { scheme } = useSchemeEditor()
  const setSource = (index: number, part: Partial<SchemeSource>, place: string) =>
    change(
      (from) => ({
        ...from,
        sources: from.sources.map((one, at) => (at === index ? { ...one, ...part } : one)),
      }),
      `source ${index} ${place}`,
    )
  const setUnknown = (index: number, part: Partial<BilingualText>, place: string) =>
    change(
      (from) => ({
        ...from,
        unknowns: from.unknowns.map((one, at) => (at === index ? { ...one, ...part } : one)),
      }),
      `unknown ${index} ${place}`,
    )
  return (
    <>
      {scheme.sources.map((source, index) => (
        <div key={index} className="rule-card rule-line">
          <Input
            aria-label={t('sourceTitle')}
            placeholder={t('sourceTitle')}
            aria-invalid={source.title === ''}
            status={source.title === '' ? 'error' : ''}
            value={source.title}
            style={{ flex: '1 1 260px' }}
            onChange={({ target }) => setSource(index, { title: target.value }, 'title')}
          />
          <Input
            aria-label={t('sourceUrl')}
            placeholder={t('sourceUrl')}
            value={source.url ?? ''}
            style={{ flex: '1 1 180px' }}
            onChange={({ target }) =>
              setSource(index, { url: target.value === '' ? null : target.value }, 'url')
            }
          />
          <button
            type="button"
            className="scheme-act"
            aria-label={t('removeNamed', { name: source.title })}
            onClick={() =>
              change((from) => ({ ...from, sources: from.sources.filter((_, at) => at !== index) }), null)
            }
          >
            {t('remove')}
          </button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() =>
          change(
            (from) => ({ ...from, sources: [...from.sources, { title: '', url: null, note: null }] }),
            null,
          )
        }
      >
        {t('addSource')}
      </Button>
      <h3>{t('unknowns')}</h3>
      {scheme.unknowns.map((one, index) => (
        <div key={index} className="rule-card rule-line">
          {(['zh', 'en'] as const).map((which) => (
            <TextArea
              key={which}
              aria-label={t(which === 'zh' ? 'unknownZh' : 'unknownEn')}
              placeholder={t(which === 'zh' ? 'unknownZh' : 'unknownEn')}
              autoSize={{ minRows: 1, maxRows: 6 }}
              aria-invalid={one[which] === ''}
              status={one[which] === '' ? 'error' : ''}
              value={one[which]}
              style={{ flex: '1 1 240px' }}
              onChange={({ target }) => setUnknown(index, { [which]: target.value }, which)}
            />
          ))}
          <button
            type="button"
            className="scheme-act"
            aria-label={t('removeNamed', { name: one.zh })}
            onClick={() =>
              change((from) => ({ ...from, unknowns: from.unknowns.filter((_, at) => at !== index) }), null)
            }
          >
            {t('remove')}
          </button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() =>
          change((from) => ({ ...from, unknowns: [...from.unknowns, { zh: '', en: '' }] }), null)
        }
      >
        {t('addUnknown')}
      </Button>
    </>
  )
}
