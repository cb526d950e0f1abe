import { marque } from '../../../lib/empreintes.ts'
import type { Saisie } from './bilan.ts'
import type { Champ } from './declaration.rules.ts'

/** What a form sends: the text of its fields; `base`, the marks of what it had shown; `page`, the open page; `choix`, after a conflict. */
export type Envoi = {
  champs: Readonly<Record<string, string>>
  base: Readonly<Record<string, string>> | undefined
  page: string | undefined
  choix: Readonly<Record<string, string>>
}
/** A field that two people changed: what is saved, and what this form brought. Nothing was overwritten. */
export type Conflit = { champ: Champ; enregistre: string; saisi: string }
export type Fusion = { saisie: Saisie; changes: string[]; conflits: Conflit[]; marques: Record<string, string> }

const TEXTE_MAX = 5000

/** Brings a form into what is typed, field by field: one that both changed is a conflict until `choix` says whose stays. Pure. */
export function fusionner(saisie: Saisie, champs: readonly Champ[], e: Envoi): Fusion {
  const valeurs = { ...saisie.valeurs }
  const pages = { ...saisie.pages }
  const finie = e.page !== undefined && saisie.finies.includes(e.page)
  const f: Fusion = { saisie: { ...saisie, valeurs, pages }, changes: [], conflits: [], marques: {} }
  for (const champ of champs) {
    const { nom } = champ
    if (finie && nom.startsWith('c.')) continue
    const envoye = e.champs[nom]
    // an unticked box sends nothing: it was shown, and is now empty
    if (envoye === undefined && !(nom === 'final' && e.base && nom in e.base)) continue
    const saisi = (envoye ?? '').slice(0, TEXTE_MAX)
    const actuel = valeurs[nom] ?? champ.montre
    f.marques[nom] = marque(saisi)
    if (saisi === actuel) continue
    const base = e.base?.[nom]
    if (base !== undefined && marque(actuel) !== base && (e.page === undefined || pages[nom] !== e.page)) {
      if (marque(saisi) === base || e.choix[nom] === 'enregistree') {
        delete f.marques[nom]
        continue
      }
      if (e.choix[nom] !== 'mienne') {
        delete f.marques[nom]
        f.conflits.push({ champ, enregistre: actuel, saisi })
        continue
      }
    }
    valeurs[nom] = saisi
    if (e.page) pages[nom] = e.page
    f.changes.push(nom)
  }
  return f
}
/** The marks that a form carries: of every field that it shows. */
export const baseDe = (saisie: Saisie, champs: readonly Champ[]) =>
  Object.fromEntries(champs.map(c => [c.nom, marque(saisie.valeurs[c.nom] ?? c.montre)]))
