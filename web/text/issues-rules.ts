/** Messages of the rule engine; `issues.ts` takes them in. The second half says why an expression has no value. */
export const rulesIssues = {
  'zh-CN': {
    'rules.syntax': '表达式第 {line} 行第 {column} 个字符处（“{near}”）读不懂，没有计算。请改正后再试。',
    'rules.text_too_long':
      '表达式太长或一处罗列太多（{length} 个字符，最多 {longest} 个），没有计算。请拆成几条。',
    'rules.nested_too_deep': '表达式的括号或层次超过 {deepest} 层，没有计算。请拆成几条。',
    'rules.too_many_steps': '计算超过 {limit} 步还没有结束，已经停止。请缩小循环范围，或简化匹配的式样。',
    'rules.too_deep': '计算的层次超过 {limit} 层，已经停止。请检查函数是否不停地调用自己。',
    'rules.too_large': '计算结果超过 {limit} 个字符或项，已经停止。请缩小范围。',

    'rules.unknown_name': '没有“{name}”这个名称，按未知处理。请核对名称，或补上这项数据。',
    'rules.unknown_member': '{type} 里没有“{name}”这一项，按未知处理。请核对名称。',
    'rules.unlike_types': '{left} 与 {right} 不能相比，结果未知。请核对两边的数据类型。',
    'rules.not_boolean': '这里要的是“是”或“否”，得到的是 {type}，结果未知。请改为判断式。',
    'rules.no_such_operation': '{left} 与 {right} 不能做“{sign}”运算，结果未知。请核对两边的数据类型。',
    'rules.divided_by_zero': '除数为零，结果未知。请核对分母，或先判断分母不为零。',
    'rules.out_of_range': '结果超出可以表示的范围，按未知处理。请核对数值。',
    'rules.no_such_item': '清单只有 {length} 项，没有第 {position} 项，结果未知。请核对序号。',
    'rules.not_a_function': '“{name}”不是函数，不能调用，结果未知。请核对名称。',
    'rules.wrong_arguments': '函数“{name}”的参数个数、名称或类型不对，结果未知。请核对参数。',
    'rules.wrong_type': '参数“{name}”的类型不符，没有调用函数，结果未知。请核对参数。',
    'rules.not_readable': '“{text}”不是日期、时间或时长，结果未知。请按 2026-01-31、P1Y 这样的格式填写。',
    'rules.no_moment': '没有给出当前时刻，无法取得今天的日期，结果未知。请在计算时给出日期。',
    'rules.repeated_key': '“{name}”重复出现，结果未知。请改名或删去一个。',
    'rules.not_a_list': '这里要的是清单或起止数，得到的不是，结果未知。请核对循环的范围。',
    'rules.external_function': '没有这个外部函数，结果未知。请改用内置函数。',

    'rules.dmn_too_large': '模型的{what}超过 {limit} 的上限，没有读取。请拆成几个文件。',
    'rules.dmn_not_xml': '第 {line} 行不是有效的 XML（{reason}），没有读取。请用建模工具重新导出。',
    'rules.dmn_doctype': '第 {line} 行有文档类型声明，模型不接受。请删除后再试。',
    'rules.dmn_entity': '第 {line} 行有实体“{entity}”，模型不接受。请直接写出字符。',
    'rules.dmn_not_definitions': '这不是 DMN 1.1 至 1.5 的模型（根元素是 {element}）。请选择 .dmn 文件。',
    'rules.dmn_missing': '第 {line} 行的 {element} 缺少 {missing}。请补上后再试。',
    'rules.dmn_wrong_value': '第 {line} 行 {element} 的 {attribute} 不能是“{value}”。请改正后再试。',
    'rules.dmn_unknown_element': '第 {line} 行的 {element} 不能出现在这里。请改正后再试。',
    'rules.dmn_row_length':
      '第 {line} 行的 {element} 有 {found} 项，表格有 {expected} 列。请补齐或删去多余的项。',
    'rules.dmn_duplicate_id': '编号“{id}”出现了两次。请改成不同的编号。',
    'rules.dmn_import_missing': '引用的模型“{namespace}”（{name}）没有找到。请把它与本模型一起提供。',
    'rules.dmn_cycle': '这些内容互相依赖，无法计算：{names}。请断开循环。',
    'rules.dmn_unknown_reference': '“{element}”需要“{href}”，模型里没有。请核对引用。',
    'rules.dmn_unknown_type': '“{element}”的类型“{type}”没有定义。请核对类型名称。',
    'rules.dmn_expression': '“{element}”的允许值读不懂：{text}。请改正后再试。',
    'rules.dmn_unknown_decision': '模型里没有“{name}”。现有：{known}。请核对名称。',
    'rules.several_rows': '表格第 {rows} 行同时符合，而只允许一行（或结果相同的行），结果未知。请修改条件。',
    'rules.not_allowed': '“{name}”的值不在允许值之内，按未知处理。请核对输入。',
    'rules.no_logic': '“{name}”没有写明怎样计算，结果未知。请补上表达式或表格。',
  },
  en: {
    'rules.syntax':
      'The expression cannot be read at line {line}, character {column} (“{near}”), so nothing was computed. Correct it and try again.',
    'rules.text_too_long':
      'The expression is too long or lists too much at once ({length} characters, at most {longest}), so nothing was computed. Split it.',
    'rules.nested_too_deep':
      'Brackets or levels go deeper than {deepest}, so nothing was computed. Split the expression.',
    'rules.too_many_steps':
      'The computation was not done after {limit} steps and was stopped. Loop over less, or simplify the pattern.',
    'rules.too_deep':
      'The computation went deeper than {limit} levels and was stopped. See whether a function calls itself for ever.',
    'rules.too_large':
      'The result grew beyond {limit} characters or items and the computation was stopped. Ask for less.',

    'rules.unknown_name':
      'There is no “{name}”, so it counts as unknown. Check the name, or supply the figure.',
    'rules.unknown_member': 'A {type} has no “{name}”, so it counts as unknown. Check the name.',
    'rules.unlike_types':
      'A {left} and a {right} cannot be compared, so the answer is unknown. Check the types of both sides.',
    'rules.not_boolean':
      'Yes or no is wanted here, and a {type} came, so the answer is unknown. Write a condition.',
    'rules.no_such_operation':
      'There is no “{sign}” of {left} and {right}, so the result is unknown. Check the types of both sides.',
    'rules.divided_by_zero':
      'Division by zero, so the result is unknown. Check the denominator, or test it first.',
    'rules.out_of_range':
      'The result is beyond what can be represented, so it counts as unknown. Check the figures.',
    'rules.no_such_item':
      'The list has {length} {length|item|items}, so there is no item {position}. Check the position.',
    'rules.not_a_function':
      '“{name}” is no function and cannot be called, so the result is unknown. Check the name.',
    'rules.wrong_arguments':
      'Number, names or types of the arguments of “{name}” do not fit, so the result is unknown. Check them.',
    'rules.wrong_type':
      'The argument “{name}” is of another type, so the function was not called. Check the argument.',
    'rules.not_readable':
      '“{text}” is no date, time or duration. Write it in a form such as 2026-01-31 or P1Y.',
    'rules.no_moment':
      'The present moment was not given, so today is unknown. Give the date with the computation.',
    'rules.repeated_key': '“{name}” stands twice, so the result is unknown. Rename or delete one.',
    'rules.not_a_list': 'A list or a first and last number is wanted here. Check what the loop runs through.',
    'rules.external_function':
      'There is no such external function, so the result is unknown. Use a built-in one.',

    'rules.dmn_too_large':
      'The model has more {what} than the limit of {limit} and was not read. Split it into several files.',
    'rules.dmn_not_xml': 'Line {line} is no valid XML ({reason}); nothing was read. Export the model anew.',
    'rules.dmn_doctype':
      'Line {line} has a document type, which models may not have. Delete it and try again.',
    'rules.dmn_entity':
      'Line {line} has the entity “{entity}”, which models may not have. Write the character itself.',
    'rules.dmn_not_definitions':
      'This is no model of DMN 1.1 to 1.5 (its root is {element}). Choose a .dmn file.',
    'rules.dmn_missing': '{element} in line {line} has no {missing}. Add it and try again.',
    'rules.dmn_wrong_value':
      '{attribute} of {element} in line {line} cannot be “{value}”. Correct it and try again.',
    'rules.dmn_unknown_element':
      '{element} in line {line} stands where it may not. Correct it and try again.',
    'rules.dmn_row_length':
      '{element} in line {line} has {found} {found|entry|entries}, the table has {expected} {expected|column|columns}. Add or delete entries.',
    'rules.dmn_duplicate_id': 'The id “{id}” stands twice. Give each its own.',
    'rules.dmn_import_missing':
      'The imported model “{namespace}” ({name}) was not found. Supply it with this one.',
    'rules.dmn_cycle': 'These need each other and cannot be computed: {names}. Break the circle.',
    'rules.dmn_unknown_reference':
      '“{element}” requires “{href}”, which is not in the model. Check the reference.',
    'rules.dmn_unknown_type': '“{element}” has the type “{type}”, which is not defined. Check its name.',
    'rules.dmn_expression':
      'The allowed values of “{element}” cannot be read: {text}. Correct them and try again.',
    'rules.dmn_unknown_decision': 'The model has no “{name}”. It has: {known}. Check the name.',
    'rules.several_rows':
      'Rows {rows} match at once where one may (or only equal ones), so the result is unknown. Change the conditions.',
    'rules.not_allowed':
      'The value of “{name}” is not among the allowed ones, so it counts as unknown. Check the input.',
    'rules.no_logic':
      'Nothing says how “{name}” is computed, so the result is unknown. Add an expression or a table.',
  },
} as const
