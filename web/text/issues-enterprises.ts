/** Why something about an enterprise's file, a merger or an import is declined; `issues.ts` takes them in. */
export const enterpriseIssues = {
  'zh-CN': {
    'enterprises.forbidden': '您不能更改这家企业的档案或登记。请联系企业所在分园或管委会办理。',
    'enterprises.kind_unknown': '没有“{kind}”这一类档案。请从列表里选择。',
    'enterprises.kind_not_declarable':
      '这一类档案只登记公开来源的信息，由分园和管委会录入，企业不能自行申报。',
    'enterprises.field_unknown': '这类档案没有“{field}”这一项，没有保存。请刷新页面后重试。',
    'enterprises.field_missing': '“{title}”没有填写。请补上。',
    'enterprises.field_type': '“{title}”填写的内容类型不对。请按要求改正。',
    'enterprises.field_choice': '“{title}”不在选项中。请从列表里选择。',
    'enterprises.field_too_long': '“{title}”太长，最多 {most} 字。请删减。',
    'enterprises.field_out_of_range': '“{title}”超出允许的范围（{min} 至 {max}）。请核对。',
    'enterprises.record_span': '失效日期要晚于生效日期，没有保存。请重新选择。',
    'enterprises.record_twice': '同一时期已有相同的档案（自 {from} 起），没有保存。请改原来的一条。',
    'enterprises.record_not_found': '没有找到这条档案，或者您无权查看。请返回列表重新查找。',
    'enterprises.record_not_now': '这条档案现在的状态不能这样办理，没有保存。请刷新后查看可办的事项。',
    'enterprises.own_word': '自己申报的档案要由别人确认。请请同事核实。',
    'enterprises.reason_missing': '不予确认和撤下都要写明理由。请填写后再提交。',
    'enterprises.stale': '这条档案刚被{byName}改过，没有保存。请刷新后核对不同之处再改。',
    'enterprises.file_unknown': '有材料没有找到，可能已被移除，没有保存。请重新上传。',
    'enterprises.file_not_found': '没有找到这份材料，或者您无权查看。',
    'enterprises.files_missing': '没有收到材料。请选择文件后再上传。',
    'enterprises.files_too_many': '一次最多上传 {most} 份材料。请分批上传。',
    'enterprises.choice_without_kind': '按选项筛选要先选定一类有选项的档案。请先选择类别。',
    'enterprises.merge_itself': '一家企业不能与自己合并。请另选一家。',
    'enterprises.merge_conflict': '预览之后情况有变化，没有合并。请重新预览后再合并。',
    'enterprises.merge_filings':
      '两家同期都有已通过的报表（{count} 份），合并会重复计数。请先取消其中一份的通过。',
    'enterprises.merge_merged': '其中一家已经合并到别的企业，不能再合并。请选择合并后的那一家。',
    'enterprises.merge_undecided': '有 {count} 个报告期两家都有报表，请逐一选定以哪家的为准。',
    'enterprises.merge_undone_already': '这次合并已经撤销过了。请刷新页面。',
    'enterprises.merge_changed_since':
      '合并之后这家企业的登记又改过，撤销会丢失这些改动。请先处理后来的改动。',
    'enterprises.merger_not_found': '没有找到这次合并，或者您无权查看。',
    'enterprises.credit_code_length':
      '统一社会信用代码应为 18 位，“{given}”是 {length} 位。请补全或删去多余的字符。',
    'enterprises.credit_code_character':
      '“{given}”第 {position} 位“{found}”不会出现在信用代码里（不用 I、O、S、V、Z）。请核对。',
    'enterprises.credit_code_check':
      '“{given}”校验不符：按前 17 位，第 18 位应是“{expected}”，现在是“{found}”。请逐位核对。',
    'enterprises.known_elsewhere': '这个代码已在名录里，归其他分园。需要迁入的，请联系管委会。',
    'enterprises.name_missing': '新登记的企业要有名称。请补上。',
    'enterprises.park_missing': '新登记的企业要写注册地分园。请补上。',
    'enterprises.import_unknown': '名录里没有“{given}”，或者您无权查看，没有导入。请先登记企业。',
    'enterprises.import_name_differs':
      '名录里这个代码的企业是“{name}”，表里写的是“{given}”，没有导入。请核对是否填错行。',
    'enterprises.import_twice': '与第 {rows} 行重复，都没有导入。请只留一行。',
    'enterprises.import_changed_since': '预检之后这里有变化，没有导入。请重新预检。',
    'enterprises.import_unreadable': '单元格里有不能保存的字符，没有导入。请删去后重填。',
    'enterprises.import_too_long': '文件超过 {most} 行。请拆分后分别导入。',
    'enterprises.import_empty': '表里没有可以导入的行。请填写后再导入。',
    'enterprises.import_one_file': '一次只导入一个文件。请选择一个 .xlsx 或 .csv 文件。',
    'enterprises.import_not_found': '没有找到这次导入；只能看到自己的导入。',
    'enterprises.import_conflict': '文件与预检的不是同一个，没有导入。请重新预检。',
    'enterprises.import_not_now':
      '这次预检不能导入：没有完成、已经导入过，或者没有可写入的行。请查看预检结果。',
  },
  en: {
    'enterprises.forbidden':
      'The file of this enterprise is not yours to change. Ask its park or the office.',
    'enterprises.kind_unknown': 'There is no kind of record “{kind}”. Choose one from the list.',
    'enterprises.kind_not_declarable':
      'Records of this kind come from public sources; the park and the office enter them, not the enterprise.',
    'enterprises.field_unknown':
      'Records of this kind have no field “{field}”; nothing was saved. Reload the page.',
    'enterprises.field_missing': '“{title}” is empty. Fill it in.',
    'enterprises.field_type': '“{title}” is of the wrong type. Correct it.',
    'enterprises.field_choice': '“{title}” is not one of the choices. Choose from the list.',
    'enterprises.field_too_long': '“{title}” is too long; at most {most} characters. Shorten it.',
    'enterprises.field_out_of_range': '“{title}” is out of range ({min} to {max}). Check it.',
    'enterprises.record_span': 'It must end after it begins; nothing was saved. Choose the days again.',
    'enterprises.record_twice':
      'The same record stands for the same time (from {from}); nothing was saved. Change that one.',
    'enterprises.record_not_found': 'This record was not found, or is not yours to see. Search in the list.',
    'enterprises.record_not_now':
      'This cannot be done to the record as it stands; nothing was saved. Reload it.',
    'enterprises.own_word': 'Nobody confirms his own word. Ask a colleague.',
    'enterprises.reason_missing': 'Refusing and taking down need a reason. Enter one.',
    'enterprises.stale': '{byName} has just changed this record; nothing was saved. Reload it and compare.',
    'enterprises.file_unknown': 'A paper was not found; nothing was saved. Send it again.',
    'enterprises.file_not_found': 'This paper was not found, or is not yours to see.',
    'enterprises.files_missing': 'No paper was received. Choose a file and send it.',
    'enterprises.files_too_many': 'At most {most} papers at a time. Send them in parts.',
    'enterprises.choice_without_kind': 'Choose a kind of record that has choices first.',
    'enterprises.merge_itself': 'An enterprise cannot be merged with itself. Choose another.',
    'enterprises.merge_conflict':
      'Something changed since the preview; nothing was merged. Look at it again.',
    'enterprises.merge_filings':
      'Both have approved filings for the same period ({count}), which would count twice. Take one approval back first.',
    'enterprises.merge_merged': 'One of them is merged into another already. Choose that one.',
    'enterprises.merge_undecided':
      'Both have filings for {count} periods. Decide for each whose is gone on with.',
    'enterprises.merge_undone_already': 'This merger was undone already. Reload the page.',
    'enterprises.merge_changed_since':
      'The register of this enterprise was changed since the merger; undoing would lose that. Deal with it first.',
    'enterprises.merger_not_found': 'This merger was not found, or is not yours to see.',
    'enterprises.credit_code_length': 'A credit code has 18 characters; “{given}” has {length}. Complete it.',
    'enterprises.credit_code_character':
      'Character {position} of “{given}”, “{found}”, is in no credit code (I, O, S, V, Z are not used). Check it.',
    'enterprises.credit_code_check':
      '“{given}” fails the check: its first 17 characters ask for “{expected}” at the end, not “{found}”. Compare them.',
    'enterprises.known_elsewhere':
      'This code is registered with another park. Ask the office where it moves in.',
    'enterprises.name_missing': 'A new enterprise needs a name. Fill it in.',
    'enterprises.park_missing': 'A new enterprise needs its park of registration. Fill it in.',
    'enterprises.import_unknown':
      '“{given}” is not in the register, or not yours to see; not imported. Register it first.',
    'enterprises.import_name_differs':
      'In the register this code is “{name}”, in the file “{given}”; not imported. Check the row.',
    'enterprises.import_twice': 'The same as row {rows}; none was imported. Keep one.',
    'enterprises.import_changed_since':
      'Something changed here since the dry run; not imported. Run it again.',
    'enterprises.import_unreadable':
      'A cell has characters that cannot be stored; not imported. Remove them.',
    'enterprises.import_too_long': 'The file has more than {most} rows. Split it.',
    'enterprises.import_empty': 'There are no rows to import. Fill in the file.',
    'enterprises.import_one_file': 'One file at a time. Choose one .xlsx or .csv file.',
    'enterprises.import_not_found': 'This import was not found; you only see your own.',
    'enterprises.import_conflict': 'This is not the file of the dry run; nothing was imported. Run it again.',
    'enterprises.import_not_now':
      'This dry run cannot be applied: it is not done, was applied already, or has no rows to write. Look at its result.',
  },
} as const
