import { OPEN_STATES } from '#domain/ledger'
import type { LoadRequest } from '../support/load.ts'
import { randomFrom } from './sample-duties.ts'

/** Somebody who asks, in both systems. */
export interface Asker {
  readonly login: string
  readonly role: 'zone_office' | 'park_committee' | 'department'
  readonly organisationCode: string
  readonly organisationId: string
  readonly seesAll: boolean
}

/** One question in the words of either system. */
export interface Question {
  readonly name: string
  readonly asker: string
  readonly ours: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: object }
  readonly theirs: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: object }
  /** The column that the answer is sorted by, in either's answer. */
  readonly sort?: { readonly ours: string; readonly theirs: string }
}

export interface KnownIds {
  readonly bodies: readonly string[]
  readonly parks: readonly string[]
  /** Kinds of action, by code. */
  readonly categories: readonly string[]
  /** Duties that each asker may read, by log-in. */
  readonly duties: ReadonlyMap<string, readonly string[]>
}

const PAGE = 50
const WORDS = ['集成电路', '生物医药', '算力', '中试平台', '低效空间', '人才公寓', '闭环管理', '商业航天']
/** What a row of our list holds, without the number of parts, which costs Directus much. */
const LIST_FIELDS = [
  'id,serial,kind,parent_id,title,number,person_name,categories,starts_on,due_on,due_precision,due_text,rhythm,period,state',
  'light,override_light,flags,rolled_progress,evidence,last_report_on,report_due_on,document_id,document_title,source',
  'visibility,for_evaluation,synthetic,changed_at,version',
  ...['owner_id', 'lead_id', 'park_id', 'supports.organisation_id'].flatMap((body) =>
    ['id', 'name', 'name_en'].map((field) => `${body}.${field}`),
  ),
].join(',')
/** What our page of a duty shows, without the lists of links' and parts' own bodies. */
const PAGE_FIELDS = [
  '*',
  ...['owner_id', 'lead_id', 'park_id', 'supports.organisation_id', 'reports.organisation_id'].flatMap(
    (body) => ['id', 'name', 'name_en'].map((field) => `${body}.${field}`),
  ),
  'parent_id.id,parent_id.serial,parent_id.title',
  'parts.id,parts.serial,parts.title,parts.state,parts.light,parts.due_on,parts.rolled_progress,parts.weight',
  'reports.id,reports.kind,reports.period,reports.percent,reports.text,reports.figures,reports.at,reports.by_name',
  'history.version,history.at,history.by_name,history.act,history.reason,history.decision_reference,history.decision_on',
  'history.changed',
  'links_out.kind,links_out.to_id.id,links_out.to_id.title,links_in.kind,links_in.from_id.id,links_in.from_id.title',
].join(',')

/** Lists as people ask for them: page one mostly, by state, body, colour and words, by date and by last change. */
export function listQuestions(askers: readonly Asker[], known: KnownIds): Question[] {
  const random = randomFrom(7)
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(random() * list.length)]
    if (found === undefined) throw new Error('Nothing to pick from')
    return found
  }
  return Array.from({ length: 8 }, () => askers).flatMap((round) =>
    round.flatMap((asker) => {
      const body = pick(known.bodies)
      const park = pick(known.parks)
      const word = pick(WORDS)
      return [
        list(asker, 'open', 'due', { group: 'open' }, { state: { _in: OPEN_STATES } }),
        list(asker, 'last changed', 'changed', {}, null),
        list(asker, 'red', 'due', { light: 'red' }, { light: { _eq: 'red' } }),
        list(
          asker,
          'of a body',
          'due',
          { body },
          { _or: [{ lead_id: { _eq: body } }, { supports: { _some: { organisation_id: { _eq: body } } } }] },
        ),
        list(asker, 'by words', 'changed', { q: word }, { title: { _contains: word } }),
        list(
          asker,
          'of a park, open, red or yellow',
          'due',
          { park, group: 'open', light: 'red,yellow' },
          {
            _and: [
              { park_id: { _eq: park } },
              { state: { _in: OPEN_STATES } },
              { light: { _in: ['red', 'yellow'] } },
            ],
          },
        ),
        list(
          asker,
          'in progress, third page',
          'due',
          { state: 'in-progress,reported' },
          { state: { _in: ['in-progress', 'reported'] } },
          2 * PAGE,
        ),
      ]
    }),
  )
}

