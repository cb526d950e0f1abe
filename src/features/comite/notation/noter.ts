import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { dossierPour, type RefusComite } from '../acte.ts'
import type { Inscrit, Seance } from '../seance.ts'
import { lireNotation } from './lire-notation.ts'
import { appliquer, erreursGrille, lireGrille, type SaisieGrille } from './notation.form.ts'
import { grilleDe } from './notation.queries.ts'
import type { CritereNote, Notes } from './notation.rules.ts'

export type Demande = { seanceId: string; dossierId: string; corps: Record<string, unknown> }
export type RefusNote = RefusComite | { motif: 'saisie'; errors: FieldErrors } | { motif: 'finalisee' }

/** A member's grid ready to be written: what is said is checked, nothing is written yet. The séance is held, so a member's windows follow one another. */
export type Prete = {
  s: Seance
  inscrit: Inscrit
  criteres: CritereNote[]
  saisie: SaisieGrille
  grilleId: string | undefined
  notes: Notes
  changees: string[]
  avisChange: boolean
}
export async function preparerGrille(tx: Tx, ctx: ContexteActeur, d: Demande): Promise<Result<Prete, RefusNote>> {
  const lu = await dossierPour(tx, ctx, 'noter', d)
  if (!lu.ok) return lu
  const { s, inscrit } = lu.value
  const grille = await grilleDe(tx, ctx.guichetId, s.moi!.id, inscrit.id)
  if (grille?.finaliseeLe) return err({ motif: 'finalisee' })
  const { criteres } = await lireNotation(tx, ctx.guichetId, s, inscrit)
  const saisie = lireGrille(d.corps, criteres)
  const errors = erreursGrille(saisie, criteres)
  if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
  const avisChange = saisie.avis !== undefined && saisie.avis !== (grille?.avis ?? '')
  return ok({ s, inscrit, criteres, saisie, grilleId: grille?.id, avisChange, ...appliquer(grille?.notes ?? {}, saisie, inscrit.depotId) })
}

/** Writes what changed; gives the grid's id. */
export async function ecrireGrille(tx: Tx, ctx: ContexteActeur, p: Prete): Promise<string> {
  const id = p.grilleId ?? nouvelId()
  const commun = { modifiee_le: ctx.instant, ...(p.saisie.avis === undefined ? {} : { avis: p.saisie.avis }) }
  if (p.grilleId)
    await tx
      .updateTable('grille')
      .set(eb => ({ ...commun, revision: eb('revision', '+', 1) }))
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .execute()
  else
    await tx
      .insertInto('grille')
      .values({ id, guichet_id: ctx.guichetId, seance_id: p.s.id, membre_id: p.s.moi!.id, dossier_id: p.inscrit.id, ...commun })
      .execute()
  for (const critere of p.changees) {
    const { valeur, sansObjet, commentaire, depotId } = p.notes[critere]!
    const note = { valeur, sans_objet: sansObjet, commentaire, depot_id: depotId, notee_le: ctx.instant }
    await tx
      .insertInto('note')
      .values({ grille_id: id, critere, guichet_id: ctx.guichetId, ...note })
      .onConflict(oc => oc.columns(['grille_id', 'critere']).doUpdateSet(note))
      .execute()
  }
  return id
}

/** Saves a member's scores and comments, the whole form or a field of it. The journal says that they wrote, never what. */
export const noter = (ctx: ContexteActeur, d: Demande): Promise<Result<Prete, RefusNote>> =>
  enTransaction(ctx, async tx => {
    const prete = await preparerGrille(tx, ctx, d)
    if (!prete.ok) return prete
    const { changees, avisChange, s } = prete.value
    if (changees.length === 0 && !avisChange) return prete
    await ecrireGrille(tx, ctx, prete.value)
    await journaliser(tx, ctx, 'comite.note', d.dossierId, { seance: s.id, membre: ctx.acteur.compteId, criteres: changees })
    return prete
  })
