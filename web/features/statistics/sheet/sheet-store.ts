import type { CellValue, FilingValues, FormField } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { ApiError } from '../../../app/api-client.ts'
import { cellOf, differences } from './fields.ts'
import type { DraftKeeper } from './kept-draft.ts'
import { mergeValues, savableValues } from './merge-values.ts'
import type { CellConflict } from './merge-values.ts'
import { editSheet, startEdits } from './sheet-edits.ts'
import type { EditAction, SheetEdits } from './sheet-edits.ts'

/** How far what was typed has come. */
export type Saving =
  | { readonly kind: 'idle' }
  /** Typed, not yet sent. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'saved'; readonly at: string }
  /** No answer of the server: kept in this browser, and tried again. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly error: unknown }

export interface SheetState {
  readonly edits: SheetEdits
  /** The server's state that the edits stand upon. */
  readonly base: { readonly version: number | null; readonly values: FilingValues }
  /** What stands in the open editor, for the checks as one types. */
  readonly typing: { readonly code: string; readonly value: CellValue } | null
  readonly saving: Saving
  /** Cells that somebody else changed too; nothing is sent until each is decided. */
  readonly conflicts: readonly CellConflict[]
  /** Who the others' version is by, where there are conflicts. */
  readonly conflictAt: string | null
  /** Cells that others changed and that were simply taken over. */
  readonly taken: readonly string[]
  /** Cells that were typed before, kept in this browser, and are here again. */
  readonly resumed: number
  /** An approved filing is being corrected: nothing is saved until it is submitted with a reason. */
  readonly correcting: boolean
}

export interface SheetServer {
  readonly save: (version: number | null, values: FilingValues) => Promise<FilingSheet>
  readonly read: () => Promise<FilingSheet>
  /** A newer state of the filing for everything else that shows it. */
  readonly keep: (view: FilingSheet) => void
}

/** After the last key: long enough not to save every word, short enough to lose nothing. */
const QUIET_MS = 1200
const AGAIN_MS = 10_000

/**
 * One filing while somebody fills it in: the edits with their way back, saving by itself, what was kept in this browser, and the
 * meeting with what others saved. Knows no page; the page subscribes.
 */
export class SheetStore {
  readonly #fields: readonly FormField[]
  readonly #server: SheetServer
  readonly #keeper: DraftKeeper
  readonly #listeners = new Set<() => void>()
  #state: SheetState
  #editable: boolean
  #timer: ReturnType<typeof setTimeout> | null = null
  #sending: Promise<boolean> | null = null

  constructor(
    view: FilingSheet,
    fields: readonly FormField[],
    editable: boolean,
    server: SheetServer,
    keeper: DraftKeeper,
  ) {
    this.#fields = fields
    this.#server = server
    this.#keeper = keeper
    this.#editable = editable
    this.#state = {
      edits: startEdits(view.values),
      base: { version: view.version, values: view.values },
      typing: null,
      saving: { kind: 'idle' },
      conflicts: [],
      conflictAt: null,
      taken: [],
      resumed: 0,
      correcting: false,
    }
    if (editable) this.#resume(view)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): SheetState => this.#state

