import type { AnalyseVue } from './analyse.view.tsx'
import { faitsSous } from './faits.ts'
import { type Conflit, marque, type Saisie } from './fusion.ts'
import { champsDe, libelleChamp, motChamp } from './grille.rules.ts'
import type { Analyse } from './lire-analyse.ts'

/** What comes back with a form that was refused. */
export type Retour = { saisie: Saisie; errors: Record<string, string>; conflits?: { conflits: readonly Conflit[]; par: string } }

/** What the page of the report shows, fresh or with what a refused form holds. Pure. */
export function analyseVue({ ligne, lu, grille, regles, rapport }: Analyse, ecrit: boolean, retour?: Retour): AnalyseVue {
  const enregistre = rapport?.contenu ?? {}
  const conflits = retour?.conflits
  const champs = champsDe(grille)
  // after a conflict the form has seen what the other wrote, where its own field says something else
  const vu = (champ: string) => (retour && !conflits ? (retour.saisie.vus[champ] ?? '') : marque(enregistre[champ]))
  const valeur = (champ: string) => {
    const saisi = retour?.saisie.champs[champ]
    const intact = saisi !== undefined && marque(saisi) === (retour?.saisie.vus[champ] ?? '')
    return saisi === undefined || (conflits && intact) ? (enregistre[champ] ?? '') : saisi
  }
  return {
    id: ligne.dossier_id,
    slug: lu.dossier.version.appel.slug,
    grille,
    faits: new Map([
      ...grille.criteres.map(c => [c.code, faitsSous([c.clause], lu, regles)] as const),
      ...grille.priorites.map(p => [p.clauses.join(', '), faitsSous(p.clauses, lu, regles)] as const),
    ]),
    champs: {
      valeurs: Object.fromEntries(champs.map(c => [c, valeur(c)])),
      vus: Object.fromEntries(champs.map(c => [c, vu(c)])),
      errors: retour?.errors ?? {},
    },
    ecrit,
    enregistre,
    version: { jugee: rapport?.version, derniere: ligne.version, deposeeLe: ligne.depose_le },
    modifie: rapport && { par: rapport.modifiePar, le: rapport.modifieLe },
    conflits: conflits && {
      par: conflits.par,
      liste: conflits.conflits.map(c => ({
        champ: c.champ,
        ancre: c.champ,
        libelle: libelleChamp(grille, c.champ),
        enregistre: motChamp(grille, c.champ, c.enregistre),
        saisi: motChamp(grille, c.champ, c.saisi),
      })),
    },
  }
}
