import type { Preuve } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'

export type Structure = {
  id: string
  type: string
  nature: string | null
  nom: string
  siren: string | null
  codeInsee: string | null
  departement: string | null
  region: string | null
  population: number | null
  epciSiren: string | null
  sigle: string | null
  rna: string | null
  commune: string | null
  adresse: string | null
  /** INSEE's bracket of employees, and the revenue in euros, when they are known. */
  effectifs: string | null
  chiffreAffaires: number | null
  /** By hand, and not confirmed by the service. */
  declaree: boolean
  /** The structure that it was joined to, which bears its dossiers and its members. */
  reunieA: string | null
  /** The directory says that it exists no longer, since that day when it is known. */
  fermee: boolean
  fermeeLe: string | null
}

export const COLONNES = [
  'id',
  'type',
  'nature',
  'nom',
  'siren',
  'code_insee',
  'departement',
  'region',
  'population',
  'epci_siren',
  'sigle',
  'rna',
  'commune',
  'adresse',
  'effectifs',
  'chiffre_affaires',
  'declaree',
  'reunie_a',
  'fermee',
  'fermee_le',
] as const
type Ligne = Omit<Structure, 'codeInsee' | 'epciSiren' | 'fermeeLe' | 'reunieA' | 'chiffreAffaires'> & {
  code_insee: string | null
  epci_siren: string | null
  fermee_le: string | null
  reunie_a: string | null
  chiffre_affaires: number | null
}
export const enStructure = ({ code_insee, epci_siren, fermee_le, reunie_a, chiffre_affaires, ...s }: Ligne): Structure => ({
  ...s,
  codeInsee: code_insee,
  epciSiren: epci_siren,
  fermeeLe: fermee_le,
  reunieA: reunie_a,
  chiffreAffaires: chiffre_affaires,
})

/** A structure of the referential or of this guichet. */
export async function trouverStructure(tx: Tx, guichetId: string, id: string): Promise<Structure | undefined> {
  const s = await tx
    .selectFrom('structure')
    .select(COLONNES)
    .where('id', '=', id)
    .where(eb => eb.or([eb('guichet_id', 'is', null), eb('guichet_id', '=', guichetId)]))
    .executeTakeFirst()
  return s && enStructure(s)
}

export type Membre = {
  appartenance: string
  compteId: string
  nom: string
  courriel: string
  fonction: string | null
  etat: 'demandee' | 'active'
  preuve: Preuve
  depuis: Date
}

/** Members and requests of a structure, active ones first, oldest first. */
export async function listerMembres(tx: Tx, guichetId: string, structureId: string): Promise<Membre[]> {
  const lignes = await tx
    .selectFrom('appartenance as a')
    .innerJoin('compte as c', 'c.id', 'a.compte_id')
    .select([
      'a.id as appartenance',
      'c.id as compteId',
      'c.name as nom',
      'c.email as courriel',
      'a.fonction',
      'a.etat',
      'a.preuve',
      'a.demandee_le',
      'a.active_le',
    ])
    .where('a.guichet_id', '=', guichetId)
    .where('a.structure_id', '=', structureId)
    .where('a.etat', '<>', 'retiree')
    .orderBy('a.etat')
    .orderBy('a.demandee_le')
    .limit(200)
    .execute()
  return lignes.map(
    ({ demandee_le, active_le, nom, ...l }) => ({ ...l, nom: nom || l.courriel, depuis: active_le ?? demandee_le }) as Membre,
  )
}

/** Every département of the referential, in the order of its codes. */
export const departements = (tx: Tx): Promise<{ code: string; nom: string }[]> =>
  tx.selectFrom('departement').select(['code', 'nom']).orderBy('code').execute()

/** What is known of a structure elsewhere, as rules ask it: the code of a commune; the EPCI that it belongs to, or itself; who is employed; the revenue. */
export const connuDe = (s: Pick<Structure, 'type' | 'siren' | 'codeInsee' | 'epciSiren' | 'effectifs' | 'chiffreAffaires'>) => {
  const epci = s.epciSiren ?? (s.type === 'epci' ? s.siren : null)
  return {
    ...(s.codeInsee ? { commune: s.codeInsee } : {}),
    ...(epci ? { epci } : {}),
    ...(s.effectifs ? { effectifs: s.effectifs } : {}),
    ...(s.chiffreAffaires === null ? {} : { chiffreAffaires: s.chiffreAffaires }),
  }
}