function list(
  asker: Asker,
  name: string,
  sort: 'due' | 'changed',
  ours: Readonly<Record<string, string>>,
  theirs: object | null,
  offset = 0,
): Question {
  const our = new URLSearchParams({
    group: 'all',
    ...ours,
    sort,
    direction: sort === 'due' ? 'asc' : 'desc',
    limit: String(PAGE),
    offset: String(offset),
  })
  const their = new URLSearchParams({
    fields: LIST_FIELDS,
    ...(theirs === null ? {} : { filter: JSON.stringify(theirs) }),
    sort: sort === 'due' ? 'due_on,id' : '-changed_at,id',
    limit: String(PAGE),
    offset: String(offset),
    meta: 'filter_count',
  })
  return {
    name: `${name}, for ${asker.login}`,
    asker: asker.login,
    ours: { method: 'GET', path: `/api/ledger/duties?${our.toString()}` },
    theirs: { method: 'GET', path: `/items/duty?${their.toString()}` },
    sort: sort === 'due' ? { ours: 'dueOn', theirs: 'due_on' } : { ours: 'changedAt', theirs: 'changed_at' },
  }
}

/** One duty: everything that its page shows, or of Directus the bare row alone. */
export function readQuestions(askers: readonly Asker[], known: KnownIds, what: 'page' | 'row'): Question[] {
  const fields = what === 'page' ? `?fields=${PAGE_FIELDS}&deep[history][_limit]=-1` : ''
  return askers.flatMap((asker) =>
    (known.duties.get(asker.login) ?? []).map((id) => ({
      name: `read one, for ${asker.login}`,
      asker: asker.login,
      ours: { method: 'GET' as const, path: `/api/ledger/duties/${id}` },
      theirs: { method: 'GET' as const, path: `/items/duty/${id}${fields}` },
    })),
  )
}

/** A duty added by hand with two supporting bodies, checked and recorded. */
export function createQuestions(askers: readonly Asker[], known: KnownIds): Question[] {
  return askers.map((asker, index) => {
    const lead = known.bodies[index * 3]
    const supporting = [known.bodies[index * 3 + 1], known.bodies[index * 3 + 2]].filter(
      (id) => id !== undefined,
    )
    const park = known.parks[index] ?? null
    const title = '组织科技服务机构与属地部门共享台账，做到一企一策、动态更新（新增第{n}项）'
    const content = '按季度通报进展，对滞后事项逐项说明原因；完善准入、评价和退出办法，形成闭环管理。'
    return {
      name: `create, by ${asker.login}`,
      asker: asker.login,
      ours: {
        method: 'POST',
        path: '/api/ledger/duties',
        body: {
          title,
          content,
          categories: known.categories.slice(0, 1),
          parkId: park,
          leadId: lead,
          personName: '王建国',
          supporting,
          dueOn: '2027-12-31',
          precision: 'year',
          dueText: '2027年',
          reportEvery: 'quarter',
          visibility: 'zone',
        },
      },
      theirs: {
        method: 'POST',
        path: '/items/duty?fields=*,supports.*',
        body: {
          title,
          content,
          categories: known.categories.slice(0, 1),
          source: 'manual',
          park_id: park,
          lead_id: lead,
          person_name: '王建国',
          supports: supporting.map((id) => ({ organisation_id: id })),
          due_on: '2027-12-31',
          due_precision: 'year',
          due_text: '2027年',
          report_every: 'quarter',
          visibility: 'zone',
          state: 'assigned',
        },
      },
    }
  })
}

/** The questions as one system's requests; `headers` by log-in. */
export function requestsOf(
  questions: readonly Question[],
  system: 'ours' | 'theirs',
  headers: ReadonlyMap<string, Readonly<Record<string, string>>>,
): LoadRequest[] {
  return questions.map((question) => {
    const { method, path, body } = question[system]
    return {
      name: question.name,
      method,
      path,
      headers: headers.get(question.asker) ?? {},
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
  })
}
