import { openDb } from '../db/db.ts'
import { garderSieges, garderUnites } from '../features/structures/repertoire/repertoire.ecrire.ts'
import { paths } from '../paths.ts'
import type { World } from './world.ts'

/** An association that has a RNA and no SIREN, as its president declares it. */
export const CUMPAGNIA = {
  numero: 'rna',
  siren: '',
  rna: 'W2A1000291',
  nom: 'Cumpagnia di u mare',
  type: 'association',
  commune: 'Propriano',
  departement: '2A',
  adresse: 'Quai du port',
  fonction: 'Présidente',
}
/** A syndicat by its SIREN, which the directory does not have. */
export const REFUGE = {
  ...CUMPAGNIA,
  numero: 'siren',
  siren: '000 744 508',
  rna: '',
  nom: 'Syndicat du refuge animalier',
  type: 'syndicat',
  commune: 'Ajaccio',
  adresse: 'Route du refuge',
  fonction: 'Directeur',
}

type Compte = { cookie: string }
export const declarer = (w: World, c: Compte, d: Record<string, string>, plus: Record<string, string> = {}) =>
  w.post(paths.structures.declarer, { ...d, ...plus }, c.cookie)

/** The row of a structure by its name, with what its declaration has become. */
export const ligneDe = async (w: World, nom: string) =>
  (
    await w.owner.query(
      'select s.*, x.etat, x.motif from structure s left join declaration_structure x on x.structure_id = s.id where s.nom = $1',
      [nom],
    )
  ).rows[0]

/** A line of the national directory, as its import writes it. */
export async function auRepertoire(
  w: World,
  v: {
    siren: string
    nom: string
    categorie?: string
    rna?: string
    commune?: string
    code?: string
    departement?: string
    etat?: string
    effectifs?: string
  },
) {
  await openDb(w.owner)
    .transaction()
    .execute(async tx => {
      const unite = {
        siren: v.siren,
        nom: v.nom,
        sigle: null,
        categorie_juridique: v.categorie ?? '9220',
        rna: v.rna ?? null,
        effectifs: v.effectifs ?? null,
        etat: v.etat ?? 'active',
        fermee_le: v.etat === 'fermee' ? '2024-03-01' : null,
        siret_siege: null,
      }
      await garderUnites(tx, [unite], [], new Set(), w.horloge.instant)
      const siege = {
        siren: v.siren,
        siret: `${v.siren}00000`,
        departement: v.departement ?? '2A',
        code_commune: v.code ?? '2A249',
        code_postal: null,
        commune: v.commune ?? 'PROPRIANO',
      }
      await garderSieges(tx, [siege], w.horloge.instant)
    })
}

/** The call of 2021, open to associations too. */
export const AUX_ASSOCIATIONS = (t: string) =>
  t.replace('    - { type: syndicat,', '    - { type: association, libelle: Une association, clauses: [C2.4] }\n    - { type: syndicat,')

/** What a form of the service's page holds hidden: whom it compares with, and the effect that was read. */
export function lireCaches(html: string): Record<string, string> {
  return Object.fromEntries([...html.matchAll(/<input type="hidden" name="(avec|vu)" value="([^"]*)"/g)].map(m => [m[1]!, m[2]!]))
}
