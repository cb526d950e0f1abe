import { champDe } from './champs.ts'
import type { ConflitRecu } from './envoi.ts'

/** What the field becomes when one takes what is saved. */
export type Sienne = { valeurs: string[]; marque: string }

const blocDe = (nom: string) => document.getElementById(`conflit-${nom}`)

/** Puts both versions beside their field: after its group, or its fold, open or not, or under its row in a table. */
export function montrerConflit(form: HTMLFormElement, { nom, html }: ConflitRecu) {
  retirerConflit(nom)
  const controle = champDe(form, nom)
  const bloc = document.createRange().createContextualFragment(html)
  const rangee = controle?.closest('tr')
  if (!rangee) return void (controle?.closest('details') ?? controle?.closest('.gt-champ, fieldset') ?? form.firstElementChild)?.after(bloc)
  const sous = document.createElement('tr')
  const cellule = sous.insertCell()
  cellule.colSpan = [...rangee.cells].reduce((n, c) => n + c.colSpan, 0)
  cellule.append(bloc)
  rangee.after(sous)
}

/** What the block of a field holds of the saved version; `undefined` without a block. */
export function sienne(nom: string): Sienne | undefined {
  const { valeurs, marque = '' } = blocDe(nom)?.dataset ?? {}
  return valeurs === undefined ? undefined : { valeurs: JSON.parse(valeurs), marque }
}

export function retirerConflit(nom: string) {
  const bloc = blocDe(nom)
  const rangee = bloc?.closest('tr')
  ;(rangee ?? bloc)?.remove()
}

/** The fields that the page shows in conflict when it opens. */
export const conflitsMontres = (racine: Element): string[] =>
  [...racine.querySelectorAll<HTMLElement>('[data-conflit]')].map(e => e.dataset.conflit!)
