import type { Issue } from '#domain/kernel'

/** What is wrong with an expression or a model, and where. */
const SENTENCES: Readonly<Record<string, string>> = {
  'rules.syntax': 'the expression cannot be read at line {line}, column {column}, near “{near}”.',
  'rules.text_too_long': 'the expression has {length} characters; the limit is {longest}.',
  'rules.nested_too_deep': 'the expression is nested deeper than {deepest}.',
  'rules.too_many_steps': 'the evaluation was stopped after {limit} steps.',
  'rules.too_deep': 'the evaluation was stopped {limit} calls deep.',
  'rules.too_large': 'a list or text became larger than {limit}.',
  'rules.dmn_too_large': 'the model has more {what} than the limit of {limit}.',
  'rules.dmn_not_xml': 'line {line} is no XML: {reason}.',
  'rules.dmn_doctype': 'line {line} has a document type; models are read without.',
  'rules.dmn_entity': 'line {line} has the entity “{entity}”; write the character itself.',
  'rules.dmn_not_definitions':
    'this is no DMN model: <{element}> of “{namespace}” is not <definitions> of DMN 1.1 to 1.5.',
  'rules.dmn_missing': 'line {line}: {element} has no {missing}.',
  'rules.dmn_wrong_value': 'line {line}: {attribute} of {element} cannot be “{value}”.',
  'rules.dmn_unknown_element': 'line {line}: {element} stands where it may not.',
  'rules.dmn_row_length': 'line {line}: {element} has {found} entries; the table has {expected} columns.',
  'rules.dmn_duplicate_id': 'the id “{id}” stands twice.',
  'rules.dmn_import_missing':
    'the model “{namespace}” is imported, but no .dmn file beside this one has that namespace.',
  'rules.dmn_cycle': 'these need each other: {names}.',
  'rules.dmn_unknown_decision': 'the model has no “{name}”. Known: {known}.',
  'rules.dmn_unknown_reference': '“{element}” requires “{href}”, which is not there.',
  'rules.dmn_unknown_type': '“{element}” has the unknown type “{type}”.',
  'rules.dmn_expression': 'the allowed values of “{element}” cannot be read: {text}.',
}

/** One sentence with its code. */
export function sentenceForRule(issue: Issue): string {
  const sentence = (SENTENCES[issue.code] ?? 'refused.').replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = issue.params?.[name]
    if (value === undefined) return whole
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
  return `${sentence} [${issue.code}]`
}
