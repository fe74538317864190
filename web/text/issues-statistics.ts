/** Messages of statistics and of the register of enterprises; `issues.ts` takes them in. */
export const statisticsIssues = {
  'zh-CN': {
    'statistics.release_unknown': '没有找到这份公报，或者它还没有公布。请回到公报列表重新选择。',
    'statistics.release_period': '“{period}”不是可以发布的报告期。请重新选择报告期。',
    'statistics.release_indicator': '指标“{code}”不存在，或者按现在的报表已不能计算。请重新选择指标。',
    'statistics.release_rhythm':
      '指标“{code}”的频率与报告期 {period} 不同，不能放在同一份公报里。请去掉这个指标，或换一个报告期。',
    'statistics.release_empty': '{period} 还没有审核通过的报表，没有可以公布的数据。请先完成审核。',
    'statistics.release_recoverable':
      '有 {numbers} 个应当保密的数据可以由以前公布的数据推算出来，没有生成草案。请减少分组或指标后再试。',
    'statistics.release_published': '这份公报已经公布，不能再改。数据有修订的，请另拟一份同一报告期的公报。',
    'statistics.release_outdated':
      '草案生成之后又公布了同一口径的公报，两者合在一起可能泄露保密数据，没有公布。请重新计算草案后再公布。',
    'statistics.stale': '这份内容刚刚被别人改过，您的修改没有保存。请看过新内容后再改。',
    'statistics.not_yours': '这一步不由您办理。请联系负责这份报表的单位。',
    'statistics.wrong_state': '报表现在的状态不能这样办理，可能已由别人办过。请刷新页面后再看。',
    'statistics.not_yet_open': '这一报告期还没有开放填报，没有保存。请在开放之日后再来。',
    'statistics.period_locked':
      '这一报告期已经锁定，没有保存。确需修改的，请联系示范区统计部门按规定重新开放。',
    'statistics.errors_stand': '还有 {errors} 处强制性审核没有通过，没有办理。请先按标出的指标改正。',
    'statistics.unexplained': '还有 {queries} 处核实性审核没有说明，没有办理。请核实数据或填写说明。',
    'statistics.queries_open': '还有 {queries} 个疑问没有办结，没有办理。请先答复并办结疑问。',
    'statistics.form_unknown': '没有找到报表“{form}”，可能已停用。请从报表制度里重新选择。',
    'statistics.period_unknown': '没有找到报表 {form} 的 {period} 报告期。请从列表里选择。',
    'statistics.unit_unknown': '没有找到这家填报单位，或者您无权查看。请从列表里选择。',
    'statistics.not_registered_then': '这家企业在报告期末不在名录里，不需要填报。名录有误的，请先更正名录。',
    'statistics.field_unknown': '报表里没有指标“{field}”，没有保存。请核对指标代码。',
    'statistics.not_final_then': '那一时刻这份报表还没有审核通过的数据。请另选时间。',
    'statistics.nothing_changed': '没有改动任何数据，不需要更正。',
    'statistics.nothing_chosen': '没有选中任何报表。请先勾选或设定筛选条件。',
    'statistics.reason_required': '请写明原因后再退回。',
    'statistics.text_required': '请写明内容后再发送。',
    'statistics.park_unknown': '没有找到所选的分园。请重新选择。',
    'statistics.query_unknown': '没有找到这个疑问，或者您无权查看。请刷新页面。',
    'statistics.query_closed': '这个疑问已经办结，不能再答复。需要的可以另提疑问。',
    'statistics.gaps': '还有 {owed} 份未报、{open} 份未审结，没有锁定。请先催报和审核，或者确认带缺口锁定。',
    'statistics.not_locked': '这一报告期没有锁定，不需要重新开放。',
    'statistics.day_past': '截止日期 {day} 已经过去。请选择今天或以后的日期。',
    'statistics.due_before_open': '报送截止日期不能早于开放日期 {opensOn}。请重新选择。',
    'statistics.reopening_unknown': '没有找到这次重新开放，可能已经结束。请刷新页面。',
    'statistics.published_without_filters':
      '公开口径的数据不能再按条件筛选，也不能查看明细，以免推出个别企业的数据。请去掉筛选条件。',
    'statistics.quotient_needs_filter': '区位商要先选定一个行业、领域或园区再计算。请设定筛选条件。',
    'statistics.too_many_groups': '分组和报告期太多，没有计算。请缩短期间或选用更粗的分组。',
    'statistics.no_store': '分析库没有启动，暂时不能汇总。请稍后再试；仍不行时请告诉系统管理员。',
    'statistics.indicator_unknown': '没有指标“{indicator}”，可能已停用。请从指标目录里选择。',
    'statistics.indicator_code': '指标代码与地址不一致，没有保存。请刷新页面后重试。',
    'statistics.indicator_shipped': '“{indicator}”是系统自带的指标，不能修改。请另设代码新建。',
    'statistics.import_one_file': '请选择一个文件导入，没有导入。可以导入 .xlsx 和 .csv。',
    'statistics.import_empty': '文件里没有填了数的行，没有导入。请确认选对了文件。',
    'statistics.import_too_long': '文件超过 {most} 行，没有导入。请分几个文件导入。',
    'statistics.import_blank': '有 {count} 行只有单位、没有数，没有读取。',
    'statistics.import_unit_missing': '没有写明是哪家单位，未导入。请填统一社会信用代码或企业名称。',
    'statistics.import_unit_unknown': '名录里没有“{given}”，或者它不归本单位管，未导入。请核对代码和名称。',
    'statistics.import_code_wrong': '“{given}”不是有效的统一社会信用代码，未导入。请核对 18 位代码。',
    'statistics.import_name_shared': '叫“{name}”的企业有 {count} 家，未导入。请改填统一社会信用代码。',
    'statistics.import_name_differs':
      '表里写的是“{given}”，名录里这个代码的企业是“{name}”。请核对是否填错了行。',
    'statistics.import_twice': '与第 {rows} 行是同一家单位，都没有导入。请只留一行。',
    'statistics.import_other_park': '不属于所选分园，未导入。',
    'statistics.import_other_version': '这家单位原来用的是第 {version} 版报表，未导入。请在填报页上修改。',
    'statistics.not_found': '没有这次导入，或者它不是您发起的。请从“导入”页重新打开。',
    'statistics.watch_unknown': '没有预警规则“{watch}”。请从列表里选择。',
    'statistics.watch_code': '规则代码与地址不一致，没有保存。请刷新页面后重试。',
    'statistics.watch_kind': '已有规则的种类不能改变，没有保存。请另设代码新建。',
    'statistics.watch_untested': '这一版规则还没有用历史数据试算，不能启用。请先试算并看过结果。',
    'statistics.alert_unknown': '没有找到这条预警，或者您无权查看。请从列表里选择。',
    'statistics.alert_not_yours': '这条预警不由您办理，没有执行。请联系负责单位。',
    'statistics.alert_wrong_state': '这条预警已经办过或办结，没有重复办理。请刷新页面查看。',
    'statistics.alert_body_missing': '全区的预警要写明责任单位才能发起督办。请选择单位。',
    'statistics.drill_not_yours': '这个数背后的报表不对您开放。',

    'enterprises.not_found': '没有找到这家企业，或者您无权查看。请从名录里查找。',
    'enterprises.not_known_then': '名录里没有这家企业在 {from} 之后的情况，没有保存。请核对日期。',
    'enterprises.nothing_changed': '没有填写任何变更内容，没有保存。',
    'enterprises.span_empty': '结束日期要晚于开始日期，没有保存。请重新选择。',
    'enterprises.successor_missing': '被合并的企业要写明合并到哪家企业，没有保存。',
    'enterprises.successor_wrong': '合并后的企业不能是本企业，并且只有被合并时才填写。请改正。',
    'enterprises.successor_unknown': '没有找到合并后的企业。请从名录里选择。',
    'enterprises.body_unknown': '没有找到所选的分园或区，没有保存。请重新选择。',
    'enterprises.code_unknown': '代码“{code}”不在目录里，没有保存。请从列表里选择。',
    'enterprises.credit_code_wrong': '统一社会信用代码不对（第 18 位校验不符）。请核对后重新填写。',
    'enterprises.known_already':
      '名录里已有统一社会信用代码为 {creditCode} 的企业。请在名录里查找并登记变更。',
    'enterprises.other_park': '只能登记注册在本分园的企业。请选择本分园。',

    'indicators.unknown_unit': '没有计量单位“{unit}”。请使用报表里的单位。',
    'indicators.units_differ': '“{left}”和“{right}”不是同类单位，不能换算或相加。请检查算式。',
    'indicators.not_finite': '结果不是有限的数。请检查算式和数据。',
    'indicators.form_shape': '报表定义的写法不对：{detail}。',
    'indicators.form_valid_from': '启用报告期“{value}”与报表的频率不符。',
    'indicators.duplicate_section': '报表里有两个相同的部分“{section}”。',
    'indicators.duplicate_field': '报表里有两个相同的指标“{field}”。',
    'indicators.duplicate_choice': '指标“{field}”有两个相同的选项“{value}”。',
    'indicators.duplicate_rule': '有两条相同编号的审核关系“{rule}”。',
    'indicators.field_not_of_type': '指标“{field}”的类型不能有“{property}”。',
    'indicators.choices_missing': '指标“{field}”没有列出选项。',
    'indicators.decimals_missing': '指标“{field}”没有规定小数位数。',
    'indicators.bounds_reversed': '指标“{field}”的最小值大于最大值。',
    'indicators.pattern_unreadable': '指标“{field}”的格式要求读不懂。',
    'indicators.unknown_field': '“{field}”提到的指标“{unknown}”不在报表里。',
    'indicators.condition_value': '“{field}”的条件用了“{on}”没有的值“{value}”。',
    'indicators.unknown_cell': '没有指标“{cell}{form}{field}”。请核对代码。',
    'indicators.cell_no_figure': '审核关系“{rule}”用了不是数值的指标“{cell}”。',
    'indicators.pair_of_one': '审核关系“{rule}”的两个指标相同。',
    'indicators.relation_without_cell': '审核关系“{rule}”没有用到本表的指标。',
    'indicators.tolerance_not_for_unequal': '审核关系“{rule}”是不等关系，不能有误差范围。',
    'indicators.relation_syntax': '审核关系在第 {position} 个字符处读不懂。请检查写法。',
    'indicators.prorate_not_a_number': '有一个数不是有效的数字，没有分摊。',
    'indicators.prorate_decimals': '有一个数的小数位数超过了保留位数，没有分摊。',
    'indicators.prorate_bounds': '有一部分的上下限或权重不合理，没有分摊。',
    'indicators.prorate_lengths': '各列的个数不一致，没有分摊。',
    'indicators.prorate_out_of_reach': '各部分在限度内凑不到总数 {total}，没有分摊。',
    'indicators.expression_too_long': '算式太长，最多 {limit} 个字符。',
    'indicators.expression_too_deep': '算式的括号层数太多，最多 {limit} 层。',
    'indicators.expression_unexpected': '算式在这里读不懂：“{found}”。请检查写法。',
    'indicators.no_cells': '算式没有用到任何报表指标。',
    'indicators.unknown_form': '没有报表“{form}”。请核对表号。',
    'indicators.unknown_attribute': '没有企业属性“{name}”。',
    'indicators.unknown_function':
      '没有函数“{name}”。请使用 sum、mean、median、quantile、count、countIf、hhi 等。',
    'indicators.wrong_arguments': '函数“{name}”的参数不对。',
    'indicators.cell_outside_aggregate': '“{form}!{field}”要放在 sum 等汇总函数里。',
    'indicators.nested_aggregate': '汇总函数“{name}”里不能再套汇总函数。',
    'indicators.aggregate_of_no_cell': '汇总函数“{name}”里没有报表指标。',
    'indicators.wrong_kind': '这里要的是 {expected}，写的是 {found}。',
    'indicators.text_has_no_order': '文字只能比较相等或不等。',
    'indicators.quantile_share': '分位数要在 0 到 1 之间。',
    'indicators.rhythm_differs': '算式用到的报表频率不同（{expected}、{found}），不能合用。',
    'indicators.result_unit': '算式的结果单位是“{found}”，与“{expected}”不符。请改单位或算式。',
    'indicators.indicator_shape': '指标定义的写法不对：{detail}。',
    'indicators.duplicate_alias': '别名“{alias}”重复。',
    'indicators.outlier_rule_shape': '离群规则的写法不对：{detail}。',
    'indicators.outlier_rule_without_window': '依据企业自身历史判断的规则要规定训练期。',
    'indicators.outlier_rule_window_too_short': '至少要 {atLeast} 期数据，但训练期只有 {training} 期。',
    'indicators.outlier_rule_without_bound': '规则没有规定任何界限。',
    'indicators.warning_shape': '预警规则的写法不对：{detail}。',
    'indicators.warning_period': '没有“{period}”这个报告期。',
    'indicators.warning_path_order': '目标的报告期要晚于基期。',
    'indicators.warning_no_way': '目标值与基期值相同，没有可比的进度。',
    'indicators.warning_compound_path': '按复合增长推算时，基期和目标要同号且不为零。',
  },
  en: {
    'statistics.release_unknown':
      'There is no such bulletin, or it is not published. Choose again from the list of bulletins.',
    'statistics.release_period': '“{period}” is no period that can be published. Choose another one.',
    'statistics.release_indicator':
      'The indicator “{code}” does not exist, or can no longer be computed from the forms. Choose others.',
    'statistics.release_rhythm':
      'The indicator “{code}” has another rhythm than the period {period}, so one bulletin cannot hold both. Leave it out, or choose another period.',
    'statistics.release_empty':
      'No filing of {period} is approved yet, so there is nothing to publish. Approve the filings first.',
    'statistics.release_recoverable':
      '{numbers} figures that must be kept back could be computed from what was published before, so no draft was made. Try fewer groups or indicators.',
    'statistics.release_published':
      'This bulletin is published and cannot be changed. For revised figures draft another one of the same period.',
    'statistics.release_outdated':
      'Another bulletin in the same scope came out after this draft was computed; both together might give away what each keeps back, so it was not published. Compute the draft again, then publish it.',
    'statistics.stale':
      'Somebody else changed this just now; your change was not saved. Look at the new state first.',
    'statistics.not_yours': 'This step is not yours. Please ask the body in charge of this form.',
    'statistics.wrong_state': 'The filing cannot be handled like this in its present state. Reload the page.',
    'statistics.not_yet_open':
      'This period is not open for filing yet; nothing was saved. Come back when it opens.',
    'statistics.period_locked':
      'This period is locked; nothing was saved. For a change, ask the zone’s statistics office to reopen it.',
    'statistics.errors_stand': '{errors} checks still fail. Correct the marked cells first.',
    'statistics.unexplained': '{queries} queries are not explained yet. Verify the figures or explain them.',
    'statistics.queries_open': '{queries} queries are still open. Answer and close them first.',
    'statistics.form_unknown': 'There is no form “{form}”. Choose one from the list of forms.',
    'statistics.period_unknown': 'Form {form} has no period {period}. Choose one from the list.',
    'statistics.unit_unknown': 'This unit was not found, or is not yours to see. Choose one from the list.',
    'statistics.not_registered_then':
      'This enterprise was not in the register at the end of the period and need not file. If that is wrong, correct the register first.',
    'statistics.field_unknown': 'The form has no cell “{field}”; nothing was saved. Check the code.',
    'statistics.not_final_then': 'The filing had no approved figures at that moment. Choose another time.',
    'statistics.nothing_changed': 'No figure differs; there is nothing to correct.',
    'statistics.nothing_chosen': 'No filing is chosen. Select some or set a filter.',
    'statistics.reason_required': 'Write a reason before you return it.',
    'statistics.text_required': 'Write something before you send it.',
    'statistics.park_unknown': 'The chosen park was not found. Choose again.',
    'statistics.query_unknown': 'This query was not found, or is not yours to see. Reload the page.',
    'statistics.query_closed': 'This query is closed and takes no more answers. Open another one if needed.',
    'statistics.gaps':
      '{owed} filings are owed and {open} are not finally approved; the period was not locked. Chase and approve first, or confirm the gaps.',
    'statistics.not_locked': 'The period is not locked and need not be reopened.',
    'statistics.day_past': 'The day {day} is past. Choose today or later.',
    'statistics.due_before_open': 'The due day cannot be before the opening day {opensOn}. Choose again.',
    'statistics.reopening_unknown': 'This reopening was not found; it may have ended. Reload the page.',
    'statistics.published_without_filters':
      'The published cut takes no filters and opens no list, from which single enterprises could be worked out. Take the filters off.',
    'statistics.quotient_needs_filter':
      'A location quotient is of one industry, field or park. Choose a filter first.',
    'statistics.too_many_groups':
      'There are too many groups and periods, so nothing was computed. Choose fewer periods or a coarser cut.',
    'statistics.no_store':
      'The columnar store is not running; nothing can be summed now. Try again soon, or tell your administrator.',
    'statistics.indicator_unknown': 'There is no indicator “{indicator}”. Choose one from the list.',
    'statistics.indicator_code':
      'Code and address of the indicator differ; nothing was saved. Reload the page.',
    'statistics.indicator_shipped':
      '“{indicator}” comes with the program and cannot be changed. Make one with another code.',
    'statistics.import_one_file': 'Choose one file; nothing was imported. It may be .xlsx or .csv.',
    'statistics.import_empty':
      'No row of the file has figures, so nothing was imported. Check that it is the right file.',
    'statistics.import_too_long':
      'The file has more than {most} rows, so nothing was imported. Import it in several files.',
    'statistics.import_blank': '{count} {count|row|rows} without any figure {count|was|were} left out.',
    'statistics.import_unit_missing':
      'The row does not say whose filing it is and was not imported. Give the credit code or the name.',
    'statistics.import_unit_unknown':
      '“{given}” is not in the register, or is not yours, and was not imported. Check code and name.',
    'statistics.import_code_wrong':
      '“{given}” is no valid unified social credit code, so the row was not imported. Check its 18 characters.',
    'statistics.import_name_shared':
      '{count} enterprises are called “{name}”, so the row was not imported. Give the credit code instead.',
    'statistics.import_name_differs':
      'The file says “{given}”, but in the register this code is “{name}”. Check that the row is right.',
    'statistics.import_twice': 'The same unit as in row {rows}; neither was imported. Keep one of them.',
    'statistics.import_other_park': 'Not of the chosen park, so the row was not imported.',
    'statistics.import_other_version':
      'This filing follows version {version} of the form and was not imported. Change it on its own page.',
    'statistics.not_found': 'There is no such import, or it is not yours. Open it from the page of imports.',
    'statistics.watch_unknown': 'There is no warning rule “{watch}”. Please choose one from the list.',
    'statistics.watch_code':
      'The code of the rule and the address differ; nothing was saved. Please reload the page and try again.',
    'statistics.watch_kind':
      'The kind of a rule that exists cannot change; nothing was saved. Please add one under another code.',
    'statistics.watch_untested':
      'This version of the rule has not been tried on the history and cannot be switched on. Please try it and look at the result first.',
    'statistics.alert_unknown':
      'This alert was not found, or you may not see it. Please choose one from the list.',
    'statistics.alert_not_yours':
      'This alert is not yours to act on; nothing was done. Please ask its owner.',
    'statistics.alert_wrong_state':
      'This alert has been handed on or closed already; nothing was done. Please reload the page.',
    'statistics.alert_body_missing':
      'An alert about the whole zone needs a body that is supervised. Please choose one.',
    'statistics.drill_not_yours': 'The filings behind this number are not open to you.',

    'enterprises.not_found': 'This enterprise was not found, or is not yours to see. Search in the register.',
    'enterprises.not_known_then':
      'The register knows nothing of it after {from}; nothing was saved. Check the day.',
    'enterprises.nothing_changed': 'No change was entered; nothing was saved.',
    'enterprises.span_empty': 'The last day must be after the first; nothing was saved. Choose again.',
    'enterprises.successor_missing': 'Name the enterprise into which it was merged; nothing was saved.',
    'enterprises.successor_wrong':
      'The successor cannot be the enterprise itself, and is named only for a merger. Correct it.',
    'enterprises.successor_unknown': 'The successor was not found. Choose it from the register.',
    'enterprises.body_unknown': 'The chosen park or district was not found; nothing was saved. Choose again.',
    'enterprises.code_unknown':
      'The code “{code}” is not in the list; nothing was saved. Choose from the list.',
    'enterprises.credit_code_wrong':
      'The unified social credit code is wrong (its check character does not fit). Check and type it again.',
    'enterprises.known_already':
      'The register already has an enterprise with the code {creditCode}. Find it and record the change there.',
    'enterprises.other_park': 'You can only register enterprises of your own park. Choose your park.',

    'indicators.unknown_unit': 'There is no unit “{unit}”. Use a unit of the forms.',
    'indicators.units_differ':
      '“{left}” and “{right}” measure different things and cannot be converted or added. Check the expression.',
    'indicators.not_finite': 'The result is not a finite number. Check expression and data.',
    'indicators.form_shape': 'The form is not written correctly: {detail}.',
    'indicators.form_valid_from': 'The first period “{value}” does not fit the rhythm of the form.',
    'indicators.duplicate_section': 'The form has two sections “{section}”.',
    'indicators.duplicate_field': 'The form has two cells “{field}”.',
    'indicators.duplicate_choice': 'The cell “{field}” has two choices “{value}”.',
    'indicators.duplicate_rule': 'Two rules have the number “{rule}”.',
    'indicators.field_not_of_type': 'A cell of the type of “{field}” has no “{property}”.',
    'indicators.choices_missing': 'The cell “{field}” lists no choices.',
    'indicators.decimals_missing': 'The cell “{field}” does not say how many decimals it has.',
    'indicators.bounds_reversed': 'The minimum of “{field}” is above its maximum.',
    'indicators.pattern_unreadable': 'The pattern of “{field}” cannot be read.',
    'indicators.unknown_field': '“{field}” speaks of a cell “{unknown}” that the form does not have.',
    'indicators.condition_value':
      'The condition of “{field}” uses a value “{value}” that “{on}” cannot have.',
    'indicators.unknown_cell': 'There is no cell “{cell}{form}{field}”. Check the code.',
    'indicators.cell_no_figure': 'The rule “{rule}” uses a cell “{cell}” that is no figure.',
    'indicators.pair_of_one': 'The two cells of the rule “{rule}” are the same.',
    'indicators.relation_without_cell': 'The rule “{rule}” uses no cell of the form.',
    'indicators.tolerance_not_for_unequal':
      'The rule “{rule}” asks for difference and can have no tolerance.',
    'indicators.relation_syntax':
      'The relation cannot be read at character {position}. Check how it is written.',
    'indicators.prorate_not_a_number': 'One of the numbers is not valid; nothing was prorated.',
    'indicators.prorate_decimals':
      'One of the numbers has more decimals than are kept; nothing was prorated.',
    'indicators.prorate_bounds': 'Bounds or weight of a part make no sense; nothing was prorated.',
    'indicators.prorate_lengths': 'The lists differ in length; nothing was prorated.',
    'indicators.prorate_out_of_reach':
      'Within their bounds the parts cannot add up to {total}; nothing was prorated.',
    'indicators.expression_too_long': 'The expression is too long: at most {limit} characters.',
    'indicators.expression_too_deep': 'The expression has too many brackets: at most {limit} levels.',
    'indicators.expression_unexpected':
      'The expression cannot be read here: “{found}”. Check how it is written.',
    'indicators.no_cells': 'The expression uses no cell of a form.',
    'indicators.unknown_form': 'There is no form “{form}”. Check its code.',
    'indicators.unknown_attribute': 'Enterprises have no attribute “{name}”.',
    'indicators.unknown_function':
      'There is no function “{name}”. Use sum, mean, median, quantile, count, countIf, hhi and the like.',
    'indicators.wrong_arguments': 'The arguments of “{name}” are not right.',
    'indicators.cell_outside_aggregate': '“{form}!{field}” must stand inside sum or another aggregate.',
    'indicators.nested_aggregate': 'An aggregate cannot stand inside the aggregate “{name}”.',
    'indicators.aggregate_of_no_cell': 'The aggregate “{name}” has no cell in it.',
    'indicators.wrong_kind': 'Here stands {found} where {expected} is needed.',
    'indicators.text_has_no_order': 'Texts can only be compared for being equal or not.',
    'indicators.quantile_share': 'The share of a quantile lies between 0 and 1.',
    'indicators.rhythm_differs':
      'The forms of the expression have different rhythms ({expected}, {found}) and cannot be used together.',
    'indicators.result_unit':
      'The expression results in “{found}”, which does not fit “{expected}”. Change the unit or the expression.',
    'indicators.indicator_shape': 'The indicator is not written correctly: {detail}.',
    'indicators.duplicate_alias': 'The alias “{alias}” is given twice.',
    'indicators.outlier_rule_shape': 'The outlier rule is not written correctly: {detail}.',
    'indicators.outlier_rule_without_window':
      'A rule that learns from an enterprise’s own past needs a training window.',
    'indicators.outlier_rule_window_too_short':
      'It asks for {atLeast} figures, but the training window has {training} periods.',
    'indicators.outlier_rule_without_bound': 'The rule bounds nothing.',
    'indicators.warning_shape': 'The warning rule is not written correctly: {detail}.',
    'indicators.warning_period': 'There is no period “{period}”.',
    'indicators.warning_path_order': 'The target’s period must be after the baseline’s.',
    'indicators.warning_no_way': 'Target and baseline are equal: there is no way to measure.',
    'indicators.warning_compound_path':
      'For a compound path baseline and target need the same sign and may not be zero.',
  },
} as const
