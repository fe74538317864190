/** Why a rule book is refused: `place` names the rule, condition, table, score, amount or fact. */
export const ruleBookIssues = {
  'zh-CN': {
    'rules.book_shape': '规则集的格式不对：{at}（{problem}）。请改正后重新提交。',
    'rules.book_duplicate': '“{name}”重复（{kind}）。请改名或删去一个。',
    'rules.book_unreadable':
      '“{place}”的表达式读不懂：第 {column} 字“{near}”附近。请检查括号、引号和运算符。',
    'rules.book_unknown_name': '“{place}”用到的“{name}”不存在。名称相近的有：{suggestions}。',
    'rules.book_unknown_member': '“{place}”中“{name}”没有“{member}”一项，可用的有：{known}。',
    'rules.book_null_compared': '“{place}”的“{text}”与空值比较，没有结果。要问是否已知，请写 已知(名称)。',
    'rules.book_not_boolean': '“{place}”应得出是或否，现在得出的是 {type}。请改写为比较，如 ≥ 某个数。',
    'rules.book_not_number': '“{place}”应得出数值，现在得出的是 {type}。请改写为算式。',
    'rules.book_formula_type': '“{place}”应得出 {type}，“{fact}”得出的却是 {found}。请改正公式或类型。',
    'rules.book_ring': '这些名称互相引用，成了一圈：{names}。请断开其中一处。',
    'rules.book_known_of_what': '“{place}”的“{text}”：已知(…) 里只能写一个名称。请改正。',
    'rules.book_table_row_length': '表“{table}”第 {row} 行的格数与列数不符。请补齐或删去多余的格。',
    'rules.book_table_output_wanted': '“{place}”用到的表“{table}”有多个输出，请写明取哪一个（表名.输出名）。',
    'rules.book_unknown_group': '评分“{score}”没有“{group}”这一组。请改正所属的组。',
    'rules.book_too_large': '规则集过大或层次过深（上限 {limit}），没有接受。请拆分后再提交。',
  },
  en: {
    'rules.book_shape':
      'The rule book does not have the right shape: {at} ({problem}). Correct it and send it again.',
    'rules.book_duplicate': '“{name}” stands there twice ({kind}). Rename or delete one.',
    'rules.book_unreadable':
      'The expression of “{place}” cannot be read near character {column}, “{near}”. Check brackets, quotes and signs.',
    'rules.book_unknown_name': '“{place}” uses “{name}”, which does not exist. Similar names: {suggestions}.',
    'rules.book_unknown_member': 'In “{place}”, “{name}” has no part “{member}”; there are: {known}.',
    'rules.book_null_compared':
      'In “{place}”, “{text}” compares with null and has no answer. Ask whether a fact is known with its own function.',
    'rules.book_not_boolean':
      '“{place}” must come out as yes or no, not as {type}. Write a comparison, such as at least a number.',
    'rules.book_not_number': '“{place}” must come out as a number, not as {type}. Write a formula.',
    'rules.book_formula_type':
      '“{place}” must come out as {type}, but “{fact}” is {found}. Correct the formula or the type.',
    'rules.book_ring': 'These names refer to one another in a ring: {names}. Break it in one place.',
    'rules.book_known_of_what':
      'In “{place}”, “{text}”: only one name may be asked whether it is known. Correct it.',
    'rules.book_table_row_length':
      'Row {row} of table “{table}” does not have as many cells as columns. Correct the row.',
    'rules.book_table_output_wanted':
      'Table “{table}”, used in “{place}”, has several outputs; say which one (table.output).',
    'rules.book_unknown_group': 'Score “{score}” has no group “{group}”. Correct the group of the item.',
    'rules.book_too_large':
      'The rule book is too large or too deep (limit {limit}) and was not taken. Split it.',
  },
} as const
