import { MOTS_DES_TEXTES } from '../../cahier/index.ts'
import type { Mot } from './crochets.rules.ts'
import type { Ecrit, Famille } from './textes.table.ts'

const GROUPES = ['Le dossier', 'L’argent', 'Les dates et la décision', 'Le changement'] as const
type Groupe = (typeof GROUPES)[number]

/** What each word of a letter or an act is called, and where it is looked for. */
export const LIBELLES_DES_MOTS: Readonly<Record<(typeof MOTS_DES_TEXTES)[Famille][number], readonly [Groupe, string]>> = {
  structure: ['Le dossier', 'structure'],
  projet: ['Le dossier', 'projet'],
  numero: ['Le dossier', 'numéro'],
  appel: ['Le dossier', 'appel'],
  service: ['Le dossier', 'service'],
  montant: ['L’argent', 'montant accordé'],
  montant_en_lettres: ['L’argent', 'montant en lettres'],
  demande: ['L’argent', 'montant demandé'],
  base: ['L’argent', 'base retenue'],
  cout: ['L’argent', 'coût du projet'],
  taux: ['L’argent', 'taux'],
  calcul: ['L’argent', 'calcul'],
  avance: ['L’argent', 'avance'],
  avance_taux: ['L’argent', 'taux de l’avance'],
  acomptes: ['L’argent', 'acomptes'],
  acomptes_taux: ['L’argent', 'taux des acomptes'],
  conditions: ['L’argent', 'conditions'],
  depose_le: ['Les dates et la décision', 'date du dépôt'],
  decision_le: ['Les dates et la décision', 'date de décision'],
  duree: ['Les dates et la décision', 'durée du projet'],
  rang: ['Les dates et la décision', 'rang'],
  motif: ['Les dates et la décision', 'motif'],
  acte_initial: ['Le changement', 'acte modifié'],
  nouvelle_fin: ['Le changement', 'nouvelle fin'],
  nouvel_objet: ['Le changement', 'nouvel objet'],
  montant_avant: ['Le changement', 'montant d’avant'],
  nouveau_montant: ['Le changement', 'nouveau montant'],
  nouveau_montant_en_lettres: ['Le changement', 'nouveau montant en lettres'],
  porte_ou_ramene: ['Le changement', 'porté ou ramené'],
  nouveau_taux: ['Le changement', 'nouveau taux'],
  nouvelle_avance: ['Le changement', 'nouvelle avance'],
  nouveaux_acomptes: ['Le changement', 'nouveaux acomptes'],
  nouveau_partenaire: ['Le changement', 'nouvelles structures'],
}
/** Words of an amendment alone: they have no value in the act that it amends. */
const DU_CHANGEMENT = new Set(Object.entries(LIBELLES_DES_MOTS).flatMap(([mot, [groupe]]) => (groupe === 'Le changement' ? [mot] : [])))

export type TableauNomme = { id: string; libelle: string }

/** The words that a text may hold, by group; the tables of the form are words too, by their own names. */
export function motsDe(famille: Famille, tableaux: readonly TableauNomme[]): Mot[] {
  const codes: readonly (keyof typeof LIBELLES_DES_MOTS)[] = MOTS_DES_TEXTES[famille]
  const mots = codes.map((code): Mot => ({ code, groupe: LIBELLES_DES_MOTS[code][0], libelle: LIBELLES_DES_MOTS[code][1] }))
  const pris = new Set(mots.map(m => m.libelle))
  return [
    ...mots,
    ...tableaux.map(({ id, libelle }): Mot => {
      const nom = libelle
        .replaceAll(/[[\]{}]/g, '')
        .trim()
        .toLowerCase()
      return { code: id, groupe: 'Les tableaux', libelle: nom && !pris.has(nom) ? nom : id }
    }),
  ]
}

/** Those that are offered beside a text: an act has no use for the words of an amendment. */
export const offerts = (mots: readonly Mot[], ecrit: Ecrit) => (ecrit === 'avenant' ? mots : mots.filter(m => !DU_CHANGEMENT.has(m.code)))
export const GROUPES_EN_ORDRE: readonly string[] = [...GROUPES, 'Les tableaux']
