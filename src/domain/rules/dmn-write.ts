/** A model as a DMN 1.5 file; what `readDmn` keeps comes back equal. */
import type {
  Authority,
  BoxedExpression,
  Decision,
  DecisionService,
  DecisionTable,
  DmnElement,
  DmnModel,
  DmnReference,
  FunctionDefinition,
  InformationItem,
  ItemDefinition,
  KnowledgeModel,
  LiteralExpression,
  UnaryTests,
} from './dmn-model.ts'
import { MODEL_NAMESPACE } from './dmn-namespaces.ts'
import { type XmlOut, writeXml, xml, xmlText } from './dmn-xml.ts'

/** Writes a model. The form is that of edition 1.5, whatever edition it was read from. */
export function writeDmn(model: DmnModel): string {
  const writer = new ModelWriter(model.namespace)
  return writeXml(writer.definitions(model))
}

type Attributes = Readonly<Record<string, string | null>>

class ModelWriter {
  readonly #namespace: string

  constructor(namespace: string) {
    this.#namespace = namespace
  }

  definitions(model: DmnModel): XmlOut {
    return xml(
      'definitions',
      {
        xmlns: MODEL_NAMESPACE,
        id: model.id,
        name: model.name,
        namespace: model.namespace,
        expressionLanguage: model.expressionLanguage,
      },
      textIn('description', model.description),
      model.imports.map((imported) =>
        named(imported, 'import', {
          name: imported.name,
          namespace: imported.namespace,
          locationURI: imported.locationUri,
          importType: imported.importType,
        }),
      ),
      model.itemDefinitions.map((item) => this.#item(item, 'itemDefinition')),
      model.inputData.map((input) =>
        named(input, 'inputData', { name: input.name }, variable(input.variable)),
      ),
      model.decisions.map((decision) => this.#decision(decision)),
      model.knowledgeModels.map((knowledge) => this.#knowledge(knowledge)),
      model.decisionServices.map((service) => this.#service(service)),
      model.knowledgeSources.map((source) =>
        named(
          source,
          'knowledgeSource',
          { name: source.name, locationURI: source.locationUri },
          this.#authorities(source.authorities),
          textIn('type', source.type),
        ),
      ),
    )
  }

  #item(item: ItemDefinition, tag: string): XmlOut {
    return named(
      item,
      tag,
      { name: item.name, isCollection: item.isCollection ? 'true' : null },
      textIn('typeRef', item.typeRef),
      tests('allowedValues', item.allowedValues),
      tests('typeConstraint', item.typeConstraint),
      item.components.map((component) => this.#item(component, 'itemComponent')),
      item.functionItem === null
        ? null
        : xml(
            'functionItem',
            { outputTypeRef: item.functionItem.outputTypeRef },
            item.functionItem.parameters.map((parameter) => informationItem('parameters', parameter)),
          ),
    )
  }

  #decision(decision: Decision): XmlOut {
    return named(
      decision,
      'decision',
      { name: decision.name },
      textIn('question', decision.question),
      textIn('allowedAnswers', decision.allowedAnswers),
      variable(decision.variable),
      this.#requirements('informationRequirement', 'requiredDecision', decision.requiredDecisions),
      this.#requirements('informationRequirement', 'requiredInput', decision.requiredInputs),
      this.#requirements('knowledgeRequirement', 'requiredKnowledge', decision.requiredKnowledge),
      this.#authorities(decision.authorities),
      decision.logic === null ? null : expression(decision.logic),
    )
  }

  #knowledge(knowledge: KnowledgeModel): XmlOut {
    return named(
      knowledge,
      'businessKnowledgeModel',
      { name: knowledge.name },
      variable(knowledge.variable),
      knowledge.logic === null ? null : functionDefinition(knowledge.logic, 'encapsulatedLogic'),
      this.#requirements('knowledgeRequirement', 'requiredKnowledge', knowledge.requiredKnowledge),
      this.#authorities(knowledge.authorities),
    )
  }

  #service(service: DecisionService): XmlOut {
    const all = (tag: string, references: readonly DmnReference[]): XmlOut[] =>
      references.map((reference) => this.#reference(tag, reference))
    return named(
      service,
      'decisionService',
      { name: service.name },
      variable(service.variable),
      all('outputDecision', service.outputDecisions),
      all('encapsulatedDecision', service.encapsulatedDecisions),
      all('inputDecision', service.inputDecisions),
      all('inputData', service.inputData),
    )
  }

  #requirements(requirement: string, target: string, references: readonly DmnReference[]): XmlOut[] {
    return references.map((reference) => xml(requirement, {}, this.#reference(target, reference)))
  }

  #authorities(authorities: readonly Authority[]): XmlOut[] {
    const targets = {
      source: 'requiredAuthority',
      decision: 'requiredDecision',
      input: 'requiredInput',
    } as const
    return authorities.map((authority) =>
      xml('authorityRequirement', {}, this.#reference(targets[authority.kind], authority)),
    )
  }

  #reference(tag: string, { namespace, id }: DmnReference): XmlOut {
    return xml(tag, { href: namespace === this.#namespace ? `#${id}` : `${namespace}#${id}` })
  }
}

type Children = readonly (XmlOut | null | readonly XmlOut[])[]

/** An element with what every element may carry. */
function named(element: DmnElement, tag: string, attributes: Attributes, ...children: Children): XmlOut {
  return xml(
    tag,
    { id: element.id, label: element.label, ...attributes },
    textIn('description', element.description),
    ...children,
  )
}

function textIn(tag: string, text: string | null): XmlOut | null {
  return text === null ? null : xmlText(tag, text)
}

function tests(tag: string, unary: UnaryTests | null): XmlOut | null {
  if (unary === null) return null
  return named(unary, tag, { expressionLanguage: unary.expressionLanguage }, xmlText('text', unary.text))
}

function variable(item: InformationItem | null): XmlOut | null {
  return item === null ? null : informationItem('variable', item)
}

function informationItem(tag: string, item: InformationItem): XmlOut {
  return named(item, tag, { name: item.name, typeRef: item.typeRef })
}

function literal(tag: string, { text, ...rest }: LiteralExpression): XmlOut {
  return named(
    rest,
    tag,
    { typeRef: rest.typeRef, expressionLanguage: rest.expressionLanguage },
    xmlText('text', text),
  )
}

function functionDefinition(definition: FunctionDefinition, tag = 'functionDefinition'): XmlOut {
  return named(
    definition,
    tag,
    {
      typeRef: definition.typeRef,
      kind: definition.functionKind === 'FEEL' ? null : definition.functionKind,
    },
    definition.parameters.map((parameter) => informationItem('formalParameter', parameter)),
    definition.body === null ? null : expression(definition.body),
  )
}

function expression(boxed: BoxedExpression): XmlOut {
  const { typeRef } = boxed
  switch (boxed.kind) {
    case 'literal':
      return literal('literalExpression', boxed)
    case 'context':
      return named(
        boxed,
        'context',
        { typeRef },
        boxed.entries.map((entry) =>
          named(entry, 'contextEntry', {}, variable(entry.variable), expression(entry.value)),
        ),
      )
    case 'list':
      return named(boxed, 'list', { typeRef }, boxed.elements.map(expression))
    case 'relation':
      return named(
        boxed,
        'relation',
        { typeRef },
        boxed.columns.map((column) => informationItem('column', column)),
        boxed.rows.map((row) => named(row, 'row', {}, row.cells.map(expression))),
      )
    case 'invocation':
      return named(
        boxed,
        'invocation',
        { typeRef },
        boxed.called === null ? null : expression(boxed.called),
        boxed.bindings.map(({ parameter, value }) =>
          xml(
            'binding',
            {},
            informationItem('parameter', parameter),
            value === null ? null : expression(value),
          ),
        ),
      )
    case 'function':
      return functionDefinition(boxed)
    case 'table':
      return table(boxed)
    case 'conditional':
      return named(
        boxed,
        'conditional',
        { typeRef },
        xml('if', {}, expression(boxed.condition)),
        xml('then', {}, expression(boxed.consequent)),
        xml('else', {}, expression(boxed.alternative)),
      )
    case 'filter':
      return named(
        boxed,
        'filter',
        { typeRef },
        xml('in', {}, expression(boxed.source)),
        xml('match', {}, expression(boxed.match)),
      )
    case 'for':
    case 'some':
    case 'every':
      return named(
        boxed,
        boxed.kind,
        { typeRef, iteratorVariable: boxed.iteratorVariable },
        xml('in', { typeRef: boxed.sourceTypeRef }, expression(boxed.source)),
        boxed.kind === 'for'
          ? xml('return', {}, expression(boxed.result))
          : xml('satisfies', {}, expression(boxed.satisfies)),
      )
  }
}

function table(boxed: DecisionTable): XmlOut {
  return named(
    boxed,
    'decisionTable',
    {
      typeRef: boxed.typeRef,
      hitPolicy: boxed.hitPolicy,
      aggregation: boxed.aggregation,
      preferredOrientation: boxed.orientation,
      outputLabel: boxed.outputLabel,
    },
    boxed.inputs.map((input) =>
      named(
        input,
        'input',
        {},
        literal('inputExpression', input.expression),
        tests('inputValues', input.values),
      ),
    ),
    boxed.outputs.map((output) =>
      named(
        output,
        'output',
        { name: output.name, typeRef: output.typeRef },
        tests('outputValues', output.values),
        output.defaultEntry === null ? null : literal('defaultOutputEntry', output.defaultEntry),
      ),
    ),
    boxed.annotations.map((name) => xml('annotation', { name })),
    boxed.rules.map((rule) =>
      named(
        rule,
        'rule',
        {},
        rule.inputs.map((input) => tests('inputEntry', input)).filter((input) => input !== null),
        rule.outputs.map((output) => literal('outputEntry', output)),
        rule.annotations.map((text) => xml('annotationEntry', {}, xmlText('text', text))),
      ),
    ),
  )
}
