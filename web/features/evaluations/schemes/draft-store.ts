import type { SchemeView } from '#contract/evaluations'
import type { Scheme } from '#domain/evaluation'
import { ApiError } from '../../../app/api-client.ts'
import { recordStep, redoStep, startHistory, undoStep } from '../../../ui/draft-history.ts'
import type { DraftHistory } from '../../../ui/draft-history.ts'
import type { DraftKeeper } from './kept-scheme.ts'
import { readDraft } from './read-draft.ts'
import type { SchemeEdit } from './scheme-editor.ts'

export interface DraftState {
  readonly history: DraftHistory<Scheme>
  /** stale: somebody else saved in between, `theirs` is what stands now. */
  readonly saving: 'saved' | 'waiting' | 'saving' | 'failed' | 'stale'
  readonly error: unknown
  readonly theirs: SchemeView | null
  /** What an earlier visit had typed and not saved was taken up. */
  readonly resumed: boolean
}

export interface DraftServer {
  readonly save: (rowVersion: number, definition: Scheme, changeNote: string | null) => Promise<SchemeView>
  readonly read: () => Promise<SchemeView>
}

/** After the last change, until it is saved by itself. */
const REST = 1200

/**
 * A draft being edited: every change can be undone, is kept in this browser at once and saved after a short rest. One saving at
 * a time; what changes meanwhile is saved next. When somebody else saved first nothing is overwritten until the editor decides.
 */
export class DraftStore {
  #state: DraftState
  #server: DraftServer
  #keeper: DraftKeeper
  #rowVersion: number
  #changeNote: string | null
  /** As it stands on the server. */
  #saved: Scheme
  #timer: ReturnType<typeof setTimeout> | undefined
  #listeners = new Set<() => void>()
  #clock: () => number

  constructor(
    view: SchemeView,
    scheme: Scheme,
    server: DraftServer,
    keeper: DraftKeeper,
    clock: () => number = Date.now,
  ) {
    this.#server = server
    this.#keeper = keeper
    this.#clock = clock
    this.#rowVersion = view.row.rowVersion
    this.#changeNote = view.row.changeNote
    this.#saved = scheme
    const kept = keeper.read()
    const mine = kept === null ? null : readDraft(kept.definition)
    const resumes = kept !== null && mine !== null && !isSame(mine, scheme)
    const isStale = resumes && kept.rowVersion !== view.row.rowVersion
    this.#state = {
      history: resumes ? recordStep(startHistory(scheme), mine, null, clock()) : startHistory(scheme),
      saving: isStale ? 'stale' : resumes ? 'waiting' : 'saved',
      error: null,
      theirs: isStale ? view : null,
      resumed: resumes,
    }
    if (resumes && !isStale) this.#wait()
    if (!resumes) keeper.drop()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get = (): DraftState => this.#state

  get rowVersion(): number {
    return this.#rowVersion
  }

  change = (edit: SchemeEdit, place: string | null): void => {
    const { history } = this.#state
    this.#step(recordStep(history, edit(history.present), place, this.#clock()))
  }

  undo = (): void => this.#step(undoStep(this.#state.history))
  redo = (): void => this.#step(redoStep(this.#state.history))

  /** Saves now what waits. True: the server has all of it. */
  flush = async (): Promise<boolean> => {
    clearTimeout(this.#timer)
    if (this.#state.saving === 'stale') return false
    if (this.#state.saving === 'saving') {
      await new Promise<void>((resolve) => {
        const stop = this.subscribe(() => {
          if (this.#state.saving === 'saving') return
          stop()
          resolve()
        })
      })
      return this.flush()
    }
    if (isSame(this.#state.history.present, this.#saved)) return true
    return this.#save()
  }

  /** The server's answer to something else than a saving: a refetched page. */
  receive(view: SchemeView): void {
    if (view.row.rowVersion <= this.#rowVersion || this.#state.saving === 'saving') return
    const theirs = readDraft(view.definition)
    if (theirs === null) return
    if (!isSame(this.#state.history.present, this.#saved)) {
      this.#set({ saving: 'stale', theirs: view })
      return
    }
    this.#stand(view, theirs)
    this.#set({ history: recordStep(this.#state.history, theirs, null, this.#clock()), saving: 'saved' })
  }

  /** Mine over what somebody else saved. */
  keepMine = (): void => {
    const { theirs } = this.#state
    const scheme = theirs === null ? null : readDraft(theirs.definition)
    if (theirs === null || scheme === null) return
    this.#stand(theirs, scheme)
    this.#set({ theirs: null, saving: 'waiting' })
    void this.flush()
  }

  /** Theirs; mine can be brought back by undoing. */
  takeTheirs = (): void => {
    const { theirs, history } = this.#state
    const scheme = theirs === null ? null : readDraft(theirs.definition)
    if (theirs === null || scheme === null) return
    this.#stand(theirs, scheme)
    this.#keeper.drop()
    this.#set({
      theirs: null,
      saving: 'saved',
      error: null,
      history: recordStep(history, scheme, null, this.#clock()),
    })
  }

  /** Leaving the page: what waits is sent. */
  leave(): void {
    clearTimeout(this.#timer)
    if (this.#state.saving === 'waiting' || this.#state.saving === 'failed') void this.flush()
  }

  #stand(view: SchemeView, scheme: Scheme): void {
    this.#rowVersion = view.row.rowVersion
    this.#changeNote = view.row.changeNote
    this.#saved = scheme
  }

  #step(history: DraftHistory<Scheme>): void {
    if (history === this.#state.history) return
    const stays = this.#state.saving === 'stale' || this.#state.saving === 'saving'
    this.#set({ history, resumed: false, ...(stays ? {} : { saving: 'waiting' as const }) })
    this.#keeper.write({ rowVersion: this.#rowVersion, definition: history.present })
    if (!stays) this.#wait()
  }

  #wait(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), REST)
  }

  async #save(): Promise<boolean> {
    const sent = this.#state.history.present
    this.#set({ saving: 'saving', error: null })
    try {
      const view = await this.#server.save(this.#rowVersion, sent, this.#changeNote)
      this.#stand(view, sent)
    } catch (error) {
      if (error instanceof ApiError && error.has('evaluation.stale')) {
        try {
          this.#set({ saving: 'stale', theirs: await this.#server.read(), error: null })
        } catch (unread) {
          this.#set({ saving: 'failed', error: unread })
        }
      } else this.#set({ saving: 'failed', error })
      return false
    }
    if (this.#state.history.present !== sent) {
      this.#set({ saving: 'waiting' })
      this.#wait()
      return false
    }
    this.#keeper.drop()
    this.#set({ saving: 'saved' })
    return true
  }

  #set(part: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}

function isSame(a: Scheme, b: Scheme): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
