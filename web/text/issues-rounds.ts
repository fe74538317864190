/** Why a round of evaluation, a doubt about a figure, a support rule or a decision is declined; `issues.ts` takes them in. */
export const roundIssues = {
  'zh-CN': {
    'evaluation.not_found': '没有找到这项内容，或者现在还不能看。请回到列表重新选择。',
    'evaluation.stale': '这项内容刚刚被别人改过，您的操作没有保存。请看过新内容后再办。',

    'evaluation.round_forbidden':
      '您的角色不能进行这一步（{act}）。评价由办公室办理，确认和公布也可由领导办理。',
    'evaluation.round_not_now':
      '现在的环节（{state}）不能进行这一步（{act}）。评价各环节依次进行，不能跳过。',
    'evaluation.before_day': '按日程，{on} 起才能进行这一步（{act}）。需要提前的，请先修改日程并写明理由。',
    'evaluation.after_day': '按日程，这一步（{act}）到 {on} 为止，已经过期。需要延长的，请由办公室修改日程。',
    'evaluation.no_finished_run': '最新的冻结数据还没有完成的正式测算。请先运行测算，再采用结果。',
    'evaluation.run_of_older_data': '采用的结果不是按最新冻结数据测算的。请按新数据测算并采用后再继续。',
    'evaluation.same_person': '采用测算结果的人不能自己确认。请由另一位同事或领导确认。',
    'evaluation.objections_open': '还有 {count} 个数据异议没有答复。请先逐个答复。',
    'evaluation.objections_uncarried':
      '有 {count} 个已采纳的异议还没有进入冻结数据。请更正冻结数据，重新测算并采用。',
    'evaluation.nothing_accepted': '核对期间，数据只因采纳的异议而更正；现在没有待更正的异议。',
    'evaluation.reason_required': '这一步（{act}）要写明理由。请填写后再提交。',
    'evaluation.decisions_open': '还有 {count} 项决定没有作出。公布的内容包括决定，请先逐项决定。',
    'evaluation.decisions_missing': '{units} 个对象中只有 {decided} 个有决定。请先按支持规则拟定并决定。',
    'evaluation.decided_already': '已有 {count} 项决定作出，不能再改。',
    'evaluation.calendar_order':
      '日程顺序不对：{on} 早于前一个日期 {before}。请依次填写冻结、核对起止、确认、公布日期。',
    'evaluation.calendar_shape': '评价日历的设置有误（{place}）：{detail}。请系统管理员改正。',
    'evaluation.no_calendar': '{period} 没有通用日程，只有年度评价才有。请逐项填写日期。',
    'evaluation.review_shortened': '核对期（{from} 至 {to}）已经告知各分园，只能延长，不能缩短或移动。',
    'evaluation.round_exists': '{period} 已有按这个方案的评价。请打开那一轮，或者先终止它。',
    'evaluation.scheme_not_published': '年度评价要用示范区已发布的方案。请先发布方案，或改选已发布的版本。',

    'evaluation.run_missing': '没有选择要采用的测算。请选择一次已完成的正式测算。',
    'evaluation.run_unknown': '这次测算不是本轮的正式测算，不能采用。请从本轮测算中选择。',
    'evaluation.run_not_done': '第 {serial} 号测算还没有完成（{state}），不能采用。请等它完成。',
    'evaluation.replays_busy': '系统正在复算另外 {most} 次测算，暂时不能再开始。请过一分钟再点复算。',
    'evaluation.run_on_older_data': '第 {serial} 号测算用的不是最新冻结数据，不能采用。请按新数据重新测算。',

    'evaluation.unit_of_several': '这一轮有不止一个评价对象可看。请选定一个。',
    'evaluation.objection_cell': '方案没有用到这个数据（{column}，{period}）。请从结果页的数据中选择。',
    'evaluation.objection_panel': '“{column}”是专家打分，不能按数据提异议。请向办公室书面反映。',
    'evaluation.objection_unchanged': '您主张的数值与现在的相同。请填写您认为正确的数值。',
    'evaluation.objection_twice': '这个数据（{column}，{period}）已有一个异议在等答复。请等答复，或先撤回。',
    'evaluation.objection_forbidden':
      '您不能对这个异议进行这项操作（{act}）。答复由办公室办理，撤回由提出的分园办理。',
    'evaluation.objection_not_now':
      '这个异议（{state}）现在不能进行这项操作（{act}）。已答复的不再更改；核对结束后不再办理。',
    'evaluation.answer_missing': '请写明答复的理由。',
    'evaluation.value_missing': '采纳异议要写明以哪个数值为准。请填写数值。',
    'evaluation.value_unchanged': '写明的数值与现在的相同，采纳后不会有变化。请改正数值，或不予采纳。',
    'evaluation.file_not_found': '有一个证明材料不在了，或已随另一个异议提交。请重新上传。',
    'evaluation.files_missing': '没有收到文件。请选择文件后再上传。',
    'evaluation.correction_of_nothing':
      '冻结数据里没有这个数（{column}，{period}，{unit}），不能更正。请核对异议。',

    'evaluation.rule_shape': '支持规则的写法不对（{place}）：{detail}。请改正后重试。',
    'evaluation.rule_grade_twice': '等次“{grade}”在支持规则里写了两次。请只留一档。',
    'evaluation.rule_amount_without_support': '档次“{tier}”不给支持，却写了权重或金额。请去掉，或改为支持。',
    'evaluation.rule_bounds': '档次“{tier}”的下限高于上限。请改正。',
    'evaluation.rule_grade_missing': '支持规则“{rule}”没有写等次“{grade}”如何处理。请补上，或换一个规则。',
    'evaluation.scheme_without_grades': '方案不分等次，支持规则“{rule}”无从适用。请换用分等次的方案。',
    'evaluation.rule_too_early': '支持规则“{rule}”自 {validFrom} 起适用，{period} 不能用。请改选较早的版本。',
    'evaluation.rule_unknown': '没有找到支持规则“{code}”第 {version} 版。请重新选择。',
    'evaluation.no_rule': '这一轮没有选定支持规则。请先在修改中选定。',
    'evaluation.no_pool': '这一轮没有填写资金总额。请先在修改中填写。',
    'evaluation.pool_below_floors':
      '资金总额 {poolWan} 万元不够各档最低额合计 {floorsWan} 万元。请增加总额，或降低最低额。',
    'evaluation.score_not_positive':
      '“{unit}”的得分是 {score}，不能按得分分配。请改用按档次分配，或换一种计分区间。',
    'evaluation.not_computed': '这一轮还没有采用的结果（{state}）。请先测算并采用。',
    'evaluation.unit_without_park':
      '“{unit}”不属于任何分园，不能列入整改。请先补上所在分园，或修改支持规则。',
    'evaluation.proposal_outdated':
      '“{unit}”的拟定依据已经变化（规则、资金总额、结果，或者支持被取消、恢复）。请重新拟定后再决定。',
  },
  en: {
    'evaluation.not_found':
      'This is not there, or may not be seen yet. Go back to the list and choose again.',
    'evaluation.stale':
      'Somebody has just changed this; your action was not saved. Look at the new state first.',

    'evaluation.round_forbidden':
      'Your role may not take this step ({act}). The office runs an evaluation; the leader may confirm and publish.',
    'evaluation.round_not_now':
      'This step ({act}) is not possible in the present state ({state}). The steps follow one another and none is skipped.',
    'evaluation.before_day':
      'By the calendar this step ({act}) is possible from {on}. To do it earlier, change the calendar and say why.',
    'evaluation.after_day':
      'By the calendar this step ({act}) was possible until {on}. The office can extend the days by changing the calendar.',
    'evaluation.no_finished_run':
      'No official run on the newest frozen data is finished. Run it first, then adopt its result.',
    'evaluation.run_of_older_data':
      'The adopted result was not computed from the newest frozen data. Run and adopt anew before going on.',
    'evaluation.same_person':
      'Who adopted the result may not confirm it. Ask a colleague or the leader to confirm.',
    'evaluation.objections_open':
      '{count} {count|objection|objections} to figures wait for an answer. Answer each first.',
    'evaluation.objections_uncarried':
      '{count} accepted {count|objection is|objections are} not in the frozen data yet. Correct the data, run and adopt anew.',
    'evaluation.nothing_accepted':
      'During the review data change by accepted objections only, and none waits to be taken in.',
    'evaluation.reason_required': 'This step ({act}) needs a reason. Write it and try again.',
    'evaluation.decisions_open':
      '{count} {count|decision is|decisions are} still to be made. The public record says decisions, so make them first.',
    'evaluation.decisions_missing':
      'Only {decided} of {units} units have a decision. Propose and decide by the support rule first.',
    'evaluation.decided_already':
      '{count} {count|decision is|decisions are} made already and cannot be changed.',
    'evaluation.calendar_order':
      'The days are out of order: {on} comes before {before}. Give freeze, review, confirmation and publication in turn.',
    'evaluation.calendar_shape':
      'The settings of the evaluation calendar are wrong ({place}): {detail}. Ask the administrator to correct them.',
    'evaluation.no_calendar': 'There is no usual calendar for {period}, only for years. Give every day.',
    'evaluation.review_shortened':
      'Parks were told that the review runs from {from} to {to}. It can be extended, not shortened or moved.',
    'evaluation.round_exists':
      '{period} already has an evaluation by this scheme. Open that one, or abandon it first.',
    'evaluation.scheme_not_published':
      'An evaluation needs a published scheme of the zone. Publish it first, or choose a published version.',

    'evaluation.run_missing': 'No run was chosen. Choose a finished official run.',
    'evaluation.run_unknown': 'This is no official run of this evaluation. Choose one of its own.',
    'evaluation.run_not_done': 'Run {serial} is not finished ({state}). Wait for it.',
    'evaluation.replays_busy':
      'The system is computing {most} other runs anew and cannot begin another. Try again in a minute.',
    'evaluation.run_on_older_data':
      'Run {serial} does not stand on the newest frozen data. Run again on the new data.',

    'evaluation.unit_of_several': 'More than one unit can be seen here. Choose one.',
    'evaluation.objection_cell':
      'The scheme does not read this figure ({column}, {period}). Choose one from the result page.',
    'evaluation.objection_panel':
      '{column} is a panel’s score and cannot be doubted as a figure. Write to the office.',
    'evaluation.objection_unchanged':
      'The figure that you claim is the present one. Give the figure that you hold right.',
    'evaluation.objection_twice':
      'An objection to this figure ({column}, {period}) already waits for its answer. Wait, or take it back first.',
    'evaluation.objection_forbidden':
      'You may not do this ({act}) with this objection. The office answers; the park that raised it may take it back.',
    'evaluation.objection_not_now':
      'This objection ({state}) cannot be acted on now ({act}). An answer stays, and nothing changes after the review.',
    'evaluation.answer_missing': 'Give the reasons of the answer.',
    'evaluation.value_missing': 'Accepting needs the figure that counts from now on. Give it.',
    'evaluation.value_unchanged':
      'The figure given is the present one, so accepting would change nothing. Correct it, or reject.',
    'evaluation.file_not_found':
      'A piece of evidence is gone or went with another objection. Upload it again.',
    'evaluation.files_missing': 'No file arrived. Choose files and upload again.',
    'evaluation.correction_of_nothing':
      'The frozen data have no such figure ({column}, {period}, {unit}), so it cannot be corrected. Check the objection.',

    'evaluation.rule_shape': 'The support rule is wrong at {place}: {detail}. Correct it and try again.',
    'evaluation.rule_grade_twice': 'The support rule has grade {grade} twice. Keep one.',
    'evaluation.rule_amount_without_support':
      'Tier {tier} gives no support but has a weight or an amount. Remove it, or make it support.',
    'evaluation.rule_bounds': 'The floor of tier {tier} is above its ceiling. Correct it.',
    'evaluation.rule_grade_missing':
      'Support rule {rule} does not say what follows from grade {grade}. Add it, or choose another rule.',
    'evaluation.scheme_without_grades':
      'The scheme has no grades, so support rule {rule} says nothing. Choose a scheme with grades.',
    'evaluation.rule_too_early':
      'Support rule {rule} holds from {validFrom}, not for {period}. Choose an earlier version.',
    'evaluation.rule_unknown': 'There is no support rule {code} in version {version}. Choose again.',
    'evaluation.no_rule': 'No support rule was chosen for this evaluation. Choose one first.',
    'evaluation.no_pool': 'No pool was given for this evaluation. Give its size first.',
    'evaluation.pool_below_floors':
      'The pool of {poolWan} (10,000 yuan) does not reach for the floors of {floorsWan}. Enlarge it, or lower the floors.',
    'evaluation.score_not_positive':
      '{unit} scores {score}, which cannot weigh a share. Divide by tier, or choose another scale.',
    'evaluation.not_computed':
      'This evaluation has no adopted result yet ({state}). Run it and adopt the result first.',
    'evaluation.unit_without_park':
      '{unit} belongs to no park and cannot be put under rectification. Give its park, or change the rule.',
    'evaluation.proposal_outdated':
      'What the proposal for {unit} stood on has changed (rule, pool, result, or support withdrawn or given back). Propose again first.',
  },
} as const
