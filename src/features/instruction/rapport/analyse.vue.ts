import { montantTotal } from '../../cahier/index.ts'
import type { AnalyseVue } from './analyse.view.tsx'
import { reglesDeLaProposition } from './base.ts'
import type { ConflitVu } from './conflits.view.tsx'
import { faitsSous } from './faits.ts'
import { ficheDe } from './fiche.ts'
import { type Conflit, marque, type Saisie } from './fusion.ts'
import { champsDe, type Grille, libelleChamp, motChamp } from './grille.rules.ts'
import type { Analyse } from './lire-analyse.ts'
import { manquesDuRapport } from './manques.ts'
import { enTextes, lireProposition, proposer } from './proposition.rules.ts'
import type { PropositionVue } from './proposition.view.tsx'

/** What comes back with a form that was refused. */
export type Retour = {
  saisie: Saisie
  errors: Record<string, string>
  relue?: boolean | undefined
  incomplete?: boolean
  conflits?: { conflits: readonly Conflit[]; par: string }
  /** The report can no longer be written: why. */
  ferme?: string
}

/** Whether the reader writes the report; the other finished reports that they may read. */
export type PourQui = { redige: boolean; autres: { nombre: number; montant: number } }

/** What the page of the report shows, fresh or with what a refused form holds. Pure. */
export function analyseVue(analyse: Analyse, { redige, autres }: PourQui, retour?: Retour): AnalyseVue {
  const { ligne, lu, grille, regles, rapport, contenu: enregistre } = analyse
  const conflits = retour?.conflits
  const champs = [...champsDe(grille), 'proposition']
  // after a conflict the form has seen what the other wrote, where its own field says something else
  const vu = (champ: string) => (retour && !conflits ? (retour.saisie.vus[champ] ?? '') : marque(enregistre[champ]))
  const valeur = (champ: string) => {
    const saisi = retour?.saisie.champs[champ]
    const intact = saisi !== undefined && marque(saisi) === (retour?.saisie.vus[champ] ?? '')
    return saisi === undefined || (conflits && intact) ? (enregistre[champ] ?? '') : saisi
  }
  const slug = lu.dossier.version.appel.slug
  const valeurs = Object.fromEntries(champs.map(c => [c, valeur(c)]))
  const vue = {
    valeurs,
    vus: Object.fromEntries(champs.map(c => [c, vu(c)])),
    errors: retour?.errors ?? {},
  }
  return {
    id: ligne.dossier_id,
    slug,
    grille,
    faits: new Map([
      ...grille.criteres.map(c => [c.code, faitsSous([c.clause], lu, regles)] as const),
      ...grille.priorites.map(p => [p.clauses.join(', '), faitsSous(p.clauses, lu, regles)] as const),
    ]),
    champs: vue,
    proposition: {
      slug,
      champs: vue,
      enveloppe: {
        total: montantTotal(lu.dossier.version.appel),
        autres,
        cette: lireProposition(enregistre.proposition!).montant,
      },
      ...propositionVue(analyse, valeurs.proposition ?? '', retour),
    },
    redige,
    ecrit: redige && !rapport?.termine,
    termine: rapport?.termine,
    fiche: ficheDe(analyse),
    manques: manquesDuRapport(analyse, enregistre, rapport?.version ?? ligne.version),
    incomplete: retour?.incomplete ?? false,
    relue: retour?.relue ?? false,
    version: { jugee: rapport?.version, derniere: ligne.version, deposeeLe: lu.lecture.faits.instant },
    modifie: rapport && { par: rapport.modifiePar, le: rapport.modifieLe },
    conflits: conflits && {
      par: conflits.par,
      liste: conflits.conflits.map(c => conflitVu(grille, c)),
    },
    ferme:
      retour?.ferme === undefined ? undefined : { phrase: retour.ferme, reponses: changes(retour.saisie).map(c => conflitVu(grille, c)) },
  }
}

const conflitVu = (grille: Grille, c: Conflit): ConflitVu => ({
  champ: c.champ,
  ancre: c.champ === 'proposition' ? 'base' : c.champ,
  libelle: libelleChamp(grille, c.champ),
  enregistre: motChamp(grille, c.champ, c.enregistre),
  saisi: motChamp(grille, c.champ, c.saisi),
})
/** What somebody has typed: the fields that are not as the page showed them. */
const changes = ({ champs, vus }: Saisie): Conflit[] =>
  Object.entries(champs).flatMap(([champ, saisi]) =>
    saisi && marque(saisi) !== (vus[champ] ?? '') ? [{ champ, enregistre: '', saisi }] : [],
  )

/** The proposal as it stands, or as it was typed: what cannot be read stays in its field. */
function propositionVue({ lu, base }: Analyse, texte: string, retour?: Retour): Omit<PropositionVue, 'slug' | 'champs' | 'enveloppe'> {
  const saisie = retour && !retour.conflits ? retour.saisie.proposition : undefined
  const proposition = saisie ? proposer(saisie, base.lignes).proposition : lireProposition(texte)
  const calcules = enTextes(proposition)
  const textes = saisie ? { ...calcules, ...gardes(saisie, calcules, retour?.errors ?? {}) } : calcules
  return { base, proposition, textes, regles: reglesDeLaProposition(lu, proposition) }
}

type Textes = ReturnType<typeof enTextes>
const gardes = (saisie: Textes, calcules: Textes, errors: Record<string, string>) =>
  Object.fromEntries((['base', 'taux', 'montant'] as const).filter(c => errors[c] || calcules[c] === '').map(c => [c, saisie[c]]))
