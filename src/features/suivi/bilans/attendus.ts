import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, finDuJour } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { delaiDe, EN_RETARD, SANS_TITRE, type TacheAttendue } from '../../taches/index.ts'
import { nomPeriode } from '../periodes.ts'
import { type BilanListe, mesBilans } from './mes-bilans.queries.ts'

/** Bilans that wait for the actor's structures, as tasks: their period is over, or the service sent them back. Of one project with `dossierId`. */
export async function bilansAttendus(tx: Tx, ctx: Contexte, dossierId?: string): Promise<TacheAttendue[]> {
  const jour = dateCivile(ctx.instant)
  const bilans = await mesBilans(tx, ctx, jour, dossierId)
  return bilans.filter(b => b.porteurMoi && attendu(b, jour)).map(b => attente(b, ctx.instant))
}

const attendu = ({ etat, etape, fin }: BilanListe, jour: string) =>
  etape !== 'solde' && etape !== 'abandonne' && (etat === 'renvoye' || (etat === 'a_deposer' && fin < jour))

function attente(b: BilanListe, instant: Date): TacheAttendue {
  const cloture = finDuJour(b.echeance)
  const periode = nomPeriode(b.fin, b.cadenceMois).long
  const repris = b.etat === 'renvoye'
  return {
    cloture,
    lire: () => ({
      titre: repris ? 'Reprendre un bilan' : 'Déposer un bilan',
      quoi: repris
        ? `Le service renvoie le bilan, ${periode}\u00a0: lisez sa remarque, corrigez, déposez à nouveau.`
        : `Dites où en est le projet, ${periode}. Quelques minutes suffisent.`,
      ou: `${b.titre || SANS_TITRE}, ${b.numero}`,
      delai: delaiDe(cloture, instant, EN_RETARD),
      action: { libelle: repris ? 'Reprendre' : 'Remplir', href: paths.bilans.voir(b.dossierId, b.id) },
    }),
  }
}
