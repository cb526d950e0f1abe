/** What was typed and that the server has not acknowledged, field by field, with the mark of what the page had shown. */
export type Champs = Record<string, { libelle: string; valeurs: readonly string[]; base: string }>
/**
 * The copy of one open page. `cle` says whose and of what: `<guichet>/<compte>/<dossier>/<étape>`; another account of the same computer never asks
 * for it. `le` in milliseconds, by this device's clock.
 */
export type Copie = { page: string; cle: string; url: string; titre: string; le: number; champs: Champs }

const BASE = 'guichet-brouillons'
const RANGEES = 'copies'
const GARDE_MS = 60 * 86_400_000

/** One request on the store. No storage (private window, full disk, forbidden) gives `undefined`: the page then keeps its typing in itself. */
async function avecBase<T>(mode: IDBTransactionMode, faire: (s: IDBObjectStore) => IDBRequest<T>): Promise<{ valeur: T } | undefined> {
  try {
    const base = await new Promise<IDBDatabase>((oui, non) => {
      const r = indexedDB.open(BASE, 1)
      r.onupgradeneeded = () => r.result.createObjectStore(RANGEES, { keyPath: 'page' })
      r.onsuccess = () => oui(r.result)
      r.onerror = () => non(r.error)
      r.onblocked = () => non(r.error)
    })
    try {
      return await new Promise((oui, non) => {
        const t = base.transaction(RANGEES, mode)
        const r = faire(t.objectStore(RANGEES))
        t.oncomplete = () => oui({ valeur: r.result })
        t.onabort = () => non(t.error)
      })
    } finally {
      base.close()
    }
  } catch {
    return undefined
  }
}

export const oublier = (page: string) => avecBase('readwrite', s => s.delete(page))

/** The copies whose key starts so, the latest first; those of pages that are still open are theirs. */
export async function copiesDe(prefixe: string): Promise<Copie[]> {
  const toutes = (await avecBase<Copie[]>('readonly', s => s.getAll()))?.valeur ?? []
  const vieilles = toutes.filter(c => c.le < Date.now() - GARDE_MS)
  await Promise.all(vieilles.map(c => oublier(c.page)))
  const ouvertes = await pagesOuvertes()
  return toutes.filter(c => c.cle.startsWith(prefixe) && !vieilles.includes(c) && !ouvertes.has(c.page)).sort((a, b) => b.le - a.le)
}

const VERROU = 'page-ouverte:'
/** Says to the other tabs that this page is open, until it closes or dies. */
export function tenir(page: string): () => void {
  let lacher = () => {}
  const tenue = new Promise<void>(fin => {
    lacher = fin
  })
  // locks need https or localhost: without them, a page open in another tab may be offered as lost, and is the same as what it saves
  navigator.locks?.request(VERROU + page, { mode: 'shared' }, () => tenue).catch(() => {})
  return lacher
}
async function pagesOuvertes(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query().catch(() => undefined)) ?? {}
  return new Set(held.flatMap(l => (l.name?.startsWith(VERROU) ? [l.name.slice(VERROU.length)] : [])))
}

/** Writes the copy of this page, the last state only: states that follow one another while it writes are one. */
export class CopieDeLaPage {
  /** Whether all that is not acknowledged is in the copy. */
  aJour = true
  #prochain: Champs | undefined
  #ecrit: Promise<void> = Promise.resolve()
  readonly #entete: Omit<Copie, 'le' | 'champs'>

  constructor(entete: Omit<Copie, 'le' | 'champs'>) {
    this.#entete = entete
  }

  garder(champs: Champs) {
    this.aJour = Object.keys(champs).length === 0
    const deja = this.#prochain !== undefined
    this.#prochain = champs
    if (!deja) this.#ecrit = this.#ecrit.then(() => this.#ecrire())
  }

  async #ecrire() {
    const champs = this.#prochain ?? {}
    this.#prochain = undefined
    const vide = Object.keys(champs).length === 0
    const { page } = this.#entete
    const fait = vide ? await oublier(page) : await avecBase('readwrite', s => s.put({ ...this.#entete, le: Date.now(), champs }))
    this.aJour = vide || (fait !== undefined && this.#prochain === undefined)
  }
}
