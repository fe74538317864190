import type { Assessment, Duty, DutyFlag, DutyState, Light } from '#domain/ledger'

export interface SampleBodies {
  readonly office: string
  readonly parks: readonly string[]
  /** Departments and districts. */
  readonly others: readonly string[]
  /** Codes of the zone's kinds of action. */
  readonly categories: readonly string[]
}

/** Rows of the ledger's tables by their column names, as `jsonb_populate_recordset` takes them. */
export interface SampleRows {
  readonly duty: Record<string, unknown>
  readonly supports: readonly Record<string, unknown>[]
  readonly changes: readonly Record<string, unknown>[]
  readonly reports: readonly Record<string, unknown>[]
}

/** The day on which the sample ledger stands. */
export const SAMPLE_TODAY = '2026-09-01'

const STATES: readonly (readonly [DutyState, number])[] = [
  ['unassigned', 3],
  ['assigned', 5],
  ['returned', 1],
  ['accepted', 8],
  ['in-progress', 38],
  ['reported', 4],
  ['verified', 6],
  ['closed', 28],
  ['suspended', 2],
  ['merged', 1],
  ['dropped', 4],
]
/** Acts that lead to a state, so that a history has a plausible length. */
const WAY: Readonly<Record<DutyState, readonly string[]>> = {
  unassigned: [],
  assigned: ['assign'],
  returned: ['assign', 'return'],
  accepted: ['assign', 'accept'],
  'in-progress': ['assign', 'accept', 'report'],
  reported: ['assign', 'accept', 'report', 'complete'],
  verified: ['assign', 'accept', 'report', 'complete', 'verify'],
  closed: ['assign', 'accept', 'report', 'complete', 'verify', 'close'],
  suspended: ['assign', 'suspend'],
  merged: ['merge'],
  dropped: ['drop'],
}
const VERBS = ['推动', '加快', '统筹', '支持', '完善', '建立', '深化', '组织', '引导', '优化']
const SUBJECTS = [
  '集成电路设计企业',
  '生物医药中试平台',
  '人工智能算力设施',
  '科技服务机构',
  '专精特新企业',
  '商业航天产业链',
  '存量楼宇和厂房',
  '概念验证中心',
  '产业投资基金',
  '人才公寓和配套设施',
  '高校院所成果转化机构',
  '绿色低碳技术应用场景',
]
const AIMS = [
  '向特色载体集聚，形成上下游协同的空间布局',
  '与属地部门共享台账，做到一企一策、动态更新',
  '按季度通报进展，对滞后事项逐项说明原因',
  '盘活低效空间，明确改造时序、投资主体和招商方向',
  '完善准入、评价和退出办法，形成闭环管理',
  '建设公共技术平台，面向中小企业开放共享',
  '对接市级专项，争取重大项目落地并按期开工',
]
const PERSONS = ['王建国', '李晓梅', '张志强', '刘芳', '陈思远', '杨柳', '赵一鸣', '周文静']
const DAY_MS = 86_400_000

/**
 * Duties of a large zone, the same for the same seed: most led by few busy bodies, dates heaped at the ends of quarters and
 * years, more than a third in progress, a tenth with trouble.
 */
export class SampleLedger {
  readonly #random: () => number
  readonly #bodies: SampleBodies
  readonly #by: { readonly id: string; readonly name: string }
  readonly #duties: { readonly id: string; readonly owner: string }[] = []

  constructor(bodies: SampleBodies, by: { readonly id: string; readonly name: string }, seed = 20_260_901) {
    this.#bodies = bodies
    this.#by = by
    this.#random = randomFrom(seed)
  }

