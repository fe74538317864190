/** The XML namespaces of DMN models, by edition of the standard (OMG DMN 1.1 to 1.5). */
export const MODEL_NAMESPACES: ReadonlyMap<string, DmnEdition> = new Map([
  ['http://www.omg.org/spec/DMN/20151101/dmn.xsd', '1.1'],
  ['http://www.omg.org/spec/DMN/20180521/MODEL/', '1.2'],
  ['https://www.omg.org/spec/DMN/20191111/MODEL/', '1.3'],
  ['https://www.omg.org/spec/DMN/20211108/MODEL/', '1.4'],
  ['https://www.omg.org/spec/DMN/20230324/MODEL/', '1.5'],
])

export type DmnEdition = '1.1' | '1.2' | '1.3' | '1.4' | '1.5'

/** What is written. */
export const MODEL_NAMESPACE = 'https://www.omg.org/spec/DMN/20230324/MODEL/'
export const FEEL_NAMESPACE = 'https://www.omg.org/spec/DMN/20230324/FEEL/'

const FEEL_NAMESPACES: ReadonlySet<string> = new Set([
  'http://www.omg.org/spec/FEEL/20140401',
  'http://www.omg.org/spec/DMN/20180521/FEEL/',
  'https://www.omg.org/spec/DMN/20191111/FEEL/',
  'https://www.omg.org/spec/DMN/20211108/FEEL/',
  FEEL_NAMESPACE,
])

/** Whether an expression language, or a type's namespace, is FEEL of any edition. */
export function isFeel(uri: string): boolean {
  return FEEL_NAMESPACES.has(uri) || FEEL_NAMESPACES.has(`${uri}/`) || uri.toLowerCase() === 'feel'
}
