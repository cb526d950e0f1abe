import type { Config } from '../../config.ts'
import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { empreinteDuJeton } from '../../lib/jetons.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { type EtatInstruit, peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import { compter } from '../limites/index.ts'
import { type AvisSaisi, lireReponse, type SaisieAvis } from './avis.form.ts'
import { type Avis, avisDuJeton, jetonRemplace } from './avis.queries.ts'
import { type EtatAvis, etatAvis, tardif } from './avis.rules.ts'
import { constaterSilence } from './constater.ts'

/** Why a link opens nothing: nobody was given it, another one took its place, or what it was for is over. */
export type LienMort =
  | { motif: 'inconnu' }
  | { motif: 'remplace' }
  | { motif: Exclude<EtatAvis, 'attendu' | 'silence'>; renduLe: Date | null }
  | { motif: 'ferme' }
/** `tardif`: the delay is over; what is answered is joined, without effect. */
export type LienOuvert = { avis: Avis; etat: EtatInstruit; numero: string; titre: string; porteur: string; tardif: boolean }

/** What a link opens now, if it still opens something. `verrou`: until the end of the act, nobody else answers with it. */
export async function lienOuvert(tx: Tx, ctx: Contexte, jeton: string, { verrou = false } = {}): Promise<Result<LienOuvert, LienMort>> {
  const sha256 = empreinteDuJeton(jeton)
  const avis = await avisDuJeton(tx, ctx.guichetId, sha256, { verrou })
  if (!avis) return err({ motif: (await jetonRemplace(tx, ctx.guichetId, sha256)) ? 'remplace' : 'inconnu' })
  const etatDemande = etatLien(avis, ctx.instant)
  if (etatDemande !== 'attendu' && etatDemande !== 'silence') return err({ motif: etatDemande, renduLe: avis.renduLe })
  const ligne = await tx
    .selectFrom('instruction')
    .select(['etat', 'numero', 'titre', 'porteur'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', avis.dossierId)
    .executeTakeFirstOrThrow()
  const etat = ligne.etat as EtatInstruit
  return peut('expert', 'rendre_avis', { dossier: etat })
    ? ok({ ...ligne, avis, etat, tardif: etatDemande === 'silence' })
    : err({ motif: 'ferme' })
}

/** A link answers once, be it late, and dies in the end. */
function etatLien(avis: Avis, instant: Date): EtatAvis {
  if (avis.renduLe) return 'rendu'
  const etat = etatAvis(avis, instant)
  return etat === 'silence' && instant >= avis.expireLe ? 'expire' : etat
}

export type RefusAvis = LienMort | { motif: 'saisie'; errors: FieldErrors } | { motif: 'trop' }
/** Forms sent with one link in an hour: whoever answers corrects a few times. */
const DU_LIEN = (id: string) => ({ cle: `avis-lien:${id}`, max: 60, secondes: 3600 })

/**
 * Gives the opinion that a link asks for, once: the base refuses any change after. Of two answers at once, the first stands and the second is told. One that comes after
 * its delay is joined: what the silence meant is established first, and stays. Whoever asked receives a mail.
 */
export const rendreAvis = (
  ctx: Contexte,
  config: Config,
  jeton: string,
  saisie: SaisieAvis,
): Promise<Result<{ tardif: boolean }, RefusAvis>> =>
  enTransaction(ctx, async tx => {
    const lien = await lienOuvert(tx, ctx, jeton, { verrou: true })
    if (!lien.ok) return lien
    const { avis } = lien.value
    if (await compter(tx, [DU_LIEN(avis.id)])) return err({ motif: 'trop' })
    const lu = lireReponse(saisie, { due: avis.code !== null })
    if (!lu.ok) return err({ motif: 'saisie', errors: lu.errors })
    if (lien.value.tardif) await constaterSilence(tx, ctx, config, avis)
    await ecrire(tx, ctx, lien.value, lu.value)
    return ok({ tardif: lien.value.tardif })
  })

async function ecrire(tx: Tx, ctx: Contexte, { avis, numero }: LienOuvert, { sens, texte, sansLien, lien }: AvisSaisi) {
  const tard = tardif({ renduLe: ctx.instant, avant: avis.avant })
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
    phrases: [
      `${avis.expert} a rendu l’avis que vous avez demandé sur le dossier ${numero}${tard ? ', après son délai\u00a0: il est joint, sans effet' : ''}. Lisez-le sur le guichet.`,
    ],
    lien: paths.instruction.avis(avis.dossierId),
  })
  // whoever gives it has no account
  await journaliser(tx, { ...ctx, acteur: null }, 'instruction.avis_rendu', avis.dossierId, {
    avis: avis.id,
    expert: avis.expert,
    sens,
    sansLien,
    ...(tard ? { tardif: true } : {}),
  })
}
