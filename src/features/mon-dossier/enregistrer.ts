import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { composee, ecrireALaFin, type Tx } from '../../db/db.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type Etape, etapeDe } from '../cahier/index.ts'
import type { Retrait } from '../contenu/index.ts'
import { type Etat, peutRemplir } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { type Dossier, trouverDossier } from '../dossiers/index.ts'
import { type Lecture, lireRegles, resume } from '../examen/index.ts'
import { journaliser } from '../journal/index.ts'
import type { Conflit, RefusGeste, Saisie } from '../saisie/index.ts'
import { remplir } from './remplir.ts'

const ECRITS: ReadonlySet<Etat> = new Set<Etat>(['brouillon', 'rouvert', 'preselectionne'])

export type RefusEnregistrement =
  | { motif: 'introuvable' }
  | { motif: 'etape' }
  | { motif: 'fige'; etat: Etat }
  | { motif: 'clos' }
  | { motif: 'lecture_seule' }
export type Enregistre = {
  dossier: Dossier
  etape: Etape
  /** The dossier as saved, with what its rules say. */
  lecture: Lecture
  erreurs: FieldErrors
  conflits: Conflit[]
  /** Who saved last before this, if somebody else. */
  parQui: string | undefined
  marques: Readonly<Record<string, string>>
  /** First field of this step that these answers have just made appear, and that they do not answer already. */
  apparu: string | undefined
  /** The step shows other fields, rows or choices than before. */
  autrement: boolean
  /** Rows that somebody else removed while this form was changing them: what was typed is kept with them. */
  retires: Retrait[]
  /** Why the button's gesture on a list was not done. */
  refusGeste: RefusGeste | undefined
}

/**
 * Saves what can be read of a step; what cannot is kept as typed, and counts as missing. Nothing that somebody else saved meanwhile is
 * overwritten without being shown: see `fusionner`. After the last closing a draft
 * is read, and no more written.
 */
export const enregistrerEtape = (
  ctx: ContexteActeur,
  d: { dossierId: string; etape: string; saisie: Saisie },
): Promise<Result<Enregistre, RefusEnregistrement>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, d.dossierId, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    if (!ECRITS.has(dossier.etat) && !dossier.complement) return err({ motif: 'fige', etat: dossier.etat })
    if (!peutRemplir(ctx.acteur, dossier, d.etape)) return err({ motif: 'lecture_seule' })
    if (!modifiable(dossier, ctx.instant)) return err({ motif: 'clos' })
    const avant = lireRegles(dossier, ctx.instant)
    const etape = etapeDe(avant.formulaire, d.etape)
    if (!etape) return err({ motif: 'etape' })
    const { contenu, ...fusion } = remplir(dossier, etape, d.saisie, { nom: ctx.acteur.nom, instant: ctx.instant })
    const apres: Dossier = fusion.changes.length === 0 ? dossier : await ecrire(tx, ctx, { ...dossier, contenu }, d.etape, fusion.changes)
    const lecture = lireRegles(apres, ctx.instant)
    const [vu, montre] = [avant.forme(etape), lecture.forme(etapeDe(lecture.formulaire, d.etape) ?? etape)]
    return ok({
      dossier: apres,
      etape,
      lecture,
      erreurs: fusion.erreurs,
      conflits: fusion.conflits,
      parQui: dossier.modifiePar === ctx.acteur.nom ? undefined : (dossier.modifiePar ?? undefined),
      marques: fusion.marques,
      apparu: montre.champs.find(nom => !vu.champs.includes(nom) && !d.saisie.champs[nom]?.some(v => v.trim() !== '')),
      autrement: autres(vu.champs, montre.champs) || autres(vu.lignes, montre.lignes) || fusion.changes.some(c => QUI_CHANGENT.includes(c)),
      retires: dossier.contenu.retraits.filter(r => r.lignes.some(l => fusion.changes.some(c => c.startsWith(`${l.liste}.${l.ligne}.`)))),
      refusGeste: fusion.refusGeste,
    })
  })

/** What makes a step show other fields, or the same in another order. */
const QUI_CHANGENT = ['volet', 'monter', 'descendre', 'premier']
const autres = (vus: readonly string[], montres: readonly string[]) =>
  montres.length !== vus.length || montres.some(nom => !vus.includes(nom))

type Ecrit = { guichetId: string; id: string; reponses: string; compteId: string; instant: Date }
const garder = (tx: Tx, e: Ecrit) =>
  tx
    .updateTable('dossier')
    .set(eb => ({ reponses: e.reponses, revision: eb('revision', '+', 1), modifie_par: e.compteId, modifie_le: e.instant }))
    .where('guichet_id', '=', e.guichetId)
    .where('id', '=', e.id)
/** While a filed dossier is being changed, what others read of it stays as filed. */
const garderReponses = composee(garder)
const garderBrouillon = composee((tx, e: Ecrit & { appel_version_id: string } & ReturnType<typeof resume>) => {
  const { appel_version_id, titre, volet, cout_global, aide_demandee } = e
  return garder(tx, e).set({ appel_version_id, titre, volet, cout_global, aide_demandee })
})

async function ecrire(tx: Tx, ctx: ContexteActeur, d: Dossier, etape: string, champs: string[]): Promise<Dossier> {
  const { contenu } = d
  const ecrit = {
    guichetId: ctx.guichetId,
    id: d.id,
    reponses: JSON.stringify(contenu),
    compteId: ctx.acteur.compteId,
    instant: ctx.instant,
  }
  await ecrireALaFin(tx, () =>
    d.etat === 'brouillon'
      ? garderBrouillon(tx, { ...ecrit, appel_version_id: d.version.versionId, ...resume(d.version.appel, contenu) })
      : garderReponses(tx, ecrit),
  )
  await journaliser(tx, ctx, 'dossier.enregistre', d.id, { etape, champs })
  return { ...d, revision: d.revision + 1, modifieLe: ctx.instant, modifiePar: ctx.acteur.nom }
}
