/** Messages about policies as data, combinations, layouts and the integer programmes behind them; `issues.ts` takes them in. */
export const matchingIssues = {
  'zh-CN': {
    'optimisation.infeasible': '没有任何方案能同时满足所选的全部条件。请放宽其中一条，或少固定几项后再算。',
    'optimisation.unbounded': '所求的目标没有上限，算不出最好的方案。请补上限制条件后再算。',
    'optimisation.no_solution_in_time': '{seconds} 秒内没有找到可行的方案。请减少条件，或稍后再算。',
    'optimisation.programme': '规划模型有误（{what}：{name}），没有计算。请把这一情况告诉系统管理员。',
    'optimisation.solver': '求解器没有给出结果（状态 {status}）。请稍后再试；仍不行时请告诉系统管理员。',
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
  },
} as const
