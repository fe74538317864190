import { builtIn, contextIn, listIn, single } from './built-in.ts'
import { type FeelContext, type FeelValue, isContext, isList, toContext } from './values.ts'

function putNested(
  context: FeelContext,
  keys: readonly FeelValue[],
  value: FeelValue,
): FeelContext | undefined {
  const [key, ...rest] = keys
  if (typeof key !== 'string') return undefined
  if (rest.length === 0) return new Map([...context, [key, value]])
  const inner = context.get(key)
  if (inner === undefined || !isContext(inner)) return undefined
  const put = putNested(inner, rest, value)
  return put === undefined ? undefined : new Map([...context, [key, put]])
}

export const CONTEXT_FUNCTIONS = [
  builtIn(
    'get value',
    [
      ['m', 'key'],
      ['m', 'keys'],
    ],
    ([m, key = null], _, signature) => {
      const context = contextIn(m)
      if (context === undefined) return undefined
      if (isList(key) && signature?.[1] !== 'key') return valueAt(context, key)
      return typeof key === 'string' && signature?.[1] !== 'keys' ? (context.get(key) ?? null) : undefined
    },
  ),
  builtIn('get entries', [['m']], ([m], run) => {
    const context = contextIn(m)
    run.spend(context?.size ?? 0)
    return context === undefined ? undefined : [...context].map(([key, value]) => toContext({ key, value }))
  }),
  builtIn('context', [['entries']], ([value]) => {
    const entries = listIn(value)
    if (entries === undefined) return undefined
    const context = new Map<string, FeelValue>()
    for (const entry of entries) {
      if (!isContext(entry)) return undefined
      const [key, found] = [entry.get('key'), entry.get('value')]
      if (typeof key !== 'string' || found === undefined || context.has(key)) return undefined
      context.set(key, found)
    }
    return context
  }),
  builtIn(
    'context put',
    [
      ['context', 'key', 'value'],
      ['context', 'keys', 'value'],
    ],
    ([target, key = null, value = null], run, signature) => {
      const context = contextIn(target)
      if (context === undefined) return undefined
      run.spend(context.size)
      if (isList(key)) {
        return signature?.[1] === 'key' || key.length > 100 ? undefined : putNested(context, key, value)
      }
      return signature?.[1] === 'keys' ? undefined : putNested(context, [key], value)
    },
  ),
  builtIn('context merge', [['contexts']], ([value], run) => {
    const contexts = listIn(value)
    if (contexts === undefined) return undefined
    const merged = new Map<string, FeelValue>()
    for (const context of contexts) {
      if (!isContext(context)) return undefined
      run.spend(context.size)
      for (const [key, entry] of context) merged.set(key, entry)
    }
    return merged
  }),
]

function valueAt(context: FeelContext, keys: readonly FeelValue[]): FeelValue | undefined {
  let value: FeelValue = context
  if (keys.length === 0) return undefined
  for (const key of keys) {
    const inner: FeelValue = single(value)
    if (!isContext(inner) || typeof key !== 'string') return undefined
    value = inner.get(key) ?? null
  }
  return value
}
