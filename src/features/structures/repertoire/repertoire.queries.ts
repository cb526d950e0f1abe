import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { TypeStructure } from '../../cahier/index.ts'
import { typeDeCategorie } from './categories.rules.ts'
import { nomLisible } from './noms.rules.ts'

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
  /** Where the directory of companies says it; Sirene's stock has no address here. */
  adresse: string | null
  effectifs: string | null
  /** In euros. */
  chiffreAffaires: number | null
  fermee: boolean
  fermeeLe: string | null
  categorie: string
}

/** The directory that was imported, and what the one of companies has answered for whoever is not in it. */
const CONNUES = sql<{
  siren: string
  nom: string
  sigle: string | null
  categorie_juridique: string
  rna: string | null
  departement: string | null
  code_commune: string | null
  commune: string | null
  adresse: string | null
  effectifs: string | null
  chiffre_affaires: number | null
  etat: string
  fermee_le: string | null
}>`(select r.siren, r.nom, r.sigle, r.categorie_juridique, r.rna, r.departement, r.code_commune, r.commune, a.adresse, coalesce(r.effectifs, a.effectifs) as effectifs, a.chiffre_affaires,
    r.etat, r.fermee_le from repertoire r left join annuaire a on a.siren = r.siren
  union all select a.siren, a.nom, a.sigle, a.categorie_juridique, a.rna, a.departement, a.code_commune, a.commune, a.adresse, a.effectifs, a.chiffre_affaires, a.etat, a.fermee_le
    from annuaire a where not exists (select from repertoire r where r.siren = a.siren))`

/** Rows of the directory that are no structure yet of this guichet or of the referential. */
const fiches = (tx: Tx, guichetId: string, sauf: string | null = null) =>
  tx
    .selectFrom(CONNUES.as('r'))
    .leftJoin('departement as d', 'd.code', 'r.departement')
    .leftJoin('structure as k', j =>
      j.onRef('k.code_insee', '=', 'r.code_commune').on('k.guichet_id', 'is', null).on('k.type', '=', 'commune'),
    )
    .select([
      'r.siren',
      'r.nom',
      'r.sigle',
      'r.categorie_juridique',
      'r.rna',
      'r.departement',
      'd.region',
      'r.etat',
      'r.fermee_le',
      'r.adresse',
      'r.effectifs',
    ])
    .select(['r.chiffre_affaires'])
    .select(eb => eb.fn.coalesce('k.nom', 'r.commune').as('commune'))
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('structure as s')
            .select('s.id')
            .whereRef('s.siren', '=', 'r.siren')
            .where('s.reunie_a', 'is', null)
            .$if(sauf !== null, qb => qb.where('s.id', '<>', sauf!))
            .where(w => w.or([w('s.guichet_id', 'is', null), w('s.guichet_id', '=', guichetId)])),
        ),
      ),
    )
type Ligne = Awaited<ReturnType<ReturnType<typeof fiches>['execute']>>[number]
const enFiche = ({ categorie_juridique, etat, fermee_le, chiffre_affaires, ...r }: Ligne): Fiche => ({
  ...r,
  nom: nomLisible(r.nom, r.sigle),
  commune: r.commune && nomLisible(r.commune),
  type: typeDeCategorie(categorie_juridique),
  categorie: categorie_juridique,
  fermee: etat === 'fermee',
  fermeeLe: fermee_le,
  chiffreAffaires: chiffre_affaires,
})

export async function ficheParSiren(tx: Tx, guichetId: string, siren: string): Promise<Fiche | undefined> {
  const l = await fiches(tx, guichetId).where('r.siren', '=', siren).executeTakeFirst()
  return l && enFiche(l)
}
/** The same, though this structure already has that number: it was declared with it. */
export async function ficheDeSiren(tx: Tx, guichetId: string, siren: string, sauf: string): Promise<Fiche | undefined> {
  const l = await fiches(tx, guichetId, sauf).where('r.siren', '=', siren).executeTakeFirst()
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
  // in two questions: joined, the rows of the directory would all be read
  const { rows } = await sql<{ siren: string; ici: boolean; proche: number }>`
    select * from chercher_repertoire(${requete}::tsquery, ${forme}, ${[...departements]}, ${auPlus})
    union all (select a.siren, coalesce(a.departement = any(${[...departements]}::text[]), false), nom_proche(${forme}, a.nom, a.sigle) from annuaire a
      where mots_du_repertoire(a.nom, a.sigle, a.departement) @@ ${requete}::tsquery and not exists (select from repertoire r where r.siren = a.siren) limit ${auPlus})`.execute(
    tx,
  )
  if (rows.length === 0) return []
  const place = new Map(rows.map(r => [r.siren, r]))
  const lues = (
    await fiches(tx, guichetId)
      .where('r.siren', '=', sql<string>`any(${[...place.keys()]}::text[])`)
      .execute()
  ).map(enFiche)
  const [ici, ouverte, proche] = [
    (f: Fiche) => Number(place.get(f.siren)!.ici),
    (f: Fiche) => Number(!f.fermee),
    (f: Fiche) => place.get(f.siren)!.proche,
  ]
  return lues.sort((a, b) => ici(b) - ici(a) || ouverte(b) - ouverte(a) || proche(b) - proche(a)).slice(0, auPlus)
}

/** When the directory was last read to its end: the day of what is shown. */
export const repertoireDu = async (tx: Tx): Promise<Date | undefined> =>
  (
    await tx
      .selectFrom('repertoire_lecture')
      .select(eb => eb.fn.max('finie_le').as('le'))
      .executeTakeFirst()
  )?.le ?? undefined
