import type { Accuse, ConflitRecu, Lot } from './envoi.ts'

/** `page`: of an answer typed in a page that was lost, under which it is saved. */
type Saisi = { valeurs: readonly string[]; page?: string | undefined }

/**
 * What a page holds that the server has not acknowledged. `base` gives, for each field, the mark of the value that the page had shown: with it the
 * server sees that somebody else changed the field meanwhile. Fields in conflict stay as typed until a choice is made.
 */
export class Attente {
  base: Record<string, string>
  readonly #page: string
  readonly #saisis = new Map<string, Saisi>()
  readonly #conflits = new Map<string, ConflitRecu>()
  readonly #miennes = new Set<string>()

  constructor(page: string, base: Record<string, string>) {
    this.#page = page
    this.base = base
  }

  get vide() {
    return this.#saisis.size === 0
  }
  /** The fields that a fresh page must leave as they are. */
  get retenus(): string[] {
    return [...new Set([...this.#saisis.keys(), ...this.#conflits.keys()])]
  }
  /** What was typed in a field; `undefined` when it waits for nothing but a choice. */
  saisi(nom: string) {
    return this.#saisis.get(nom)?.valeurs
  }
  get conflits(): ConflitRecu[] {
    return [...this.#conflits.values()]
  }

  noter(nom: string, valeurs: readonly string[]) {
    this.#saisis.set(nom, { valeurs, page: this.#saisis.get(nom)?.page })
  }
  /** An answer of a page that was lost, with the mark that it had shown. */
  retrouver(nom: string, valeurs: readonly string[], base: string, page: string) {
    this.base[nom] = base
    this.#saisis.set(nom, { valeurs, page })
  }
  garderLaMienne(nom: string, valeurs: readonly string[]) {
    this.#miennes.add(nom)
    this.noter(nom, valeurs)
  }
  enConflit(c: ConflitRecu) {
    this.#conflits.set(c.nom, c)
  }

  /** What leaves together: answers of a lost page leave in its name, so that they are no conflict with what it had saved. */
  lot(): { lot: Lot; partis: ReadonlyMap<string, Saisi> } {
    const [premier] = this.#saisis.values()
    const partis = new Map([...this.#saisis].filter(([, s]) => s.page === premier?.page))
    const noms = [...partis.keys()]
    const lot = {
      champs: Object.fromEntries([...partis].map(([nom, s]) => [nom, s.valeurs])),
      base: Object.fromEntries(noms.map(nom => [nom, this.base[nom] ?? ''])),
      page: premier?.page ?? this.#page,
      plus: Object.fromEntries(noms.filter(nom => this.#miennes.has(nom)).map(nom => [`_choix.${nom}`, 'mienne'])),
    }
    return { lot, partis }
  }

  /** What the server says of what left; what was typed meanwhile stays. Gives the fields that it took. */
  accuser(partis: ReadonlyMap<string, Saisi>, { marques, conflits = [] }: Accuse): string[] {
    for (const [nom, s] of partis) if (this.#saisis.get(nom) === s) this.#saisis.delete(nom)
    const pris = [...partis.keys()].filter(nom => nom in marques)
    for (const nom of pris) this.#accorder(nom, marques[nom]!)
    for (const c of conflits) this.enConflit(c)
    return pris
  }

  /** A field that was emptied with what was typed in another: what is typed there next is no conflict. False when something is typed there already, and stays. */
  vider(nom: string, marque: string): boolean {
    if (!(nom in this.base)) return false
    this.base[nom] = marque
    return !this.#saisis.has(nom) && !this.#conflits.has(nom)
  }
  /** The field shows what the server holds, under this mark. */
  prendreLaSienne(nom: string, marque: string) {
    this.#saisis.delete(nom)
    this.#accorder(nom, marque)
  }
  #accorder(nom: string, marque: string) {
    this.base[nom] = marque
    this.#conflits.delete(nom)
    this.#miennes.delete(nom)
  }
}
