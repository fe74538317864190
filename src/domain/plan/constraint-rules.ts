import { numberOf } from './numerals.ts'

/**
 * Rules of a plan that show in one clause: what must cover all parks, what needs whose approval, what is forbidden. Each
 * entry is a class of the language of such documents, never a list of their subjects. Numbers that need counting are in
 * `count-constraints.ts`, amounts and times in `amount-constraints.ts`.
 */
export interface ClauseRule {
  readonly kind: string
  /** Plain words without which the pattern cannot match; saves trying it on every clause. */
  readonly cue: RegExp
  readonly pattern: RegExp
  /** What is limited, from the groups of the match; the clause itself when absent. */
  readonly subject?: (match: RegExpExecArray, clause: string) => string
  readonly limit?: (match: RegExpExecArray) => number | null
  /** Told only where this holds, too. */
  readonly when?: (match: RegExpExecArray) => boolean
}

/** Items of 统一受理、集中研究、联合审议: one more than the marks between them. */
export function countItems(list: string): number {
  return list.split(/、|(?<!涉)及|和|与|,/u).filter((item) => item.trim() !== '').length
}

const first = (match: RegExpExecArray, group: number): string => match[group] ?? ''

/** Steps of a procedure, as against qualities (权责清晰、运转高效). */
const STEPS = /(?:受理|审核|审议|审查|办理|督办|申报|评审|公示|评估|验收|反馈|监督|立项|拨付|备案|考核|整改)/u

const STRENGTH_SOFT = /(?:原则上|一般|鼓励|倡导|力争|尽量)/u
const STRENGTH_HARD = /(?:不得|必须|严禁|禁止|应当|一律|须|不予|不再)/u

export function strengthOf(clause: string): 'hard' | 'soft' | null {
  if (STRENGTH_SOFT.test(clause)) return 'soft'
  return STRENGTH_HARD.test(clause) ? 'hard' : null
}

