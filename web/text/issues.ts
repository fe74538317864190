import { useMemo } from 'react'
import { formatDate, formatMoment } from '../ui/format.ts'
import { defineTexts, interpolate, useLanguage } from './index.ts'
import type { Language, TextParams } from './index.ts'
import { applicationIssues } from './issues-applications.ts'
import { enterpriseIssues } from './issues-enterprises.ts'
import { cultivationIssues } from './issues-cultivation.ts'
import { evaluationIssues } from './issues-evaluation.ts'
import { factIssues } from './issues-facts.ts'
import { matchingIssues } from './issues-matching.ts'
import { policyIssues } from './issues-policies.ts'
import { roundIssues } from './issues-rounds.ts'
import { ruleBookIssues } from './issues-rule-books.ts'
import { ruleCheckIssues } from './issues-rule-checks.ts'
import { rulesIssues } from './issues-rules.ts'
import { statisticsIssues } from './issues-statistics.ts'

/** One message for each code that the server or this client can answer: what happened, why, what to do next. */
export const issueTexts = defineTexts({
  'zh-CN': {
    ...statisticsIssues['zh-CN'],
    ...roundIssues['zh-CN'],
    ...enterpriseIssues['zh-CN'],
    ...evaluationIssues['zh-CN'],
    ...applicationIssues['zh-CN'],
    ...cultivationIssues['zh-CN'],
    ...factIssues['zh-CN'],
    ...matchingIssues['zh-CN'],
    ...policyIssues['zh-CN'],
    ...ruleBookIssues['zh-CN'],
    ...ruleCheckIssues['zh-CN'],
    ...rulesIssues['zh-CN'],
    'client.unreachable': '连不上服务器。请检查网络后重试；已保存的内容不会丢失。',
    'client.fault': '服务器处理时出错。请稍后重试；仍不行时请把报修编号告诉系统管理员。',
    'client.unexpected': '服务器没有接受这次请求（状态 {status}）。请刷新页面后重试。',

    'http.fault': '系统出错，这次操作没有保存。请稍后重试；仍不行时请把报修编号告诉系统管理员。',
    'http.invalid_input': '填写的内容不符合要求（{path}）。请改正后再提交。',
    'http.not_found': '没有找到所要的内容。地址可能有误，请从导航重新进入。',
    'http.too_large': '提交的内容太大，服务器没有接收。请减少文件或拆分后再传。',
    'http.too_many': '操作过于频繁，已暂时限制。请过一分钟再试。',
    'http.unreadable_request': '服务器读不懂这次请求。请刷新页面后重试。',

    'access.not_signed_in': '登录已失效。请重新登录，之后会回到这一页。',
    'access.forbidden': '您的角色不能进行这项操作。确需办理的，请联系安全管理员设置角色。',
    'access.wrong_csrf_token': '页面已过期，为安全起见没有执行。请刷新页面后重试。',
    'access.wrong_credentials': '账号或密码不对。请检查大小写后再试；连续多次输错，账号会被暂时锁定。',
    'access.account_locked': '密码多次输错，账号已锁定。请 {minutes} 分钟后再试，或请系统管理员解锁。',
    'access.account_disabled': '这个账号已停用。需要恢复的，请联系系统管理员。',
    'access.wrong_password': '当前密码不对，密码没有修改。请重新输入。',
    'access.weak_password': '新密码不能与当前密码相同，也不能包含账号。请换一个。',
    'access.login_taken': '账号“{login}”已有人使用。请换一个账号名。',
    'access.not_found': '没有找到这个账号，可能已有变动。请刷新列表。',
    'access.stale': '这个账号刚刚被别人改过，您的修改没有保存。请看过新内容后再改。',
    'access.own_account': '不能停用自己的账号。请由另一位系统管理员操作。',
    'access.own_roles': '不能修改自己的角色。请由另一位安全管理员操作。',
    'access.organisation_needed': '业务角色要有所属单位才能授予。请先请系统管理员为账号设定单位。',
    'access.roles_exclude_each_other':
      '系统、安全、审计三种管理员互相独立，也不能兼任业务角色。请只保留其中一种，没有授予任何角色。',

    'registry.not_found': '没有找到这个单位，或者它在所选日期不存在。请换一个日期再看。',
    'registry.zone_missing': '还没有装入示范区的数据，系统无法开始工作。请系统管理员装入后再登录。',

    'audit.gap': '此处缺少记录：序号不连续，可能被删除',
    'audit.wrong_hash': '此条内容与校验值不符，可能被改动',
    'audit.head_differs': '最后一条记录与另存的链尾不符，可能被改动',
    'audit.truncated': '结尾少了记录：链尾已记到更后面，可能被截断',
    'audit.anchor_differs': '此处与另存的定期校验值不符，可能整段被改写',

    'documents.damaged': '文件已损坏，读不出内容。请重新取得原件后再导入。',
    'documents.empty': '文件里没有文字，没有导入。请确认选对了文件。',
    'documents.no_text_layer':
      '读不出文字：这是没有文字层的扫描件，或其中文字体没有嵌入文件。请先做文字识别、重新导出并嵌入字体，或导入 Word、网页原文。',
    'documents.old_word_file': '这是旧版 Word 文件（.doc），无法直接读取。请另存为 .docx 后再导入。',
    'documents.password': '文件设有密码，读不出内容。请去掉密码后再导入。',
    'documents.too_large': '文件太大，没有导入。请只导入正文，或拆成几个文件。',
    'documents.too_long': '文件太长，超过上限 {limit}，没有导入。请只导入正文，或拆成几个文件。',
    'documents.undecodable': '认不出文件的文字编码，没有导入。请另存为 UTF-8 后再导入。',
    'documents.unsupported_type': '不支持这种文件（{extension}）。可以导入 .txt、.html、.md、.docx 和 .pdf。',
    'documents.import_failed': '导入这个文件时系统出错，它没有存入。请稍后再导入；仍不行时请告诉系统管理员。',

    'plan.empty': '文件里没有文字，没有导入。请确认选对了文件。',
    'plan.too_long': '文件太长（{length} 字，上限 {limit} 字），没有导入。请只导入正文，或拆成几个文件。',
    'plan.not_text': '文件里大多不是文字，没有导入。请确认选对了文件，或另存为文本后再导入。',

    'work.not_found': '没有找到这项后台任务。它可能已过保存期，或者不是您发起的。',

    'notices.not_found': '没有找到这一项，可能已有变动。请刷新后再试。',
    'notices.calendar_unknown':
      '这个日历地址无效：可能已经换过，或账号已停用。请在“我的设置”里重新取得地址。',
    'notices.address_not_http': '推送地址要以 http:// 或 https:// 开头，{protocol} 不能用。请改正后再提交。',
    'notices.address_with_password':
      '推送地址里不能写用户名和密码。请改用签名密钥核对来源，并去掉地址里的密码。',
    'notices.address_private':
      '{host} 属于本机或内部网络，为防止借服务器访问内网，没有添加。确需推送的，请系统运维人员开启内网推送设置。',

    'plans.forbidden': '您不能修改这份文件，它由别的单位负责。需要改动的，请联系该单位或示范区办公室。',
    'plans.not_found': '没有找到这份文件、规划或条目，可能已被改动，或者您无权查看。请刷新页面。',
    'plans.stale': '这一项刚刚被别人改过（{changedBy}），您的修改没有保存。请看过新内容后再改。',
    'plans.no_files': '没有收到文件。请选择文件后再导入。',
    'plans.title_taken': '已有一份文件叫“{title}”。请换一个标题，以免混淆。',
    'plans.items_unreviewed':
      '共 {total} 项，还有 {unreviewed} 项没有核对，不能发布。请先逐项采纳、修改或不采纳。',
    'plans.nothing_confirmed': '没有一项被采纳，发布出来是空的。请至少采纳一项任务、目标或规则。',
    'plans.nothing_to_undo': '在这一版里没有您可以撤销的改动。',
    'plans.kind_differs': '条目的类别不能改变。请不采纳这一项，再从原文选中文字另外添加。',
    'plans.only_tasks_split': '只有任务可以拆分。请选中一项任务。',
    'plans.only_tasks_merge': '只有任务可以合并。请只选任务。',
    'plans.merge_not_neighbours': '要合并的任务之间还隔着别的任务。请只选相邻的任务。',
    'plans.split_outside': '拆分的位置不在这项任务的原文之内。请在它的文字中间选一处。',
    'plans.span_outside': '选中的文字超出了原文（共 {characters} 字）。请重新选择。',
    'plans.range_unordered': '区间的上限要大于下限。请改正数值。',

    'cases.not_found':
      '没有找到这件事项，或者您无权查看。请回到事项列表查找；仍找不到的，请联系发起人或示范区办公室。',
    'cases.stale_version': '这件事项刚刚有了变化，您的操作没有执行。请看过新内容，确有需要再办。',
    'cases.stale': '已有人先办理了这一步，您的操作没有执行。请看过现在的进展再办。',
    'cases.not_yours': '这一步没有交给您或您代办的人，您的操作没有执行。应由您办的，请请承办人转办给您。',
    'cases.not_your_turn': '还没有轮到您：前面的人办完后才轮到您。轮到时会通知您，也可以先催办。',
    'cases.closed': '这件事项已经办结，不能再办理。还有问题的，请另行发起，并注明原编号。',
    'cases.barred': '这件事项不能继续办理：{text}依据：{source}。有异议的，请向示范区办公室提出。',
    'cases.not_opened_by_you': '您的角色不能发起这个程序。需要发起的，请联系可以发起的单位或示范区办公室。',
    'cases.action_unknown': '当前环节没有这项操作，可能事项已经往下走了。请刷新页面，从现有操作中选择。',
    'cases.guard': '现在还不能选择这项操作：{text}。请在条件满足后再办，或选择其他操作。',
    'cases.opinion_required': '这项操作必须写明意见，没有执行。请填写意见后再提交。',
    'cases.field_required': '有必填内容没有填写，没有提交。请补全标出的各项后再提交。',
    'cases.field_invalid': '有内容不符合填写要求，没有提交。请改正标出的各项后再提交。',
    'cases.field_not_editable':
      '这一环节不能修改其中某项内容，没有保存。请刷新页面；需要更正的，请退回到填写它的环节。',
    'cases.field_unknown': '提交的内容里有这个程序没有的项目，没有保存。表单可能已更新，请刷新页面后再填。',
    'cases.return_target': '不能驳回到所选的环节：它没有办过，或者不允许驳回到那里。请另选一个环节。',
    'cases.reason_required': '必须写明原因，没有执行。请填写原因后再提交。',
    'cases.text_required': '没有内容，没有保存。请填写后再提交。',
    'cases.party_required': '没有选择单位或人员，没有执行。请选择后再提交。',
    'cases.party_invalid': '所选的单位或人员不能接办，例如就是您自己、已停用或不属于这一环节。请另选。',
    'cases.party_unknown': '没有找到所选的单位或人员，可能已撤销或停用。请重新选择。',
    'cases.not_allowed_here': '这一环节不允许这样办理，没有执行。请从页面列出的操作中选择。',
    'cases.already_signer': '所选的一方已经在这一环节签办，没有重复添加。请另选。',
    'cases.not_removable': '不能减去这一方：已经签办，或者就是您自己。请只选还没有签办的。',
    'cases.last_signer': '减去后签办的人数就不够了，没有执行。请先加签，再减去这一方。',
    'cases.nothing_to_withdraw': '您在这一环节没有可以撤回的办理。请刷新页面查看进展。',
    'cases.withdraw_too_late': '下一步已经办理，不能撤回了。需要更正的，请联系现在的承办人驳回给您。',
    'cases.nobody':
      '下一环节没有可以承办的单位或人员，没有提交。请先在表单中选定承办方；仍不行时请联系示范区办公室。',
    'cases.too_few_signers': '下一环节需要 {count} 方签办，只有 {signers} 方。请补选后再提交。',
    'cases.too_few_branches': '下一环节需要 {count} 方并行办理，只有 {branches} 方。请补选后再提交。',
    'cases.no_way_on':
      '按所填内容，程序没有可走的下一步，没有提交。请核对所填内容；无误的，请联系示范区办公室修订程序。',
    'cases.limit_unknown':
      '所填的这一类没有规定时限，无法开始计时，没有提交。请另选一类，或联系示范区办公室补定时限。',
    'cases.pause_reason_unknown': '没有这种暂停理由，时钟没有暂停。请从列出的理由中选择。',
    'cases.evidence_required': '这种理由必须附证明材料，时钟没有暂停。请上传后再提交。',
    'cases.pause_expiry_past': '暂停到期的时间已经过去，时钟没有暂停。请选择以后的时间。',
    'cases.pause_too_long': '这种理由最多暂停到 {longest}，时钟没有暂停。请选择更早的到期时间。',
    'cases.clock_stopped': '这个时钟已经停了，不能再改动。请刷新页面查看。',
    'cases.clock_not_running': '这个时钟没有在走，不能暂停。请刷新页面查看现在的状态。',
    'cases.clock_not_paused': '这个时钟没有暂停，不用恢复。请刷新页面查看现在的状态。',
    'cases.extension_too_late':
      '期限 {dueAt} 已过，不能再延期：延期须在到期前提出。请尽快办结，并在意见中说明超时原因。',
    'cases.extension_empty': '延长的时间必须大于零，没有延期。请填写要延长多久。',
    'cases.subcase_unknown': '没有找到对应的子事项，没有执行。请刷新页面；仍不行时请告诉系统管理员。',
    'cases.system_only': '这项操作只由系统按时钟执行，不能由人办理。请从页面列出的操作中选择。',
    'cases.person_only': '这项操作必须由人办理，系统不能代办。请由有权的人登录后办理。',
    'cases.definition_invalid': '程序定义有错误，没有装入。请按检查结果修正后再装入。',
    'cases.migration_other_procedure': '这是另一个程序，事项没有迁移。请选择同一程序的其他版本。',
    'cases.migration_same_version': '事项已经按第 {version} 版办理，不用迁移。请选择其他版本。',
    'cases.migration_node_missing':
      '第 {version} 版没有环节“{node}”，事项没有迁移。请指明这里的工作在新版本中转到哪个环节。',
    'cases.migration_node_changed':
      '环节“{node}”在新版本中对应的“{to}”是另一类环节，事项没有迁移。请改选同类环节，或者让事项按原版本办完。',
    'cases.migration_place_changed':
      '环节“{node}”在新版本中的位置变了（“{to}”），事项没有迁移。请改选位置相当的环节，或者等这一段办完后再迁移。',
    'cases.migration_action_missing':
      '环节“{node}”已有人选择“{action}”，新版本没有这个选项，事项没有迁移。请等这个环节办完后再迁移。',
    'cases.migration_field_moved':
      '有内容在新版本中改存到别处（每个分支各存一份，或者改为全事项一份），事项没有迁移。请等并行办理结束后再试，或者让事项按原版本办完。',
    'cases.migration_clock_moved':
      '正在走的时钟“{clock}”在新版本中属于另一个环节（原“{from}”，现“{to}”），事项没有迁移。请等这个时钟停止后再迁移。',
    'cases.letter_not_available':
      '现在还不能出这份文书：事项没有走到相应环节，或者您无权取得。请在有结果后再试。',
    'cases.file_unknown': '没有找到这个附件，可能没有上传完成，或者您无权查看。请重新上传后再提交。',
    'cases.files_missing': '没有收到文件。请选择文件后再上传。',
    'cases.absence_past': '外出的结束时间须晚于开始时间，而且不能已经过去，没有登记。请改正时间。',
    'cases.absence_overlaps': '这段时间与您已登记的外出重叠，没有登记。请改时间，或先结束原来的外出。',
    'cases.absence_substitute': '代办人须是本单位在用的账号，并且不是您本人，没有登记。请另选一位同事。',
    'cases.dimension_unknown': '这个程序不能按所选的项目分组。请从列出的分组中选择。',
    'cases.period_reversed': '起始日期晚于截止日期，无法统计。请改正日期。',
    'cases.origin_unknown': '没有找到由来的事项或任务，没有发起。它可能已被改动，请从原页面重新发起。',
    'procedures.not_found': '没有找到这个程序，或者没有这个版本。请从程序列表重新进入。',
    'procedures.setting_unknown': '这个程序没有这项设置，或者填写的类型不对，没有修改。请刷新页面后再改。',
    'procedures.setting_same': '新值与现在的一样，没有修改。请填写不同的值，或取消。',
    'procedures.setting_not_positive': '数值不能小于零，没有修改。请填写零或更大的数。',

    'ledger.indicator_unknown': '没有统计指标“{indicator}”，没有绑定。请从列表里选择。',
    'ledger.indicator_not_yearly': '“{indicator}”没有年度数，不能绑定。请选年度指标或按月累计的指标。',
    'ledger.indicator_unit': '指标单位“{unit}”不能换算成目标单位“{wanted}”，没有绑定。请选择同类单位的指标。',
    'ledger.follows_group': '没有分园“{group}”，没有绑定。请从列表里选择。',
    'ledger.not_found': '没有找到这一项，可能已被删去，或者您无权查看。请回到台账查找。',
    'ledger.stale': '这一项刚刚被别人改过，您的修改没有保存。请看过新内容后再改。',
    'ledger.file_unknown': '有一份材料没有找到，可能没有传完，或已随另一次报送提交。请重新上传后再提交。',
    'ledger.body_unknown': '没有找到所选的单位，可能已撤销，没有保存。请重新选择。',
    'ledger.park_unknown': '所选的不是分园，没有保存。请重新选择所属分园。',
    'ledger.person_unknown': '责任人不是牵头单位的人员，没有保存。请从名单中另选，或者只写姓名。',
    'ledger.category_unknown': '没有“{code}”这类行动，没有保存。请从列出的类别中选择。',
    'ledger.files_missing': '没有收到文件。请选择文件后重新上传。',
    'ledger.link_circle': '这样会绕成一圈，互相承接或互相等待，没有建立联系。请另选一项任务。',
    'ledger.link_same_ledger':
      '承接是不同单位台账之间的关系，所选的任务与本任务由同一单位下达，没有建立联系。同一台账内的上下级请用“分解”。',
    'ledger.item_unknown': '所选的条目不在这份规划最新的发布内容里，没有立项。请刷新页面后重新选择。',
    'ledger.plan_of_another': '这份规划由别的单位负责，不能由您立项。请联系该单位。',
    'ledger.plan_unknown': '没有找到这份规划，或者它还没有发布。请先在规划里核对并发布。',
    'ledger.annual_changed': '清单发出后本单位改过内容，要由发出单位先看过，不能直接确认。请等对方重新发来。',
    'ledger.annual_not_now': '清单现在不能这样办理，可能已由别人办过。请刷新页面看现在的环节。',
    'ledger.annual_empty': '清单里没有一项要办的事，没有发出。请先添加事项。',
    'ledger.annual_item_twice': '“{title}”在清单里出现了两次，没有保存。请去掉一个。',
    'ledger.annual_item_missing': '“{title}”是发来的事项，不能删去，没有保存。不办的请划掉并写明原因。',
    'ledger.annual_item_fixed':
      '“{title}”是发来的事项，文字不能改，没有保存。可以划掉并写明原因，或者另外添加一项。',
    'ledger.carrier_unknown': '没有“{code}”这类载体，没有保存。请从列出的载体中选择。',
    'ledger.coverage_ended': '这个载体已于 {endedOn} 停用，不需要再停。请刷新页面。',
    'ledger.coverage_ends_before': '停用的日期早于设立的日期 {since}，没有保存。请改正日期。',
    'ledger.coverage_exists': '本园已登记过“{name}”，没有重复登记。请换一个名称，或者修改原来的一条。',
    'ledger.coverage_of_another': '只能登记本园的载体，没有保存。其他分园的请由该园登记。',
    'ledger.proposal_decided': '这条督办建议已由 {by} 处理过，没有重复处理。请刷新页面。',
    'ledger.register_body_unknown': '没有叫“{name}”的单位。请按单位名录填写。',
    'ledger.register_park_unknown': '没有叫“{name}”的分园。请按分园名录填写。',
    'ledger.register_park_of_another':
      '“{name}”是别的分园，您只能导入本园的行动。请删去这一行，或由该园导入。',
    'ledger.register_twice': '与第 {row} 行是同一项行动。请删去其中一行。',
    'ledger.register_empty': '表里没有一行行动，没有导入。请在表头下面填写后再导入。',
    'ledger.register_too_long': '表太长，最多 {most} 行，没有导入。请拆成几个文件。',
    'ledger.circular_reversed': '通报的开始日期 {from} 晚于结束日期 {to}，没有生成。请改正日期。',
    'ledger.inspection_empty': '这次督查还没有事项，不能往下办。请先补充要查的事项。',
    'ledger.inspection_item_found': '这条事项已经记录了结果，不能移除。需要更正的，请修改结果。',
    'ledger.inspection_item_not_found_yet': '“{text}”还没有记录结果，不能发单。请先记录查到的情况。',
    'ledger.inspection_item_raised': '“{text}”已经发过单，没有重复发起。请打开已发起的事项查看。',
    'ledger.inspection_items_open': '还有 {open} 条事项没有记录结果，不能结束。请先记录，或者移除不再查的。',
    'ledger.inspection_not_now': '督查现在的环节不能这样办，没有执行。请刷新页面，从列出的操作中选择。',
    'ledger.inspection_of_another': '这次督查由别的单位组织，没有执行。需要办理的，请联系组织单位。',
    'ledger.inspection_reversed': '开始日期 {fromOn} 晚于结束日期 {toOn}，没有保存。请改正日期。',
    'ledger.inspection_too_long': '一次督查最多 {most} 条事项，没有保存。请减少单位，或分成几次督查。',
    'ledger.rectification_not_park': '限期整改只能发给分园，没有发起。请改发督办通知单。',
    'ledger.supervise_not_open': '“{title}”已经办结或移出台账，没有发督办。请看过现在的状态。',
    'ledger.supervise_without_lead': '“{title}”还没有牵头单位，督办单发不出去。请先交办。',
    'ledger.supervised_already':
      '这项任务已有办理中的督办件（{number}），一事一单，没有重复发出。请在原督办件里催办。',
    'sheet.damaged': '文件已损坏，读不出表格。请在表格程序中打开、另存为 .xlsx 后再导入。',
    'sheet.duplicate_heading': '表头“{heading}”出现了不止一次，不知道该读哪一列。请只保留一个。',
    'sheet.empty_file': '文件是空的，没有导入。请确认选对了文件。',
    'sheet.encrypted': '文件设有密码，读不出内容。请去掉密码后再导入。',
    'sheet.header_not_found':
      '前 {within} 行里没有找到表头（{headings}），没有导入。请下载模板，照模板的表头填写。',
    'sheet.legacy_format': '这种格式的表格（.{format}）无法直接读取。请另存为 .xlsx 后再导入。',
    'sheet.missing_column': '缺少“{heading}”这一列，没有导入。请照模板补上。',
    'sheet.not_a_workbook': '这不是表格文件，没有导入。可以导入 .xlsx 和 .csv。',
    'sheet.too_large': '表格太大，没有导入。请拆成几个文件，或删去多余的内容。',
    'sheet.undecodable': '认不出文件的文字编码，没有导入。请另存为 UTF-8 或 .xlsx 后再导入。',
    'sheet.hidden_rows': '“{sheet}”里有 {count} 行是隐藏的，也已读取。请确认需要导入它们。',
    'sheet.hidden_sheet': '工作表“{sheet}”是隐藏的，没有读取。需要导入的，请取消隐藏。',
    'sheet.examples_skipped': '“{sheet}”里的 {count} 行示例没有读取。',
    'sheet.sheet_skipped': '工作表“{sheet}”没有要找的表头，没有读取。',
    'sheet.unknown_column': '不认识“{heading}”这一列，没有读取。',
    'sheet.date_instead_of_number': '这里要填数，填的却是日期。请改为数字格式。',
    'sheet.date_with_time': '日期“{given}”带了时间。请只填日期。',
    'sheet.digits_lost': '数字太长，末尾几位已经丢失。请把单元格设为文本后重填。',
    'sheet.formula_error': '公式出错（{given}）。请改正，或者直接填数值。',
    'sheet.formula_without_value': '公式没有计算结果。请在表格程序中打开、保存后再导入。',
    'sheet.not_a_choice': '“{given}”不在可选范围内，可以填：{choices}。',
    'sheet.not_a_date': '看不懂日期“{given}”。请写成如 2026-06-30。',
    'sheet.not_a_deadline': '看不懂时限“{given}”。请写成如 2026年6月、2026年第二季度、2026年底。',
    'sheet.not_a_number': '“{given}”不是数。请填数字。',
    'sheet.not_an_integer': '“{given}”不是整数。请填整数。',
    'sheet.percent_instead_of_number': '这里要填数，填的却是百分比。请改为数字格式。',
    'sheet.percent_unclear': '“{given}”是百分之几，还是几倍，看不清楚。请写上 %。',
    'sheet.required': '此格必须填写。',
    'sheet.too_great': '{given} 超出了上限 {most}。请改正。',
    'sheet.too_small': '{given} 低于下限 {least}。请改正。',
    'sheet.too_long': '内容有 {length} 个字，最多 {most} 个。请缩短。',
    'sheet.too_many_items': '填了 {count} 项，最多 {most} 项。请减少。',
    'ledger.register_one_file': '一次只导入一个文件，没有导入。请只选一个。',
    'ledger.not_yours':
      '这一步不由您所在的单位办理，没有执行。派发、核验由下达单位办，签收、报进展由牵头单位办；需要您办的，请联系下达单位。',
    'ledger.wrong_state':
      '任务已不在可以这样办理的状态，没有执行。请看过现在的状态，从页面列出的操作中选择。',
    'ledger.reason_required': '没有写明原因，没有保存。请填写原因后再提交。',
    'ledger.text_required': '没有写明情况，没有保存。请填写后再提交。',
    'ledger.decision_required': '暂缓、取消和并入要凭决定办理。请填写决定的文号或会议名称。',
    'ledger.date_invalid': '没有 {value} 这一天，没有保存。请改正日期。',
    'ledger.lead_required': '没有选择牵头单位，没有交办。请选择一个牵头单位。',
    'ledger.lead_supports': '同一个单位不能既牵头又配合，没有保存。请从配合单位中去掉牵头单位。',
    'ledger.percent_invalid': '进展要在 0% 到 100% 之间，{percent} 不行。请改正后再提交。',
    'ledger.percent_of_lead': '完成比例由牵头单位填报，没有保存。请去掉比例，只写本单位做了什么。',
    'ledger.evidence_required': '报完成要有佐证材料，没有提交。请至少上传一个能说明已完成的文件。',
    'ledger.parts_open': '还有 {openParts} 项分解任务没有完成，不能报完成。请先办完或按决定取消它们。',
    'ledger.merge_target':
      '不能并入所选的任务：它要是同一单位下达、还在办理的另一项任务，也不能是本任务的分解任务。请另选。',
    'ledger.no_override': '这项任务没有人工标色，不需要取消。请刷新页面。',
    'ledger.nothing_changed': '填写的与现在完全一样，没有保存。请改动后再提交，或者取消。',
    'ledger.field_of_owner': '牵头单位只能更换责任人，其余内容由下达单位修改，没有保存。请联系下达单位。',
    'ledger.field_frozen': '任务已销项或已移出台账，内容不再修改，没有保存。还可以改的是可见范围和评估标记。',
    'ledger.title_required': '没有填写任务名称，没有保存。请填写后再提交。',
    'ledger.dates_reversed': '开始日期 {startsOn} 晚于完成时限 {dueOn}，没有保存。请改正其中一个。',
    'ledger.due_required': '选了时限的精度，却没有日期，没有保存。请填写日期，或者把精度改为“无时限”。',
    'ledger.precision_required':
      '填了日期 {dueOn}，精度却是“无时限”，没有保存。请选择日期精确到日、月还是年。',
    'ledger.rhythm_required': '定期任务没有选择多久一次，没有保存。请选择每周、每月、每季、每半年或每年。',
    'ledger.rhythm_not_periodic': '只有定期任务才有周期，没有保存。请去掉周期，或者把时限改为“定期”。',
    'ledger.period_invalid':
      '期次“{period}”不对，没有保存。请填写如 2026、2026-H1、2026-Q3、2026-07 的期次。',
    'ledger.weight_invalid': '权重 {weight} 不行，要在 {least} 到 {most} 之间。请改正后再提交。',
    'ledger.parts_circle': '这样会使任务互为分解、绕成一圈，没有保存。请另选上级任务。',
    'ledger.target_field_of_owner':
      '牵头单位、可见范围和评估标记由目标所属规划的单位修改，没有保存。请联系该单位。',
    'ledger.growth_in_percent': '只有以 % 计的目标才能按年均增速判断，没有保存。请改选“水平”。',
    'ledger.base_after_year': '基期 {baseYear} 年不早于目标年份 {year} 年，没有保存。请改正其中一个。',
    'ledger.unit_with_values':
      '已有以“{unit}”计的数值，换单位会改变它们的含义，没有保存。请先作废这些数值，或者同时改填基期。',
    'ledger.actual_ahead': '{year} 年还没有到，不能填报它的数值。请改正年份。',
    'ledger.actual_stands': '{year} 年已有数值 {value}，没有保存。要以新的数值代替，请写明原因。',
    'ledger.report_unknown':
      '在您能看到的已发布规划中，没有找到这项指标 {year} 年的这个数值。请刷新页面后重新选择，或者直接填报。',
    'ledger.no_body_to_share': '您的账号没有所属单位，不能与本单位共享。请只保存给自己。',
    'ledger.day_ahead': '{on} 还没有到，没有那一天的数据包。请选择今天（{today}）或更早的日期。',
    'ledger.rule_unknown': '没有“{setting}”这条判色规则，没有修改。请刷新规则页面后再改。',
    'ledger.rules_shape': '判色规则读不出来（{path}），没有采用。请系统运维人员检查规则文件。',
    'ledger.rule_value': '规则“{rule}”的值 {value} 不行，要在 {least} 到 {most} 之间，天数要是整数。请改正。',
    'ledger.rule_order':
      '规则“{rule}”的值 {value} 与“{other}”的值 {otherValue} 前后颠倒：预警要早于滞后。请改正其中一个。',
  },
  en: {
    ...statisticsIssues.en,
    ...roundIssues.en,
    ...enterpriseIssues.en,
    ...evaluationIssues.en,
    ...applicationIssues.en,
    ...cultivationIssues.en,
    ...factIssues.en,
    ...matchingIssues.en,
    ...policyIssues.en,
    ...ruleBookIssues.en,
    ...ruleCheckIssues.en,
    ...rulesIssues.en,
    'client.unreachable':
      'The server cannot be reached. Check the network and try again; what was saved is safe.',
    'client.fault':
      'The server failed while working on this. Try again later; if it persists, give the reference number to your system administrator.',
    'client.unexpected':
      'The server did not accept this request (status {status}). Reload the page and try again.',

    'http.fault':
      'The system failed and this was not saved. Try again later; if it persists, give the reference number to your system administrator.',
    'http.invalid_input':
      'Something entered does not meet the requirements ({path}). Correct it and send it again.',
    'http.not_found': 'This was not found. The address may be wrong; start again from the navigation.',
    'http.too_large': 'This is too large and was not received. Send fewer files, or split them.',
    'http.too_many': 'Too many requests in a short time. Wait a minute and try again.',
    'http.unreadable_request': 'The server could not read this request. Reload the page and try again.',

    'access.not_signed_in': 'Your log-in has ended. Log in again; you will come back to this page.',
    'access.forbidden':
      'Your role may not do this. If you need to, ask the security administrator for a role.',
    'access.wrong_csrf_token':
      'The page is out of date, so for safety nothing was done. Reload it and try again.',
    'access.wrong_credentials':
      'Account or password is wrong. Check capitals and try again; after several failures the account is locked for a while.',
    'access.account_locked':
      'The password was wrong too often and the account is locked. Try again in {minutes} minutes, or ask the system administrator to unlock it.',
    'access.account_disabled': 'This account is disabled. Ask the system administrator if you need it back.',
    'access.wrong_password': 'The current password is wrong; nothing was changed. Enter it again.',
    'access.weak_password':
      'The new password must differ from the current one and must not contain the account name. Choose another.',
    'access.login_taken': 'The account name “{login}” is taken. Choose another.',
    'access.not_found': 'This account was not found; it may have changed. Reload the list.',
    'access.stale':
      'Somebody else has just changed this account, so your change was not saved. Look at it as it is now and change it again.',
    'access.own_account': 'You cannot disable your own account. Ask another system administrator.',
    'access.own_roles': 'You cannot change your own roles. Ask another security administrator.',
    'access.organisation_needed':
      'A business role needs an organisation. Ask the system administrator to set one for this account first.',
    'access.roles_exclude_each_other':
      'System, security and audit administrators are separate from one another and from every business role. Keep only one of them; no role was granted.',

    'registry.not_found':
      'This organisation was not found, or did not exist on the chosen date. Try another date.',
    'registry.zone_missing':
      'No zone is loaded yet, so the system cannot work. Ask the system administrator to load it, then log in.',

    'audit.gap': 'Entries are missing here: the sequence has a gap, they may have been deleted',
    'audit.wrong_hash': 'This entry does not match its check value, it may have been altered',
    'audit.head_differs':
      'The last entry does not match the stored head of the chain, it may have been altered',
    'audit.truncated':
      'Entries are missing at the end: the stored head is further on, the trail may have been cut',
    'audit.anchor_differs':
      'This does not match a check value stored elsewhere, a stretch may have been rewritten',

    'documents.damaged': 'The file is damaged and cannot be read. Get the original again and import that.',
    'documents.empty': 'The file contains no text and was not imported. Check that it is the right file.',
    'documents.no_text_layer':
      'No text can be read: this is a scan without a text layer, or its Chinese fonts are not embedded. Run text recognition, export it again with fonts embedded, or import the Word or web original.',
    'documents.old_word_file':
      'This is an old Word file (.doc), which cannot be read directly. Save it as .docx and import that.',
    'documents.password':
      'The file has a password and cannot be read. Remove the password and import it again.',
    'documents.too_large': 'The file is too large and was not imported. Import only the text, or split it.',
    'documents.too_long':
      'The file is longer than the limit of {limit} and was not imported. Import only the text, or split it.',
    'documents.undecodable':
      "The file's character encoding is not recognised, so it was not imported. Save it as UTF-8 and import that.",
    'documents.unsupported_type':
      'Files of this type ({extension}) are not supported. You can import .txt, .html, .md, .docx and .pdf.',
    'documents.import_failed':
      'The system failed while importing this file, and it was not stored. Import it again later; if it persists, tell your system administrator.',

    'plan.empty': 'The file contains no text and was not imported. Check that it is the right file.',
    'plan.too_long':
      'The file is too long ({length} characters, at most {limit}) and was not imported. Import only the text, or split it.',
    'plan.not_text':
      'Most of the file is not text, so it was not imported. Check that it is the right file, or save it as text.',

    'work.not_found': 'This job was not found. It may be too old, or somebody else started it.',

    'notices.not_found': 'This entry was not found; something may have changed. Refresh and try again.',
    'notices.calendar_unknown':
      'This calendar address does not work: it was renewed, or the account is disabled. Get the address again under “My settings”.',
    'notices.address_not_http':
      'The address must begin with http:// or https://; {protocol} cannot be used. Correct it and submit again.',
    'notices.address_with_password':
      'The address may hold no user name and password. Check the signature instead, and take the password out.',
    'notices.address_private':
      '{host} belongs to this machine or its own network. It was not added, so that nobody can reach inside through this server. If it is needed, ask the operators to allow webhooks inside.',

    'plans.forbidden':
      'You cannot change this document; another organisation is responsible for it. Ask that organisation or the zone office.',
    'plans.not_found':
      'This document, plan or item was not found. It may have changed, or you may not see it. Reload the page.',
    'plans.stale':
      'Somebody else has just changed this item ({changedBy}), so your change was not saved. Look at it as it is now and change it again.',
    'plans.no_files': 'No file was received. Choose files and import them again.',
    'plans.title_taken':
      'There is already a document called “{title}”. Choose another title to tell them apart.',
    'plans.items_unreviewed':
      '{unreviewed} of {total} items {unreviewed|is|are} not reviewed, so the plan cannot be published. Accept, edit or reject each first.',
    'plans.nothing_confirmed':
      'Nothing was accepted, so the plan would be empty. Accept at least one task, target or rule.',
    'plans.nothing_to_undo': 'There is no change of yours to undo in this version.',
    'plans.kind_differs':
      'The kind of an item cannot change. Reject this one and add another from a selection of the text.',
    'plans.only_tasks_split': 'Only tasks can be split. Choose a task.',
    'plans.only_tasks_merge': 'Only tasks can be merged. Choose tasks only.',
    'plans.merge_not_neighbours':
      'Other tasks stand between those to be merged. Choose neighbouring tasks only.',
    'plans.split_outside': "The place to split is not within this task's words. Choose a place inside them.",
    'plans.span_outside': 'The selection goes beyond the text ({characters} characters). Select again.',
    'plans.range_unordered': 'The upper end of the range must exceed the lower one. Correct the figures.',

    'cases.not_found':
      'This case was not found, or you may not see it. Look for it in the list of cases, or ask whoever started it or the zone office.',
    'cases.stale_version':
      'This case has just changed, so nothing was done. Look at it as it is now, and do it again if it is still needed.',
    'cases.stale': 'Somebody has already done this step, so nothing was done. Look at where the case is now.',
    'cases.not_yours':
      'This step is not given to you or to anybody you stand in for, so nothing was done. If it should be yours, ask its holder to transfer it to you.',
    'cases.not_your_turn':
      'It is not your turn yet: others come before you. You will be told when it is; you can urge them meanwhile.',
    'cases.closed':
      'This case is closed, so nothing more can be done on it. If something is left, start another and give this one’s number.',
    'cases.barred':
      'This case cannot go on: {text} Source: {source}. If you disagree, turn to the zone office.',
    'cases.not_opened_by_you':
      'Your role may not start this procedure. Ask a body that may, or the zone office.',
    'cases.action_unknown':
      'This step has no such action; the case may have moved on. Reload the page and choose from what is offered.',
    'cases.guard': 'This action cannot be chosen yet: {text}. See to that first, or choose another action.',
    'cases.opinion_required':
      'This action needs an opinion, so nothing was done. Write one and send it again.',
    'cases.field_required':
      'Something required is missing, so nothing was sent. Fill in what is marked and send it again.',
    'cases.field_invalid':
      'Something entered does not meet its rules, so nothing was sent. Correct what is marked and send it again.',
    'cases.field_not_editable':
      'One of these fields cannot be changed at this step, so nothing was saved. Reload the page; to correct it, send the case back to where it was filled in.',
    'cases.field_unknown':
      'Something was sent that this procedure does not know, so nothing was saved. The form may have changed; reload the page and fill it in again.',
    'cases.return_target':
      'The case cannot be sent back there: that step was not done, or may not be returned to. Choose another.',
    'cases.reason_required': 'A reason is needed, so nothing was done. Give one and send it again.',
    'cases.text_required': 'There is no text, so nothing was saved. Write something and send it again.',
    'cases.party_required':
      'Nobody was chosen, so nothing was done. Choose a body or a person and send it again.',
    'cases.party_invalid':
      'Whoever was chosen cannot take this: it may be yourself, disabled, or not of this step. Choose somebody else.',
    'cases.party_unknown':
      'The body or person chosen was not found; it may have been closed or disabled. Choose again.',
    'cases.not_allowed_here':
      'This step does not allow that, so nothing was done. Choose from what the page offers.',
    'cases.already_signer':
      'Whoever was chosen signs at this step already and was not added again. Choose somebody else.',
    'cases.not_removable':
      'This signer cannot be removed: it has signed already, or is yourself. Choose one who has still to sign.',
    'cases.last_signer':
      'Too few signers would be left, so nothing was done. Add another before removing this one.',
    'cases.nothing_to_withdraw':
      'There is nothing of yours to withdraw at this step. Reload the page to see where the case is.',
    'cases.withdraw_too_late':
      'The next step has been done, so it is too late to withdraw. Ask whoever holds the case now to send it back to you.',
    'cases.nobody':
      'Nobody can take the next step, so nothing was sent. Choose who is to do it in the form; if that does not help, ask the zone office.',
    'cases.too_few_signers':
      'The next step needs {count} {count|signer|signers} and there {signers|is|are} {signers}. Choose more and send it again.',
    'cases.too_few_branches':
      'The next step needs {count} {count|party|parties} side by side and there {branches|is|are} {branches}. Choose more and send it again.',
    'cases.no_way_on':
      'The procedure has no next step for what was filled in, so nothing was sent. Check it; if it is right, ask the zone office to amend the procedure.',
    'cases.limit_unknown':
      'There is no time limit for the kind that was chosen, so its clock cannot start and nothing was sent. Choose another kind, or ask the zone office to set a limit.',
    'cases.pause_reason_unknown':
      'There is no such reason for a pause, so the clock was not paused. Choose one of those listed.',
    'cases.evidence_required':
      'This reason needs evidence, so the clock was not paused. Attach it and send it again.',
    'cases.pause_expiry_past':
      'The pause would have ended already, so the clock was not paused. Choose a later time.',
    'cases.pause_too_long':
      'For this reason the clock may pause until {longest} at most, so it was not paused. Choose an earlier end.',
    'cases.clock_stopped':
      'This clock has stopped and cannot be changed any more. Reload the page to see it.',
    'cases.clock_not_running':
      'This clock is not running, so it cannot be paused. Reload the page to see its state.',
    'cases.clock_not_paused':
      'This clock is not paused, so there is nothing to resume. Reload the page to see its state.',
    'cases.extension_too_late':
      'The deadline {dueAt} has passed, so it cannot be extended: that must be asked for before. Finish soon, and explain the delay in your opinion.',
    'cases.extension_empty':
      'An extension must be longer than nothing, so the deadline stays. Enter by how much to extend it.',
    'cases.subcase_unknown':
      'The sub-case was not found, so nothing was done. Reload the page; if it persists, tell your system administrator.',
    'cases.system_only':
      'Only the system does this, by the clock; nobody can do it by hand. Choose from what the page offers.',
    'cases.person_only':
      'A person has to do this; the system cannot. Somebody who may do it has to log in and do it.',
    'cases.definition_invalid':
      'The definition of the procedure has faults and was not loaded. Correct what the check lists and load it again.',
    'cases.migration_other_procedure':
      'That is another procedure, so the case was not moved. Choose another version of the same procedure.',
    'cases.migration_same_version': 'The case runs by version {version} already. Choose another version.',
    'cases.migration_node_missing':
      'Version {version} has no node “{node}”, so the case was not moved. Say at which node of the new version its work goes on.',
    'cases.migration_node_changed':
      '“{to}” is another kind of work than “{node}”, so the case was not moved. Choose a node of the same kind, or finish the case by its own version.',
    'cases.migration_place_changed':
      '“{node}” lies elsewhere in the new version (“{to}”), so the case was not moved. Choose a node in the same place, or wait until this part is over.',
    'cases.migration_action_missing':
      'Somebody at “{node}” has chosen “{action}”, which the new version does not have, so the case was not moved. Wait until this step is over.',
    'cases.migration_field_moved':
      'The new version keeps a value elsewhere (in each branch, or once for the case), so the case was not moved. Wait until the parallel work is over, or finish the case by its own version.',
    'cases.migration_clock_moved':
      'The running clock “{clock}” belongs to another node in the new version (“{from}” before, “{to}” now), so the case was not moved. Wait until that clock has stopped.',
    'cases.letter_not_available':
      'This letter is not available: the case has not come that far, or you may not have it. Try again once it is decided.',
    'cases.file_unknown':
      'This file was not found; it may not have been received whole, or you may not see it. Attach it again and send it again.',
    'cases.files_missing': 'No file was received. Choose files and attach them again.',
    'cases.absence_past':
      'An absence must end after it begins and must not be over already, so it was not entered. Correct the times.',
    'cases.absence_overlaps':
      'These times overlap an absence that you entered before, so it was not entered. Change the times, or end the other first.',
    'cases.absence_substitute':
      'The substitute must have an active account of your own body and must not be yourself, so nothing was entered. Choose another colleague.',
    'cases.dimension_unknown':
      'This procedure cannot be grouped by that. Choose one of the groupings listed.',
    'cases.period_reversed': 'The first day is after the last, so nothing can be counted. Correct the dates.',
    'cases.origin_unknown':
      'The case or task that this comes from was not found, so nothing was started. It may have changed; start again from its page.',
    'procedures.not_found':
      'This procedure, or this version of it, was not found. Open it again from the list of procedures.',
    'procedures.setting_unknown':
      'This procedure has no such setting, or the value is of another kind, so nothing was changed. Reload the page and change it again.',
    'procedures.setting_same':
      'The new value is the present one, so nothing was changed. Enter another, or cancel.',
    'procedures.setting_not_positive':
      'The value must not be below zero, so nothing was changed. Enter zero or more.',

    'ledger.indicator_unknown':
      'Statistics have no indicator “{indicator}”; nothing was bound. Please choose one from the list.',
    'ledger.indicator_not_yearly':
      '“{indicator}” gives no figure of a year; nothing was bound. Please choose a yearly one, or one of months since January.',
    'ledger.indicator_unit':
      'The unit “{unit}” of the indicator cannot be converted into the target’s “{wanted}”; nothing was bound. Please choose another.',
    'ledger.follows_group': 'There is no park “{group}”; nothing was bound. Please choose one from the list.',
    'ledger.not_found':
      'This was not found; it may have been removed, or you may not see it. Look for it in the ledger.',
    'ledger.stale':
      'This has just been changed by somebody else, so your change was not saved. See what is new, then change it again.',
    'ledger.file_unknown':
      'One of the files was not found; it may not have been received whole, or went with another report. Attach it again and send it again.',
    'ledger.body_unknown':
      'The chosen body was not found; it may have been abolished, so nothing was saved. Choose again.',
    'ledger.park_unknown': 'What was chosen is not a park, so nothing was saved. Choose the park again.',
    'ledger.person_unknown':
      'The person does not belong to the lead body, so nothing was saved. Choose another from the list, or just write a name.',
    'ledger.category_unknown':
      'There is no kind of action “{code}”, so nothing was saved. Choose from the kinds listed.',
    'ledger.files_missing': 'No file was received. Choose files and attach them again.',
    'ledger.link_circle':
      'This would make a circle of duties that take up or wait for one another, so they were not linked. Choose another duty.',
    'ledger.link_same_ledger':
      'Taking up links the ledgers of different bodies; both duties are ordered by the same body, so they were not linked. Within one ledger, split the duty instead.',
    'ledger.item_unknown':
      'A chosen item is not in the latest publication of the plan, so nothing was taken. Reload the page and choose again.',
    'ledger.plan_of_another':
      'This plan belongs to another body, so you cannot take it into the ledger. Ask that body.',
    'ledger.plan_unknown':
      'This plan was not found, or it is not published yet. Review and publish it first.',
    'ledger.annual_changed':
      'Your body changed the list after it was sent, so the sender must see it first. Wait until it is sent again.',
    'ledger.annual_not_now':
      'This cannot be done to the list now; somebody may have done it already. Reload the page and see how it stands.',
    'ledger.annual_empty': 'The list has nothing to do on it, so it was not sent. Add an item first.',
    'ledger.annual_item_twice': '“{title}” stands on the list twice, so nothing was saved. Take one away.',
    'ledger.annual_item_missing':
      '“{title}” was sent to you and cannot be removed, so nothing was saved. Strike it out with a reason instead.',
    'ledger.annual_item_fixed':
      '“{title}” was sent to you and cannot be reworded, so nothing was saved. Strike it out with a reason, or add another item.',
    'ledger.carrier_unknown':
      'There is no kind of carrier “{code}”, so nothing was saved. Choose from those listed.',
    'ledger.coverage_ended': 'This carrier ended on {endedOn} already. Reload the page.',
    'ledger.coverage_ends_before':
      'It would end before it began on {since}, so nothing was saved. Correct the date.',
    'ledger.coverage_exists':
      '“{name}” is entered for this park already, so it was not entered again. Use another name, or change that entry.',
    'ledger.coverage_of_another':
      'You enter the carriers of your own park only, so nothing was saved. Ask the other park to enter its own.',
    'ledger.proposal_decided':
      'This proposal was decided by {by} already, so nothing was done. Reload the page.',
    'ledger.register_body_unknown': 'No body is called “{name}”. Enter a name of the register of bodies.',
    'ledger.register_park_unknown': 'No park is called “{name}”. Enter a name of the list of parks.',
    'ledger.register_park_of_another':
      '“{name}” is another park, and you import the actions of your own. Remove the row, or ask that park to import it.',
    'ledger.register_twice': 'This is the same action as in row {row}. Remove one of them.',
    'ledger.register_empty':
      'There is no action in the sheet, so nothing was imported. Fill in rows below the heading.',
    'ledger.register_too_long':
      'The sheet is too long ({most} rows at most), so nothing was imported. Split it into several files.',
    'ledger.circular_reversed':
      'The first day {from} of the circular is after the last, {to}, so it was not made. Correct the dates.',
    'ledger.inspection_empty':
      'This inspection has no items, so it cannot go on. Add what is to be looked into.',
    'ledger.inspection_item_found':
      'This item has a result, so it was not removed. Change the result if it needs correcting.',
    'ledger.inspection_item_not_found_yet':
      '“{text}” has no result yet, so nothing can be raised from it. Record what was found first.',
    'ledger.inspection_item_raised':
      'A case was raised from “{text}” before, so none was raised again. Open that case.',
    'ledger.inspection_items_open':
      '{open} {open|item has|items have} no result, so the inspection was not finished. Record them, or remove what will not be looked into.',
    'ledger.inspection_not_now':
      'This cannot be done at the present stage of the inspection, so nothing was done. Reload the page and choose among what it offers.',
    'ledger.inspection_of_another':
      'Another body runs this inspection, so nothing was done. If it should be yours, ask that body.',
    'ledger.inspection_reversed':
      'The first day {fromOn} is after the last, {toOn}, so nothing was saved. Correct the dates.',
    'ledger.inspection_too_long':
      'An inspection has at most {most} items, so nothing was saved. Choose fewer bodies, or plan several inspections.',
    'ledger.rectification_not_park':
      'Rectification can only be asked of a park, so nothing was raised. Raise a supervision notice instead.',
    'ledger.supervise_not_open':
      '“{title}” is done or out of the ledger, so no notice was raised. See how it stands now.',
    'ledger.supervise_without_lead':
      '“{title}” has no lead body, so there is nobody to send a notice to. Assign it first.',
    'ledger.supervised_already':
      'An open notice on this duty exists already ({number}), so no second one was raised. Press on in that one.',
    'sheet.damaged':
      'The file is damaged and its sheet cannot be read. Open it in a spreadsheet program, save it as .xlsx and import it again.',
    'sheet.duplicate_heading':
      'The heading “{heading}” stands in several columns, so it is not clear which to read. Keep one of them.',
    'sheet.empty_file': 'The file is empty, so nothing was imported. Check that it is the right one.',
    'sheet.encrypted': 'The file has a password and cannot be read. Remove the password and import it again.',
    'sheet.header_not_found':
      'No heading ({headings}) was found in the first {within} rows, so nothing was imported. Download the template and use its headings.',
    'sheet.legacy_format':
      'Spreadsheets of this format (.{format}) cannot be read. Save it as .xlsx and import it again.',
    'sheet.missing_column':
      'The column “{heading}” is missing, so nothing was imported. Add it as in the template.',
    'sheet.not_a_workbook':
      'This is not a spreadsheet, so nothing was imported. Files of .xlsx and .csv can be imported.',
    'sheet.too_large':
      'The sheet is too large, so nothing was imported. Split it into several files, or remove what is not needed.',
    'sheet.undecodable':
      'The text encoding is not recognised, so nothing was imported. Save it as UTF-8 or .xlsx and import it again.',
    'sheet.hidden_rows':
      '“{sheet}” has {count} hidden {count|row|rows}, which were read too. Check that they are meant.',
    'sheet.hidden_sheet': 'The sheet “{sheet}” is hidden and was not read. Unhide it if it is meant.',
    'sheet.examples_skipped': '{count} example {count|row|rows} of “{sheet}” {count|was|were} left out.',
    'sheet.sheet_skipped': 'The sheet “{sheet}” has none of the headings and was not read.',
    'sheet.unknown_column': 'The column “{heading}” is not known and was not read.',
    'sheet.date_instead_of_number': 'A number is wanted here, not a date. Change the format of the cell.',
    'sheet.date_with_time': 'The date “{given}” has a time. Enter the date only.',
    'sheet.digits_lost':
      'The number is too long and has lost its last digits. Make the cell a text and enter it again.',
    'sheet.formula_error': 'The formula fails ({given}). Correct it, or enter the value.',
    'sheet.formula_without_value':
      'The formula has no result yet. Open and save the file in a spreadsheet program, then import it again.',
    'sheet.not_a_choice': '“{given}” is none of the choices: {choices}.',
    'sheet.not_a_date': 'The date “{given}” cannot be read. Write it like 2026-06-30.',
    'sheet.not_a_deadline':
      'The deadline “{given}” cannot be read. Write it like 2026-06-30, or by month, quarter or year.',
    'sheet.not_a_number': '“{given}” is not a number. Enter a number.',
    'sheet.not_an_integer': '“{given}” is not a whole number. Enter a whole number.',
    'sheet.percent_instead_of_number':
      'A number is wanted here, not a percentage. Change the format of the cell.',
    'sheet.percent_unclear':
      'It is not clear whether “{given}” is a percentage or a factor. Write the % sign.',
    'sheet.required': 'This cell must be filled in.',
    'sheet.too_great': '{given} is more than {most}. Correct it.',
    'sheet.too_small': '{given} is less than {least}. Correct it.',
    'sheet.too_long': 'This has {length} characters, {most} at most. Shorten it.',
    'sheet.too_many_items': 'This has {count} entries, {most} at most. Leave some out.',
    'ledger.register_one_file':
      'One file is imported at a time, so nothing was imported. Choose a single one.',
    'ledger.not_yours':
      'This step is not for your body, so nothing was done. The ordering body assigns and verifies; the lead accepts and reports. If it should be yours, ask the ordering body.',
    'ledger.wrong_state':
      'The duty is no longer in a state in which this can be done, so nothing was done. See its present state and choose from what the page offers.',
    'ledger.reason_required': 'No reason was given, so nothing was saved. Give the reason and send it again.',
    'ledger.text_required': 'Nothing was written, so nothing was saved. Say how it stands and send it again.',
    'ledger.decision_required':
      'A duty is suspended, dropped or merged by a decision only. Enter the number of the decision or the name of the meeting.',
    'ledger.date_invalid': 'There is no day {value}, so nothing was saved. Correct the date.',
    'ledger.lead_required': 'No lead body was chosen, so nothing was assigned. Choose one lead body.',
    'ledger.lead_supports':
      'A body cannot lead and support at once, so nothing was saved. Take the lead out of the supporting bodies.',
    'ledger.percent_invalid':
      'Progress lies between 0 % and 100 %; {percent} does not. Correct it and send it again.',
    'ledger.percent_of_lead':
      'The percentage is reported by the lead body, so nothing was saved. Leave it out and say only what your body has done.',
    'ledger.evidence_required':
      'A completion needs evidence, so it was not sent. Attach at least one file that shows that it is done.',
    'ledger.parts_open':
      '{openParts} {openParts|part is|parts are} still open, so it cannot be complete. Finish them first, or drop them by a decision.',
    'ledger.merge_target':
      'It cannot be merged into the chosen duty: that must be another open duty of the same ordering body and no part of this one. Choose another.',
    'ledger.no_override':
      'No colour of this duty was set by hand, so there is none to take back. Reload the page.',
    'ledger.nothing_changed':
      'Everything is already as you entered it, so nothing was saved. Change something, or cancel.',
    'ledger.field_of_owner':
      'The lead body may change the person only; the rest is the ordering body’s, so nothing was saved. Ask the ordering body.',
    'ledger.field_frozen':
      'The duty is closed or out of the ledger, so what it says stays as it is. Only its readers and the mark for evaluation can change.',
    'ledger.title_required': 'The duty has no title, so nothing was saved. Enter one.',
    'ledger.dates_reversed':
      'The start {startsOn} comes after the due date {dueOn}, so nothing was saved. Correct one of them.',
    'ledger.due_required':
      'It says how exact the date is, but there is no date, so nothing was saved. Enter the date, or choose “no date”.',
    'ledger.precision_required':
      'There is a date, {dueOn}, but the precision says “no date”, so nothing was saved. Choose whether it means the day, the month or the year.',
    'ledger.rhythm_required':
      'A periodic duty needs its rhythm, so nothing was saved. Choose weekly, monthly, quarterly, half-yearly or yearly.',
    'ledger.rhythm_not_periodic':
      'Only a periodic duty has a rhythm, so nothing was saved. Take the rhythm away, or make the date “periodic”.',
    'ledger.period_invalid':
      'There is no period “{period}”, so nothing was saved. Enter one such as 2026, 2026-H1, 2026-Q3 or 2026-07.',
    'ledger.weight_invalid':
      'The weight {weight} will not do; it must lie between {least} and {most}. Correct it and send it again.',
    'ledger.parts_circle':
      'This would make duties parts of one another in a circle, so nothing was saved. Choose another parent.',
    'ledger.target_field_of_owner':
      'Lead, readers and the mark for evaluation are for the body whose plan the target is of, so nothing was saved. Ask that body.',
    'ledger.growth_in_percent':
      'Only a target in % can be judged as yearly growth, so nothing was saved. Choose “level” instead.',
    'ledger.base_after_year':
      'The base year {baseYear} is not before the target year {year}, so nothing was saved. Correct one of them.',
    'ledger.unit_with_values':
      'There are values in {unit}, and another unit would change what they mean, so nothing was saved. Withdraw them first, or give the base anew as well.',
    'ledger.actual_ahead': '{year} has not begun, so it has no value yet. Correct the year.',
    'ledger.actual_stands':
      '{year} has the value {value} already, so nothing was saved. Say why the new one takes its place.',
    'ledger.report_unknown':
      'No published plan that you may see gives this figure for {year}. Refresh the page and choose again, or enter the value by hand.',
    'ledger.no_body_to_share':
      'Your account belongs to no body, so there is nobody to share with. Keep the view for yourself.',
    'ledger.day_ahead':
      '{on} is still to come, so there is no package of it. Choose today ({today}) or an earlier day.',
    'ledger.rule_unknown':
      'There is no rule “{setting}” of the colours, so nothing was changed. Reload the page of rules.',
    'ledger.rules_shape':
      'The rules of the colours cannot be read ({path}) and were not taken. Ask your system operators to check the file of rules.',
    'ledger.rule_value':
      'The rule “{rule}” cannot be {value}; it must lie between {least} and {most}, days in whole numbers. Correct it.',
    'ledger.rule_order':
      'The rule “{rule}” at {value} and “{other}” at {otherValue} are the wrong way round: attention must come before behind. Correct one of them.',
  },
})

