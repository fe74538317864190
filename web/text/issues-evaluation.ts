/** Why the engine of evaluation declines a scheme, its data or a run; `issues.ts` takes them in. Each part adds its own. */
export const evaluationIssues = {
  'zh-CN': {
    'evaluation.scheme_shape': '评价方案有一处写法不对（{place}，指标“{node}”）：{detail}。请改正后重试。',
    'evaluation.duplicate_node': '编号“{node}”在方案里用了两次。请给每个指标不同的编号。',
    'evaluation.unknown_parent': '“{node}”的上级“{parent}”不在方案里。请改选上级指标。',
    'evaluation.cycle': '上下级绕成了圈：{nodes}。请改正其中一个指标的上级。',
    'evaluation.one_root': '方案要有且只有一个没有上级的总指标，现在有：{nodes}。请改正上级。',
    'evaluation.empty_heading': '“{node}”既没有下级，也没有取数。请补上下级指标、写明取数，或删去它。',
    'evaluation.leaf_with_children': '“{node}”自己取数，又有下级。请只留一样。',
    'evaluation.weight_negative':
      '“{node}”的权重是 {weight}，权重不能为负。需要反向计分的，请把方向改为“越小越好”。',
    'evaluation.weights_zero': '“{heading}”的下级权重都是 0，算不出分。请至少给一个下级权重。',
    'evaluation.weights_too_large': '“{heading}”的下级权重加起来超出了可以计算的范围。请按比例改小。',
    'evaluation.range_reversed':
      '“{node}”的范围 {least} 至 {most} 不对（{property}）：前一个数要小，权重范围在 0 至 1 之间。请改正。',
    'evaluation.goalposts_missing': '“{node}”按上下限计分，却没有写明上限或下限。请补上。',
    'evaluation.goalposts_reversed':
      '“{node}”的下限 {bottom} 不小于上限 {top}。请对调或改正；越小越好的指标也写较小的数为下限。',
    'evaluation.scale_reversed': '“{node}”的分数区间 {low} 至 {high} 颠倒或为零。请改正。',
    'evaluation.target_missing': '“{node}”按目标值计分，却没有写目标值。请补上。',
    'evaluation.ideal_missing': '“{node}”按理想值计分，却没有写理想值。请补上。',
    'evaluation.ideal_not_positive':
      '“{node}”的理想值 {ideal} 不大于 0，不能作除数。请改正，或换一种无量纲化方法。',
    'evaluation.panel_rule': '“{node}”的取数方式与专家打分规则不一致：打分要有规则，数值不用。请改正。',
    'evaluation.node_property': '“{node}”直接取数，不能设置 {property}，它只用于有下级的指标。请去掉。',
    'evaluation.judgements':
      '“{heading}”的判断矩阵不对（{problem}，第 {row} 行第 {column} 列）。要求：成员就是它的下级，行列相等，数都大于 0，对角线为 1，对称位置互为倒数。',
    'evaluation.judgements_missing': '“{heading}”缺少判断矩阵，或有专家没有给全下级的权重。请补齐。',
    'evaluation.unknown_node': '赋权方法（{method}）里写了方案没有的指标“{node}”。请改正编号。',
    'evaluation.shares_impossible':
      '“{heading}”的 {children} 个下级，份额下限（合计或每个）{least}、上限 {most}，凑不成 1。请放宽范围。',
    'evaluation.duplicate_code': '编号“{code}”在 {list} 里用了两次。请改用不同的编号。',
    'evaluation.gate_grade': '门槛“{gate}”限制的等级“{grade}”不在等级表里。请改选等级。',
    'evaluation.unknown_breaker': '同分时比较的“{breaker}”不在方案里。请改正编号。',
    'evaluation.thresholds':
      '等级“{grade}”的分数线 {from} 不对（上一级 {before}）：要逐级降低，最后一级不设。请改正。',
    'evaluation.quotas':
      '等级“{grade}”的名额比例不对（合计 {sum}）：合计不超过 1，最后一级取余下的，不设比例。请改正。',
    'evaluation.grading_without_groups':
      '等级要在同类组内划分，方案却没有设分组。请先设分组，或改为全体划分。',
    'evaluation.lambda':
      '“{node}”的 Box-Cox 参数（{lambda}）不对：用 Box-Cox 要写参数，其他公式不写。请改正。',
    'evaluation.data_shape': '数据的格式不对（{place}）：{detail}。空缺请写 null，不能写文字、NaN 或无穷。',
    'evaluation.duplicate_period': '时期“{period}”出现了两次。请合并或改正。',
    'evaluation.period_order':
      '时期“{period}”不在“{before}”之后，或频率不同、写法不对。请写成同一频率，如 2024、2025，由早到晚。',
    'evaluation.duplicate_unit': '对象“{unit}”出现了两次。请合并或改正编号。',
    'evaluation.data_size': '列“{column}”应有 {expected} 项，实有 {found} 项。请补齐，空缺写 null。',
    'evaluation.duplicate_column': '列“{column}”出现了两次，不知道用哪一列。请删去一列。',
    'evaluation.table_column': '表里没有“{column}”列。请加上这一列，写明每行是哪个对象。',
    'evaluation.row_length': '第 {row} 行有 {cells} 格，表头只有 {expected} 列。请检查分隔符和引号。',
    'evaluation.not_a_number':
      '第 {row} 行“{column}”列的“{value}”不是数。请写阿拉伯数字，不带千分位、百分号和单位；空缺留空。',
    'evaluation.cell_empty': '第 {row} 行“{column}”列是空的。请补上。',
    'evaluation.duplicate_row':
      '第 {row} 行与第 {first} 行是同一对象“{unit}”的同一时期 {period}。请只留一行。',
    'evaluation.unit_differs': '第 {row} 行对象“{unit}”的 {column} 与前面的行不同。请改为一致。',
    'evaluation.no_rows': '表里没有数据行。请确认选对了文件。',
    'evaluation.incomplete_scheme':
      '方案“{scheme}”标明不完整，不能用于正式评价。请补全后改为正式版本，或作为试算运行。',
    'evaluation.period_unknown': '数据里没有时期“{period}”。请改选数据中的时期。',
    'evaluation.column_missing': '数据里没有“{node}”要用的列“{column}”。请在数据里补上，或改正方案里的列名。',
    'evaluation.no_units':
      '{units} 个对象都因门槛或数据太少被排除，没有可以评价的。请核对门槛、筛选条件和数据。',
    'evaluation.unit_without_group': '“{unit}”没有分组“{group}”，不能与同类比较。请在数据里补上它的分组。',
    'evaluation.grouping_unknown':
      '“{node}”按分组“{group}”补缺，数据里没有这种分组。请补上分组，或换一种补缺方法。',
    'evaluation.panel_score_range':
      '“{member}”给“{unit}”的“{node}”打了 {score} 分，超出 {least} 至 {most}。请与专家核对。',
    'evaluation.panel_too_small':
      '“{unit}”的“{node}”只有 {scores} 个打分，各去掉 {trim} 个最高最低分后没有剩余。请补充专家，或少去几个。',
    'evaluation.denominator_zero':
      '{period} “{unit}”的“{node}”要除以“{column}”，而它是 0。请核对这个数；确实没有的请留空。',
    'evaluation.too_large': '{period} “{unit}”的“{node}”超出了可以计算的范围（{step}）。请核对数值和单位。',
    'evaluation.transform_undefined':
      '“{node}”的值 {value} 不能用公式 {formula} 变换（例如对 0 或负数取对数，或会把高低颠倒）。请换一种离群值处理。',
    'evaluation.all_missing':
      '“{node}”没有任何数据（分组：{group}），不能用 {method} 计分。请补充数据，或从方案中去掉这个指标。',
    'evaluation.constant_indicator':
      '“{node}”所有对象都是 {value}（分组：{group}），{method} 分不出高低。请核对数据，改用上下限计分，或去掉这个指标。',
    'evaluation.too_few_values':
      '“{node}”只有 {count} 个数（分组：{group}），{method} 至少要两个。请补充数据，或改用上下限计分。',
    'evaluation.target_passed':
      '“{node}”最差的对象（{worst}）也已达到目标 {target}（分组：{group}），{method} 分不出高低。请改目标值，或改用上下限计分。',
    'evaluation.reference_missing':
      '作参照的“{unit}”没有“{node}”的数，或没有参加评价（分组：{group}，{method}）。请换一个参照。',
    'evaluation.reference_last':
      '作参照的“{unit}”在“{node}”上最差（{value}，分组：{group}），不能用 {method} 计分。请换一个参照。',
    'evaluation.maximum_zero':
      '“{node}”的最优值是 0（分组：{group}），不能作 {method} 的除数。请换一种无量纲化方法。',
    'evaluation.weights_undefined':
      '“{heading}”的下级之间没有差别可比，{method} 算不出权重。请检查数据，或换一种赋权方法。',
    'evaluation.judgements_too_many':
      '“{heading}”有 {children} 个下级，判断矩阵最多 {most} 个。请分成几组，或换一种赋权方法。',
    'evaluation.judgements_inconsistent':
      '“{heading}”的判断前后矛盾，一致性比率 {ratio} 超过 {most}，没有采用。请专家复核判断矩阵。',
    'evaluation.entropy_negative':
      '“{heading}”用熵权法，但“{node}”有负数 {value}。请把无量纲化改到 [0, 1] 或 [1, 100]。',
    'evaluation.component_opposed':
      '“{heading}”按主成分赋权，“{node}”的载荷是 {loading}，与其他下级方向相反，权重会成负数。请改用载荷平方（squared），或检查指标方向。',
    'evaluation.doubt_negative':
      '“{heading}”用有利赋权，但 {unit} 的“{node}”是负数 {value}。请把无量纲化改到不小于 0 的区间。',
    'evaluation.doubt_impossible':
      '“{heading}”用有利赋权，{unit} 的份额不能都在 {least} 至 {most} 之间。请放宽份额范围。',
    'evaluation.doubt_aggregation':
      '“{heading}”用有利赋权，合成方法 {aggregation} 不适用。请改用算术平均（arithmetic）或求和（sum）。',
    'evaluation.expert_incomplete':
      '第 {round} 轮专家“{expert}”没有给“{node}”权重（上级“{heading}”）。请补齐，或去掉这位专家。',
    'evaluation.expert_without_weights':
      '第 {round} 轮专家“{expert}”给“{heading}”的下级权重都是 0。请补填，或去掉这位专家。',
    'evaluation.geometric_not_positive':
      '“{heading}”用几何平均，但“{node}”有 {units} 个单位的分数不大于 0（如 {unit}：{value}）。请把无量纲化改到 [1, 100]，或换一种合成方法。',
    'evaluation.harmonic_zero':
      '“{heading}”用调和平均，但“{node}”有 {units} 个单位的分数是 0（如 {unit}）。请把无量纲化改到 [1, 100]，或换一种合成方法。',
    'evaluation.power_not_positive':
      '“{heading}”用幂平均，但“{node}”有 {units} 个单位的分数 {value} 不能乘方（如 {unit}）。请把无量纲化改到 [1, 100]，或换一个幂。',
    'evaluation.no_spread':
      '“{node}”下各单位没有差别，这种合成方法只比较差别，算不出分。请检查数据，或换一种合成方法。',
    'evaluation.overflow': '{unit} 的“{node}”超出了可以计算的范围。请检查数据和单位。',
    'evaluation.too_few_for_breaks':
      '自然断点要分 {grades} 级，不同的分数只有 {different} 个（分组：{group}）。请减少等级，或改用分数线、名额。',
    'evaluation.components_rows':
      '主成分分析要有至少两个各项指标齐全的单位，现在只有 {rows} 个。请补数，或减少指标。',
    'evaluation.components_constant':
      '“{node}”在数据齐全的单位中都相同，不能做主成分分析。请去掉它，或核对数据。',
    'evaluation.unit_unknown': '这次评价里没有单位“{unit}”。请重新选择单位。',
    'evaluation.unit_unscored':
      '“{unit}”在 {period} 没有总分（未参评，或没有可以计算的数据），不能说明得分。请换一个单位，或先看它为什么没有参评。',
    'evaluation.index_base':
      '“{node}”（{unit}）在基期 {period} 的值是 {value}，基期的值要大于零才能编指数。请补数或另选基期。',
    'evaluation.index_figure': '“{node}”（{unit}，{period}）的值是 {value}，不能与基期相比。请核对数据。',
    'evaluation.index_way':
      '“{node}”用 {method} 合成，这种方法不能编指数。请改用算术平均、几何平均等平均方法。',
    'evaluation.uncertainty_range':
      '稳健性分析的“{property}”是 {value}，应在 {least} 至 {most} 之间。请改正后重试。',
    'evaluation.only_leaf': '方案只有一个指标，不能轮流去掉指标。请关掉这一项。',
    'evaluation.nothing_uncertain': '稳健性分析里没有让任何做法变动，算不出差别。请至少选一项。',
    'evaluation.uncertain_combination':
      '这几种做法放在一起算不出结果：无量纲化 {normalisation}、合成 {aggregation}、补缺 {imputation}、离群值处理 {treatment}。原因见下一条。请去掉其中一种。',
    'evaluation.cancelled': '计算已取消（完成 {done} / {of}），没有保存结果。需要时请重新开始。',
    'evaluation.weights_move_method':
      '“{heading}”的合成方法（{aggregation}）与“{other}”的（{otherAggregation}）不能放在一起找权重。请只放开同一种均值下的权重。',
    'evaluation.weights_move_relative':
      '“{heading}”的合成方法（{aggregation}）要看单位之间的比较，不能直接找权重。请只放开它上面或旁边的权重。',
    'evaluation.weights_move_negative':
      '“{unit}”的“{node}”是 {value}，小于 0，“{heading}”的调和平均没有大小之分。请换到 1 至 100 的区间。',
    'evaluation.weights_move_gap':
      '“{unit}”的“{node}”没有数，去掉后其余权重会按比例放大，不能这样找权重。请先补缺，或不放开“{heading}”的权重。',
    'evaluation.weights_move_points':
      '这个方案在合成后加分或减分，只有各级都用算术平均或加总时才能找权重。请换一种合成方法。',
    'evaluation.weights_own': '“{heading}”的权重由每个单位自己选最有利的，没有共同的权重可以调整。',
    'evaluation.weights_move_range':
      '“{heading}”下级权重的允许范围凑不成 100%（合计最少 {least}，最多 {most}）。请放宽范围。',
    'evaluation.unknown_heading': '“{node}”不是方案里有下级的指标。请改选。',
    'evaluation.share_unknown': '“{node}”不在方案里，或者没有同级指标，不能调整它的权重。请改选。',
    'evaluation.share_range': '“{node}”的权重 {share} 不在允许范围 {least} 至 {most} 之内。请改一个数。',
    'evaluation.shares_sum': '“{heading}”下级的权重加起来是 {sum}，应为 100%。请改正。',
    'evaluation.draft_exists':
      '方案“{code}”已经有一份草案，同一时间只能有一份。请打开那份草案继续编辑，或先删去它。',
    'evaluation.not_yours': '这项内容归别的单位管，没有改动。可以复制一份再改，或联系管理它的单位。',
    'evaluation.scheme_code_missing': '没有写方案编号，草案没有建立。请填写编号。',
    'evaluation.scheme_code_taken':
      '编号“{code}”已有方案使用，草案没有建立。请换一个编号，或起草那个方案的新版本。',
    'evaluation.scheme_published': '方案已经发布，不能再改。请起草新版本。',
    'evaluation.scheme_was_run': '这份草案已经运行过，运行记录要用到它，不能删去。请保留，或发布新版本代替。',

    'evaluation.no_filings': '“{node}”不是由统计填报汇总的，没有可以追溯的企业报表。请看它的数据来源。',
    'evaluation.facts_not_yours':
      '评价数据由办公室填报，专家打分由评委本人填报，这次没有保存。请换有权限的账号。',
    'evaluation.column_unknown':
      '“{column}”不在{kind}类对象要填的数据里，这次没有保存。请刷新页面，只填表中的列。',
    'evaluation.score_out_of_range':
      '{unit} 的“{column}”打了 {value} 分，要在 {least} 至 {most} 分之间。请改正后保存。',
    'evaluation.cell_twice': '同一个格子（{unit}，{column}）写了两个数。请只留一个。',
    'evaluation.period_of_rhythm': '{period} 不是方案要求的评价期（{rhythm}）。请改选年度、季度或月份。',
    'evaluation.no_units_of_kind': '还没有登记这一类评价对象（{kind}），无法冻结数据。请先登记。',
    'evaluation.run_failed': '测算没有完成：计算中出了程序错误。请重新运行；仍不行时请联系系统管理员。',
    'evaluation.package_unreadable': '这个文件不是复算包，或者已经损坏。请重新下载复算包。',
    'evaluation.not_frozen': '这一轮评价还没有冻结数据，不能测算。请先冻结数据。',
    'evaluation.snapshot_missing': '没有选定冻结数据。请选择一次已有的测算，用它的冻结数据运行。',
    'evaluation.snapshot_of_round': '正式测算只用本轮最新的冻结数据。请不要另选数据。',
    'evaluation.period_missing': '没有选择评价期。请选择要测算的评价期。',
    'evaluation.run_ended': '这次测算已经结束，或者不归您管，不能停止。请刷新页面查看结果。',
  },
  en: {
    'evaluation.scheme_shape':
      'The scheme is not written as it should be at {place} (node {node}): {detail}. Correct it and try again.',
    'evaluation.duplicate_node': 'Code {node} stands twice in the scheme. Give each node a code of its own.',
    'evaluation.unknown_parent':
      '{node} hangs under {parent}, which is not in the scheme. Choose another parent.',
    'evaluation.cycle':
      'These nodes stand above one another in a circle: {nodes}. Give one of them another parent.',
    'evaluation.one_root':
      'A scheme has exactly one node without a parent, the total; here there are: {nodes}. Correct the parents.',
    'evaluation.empty_heading':
      '{node} has neither children nor a figure. Add children, say which column it reads, or remove it.',
    'evaluation.leaf_with_children': '{node} reads a figure and has children too. Keep one of the two.',
    'evaluation.weight_negative':
      '{node} has the weight {weight}; weights cannot be negative. Where less is better, turn the direction instead.',
    'evaluation.weights_zero':
      'All children of {heading} weigh nothing, so it has no score. Give at least one of them a weight.',
    'evaluation.weights_too_large':
      'The weights under {heading} add up to more than can be computed. Make them smaller in proportion.',
    'evaluation.range_reversed':
      'The range {least} to {most} of {node} ({property}) is not one: the first must be smaller, and shares lie between 0 and 1. Correct it.',
    'evaluation.goalposts_missing': '{node} is scored between two marks, but a mark is missing. Write both.',
    'evaluation.goalposts_reversed':
      'The lower mark {bottom} of {node} is not below the upper mark {top}. Turn them round; this holds where less is better too.',
    'evaluation.scale_reversed':
      'The interval of scores {low} to {high} of {node} is turned round or empty. Correct it.',
    'evaluation.target_missing': '{node} is scored against a target, but none is written. Write it.',
    'evaluation.ideal_missing': '{node} is scored against an ideal value, but none is written. Write it.',
    'evaluation.ideal_not_positive':
      'The ideal value {ideal} of {node} is not above zero and cannot divide. Correct it or choose another scale.',
    'evaluation.panel_rule':
      '{node} and its rule for panels do not fit: scores need one, figures must not have one. Correct it.',
    'evaluation.node_property': '{node} reads a figure; {property} belongs only to headings. Remove it.',
    'evaluation.judgements':
      'The judgements for {heading} are not right ({problem}, row {row}, column {column}). They need its children, as many rows as columns, values above zero, ones on the diagonal and reciprocals across it.',
    'evaluation.judgements_missing':
      'Judgements for {heading} are missing, or an expert has not weighed all its children. Complete them.',
    'evaluation.unknown_node':
      'The weighting ({method}) speaks of {node}, which is not in the scheme. Correct the code.',
    'evaluation.shares_impossible':
      'The {children} children of {heading} cannot share out one within {least} and {most}. Widen the range.',
    'evaluation.duplicate_code': 'Code {code} stands twice among {list}. Use another code.',
    'evaluation.gate_grade':
      'Gate {gate} caps at grade {grade}, which is not among the grades. Choose another.',
    'evaluation.unknown_breaker':
      'Ties are to be broken by {breaker}, which is not in the scheme. Correct the code.',
    'evaluation.thresholds':
      'The threshold {from} of grade {grade} (the one before has {before}) is not right: each must be lower, and the last grade has none. Correct it.',
    'evaluation.quotas':
      'The share of grade {grade} is not right (the sum is {sum}): shares add to one at most, and the last grade takes the rest without one. Correct it.',
    'evaluation.grading_without_groups':
      'Grades are to be given within peer groups, but the scheme has none. Set the groups, or grade over all.',
    'evaluation.lambda':
      'The exponent {lambda} of {node} is not right: Box-Cox needs one, other formulas must not have one. Correct it.',
    'evaluation.data_shape':
      'The data are not written as they should be at {place}: {detail}. A missing value is null; texts, NaN and infinities are not figures.',
    'evaluation.duplicate_period': 'Period {period} stands twice. Merge or correct it.',
    'evaluation.period_order':
      'Period {period} does not follow {before}, is of another rhythm or is not written as one. Write periods of one rhythm, such as 2024, 2025, oldest first.',
    'evaluation.duplicate_unit': 'Unit {unit} stands twice. Merge it or correct the code.',
    'evaluation.data_size':
      'Column {column} should have {expected} entries and has {found}. Complete it; a missing value is null.',
    'evaluation.duplicate_column': 'Column {column} stands twice; nobody knows which counts. Remove one.',
    'evaluation.table_column': 'The table has no column {column}. Add it, so that each row says whose it is.',
    'evaluation.row_length':
      'Row {row} has {cells} cells, the head only {expected}. Check separators and quotes.',
    'evaluation.not_a_number':
      '“{value}” in row {row}, column {column}, is no number. Write plain digits without separators, percent signs or units; leave what is missing empty.',
    'evaluation.cell_empty': 'Column {column} is empty in row {row}. Fill it in.',
    'evaluation.duplicate_row': 'Rows {row} and {first} are both unit {unit} in period {period}. Keep one.',
    'evaluation.unit_differs':
      'Row {row} gives unit {unit} another {column} than an earlier row. Make them agree.',
    'evaluation.no_rows': 'The table has no rows of data. Make sure it is the right file.',
    'evaluation.incomplete_scheme':
      'Scheme {scheme} is marked incomplete and cannot be run officially. Complete it in a new version, or run it as a trial.',
    'evaluation.period_unknown': 'The data have no period {period}. Choose one that they have.',
    'evaluation.column_missing':
      'The data have no column {column}, which {node} reads. Add it to the data or correct the name in the scheme.',
    'evaluation.no_units':
      'All {units} units were left out by gates or for lack of data, so there is nobody to judge. Check gates, screening and data.',
    'evaluation.unit_without_group':
      'Unit {unit} has no group in {group} and cannot be compared with its peers. Add its group to the data.',
    'evaluation.grouping_unknown':
      '{node} fills gaps by group {group}, which the data do not have. Add the grouping or fill gaps another way.',
    'evaluation.panel_score_range':
      '{member} gave {unit} {score} for {node}, outside {least} to {most}. Check with the expert.',
    'evaluation.panel_too_small':
      '{unit} has only {scores} scores for {node}; without the {trim} highest and lowest nothing is left. Add experts or drop fewer.',
    'evaluation.denominator_zero':
      '{node} of {unit} in {period} is divided by {column}, which is 0. Check that figure; leave it empty where there is none.',
    'evaluation.too_large':
      '{node} of {unit} in {period} goes beyond what can be computed ({step}). Check the figure and its unit.',
    'evaluation.transform_undefined':
      'The value {value} of {node} cannot be put through {formula} (a logarithm of zero or less, for example, or it would turn best into worst). Treat outliers another way.',
    'evaluation.all_missing':
      '{node} has no figures at all (group: {group}), so {method} gives no score. Add figures, or take it out of the scheme.',
    'evaluation.constant_indicator':
      '{node} is {value} for every unit (group: {group}), so {method} cannot tell them apart. Check the data, score between fixed marks, or take it out.',
    'evaluation.too_few_values':
      '{node} has only {count} {count|figure|figures} to compare (group: {group}); {method} needs two at least. Add data or score between fixed marks.',
    'evaluation.target_passed':
      'Even the worst unit of {node} ({worst}) has reached the target {target} (group: {group}), so {method} tells nothing apart. Change the target or score between fixed marks.',
    'evaluation.reference_missing':
      'The unit of reference {unit} has no figure for {node} or is not judged (group: {group}, {method}). Choose another.',
    'evaluation.reference_last':
      'The unit of reference {unit} is the worst in {node} ({value}, group: {group}), so {method} has no scale. Choose another.',
    'evaluation.maximum_zero':
      'The best value of {node} is 0 (group: {group}) and cannot divide for {method}. Choose another scale.',
    'evaluation.weights_undefined':
      'The figures under {heading} do not tell its parts apart, so {method} finds no weights. Check the data or weigh another way.',
    'evaluation.judgements_too_many':
      '{heading} has {children} parts; pairwise judgements go up to {most}. Group the parts or weigh another way.',
    'evaluation.judgements_inconsistent':
      'The judgements on {heading} contradict each other: consistency ratio {ratio}, above {most}. Ask the experts to look at them again.',
    'evaluation.entropy_negative':
      '{heading} is weighed by entropy, but {node} has {value}, below zero. Scale into [0, 1] or [1, 100].',
    'evaluation.component_opposed':
      '{heading} is weighed by its principal component, in which {node} points the other way ({loading}) and would weigh less than nothing. Use squared loadings or check the direction.',
    'evaluation.doubt_negative':
      '{heading} is weighed in favour of each unit, but {node} of {unit} is {value}, below zero. Scale to zero and above.',
    'evaluation.doubt_impossible':
      'The shares of {unit} under {heading} cannot all lie between {least} and {most}. Widen the range.',
    'evaluation.doubt_aggregation':
      '{heading} is weighed in favour of each unit, which {aggregation} does not go with. Use the arithmetic mean or the sum.',
    'evaluation.expert_incomplete':
      'In round {round} {expert} gave {node} (under {heading}) no weight. Add it or leave the expert out.',
    'evaluation.expert_without_weights':
      'In round {round} {expert} gave every part of {heading} a weight of 0. Fill them in or leave the expert out.',
    'evaluation.geometric_not_positive':
      '{heading} is a geometric mean, but {node} is zero or less for {units} {units|unit|units} ({unit}: {value}). Scale into [1, 100] or combine another way.',
    'evaluation.harmonic_zero':
      '{heading} is a harmonic mean, but {node} is zero for {units} {units|unit|units} (such as {unit}). Scale into [1, 100] or combine another way.',
    'evaluation.power_not_positive':
      '{heading} is a power mean, but {node} has no such power for {units} {units|unit|units} ({unit}: {value}). Scale into [1, 100] or take another power.',
    'evaluation.no_spread':
      'No unit differs from another under {node}, and this way of combining only looks at differences. Check the data or combine another way.',
    'evaluation.overflow':
      '{node} of {unit} goes beyond what can be computed. Check the figures and their units.',
    'evaluation.too_few_for_breaks':
      'Natural breaks into {grades} grades need as many different scores; there are {different} (group: {group}). Take fewer grades, or grade by marks or quotas.',
    'evaluation.components_rows':
      'Principal components need at least two units that have every indicator; there are {rows}. Add figures or take fewer indicators.',
    'evaluation.components_constant':
      '{node} is the same for every unit with complete data, so it has no principal components. Leave it out or check the data.',
    'evaluation.unit_unknown': 'This run has no unit {unit}. Choose another.',
    'evaluation.unit_unscored':
      '{unit} has no total in {period} (left out, or nothing to compute from), so there is no score to explain. Choose another unit, or look at why it was left out.',
    'evaluation.index_base':
      '{node} of {unit} is {value} in the base period {period}; it must be above zero there. Add the figure or choose another base.',
    'evaluation.index_figure':
      '{node} of {unit} is {value} in {period} and cannot be compared with the base. Check the figure.',
    'evaluation.index_way':
      '{node} is combined by {method}, which makes no index. Use the arithmetic, geometric or another mean.',
    'evaluation.uncertainty_range':
      '{property} of the robustness analysis is {value} but must lie between {least} and {most}. Correct it and try again.',
    'evaluation.only_leaf':
      'The scheme has one indicator only, so none can be left out in turn. Switch this off.',
    'evaluation.nothing_uncertain':
      'Nothing varies in the robustness analysis, so there is nothing to compare. Choose one thing at least.',
    'evaluation.uncertain_combination':
      'These cannot be computed together: scaling {normalisation}, combining {aggregation}, gaps {imputation}, outliers {treatment}. The next line says why. Take one of them out.',
    'evaluation.cancelled': 'Cancelled after {done} of {of}; nothing was saved. Start it again when needed.',
    'evaluation.weights_move_method':
      'Weights cannot be searched where {heading} is combined by {aggregation} and {other} by {otherAggregation}. Let weights move only under one kind of mean.',
    'evaluation.weights_move_relative':
      '{heading} is combined by {aggregation}, which compares units with each other; weights cannot be searched there. Let only weights beside or above it move.',
    'evaluation.weights_move_negative':
      '{unit} has {value} for {node}, below zero, where the harmonic mean of {heading} has no order. Scale into [1, 100].',
    'evaluation.weights_move_gap':
      '{unit} has no value for {node}; the other weights would be scaled up for it, so weights cannot be searched this way. Fill the gap first, or keep the weights under {heading}.',
    'evaluation.weights_move_points':
      'The scheme adds or takes points after combining; weights can then be searched only if all levels are arithmetic means or sums. Combine another way.',
    'evaluation.weights_own':
      'Under {heading} each unit has the weights that suit it best; there are no common weights to move.',
    'evaluation.weights_move_range':
      'The ranges allowed under {heading} cannot add to 100 % (at least {least}, at most {most}). Widen them.',
    'evaluation.unknown_heading': '{node} is not a heading of the scheme. Choose another.',
    'evaluation.share_unknown':
      '{node} is not in the scheme or has no siblings, so its weight cannot be moved. Choose another.',
    'evaluation.share_range':
      'The weight {share} of {node} is outside the allowed {least} to {most}. Choose another number.',
    'evaluation.shares_sum': 'The weights under {heading} add to {sum} instead of 100 %. Correct them.',
    'evaluation.draft_exists':
      'Scheme {code} has a draft already, and there can be one at a time. Go on with that draft or delete it first.',
    'evaluation.not_yours':
      'This belongs to another body, so nothing was changed. Copy it and change the copy, or ask that body.',
    'evaluation.scheme_code_missing': 'The scheme has no code, so no draft was made. Give it one.',
    'evaluation.scheme_code_taken':
      'Code {code} belongs to another scheme, so no draft was made. Choose another code, or draft the next version of that scheme.',
    'evaluation.scheme_published': 'The scheme is published and cannot be changed. Draft a new version.',
    'evaluation.scheme_was_run':
      'The draft was run and its runs still need it, so it was not deleted. Keep it, or publish another version in its place.',

    'evaluation.no_filings':
      '{node} is not made of statistical filings, so there are no enterprises behind it. See its source.',
    'evaluation.facts_not_yours':
      'Facts are written by the office and scores by the expert alone, so nothing was saved. Use an account that may.',
    'evaluation.column_unknown':
      '{column} is not asked for units of kind {kind}, so nothing was saved. Reload, and fill the columns shown.',
    'evaluation.score_out_of_range':
      '{unit} got {value} for {column}, but scores go from {least} to {most}. Correct it and save again.',
    'evaluation.cell_twice': 'One cell ({unit}, {column}) was given two figures. Keep one.',
    'evaluation.period_of_rhythm':
      '{period} is not a period of the scheme’s rhythm ({rhythm}). Choose a year, quarter or month to fit.',
    'evaluation.no_units_of_kind':
      'No units of kind {kind} are recorded yet, so there are no data to freeze. Record them first.',
    'evaluation.run_failed':
      'The run was not finished because of a fault of the program. Run again; if it fails again, tell your system administrator.',
    'evaluation.package_unreadable':
      'This file is no package of a run, or it is damaged. Download the package again.',
    'evaluation.not_frozen': 'This round has no frozen data yet and cannot be run. Freeze the data first.',
    'evaluation.snapshot_missing': 'No frozen data were chosen. Choose a run whose data to use.',
    'evaluation.snapshot_of_round':
      'An official run uses the newest frozen data of its round only. Do not choose others.',
    'evaluation.period_missing': 'No period was chosen. Choose the period to run.',
    'evaluation.run_ended':
      'This run has ended or belongs to somebody else, so it cannot be stopped. Reload to see its result.',
  },
} as const
