import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { type Vie, vieDe } from '../vie.queries.ts'
import type { BrouillonLu, Deposes } from './effets.rules.ts'

/** Who has begun, and who has filed, in a call; and what happened to it since it was published. */
export type LuTouches = { brouillons: BrouillonLu[]; vie: Vie } & Deposes

/** `avant`: only the drafts that were begun before that instant, those that followed another version. */
export async function lireTouches(tx: Tx, guichetId: string, appelId: string, avant?: Date): Promise<LuTouches> {
  const [brouillons, comptes, appel] = await Promise.all([
    tx
      .selectFrom('dossier as d')
      .leftJoin('derogation as g', 'g.dossier_id', 'd.id')
      .select(['d.id', 'd.structure_id as structureId', 'd.volet', 'g.jusqu_au as jusquAu'])
      .select(eb => eb.fn.coalesce('g.gardee', sql<boolean>`false`).as('gardee'))
      .select([
        sql<boolean>`d.etat = 'preselectionne'`.as('second'),
        sql<string[]>`array(select distinct p.code from piece p where p.dossier_id = d.id and p.retiree_le is null)`.as('pieces'),
        sql<
          string[]
        >`array(select jsonb_object_keys(coalesce(d.reponses -> 'valeurs', '{}')) union select jsonb_object_keys(coalesce(d.reponses -> 'lignes', '{}')))`.as(
          'reponses',
        ),
      ])
      .where('d.guichet_id', '=', guichetId)
      .where('d.appel_id', '=', appelId)
      .where('d.etat', 'in', ['brouillon', 'preselectionne'])
      .$if(avant !== undefined, q => q.where('d.cree_le', '<', avant!))
      .orderBy('d.id')
      .execute(),
    tx
      .selectFrom('dossier as d')
      .select(eb => [
        eb.fn.countAll<number>().as('deposes'),
        eb.fn.countAll<number>().filterWhere('d.etat', 'in', ['depose', 'en_instruction', 'au_comite']).as('enInstruction'),
      ])
      .where('d.guichet_id', '=', guichetId)
      .where('d.appel_id', '=', appelId)
      .where('d.etat', 'not in', ['brouillon', 'preselectionne', 'abandonne', 'retire'])
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('appel as a')
      .select(vieDe('a.id').as('vie'))
      .where('a.guichet_id', '=', guichetId)
      .where('a.id', '=', appelId)
      .executeTakeFirstOrThrow(),
  ])
  return { brouillons, deposes: Number(comptes.deposes), enInstruction: Number(comptes.enInstruction), vie: appel.vie }
}

/** The mailboxes of those who speak for these structures, once each. */
export const membresActifs = (tx: Tx, guichetId: string, structures: readonly string[]) =>
  structures.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('appartenance as a')
        .innerJoin('compte as c', 'c.id', 'a.compte_id')
        .select(['a.structure_id as structureId', 'c.id as compteId', 'c.email as courriel'])
        .where('a.guichet_id', '=', guichetId)
        .where('a.structure_id', 'in', [...structures])
        .where('a.etat', '=', 'active')
        .orderBy('c.id')
        .execute()
