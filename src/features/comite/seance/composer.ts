import { type ContexteActeur, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatHeure, formatJourSemaine } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import type { Appel } from '../../cahier/index.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import type { Instance } from '../../instances/index.ts'
import { aExaminer, candidatsDe, verrouillerAppel } from './preparation.queries.ts'
import type { Preparation } from './seance.form.ts'
import { type Candidat, departementDuSiege, peutSieger, siegesDe } from './sieges.ts'

type Ou = { appelId: string; appel: Appel; instance: Instance; seanceId: string | null }
/** A seat and who has it. */
export type Assis = { siege: number; college: string; departement: string | null; candidat: Candidat }

/** Checks a preparation against the call, the people and the dossiers as they are; who sits, or what is wrong. Holds the agendas of the call. */
export async function verifierPreparation(
  tx: Tx,
  ctx: ContexteActeur,
  ou: Ou,
  p: Preparation,
): Promise<{ assis: Assis[]; errors: FieldErrors }> {
  const { appelId, instance } = ou
  await verrouillerAppel(tx, ctx.guichetId, appelId)
  const candidats = await candidatsDe(tx, ctx.guichetId, appelId, instance.code)
  const libres = new Set((await aExaminer(tx, ctx.guichetId, ou)).map(d => d.id))
  const errors: FieldErrors = {}
  const assis: Assis[] = []
  for (const siege of siegesDe(instance)) {
    const choisi = p.sieges[siege.rang]
    if (!choisi) continue
    const candidat = candidats.find(c => c.id === choisi)
    if (!candidat || !peutSieger(siege, candidat)) errors[`siege-${siege.rang}`] = 'Cette personne ne peut pas avoir ce siège'
    else if (assis.some(a => a.candidat.id === choisi)) errors[`siege-${siege.rang}`] = `${candidat.nom} a déjà un siège`
    else assis.push({ siege: siege.rang, college: siege.college, departement: departementDuSiege(siege, candidat), candidat })
  }
  const { quorum } = instance
  if (Object.keys(errors).length === 0 && assis.length < quorum)
    errors['siege-0'] = `Le quorum est de ${quorum}\u00a0membres\u00a0: choisissez-en au moins autant`
  if (p.tenueLe <= ctx.instant) errors.jour = 'Cet instant est déjà passé'
  if (p.dossiers.length === 0) errors.dossiers = 'Choisissez au moins un dossier'
  else if (p.dossiers.some(d => !libres.has(d)))
    errors.dossiers = 'Un dossier choisi n’est plus à inscrire\u00a0: il a changé d’état, ou il est à l’ordre du jour d’une autre séance'
  return { assis, errors }
}

/** Writes who sits and what stands on the agenda; those who no longer do keep their row. Gives the members who are new. */
export async function ecrireComposition(
  tx: Tx,
  ctx: ContexteActeur,
  seanceId: string,
  assis: readonly Assis[],
  dossiers: readonly string[],
) {
  const siens = { guichet_id: ctx.guichetId, seance_id: seanceId }
  const actuels = await tx
    .selectFrom('seance_membre')
    .select(['id', 'compte_id'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('seance_id', '=', seanceId)
    .where('retire_le', 'is', null)
    .execute()
  const nouveaux: Candidat[] = []
  for (const m of actuels)
    if (!assis.some(a => a.candidat.id === m.compte_id))
      await tx.updateTable('seance_membre').set({ retire_le: ctx.instant }).where('id', '=', m.id).execute()
  for (const { candidat, ...siege } of assis) {
    const deja = actuels.find(m => m.compte_id === candidat.id)
    if (deja) await tx.updateTable('seance_membre').set(siege).where('id', '=', deja.id).execute()
    else {
      nouveaux.push(candidat)
      await tx
        .insertInto('seance_membre')
        .values({ id: nouvelId(), ...siens, compte_id: candidat.id, ...siege })
        .execute()
    }
  }
  await tx
    .updateTable('seance_dossier')
    .set({ retire_le: ctx.instant })
    .where('guichet_id', '=', ctx.guichetId)
    .where('seance_id', '=', seanceId)
    .where('retire_le', 'is', null)
    .where('dossier_id', 'not in', [...dossiers])
    .execute()
  await tx
    .insertInto('seance_dossier')
    .values(dossiers.map((dossier_id, n) => ({ ...siens, dossier_id, rang: n + 1 })))
    .onConflict(oc => oc.columns(['seance_id', 'dossier_id']).doUpdateSet({ rang: eb => eb.ref('excluded.rang'), retire_le: null }))
    .execute()
  return nouveaux
}

/** Tells these members when and where they sit, and what is expected of them first. Once for each date and place. */
export async function convoquer(
  tx: Tx,
  ctx: ContexteActeur,
  s: { id: string; titre: string; instance: Instance; tenueLe: Date; lieu: string },
  membres: readonly Pick<Candidat, 'id' | 'courriel'>[],
) {
  const quand = `${formatJourSemaine(s.tenueLe)} à ${formatHeure(s.tenueLe)}`
  const { libelle, avis } = s.instance
  const phrases = [
    `Vous siégez ${libelle ? `dans l’instance «\u00a0${libelle}\u00a0»` : 'au comité de sélection'} de l’appel «\u00a0${s.titre}\u00a0», le ${quand}. Lieu\u00a0: ${s.lieu}.`,
    `Déclarez d’abord vos intérêts, dossier par dossier. Les dossiers s’ouvrent ensuite${avis ? '.' : ', et vous les notez.'}`,
  ]
  for (const m of membres)
    await ecrireCourriel(tx, ctx, {
      cle: `seance-${s.id}-${m.id}-${s.tenueLe.getTime()}-${s.lieu}`,
      destinataire: m.courriel,
      sujet: `${libelle ?? 'Comité de sélection'}${libelle ? ',' : ' du'} ${formatJourSemaine(s.tenueLe)}`,
      phrases,
      lien: paths.comite.seance(s.id),
    })
}
