import Button from 'antd/es/button'
import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PlanItem, readPlan } from '#contract/plans'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { usePathParam } from '../../app/address.ts'
import { useAbility } from '../../app/session.ts'
import { useText } from '../../text/index.ts'
import { itemTexts, libraryTexts, planTexts } from '../../text/plans.ts'
import { useFormat } from '../../ui/format.ts'
import { Chip, StatusMark } from '../../ui/marks.tsx'
import { useTitle } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { BodyTable } from './components/body-table.tsx'
import { CitationTable } from './components/citation-table.tsx'
import { FigureTable } from './components/figure-table.tsx'
import { PlanContents, PlanOutline, jump, standsInOutline } from './components/plan-outline.tsx'
import { buildOutline, pruneOutline } from './outline.ts'
import { planQuery } from './queries.ts'
import { headingTrail } from './review-state.ts'
import './plan-page.css'

type PlanAnswer = ResponseOf<typeof readPlan>

/** One confirmed plan: its targets, and its tasks and rules under their headings, each tied to its sentence. */
export function PlanPage() {
  const planId = usePathParam('planId')
  const { data, error, refetch } = useQuery(planQuery(planId))
  useTitle(data?.plan.title ?? '')
  if (data) return <Plan answer={data} />
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
      </div>
    )
  return <Loading />
}

function Plan({ answer }: { readonly answer: PlanAnswer }) {
  const t = useText(planTexts)
  const { plan, items, quotes } = answer
  const nodes = useMemo(() => pruneOutline(buildOutline(items), standsInOutline), [items])
  const trailOf = useMemo(() => headingTrail(items), [items])
  const targets = ofKind(items, 'target')
  const baselines = ofKind(items, 'baseline')
  const tasks = ofKind(items, 'task')
  const bodies = ofKind(items, 'body')
  const citations = ofKind(items, 'citation')
  const shared = { quotes, versionId: plan.versionId }
  const blocks = [
    { id: 'targets', name: t('figures'), shown: targets.length > 0 },
    { id: 'outline', name: t('sections'), shown: nodes.length > 0 },
    { id: 'baselines', name: t('baselines'), shown: baselines.length > 0 },
    { id: 'bodies', name: t('bodies'), shown: bodies.length > 0 },
    { id: 'citations', name: t('citations'), shown: citations.length > 0 },
    { id: 'publications', name: t('publications'), shown: true },
  ].filter((block) => block.shown)
  const nameOf = (id: string) => blocks.find((block) => block.id === id)?.name ?? ''
  return (
    <div className="plan">
      <PlanHead answer={answer} />
      <nav className="plan-contents no-print" aria-label={t('outline')}>
        <ol>
          {blocks.map((block) => (
            <li key={block.id}>
              <a href={`#${block.id}`} onClick={(event) => jump(event, block.id)}>
                {block.name}
              </a>
              {block.id === 'outline' ? <PlanContents nodes={nodes} /> : null}
            </li>
          ))}
        </ol>
      </nav>
      <div className="plan-body">
        {items.length === 0 ? <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState> : null}
        {targets.length > 0 ? (
          <section className="plan-block" id="targets">
            <h2>{nameOf('targets')}</h2>
            <FigureTable figures={targets} trailOf={trailOf} {...shared} />
          </section>
        ) : null}
        {nodes.length > 0 ? (
          <section className="plan-block" id="outline">
            <h2>{nameOf('outline')}</h2>
            <PlanOutline nodes={nodes} {...shared} />
          </section>
        ) : null}
        {baselines.length > 0 ? (
          <section className="plan-block" id="baselines">
            <h2>{nameOf('baselines')}</h2>
            <FigureTable figures={baselines} trailOf={trailOf} {...shared} />
          </section>
        ) : null}
        {bodies.length > 0 ? (
          <section className="plan-block" id="bodies">
            <h2>{nameOf('bodies')}</h2>
            <BodyTable bodies={bodies} tasks={tasks} {...shared} />
          </section>
        ) : null}
        {citations.length > 0 ? (
          <section className="plan-block" id="citations">
            <h2>{nameOf('citations')}</h2>
            <CitationTable citations={citations} {...shared} />
          </section>
        ) : null}
        <Publications answer={answer} />
      </div>
    </div>
  )
}

function PlanHead({ answer: { plan, note, publications } }: { readonly answer: PlanAnswer }) {
  const t = useText(planTexts)
  const item = useText(itemTexts)
  const library = useText(libraryTexts)
  const format = useFormat()
  // Who publishes plans is who puts their tasks into the ledger; the page itself asks whose plan it is.
  const takes = useAbility('plans.publish')
  const latest = publications.toSorted((a, b) => b.no - a.no)[0]
  const { horizonFrom: from, horizonTo: to } = plan
  return (
    <header className="page-head">
      <div>
        <h1 lang="zh">
          {plan.title} {plan.synthetic ? <Chip>{item('synthetic')}</Chip> : null}
        </h1>
        <div className="plan-facts">
          <span lang="zh">{plan.issuer ?? library('noIssuer')}</span>
          <span>{plan.issuedOn ? format.date(plan.issuedOn) : library('noDate')}</span>
          {from !== null || to !== null ? (
            <span>{item('horizon', { from: String(from ?? ''), to: String(to ?? '') })}</span>
          ) : null}
          <span>
            {t('counts', { tasks: plan.tasks, targets: plan.targets, constraints: plan.constraints })}
          </span>
        </div>
        <div className="plan-facts">
          <StatusMark tone={plan.current ? 'good' : 'warn'}>
            {plan.current ? t('current') : t('notCurrent')}
          </StatusMark>
          <span>{t('publishedBy', { by: plan.publishedBy, at: format.moment(plan.publishedAt) })}</span>
          <span>{t('visibleTo', { visibility: item(`visibility.${plan.visibility}`) })}</span>
          {!plan.current && latest ? (
            <Link to="/plans/$planId" params={{ planId: latest.planId }}>
              {t('toCurrent')}
            </Link>
          ) : null}
        </div>
        {note ? (
          <p className="plan-note">
            {t('note')}：{note}
          </p>
        ) : null}
      </div>
      <div className="page-actions no-print">
        <Link to="/plans/documents/$versionId" params={{ versionId: plan.versionId }} className="plan-source">
          {t('reading')}
        </Link>
        {takes && plan.current ? (
          <Link to="/ledger/take/$planId" params={{ planId: plan.id }} className="plan-source">
            {t('toLedger')}
          </Link>
        ) : null}
        <Button onClick={() => window.print()}>{t('print')}</Button>
      </div>
    </header>
  )
}

function Publications({ answer: { plan, publications } }: { readonly answer: PlanAnswer }) {
  const t = useText(planTexts)
  const format = useFormat()
  return (
    <section className="plan-block" id="publications">
      <h2>{t('publications')}</h2>
      <ol className="plan-publications">
        {publications
          .toSorted((a, b) => b.no - a.no)
          .map((each) => {
            const words = t('publication', { no: each.no, at: format.moment(each.publishedAt) })
            return (
              <li key={each.planId}>
                {each.planId === plan.id ? (
                  <strong aria-current="page">{words}</strong>
                ) : (
                  <Link to="/plans/$planId" params={{ planId: each.planId }}>
                    {words}
                  </Link>
                )}
              </li>
            )
          })}
      </ol>
    </section>
  )
}

function ofKind<K extends PlanItem['kind']>(
  items: readonly PlanItem[],
  kind: K,
): Extract<PlanItem, { kind: K }>[] {
  return items.filter((item): item is Extract<PlanItem, { kind: K }> => item.kind === kind)
}
