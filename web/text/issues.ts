import { useMemo } from 'react'
import { defineTexts, interpolate, useLanguage } from './index.ts'
import type { Language, TextParams } from './index.ts'

/** One message for each code that the server or this client can answer: what happened, why, what to do next. */
export const issueTexts = defineTexts({
  'zh-CN': {
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
    'notices.calendar_unknown': '这个日历地址无效：可能已经换过，或账号已停用。请在“我的设置”里重新取得地址。',
    'notices.address_not_http': '推送地址要以 http:// 或 https:// 开头，{protocol} 不能用。请改正后再提交。',
    'notices.address_with_password': '推送地址里不能写用户名和密码。请改用签名密钥核对来源，并去掉地址里的密码。',
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
  },
  en: {
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

/** A code without a message would be a defect (issues.test.ts); the reader then at least gets the code to report. */
export function issueText(issue: IssueLike, language: Language): string {
  const params = { path: issue.path?.join('.') ?? '', ...issue.params }
  if (isKnown(issue.code)) return interpolate(issueTexts[language][issue.code], params, language)
  return language === 'en'
    ? `The request was refused (${issue.code}). Give this code to your system administrator.`
    : `请求未被接受（${issue.code}）。请把此代码告诉系统管理员。`
}

export function useIssueText(): (issue: IssueLike) => string {
  const language = useLanguage()
  return useMemo(() => (issue: IssueLike) => issueText(issue, language), [language])
}
