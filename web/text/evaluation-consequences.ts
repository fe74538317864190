import { defineTexts } from './index.ts'

/** Why a park gets what it gets: one sentence for each reason that the rule gives (`CONSEQUENCE_REASONS`), with its parameters. */
export const consequenceTexts = defineTexts({
  'zh-CN': {
    'because.grade_of_tier': '等次“{grade}”对应档次“{tier}”',
    'because.no_grade': '没有等次，不在分配范围内',
    'because.support_withdrawn': '{period}年度评价后被取消市级支持，尚未解除，不安排资金',
    'because.exited': '{period}年度评价后已退出，不再安排',
    'because.rectification_running': '{period}年度评价后的整改还在进行，不重复立案',
    'because.shared_by_weight': '按档次权重 {weight} 分配总额 {poolWan} 万元',
    'because.shared_by_weight_and_score': '按档次权重 {weight} 乘以得分 {score}，分配总额 {poolWan} 万元',
    'because.at_floor': '不足最低额，按最低额 {amountWan} 万元',
    'because.at_ceiling': '超过最高额，按最高额 {amountWan} 万元',
    'because.rounded': '按最大余数法取整到万元',
    'because.by_run': '依据第 {run} 号测算（数据摘要 {data}，结果摘要 {result}）',
  },
  en: {
    'because.grade_of_tier': 'Grade {grade} belongs to tier {tier}',
    'because.no_grade': 'Without a grade, so nothing is divided to it',
    'because.support_withdrawn':
      'City support was withdrawn after the evaluation of {period} and not given back, so none is planned',
    'because.exited': 'Left after the evaluation of {period}, so nothing more is planned',
    'because.rectification_running':
      'The rectification after the evaluation of {period} still runs, so no second one begins',
    'because.shared_by_weight': 'Of the pool of {poolWan} (10,000 yuan) by the weight {weight} of its tier',
    'because.shared_by_weight_and_score':
      'Of the pool of {poolWan} (10,000 yuan) by the weight {weight} of its tier times its score {score}',
    'because.at_floor': 'Raised to the floor of {amountWan} (10,000 yuan)',
    'because.at_ceiling': 'Held at the ceiling of {amountWan} (10,000 yuan)',
    'because.rounded': 'Rounded to a whole 10,000 yuan by the largest remainder',
    'because.by_run': 'By run {run} (digest of data {data}, of the result {result})',
  },
})
