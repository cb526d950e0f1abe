import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { TypeStructure } from '../../cahier/index.ts'
import { typeDeCategorie } from './categories.rules.ts'

/** A legal person as the directory has it, before anybody speaks for it here. */
export type Fiche = {
  siren: string
  nom: string
  sigle: string | null
  type: TypeStructure
  rna: string | null
  departement: string | null
  region: string | null
  commune: string | null
  fermee: boolean
  fermeeLe: string | null
  categorie: string
}

/** Rows of the directory that are no structure yet of this guichet or of the referential. */
const fiches = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('repertoire as r')
    .leftJoin('departement as d', 'd.code', 'r.departement')
    .leftJoin('structure as k', j =>
      j.onRef('k.code_insee', '=', 'r.code_commune').on('k.guichet_id', 'is', null).on('k.type', '=', 'commune'),
    )
    .select(['r.siren', 'r.nom', 'r.sigle', 'r.categorie_juridique', 'r.rna', 'r.departement', 'd.region', 'r.etat', 'r.fermee_le'])
    .select(eb => eb.fn.coalesce('k.nom', 'r.commune').as('commune'))
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('structure as s')
            .select('s.id')
            .whereRef('s.siren', '=', 'r.siren')
            .where(w => w.or([w('s.guichet_id', 'is', null), w('s.guichet_id', '=', guichetId)])),
        ),
      ),
    )
type Ligne = Awaited<ReturnType<ReturnType<typeof fiches>['execute']>>[number]
const enFiche = ({ categorie_juridique, etat, fermee_le, ...r }: Ligne): Fiche => ({
  ...r,
  type: typeDeCategorie(categorie_juridique),
  categorie: categorie_juridique,
  fermee: etat === 'fermee',
  fermeeLe: fermee_le,
})

export async function ficheParSiren(tx: Tx, guichetId: string, siren: string): Promise<Fiche | undefined> {
  const l = await fiches(tx, guichetId).where('r.siren', '=', siren).executeTakeFirst()
  return l && enFiche(l)
}
export async function fichesParRna(tx: Tx, guichetId: string, rna: string): Promise<Fiche[]> {
  return (await fiches(tx, guichetId).where('r.rna', '=', rna).orderBy('r.siren').limit(10).execute()).map(enFiche)
}

/** Those that have the words asked for, of the guichet's départements first; open ones before those that have closed. */
export async function fichesNommees(
  tx: Tx,
  guichetId: string,
  requete: string,
  forme: string,
  departements: readonly string[],
  auPlus: number,
): Promise<Fiche[]> {
  const lignes = await fiches(tx, guichetId)
    .innerJoin(
      sql<{
        siren: string
        ici: boolean
        proche: number
      }>`chercher_repertoire(${requete}::tsquery, ${forme}, ${[...departements]}, ${auPlus})`.as('c'),
      j => j.onRef('c.siren', '=', 'r.siren'),
    )
    .orderBy('c.ici', 'desc')
    .orderBy('r.etat')
    .orderBy('c.proche', 'desc')
    .execute()
  return lignes.map(enFiche)
}

/** When the directory was last read to its end: the day of what is shown. */
export const repertoireDu = async (tx: Tx): Promise<Date | undefined> =>
  (
    await tx
      .selectFrom('repertoire_lecture')
      .select(eb => eb.fn.max('finie_le').as('le'))
      .executeTakeFirst()
  )?.le ?? undefined
