import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import { instruit, type Lecteur } from '../../perimetre/index.ts'
import { ecrireFiltre, type Filtre, filtreActif, filtreDe, SANS_FILTRE } from '../liste/filtres.ts'
import { A_TRAITER, MOT_COMITE, VUES, vueDe } from '../liste/liste.mots.ts'
import type { ComptesDesVues } from '../liste/liste.queries.ts'
import { comptesDesVuesGardees } from './comptes-vues.ts'
import { EN_VUE, type OngletVue, type VueGardeeVue } from './mes-vues.view.tsx'
import { garderPreference, preferencesDe, type VueGardee, vuesGardees } from './preferences.queries.ts'

/** Who reads what, for the readings of this page. */
export type Lit = { tx: Tx; lecteur: Lecteur; instant: Date }
type Contexte = { lien: (f: Filtre) => string; instruit: boolean; pret: string }

const ecrite = (f: Filtre) => ecrireFiltre(f).toString()

/** The filter of the view that a filter is of, without what it asks besides. */
export function sansFiltreDe(f: Filtre): Filtre {
  const vue = vueDe(f)
  return vue ? { ...filtreDe(vue, f.appel), tri: f.tri, sens: f.sens } : { ...SANS_FILTRE, appel: f.appel, suite: f.suite }
}

/** Counts of the views do not follow the filters: they say what there is to do. Whoever instructs nothing has nothing of their own. */
export function ongletsDe({ suites, miens }: ComptesDesVues, f: Filtre, c: Contexte): OngletVue[] {
  const tous = [...suites.values()].reduce((s, x) => s + x.vivants, 0)
  const courante = vueDe(f)
  return VUES.filter(v => c.instruit || !v.moi)
    .map(v => ({
      libelle: v.libelle === MOT_COMITE ? c.pret : v.libelle,
      href: c.lien(filtreDe(v, f.appel)),
      courant: v === courante,
      compte: v.moi ? miens : v.suites.length === 0 ? tous : v.suites.reduce((s, x) => s + (suites.get(x)?.n ?? 0), 0),
      siPlein: v.siPlein,
    }))
    .filter(v => v.compte > 0 || v.courant || !v.siPlein)
}

/** The views that are kept, those that stand in sight with their counts; and where to keep the filter of the page, unless one of them is it. */
export async function vuesGardeesVues({ tx, lecteur, instant }: Lit, gardees: readonly VueGardee[], f: Filtre) {
  const requete = ecrite(f)
  const enVue = gardees.slice(0, EN_VUE).map(v => v.requete)
  const comptes = await comptesDesVuesGardees(tx, lecteur, enVue, instant)
  const vues: VueGardeeVue[] = gardees.map(v => ({
    nom: v.nom,
    href: `${paths.instruction.boite}?${v.requete}`,
    courant: v.requete === requete,
    partagee: v.partagee,
    compte: comptes.get(v.requete),
  }))
  const { appel: _, ...reste } = f
  const aGarder = filtreActif({ ...SANS_FILTRE, ...reste, suite: vueDe(f) ? [] : f.suite, affecte: vueDe(f)?.moi ? undefined : f.affecte })
  const gardee = vues.some(v => v.courant)
  return { gardees: vues, enregistrer: aGarder && !gardee ? `${paths.instruction.vues}?${new URLSearchParams({ requete })}` : undefined }
}

/** Remembers the view that somebody is on, so that their list opens on it: a view alone, never a search nor a filter of the moment. */
export async function retenirVue(
  tx: Tx,
  qui: Lecteur,
  { filtre, gardees, derniere }: { filtre: Filtre; gardees: readonly VueGardee[]; derniere: string | undefined },
): Promise<void> {
  const requete = ecrite(filtre)
  if (requete === derniere) return
  const estVue = VUES.some(v => ecrite(filtreDe(v, filtre.appel)) === requete) || gardees.some(v => v.requete === requete)
  if (estVue) await garderPreference(tx, qui, 'derniere', requete)
}

/** The query of the view that the list opens on: the one that this person chose, or the last that they were on, or what waits for them. */
export async function requeteDOuverture(tx: Tx, ctx: ContexteActeur): Promise<string> {
  const usuelle = ecrite(instruit(ctx.acteur.roles) ? filtreDe(VUES.find(v => v.suites === A_TRAITER && v.moi)!) : SANS_FILTRE)
  if (ctx.acteur.enVue) return usuelle
  const qui = { guichetId: ctx.guichetId, compteId: ctx.acteur.compteId }
  const { ouverture, derniere } = await preferencesDe(tx, qui)
  const choisie = ouverture && (await vuesGardees(tx, qui)).find(v => v.id === ouverture)
  return choisie ? choisie.requete : (derniere ?? usuelle)
}
