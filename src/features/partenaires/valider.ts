import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { type Dossier, type Partenaire, trouverDossier } from '../dossiers/index.ts'
import { contenuAValider, empreinteAValider, etatValidation } from '../examen/index.ts'
import { journaliser } from '../journal/index.ts'
import { mesPartenaires } from './acces.ts'
import { annoncerToutesValidations } from './prevenir.ts'

export type DemandeValidation = {
  dossierId: string
  partenaireId: string
  fonction: string
  /** What the structure commits to: skills and means (C2.7). */
  moyens: string
  /** SHA-256 of what the person read: something else is never validated in its place. */
  empreinte: string
}
export type RefusValidation = { motif: 'introuvable' } | { motif: 'fige' } | { motif: 'change' }

/**
 * Validates the project in the name of a partner (C2.7): kept word for word with its SHA-256, so that a later change shows. Whoever acts for
 * the porteur and for the partner may do both: a secrétaire de mairie often works for the commune and for its EPCI.
 */
export const validerProjet = (ctx: ContexteActeur, d: DemandeValidation): Promise<Result<{ id: string }, RefusValidation>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, d.dossierId, { verrou: true })
    const partenaire = dossier && mesPartenaires(ctx.acteur, dossier.partenaires).find(p => p.id === d.partenaireId)
    if (!dossier || !partenaire) return err({ motif: 'introuvable' })
    if (!peut('partenaire', 'valider', { dossier: dossier.etat }) || !modifiable(dossier, ctx.instant)) return err({ motif: 'fige' })
    const empreinte = empreinteAValider(dossier.version.appel, dossier.contenu)
    if (d.empreinte !== empreinte) return err({ motif: 'change' })
    const deja = partenaire.validation
    if (deja && memeValidation(deja, ctx.acteur.compteId, d)) return ok({ id: deja.id })
    return ok({ id: await ecrire(tx, ctx, dossier, partenaire, d) })
  })

const memeValidation = (v: NonNullable<Partenaire['validation']>, compteId: string, d: DemandeValidation) =>
  v.compteId === compteId && v.empreinte === d.empreinte && v.fonction === d.fonction && v.moyens === d.moyens

async function ecrire(tx: Tx, ctx: ContexteActeur, dossier: Dossier, { id: partenaireId }: Partenaire, d: DemandeValidation) {
  const id = nouvelId()
  const { empreinte, fonction, moyens } = d
  await tx
    .insertInto('validation')
    .values({
      id,
      guichet_id: ctx.guichetId,
      partenaire_id: partenaireId,
      compte_id: ctx.acteur.compteId,
      nom: ctx.acteur.nom,
      fonction,
      valide_le: ctx.instant,
      moyens,
      contenu: JSON.stringify(contenuAValider(dossier.version.appel, dossier.contenu)),
      empreinte,
    })
    .execute()
  const autres = dossier.partenaires.filter(p => p.id !== partenaireId)
  const derniere = autres.every(p => etatValidation(p, empreinte) === 'validee')
  if (derniere) await annoncerToutesValidations(tx, ctx, dossier, id)
  await journaliser(tx, ctx, 'partenaire.valide', dossier.id, { partenaire: partenaireId, validation: id, empreinte })
  return id
}
