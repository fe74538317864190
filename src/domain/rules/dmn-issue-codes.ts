/** Why a model is not read, not compiled or not evaluated; the comment names the parameters. */
export const DMN_ISSUE_CODES = [
  // what: characters, elements or depth; limit
  'rules.dmn_too_large',
  // line, reason: a sentence of the XML reader
  'rules.dmn_not_xml',
  // line
  'rules.dmn_doctype',
  // line, entity
  'rules.dmn_entity',
  // element, namespace: what stands at the root
  'rules.dmn_not_definitions',
  // line, element, missing: the attribute or element that must be there
  'rules.dmn_missing',
  // line, element, attribute, value
  'rules.dmn_wrong_value',
  // line, element: two expressions where one may stand, or one that DMN does not know
  'rules.dmn_unknown_element',
  // line, element, expected, found: a row with more or fewer entries than columns
  'rules.dmn_row_length',
  // id
  'rules.dmn_duplicate_id',
  // namespace, name: an import that nothing resolves
  'rules.dmn_import_missing',
  // names: models or decisions that need each other
  'rules.dmn_cycle',
  // element, href
  'rules.dmn_unknown_reference',
  // element, type
  'rules.dmn_unknown_type',
  // element, text: allowed values that cannot be read
  'rules.dmn_expression',
  // name, known: the decisions, or the services, that there are
  'rules.dmn_unknown_decision',
] as const

export type DmnIssueCode = (typeof DMN_ISSUE_CODES)[number]

/** Why a value of a model became null, beyond the notes of FEEL. */
export const DMN_NOTE_CODES = [
  // rows: more than one row of a table matched where only one, or only equal ones, may
  'rules.several_rows',
  // name: a value outside the allowed values of its type, or of a table's input
  'rules.not_allowed',
  // name: a decision or function without logic
  'rules.no_logic',
] as const