type KnownCode = keyof (typeof issueTexts)['zh-CN']

export interface IssueLike {
  readonly code: string
  readonly path?: readonly (string | number)[]
  readonly params?: TextParams
}

function isKnown(code: string): code is KnownCode {
  return Object.hasOwn(issueTexts['zh-CN'], code)
}

/** A guard of a procedure that has no words of its own. */
const UNSPOKEN: Readonly<Record<Language, string>> = {
  'zh-CN': '它的条件还不满足',
  en: 'its condition does not hold',
}

/** A code without a message would be a defect (issues.test.ts); the reader then at least gets the code to report. */
export function issueText(issue: IssueLike, language: Language): string {
  const params: Record<string, unknown> = { path: issue.path?.join('.') ?? '' }
  for (const [name, value] of Object.entries(issue.params ?? {})) params[name] = wordsOf(value, language)
  if (issue.code === 'cases.guard') params['text'] ??= UNSPOKEN[language]
  if (isKnown(issue.code)) return interpolate(issueTexts[language][issue.code], params, language)
  return language === 'en'
    ? `The request was refused (${issue.code}). Give this code to your system administrator.`
    : `请求未被接受（${issue.code}）。请把此代码告诉系统管理员。`
}

/**
 * A parameter as the reader sees it: a date, a moment in the zone's time, a text that comes in both languages in one of them, a
 * source by its words. Everything else is left to `interpolate`.
 */
function wordsOf(value: unknown, language: Language): unknown {
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(value, language)
    return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) ? formatMoment(value, language) : value
  }
  if (typeof value !== 'object' || value === null) return value
  if ('text' in value) return wordsOf(value.text, language)
  if ('zh' in value && 'en' in value) return (language === 'en' && value.en) || value.zh
  return value
}

export function useIssueText(): (issue: IssueLike) => string {
  const language = useLanguage()
  return useMemo(() => (issue: IssueLike) => issueText(issue, language), [language])
}
