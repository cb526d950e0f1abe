import { sql } from 'kysely'
import { composee, type Tx } from '../../../db/db.ts'
import { CLE_TOUCHES } from '../touches/touches.queries.ts'

/** Under which names somebody keeps how they work in the list: their columns, the view they were last on, the one it opens on, whether letters are commands. */
export const CLES = {
  colonnes: 'boite.colonnes',
  derniere: 'file.derniere',
  ouverture: 'file.ouverture',
  touches: CLE_TOUCHES,
} as const
export type ClePreference = keyof typeof CLES
type Qui = { guichetId: string; compteId: string }

export type Preferences = {
  /** As they were kept; nothing for whoever never chose. */
  colonnes: readonly unknown[] | undefined
  /** The query of a view. */
  derniere: string | undefined
  /** The id of a kept view. */
  ouverture: string | undefined
  touches: boolean
}
export const SANS_PREFERENCE: Preferences = { colonnes: undefined, derniere: undefined, ouverture: undefined, touches: true }

export async function preferencesDe(tx: Tx, { guichetId, compteId }: Qui): Promise<Preferences> {
  const lues = await gardees(tx, { guichetId, compteId })
  const valeur = (cle: ClePreference) => lues.find(l => l.cle === CLES[cle])?.valeur
  const [colonnes, derniere, ouverture] = [valeur('colonnes'), valeur('derniere'), valeur('ouverture')]
  return {
    colonnes: Array.isArray(colonnes) ? colonnes : undefined,
    derniere: typeof derniere === 'string' ? derniere : undefined,
    ouverture: typeof ouverture === 'string' ? ouverture : undefined,
    touches: valeur('touches') !== false,
  }
}

const gardees = composee((tx, p: Qui) =>
  tx
    .selectFrom('preference')
    .select(['cle', 'valeur'])
    .where('guichet_id', '=', p.guichetId)
    .where('compte_id', '=', p.compteId)
    .where('cle', 'in', Object.values(CLES)),
)

/** Keeps a preference; `undefined` forgets it. */
export async function garderPreference(tx: Tx, { guichetId, compteId }: Qui, cle: ClePreference, valeur: unknown): Promise<void> {
  const ligne = { guichet_id: guichetId, compte_id: compteId, cle: CLES[cle] }
  if (valeur === undefined)
    await tx
      .deleteFrom('preference')
      .where('guichet_id', '=', guichetId)
      .where('compte_id', '=', compteId)
      .where('cle', '=', ligne.cle)
      .execute()
  else
    await tx
      .insertInto('preference')
      .values({ ...ligne, valeur: JSON.stringify(valeur) })
      .onConflict(c => c.columns(['guichet_id', 'compte_id', 'cle']).doUpdateSet({ valeur: JSON.stringify(valeur) }))
      .execute()
}

/** `mienne`: of whoever reads; another's is there because its author shares it. */
export type VueGardee = { id: string; nom: string; requete: string; partagee: boolean; mienne: boolean; auteur: string }
/** The views that somebody may open, theirs first, in the order in which they were kept, then those that others share. */
export const vuesGardees = (tx: Tx, { guichetId, compteId }: Qui): Promise<VueGardee[]> => vuesDe(tx, { guichetId, compteId })
const vuesDe = composee((tx, p: Qui) =>
  tx
    .selectFrom('vue as v')
    .innerJoin('compte as c', 'c.id', 'v.compte_id')
    .select(['v.id', 'v.nom', 'v.requete', 'v.partagee', 'c.name as auteur', sql<boolean>`v.compte_id = ${p.compteId}`.as('mienne')])
    .where('v.guichet_id', '=', p.guichetId)
    .where(eb => eb.or([eb('v.compte_id', '=', p.compteId), eb('v.partagee', '=', true)]))
    .orderBy('mienne', 'desc')
    .orderBy('v.rang')
    .orderBy('v.cree_le')
    .orderBy('v.id')
    .limit(VUES_LUES),
)
/** Views of one person and of the service together, at most. */
const VUES_LUES = 100
