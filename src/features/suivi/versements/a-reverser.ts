import { sql } from 'kysely'
import { type Contexte, structuresActives } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Centimes, formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { SANS_TITRE, type TacheAttendue } from '../../taches/index.ts'

/** What is asked back of the projects that the actor's structures bear and has not come in, as tasks. Of one project with `dossierId`. */
export async function reversementsAttendus(tx: Tx, ctx: Contexte, dossierId?: string): Promise<TacheAttendue[]> {
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
