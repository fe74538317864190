/**
 * npm run eval:plan: how well the plan engine reads annotated documents. Prints precision, recall and F1 for each document
 * and over all, with the required F1 beside each figure, and exits with 1 when one is below.
 *
 *   node scripts/eval-plan.ts [--gold DIR] [--texts DIR]
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { extractPlan } from '#domain/plan'
import {
  loadGold,
  measuresOf,
  requiredF1,
  rows,
  type Scores,
  scoreExtraction,
  sumScores,
} from '#tests/score-plan'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({ options: { gold: { type: 'string' }, texts: { type: 'string' } } })
const goldFolder = resolve(values.gold ?? resolve(root, '../shared/gold'))
const textFolder = resolve(values.texts ?? resolve(root, '../shared/seeds'))

for (const folder of [goldFolder, textFolder]) {
  if (existsSync(folder)) continue
  console.error(`No such folder: ${folder}\nGive the annotated documents with --gold DIR --texts DIR.`)
  process.exit(2)
}

const documents = loadGold(goldFolder, textFolder)
if (documents.length === 0) {
  console.error(`No annotated documents (*.json) in ${goldFolder}`)
  process.exit(2)
}

const width = Math.max(...rows.map((row) => row.length))
console.log(`${''.padEnd(width + 2)}  P      R      F1     required`)
const all: Scores[] = []
for (const document of documents) {
  const outcome = extractPlan(document.text)
  if (!outcome.ok) {
    console.error(`${document.name}: refused (${outcome.issues.map(({ code }) => code).join(', ')})`)
    process.exit(1)
  }
  const scores = scoreExtraction(document, outcome.value)
  all.push(scores)
  print(document.name, scores)
}
const total = sumScores(all)
print(`All ${documents.length} documents`, total)

const below = rows.filter((row) => {
  const required = requiredF1[row]
  const measures = measuresOf(total[row])
  return required !== undefined && measures !== null && measures.f1 < required
})
if (below.length > 0) {
  console.error(`Below what is required: ${below.join(', ')}`)
  process.exitCode = 1
}

function print(title: string, scores: Scores): void {
  console.log(title)
  for (const row of rows) {
    const measures = measuresOf(scores[row])
    const figures = measures
      ? [measures.precision, measures.recall, measures.f1].map((value) => value.toFixed(3)).join('  ')
      : 'n/a    n/a    n/a  '
    const required = requiredF1[row]?.toFixed(2) ?? '    '
    const { hit, wrong, missed } = scores[row]
    console.log(`  ${row.padEnd(width)}  ${figures}  ${required}  hit ${hit} wrong ${wrong} missed ${missed}`)
  }
}
