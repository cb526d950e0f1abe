import { nouvelId } from '../../src/contexte.ts'
import type { World } from '../../src/test/world.ts'
import { brouillonsPrets } from '../porteurs.ts'

export type PorteurInvente = { cookie: string; dossier: string }
const ENSEMBLE = 8

/** As many invented communes, each with an account signed in and a draft of its own, ready to be filed. */
export async function inventerPorteurs(w: World, nombre: number): Promise<PorteurInvente[]> {
  const structures = Array.from({ length: nombre }, (_, i) => ({ id: nouvelId(), nom: `Commune inventée ${i}`, rang: i }))
  await w.owner.query(
    `insert into structure (id, type, nature, nom, siren, code_insee, departement, region, population, epci_siren)
       select x.id, s.type, s.nature, x.nom, lpad((900000000 + x.rang)::text, 9, '0'), 'I' || x.rang, s.departement, s.region, s.population, s.epci_siren
         from jsonb_to_recordset($1) as x(id uuid, nom text, rang int), structure s where s.nom = 'Vico'`,
    [JSON.stringify(structures)],
  )
  const modele = await w.compte({ structures: ['Vico'] })
  const dossiers = await brouillonsPrets(w, modele.cookie, nombre)
  await w.owner.query(
    'update dossier d set structure_id = x.structure from unnest($1::uuid[], $2::uuid[]) x (id, structure) where d.id = x.id',
    [dossiers, structures.map(s => s.id)],
  )
  await w.owner.query('analyze')
  const porteurs: PorteurInvente[] = []
  let suivant = 0
  const ouvrir = async () => {
    for (let i = suivant++; i < nombre; i = suivant++)
      porteurs[i] = { cookie: (await w.compte({ structures: [structures[i]!.nom] })).cookie, dossier: dossiers[i]! }
  }
  await Promise.all(Array.from({ length: ENSEMBLE }, ouvrir))
  return porteurs
}
