import type { Tx } from '../../../../db/db.ts'
import type { DateCivile } from '../../../../lib/dates.ts'
import type { Centimes } from '../../../../lib/euros.ts'
import { departements } from '../../../structures/index.ts'
import type { Bilan } from '../bilan.ts'
import type { CadreCommande } from './commande.rules.ts'

/** An order in force. Cents. */
export type Commande = {
  id: string
  bilanId: string
  siret: string | null
  pays: string
  entreprise: string
  departement: string | null
  nomDepartement: string | null
  objet: string
  ht: Centimes
  ttc: Centimes
  date: DateCivile
  lotId: string | null
  depenseId: string | null
}
/** Orders shown at once. */
const COMMANDES_MONTREES = 20

const base = (tx: Tx, guichetId: string, bilanId: string) =>
  tx
    .selectFrom('commande as c')
    .leftJoin('departement as d', 'd.code', 'c.departement')
    .select(['c.id', 'c.bilan_id as bilanId', 'c.siret', 'c.pays', 'c.entreprise', 'c.departement', 'd.nom as nomDepartement', 'c.objet'])
    .select(['c.ht', 'c.ttc', 'c.commandee_le as date', 'c.lot_id as lotId', 'c.depense_id as depenseId'])
    .where('c.guichet_id', '=', guichetId)
    .where('c.bilan_id', '=', bilanId)
    .where('c.retiree_le', 'is', null)

/** Orders of a bilan, the latest added first, from the one that comes after `apres`. */
export const commandesDuBilan = (
  tx: Tx,
  guichetId: string,
  bilanId: string,
  { limite = COMMANDES_MONTREES, apres = '' } = {},
): Promise<Commande[]> =>
  base(tx, guichetId, bilanId)
    .$if(apres !== '', q => q.where('c.id', '<', apres))
    .orderBy('c.id', 'desc')
    .limit(limite)
    .execute()

/** All of them, as they are kept with what is filed: the oldest first. */
export const toutesLesCommandes = (tx: Tx, guichetId: string, bilanId: string): Promise<Commande[]> =>
  base(tx, guichetId, bilanId).orderBy('c.id').execute()

export const commandeDuBilan = (tx: Tx, guichetId: string, bilanId: string, id: string): Promise<Commande | undefined> =>
  base(tx, guichetId, bilanId).where('c.id', '=', id).executeTakeFirst()

/** What an order of this bilan may be. `aujourdhui`: a civil day; an order later than the period belongs to the next one, unless there is none. */
export async function cadreDe(tx: Tx, b: Bilan, aujourdhui: DateCivile): Promise<CadreCommande> {
  const depuis = b.debutProjet && b.debutProjet < b.depart ? b.debutProjet : b.depart
  return {
    depuis,
    jusqua: aujourdhui < b.fin ? aujourdhui : b.fin,
    departements: new Set((await departements(tx)).map(d => d.code)),
    lots: new Set(b.lots.map(l => l.id)),
    depenses: new Set(b.depenses.map(l => l.id)),
  }
}
