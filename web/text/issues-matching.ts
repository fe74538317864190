/** Messages about policies as data, combinations, layouts and the integer programmes behind them; `issues.ts` takes them in. */
export const matchingIssues = {
  'zh-CN': {
    'optimisation.infeasible': '没有任何方案能同时满足所选的全部条件。请放宽其中一条，或少固定几项后再算。',
    'optimisation.unbounded': '所求的目标没有上限，算不出最好的方案。请补上限制条件后再算。',
    'optimisation.no_solution_in_time': '{seconds} 秒内没有找到可行的方案。请减少条件，或稍后再算。',
    'optimisation.programme': '规划模型有误（{what}：{name}），没有计算。请把这一情况告诉系统管理员。',
    'optimisation.solver': '求解器没有给出结果（状态 {status}）。请稍后再试；仍不行时请告诉系统管理员。',

    'matching.policy_shape': '政策数据不符合格式：“{place}”处有误（{detail}），没有读取。请改正后再试。',
    'matching.groups_shape': '叠加组数据不符合格式：“{place}”处有误（{detail}），没有读取。请改正后再试。',
    'matching.ladder_shape': '梯度数据不符合格式：“{place}”处有误（{detail}），没有读取。请改正后再试。',
    'matching.layout_shape': '布局规则数据不符合格式：“{place}”处有误（{detail}），没有读取。请改正后再试。',
    'matching.ladder_code_twice': '梯度中“{rung}”出现了两次，没有读取。请改用不同的代码。',
    'matching.ladder_unknown_rung': '“{rung}”要求先取得“{required}”，但梯度中没有这一级。请核对代码。',
    'matching.ladder_not_below': '“{rung}”要求先取得“{required}”，后者却不在它之下。请调整顺序或前置要求。',
    'matching.too_deep': '内容嵌套超过 {limit} 层，没有读取。请减少层次。',
    'matching.too_large': '内容超过 {limit} 项，没有读取。请拆分后再提交。',
    'matching.validity_reversed': '有效期的截止日 {to} 不晚于起始日 {from}。请改正有效期。',
    'matching.window_reversed': '申报窗口的截止日 {to} 早于起始日 {from}。请改正日期。',
    'matching.window_outside_validity':
      '申报窗口 {from} 至 {to} 超出政策有效期（{validFrom} 起，{validTo} 止）。请调整窗口或有效期。',
    'matching.windows_overlap': '申报窗口 {from} 至 {to} 与前一个窗口重叠。请合并或错开。',
    'matching.excludes_itself': '政策“{policy}”与自身互斥。请从互斥名单中去掉它。',
    'matching.unknown_policy': '没有找到所引用的政策“{policy}”。请核对政策代码。',
    'matching.supersedes_cycle': '政策之间循环替代：{policies}。请去掉其中一处替代关系。',
    'matching.superseded_still_valid':
      '被替代的政策“{policy}”在本政策起始后仍然有效（截止日：{until}）。请确认是否应当提前终止。',
    'matching.unknown_group': '没有名为“{group}”的叠加组。请选择已有的组，或先设立它。',
    'matching.group_of_one': '互斥组“{group}”里只有本政策，起不到作用。请核对组名。',
    'matching.unknown_park': '没有代码为“{park}”的分园。请从分园名单中选择。',
    'matching.named_twice': '“{value}”重复列出。请删去一个。',
    'matching.budget_year_twice': '{year} 年的预算列了两次。请合并为一项。',
    'matching.budget_outside_validity':
      '{year} 年的预算不在政策有效期内（{validFrom} 起，{validTo} 止）。请核对年度。',
    'matching.budget_below_ceiling':
      '{year} 年预算 {amount} 万元，还不够一家企业的最高额 {ceiling} 万元。请核对金额单位。',
    'matching.amount_missing': '政策以资金支持，却没有金额公式。请填写公式，或改为服务、认定类。',
    'matching.amount_without_money': '政策不是资金支持，却写了金额公式。请删去公式，或改为资金类。',
    'matching.ceiling_off_step':
      '最高额 {ceiling} 万元不是取整单位 {step} 万元的整数倍，实际付不到最高额。请调整其中一个。',
    'matching.verified_without_clause':
      '政策标为“已核实”，却没有注明依据的文件和条款。请补上依据，或改为未核实。',
    'matching.nothing_decides': '所有条件都已停用，任何企业都会被判为符合。请至少启用一个条件。',
    'matching.direct_needs_papers':
      '免申即享的政策要求必交材料“{evidence}”，但它不对应任何事实，无法事先掌握。请改为选交，或改变办理方式。',
    'matching.evidence_unknown_fact': '材料“{evidence}”所证明的事实“{fact}”不存在。请从事实目录中选择。',
    'matching.evidence_twice': '材料代码“{evidence}”重复。请改用不同的代码。',
    'matching.no_tests': '没有测试用例，规则改动后无法自动核对。请至少各写一个符合和不符合的例子。',
    'matching.tests_one_sided': '没有预期结果为“{answer}”（yes 符合，no 不符合）的测试用例。请补上一个。',
    'matching.test_unknown_fact': '测试“{test}”用到的事实“{fact}”不存在。请核对名称。',
    'matching.test_wrong_type': '测试“{test}”里“{fact}”的取值类型不对，应为 {type}。请改正取值。',
    'matching.test_unknown_option': '测试“{test}”里“{fact}”的取值“{value}”不在可选范围内。请从选项中选择。',
    'matching.test_outside_validity':
      '测试“{test}”的判定日 {on} 不在政策有效期内（{validFrom} 起，{validTo} 止）。请改正日期。',
    'matching.test_amount_without_yes':
      '测试“{test}”预期的结果不是符合，却写了金额。请删去金额，或改正预期结果。',
    'matching.leading_too_many':
      '该分园有 {count} 个主导产业，规则要求不超过 {most} 个：{which}。请减少或调整为培育产业，或说明理由。',
    'matching.leading_too_few': '该分园有 {count} 个主导产业，规则要求至少 {least} 个。请确定主导产业。',
    'matching.cultivated_too_many':
      '该分园有 {count} 个培育产业，规则要求不超过 {most} 个：{which}。请减少。',
    'matching.cultivated_too_few': '该分园有 {count} 个培育产业，规则要求至少 {least} 个。请确定培育产业。',
    'matching.industry_in_too_many_parks':
      '该产业布局在 {count} 个分园，规则要求不超过 {most} 个：{which}。请集中布局，或说明理由。',
    'matching.industry_in_too_few_parks':
      '该产业布局在 {count} 个分园，规则要求至少 {least} 个。请补充布局。',
    'matching.layout_entry_twice': '分园“{park}”的产业“{industry}”列了两次。请删去一个。',
    'matching.layout_unknown_park': '没有代码为“{park}”的分园（产业“{industry}”）。请核对代码。',
    'matching.layout_unknown_industry':
      '产业目录里没有“{industry}”（分园“{park}”）。请先加入目录，或核对代码。',
  },
  en: {
    'optimisation.infeasible':
      'Nothing satisfies all chosen conditions at once. Relax one of them, or fix fewer items, and try again.',
    'optimisation.unbounded':
      'The goal has no upper limit, so there is no best plan. Add a limit and try again.',
    'optimisation.no_solution_in_time':
      'No plan that satisfies the conditions was found in {seconds} seconds. Use fewer conditions, or try again later.',
    'optimisation.programme':
      'The programme is faulty ({what}: {name}) and was not solved. Please tell the system administrator.',
    'optimisation.solver':
      'The solver gave no result (status {status}). Try again later; if it happens again, tell the system administrator.',

    'matching.policy_shape':
      'The policy is not in the expected form: {place} is wrong ({detail}), so it was not read. Correct it and try again.',
    'matching.groups_shape':
      'The stacking groups are not in the expected form: {place} is wrong ({detail}), so they were not read. Correct it and try again.',
    'matching.ladder_shape':
      'The ladder is not in the expected form: {place} is wrong ({detail}), so it was not read. Correct it and try again.',
    'matching.layout_shape':
      'The layout rules are not in the expected form: {place} is wrong ({detail}), so they were not read. Correct it and try again.',
    'matching.ladder_code_twice': 'The ladder has "{rung}" twice, so it was not read. Use different codes.',
    'matching.ladder_unknown_rung':
      '"{rung}" requires "{required}", which the ladder does not have. Check the code.',
    'matching.ladder_not_below':
      '"{rung}" requires "{required}", which is not below it. Change the order or the requirement.',
    'matching.too_deep': 'More than {limit} levels within one another; it was not read. Use fewer levels.',
    'matching.too_large': 'More than {limit} values; it was not read. Split it and submit again.',
    'matching.validity_reversed':
      'The validity ends on {to}, which is not after its beginning on {from}. Correct the validity.',
    'matching.window_reversed':
      'The application window ends on {to}, before it begins on {from}. Correct the dates.',
    'matching.window_outside_validity':
      'The application window {from} to {to} lies outside the validity (from {validFrom}, until {validTo}). Change the window or the validity.',
    'matching.windows_overlap':
      'The application window {from} to {to} overlaps the one before it. Join them or move one.',
    'matching.excludes_itself': 'The policy "{policy}" excludes itself. Take it off the list.',
    'matching.unknown_policy': 'There is no policy "{policy}". Check the code.',
    'matching.supersedes_cycle':
      'Policies supersede each other in a circle: {policies}. Remove one of the links.',
    'matching.superseded_still_valid':
      'The superseded policy "{policy}" still holds when this one begins (until: {until}). Check whether it should end earlier.',
    'matching.unknown_group':
      'There is no stacking group "{group}". Choose an existing one, or create it first.',
    'matching.group_of_one':
      'Nobody else is in the exclusive group "{group}", so it does nothing. Check its name.',
    'matching.unknown_park': 'There is no park with the code "{park}". Choose from the list of parks.',
    'matching.named_twice': '"{value}" is listed twice. Remove one.',
    'matching.budget_year_twice': 'The budget of {year} is listed twice. Make it one.',
    'matching.budget_outside_validity':
      'The budget of {year} lies outside the validity (from {validFrom}, until {validTo}). Check the year.',
    'matching.budget_below_ceiling':
      'The budget of {year} is {amount}, less than the ceiling of {ceiling} for one enterprise (in 10,000 yuan). Check the unit.',
    'matching.amount_missing':
      'The policy brings money but has no formula for the amount. Write one, or make it a service or a standing.',
    'matching.amount_without_money':
      'The policy brings no money but has a formula for an amount. Remove the formula, or make it a money policy.',
    'matching.ceiling_off_step':
      'The ceiling {ceiling} is no whole multiple of the rounding step {step} (in 10,000 yuan), so it is never paid in full. Change one of them.',
    'matching.verified_without_clause':
      'The policy is marked as verified, but names no document or clause. Add them, or mark it as unverified.',
    'matching.nothing_decides':
      'All conditions are switched off, so every enterprise qualifies. Switch on at least one.',
    'matching.direct_needs_papers':
      'The benefit comes without application, but requires "{evidence}", which shows no fact and cannot be known beforehand. Make it optional, or change the procedure.',
    'matching.evidence_unknown_fact':
      'The evidence "{evidence}" shows "{fact}", which is no known fact. Choose from the catalogue of facts.',
    'matching.evidence_twice': 'The evidence code "{evidence}" is used twice. Use different codes.',
    'matching.no_tests':
      'There are no test cases, so changes of the rule cannot be checked. Write at least one that qualifies and one that does not.',
    'matching.tests_one_sided': 'No test case expects the answer "{answer}". Add one.',
    'matching.test_unknown_fact': 'The test "{test}" uses "{fact}", which is no known fact. Check the name.',
    'matching.test_wrong_type':
      'In the test "{test}" the value of "{fact}" has the wrong type; it should be {type}. Correct the value.',
    'matching.test_unknown_option':
      'In the test "{test}" the value "{value}" of "{fact}" is not among its options. Choose one of them.',
    'matching.test_outside_validity':
      'The day {on} of the test "{test}" lies outside the validity (from {validFrom}, until {validTo}). Correct the day.',
    'matching.test_amount_without_yes':
      'The test "{test}" expects an amount although it does not expect to qualify. Remove the amount, or correct the expected answer.',
    'matching.leading_too_many':
      'The park has {count} leading industries, the rule allows at most {most}: {which}. Give some up, cultivate them instead, or state reasons.',
    'matching.leading_too_few':
      'The park has {count} leading industries, the rule asks for at least {least}. Decide on leading industries.',
    'matching.cultivated_too_many':
      'The park has {count} cultivated industries, the rule allows at most {most}: {which}. Give some up.',
    'matching.cultivated_too_few':
      'The park has {count} cultivated industries, the rule asks for at least {least}. Decide on cultivated industries.',
    'matching.industry_in_too_many_parks':
      'The industry is in {count} parks, the rule allows at most {most}: {which}. Concentrate it, or state reasons.',
    'matching.industry_in_too_few_parks':
      'The industry is in {count} parks, the rule asks for at least {least}. Add parks.',
    'matching.layout_entry_twice': 'The park "{park}" lists the industry "{industry}" twice. Remove one.',
    'matching.layout_unknown_park':
      'There is no park with the code "{park}" (industry "{industry}"). Check the code.',
    'matching.layout_unknown_industry':
      'The list of industries has no "{industry}" (park "{park}"). Add it first, or check the code.',
  },
} as const