  /** Edits go on where the page was left. */
  #resume(view: FilingSheet): void {
    const kept = this.#keeper.read()
    if (kept === null) return
    const merged = mergeValues(kept.base, view.values, kept.values)
    const resumed = differences(view.values, merged.values).size
    if (resumed === 0) return this.#keeper.drop()
    this.#state = {
      ...this.#state,
      edits: startEdits(merged.values),
      conflicts: merged.conflicts,
      conflictAt: merged.conflicts.length > 0 ? view.changedAt : null,
      resumed,
      saving: { kind: 'waiting' },
    }
    this.#schedule(QUIET_MS)
  }

  edit(action: EditAction): void {
    if (!this.#editable && !this.#state.correcting) return
    const edits = editSheet(this.#state.edits, action)
    if (edits === this.#state.edits) return this.#set({ typing: null })
    this.#set({ edits, typing: null })
    this.#changed()
  }

  /** What the open editor holds; null when it closes without a change. */
  type(typing: SheetState['typing']): void {
    if (typing === null && this.#state.typing === null) return
    this.#set({ typing })
  }

  /** Back to what the server has, for somebody who doesn't want what was resumed or typed. */
  discard(): void {
    this.#cancel()
    this.#keeper.drop()
    this.#set({
      edits: startEdits(this.#state.base.values),
      typing: null,
      conflicts: [],
      conflictAt: null,
      resumed: 0,
      saving: { kind: 'idle' },
    })
  }

  /** For a cell that two have changed: whose value stands. */
  settle(choices: ReadonlyMap<string, 'mine' | 'theirs'>): void {
    const cells = new Map(
      this.#state.conflicts.flatMap(({ code, theirs }) =>
        choices.get(code) === 'theirs' ? [[code, theirs] as const] : [],
      ),
    )
    const conflicts = this.#state.conflicts.filter(({ code }) => !choices.has(code))
    this.#set({
      edits: editSheet(this.#state.edits, { kind: 'set', cells }),
      conflicts,
      conflictAt: conflicts.length > 0 ? this.#state.conflictAt : null,
    })
    this.#changed()
  }

  /** The server's state, after an act or because somebody else saved. */
  receive(view: FilingSheet, editable: boolean): void {
    this.#editable = editable
    const { base, edits, correcting } = this.#state
    if (view.version === base.version && differences(base.values, view.values).size === 0) return
    if (!editable && !correcting) {
      this.#cancel()
      return this.#set({
        edits: startEdits(view.values),
        base: { version: view.version, values: view.values },
        typing: null,
        conflicts: [],
        conflictAt: null,
        saving: { kind: 'idle' },
      })
    }
    this.#meet(view, base.values, edits)
  }

  /** Goes on with a correction that was begun before and not submitted. */
  startCorrecting(): void {
    const { base } = this.#state
    const kept = this.#keeper.read()
    const values = kept === null ? base.values : mergeValues(kept.base, base.values, kept.values).values
    this.#set({
      correcting: true,
      edits: startEdits(values),
      resumed: differences(base.values, values).size,
      saving: { kind: 'idle' },
    })
  }

  stopCorrecting(): void {
    this.#keeper.drop()
    this.#set({
      correcting: false,
      edits: startEdits(this.#state.base.values),
      typing: null,
      conflicts: [],
      conflictAt: null,
      resumed: 0,
      saving: { kind: 'idle' },
    })
  }

  /** True where everything that can be saved is with the server. */
  async flush(): Promise<boolean> {
    this.#cancel()
    for (let round = 0; round < 3; round++) {
      if (this.#sending !== null) await this.#sending
      if (this.#state.conflicts.length > 0) return false
      if (!this.hasUnsaved()) return true
      if (!(await this.#send())) return false
    }
    return !this.hasUnsaved()
  }

  hasUnsaved(): boolean {
    return differences(this.#state.base.values, this.savable()).size > 0
  }

  savable(): FilingValues {
    return savableValues(this.#fields, this.#state.edits.values)
  }

  /** Tries again at once when the line is back. */
  online(): void {
    if (this.#state.saving.kind === 'offline') void this.flush()
  }

  /** The page goes: what is not yet sent stays in this browser. */
  leave(): void {
    const { typing } = this.#state
    if (typing !== null) this.edit({ kind: 'set', cells: new Map([[typing.code, typing.value]]) })
    if (this.#editable && this.hasUnsaved()) void this.flush()
    this.#cancel()
  }

  #changed(): void {
    this.#keep()
    if (this.#state.correcting || !this.#editable) return
    if (this.#state.conflicts.length > 0) return
    if (!this.hasUnsaved()) {
      this.#cancel()
      if (this.#state.saving.kind === 'waiting') this.#set({ saving: { kind: 'idle' } })
      return
    }
    if (this.#sending === null && this.#state.saving.kind !== 'offline')
      this.#set({ saving: { kind: 'waiting' } })
    this.#schedule(this.#state.saving.kind === 'offline' ? AGAIN_MS : QUIET_MS)
  }

  #keep(): void {
    const { edits, base } = this.#state
    if (differences(base.values, edits.values).size === 0) this.#keeper.drop()
    else this.#keeper.write({ base: base.values, values: edits.values, at: new Date().toISOString() })
  }

  #schedule(after: number): void {
    this.#cancel()
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#sending === null && this.#state.conflicts.length === 0 && this.hasUnsaved()) void this.#send()
    }, after)
  }

  #cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #send(): Promise<boolean> {
    this.#sending = this.#sendNow().finally(() => {
      this.#sending = null
      // What was typed while it was on its way; what was refused waits for a change.
      const { kind } = this.#state.saving
      if (kind === 'saved' && this.hasUnsaved()) {
        this.#set({ saving: { kind: 'waiting' } })
        this.#schedule(QUIET_MS)
      } else if (kind === 'offline') this.#schedule(AGAIN_MS)
    })
    return this.#sending
  }

  async #sendNow(): Promise<boolean> {
    const sent = this.savable()
    this.#set({ saving: { kind: 'sending' } })
    try {
      const view = await this.#server.save(this.#state.base.version, sent)
      this.#meet(view, sent, this.#state.edits)
      this.#set({ saving: { kind: 'saved', at: view.changedAt ?? new Date().toISOString() }, resumed: 0 })
      this.#server.keep(view)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) this.#set({ saving: { kind: 'offline' } })
      else if (error instanceof ApiError && error.has('statistics.stale')) return this.#meetOthers()
      else this.#set({ saving: { kind: 'refused', error } })
      return false
    }
  }

  /** Somebody else was first: their state is read, and what was typed is set upon it. */
  async #meetOthers(): Promise<boolean> {
    const { base } = this.#state
    try {
      const view = await this.#server.read()
      this.#set({ saving: { kind: 'waiting' } })
      this.#meet(view, base.values, this.#state.edits)
      this.#server.keep(view)
      if (this.#state.conflicts.length === 0) this.#schedule(QUIET_MS)
    } catch (error) {
      this.#set({
        saving: { kind: error instanceof ApiError && error.status === 0 ? 'offline' : 'refused', error },
      })
    }
    return false
  }

  #meet(view: FilingSheet, was: FilingValues, edits: SheetEdits): void {
    const merged = mergeValues(was, view.values, edits.values)
    const open = new Set(this.#state.conflicts.map(({ code }) => code))
    const conflicts = [
      ...this.#state.conflicts.flatMap((conflict) => {
        const theirs = cellOf(view.values, conflict.code)
        return theirs === cellOf(merged.values, conflict.code) ? [] : [{ ...conflict, theirs }]
      }),
      ...merged.conflicts.filter(({ code }) => !open.has(code)),
    ]
    this.#set({
      base: { version: view.version, values: view.values },
      edits: editSheet(edits, { kind: 'take', values: merged.values, forget: false }),
      conflicts,
      conflictAt: conflicts.length > 0 ? view.changedAt : null,
      taken: merged.taken,
    })
    this.#keep()
  }

  #set(part: Partial<SheetState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}
