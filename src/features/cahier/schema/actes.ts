import { z } from 'zod'
import { avecMots, entier, liste, montant, motAttendu, motsConnus, phrase, typeStructure } from './communs.ts'

/** Words that an act may hold between braces. A paragraph with a word that has no value for this lauréat is left out. */
export const MOTS_ACTE = [
  'structure',
  'projet',
  'numero',
  'appel',
  'service',
  'depose_le',
  'decision_le',
  'montant',
  'montant_en_lettres',
  'base',
  'cout',
  'taux',
  'calcul',
  'conditions',
  'duree',
  'avance',
  'avance_taux',
  'acomptes',
  'acomptes_taux',
  'acte_initial',
  'motif',
  'nouvelle_fin',
  'nouvel_objet',
  'nouveau_montant',
  'nouveau_montant_en_lettres',
  'porte_ou_ramene',
  'nouveau_taux',
  'nouvelle_avance',
  'nouveaux_acomptes',
  'montant_avant',
  'nouveau_partenaire',
] as const
const MOTS_NUMERO = ['code', 'annee', 'ordre'] as const
/** Its words are read with the tables of the call (`motsDesActes`). */
const texteActe = phrase
const modeleActe = z.strictObject({
  titre: texteActe,
  vus: liste(texteActe).default([]),
  considerants: liste(texteActe).default([]),
  articles: liste(z.strictObject({ titre: texteActe, texte: liste(texteActe).min(1) })).min(1),
})
/** The act that grants an aid: an arrêté, or a convention with some bearers above some amount; each has a usual text when the call gives none. */
export const actes = z.strictObject({
  numero: avecMots(MOTS_NUMERO)
    .refine(t => t.includes('{ordre}'), 'un numéro qui contient {ordre}')
    .default('{code}-{annee}-{ordre}'),
  duree_mois: entier(120, 1).default(24),
  conventions: liste(z.strictObject({ types: liste(typeStructure).min(1), au_dela_de: montant.optional() })).default([]),
  arrete: modeleActe.optional(),
  convention: modeleActe.optional(),
  avenant: modeleActe.optional(),
})
export type ModeleActe = z.output<typeof modeleActe>

/** Texts that hold another word than those of every act and the tables of the call. Pure. */
export function motsDesActes(a: z.output<typeof actes>, tableaux: readonly string[]): { path: (string | number)[]; message: string }[] {
  const mots: readonly string[] = [...MOTS_ACTE, ...tableaux]
  const dans = (texte: string, path: (string | number)[]) =>
    motsConnus(texte, mots) ? [] : [{ path: ['actes', ...path], message: motAttendu(mots) }]
  return (['arrete', 'convention', 'avenant'] as const).flatMap(nature => {
    const m = a[nature]
    if (!m) return []
    return [
      ...dans(m.titre, [nature, 'titre']),
      ...(['vus', 'considerants'] as const).flatMap(cle => m[cle].flatMap((t, i) => dans(t, [nature, cle, i]))),
      ...m.articles.flatMap((x, i) => [
        ...dans(x.titre, [nature, 'articles', i, 'titre']),
        ...x.texte.flatMap((t, j) => dans(t, [nature, 'articles', i, 'texte', j])),
      ]),
    ]
  })
}
