import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { type Lecteur, lisible } from '../../perimetre/index.ts'
import { COMMUN, chercher, filtrees } from './boite.queries.ts'
import { totauxDe } from './comptes.queries.ts'
import { type Filtre, garde } from './filtres.ts'
import { audela, cleDe, ordre } from './tris.ts'

export type Voisin = { id: string; numero: string; porteur: string }
/** `position`: rank in the list, from 1; nothing when the filter leaves the dossier out, which then has neighbours where it would stand; nothing is said of its place in a list of more than `COMMUN`. */
export type Voisins = {
  precedent: Voisin | undefined
  suivant: Voisin | undefined
  position: number | undefined
  nombre: number | undefined
}

/** The dossiers before and after one in the filtered list, and its rank there. @throws when the reader may not read it. */
export async function voisinsDe(tx: Tx, l: Lecteur, f: Filtre, instant: Date, id: string): Promise<Voisins> {
  const recherche = await chercher(tx, f)
  const liste = () => filtrees(tx, l, f, instant, recherche.repond)
  const { cle } = await tx
    .selectFrom('instruction as i')
    .select(cleDe(f).as('cle'))
    .where('i.guichet_id', '=', l.guichetId)
    .where('i.dossier_id', '=', id)
    .where(lisible(l))
    .executeTakeFirstOrThrow()
  const voisin = (vers: 'suite' | 'debut') =>
    liste()
      .select(['i.dossier_id as id', 'i.numero', 'i.porteur'])
      .where(audela(f, { cle, id }, vers))
      .orderBy(ordre(f, vers) as never)
      .limit(1)
      .executeTakeFirst()
  // what the kept counts tell need not be read to know that it is too long
  const tropLongue = async () => (garde(f) ? (await totauxDe(tx, l, f, instant, recherche)).nombre > COMMUN : recherche.partiel)
  const place = async () => {
    const rangs = liste()
      .select([audela(f, { cle, id }, 'debut').as('avant'), sql<boolean>`i.dossier_id = ${id}::uuid`.as('ici')])
      .limit(COMMUN + 1)
    const { rows } = await sql<{ nombre: number; avant: number; dedans: boolean }>`select count(*)::int as nombre,
      (count(*) filter (where avant))::int as avant, coalesce(bool_or(ici), false) as dedans from (${rangs}) r`.execute(tx)
    const { nombre, avant, dedans } = rows[0]!
    return nombre > COMMUN ? SANS_PLACE : { position: dedans ? avant + 1 : undefined, nombre }
  }
  const [precedent, suivant, dite] = await Promise.all([
    voisin('debut'),
    voisin('suite'),
    tropLongue().then(oui => (oui ? SANS_PLACE : place())),
  ])
  return { precedent, suivant, ...dite }
}
const SANS_PLACE = { position: undefined, nombre: undefined }
