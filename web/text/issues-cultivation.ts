/** Why something about the ladder, the library, stewards, packs, points or consents is declined; `issues.ts` takes them in. */
export const cultivationIssues = {
  'zh-CN': {
    'cultivation.not_found': '没有找到这项内容，或者您不能查看。请回到列表重新选择。',
    'cultivation.stale': '这项内容刚刚被别人改过，您的操作没有保存。请看过新内容后再办。',
    'cultivation.forbidden': '授权只能由企业自己作出。请由企业账号办理。',
    'cultivation.nothing_changed': '内容没有变化，不需要保存。',
    'cultivation.span_empty': '结束日期 {to} 不晚于开始日期 {from}。请改正。',
    'cultivation.end_outside': '结束日期 {on} 不在 {from} 起的期限内。请改选日期。',

    'cultivation.no_ladder': '还没有装入企业梯度标准。请系统管理员检查数据目录。',
    'cultivation.condition_unknown': '梯度标准“{rung}”里没有这个条件（{condition}）。请刷新后重新选择。',
    'cultivation.condition_unusable':
      '条件“{condition}”启用后规则不能使用，没有保存。请先在规则库补齐它所用的事实和参数。',
    'cultivation.year_not_over': '{year} 年还没有结束，不能存年末情况。当年情况随时可看。',
    'cultivation.year_unknown': '没有 {year} 年末的梯度情况。请改选有数据的年份。',
    'cultivation.years_order': '起始年份 {from} 不早于结束年份 {to}。请改正。',

    'cultivation.target_unknown': '企业梯度里没有这个层级（{target}）。请重新选择培育目标。',
    'cultivation.since_ahead': '入库日期 {since} 还没有到。请填写今天或以前的日期。',
    'cultivation.entry_ended': '这家企业已经出库（{state}），不能再改。需要继续培育的，请重新入库。',

    'cultivation.person_unknown': '没有找到这个人，或账号已停用。请重新选择。',
    'cultivation.steward_elsewhere':
      '{person}看不到这家企业，不能任其政府管家。请选择企业所在分园或办公室的人员。',
    'cultivation.contact_elsewhere': '{person}不是这家企业的人员。企业管家没有账号的，请填写姓名和电话。',
    'cultivation.government_steward_by_office': '政府管家由分园或办公室指定。企业可以填写自己的企业管家。',
    'cultivation.steward_later': '自 {later} 起已另有安排，不能从 {from} 起指定。请先取消后面的安排。',
    'cultivation.handover_past': '交接日期 {on} 已经过去。请选择今天或以后的日期。',
    'cultivation.handover_same': '移交人和接收人是同一个人。请另选接收人。',
    'cultivation.handover_nothing': '{on} 这个人名下没有您可以移交的企业。请核对人员和日期。',
    'cultivation.handover_not_his': '所选企业有 {count} 家不在移交人名下。请刷新后重新选择。',

    'cultivation.pack_unknown': '没有找到服务包“{pack}”。请重新选择。',
    'cultivation.pack_assigned':
      '服务包“{pack}”自 {from} 起已经配给这家企业，期限重叠。请先结束原来的，或改选日期。',
    'cultivation.pack_ended': '服务包“{pack}”现在不在有效期内。请先重新配置。',
    'cultivation.pack_used': '这个服务包已经提出 {count} 项诉求，不能当天取消。请自明天起结束。',
    'cultivation.item_unknown': '服务包里没有这个事项。请刷新后重新选择。',
    'cultivation.item_without_case': '“{item}”由服务管家直接提供，不需要提出诉求。请联系服务管家。',
    'cultivation.enterprise_without_park': '{name}没有所在分园，不能提出诉求。请先在企业名录补上分园。',
    'cultivation.request_unknown': '没有找到要回访的诉求，或者您没有参与。请重新选择。',
    'cultivation.visit_ahead': '走访日期 {on} 还没有到。请填写实际走访的日期。',
    'cultivation.next_visit_before': '下次走访日期 {next} 不晚于本次 {on}。请改正。',
    'cultivation.visit_fixed': '这条走访记录不是您当天所记，不能删除。需要更正的，请另记一条说明。',

    'cultivation.no_points_table': '现在没有可用的创新积分表。请办公室装入并发布积分表。',
    'cultivation.file_missing': '没有收到文件。请选择文件后再上传。',
    'cultivation.points_file_kind': '文件“{name}”不是 .xlsx 或 .json。请按模板填写后上传。',
    'cultivation.points_not_json': '这个 .json 文件读不出来。请检查编码（UTF-8）和格式。',
    'cultivation.points_columns_missing': '表里缺少这些列：{columns}。请使用模板。',
    'cultivation.points_line_kind': '第 {line} 行的类型“{kind}”不认识。请填写：表格、阶段、组、指标。',
    'cultivation.points_shape': '积分表的内容不完整或写法不对（{place}）。请按模板改正。',
    'cultivation.points_twice': '编码“{name}”出现了两次。请改成不同的编码。',
    'cultivation.points_group_unknown': '指标“{indicator}”所属的组“{group}”不在表里。请补上这个组或改正。',
    'cultivation.points_group_empty': '组“{group}”里没有指标。如不需要，请删去。',
    'cultivation.points_stage_unknown':
      '指标“{indicator}”写了权重的阶段“{stage}”不在表里。请补上阶段或改正列名。',
    'cultivation.points_weights_sum': '“{stage}”的权重合计是 {sum}，应当是 100。请改正。',
    'cultivation.points_errors': '积分表还有 {count} 处错误，不能使用。请改正后重新上传。',
    'cultivation.points_not_draft': '只有草稿可以这样办，这张表的状态是“{state}”。请刷新页面。',
    'cultivation.points_not_published': '只有已发布的表可以停用，这张表的状态是“{state}”。请刷新页面。',

    'cultivation.consent_past': '授权截止日期 {until} 已经过去。请选择今天或以后的日期。',
    'cultivation.consent_too_long': '授权最长 {days} 天，{until} 超过了。请缩短期限，到期后可以再次授权。',
    'cultivation.consent_facts': '选择“指定信息”时要列出至少一项，没有选择时不能列。请改正。',
    'cultivation.consent_withdrawn': '企业已经撤回这项授权，没有提供任何信息。需要的，请企业重新授权。',
    'cultivation.consent_expired': '这项授权已于 {until} 到期，没有提供任何信息。需要的，请企业重新授权。',
    'cultivation.consent_part': '企业没有授权提供这部分内容（{part}）。请只选授权范围内的内容。',
    'cultivation.consent_fact': '企业没有授权提供“{fact}”。请只选授权范围内的信息。',
    'cultivation.fact_unknown': '规则库里没有“{fact}”这项信息。请重新选择。',
  },
  en: {
    'cultivation.not_found':
      'This is not there, or not for you to see. Go back to the list and choose again.',
    'cultivation.stale':
      'Somebody has just changed this; your action was not saved. Look at the new state first.',
    'cultivation.forbidden': 'Only the enterprise consents for itself. Use an account of the enterprise.',
    'cultivation.nothing_changed': 'Nothing was changed, so there is nothing to save.',
    'cultivation.span_empty': 'The last day {to} is not after the first day {from}. Correct it.',
    'cultivation.end_outside': 'The day {on} is not within the span from {from}. Choose another day.',

    'cultivation.no_ladder': 'No ladder of enterprises is loaded. Ask the administrator to check the data.',
    'cultivation.condition_unknown':
      'The rule of “{rung}” has no such condition ({condition}). Reload and choose again.',
    'cultivation.condition_unusable':
      'With the condition “{condition}” the rule could not be used; nothing was saved. Add the facts and parameters that it asks first.',
    'cultivation.year_not_over':
      'The year {year} is not over, so its end cannot be kept. The present state is always shown.',
    'cultivation.year_unknown': 'Nothing is kept for the end of {year}. Choose a year that is.',
    'cultivation.years_order': 'The first year {from} is not before the second, {to}. Correct it.',

    'cultivation.target_unknown': 'The ladder has no rung {target}. Choose the target again.',
    'cultivation.since_ahead': 'The day {since} has not come. Give today or an earlier day.',
    'cultivation.entry_ended':
      'The enterprise has left the library already ({state}). To go on, take it in anew.',

    'cultivation.person_unknown': 'There is no such person, or the account is closed. Choose again.',
    'cultivation.steward_elsewhere':
      '{person} cannot see this enterprise and so cannot be its steward. Choose somebody of its park or of the office.',
    'cultivation.contact_elsewhere':
      '{person} does not belong to this enterprise. For a contact without account give name and telephone.',
    'cultivation.government_steward_by_office':
      'The park or the office names the government steward. The enterprise may name its own contact.',
    'cultivation.steward_later':
      'Somebody else is named from {later} on, so nobody can be named from {from}. Take back the later one first.',
    'cultivation.handover_past': 'The day {on} is past. Choose today or a later day.',
    'cultivation.handover_same': 'Both are the same person. Choose another one to hand over to.',
    'cultivation.handover_nothing':
      'On {on} this person has no enterprise that you could hand over. Check person and day.',
    'cultivation.handover_not_his':
      '{count} of the chosen enterprises {count|is|are} not with this person. Reload and choose again.',

    'cultivation.pack_unknown': 'There is no service pack “{pack}”. Choose again.',
    'cultivation.pack_assigned':
      'The enterprise has the pack “{pack}” from {from} on; the spans overlap. End that one first, or choose other days.',
    'cultivation.pack_ended': 'The pack “{pack}” does not hold today. Assign it anew first.',
    'cultivation.pack_used':
      '{count} {count|request was|requests were} made from this pack, so it cannot be taken back today. End it from tomorrow on.',
    'cultivation.item_unknown': 'The pack has no such item. Reload and choose again.',
    'cultivation.item_without_case':
      'The steward brings “{item}” himself; no request is needed. Speak to the steward.',
    'cultivation.enterprise_without_park':
      '{name} is in no park, so no request can be made. Add its park to the register first.',
    'cultivation.request_unknown':
      'There is no such request to follow up, or you have no part in it. Choose again.',
    'cultivation.visit_ahead': 'The day {on} has not come. Give the day on which the visit was made.',
    'cultivation.next_visit_before': 'The next visit {next} is not after this one, {on}. Correct it.',
    'cultivation.visit_fixed':
      'You did not write this visit down today, so it stays. Write down another one to correct it.',

    'cultivation.no_points_table': 'No table of innovation points is in force. Ask the office to load one.',
    'cultivation.file_missing': 'No file arrived. Choose a file and upload again.',
    'cultivation.points_file_kind': 'The file “{name}” is neither .xlsx nor .json. Use the template.',
    'cultivation.points_not_json': 'This .json file cannot be read. Check its encoding (UTF-8) and form.',
    'cultivation.points_columns_missing': 'These columns are missing: {columns}. Use the template.',
    'cultivation.points_line_kind':
      'Line {line} is of no known kind (“{kind}”). Use the kinds that the template has.',
    'cultivation.points_shape': 'The table is incomplete or not well formed ({place}). Follow the template.',
    'cultivation.points_twice': 'The code “{name}” is there twice. Give each its own.',
    'cultivation.points_group_unknown':
      'The indicator “{indicator}” names the group “{group}”, which is not there. Add or correct it.',
    'cultivation.points_group_empty':
      'The group “{group}” has no indicator. Take it out if it is not needed.',
    'cultivation.points_stage_unknown':
      'The indicator “{indicator}” has a weight for the stage “{stage}”, which is not there. Add or correct it.',
    'cultivation.points_weights_sum':
      'The weights of “{stage}” add up to {sum} instead of 100. Correct them.',
    'cultivation.points_errors':
      'The table has {count} {count|error|errors} and cannot be used. Correct it and upload again.',
    'cultivation.points_not_draft':
      'Only drafts can be treated so; this table is “{state}”. Reload the page.',
    'cultivation.points_not_published':
      'Only published tables can be withdrawn; this one is “{state}”. Reload the page.',

    'cultivation.consent_past': 'The last day {until} is past. Choose today or a later day.',
    'cultivation.consent_too_long':
      'A consent lasts {days} days at most and {until} is later. Choose an earlier day; it can be given again.',
    'cultivation.consent_facts':
      'Name at least one fact where facts are chosen, and none where they are not. Correct it.',
    'cultivation.consent_withdrawn':
      'The enterprise took this consent back; nothing was shared. Ask it for a new one.',
    'cultivation.consent_expired': 'This consent ended on {until}; nothing was shared. Ask for a new one.',
    'cultivation.consent_part':
      'The enterprise did not consent to this part ({part}). Choose from what it consented to.',
    'cultivation.consent_fact':
      'The enterprise did not consent to “{fact}”. Choose from what it consented to.',
    'cultivation.fact_unknown': 'The rule book has no fact “{fact}”. Choose again.',
  },
} as const
