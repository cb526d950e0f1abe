import type { Comparateur, Morceau } from '../../lib/comparer-textes.ts'
import { marque } from '../../lib/empreintes.ts'
import { saisieDe } from '../champs/index.ts'
import { type Champ, CONTENU_VIDE } from '../contenu/index.ts'
import type { Reponse } from '../verdicts/index.ts'
import type { Conflit } from './fusion.ts'

/** A field that two people changed, as a page shows it. `valeurs`, `marque`: what the field becomes when one takes what is saved. */
export type ConflitVu = {
  nom: string
  libelle: string
  par: string | undefined
  enregistre: Morceau[]
  saisi: Morceau[]
  valeurs: readonly string[]
  marque: string
}

/** Both values of a conflict in words: codes of lists as their labels, amounts as they are typed; in long texts, what differs. */
export function conflitVu({ champ, enregistre, saisi }: Conflit, par: string | undefined, comparer: Comparateur): ConflitVu {
  const valeurs = enSaisie(champ, enregistre)
  const mots = (codes: readonly string[]) => codes.map(v => champ.options?.find(o => o.code === v)?.libelle ?? v).join('\u202f; ')
  return {
    nom: champ.nom,
    libelle: champ.libelle,
    par,
    ...differences(mots(valeurs), mots(saisi).replace(/\r\n?/g, '\n'), comparer),
    valeurs,
    marque: marque(enregistre),
  }
}

/** What is saved, as one types it; a text that could not be read is already so. */
function enSaisie(champ: Champ, enregistre: string): readonly string[] {
  if (enregistre === '') return []
  if (champ.genre === 'choix_multiple') return enregistre.split('\u001f')
  const valeur = VALEURS[champ.genre]?.(enregistre)
  return valeur === undefined ? [enregistre] : saisieDe(champ, { ...CONTENU_VIDE, valeurs: { [champ.nom]: valeur } })
}
const nombre = (texte: string) => (/^-?\d+(\.\d+)?$/.test(texte) ? Number(texte) : undefined)
const VALEURS: Partial<Record<Champ['genre'], (texte: string) => Reponse | undefined>> = {
  montant: nombre,
  nombre,
  decimal: nombre,
  date: texte => (/^\d{4}-\d\d-\d\d$/.test(texte) ? texte : undefined),
  oui_non: texte => (/^(true|false)$/.test(texte) ? texte === 'true' : undefined),
}

export function differences(enregistre: string, saisi: string, comparer: Comparateur): Pick<ConflitVu, 'enregistre' | 'saisi'> {
  const entier = (texte: string) => (texte === '' ? [] : [{ texte, propre: false }])
  const compares = comparer(enregistre, saisi)
  return compares ? { enregistre: compares.avant, saisi: compares.apres } : { enregistre: entier(enregistre), saisi: entier(saisi) }
}
