import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type Etape, etapeDe, etatAppel, voletDe } from '../../appels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type Contenu, coutGlobal, listeDe, montantDe, texteDe } from '../contenu.ts'
import { type Dossier, trouverDossier } from '../dossiers.queries.ts'
import { type Etat, peut, relation } from '../dossiers.rules.ts'
import { lireRegles } from '../lecture.ts'
import { champsPossibles } from './champs.ts'
import { type Conflit, fusionner, type Saisie } from './fusion.ts'

export type RefusEnregistrement = { motif: 'introuvable' } | { motif: 'etape' } | { motif: 'fige'; etat: Etat } | { motif: 'clos' }
export type Enregistre = {
  dossier: Dossier
  etape: Etape
  erreurs: FieldErrors
  conflits: Conflit[]
  /** First field of this step that these answers have just made appear. */
  apparu: string | undefined
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
    if (!peut('remplir', dossier.etat, relation(ctx.acteur, dossier.structure.id))) return err({ motif: 'fige', etat: dossier.etat })
    if (etatAppel(dossier.version.appel, ctx.instant) === 'clos') return err({ motif: 'clos' })
    const avant = lireRegles(dossier, ctx.instant)
    const etape = etapeDe(avant.formulaire, d.etape)
    if (!etape) return err({ motif: 'etape' })
    const { appel } = dossier.version
    const volet = d.saisie.champs.volet?.[0] ?? texteDe(dossier.contenu, 'volet')
    const fusion = fusionner(dossier.contenu, champsPossibles(appel, etape, volet), d.saisie)
    const contenu = sansActionsDAilleurs(dossier, fusion.contenu)
    const apres: Dossier = fusion.changes.length === 0 ? dossier : await ecrire(tx, ctx, { ...dossier, contenu }, d.etape, fusion.changes)
    const vus = new Set(avant.champs(etape).map(c => c.nom))
    const lecture = lireRegles(apres, ctx.instant)
    const apparu = lecture.champs(etapeDe(lecture.formulaire, d.etape) ?? etape).find(c => !vus.has(c.nom))?.nom
    return ok({ dossier: apres, etape, erreurs: fusion.erreurs, conflits: fusion.conflits, apparu })
  })

/** Actions of the volet that was chosen before are not actions of this one. */
function sansActionsDAilleurs({ version }: Dossier, contenu: Contenu): Contenu {
  const actions = listeDe(contenu, 'actions')
  const codes = voletDe(version.appel, texteDe(contenu, 'volet') ?? '')?.actions.map(a => a.code) ?? []
  if (!actions || actions.every(a => codes.includes(a))) return contenu
  return { ...contenu, valeurs: { ...contenu.valeurs, actions: actions.filter(a => codes.includes(a)) } }
}

async function ecrire(tx: Tx, ctx: ContexteActeur, d: Dossier, etape: string, champs: string[]): Promise<Dossier> {
  const { contenu } = d
  await tx
    .updateTable('dossier')
    .set(eb => ({
      reponses: JSON.stringify(contenu),
      revision: eb('revision', '+', 1),
      appel_version_id: d.version.versionId,
      titre: texteDe(contenu, 'titre') ?? '',
      volet: texteDe(contenu, 'volet') ?? null,
      cout_global: coutGlobal(contenu) ?? null,
      aide_demandee: montantDe(contenu, 'aide') ?? null,
      modifie_par: ctx.acteur.compteId,
      modifie_le: ctx.instant,
    }))
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', d.id)
    .execute()
  await journaliser(tx, ctx, 'dossier.enregistre', d.id, { etape, champs })
  return { ...d, revision: d.revision + 1, modifieLe: ctx.instant, modifiePar: ctx.acteur.nom }
}
