/** What the checks of a rule book say: what is wrong, why it matters, what to write instead. */
export const ruleCheckIssues = {
  'zh-CN': {
    'rules.check_unreadable': '第 {column} 个字符处（“{near}”）读不懂。请改正表达式“{text}”。',
    'rules.check_unknown_name': '没有“{name}”这个名称。相近的有：{suggestions}。请核对后选用。',
    'rules.check_no_such_name': '没有“{name}”这个名称，也没有相近的。请核对名称，或先补上这项事实或参数。',
    'rules.check_unknown_member': '“{name}”里没有“{member}”。现有：{known}。请核对名称（“{text}”）。',
    'rules.check_null': '“{text}”不能与 null 相比：没有数据就是未知。要问是否有数据，请写 {advice}。',
    'rules.check_types_differ':
      '“{text}”两边的类型不同（{leftType} 与 {rightType}），永远得不出结果。请改正。',
    'rules.check_types_advice':
      '“{text}”两边的类型不同（{leftType} 与 {rightType}），永远得不出结果。请写作：{advice}',
    'rules.check_units_apart':
      '“{text}”一边的单位是 {leftUnit}，另一边是 {rightUnit}，不是同一种量。请核对所用的事实。',
    'rules.check_units_factor':
      '“{text}”一边的单位是 {leftUnit}，另一边是 {rightUnit}：1 {larger} = {factor} {smaller}。请先换算成同一单位。',
    'rules.check_percent_as_fraction':
      '“{text}”：这项事实以 {unit} 计，{number} 就是 {number} {unit}。若指 {advice} {unit}，请写 {advice}。',
    'rules.check_not_an_option':
      '“{word}”不是这项事实可选的词。可选：{suggestions}。请改用其中之一（“{text}”）。',
    'rules.check_not_boolean': '这里要的是“是”或“否”，“{text}”得到的是 {type}。请改为判断式。',
    'rules.check_not_number': '这里要的是数，“{text}”得到的是 {type}。请核对。',
    'rules.check_set_compared': '“{text}”用 {sign} 比较一组词。问其中有没有某个词，请用 list contains(…)。',
    'rules.check_wrong_argument': '函数“{function}”不接受 {type}（“{text}”）。请核对参数。',
    'rules.check_known_of_what': '“已知(…)”里只能写一项事实的名称，不能是“{text}”。请改为事实名称。',
    'rules.check_formula_unit':
      '“{fact}”注明的单位是 {unit}，公式得到的是 {found}（“{text}”）。请补上换算，或改正单位。',
    'rules.check_formula_type': '“{fact}”注明的类型是 {type}，公式得到的是 {found}。请改正其中之一。',
    'rules.check_formula_needs_day':
      '“{fact}”的公式用到了“{name}”，而事实与判定日无关。请把这一部分移到规则里。',
    'rules.check_facts_in_ring': '这些事实互相推算，得不出结果：{names}。请断开循环。',
    'rules.check_no_value_on_day':
      '参数“{parameter}”在 {on} 没有取值，用到它的条件无法判定。请补上这一天的取值。',
    'rules.check_duplicate_name': '“{name}”用了不止一次。请改名，每个名称只指一样东西。',
    'rules.check_duplicate_id': '编号“{id}”出现了不止一次。请改成不同的编号。',
    'rules.check_table_unused': '表“{table}”没有被用到。请在规则里引用，或删去。',
    'rules.check_unknown_unit': '不认识单位“{unit}”，无法核对换算。请改用常用的单位。',
    'rules.check_count_out_of_range': '要求满足其中 {count} 项，而起作用的只有 {of} 项。请改正项数。',
    'rules.check_empty_branch': '这一组下面没有条件。请补上条件，或删去这一组。',
    'rules.check_never': '这条规则永远不会符合：条件 {conditions} 互相排斥（{texts}）。请修改其中之一。',
    'rules.check_never_pair':
      '这条规则永远不会符合：“{first}”与“{second}”不能同时成立（条件 {conditions}：{firstCondition}、{secondCondition}）。请修改其中之一。',
    'rules.check_condition_never': '条件“{text}”永远不成立（{texts}）。请修改或删去。',
    'rules.check_always': '这条规则不论事实如何都符合，等于没有条件。请核对。',
    'rules.check_condition_always': '条件“{text}”永远成立，不起作用。请修改或删去。',
    'rules.check_adds_nothing': '条件“{text}”不起作用：其他条件已经包含它（{by}：{texts}）。可以删去。',
    'rules.check_undecided': '规则太复杂，试了 {limit} 步仍未判明是否自相矛盾。可拆成几条再查。',
    'rules.check_table_gap': '表“{table}”有空档：{example} 时没有一行适用。请补上一行，或写明其余情况。',
    'rules.check_table_overlap': '表“{table}”第 {rows} 行重叠：{example} 时都适用。请改正起止。',
    'rules.check_table_unreachable': '表“{table}”第 {rows} 行永远用不到。请改正条件，或删去这一行。',
    'rules.check_table_undecided': '表“{table}”有些格取决于别的事实，没有查完空档与重叠。请人工核对。',
    'rules.check_table_row_length':
      '表“{table}”第 {row} 行有 {found} 格，应有 {expected} 格。请补齐或删去多余的。',
    'rules.parameter_no_such_day': '参数“{parameter}”的日期（{from} 至 {to}）不存在。请改正日期。',
    'rules.parameter_spell_empty': '参数“{parameter}”的一段从 {from} 到 {to}，止日不晚于起日。请改正日期。',
    'rules.parameter_wrong_type': '参数“{parameter}”（{from} 至 {to}）的值不是 {type}。请改正取值。',
    'rules.parameter_spells_overlap':
      '参数“{parameter}”的两段重叠或次序颠倒：{firstFrom} 至 {firstTo}，{secondFrom} 至 {secondTo}。请改正日期。',
    'rules.table_hit_policy': '表“{table}”的命中方式是 {hit}，规则集里不用这种方式。请改用其他方式后再导入。',
  },
  en: {
    'rules.check_unreadable':
      'Character {column} (“{near}”) cannot be read. Correct the expression “{text}”.',
    'rules.check_unknown_name': 'There is no “{name}”. Similar: {suggestions}. Choose the one that is meant.',
    'rules.check_no_such_name':
      'There is no “{name}”, nor anything like it. Check the name, or define the fact or parameter first.',
    'rules.check_unknown_member': '“{name}” has no “{member}”. It has: {known}. Check the name in “{text}”.',
    'rules.check_null':
      '“{text}” cannot be compared with null: what is not there is unknown. To ask whether it is known, write {advice}.',
    'rules.check_types_differ':
      'The sides of “{text}” are of different types ({leftType} and {rightType}), so it never has an answer. Correct it.',
    'rules.check_types_advice':
      'The sides of “{text}” are of different types ({leftType} and {rightType}), so it never has an answer. Write: {advice}',
    'rules.check_units_apart':
      'One side of “{text}” is in {leftUnit}, the other in {rightUnit}: these are different things. Check the facts used.',
    'rules.check_units_factor':
      'One side of “{text}” is in {leftUnit}, the other in {rightUnit}: 1 {larger} = {factor} {smaller}. Convert one first.',
    'rules.check_percent_as_fraction':
      '“{text}”: this fact is in {unit}, so {number} means {number} {unit}. If {advice} {unit} is meant, write {advice}.',
    'rules.check_not_an_option':
      '“{word}” is not one of the words of this fact. They are: {suggestions}. Use one of them in “{text}”.',
    'rules.check_not_boolean':
      'Yes or no is wanted, and “{text}” is of the type “{type}”. Write a condition.',
    'rules.check_not_number': 'A number is wanted, and “{text}” is of the type “{type}”. Check it.',
    'rules.check_set_compared':
      '“{text}” compares a set of words by {sign}. To ask for one word in it, use list contains(…).',
    'rules.check_wrong_argument':
      'The function “{function}” does not take the type “{type}” (“{text}”). Check the argument.',
    'rules.check_known_of_what':
      'Only the name of one fact may be asked whether it is known, not “{text}”. Write the name of a fact.',
    'rules.check_formula_unit':
      '“{fact}” is declared in {unit}, and its formula comes out in {found} (“{text}”). Convert, or correct the unit.',
    'rules.check_formula_type':
      '“{fact}” is declared as {type}, and its formula comes out as {found}. Correct one of them.',
    'rules.check_formula_needs_day':
      'The formula of “{fact}” uses “{name}”, but facts do not depend on the day of judgement. Move that part to the rule.',
    'rules.check_facts_in_ring':
      'These facts are computed from each other and have no value: {names}. Break the ring.',
    'rules.check_no_value_on_day':
      'The parameter “{parameter}” has no value on {on}, so conditions with it cannot be decided. Add its value of that day.',
    'rules.check_duplicate_name':
      '“{name}” is used more than once. Rename, so that each name means one thing.',
    'rules.check_duplicate_id': 'The id “{id}” stands more than once. Give each its own.',
    'rules.check_table_unused': 'The table “{table}” is not used. Refer to it in a rule, or delete it.',
    'rules.check_unknown_unit':
      'The unit “{unit}” is not known, so nothing can be checked by it. Use a common unit.',
    'rules.check_count_out_of_range': '{count} are required, but only {of} have a say. Correct the number.',
    'rules.check_empty_branch': 'There is no condition in this group. Add one, or delete the group.',
    'rules.check_never':
      'This rule can never be met: conditions {conditions} exclude each other ({texts}). Change one of them.',
    'rules.check_never_pair':
      'This rule can never be met: “{first}” and “{second}” cannot both hold (conditions {conditions}: {firstCondition}, {secondCondition}). Change one of them.',
    'rules.check_condition_never': 'The condition “{text}” never holds ({texts}). Change or delete it.',
    'rules.check_always': 'This rule is met whatever the facts are, as if it had no conditions. Check it.',
    'rules.check_condition_always':
      'The condition “{text}” always holds and decides nothing. Change or delete it.',
    'rules.check_adds_nothing':
      'The condition “{text}” decides nothing: others already say it ({by}: {texts}). It can be deleted.',
    'rules.check_undecided':
      'The rule is too complex: after {limit} steps it is not known whether it contradicts itself. Split it to check it.',
    'rules.check_table_gap':
      'The table “{table}” has a gap: at {example} no row applies. Add a row, or say what holds otherwise.',
    'rules.check_table_overlap':
      'Rows {rows} of the table “{table}” overlap: at {example} each of them applies. Correct the bounds.',
    'rules.check_table_unreachable':
      'Rows {rows} of the table “{table}” never apply. Correct their conditions, or delete them.',
    'rules.check_table_undecided':
      'Cells of the table “{table}” depend on other facts, so gaps and overlaps were not all looked for. Check them by eye.',
    'rules.check_table_row_length':
      'Row {row} of the table “{table}” has {found} cells and should have {expected}. Add or delete cells.',
    'rules.parameter_no_such_day':
      'A day of the parameter “{parameter}” ({from} to {to}) does not exist. Correct the date.',
    'rules.parameter_spell_empty':
      'A spell of the parameter “{parameter}” runs from {from} to {to} and holds no day. Correct the dates.',
    'rules.parameter_wrong_type':
      'The value of the parameter “{parameter}” ({from} to {to}) is of another type than {type}. Correct the value.',
    'rules.parameter_spells_overlap':
      'Two spells of the parameter “{parameter}” overlap or are out of order: {firstFrom} to {firstTo}, {secondFrom} to {secondTo}. Correct the dates.',
    'rules.table_hit_policy':
      'The table “{table}” has the hit policy {hit}, which rule books do not use. Choose another and import it again.',
  },
} as const
