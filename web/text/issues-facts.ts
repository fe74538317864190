/** What the zone's rule book declines: parameters and their days, what enterprises say of themselves. */
export const factIssues = {
  'zh-CN': {
    'rules.spell_empty': '结束日期（{to}）须晚于开始日期（{from}）。',
    'rules.no_such_parameter': '没有名为“{parameter}”的参数，请从参数表中选择。',
    'rules.value_of_other_type': '“{parameter}”的取值类型不符（应为 {type}），请检查后重新填写。',
    'rules.no_such_fact': '没有名为“{fact}”的事实项，请从列表中选择。',
    'rules.fact_not_declarable':
      '“{fact}”由系统从登记或其他事实得出，不能补充申报；有误请通过登记变更或报表更正。',
    'rules.not_an_option': '“{value}”不在“{fact}”的可选值内，请从列表中选择。',
    'rules.declared_ahead': '所述日期（{from}）不能晚于今天（{today}）。',
    'rules.declared_too_old': '所述日期（{from}）距今已超过{months}个月，请填报最新情况。',
    'rules.declaration_not_found': '没有找到这项补充申报，可能不属于您的范围。',
    'rules.declaration_not_now': '该补充申报目前的状态（{state}）下不能进行此操作，请刷新后查看。',
    'rules.stale': '该补充申报已由他人处理（{state}），请刷新后查看。',
    'rules.reason_missing': '请写明不予认可的理由。',
    'rules.files_missing': '没有收到文件，请重新选择。',
    'rules.file_gone': '所附文件不存在或已被使用，请重新上传。',
  },
  en: {
    'rules.spell_empty': 'The last day ({to}) must come after the first ({from}).',
    'rules.no_such_parameter': 'There is no parameter “{parameter}”; choose one from the list.',
    'rules.value_of_other_type': '“{parameter}” takes a value of another type ({type}); please check it.',
    'rules.no_such_fact': 'There is no fact “{fact}”; choose one from the list.',
    'rules.fact_not_declarable':
      '“{fact}” follows from the register or from other facts and cannot be stated; correct those instead.',
    'rules.not_an_option': '“{value}” is not one of the values of “{fact}”; choose one from the list.',
    'rules.declared_ahead': 'The day it speaks of ({from}) must not come after today ({today}).',
    'rules.declared_too_old':
      'What it says of {from} holds for {months} months only; please state how it is now.',
    'rules.declaration_not_found': 'This statement is not there, or not for you to see.',
    'rules.declaration_not_now':
      'This cannot be done with a statement in its present state ({state}); reload to see it.',
    'rules.stale': 'Somebody has acted on this statement meanwhile ({state}); reload to see it.',
    'rules.reason_missing': 'Please say why it is not accepted.',
    'rules.files_missing': 'No file arrived; please choose it again.',
    'rules.file_gone': 'An attached file is not there or is used already; please send it again.',
  },
}
