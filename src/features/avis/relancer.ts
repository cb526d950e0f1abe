import { type Contexte, type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { dateCivile, joursEntre } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { empreinteDuJeton, nouveauJeton } from '../../lib/jetons.ts'
import { pluriel } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { unParUn } from '../../lib/un-par-un.ts'
import { type EtatInstruit, peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import { compter } from '../limites/index.ts'
import { adressesDuProjet } from '../messages/index.ts'
import { rappelDu } from '../rappels/index.ts'
import { instruitPour, type RefusInstruction } from '../service/index.ts'
import { erreursDemandeDue } from './avis.form.ts'
import { type Avis, avisEnAttente, avisParId, dossierDeLAvis, recuesEnUnJour } from './avis.queries.ts'
import { DUS_PAR_JOUR_MAX, etatAvis, RELANCES } from './avis.rules.ts'
import { DU_GUICHET } from './demander-dus.ts'
import { ecrireLien } from './lien-avis.ts'

export type RefusRelance =
  | RefusInstruction
  | { motif: 'avis_inconnu' }
  /** Answered, withdrawn, or its delay is over: nothing is awaited. */
  | { motif: 'fini' }
  /** It was written to today already. */
  | { motif: 'deja_aujourdhui' }
  | { motif: 'saisie'; errors: FieldErrors }
  | { motif: 'trop_boite'; courriel: string }
  | { motif: 'trop_guichet' }
  | { motif: 'membre'; courriel: string }

/**
 * Writes again to a body that has not answered, perhaps at another address: a new link takes the place of the one that it had, whose holder is told so. The delay stays what it was.
 */
export const relancerAvis = (
  ctx: ContexteActeur,
  d: { dossierId: string; avis: string; courriel: string },
): Promise<Result<void, RefusRelance>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'suivre_avis', d.dossierId)
    if (!lu.ok) return lu
    const avis = await avisParId(tx, ctx.guichetId, d.avis)
    if (!avis || avis.dossierId !== d.dossierId || avis.code === null) return err({ motif: 'avis_inconnu' })
    if (etatAvis(avis, ctx.instant) !== 'attendu') return err({ motif: 'fini' })
    const courriel = (d.courriel || avis.courriel).toLowerCase()
    const errors = erreursDemandeDue({ courriel, demande: '' }, avis.id)
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    const dernier = avis.relanceLe ?? avis.demandeLe
    if (courriel === avis.courriel && dateCivile(dernier) === dateCivile(ctx.instant)) return err({ motif: 'deja_aujourdhui' })
    if ((await adressesDuProjet(tx, ctx.guichetId, d.dossierId)).includes(courriel)) return err({ motif: 'membre', courriel })
    if ((await recuesEnUnJour(tx, ctx, courriel, { dues: true })) >= DUS_PAR_JOUR_MAX) return err({ motif: 'trop_boite', courriel })
    if (await compter(tx, [DU_GUICHET(ctx.guichetId)])) return err({ motif: 'trop_guichet' })
    await renvoyer(tx, ctx, avis, { courriel, rappel: 'Rappel' })
    await journaliser(tx, ctx, 'instruction.avis_relance', d.dossierId, { avis: avis.id, expert: avis.expert })
    return ok(undefined)
  })

/** Job: writes again to a body that has not answered, seven days before its last one and two days before, each once, at 8:00 in Paris. Returns how many mails left. */
export async function relancerAttendus({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const ids = await enTransaction(ctx, tx => avisEnAttente(tx, guichetId, { instant, passes: false }))
  return unParUn(ids, id => enTransaction(ctx, tx => relancerSiDu(tx, ctx, id)))
}

async function relancerSiDu(tx: Tx, ctx: Contexte, id: string): Promise<boolean> {
  const avis = await avisParId(tx, ctx.guichetId, id)
  if (!avis?.avant || etatAvis(avis, ctx.instant) !== 'attendu') return false
  const dernier = new Date(avis.avant.getTime() - 1)
  const depuis = avis.relanceLe ?? avis.demandeLe
  if (!rappelDu({ jours: RELANCES.map(j => -j), cloture: dernier, depuis, instant: ctx.instant })) return false
  const { etat } = await tx
    .selectFrom('instruction')
    .select('etat')
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', avis.dossierId)
    .executeTakeFirstOrThrow()
  if (!peut('expert', 'rendre_avis', { dossier: etat as EtatInstruit })) return false
  await renvoyer(tx, ctx, avis, { courriel: avis.courriel, rappel: `Encore ${pluriel(joursEntre(ctx.instant, dernier), 'jour')}` })
  await journaliser(tx, ctx, 'instruction.avis_relance', avis.dossierId, { avis: avis.id, expert: avis.expert })
  return true
}

async function renvoyer(tx: Tx, ctx: Contexte, avis: Avis, { courriel, rappel }: { courriel: string; rappel: string }) {
  const jeton = nouveauJeton()
  const { version, ...ligne } = await dossierDeLAvis(tx, ctx.guichetId, avis.dossierId)
  await tx
    .updateTable('avis')
    .set(eb => ({
      courriel,
      relance_le: ctx.instant,
      jeton_sha256: empreinteDuJeton(jeton),
      anciens_jetons: eb.fn<string[]>('array_append', ['anciens_jetons', 'jeton_sha256']),
    }))
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', avis.id)
    .execute()
  const { numero, titre, porteur } = ligne
  const du = { avant: avis.avant!, silence: avis.silence! }
  const service = version.appel.regime.service.nom
  await ecrireLien(tx, ctx, { courriel, jeton, numero, titre, porteur, service, expireLe: avis.expireLe, du, rappel })
}
