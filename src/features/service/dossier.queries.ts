import { sql } from 'kysely'
import type { ContexteActeur, EnVue } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type EtatInstruit, type Place, peut } from '../decret/index.ts'
import { etapeDuSuivi, porteurDeclare } from '../etats/index.ts'
import { donne, type Interim, lecteurDe, lisible, perimetres } from '../perimetre/index.ts'
import { placeDe, type Situation } from './service.rules.ts'

const base = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('instruction as i')
    .selectAll('i')
    .select([etapeDuSuivi('i.dossier_id').as('etape'), porteurDeclare('i.structure_id').as('declaree')])
    .where('i.guichet_id', '=', guichetId)
type Ligne = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>
/** `interim`: whom the actor stands in for, when their place comes from it. */
export type Instruit = {
  ligne: Omit<Ligne, 'etat'> & { etat: EtatInstruit }
  place: Place
  interim?: Pick<Interim, 'nom' | 'au'> | undefined
}

/**
 * A filed dossier that the actor may read, with their place before it; any other does not exist. `verrou` locks the dossier until the end of
 * the act: the porteur's acts and the service's on one dossier follow one another.
 */
export async function trouverInstruit(tx: Tx, ctx: ContexteActeur, id: string, { verrou = false } = {}): Promise<Instruit | undefined> {
  const lecteur = await lecteurDe(tx, ctx)
  if (lecteur.perimetres.length === 0) return undefined
  if (verrou)
    await tx.selectFrom('dossier').select('id').where('guichet_id', '=', ctx.guichetId).where('id', '=', id).forUpdate().executeTakeFirst()
  const lu = await base(tx, ctx.guichetId)
    .where('i.dossier_id', '=', id)
    .where(lisible(lecteur))
    .select([donne(lecteur).as('ouvert'), partenaires(ctx.guichetId).as('structures_associees')])
    .executeTakeFirst()
  if (!lu) return undefined
  const { ouvert, structures_associees, ...ligne } = lu
  const situation = {
    appel: ligne.appel_id,
    pilote: ligne.departement_pilote,
    departements: ligne.departements,
    toutTerritoire: ligne.tout_territoire,
    volet: ligne.volet,
    ouvert,
    structureId: ligne.structure_id,
    partenaires: structures_associees,
  }
  const place = placeDe(ctx.acteur, lecteur.perimetres, situation)
  if (ctx.acteur.enVue) return enVue(ctx.acteur.enVue, place, ligne as Instruit['ligne'], situation)
  const parSoi = placeDe(ctx.acteur, perimetres(ctx.acteur.roles), situation) === place
  const interim = parSoi ? undefined : lecteur.interims?.find(i => placeDe(ctx.acteur, i.perimetres, situation) === place)
  return { ligne: ligne as Instruit['ligne'], place, interim }
}

/** Shown to somebody else: both must be allowed to read it by the decree, and whoever is shown it stands where one reads and does nothing. */
function enVue({ par }: EnVue, place: Place, ligne: Instruit['ligne'], situation: Situation): Instruit | undefined {
  const places = [place, placeDe(par, perimetres(par.roles), situation)]
  return places.every(p => peut(p, 'lire', { dossier: ligne.etat })) ? { ligne, place: 'direction' } : undefined
}

const partenaires = (guichetId: string) =>
  sql<string[]>`array(select p.structure_id from partenaire p
    where p.guichet_id = ${guichetId} and p.dossier_id = i.dossier_id and p.structure_id is not null and p.retire_le is null)`
