/** What applications, lists, payments and findings about policies decline. */
export const applicationIssues = {
  'zh-CN': {
    'policies.not_in_force': '该政策在{on}不在有效期内，或没有找到。请从政策库选择现行政策。',
    'policies.window_not_yet': '尚未到申报期（{from}至{to}）。到期后再申报；符合条件的会提前提醒。',
    'policies.window_closed': '申报期已于{to}结束，不能申报。',
    'policies.facts_missing': '还缺少判定所需的信息（{facts}），请先补充后再申报。',
    'policies.not_qualified': '目前不符合下列条件：{conditions}。请先查看差距。',
    'policies.evidence_missing': '还须提交：{evidence}。',
    'policies.applied_already': '该政策已有{year}年度的申报，请在原申报中办理。',
    'policies.once_only': '该政策只能享受一次，{year}年度已享受。',
    'policies.exclusive_taken': '与“{other}”不能同时享受，该项今年已申报或已享受。',
    'policies.no_park': '该企业没有所在分园，无法受理。请先在企业名录中登记所在分园。',
    'policies.file_gone': '所附文件不存在或已被使用，请重新上传。',
    'policies.files_missing': '没有收到文件，请重新选择。',
    'policies.application_not_found': '没有找到这项申报，或者您无权查看。',
    'policies.application_stale': '这项申报刚刚有变动，您的操作没有执行。请刷新后再办。',
    'policies.not_payable': '这项申报尚未认定，不能登记拨付。',
    'policies.more_than_granted': '拨付金额{amount}万元超过未拨付的认定金额{left}万元，没有登记。请核对。',
    'policies.payment_warned': '拨付前发现需要核实的情况，请逐项查看；确需拨付的，写明理由后再登记。',
    'policies.reference_used': '凭证号“{reference}”已登记过，没有重复登记。',
    'policies.payment_not_found': '没有找到这笔拨付。请刷新后再看。',
    'policies.reversed_already': '这笔拨付已经冲销。',
    'policies.flag_not_open': '这条提示已处理，或没有找到。',
    'policies.not_direct': '该政策不是免申即享，不能生成名单。',
    'policies.list_drawn_already': '该政策已有一份未发送的名单，请先发送或作废。',
    'policies.list_not_found': '没有找到这份名单，或者您无权查看。',
    'policies.list_not_now': '这份名单已有变动（{state}），没有执行。请刷新后再看。',
    'policies.not_invited': '这项申报当前不在待确认状态（{state}）。',
    'policies.no_longer_qualified':
      '名单生成后企业信息有变化，目前不再符合条件，不能确认。请查看差距或联系所在分园。',
  },
  en: {
    'policies.not_in_force':
      'This policy is not in force on {on}, or is not there. Choose one that is from the library.',
    'policies.window_not_yet': 'One can apply from {from} to {to} only. You will be reminded if you qualify.',
    'policies.window_closed': 'One could apply until {to}; it is closed.',
    'policies.facts_missing': 'What decides it is not known yet ({facts}); please supply that first.',
    'policies.not_qualified': 'These conditions are not met: {conditions}. See what is lacking.',
    'policies.evidence_missing': 'These papers are still to be handed in: {evidence}.',
    'policies.applied_already': 'There is an application of {year} for this policy; go on with that one.',
    'policies.once_only': 'This policy can be had once only, and was in {year}.',
    'policies.exclusive_taken':
      'It does not go together with “{other}”, which was applied for or paid this year.',
    'policies.no_park':
      'The enterprise is in no park, so nobody could take it up. Please record its park first.',
    'policies.file_gone': 'An attached file is not there or is used already; please send it again.',
    'policies.files_missing': 'No file arrived; please choose it again.',
    'policies.application_not_found': 'This application is not there, or not for you to see.',
    'policies.application_stale':
      'This application changed meanwhile; nothing was done. Reload and try again.',
    'policies.not_payable': 'This application is not granted; no payment can be recorded.',
    'policies.more_than_granted':
      '{amount} is more than what is granted and unpaid ({left}, in 10,000 yuan); nothing was recorded.',
    'policies.payment_warned':
      'Something stands against this payment; look at it, and give a reason if it is paid all the same.',
    'policies.reference_used': 'The reference “{reference}” is recorded already; it was not recorded twice.',
    'policies.payment_not_found': 'This payment is not there; reload the page.',
    'policies.reversed_already': 'This payment was taken back already.',
    'policies.flag_not_open': 'This finding is decided already, or not there.',
    'policies.not_direct': 'This policy needs an application; no list can be drawn.',
    'policies.list_drawn_already': 'There is a list that was not sent; send or drop it first.',
    'policies.list_not_found': 'This list is not there, or not for you to see.',
    'policies.list_not_now': 'This list changed meanwhile ({state}); nothing was done. Reload the page.',
    'policies.not_invited': 'This application does not wait for an answer ({state}).',
    'policies.no_longer_qualified':
      'Facts changed since the list was drawn and you no longer qualify, so it cannot be confirmed. See what is lacking, or ask your park.',
  },
}
