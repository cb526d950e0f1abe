import type { Attente } from './attente.ts'
import type { Champs } from './copie.ts'

type Controle = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
export const controlesDe = (form: HTMLFormElement, nom: string) => [...form.querySelectorAll<Controle>(`[name="${CSS.escape(nom)}"]`)]
/** The first that a person sees. */
export function champDe(form: HTMLFormElement, nom: string): Controle | undefined {
  const controles = controlesDe(form, nom)
  return controles.find(c => c.type !== 'hidden') ?? controles[0]
}
const aCocher = (c: Controle): c is HTMLInputElement => c.type === 'radio' || c.type === 'checkbox'

/** What a field would send now. */
export const valeursDe = (form: HTMLFormElement, nom: string): string[] =>
  controlesDe(form, nom).flatMap(c => (aCocher(c) && !c.checked ? [] : [c.value]))

/** What the copy on this device holds: the fields that the server has not acknowledged. */
export const aCopier = (form: HTMLFormElement, a: Attente): Champs =>
  Object.fromEntries(
    a.retenus.map(nom => [nom, { libelle: libelleDe(form, nom), valeurs: a.saisi(nom) ?? valeursDe(form, nom), base: a.base[nom] ?? '' }]),
  )

/** Puts values in a field, as if they had been typed by nobody. Of boxes that an empty value goes with, that one keeps what no box of the page is. */
export function poser(form: HTMLFormElement, nom: string, valeurs: readonly string[]) {
  const controles = controlesDe(form, nom)
  const lignes = valeurs.flatMap(v => v.split('\n'))
  const seul = controles.every(c => c.type !== 'hidden') || controles.length === 1
  for (const c of controles)
    if (aCocher(c)) c.checked = (seul ? valeurs : lignes).includes(c.value)
    else if (seul) c.value = valeurs[0] ?? ''
    else c.value = c.type === 'hidden' ? lignes.filter(l => !controles.some(b => aCocher(b) && b.value === l)).join('\n') : ''
}

/** The label of a field as the page shows it, without its hint; for a cell, what screen readers say of it too. */
export function libelleDe(form: HTMLFormElement, nom: string): string {
  const c = champDe(form, nom)
  const titre = c && aCocher(c) ? c.closest('fieldset')?.querySelector('legend') : c?.labels?.[0]
  const copie = titre?.cloneNode(true) as HTMLElement | undefined
  for (const e of copie?.querySelectorAll('.fr-hint-text, .gt-facultatif') ?? []) e.remove()
  return copie?.textContent?.trim() || nom
}

/** The focus goes to the row that a button made, moved or brought back, or to the button that restores the one that it removed. */
export function montrerLigne(form: HTMLFormElement, geste: string) {
  const [quoi, a = '', b = ''] = geste.split(':')
  const ligne = quoi === 'retablir' ? a : b
  // the button that moved it, as long as it may move on; a field of its row otherwise
  const cible =
    quoi === 'retirer'
      ? `button[value="retablir:${ligne}"]`
      : `[value^="${quoi}:${a}:${ligne}:"]:enabled, :is(input:not([type="hidden"]), textarea, select)[name*=".${ligne}."]`
  form.querySelector<HTMLElement>(cible)?.focus()
}

/** Whether somebody else has saved between what this page showed and what it has just saved; otherwise a form that says its revision goes on from there. */
export function depassee(form: HTMLFormElement, revision: number, montree: number): boolean {
  if (revision > montree + 1) return true
  const champ = form.elements.namedItem('revision')
  if (champ instanceof HTMLInputElement) champ.value = String(revision)
  return false
}
