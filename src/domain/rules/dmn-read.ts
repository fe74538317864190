import { type Outcome, accepted, refused } from '#domain/kernel'
import type {
  Authority,
  Decision,
  DecisionService,
  DmnImport,
  DmnModel,
  DmnReference,
  InformationItem,
  ItemDefinition,
  KnowledgeModel,
  KnowledgeSource,
} from './dmn-model.ts'
import { MODEL_NAMESPACES } from './dmn-namespaces.ts'
import { readExpressionIn, readFunction, readUnaryTests } from './dmn-read-expression.ts'
import {
  type Reading,
  UnreadableModel,
  attributeOf,
  childOf,
  childrenOf,
  readCommon,
  readInformationItem,
  readName,
  readReference,
  readTypeRef,
  requiredAttribute,
  textOf,
  wordOf,
} from './dmn-read-node.ts'
import { type XmlElement, type XmlLimits, XML_LIMITS, readXml } from './dmn-xml.ts'

/**
 * Reads a DMN file, edition 1.1 to 1.5. What decides is kept; drawings, text annotations, groups, business contexts and
 * extensions are not. Refused with the line where the file is no DMN or lacks what the standard requires.
 */
export function readDmn(text: string, limits: XmlLimits = XML_LIMITS): Outcome<DmnModel> {
  const root = readXml(text, limits)
  if (!root.ok) return root
  const { name, namespace } = root.value
  if (name !== 'definitions' || !MODEL_NAMESPACES.has(namespace))
    return refused({ code: 'rules.dmn_not_definitions', params: { element: name, namespace } })
  try {
    return accepted(readDefinitions(root.value))
  } catch (error) {
    if (error instanceof UnreadableModel) return refused(error.issue)
    throw error
  }
}

function readDefinitions(root: XmlElement): DmnModel {
  const namespace = requiredAttribute(root, 'namespace')
  const imports = childrenOf(root, 'import').map(readImport)
  const reading: Reading = {
    namespace,
    importNames: new Map(imports.map((imported) => [imported.namespace, imported.name])),
  }
  const read = <T>(name: string, reader: (element: XmlElement, reading: Reading) => T): T[] =>
    childrenOf(root, name).map((element) => reader(element, reading))
  return {
    id: attributeOf(root, 'id'),
    name: readName(root),
    namespace,
    description: textOf(childOf(root, 'description')),
    expressionLanguage: attributeOf(root, 'expressionLanguage'),
    imports,
    itemDefinitions: read('itemDefinition', readItemDefinition),
    inputData: read('inputData', (element) => ({
      ...readCommon(element),
      name: readName(element),
      variable: variableOf(element, reading),
    })),
    decisions: read('decision', readDecision),
    knowledgeModels: read('businessKnowledgeModel', readKnowledgeModel),
    decisionServices: read('decisionService', readService),
    knowledgeSources: read('knowledgeSource', readSource),
  }
}

function readImport(element: XmlElement): DmnImport {
  return {
    ...readCommon(element),
    // DMN 1.1 imports have no name.
    name: (attributeOf(element, 'name') ?? '').trim().replace(/\s+/g, ' '),
    namespace: requiredAttribute(element, 'namespace'),
    locationUri: attributeOf(element, 'locationURI'),
    importType: requiredAttribute(element, 'importType'),
  }
}

function readItemDefinition(element: XmlElement, reading: Reading): ItemDefinition {
  const functionItem = childOf(element, 'functionItem')
  return {
    ...readCommon(element),
    name: readName(element),
    isCollection: wordOf(element, 'isCollection', ['true', 'false'], 'false') === 'true',
    typeRef: readTypeRef(textOf(childOf(element, 'typeRef')), element, reading),
    allowedValues: readUnaryTests(childOf(element, 'allowedValues')),
    typeConstraint: readUnaryTests(childOf(element, 'typeConstraint')),
    components: childrenOf(element, 'itemComponent').map((item) => readItemDefinition(item, reading)),
    functionItem:
      functionItem === null
        ? null
        : {
            outputTypeRef: readTypeRef(attributeOf(functionItem, 'outputTypeRef'), functionItem, reading),
            parameters: childrenOf(functionItem, 'parameters').map((item) =>
              readInformationItem(item, reading),
            ),
          },
  }
}

function variableOf(element: XmlElement, reading: Reading): InformationItem | null {
  const variable = childOf(element, 'variable')
  return variable === null ? null : readInformationItem(variable, reading)
}

function referencesIn(
  element: XmlElement,
  requirement: string,
  target: string,
  reading: Reading,
): DmnReference[] {
  return childrenOf(element, requirement).flatMap((child) =>
    childrenOf(child, target).map((reference) => readReference(reference, reading)),
  )
}

function readAuthorities(element: XmlElement, reading: Reading): Authority[] {
  const kinds = [
    ['requiredAuthority', 'source'],
    ['requiredDecision', 'decision'],
    ['requiredInput', 'input'],
  ] as const
  return kinds.flatMap(([target, kind]) =>
    referencesIn(element, 'authorityRequirement', target, reading).map((reference) => ({
      ...reference,
      kind,
    })),
  )
}

function readDecision(element: XmlElement, reading: Reading): Decision {
  return {
    ...readCommon(element),
    name: readName(element),
    question: textOf(childOf(element, 'question')),
    allowedAnswers: textOf(childOf(element, 'allowedAnswers')),
    variable: variableOf(element, reading),
    requiredDecisions: referencesIn(element, 'informationRequirement', 'requiredDecision', reading),
    requiredInputs: referencesIn(element, 'informationRequirement', 'requiredInput', reading),
    requiredKnowledge: referencesIn(element, 'knowledgeRequirement', 'requiredKnowledge', reading),
    authorities: readAuthorities(element, reading),
    logic: readExpressionIn(element, reading),
  }
}

function readKnowledgeModel(element: XmlElement, reading: Reading): KnowledgeModel {
  const logic = childOf(element, 'encapsulatedLogic')
  return {
    ...readCommon(element),
    name: readName(element),
    variable: variableOf(element, reading),
    requiredKnowledge: referencesIn(element, 'knowledgeRequirement', 'requiredKnowledge', reading),
    authorities: readAuthorities(element, reading),
    logic: logic === null ? null : readFunction(logic, reading),
  }
}

function readService(element: XmlElement, reading: Reading): DecisionService {
  const references = (name: string): DmnReference[] =>
    childrenOf(element, name).map((child) => readReference(child, reading))
  return {
    ...readCommon(element),
    name: readName(element),
    variable: variableOf(element, reading),
    outputDecisions: references('outputDecision'),
    encapsulatedDecisions: references('encapsulatedDecision'),
    inputDecisions: references('inputDecision'),
    inputData: references('inputData'),
  }
}

function readSource(element: XmlElement, reading: Reading): KnowledgeSource {
  return {
    ...readCommon(element),
    name: readName(element),
    type: textOf(childOf(element, 'type')),
    locationUri: attributeOf(element, 'locationURI'),
    authorities: readAuthorities(element, reading),
  }
}
