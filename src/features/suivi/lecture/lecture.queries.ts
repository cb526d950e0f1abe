import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { appelDeVersion } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import type { EtapeSuivi, Place } from '../../decret/index.ts'
import { TERRITOIRE } from '../../instruction/index.ts'
import { lecteurDe, lisible } from '../../perimetre/index.ts'
import { trouverInstruit } from '../../service/index.ts'
import { nomDuCompte } from '../../structures/index.ts'
import { doutesDuBilan } from '../bilans/commandes/doutes.queries.ts'
import type { Doutes } from '../bilans/commandes/doutes.rules.ts'
import { type BilanLu, dernierDepot } from '../bilans/depots.queries.ts'
import type { EtatBilan } from '../suivi.rules.ts'

/** A bilan as the service reads it. */
export type BilanALire = {
  id: string
  rang: number
  fin: string
  echeance: string
  etat: EtatBilan
  dossierId: string
  numero: string
  titre: string
  porteur: string
  etape: EtapeSuivi
  qui: Place
  appel: Appel
  depot: BilanLu | undefined
  /** What asks to be checked in its orders. */
  doutes: Doutes
  lu: { par: string; le: Date; sens: 'accepte' | 'renvoye'; remarque: string } | undefined
  pieces: { id: string; nom: string; taille: number; type: string; sha256: string; cle: string }[]
}

/** A bilan of a lauréat in the reader's perimeter; any other does not exist. `verrou` locks its row until the end of the act. */
export async function lireBilanDuService(
  tx: Tx,
  ctx: ContexteActeur,
  bilanId: string,
  { verrou = false } = {},
): Promise<BilanALire | undefined> {
  if (verrou)
    await tx.selectFrom('bilan').select('id').where('guichet_id', '=', ctx.guichetId).where('id', '=', bilanId).forUpdate().execute()
  const b = await tx
    .selectFrom('bilan as b')
    .innerJoin('suivi as u', 'u.dossier_id', 'b.dossier_id')
    .select(['b.id', 'b.rang', 'b.fin', 'b.echeance', 'b.etat', 'b.dossier_id', 'u.etape'])
    .where('b.guichet_id', '=', ctx.guichetId)
    .where('b.id', '=', bilanId)
    .executeTakeFirst()
  const instruit = b && (await trouverInstruit(tx, ctx, b.dossier_id))
  const qui = instruit && relationDe(instruit.place)
  if (!b || !qui) return undefined
  const { ligne } = instruit
  const version = await appelDeVersion(tx, ctx.guichetId, ligne.appel_version_id)
  return {
    id: b.id,
    rang: b.rang,
    fin: b.fin,
    echeance: b.echeance,
    etat: b.etat as EtatBilan,
    etape: b.etape as EtapeSuivi,
    dossierId: b.dossier_id,
    numero: ligne.numero,
    titre: ligne.titre,
    porteur: ligne.porteur,
    qui,
    appel: version!.appel,
    depot: await dernierDepot(tx, ctx.guichetId, b.id),
    doutes: await doutesDuBilan(tx, ctx.guichetId, { id: b.id, dossierId: b.dossier_id }),
    lu: await lectureDe(tx, ctx.guichetId, b.id),
    pieces: await tx
      .selectFrom('bilan_piece')
      .select(['id', 'nom', 'taille', 'type_mime as type', 'sha256', 'cle'])
      .where('guichet_id', '=', ctx.guichetId)
      .where('bilan_id', '=', b.id)
      .where('retiree_le', 'is', null)
      .orderBy('id')
      .execute(),
  }
}

/** Those who lead, or to whom the dossier was given, judge for the service; a référent whom a joint project concerns reads beside them. */
function relationDe(place: string): Place | undefined {
  if (place === 'administrateur') return 'administrateur'
  if (place === 'referent' || place === 'referent_invite') return 'referent'
  return place === 'referent_associe' ? 'referent_associe' : undefined
}

/** How the last filing was read, and by whom. */
async function lectureDe(tx: Tx, guichetId: string, bilanId: string): Promise<BilanALire['lu']> {
  const l = await tx
    .selectFrom('bilan_depot as d')
    .innerJoin('compte as c', 'c.id', 'd.lu_par')
    .select([nomDuCompte('c', guichetId).as('nom'), 'd.lu_le', 'd.lecture', 'd.remarque'])
    .where('d.guichet_id', '=', guichetId)
    .where('d.bilan_id', '=', bilanId)
    .where('d.lu_le', 'is not', null)
    .orderBy('d.rang', 'desc')
    .limit(1)
    .executeTakeFirst()
  return l && { par: l.nom, le: l.lu_le!, sens: l.lecture as 'accepte' | 'renvoye', remarque: l.remarque }
}

/** A bilan of a list, and whose it is. */
export type Voisin = { id: string; porteur: string }
/** Where a bilan stands among those that wait to be read: `rang` from 1, `nombre` of them; `suivant` begins again after the last. */
export type Voisins = { rang: number; nombre: number; avant: Voisin | null; apres: Voisin | null; suivant: Voisin | null }

/**
 * The bilans of a list that wait to be read around this one, whatever became of it, the first filed first, within what the reader follows. `appels`: those of the list, every
 * call without it.
 */
export async function voisinsALire(
  tx: Tx,
  ctx: ContexteActeur,
  bilanId: string,
  { appels, departement }: { appels?: readonly string[] | undefined; departement?: string | undefined } = {},
): Promise<Voisins> {
  const lecteur = await lecteurDe(tx, ctx)
  const { rows } = await sql<Voisins>`
    with liste as (
      select b.id, jsonb_build_object('id', b.id, 'porteur', i.porteur) as v, b.etat = 'depose' as attend, b.depose_le from bilan b join instruction i on i.dossier_id = b.dossier_id
      where b.guichet_id = ${ctx.guichetId} and (b.etat = 'depose' or b.id = ${bilanId}) and ${lisible(lecteur)}
        and (b.id = ${bilanId} or ${appels ? sql`i.appel_id = any(${[...appels]}::uuid[])` : sql`true`})
        and (b.id = ${bilanId} or ${departement === undefined ? sql`true` : sql`coalesce(i.departement_pilote, ${TERRITOIRE}) = ${departement}`})
    ), rangee as (
      select id, (count(*) filter (where attend) over w)::int as rang, (count(*) filter (where attend) over ())::int as nombre,
        lag(v) over w as avant, lead(v) over w as apres, first_value(v) over w as premier
      from liste window w as (order by depose_le nulls last, id)
    )
    select rang, nombre, avant, apres, coalesce(apres, case when premier ->> 'id' <> id::text then premier end) as suivant from rangee where id = ${bilanId}`.execute(
    tx,
  )
  return rows[0] ?? { rang: 0, nombre: 0, avant: null, apres: null, suivant: null }
}
