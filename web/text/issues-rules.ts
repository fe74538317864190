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
  },
} as const
