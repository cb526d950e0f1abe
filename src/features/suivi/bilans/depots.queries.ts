import type { Tx } from '../../../db/db.ts'
import { dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { nomDuCompte } from '../../structures/index.ts'
import type { ContenuBilan } from './contenu-depose.ts'

/** A filing of a bilan, and how it was read. */
export type BilanLu = {
  rang: number
  le: Date
  par: string
  rien: boolean
  enRetard: boolean
  contenu: ContenuBilan
  sha256: string
  lecture: 'accepte' | 'renvoye' | null
  remarque: string
}

/** The last filing of a bilan: the caller has made sure who reads it. */
export async function dernierDepot(tx: Tx, guichetId: string, bilanId: string): Promise<BilanLu | undefined> {
  const l = await tx
    .selectFrom('bilan_depot as d')
    .innerJoin('bilan as b', 'b.id', 'd.bilan_id')
    .innerJoin('compte as c', 'c.id', 'd.depose_par')
    .select([
      'd.rang',
      'd.depose_le',
      nomDuCompte('c', guichetId).as('par'),
      'd.rien_de_nouveau',
      'd.contenu',
      'd.sha256',
      'd.lecture',
      'd.remarque',
      'b.echeance',
    ])
    .where('d.guichet_id', '=', guichetId)
    .where('d.bilan_id', '=', bilanId)
    .orderBy('d.rang', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    l && {
      rang: l.rang,
      le: l.depose_le,
      par: l.par,
      rien: l.rien_de_nouveau,
      enRetard: dateCivile(l.depose_le) > l.echeance,
      contenu: l.contenu as unknown as ContenuBilan,
      sha256: l.sha256,
      lecture: l.lecture as BilanLu['lecture'],
      remarque: l.remarque,
    }
  )
}

/** What a receipt proves, to whoever checks it. `quoi`: what was received, before the number. */
type RecuVerifiable = { quoi: string; numero: string; recuLe: Date; appel: string }

/** The bilans whose content has this SHA-256, as a receipt is checked: nothing nominative. */
export async function bilansParEmpreinte(tx: Tx, guichetId: string, sha256: string): Promise<RecuVerifiable[]> {
  const lignes = await tx
    .selectFrom('bilan_depot as p')
    .innerJoin('bilan as b', 'b.id', 'p.bilan_id')
    .innerJoin('dossier as d', 'd.id', 'b.dossier_id')
    .innerJoin('appel_version as v', 'v.id', 'd.appel_version_id')
    .select(['d.numero', 'p.depose_le as recuLe', 'v.titre as appel', 'b.debut', 'b.fin'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.sha256', '=', sha256)
    .limit(5)
    .execute()
  return lignes.map(({ debut, fin, ...l }) => ({ ...l, quoi: `Bilan du ${formatDateCivile(debut)} au ${formatDateCivile(fin)}, dossier` }))
}
