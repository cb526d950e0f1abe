import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import type { EtatInstruit } from '../../decret/index.ts'
import { peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type Avis, avisDuJeton } from '../avis.queries.ts'
import { type EtatAvis, etatAvis } from '../avis.rules.ts'
import { type AvisLu, lireAvis, type SaisieAvis } from './avis.form.ts'
import { empreinteJeton } from './demander-avis.ts'

/** Why a link opens nothing: nobody was given it, or what it was for is over. */
export type LienMort = { motif: 'inconnu' } | { motif: Exclude<EtatAvis, 'attendu'>; renduLe: Date | null } | { motif: 'ferme' }
export type LienOuvert = { avis: Avis; etat: EtatInstruit; numero: string; titre: string; porteur: string }

/** What a link opens now, if it still opens something. `verrou`: until the end of the act, nobody else answers with it. */
export async function lienOuvert(tx: Tx, ctx: Contexte, jeton: string, { verrou = false } = {}): Promise<Result<LienOuvert, LienMort>> {
  const avis = await avisDuJeton(tx, ctx.guichetId, empreinteJeton(jeton), { verrou })
  if (!avis) return err({ motif: 'inconnu' })
  const etatDemande = etatAvis(avis, ctx.instant)
  if (etatDemande !== 'attendu') return err({ motif: etatDemande, renduLe: avis.renduLe })
  const ligne = await tx
    .selectFrom('instruction')
    .select(['etat', 'numero', 'titre', 'porteur'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', avis.dossierId)
    .executeTakeFirstOrThrow()
  const etat = ligne.etat as EtatInstruit
  return peut('expert', 'rendre_avis', { dossier: etat }) ? ok({ ...ligne, avis, etat }) : err({ motif: 'ferme' })
}

export type RefusAvis = LienMort | { motif: 'saisie'; errors: FieldErrors }

/**
 * Gives the opinion that a link asks for, once: the base refuses any change after. Of two answers at once, the first stands and the second is told.
 * Whoever asked receives a mail.
 */
export const rendreAvis = (ctx: Contexte, jeton: string, saisie: SaisieAvis): Promise<Result<void, RefusAvis>> =>
  enTransaction(ctx, async tx => {
    const lien = await lienOuvert(tx, ctx, jeton, { verrou: true })
    if (!lien.ok) return lien
    const lu = lireAvis(saisie)
    if (!lu.ok) return err({ motif: 'saisie', errors: lu.errors })
    await ecrire(tx, ctx, lien.value, lu.value)
    return ok(undefined)
  })

async function ecrire(tx: Tx, ctx: Contexte, { avis, numero }: LienOuvert, { sens, texte, sansLien, lien }: AvisLu) {
  await tx
    .updateTable('avis')
    .set({ rendu_le: ctx.instant, sens, texte, sans_lien: sansLien, lien })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', avis.id)
    .execute()
  await ecrireCourriel(tx, ctx, {
    cle: `avis-rendu-${avis.id}`,
    destinataire: avis.parCourriel,
    sujet: `Un avis est rendu sur le dossier ${numero}`,
    phrases: [`${avis.expert} a rendu l’avis que vous avez demandé sur le dossier ${numero}. Lisez-le sur le guichet.`],
    lien: paths.instruction.avis(avis.dossierId),
  })
  // whoever gives it has no account
  await journaliser(tx, { ...ctx, acteur: null }, 'instruction.avis_rendu', avis.dossierId, {
    avis: avis.id,
    expert: avis.expert,
    sens,
    sansLien,
  })
}
