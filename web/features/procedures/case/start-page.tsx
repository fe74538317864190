import Button from 'antd/es/button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { openCase } from '#contract/procedures'
import { call } from '../../../app/api-client.ts'
import { useAddress, usePathParam } from '../../../app/address.ts'
import { procedureTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { settingWords } from '../procedure/setting-words.ts'
import { StartFields } from '../procedure/procedure-page.tsx'
import { caseQuery, procedureQuery, putCase } from '../shared/case-queries.ts'
import type { ProcedureView } from '../shared/case-queries.ts'
import { ProcedureDrawing } from '../shared/procedure-drawing.tsx'
import { SourceNote } from '../shared/source-note.tsx'
import './case-page.css'
import '../procedure/procedure-page.css'

/** Before a case is started: what the procedure is, who does what, how long it may take, what one will need. */
export function StartPage() {
  const code = usePathParam('procedure')
  const say = useSay()
  const t = useText(procedureTexts)
  const { data, error, refetch } = useQuery(procedureQuery(code))
  useTitle(data ? t('startTitle', { name: say(data.procedure.name) }) : '')
  if (data) return <Start view={data} />
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
      </div>
    )
  return <Loading />
}

function Start({ view }: { readonly view: ProcedureView }) {
  const t = useText(procedureTexts)
  const say = useSay()
  const format = useFormat()
  const navigate = useNavigate()
  const [{ from, origin, originKind }] = useAddress<'from' | 'origin' | 'originKind'>()
  const raisedFrom = useQuery({ ...caseQuery(from ?? ''), enabled: from !== undefined })
  const { procedure } = view
  const begin = useMutation({
    mutationFn: () =>
      call(openCase, {
        body: {
          procedure: procedure.code,
          origin: from
            ? { kind: 'case', id: from }
            : origin && (originKind === 'plan-item' || originKind === 'evaluation')
              ? { kind: originKind, id: origin }
              : null,
        },
      }),
    onSuccess: (draft) => {
      putCase(draft)
      void navigate({ to: '/cases/$caseId', params: { caseId: draft.id }, replace: true })
    },
  })
  const limits = view.settings.filter(({ value }) => typeof value !== 'number')
  const people = view.drawing.boxes.filter(({ kind, note }) => kind === 'step' && note !== null)
  return (
    <div className="page start">
      <header className="page-head">
        <div>
          <h1>{t('startTitle', { name: say(procedure.name) })}</h1>
          <p className="soft">{say(procedure.summary)}</p>
          {!from && origin && originKind === 'plan-item' ? <p>{t('fromPlan')}</p> : null}
          {from && raisedFrom.data ? (
            <p>
              {t('fromCase')}{' '}
              <Link to="/cases/$caseId" params={{ caseId: from }}>
                {raisedFrom.data.title}
              </Link>
            </p>
          ) : null}
        </div>
      </header>
      {begin.error ? <ErrorState error={begin.error} /> : null}
      <div className="start-columns">
        <div>
          <Panel title={t('startNeeds')}>
            <p className="soft">{t('startNeedsNote')}</p>
            <StartFields startForm={view.startForm} />
            {procedure.can.includes('open') ? (
              <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate()}>
                {t('begin')}
              </Button>
            ) : (
              <p className="mark-warn">▲ {t('cannot')}</p>
            )}
          </Panel>
          <Panel title={t('drawing')}>
            <ProcedureDrawing drawing={view.drawing} name={say(procedure.name)} />
          </Panel>
        </div>
        <div>
          <Panel title={t('startWho')}>
            <ul className="side-list start-who">
              {people.map((box) => (
                <li key={box.node}>
                  <span>{say(box.name)}</span>
                  <span className="soft">{box.note ? say(box.note) : ''}</span>
                </li>
              ))}
            </ul>
          </Panel>
          {limits.length > 0 ? (
            <Panel title={t('startLimits')}>
              <ul className="side-list">
                {limits.map((setting) => (
                  <li key={setting.code}>
                    {say(setting.name)} <b>{settingWords(setting.value, format.language)}</b>
                    <div>
                      <SourceNote source={setting.source} />
                    </div>
                  </li>
                ))}
              </ul>
              <p>
                <Link to="/procedures/$code" params={{ code: procedure.code }}>
                  {t('moreLimits')}
                </Link>
              </p>
            </Panel>
          ) : null}
        </div>
      </div>
    </div>
  )
}
