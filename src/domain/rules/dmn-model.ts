/**
 * A DMN model as this engine keeps it: what decides, without drawings. Names are as the author wrote them; a reference is
 * `{ namespace, id }`, with the model's own namespace for what stands in the same file. `null`: not given.
 */
export interface DmnModel {
  readonly id: string | null
  readonly name: string
  readonly namespace: string
  readonly description: string | null
  /** Of expressions that name none; null means FEEL. */
  readonly expressionLanguage: string | null
  readonly imports: readonly DmnImport[]
  readonly itemDefinitions: readonly ItemDefinition[]
  readonly inputData: readonly InputData[]
  readonly decisions: readonly Decision[]
  readonly knowledgeModels: readonly KnowledgeModel[]
  readonly decisionServices: readonly DecisionService[]
  readonly knowledgeSources: readonly KnowledgeSource[]
}

/** What every element may carry. */
export interface DmnElement {
  readonly id: string | null
  readonly label: string | null
  readonly description: string | null
}

export interface DmnImport extends DmnElement {
  /** Names of the imported model are said with this before them: `name.Decision`. Empty: they stand as if they were here. */
  readonly name: string
  readonly namespace: string
  readonly locationUri: string | null
  readonly importType: string
}

export interface DmnReference {
  readonly namespace: string
  readonly id: string
}

/** A FEEL type, an item definition of this model, or `import.definition`. */
export type TypeRef = string

export interface InformationItem extends DmnElement {
  readonly name: string
  readonly typeRef: TypeRef | null
}

export interface ItemDefinition extends DmnElement {
  readonly name: string
  readonly isCollection: boolean
  /** Exactly one of typeRef, components and functionItem says what it is; none of them: anything. */
  readonly typeRef: TypeRef | null
  /** Of each element where it is a collection. */
  readonly allowedValues: UnaryTests | null
  /** Of the whole value. */
  readonly typeConstraint: UnaryTests | null
  readonly components: readonly ItemDefinition[]
  readonly functionItem: FunctionItem | null
}

export interface FunctionItem {
  readonly outputTypeRef: TypeRef | null
  readonly parameters: readonly InformationItem[]
}

export interface UnaryTests extends DmnElement {
  readonly text: string
  readonly expressionLanguage: string | null
}

export interface InputData extends DmnElement {
  readonly name: string
  readonly variable: InformationItem | null
}

export interface Decision extends DmnElement {
  readonly name: string
  readonly question: string | null
  readonly allowedAnswers: string | null
  readonly variable: InformationItem | null
  readonly requiredDecisions: readonly DmnReference[]
  readonly requiredInputs: readonly DmnReference[]
  readonly requiredKnowledge: readonly DmnReference[]
  readonly authorities: readonly Authority[]
  readonly logic: BoxedExpression | null
}

/** Whose word it is: a source, or what is itself decided or given. */
export interface Authority extends DmnReference {
  readonly kind: 'source' | 'decision' | 'input'
}

export interface KnowledgeModel extends DmnElement {
  readonly name: string
  readonly variable: InformationItem | null
  readonly requiredKnowledge: readonly DmnReference[]
  readonly authorities: readonly Authority[]
  readonly logic: FunctionDefinition | null
}

export interface DecisionService extends DmnElement {
  readonly name: string
  readonly variable: InformationItem | null
  readonly outputDecisions: readonly DmnReference[]
  readonly encapsulatedDecisions: readonly DmnReference[]
  readonly inputDecisions: readonly DmnReference[]
  readonly inputData: readonly DmnReference[]
}

/** A law, a document, a person; what the authors of the rules rely on. */
export interface KnowledgeSource extends DmnElement {
  readonly name: string
  readonly type: string | null
  readonly locationUri: string | null
  readonly authorities: readonly Authority[]
}

/* expressions */

export type BoxedExpression =
  | LiteralExpression
  | BoxedContext
  | BoxedList
  | Relation
  | Invocation
  | FunctionDefinition
  | DecisionTable
  | Conditional
  | BoxedFilter
  | BoxedFor
  | Quantified

interface Typed extends DmnElement {
  readonly typeRef: TypeRef | null
}

export interface LiteralExpression extends Typed {
  readonly kind: 'literal'
  readonly text: string
  /** null: the model's. */
  readonly expressionLanguage: string | null
}

export interface BoxedContext extends Typed {
  readonly kind: 'context'
  readonly entries: readonly ContextEntry[]
}

/** An entry without a variable is the result of the whole context; it stands last. */
export interface ContextEntry extends DmnElement {
  readonly variable: InformationItem | null
  readonly value: BoxedExpression
}

export interface BoxedList extends Typed {
  readonly kind: 'list'
  readonly elements: readonly BoxedExpression[]
}

export interface Relation extends Typed {
  readonly kind: 'relation'
  readonly columns: readonly InformationItem[]
  readonly rows: readonly RelationRow[]
}

export interface RelationRow extends DmnElement {
  readonly cells: readonly BoxedExpression[]
}

export interface Invocation extends Typed {
  readonly kind: 'invocation'
  readonly called: BoxedExpression | null
  readonly bindings: readonly Binding[]
}

export interface Binding {
  readonly parameter: InformationItem
  readonly value: BoxedExpression | null
}

export interface FunctionDefinition extends Typed {
  readonly kind: 'function'
  readonly functionKind: 'FEEL' | 'Java' | 'PMML'
  readonly parameters: readonly InformationItem[]
  readonly body: BoxedExpression | null
}

export interface Conditional extends Typed {
  readonly kind: 'conditional'
  readonly condition: BoxedExpression
  readonly consequent: BoxedExpression
  readonly alternative: BoxedExpression
}

export interface BoxedFilter extends Typed {
  readonly kind: 'filter'
  readonly source: BoxedExpression
  readonly match: BoxedExpression
}

export interface BoxedFor extends Typed {
  readonly kind: 'for'
  readonly iteratorVariable: string
  readonly source: BoxedExpression
  /** Type of the elements to go through. */
  readonly sourceTypeRef: TypeRef | null
  readonly result: BoxedExpression
}

export interface Quantified extends Typed {
  readonly kind: 'some' | 'every'
  readonly iteratorVariable: string
  readonly source: BoxedExpression
  readonly sourceTypeRef: TypeRef | null
  readonly satisfies: BoxedExpression
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX'

export interface DecisionTable extends Typed {
  readonly kind: 'table'
  readonly hitPolicy: HitPolicy
  readonly aggregation: Aggregation | null
  readonly orientation: 'Rule-as-Row' | 'Rule-as-Column' | 'CrossTable' | null
  readonly outputLabel: string | null
  readonly inputs: readonly InputClause[]
  readonly outputs: readonly OutputClause[]
  /** Headings of remarks that decide nothing. */
  readonly annotations: readonly string[]
  readonly rules: readonly TableRule[]
}

export interface InputClause extends DmnElement {
  readonly expression: LiteralExpression
  readonly values: UnaryTests | null
}

export interface OutputClause extends DmnElement {
  readonly name: string | null
  readonly typeRef: TypeRef | null
  /** Allowed values; for PRIORITY and OUTPUT ORDER also their order, highest first. */
  readonly values: UnaryTests | null
  readonly defaultEntry: LiteralExpression | null
}

export interface TableRule extends DmnElement {
  readonly inputs: readonly UnaryTests[]
  readonly outputs: readonly LiteralExpression[]
  readonly annotations: readonly string[]
}