  next(): SampleRows {
    const kindDraw = this.#random()
    const parent = kindDraw < 0.75 ? null : (this.#duties[this.#below(this.#duties.length)] ?? null)
    const kind: Duty['kind'] = parent === null ? 'duty' : 'measure'
    const id = this.#uuid()
    const ownerId = parent?.owner ?? this.#owner()
    let state = this.#weighted(STATES)
    const into = this.#duties.at(-1)
    if (state === 'merged' && into === undefined) state = 'dropped'
    const leadId = state === 'unassigned' ? null : this.#busyBody()
    const supporting = [...new Set(Array.from({ length: this.#below(5) }, () => this.#busyBody()))]
      .filter((body) => body !== leadId)
      .sort()
    const parkId =
      leadId !== null && this.#bodies.parks.includes(leadId)
        ? leadId
        : this.#random() < 0.3
          ? this.#pick(this.#bodies.parks)
          : null
    const due = this.#due()
    const done = state === 'reported' || state === 'verified' || state === 'closed'
    const progress = done
      ? 100
      : state === 'in-progress' || state === 'suspended'
        ? 5 * (1 + this.#below(19))
        : 0
    const acts = ['add', ...WAY[state]]
    const createdDay = dayOf(SAMPLE_TODAY) - 30 - this.#below(900)
    const stamps = this.#stamps(createdDay, acts.length)
    const assessment = this.#assess(state, due.on, progress)
    const evidence = progress > 0 && this.#random() < 0.7 ? 1 + this.#below(5) : 0
    const person = leadId === null || this.#random() < 0.2 ? null : this.#pick(PERSONS)
    const serial = this.#duties.length + 1
    const record: Duty = {
      id,
      ownerId,
      kind,
      parentId: parent?.id ?? null,
      title: `${this.#pick(VERBS)}${this.#pick(SUBJECTS)}${this.#pick(AIMS)}（第${serial}项）`,
      content: `${this.#pick(AIMS)}；${this.#pick(AIMS)}。`.repeat(1 + this.#below(3)),
      number: this.#random() < 0.6 ? `${1 + this.#below(60)}.` : null,
      categories: [
        ...new Set([this.#pick(this.#bodies.categories), this.#pick(this.#bodies.categories)]),
      ].sort(),
      parkId,
      leadId,
      personId: null,
      personName: person,
      supporting,
      startsOn: null,
      dueOn: due.on,
      precision: due.precision,
      dueText: due.text,
      rhythm: null,
      period: null,
      reportEvery: this.#random() < 0.8 ? 'quarter' : 'month',
      weight: 1,
      rollUp: 'own',
      state,
      suspendedFrom: state === 'suspended' ? 'in-progress' : null,
      progress,
      override: null,
      mergedInto: state === 'merged' ? (into?.id ?? null) : null,
      visibility: this.#weighted([
        ['organisation', 30],
        ['zone', 60],
        ['public', 10],
      ]),
      forEvaluation: this.#random() < 0.25,
    }
    if (kind === 'duty' && parent === null) this.#duties.push({ id, owner: ownerId })
    const last = stamps.at(-1) ?? `${SAMPLE_TODAY}T00:00:00Z`
    const reported = acts.filter((act) => act === 'report' || act === 'complete').length > 0
    const lastReportOn = reported ? dateOf(dayOf(last.slice(0, 10))) : null
    return {
      duty: {
        id,
        owner_id: ownerId,
        kind,
        parent_id: record.parentId,
        title: record.title,
        content: record.content,
        number: record.number,
        source: this.#random() < 0.8 ? 'register' : 'manual',
        document_title: null,
        heading_path: ['重点任务', '任务分解'],
        categories: record.categories,
        park_id: parkId,
        lead_id: leadId,
        person_name: person,
        due_on: due.on,
        due_precision: due.precision,
        due_text: due.text,
        report_every: record.reportEvery,
        weight: 1,
        roll_up: 'own',
        state,
        state_since: last,
        suspended_from: state === 'suspended' ? 'in-progress' : null,
        progress,
        rolled_progress: progress,
        merged_into: record.mergedInto,
        light: assessment.light,
        flags: assessment.flags,
        assessment,
        // Far off, so that the daily assessment of a running server finds nothing to do in the middle of a measurement.
        assess_again_on: '2199-12-31',
        report_due_on: assessment.reportDueOn,
        assigned_on: leadId === null ? null : last.slice(0, 10),
        last_report_on: lastReportOn,
        completed_on: done ? last.slice(0, 10) : null,
        evidence,
        visibility: record.visibility,
        for_evaluation: record.forEvaluation,
        synthetic: true,
        created_at: stamps[0],
        changed_at: last,
        version: acts.length,
      },
      supports: supporting.map((organisation) => ({ duty_id: id, organisation_id: organisation })),
      changes: acts.map((act, index) => ({
        duty_id: id,
        version: index + 1,
        at: stamps[index],
        by_id: this.#by.id,
        by_name: this.#by.name,
        by_organisation_id: this.#bodies.office,
        act,
        reason:
          act === 'return' || act === 'suspend' || act === 'drop' || act === 'merge'
            ? '职责交叉，已商定'
            : null,
        decision_reference:
          act === 'suspend' || act === 'drop' || act === 'merge' ? '专题会议纪要第12期' : null,
        decision_on: act === 'suspend' || act === 'drop' || act === 'merge' ? '2026-06-30' : null,
        changed: index === 0 ? {} : { state: ['assigned', state], progress: [0, progress] },
        record: { ...record, rolledProgress: progress, light: assessment.light },
      })),
      reports: acts.flatMap((act, index) =>
        act === 'report' || act === 'complete'
          ? [
              {
                duty_id: id,
                version: index + 1,
                kind: act === 'report' ? 'progress' : 'completion',
                percent: act === 'report' ? progress : 100,
                text: `本期${this.#pick(VERBS)}${this.#pick(SUBJECTS)}，${this.#pick(AIMS)}。`,
                figures: [{ name: '投入资金', value: 100 + this.#below(9000), unit: '万元' }],
                at: stamps[index],
                by_id: this.#by.id,
                by_name: this.#by.name,
                organisation_id: leadId ?? ownerId,
              },
            ]
          : [],
      ),
    }
  }

  #owner(): string {
    const draw = this.#random()
    if (draw < 0.55) return this.#bodies.office
    return this.#pick(draw < 0.9 ? this.#bodies.parks : this.#bodies.others)
  }

  /** Few bodies lead much: the first of either list most. */
  #busyBody(): string {
    const list = this.#random() < 0.55 ? this.#bodies.parks : this.#bodies.others
    return list[Math.floor(list.length * this.#random() ** 1.7)] ?? this.#bodies.office
  }

  #due(): { on: string | null; precision: Duty['precision']; text: string | null } {
    const draw = this.#random()
    const year = this.#weighted([
      [2023, 8],
      [2024, 12],
      [2025, 22],
      [2026, 34],
      [2027, 14],
      [2028, 6],
      [2030, 4],
    ])
    if (draw < 0.06) return { on: null, precision: 'none', text: null }
    if (draw < 0.36) return { on: `${year}-12-31`, precision: 'year', text: `${year}年` }
    if (draw < 0.46) return { on: '2025-12-31', precision: 'plan-period', text: '规划期内' }
    const quarter = 1 + this.#below(4)
    if (draw < 0.66) return { on: endOfMonth(year, quarter * 3), precision: 'quarter', text: null }
    const month = 1 + this.#below(12)
    if (draw < 0.86) return { on: endOfMonth(year, month), precision: 'month', text: `${year}年${month}月` }
    return { on: dateOf(dayOf(`${year}-01-01`) + this.#below(365)), precision: 'day', text: null }
  }

  #assess(state: DutyState, dueOn: string | null, progress: number): Assessment {
    const over = state === 'suspended' || state === 'merged' || state === 'dropped'
    const done = state === 'reported' || state === 'verified' || state === 'closed'
    const late = !done && !over && dueOn !== null && dueOn < SAMPLE_TODAY
    const soon = !done && !over && !late && dueOn !== null && dueOn < '2026-10-01'
    const stale = state === 'in-progress' && this.#random() < 0.15
    const flags: DutyFlag[] = [
      ...(late ? (['late'] as const) : []),
      ...(soon ? (['due-soon'] as const) : []),
      ...(stale ? (['stale'] as const) : []),
      ...(progress >= 50 && this.#random() < 0.1 ? (['no-evidence'] as const) : []),
    ]
    // Most of what is late was put right by an agreed later date; the rest is red.
    const light: Light = over
      ? 'grey'
      : late && this.#random() < 0.4
        ? 'red'
        : late || soon || stale
          ? 'yellow'
          : 'green'
    return {
      light,
      ruled: light,
      flags,
      because: flags.map((rule) => ({ rule, light, params: { on: dueOn } })),
      reportDueOn: state === 'in-progress' ? '2026-10-15' : null,
      changesOn: null,
    }
  }

  /** Moments of a history, rising, the last before today. */
  #stamps(from: number, count: number): string[] {
    const days = Math.max(1, Math.floor((dayOf(SAMPLE_TODAY) - from - 1) / count))
    let day = from
    return Array.from({ length: count }, () => {
      const at = day * DAY_MS + this.#below(DAY_MS)
      day += 1 + this.#below(days)
      return new Date(at).toISOString()
    })
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  #pick<T>(list: readonly T[]): T {
    const found = list[this.#below(list.length)]
    if (found === undefined) throw new Error('Nothing to pick from')
    return found
  }

  #weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let draw = this.#random() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [choice, weight] of choices) if ((draw -= weight) < 0) return choice
    throw new Error('Nothing to choose from')
  }

  #uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.#below(16).toString(16))
    hex[12] = '4'
    hex[16] = '8'
    const text = hex.join('')
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
      '-',
    )
  }
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

function endOfMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
