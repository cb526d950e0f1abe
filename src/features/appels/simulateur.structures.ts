import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { formatNombre } from '../../lib/euros.ts'
import { type Faits, TYPES_STRUCTURE, type TypeStructure } from '../recevabilite/index.ts'
import type { Appel } from './appel.schema.ts'
import { CHAMP } from './simulateur.form.ts'

export type StructureTrouvee = { id: string; nom: string; libelle: string; faits: NonNullable<Faits['structure']> }
export type StructureLue =
  | { etat: 'absente' }
  | { etat: 'trouvee'; libelle: string; nom?: string; id?: string; faits: NonNullable<Faits['structure']> }
  | { etat: 'plusieurs'; choix: StructureTrouvee[] }
  | { etat: 'inconnue'; saisie: string }

const CHOIX_MAX = 12

/** The structure that the answers name: found in the referential, or described by its nature and département when it is not there. */
export async function lireStructure(tx: Tx, appel: Appel, q: URLSearchParams): Promise<StructureLue> {
  const saisie = (q.get(CHAMP.structure) ?? '').trim().slice(0, 200)
  const trouvees = saisie ? await chercher(tx, saisie) : []
  const choisie = trouvees.find(s => s.id === q.getAll(CHAMP.structureId).find(Boolean)) ?? seule(trouvees, saisie)
  if (choisie) return { etat: 'trouvee', ...choisie }
  const decrite = structureDecrite(appel, q, saisie)
  if (decrite) return decrite
  if (trouvees.length > 1) return { etat: 'plusieurs', choix: trouvees.slice(0, CHOIX_MAX) }
  return saisie ? { etat: 'inconnue', saisie } : { etat: 'absente' }
}

const plat = (t: string) =>
  t
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** The only one found, or the only one that bears exactly the name typed. */
function seule(trouvees: StructureTrouvee[], saisie: string): StructureTrouvee | undefined {
  if (trouvees.length === 1) return trouvees[0]
  const exactes = trouvees.filter(s => plat(s.nom) === plat(saisie))
  return exactes.length === 1 ? exactes[0] : undefined
}

function structureDecrite(appel: Appel, q: URLSearchParams, nom: string): StructureLue | undefined {
  const type = q.get(CHAMP.type)
  if (!type || !(type in TYPES_STRUCTURE)) return undefined
  const departement = appel.territoire.departements.find(d => d.code === q.get(CHAMP.departement))
  const [region] = appel.territoire.regions
  return {
    etat: 'trouvee',
    libelle: [nom, TYPES_STRUCTURE[type as TypeStructure], departement?.nom].filter(Boolean).join(', '),
    faits: {
      type: type as TypeStructure,
      ...(nom ? { nom } : {}),
      ...(departement
        ? { departement: departement.code, ...(region ? { region } : {}) }
        : q.get(CHAMP.departement) === 'autre'
          ? { departement: 'autre', region: 'autre' }
          : {}),
    },
  }
}

async function chercher(tx: Tx, saisie: string): Promise<StructureTrouvee[]> {
  const code = saisie.replace(/\s/g, '').toUpperCase()
  const lignes = await tx
    .selectFrom('structure as s')
    .leftJoin('departement as d', 'd.code', 's.departement')
    .select(['s.id', 's.nom', 's.type', 's.departement', 's.region', 's.population', 'd.nom as nom_departement'])
    .where(eb =>
      eb.or([
        eb('s.siren', '=', code),
        eb('s.code_insee', '=', code),
        sql<boolean>`s.recherche like '%' || forme_recherche(${saisie}) || '%'`,
      ]),
    )
    .orderBy(sql`s.recherche = forme_recherche(${saisie})`, 'desc')
    .orderBy(sql`length(s.nom)`)
    .limit(CHOIX_MAX)
    .execute()
  return lignes.map(s => ({
    id: s.id,
    nom: s.nom,
    libelle: [
      s.nom,
      `${TYPES_STRUCTURE[s.type as TypeStructure]}${s.nom_departement ? `, ${s.nom_departement} (${s.departement})` : ''}`,
      s.population === null ? '' : `${formatNombre(s.population)}\u00a0habitants`,
    ]
      .filter(Boolean)
      .join(', '),
    faits: {
      nom: s.nom,
      type: s.type as TypeStructure,
      ...(s.departement ? { departement: s.departement } : {}),
      ...(s.region ? { region: s.region } : {}),
      ...(s.population === null ? {} : { population: s.population }),
    },
  }))
}