export const CLAUSE_RULES: readonly ClauseRule[] = [
  {
    kind: 'coverage',
    cue: /覆盖|应.尽|均|都|至少|纳入|一.一/,
    pattern:
      /(?:推动|促进)?(?:实现|确保|做到|推进)?([^,,;;。]{2,40}?)(?:在|对)(各个?[\p{L}]{1,10}|所有[\p{L}]{1,8}|全[市区省县])[^,,;;。]{0,30}?(?:全覆盖|全部覆盖|覆盖和?落实|覆盖落地)/u,
    subject: (match) => `${first(match, 1)} × ${first(match, 2)}`,
  },
  {
    kind: 'coverage',
    cue: /覆盖|应.尽|均|都|至少|纳入|一.一/,
    pattern: /(?:实现|推动实现|确保|做到)([^,,;;。各]{2,40}?)(?:全覆盖|全部覆盖|应[\p{L}]尽[\p{L}])/u,
    subject: (match) => `${first(match, 1)}全覆盖`,
    limit: (match) => {
      const quoted = /^“([^”]+)”$/u.exec(first(match, 1))?.[1]
      const stated = /^(\d{1,4})[个家所座]/u.exec(first(match, 1))?.[1]
      return quoted?.includes('、') === true
        ? countItems(quoted)
        : stated === undefined
          ? null
          : Number(stated)
    },
  },
  {
    kind: 'coverage',
    cue: /覆盖|应.尽|均|都|至少|纳入|一.一/,
    pattern:
      /(各个?[\p{L}]{1,8}|每个[\p{L}]{1,8}|所有[\p{L}]{1,8})(?:均|都|至少)(?:要)?(?:有|建有|设立|设有|建立|配备|建成)([^,,;;。]{2,30})/u,
    subject: (match) => `${first(match, 2)} × ${first(match, 1)}`,
  },
  {
    kind: 'coverage',
    cue: /覆盖|应.尽|均|都|至少|纳入|一.一/,
    pattern: /将([^,,;;。]{2,40})(?:全部|统一|重组|整体)+纳入([^,,;;。]{2,20})/u,
    subject: (match) => `${first(match, 1)}全部纳入${first(match, 2)}`,
  },
  {
    kind: 'coverage',
    cue: /覆盖|应.尽|均|都|至少|纳入|一.一/,
    pattern: /“?一([\p{L}])一(?:策|案|档|清单|方案|表|图|码|员|专班|规划)”?/u,
    subject: (match) => `每个${first(match, 1)}${match[0].replace(/[“”]/gu, '')}`,
    limit: () => 1,
  },
  {
    kind: 'max-per-unit',
    cue: /一.一/,
    pattern: /“?一([\p{L}])一(产|品|业|主业|特色)”?/u,
    subject: (match) =>
      `每个${first(match, 1)}的${first(match, 2) === '产' ? '主导产业' : first(match, 2)}数`,
    limit: () => 1,
  },
  {
    kind: 'conservation',
    cue: /不变|不减少|不降低|不增加|不增|不减|占补平衡|增减挂钩/,
    pattern:
      /([\p{L}“”、]{0,30}?)(?:总量|总面积|规模|面积|数量|总规模)(?:保持)?(?:不变|不减少|不降低|不增加|只增不减|只减不增)|(?:保持)([\p{L}“”、]{2,40}?)不变|占补平衡|增减挂钩/u,
    subject: (_, clause) => clause,
    limit: (match) =>
      numberOf(/([一二两三四五六七八九十\d]+)(?:大|个|块|片)/u.exec(match[2] ?? '')?.[1] ?? ''),
  },
  {
    kind: 'contiguity',
    cue: /连片|相连/,
    pattern: /集中连片|地域相连|空间相连|连片(?:开发|发展|布局|供应)/u,
  },
  {
    kind: 'monotonic',
    cue: /逐步|逐年|持续|稳步|只增不减|只升不降|不低于上年/,
    pattern:
      /(?:逐步|逐年|持续|稳步)(?:提升|提高|扩大|增加|降低|下降|减少)([\p{L}]{2,16}(?:比例|占比|比重|率|强度|规模))|只增不减|只升不降|不低于上年/u,
  },
  {
    kind: 'gate',
    cue: /审核|审查|评审|论证|认定|备案|同意|批准|验收|评估/,
    pattern:
      /(?:经|在|由)[^,,;;。]{2,24}(?:联合审核|审核|审查|评审|论证|认定|备案|同意|批准)(?:通过)?(?:后|的)?(?:方可|才能|方能|再行|可(?!以延长|延长))|联合审核$|(?:审核|审查|评审|论证|验收|评估)通过(?:的|后)/u,
  },
  {
    kind: 'prohibition',
    cue: /不得|不予|严禁|禁止|一律不|不再|不准|不允许/,
    pattern:
      /(?:不得(?!超过|超出|高于|大于|多于|突破|低于|少于|小于|不)|不予|严禁|禁止(?!下列|以下|性|和限制)|一律不|不再(?:批准|新增|审批|安排|受理|办理)|不准|不允许)[^,,;;。]{2,40}/u,
  },
  {
    kind: 'priority',
    cue: /优先/,
    pattern:
      /优先(?:安排|保障|支持|纳入|布局|给予|推荐|供应|办理|考虑|享受|列入|配置|使用|向)[^,,;;。]{0,30}/u,
  },
  {
    kind: 'approval-sequence',
    cue: /报/,
    pattern:
      /(?:经|由)[^,,;;。]{2,40}(?:审核|审查|审议|验收|初审|同意)[^,,;;。]{0,12}报[^,,;;。]{2,20}(?:批准|审批|备案|审定|同意|审议|核准)|报(?:请)?(?!备即)[^,,;;。]{2,20}(?:批准|审批|备案|审定|核准|审议)/u,
  },
  {
    kind: 'workflow-sequence',
    cue: /、/,
    pattern:
      /((?:[\p{Script=Han}]{4}、){2,10}[\p{Script=Han}]{4})的?[\p{L}]{0,8}(?:机制|流程|服务|程序|模式|体系|环节|闭环)/u,
    limit: (match) => countItems(first(match, 1)),
    when: (match) => STEPS.test(first(match, 1)),
  },
  {
    kind: 'plan-conformity',
    cue: /符合|落实|执行|依据|遵循|围绕/,
    pattern:
      /(?:符合|严格落实|认真落实|严格执行|依据|遵循)[^,,;;。]{2,40}(?:规划|控规|布局|定位|指导意见|产业目录|准入标准|布局要求)|围绕[^,,;;。]{2,20}主导产业[^,,;;。]{0,20}(?:建设|规划)/u,
  },
  {
    kind: 'authority',
    cue: /统一/,
    pattern:
      /对([^,,;;。]{4,80}?)(?:等)?(?:重大事项|重要业务|重大问题|重要事项|工作|事项)?(?:进行|实施|实行)?统一(?:决策|领导|管理|规划|审批|调度|监管)/u,
    limit: (match) => {
      const items = countItems(first(match, 1))
      return items > 2 ? items : null
    },
  },
  {
    kind: 'role-requirement',
    cue: /任/,
    pattern:
      /(?:由)?[^,,;;。]{2,40}(?:兼任|担任|任)(?:组长|副组长|主任|副主任|召集人|总召集人|书记|[\p{L}]{2,14}(?:主任|组长|负责人))/u,
  },
  {
    kind: 'completeness',
    cue: /纳入|列入|分解|明确牵头|时间表|路线图|任务书|清单|工程|逐项|逐条|逐级/,
    pattern:
      /(?:将|把)[^,,;;。]{2,50}(?:纳入|列入)[^,,;;。]{0,16}(?:工作重点|重点工作|重点事项|年度计划|工作计划|任务清单|工作安排)[^,,;;。]{0,6}|分解落实[^,,;;。]{2,40}|明确牵头(?:单位|部门)[^,,;;。]{0,20}|(?:制定|编制)[^,,;;。]{0,40}(?:时间表|路线图|任务书|折子工程|任务清单|责任清单)[^,,;;。]{0,20}|逐(?:项|条|级)(?:分解|落实|明确)[^,,;;。]{0,20}|依据[^,,;;。]{0,12}清单[^,,;;。]{0,12}/u,
  },
  {
    kind: 'inclusion',
    cue: /纳入|列入|作为/,
    pattern:
      /(?:将|把)[^,,;;。]{2,60}(?:纳入|列入|作为)[^,,;;。]{2,40}(?:考核|体系|范围|内容|目录|名单|指标|政策|清单|依据)[^,,;;。]{0,8}|(?:结果|情况)(?:将)?作为[^,,;;。]{2,40}(?:重要)?(?:内容|依据|参考)/u,
  },
  {
    kind: 'exclusion',
    cue: /调出|剔除|移出|清退|退出|不纳入|不列入|不计入/,
    pattern: /将[^,,;;。]{2,40}(?:调出|剔除|移出|清退|退出)|不(?:纳入|列入|计入)[^,,;;。]{2,20}/u,
  },
  {
    kind: 'admission-criteria',
    cue: /准入/,
    pattern:
      /以([^,,;;。]{4,60})为[^,,;;。]{0,10}的[^,,;;。]{0,10}准入(?:标准|条件|门槛)|(?:制定|建立|明确|设置|完善)[^,,;;。]{0,24}准入(?:标准|条件|门槛|机制)/u,
    limit: (match) => (match[1] === undefined ? null : countItems(match[1])),
  },
  {
    kind: 'evaluation-criteria',
    cue: /评价|考核|评估/,
    pattern:
      /从([^,,;;。]{4,60}?)(?:等)?(?:[一二两三四五六七八九十\d]个)?(?:方面|维度)[^,,;;。]{0,10}(?:评价|考核|评估)/u,
    limit: (match) => countItems(first(match, 1)),
  },
  { kind: 'negative-list', cue: /负面清单/, pattern: /[^,,;;。]{0,16}负面清单[^,,;;。]{0,12}/u },
  {
    kind: 'procedure',
    cue: /通报|公示|公开|即批|告知承诺/,
    pattern:
      /(?:并|及时|定期)?(?:通报|公示|公开)[^,,;;。]{0,12}(?:结果|情况|信息)|[备报][\p{L}]?即批准?|告知承诺制/u,
  },
  {
    kind: 'joint-establishment',
    cue: /共同|联合/,
    pattern: /[^,,;;。]{2,30}(?:共同|联合)(?:设立|组建|成立|出资|发起)[^,,;;。]{0,30}/u,
  },
  {
    kind: 'eligibility',
    cue: /符合|支持/,
    pattern:
      /(?:对|给予|支持|面向|向|鼓励|允许|调入)?符合[^,,;;。]{0,16}(?:条件|要求|标准|规定)的[^,,;;。]{1,40}|调入符合[^,,;;。]{2,30}/u,
  },
  {
    kind: 'eligibility',
    cue: /符合|支持/,
    pattern: /^(?:主要|重点)支持([^,,;;。]{6,60}?)(?:等)?(?:项目|企业|人才|团队|机构)$/u,
    limit: (match) => countItems(first(match, 1)),
  },
  {
    kind: 'named-members',
    cue: /、/,
    pattern:
      /^((?:[\p{Script=Han}]{2,6}([园区市县镇])、){1,9}[\p{Script=Han}]{1,6}\2)(?=加快|开展|推进|推动|部署|承担|探索|重点|实施|建设|打造|聚焦|率先|试点)/u,
    limit: (match) => countItems(first(match, 1)),
  },
  {
    kind: 'tenure-rule',
    cue: /方式/,
    pattern: /以(?:租赁|出让|划拨|先租后让|弹性年期|作价入股)[^,,;;。]{0,16}方式[^,,;;。]{0,30}/u,
  },
  {
    kind: 'procurement-mode',
    cue: /政府购买|公开/,
    pattern: /(?:采取|通过|采用)?政府购买服务[^,,;;。]{0,10}|公开(?:招标|招聘|遴选|竞价)[^,,;;。]{0,20}/u,
  },
  {
    kind: 'ownership-rule',
    cue: /归|由/,
    pattern: /(?:归|由)[^,,;;。]{2,24}(?:所有|享有|依法取得)[^,,;;。]{0,20}/u,
  },
  {
    kind: 'payer-rule',
    cue: /由/,
    pattern:
      /由[^,,;;。]{2,30}(?:按规定|按比例|给予|承担|支付)[^,,;;。]{2,40}(?:激励|费用|补助|奖励|补贴|支出|经费)/u,
  },
  { kind: 'governance', cue: /“/, pattern: /(?:实施|实行)“[^”]{4,24}”的?[\p{L}]{0,4}(?:体制|制度|机制)/u },
  {
    kind: 'allocation-principle',
    cue: /原则/,
    pattern: /按照[^,,;;。]{0,10}(?:资金|用地|指标|资源)[^,,;;。]{2,20}的?原则/u,
  },
]

/** 对…的分园,优先…: a condition in one clause, what follows from it in the next. */
export const CONDITION = /^(?:对于?|凡)?([^,,;;。]{2,50}的?(?:[\p{L}]{1,10}|))$/u
