import { sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { dateCivile, finDuJour } from '../../lib/dates.ts'
import { type Centimes, formatEuros } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { delaiDe, EN_RETARD, SANS_TITRE, type TacheAttendue } from '../taches/index.ts'
import { type BilanListe, mesBilans } from './bilans/mes-bilans.queries.ts'
import { nomPeriode } from './periodes.ts'

/** What waits for the actor's structures once a project is aided, of all of their projects or of one: sums to pay back, then bilans. */
export const attentesDuSuivi = async (tx: Tx, ctx: Contexte, dossierId?: string): Promise<TacheAttendue[]> => [
  ...(await reversementsAttendus(tx, ctx, dossierId)),
  ...(await bilansAttendus(tx, ctx, dossierId)),
]

/** Bilans that wait for the actor's structures, as tasks: their period is over, or the service sent them back. Of one project with `dossierId`. */
async function bilansAttendus(tx: Tx, ctx: Contexte, dossierId?: string): Promise<TacheAttendue[]> {
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

/** What is asked back of the projects that the actor's structures bear and has not come in, as tasks. Of one project with `dossierId`. */
async function reversementsAttendus(tx: Tx, ctx: Contexte, dossierId?: string): Promise<TacheAttendue[]> {
  const ids = structuresActives(ctx.acteur).map(x => x.id)
  if (ids.length === 0) return []
  const { rows } = await sql<{ dossierId: string; numero: string; titre: string; montant: Centimes }>`
    select v.dossier_id as "dossierId", i.numero, i.titre, v.montant from versement v join instruction i on i.dossier_id = v.dossier_id
    where v.guichet_id = ${ctx.guichetId} and i.structure_id = any(${ids}::uuid[]) and v.nature = 'reversement' and v.annule_le is null and v.verse_le is null
      ${dossierId ? sql`and v.dossier_id = ${dossierId}` : sql``} order by v.ordonne_le, v.id`.execute(tx)
  return rows.map(r => ({
    cloture: undefined,
    lire: () => ({
      titre: `Reverser ${formatEuros(r.montant, { centimes: true })}`,
      quoi: 'Cette somme a été versée en trop. Le comptable vous dit comment la reverser.',
      ou: `${r.titre || SANS_TITRE}, ${r.numero}`,
      action: { libelle: 'Voir le calcul', href: `${paths.actes.liste(r.dossierId)}#versements` },
    }),
  }))
}
