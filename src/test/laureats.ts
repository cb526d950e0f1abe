import { nouvelId } from '../contexte.ts'
import type { World } from './world.ts'

type Decision = { sens?: string; montant?: number; base?: number; remplace?: string; notifiee?: Date | null }
/**
 * A decision on a dossier before the comité, as its acts leave it once confirmed: with its letter, sent or still to be. Amounts in cents.
 * Returns the decision's id.
 */
export async function decide(w: World, dossierId: string, par: string, d: Decision = {}): Promise<string> {
  const {
    sens = 'retenu',
    montant = sens === 'retenu' || sens === 'partiel' ? 1_000_000 : 0,
    base,
    remplace,
    notifiee = w.horloge.instant,
  } = d
  const id = nouvelId()
  await w.auGuichet(async tx => {
    const i = await tx.selectFrom('instruction').selectAll().where('dossier_id', '=', dossierId).executeTakeFirstOrThrow()
    const commun = { guichet_id: w.guichetId }
    await tx
      .insertInto('decision')
      .values({
        ...commun,
        id,
        dossier_id: dossierId,
        depot_id: i.depot_id,
        remplace_id: remplace ?? null,
        sens,
        montant,
        base: base ?? null,
        rang: sens === 'liste_complementaire' ? 1 : null,
        motif: sens === 'non_retenu' ? 'Le projet n’est pas mûr.' : '',
        prise_par: par,
        prise_le: w.horloge.instant,
      })
      .execute()
    if (montant > 0) {
      const code = 'principale'
      await tx
        .insertInto('enveloppe')
        .values({
          ...commun,
          id: nouvelId(),
          appel_id: i.appel_id,
          code,
          libelle: 'Enveloppe',
          montant: 79_400_000,
          creee_le: w.horloge.instant,
        })
        .onConflict(oc => oc.columns(['appel_id', 'code']).doNothing())
        .execute()
      const e = await tx
        .selectFrom('enveloppe')
        .select('id')
        .where('appel_id', '=', i.appel_id)
        .where('code', '=', code)
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('imputation')
        .values({ ...commun, decision_id: id, enveloppe_id: e.id, montant })
        .execute()
    }
    await tx
      .insertInto('confirmation')
      .values({ ...commun, decision_id: id, confirmee_par: par, confirmee_le: w.horloge.instant })
      .execute()
    await tx
      .insertInto('notification')
      .values({
        ...commun,
        id: nouvelId(),
        decision_id: id,
        dossier_id: dossierId,
        structure_id: i.structure_id,
        lettre: JSON.stringify({ objet: 'Votre projet est retenu', conditions: [] }),
        preparee_par: par,
        preparee_le: w.horloge.instant,
        ...(notifiee ? { envoyee_le: notifiee, sha256: '0'.repeat(64), cle: nouvelId() } : {}),
      })
      .execute()
  })
  const etats: Record<string, string> = {
    retenu: 'retenu',
    partiel: 'retenu',
    non_retenu: 'non_retenu',
    sans_suite: 'sans_suite',
    liste_complementaire: 'liste_complementaire',
  }
  await w.owner.query('update dossier set etat = $2 where id = $1', [dossierId, notifiee ? etats[sens] : 'delibere'])
  return id
}
