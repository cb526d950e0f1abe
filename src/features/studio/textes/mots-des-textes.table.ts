import { MOTS_DES_TEXTES } from '../../cahier/index.ts'
import type { Mot } from './crochets.rules.ts'
import type { Ecrit, Famille } from './textes.table.ts'

const GROUPES = ['Le dossier', 'L’argent', 'Les dates et la décision', 'Le changement', 'La séance', 'Le vote'] as const
type Nomme = readonly [groupe: (typeof GROUPES)[number], libelle: string]

/** What each word of a letter or an act is called, and where it is looked for. */
export const LIBELLES_DES_MOTS: Readonly<Record<(typeof MOTS_DES_TEXTES)['lettre' | 'acte'][number], Nomme>> = {
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
/** Those of a délibération: what its dossier knows, and what is filled in when the assembly meets. */
const MOTS_DE_LA_DELIBERATION: Readonly<Record<(typeof MOTS_DES_TEXTES)['deliberation'][number], Nomme>> = {
  structure: ['Le dossier', 'structure'],
  commune: ['Le dossier', 'commune'],
  projet: ['Le dossier', 'projet'],
  resume: ['Le dossier', 'résumé'],
  dossier: ['Le dossier', 'numéro du dossier'],
  appel: ['Le dossier', 'appel'],
  depenses: ['L’argent', 'dépenses'],
  aide: ['L’argent', 'aide demandée'],
  part: ['L’argent', 'part de la structure'],
  autres: ['L’argent', 'autres financements'],
  date: ['La séance', 'date de la séance'],
  lieu: ['La séance', 'lieu de la séance'],
  numero: ['La séance', 'numéro'],
  membres: ['La séance', 'membres en exercice'],
  presents: ['La séance', 'présents'],
  votants: ['Le vote', 'votants'],
  pour: ['Le vote', 'voix pour'],
  contre: ['Le vote', 'voix contre'],
  abstentions: ['Le vote', 'abstentions'],
  signataire: ['Le vote', 'signataire'],
  jour: ['Le vote', 'date du jour'],
}
/** Words of an amendment alone: they have no value in the act that it amends. */
const DU_CHANGEMENT = new Set(Object.entries(LIBELLES_DES_MOTS).flatMap(([mot, [groupe]]) => (groupe === 'Le changement' ? [mot] : [])))

export type TableauNomme = { id: string; libelle: string }

/** The words that a text may hold, by group; the tables of the form are words too, by their own names. */
export function motsDe(famille: Famille, tableaux: readonly TableauNomme[]): Mot[] {
  const nommes: Readonly<Record<string, Nomme>> = famille === 'deliberation' ? MOTS_DE_LA_DELIBERATION : LIBELLES_DES_MOTS
  const mots = MOTS_DES_TEXTES[famille].map((code): Mot => ({ code, groupe: nommes[code]![0], libelle: nommes[code]![1] }))
  if (famille === 'deliberation') return mots
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
export const offerts = (mots: readonly Mot[], { code, famille }: Ecrit) =>
  code === 'avenant' || famille === 'deliberation' ? mots : mots.filter(m => !DU_CHANGEMENT.has(m.code))
export const GROUPES_EN_ORDRE: readonly string[] = [...GROUPES, 'Les tableaux']
