import { unzipSync } from 'fflate'
import { Refusal } from '#domain/kernel'
import { actOnDuty, addDuty } from '#features/ledger'
import { createContext, type Context } from '#platform/http'
import type { DutyActInput } from '#contract/ledger'
import { createTestSystem, type TestSystem } from './system.ts'

type Said = Parameters<typeof addDuty>[1]

const BLANK: Omit<Said, 'title'> = {
  content: '',
  categories: [],
  parkId: null,
  leadId: null,
  personId: null,
  personName: null,
  supporting: [],
  startsOn: null,
  dueOn: null,
  precision: 'day',
  dueText: null,
  rhythm: null,
  reportEvery: null,
  weight: 1,
  visibility: 'zone',
  forEvaluation: false,
  source: 'manual',
}

/** A zone with people of office, parks, a department and a district, in whose names the ledger is worked on at chosen moments. */
export class LedgerStory {
  readonly system: TestSystem
  readonly #bodies: ReadonlyMap<string, string>

  private constructor(system: TestSystem, bodies: ReadonlyMap<string, string>) {
    this.system = system
    this.#bodies = bodies
  }

  static async begin(options: Parameters<typeof createTestSystem>[0] = {}): Promise<LedgerStory> {
    const system = await createTestSystem(options)
    const rows = await system.database.ownerDb.selectFrom('organisation').select(['id', 'code']).execute()
    await system.addAccount('office', ['zone_office'], 'office')
    await system.addAccount('leader', ['leader'], 'office')
    await system.addAccount('haidian', ['park_committee'], 'park.haidian')
    await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
    await system.addAccount('science', ['department'], 'department.science')
    await system.addAccount('district', ['district'], 'district.haidian')
    return new LedgerStory(system, new Map(rows.map(({ id, code }) => [code, id])))
  }

  /** The same person at another moment. */
  async at(login: string, moment: string): Promise<Context> {
    const ctx = await this.system.contextOf(login)
    return createContext(this.system.services, ctx.caller, new Date(moment))
  }

  body(code: string): string {
    const id = this.#bodies.get(code)
    if (id === undefined) throw new Error(`No body ${code}`)
    return id
  }

  async add(login: string, moment: string, fields: Partial<Said> & { title: string }): Promise<string> {
    const { id } = await addDuty(await this.at(login, moment), { ...BLANK, ...fields })
    return id
  }

  async act(login: string, moment: string, id: string, input: DutyActInput): Promise<void> {
    const { version } = await this.system.database.ownerDb
      .selectFrom('duty')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await actOnDuty(await this.at(login, moment), id, { version, act: input })
  }
}

/** The code with which something is refused; undefined when it is not. */
export async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.issues[0]?.code
  }
}

/** Cells of the tables and other paragraphs of a .docx file, in order. */
export function paragraphsOf(docx: Uint8Array): string[] {
  const part = unzipSync(docx)['word/document.xml']
  if (part === undefined) throw new Error('no document in the file')
  return [...new TextDecoder().decode(part).matchAll(/<w:p[ >].*?<\/w:p>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text ?? '').join(''),
    )
    .filter((text) => text !== '')
}
