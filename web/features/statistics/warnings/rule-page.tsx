import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { saveWatch, switchWatch, testWatch } from '#contract/statistics'
import type { WatchTest, WatchView } from '#contract/statistics'
import { AddressLink } from '../../../app/address-link.tsx'
import { usePathParam } from '../../../app/address.ts'
import { call } from '../../../app/api-client.ts'
import { useText } from '../../../text/index.ts'
import { warningTexts } from '../../../text/warnings.ts'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { periodWords } from '../../../ui/filings/period-words.ts'
import { StatisticsLinks } from '../shared/statistics-links.tsx'
import { conditionWord } from './condition-word.ts'
import { factWords } from './fact-words.ts'
import { LevelMark } from './marks.tsx'
import { keepWatch, watchQuery } from './warning-queries.ts'
import '../../../ui/plain-table.css'
import './warnings.css'

/** One rule: what it says, what it would have done, and the switch. */
export function WarningRulePage() {
  const code = usePathParam('code')
  const { data, error, refetch } = useQuery(watchQuery(code))
  const say = useSay()
  useTitle(data ? say(data.watch.name) : '')
  return (
    <div className="page page-wide">
      <StatisticsLinks />
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Rule key={code} view={data} /> : null}
    </div>
  )
}

function Rule({ view }: { readonly view: WatchView }) {
  const t = useText(warningTexts)
  const say = useSay()
  const { moment } = useFormat()
  const { watch, test, may, history } = view
  const params = { code: watch.code }
  const { version } = watch
  const trying = useMutation({
    mutationFn: () => call(testWatch, { params, body: { version } }),
    onSuccess: keepWatch,
  })
  const switching = useMutation({
    mutationFn: (on: boolean) => call(switchWatch, { params, body: { version, on } }),
    onSuccess: keepWatch,
  })
  const failed = trying.error ?? switching.error
  return (
    <>
      <header className="page-head">
        <div>
          <div className="small">
            <AddressLink href="/statistics/warnings/rules">{t('toRules')}</AddressLink>
          </div>
          <h1>{say(watch.name)}</h1>
          <div className="soft">
            {watch.code} · {t('version', { n: version })}
          </div>
        </div>
        <div className="page-actions">
          {may.test ? (
            <Button
              type={watch.tested ? 'default' : 'primary'}
              loading={trying.isPending}
              onClick={() => trying.mutate()}
            >
              {t(watch.tested ? 'testAgain' : 'test')}
            </Button>
          ) : null}
          {may.disable ? (
            <Button loading={switching.isPending} onClick={() => switching.mutate(false)}>
              {t('disable')}
            </Button>
          ) : may.change ? (
            <Button
              type={watch.tested ? 'primary' : 'default'}
              disabled={!may.enable}
              {...(may.enable ? {} : { title: t('enableWhy') })}
              loading={switching.isPending}
              onClick={() => switching.mutate(true)}
            >
              {t('enable')}
            </Button>
          ) : null}
        </div>
      </header>
      {failed ? <ErrorState error={failed} /> : null}
      <Panel title={t('definition')}>
        <dl className="alert-facts">
          <dt>{t('state')}</dt>
          <dd>
            <StatusMark tone={watch.enabled ? 'good' : 'neutral'}>
              {t(watch.enabled ? 'enabled' : 'disabled')}
            </StatusMark>
          </dd>
          <dt>{t('subject')}</dt>
          <dd>
            {say(watch.subject.name)} <span className="soft small">{watch.subject.code}</span>
          </dd>
          <dt>{t('condition')}</dt>
          <dd>{conditionWord(watch.condition, t)}</dd>
          <dt>{t('level')}</dt>
          <dd>
            <LevelMark level={watch.level} />
          </dd>
          <dt>{t('ownerKind')}</dt>
          <dd>{t(`ownerKind.${watch.owner}`)}</dd>
          <dt>{t('source')}</dt>
          <dd lang="zh">{watch.source}</dd>
        </dl>
        {may.change ? <Editor view={view} /> : null}
      </Panel>
      <Panel title={t('testTitle')}>
        {test === null ? <p className="soft">{t('testNone')}</p> : <Tested view={view} test={test} />}
      </Panel>
      <Panel title={t('history')}>
        <table className="plain-table">
          <tbody>
            {history.map((one) => (
              <tr key={one.no}>
                <td>{t(`ruleDid.${one.act}`)}</td>
                <td>{one.byName}</td>
                <td className="small soft">{moment(one.at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </>
  )
}

function Tested({ view: { watch }, test }: { readonly view: WatchView; readonly test: WatchTest }) {
  const t = useText(warningTexts)
  const say = useSay()
  const { language, moment, percent } = useFormat()
  const share = (value: number | null) => (value === null ? '—' : percent(value))
  const most = Math.max(1, ...test.byPeriod.map(({ fired }) => fired))
  const first = test.byPeriod[0]
  const last = test.byPeriod.at(-1)
  return (
    <>
      {test.version === watch.version ? null : (
        <p>
          <StatusMark tone="warn">{t('testOld', { version: test.version })}</StatusMark>
        </p>
      )}
      <p>
        {t('testSaid', {
          periods: test.periods.length,
          groups: test.groups,
          judged: test.judged,
          unknown: test.unknown,
          alarms: test.alarms,
        })}{' '}
        {test.alarmsPerPeriod === null
          ? null
          : t('perPeriod', { n: Math.round(test.alarmsPerPeriod * 100) / 100 })}
      </p>
      {test.rating === null ? null : (
        <p>
          {test.rating.faults === 0
            ? t('ratingNone')
            : t('ratingSaid', {
                ...test.rating,
                hitRate: share(test.rating.hitRate),
                falseAlarmRate: share(test.rating.falseAlarmRate),
              })}
        </p>
      )}
      <p className="small soft">{t('testBy', { by: test.byName, at: moment(test.at) })}</p>
      <h3>{t('chart')}</h3>
      <div className="watch-bars" role="img" aria-label={t('chart')}>
        {test.byPeriod.map(({ period, fired, judged }) => (
          <span
            key={period}
            data-judged={judged}
            style={{ height: `${String((fired / most) * 100)}%` }}
            title={t('chartBar', { period: periodWords(period, language), fired, judged })}
          />
        ))}
      </div>
      <div className="small soft watch-bars-ends">
        <span>{first ? periodWords(first.period, language) : ''}</span>
        <span>{last ? periodWords(last.period, language) : ''}</span>
      </div>
      <h3>{t('pastAlarms')}</h3>
      {test.pastAlarms.length === 0 ? (
        <p className="soft">{t('noAlarms')}</p>
      ) : (
        <div className="plain-table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('group')}</th>
                <th scope="col">{t('from')}</th>
                <th scope="col">{t('to')}</th>
                <th scope="col">{t('numbers')}</th>
              </tr>
            </thead>
            <tbody>
              {test.pastAlarms.map(({ group, groupName, from, to, numbers }) => (
                <tr key={`${group} ${from}`}>
                  <td>{say(groupName)}</td>
                  <td>{periodWords(from, language)}</td>
                  <td>{periodWords(to, language)}</td>
                  <td>{factWords(watch.condition, watch.kind, numbers, watch.subject, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

/** The rule as JSON, refused with the place of each fault; what was typed stays. */
function Editor({ view: { watch, definition } }: { readonly view: WatchView }) {
  const t = useText(warningTexts)
  const [text, setText] = useState<string | null>(null)
  const [broken, setBroken] = useState<string | null>(null)
  const saving = useMutation({
    mutationFn: (json: typeof definition) =>
      call(saveWatch, {
        params: { code: watch.code },
        body: { kind: watch.kind, definition: json, version: watch.version },
      }),
    onSuccess: (view) => {
      keepWatch(view)
      setText(null)
    },
  })
  function save() {
    try {
      setBroken(null)
      saving.mutate(JSON.parse(text ?? '') as typeof definition)
    } catch (error) {
      setBroken(error instanceof Error ? error.message : String(error))
    }
  }
  if (text === null)
    return (
      <p>
        <Button size="small" onClick={() => setText(JSON.stringify(definition, null, 2))}>
          {t('edit')}
        </Button>
      </p>
    )
  return (
    <>
      <p className="soft small">{t('editWhy')}</p>
      <TextArea
        aria-label={t('definition')}
        className="watch-definition"
        autoSize={{ minRows: 8, maxRows: 24 }}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {broken ? <p className="field-error">{broken}</p> : null}
      {saving.error ? <ErrorState error={saving.error} /> : null}
      <p>
        <Button type="primary" loading={saving.isPending} onClick={save}>
          {t('save')}
        </Button>
      </p>
    </>
  )
}
