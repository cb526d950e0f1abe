import type { Portee, Role } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type AppelPublie, appelsPublies } from '../../appels/index.ts'
import { porteesDe } from '../../perimetre/index.ts'
import { phraseTrous } from '../couverture.mots.ts'
import { couvertureDe } from '../couverture.rules.ts'
import { appelsNommes } from './guichet.queries.ts'
import type { AppelsConnus } from './roles.mots.ts'

/** What the calls of the guichet are called, published or not, and those that are. */
export async function appelsConnus(tx: Tx, guichetId: string): Promise<{ connus: AppelsConnus; publies: AppelPublie[] }> {
  const [nommes, publies] = await Promise.all([appelsNommes(tx, guichetId), appelsPublies(tx, guichetId)])
  const lus = new Map(publies.map(p => [p.appelId, p.appel]))
  return { publies, connus: new Map(nommes.map(a => [a.id, { slug: a.slug, titre: a.titre, lu: lus.get(a.id) }])) }
}

/** Of each published call, what nobody instructs, in a sentence. One reading, whatever the number of calls. */
export async function trousDesAppels(tx: Tx, guichetId: string, publies: readonly AppelPublie[]) {
  const instructeurs = (await tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['r.role', 'c.name as nom', porteesDe('r').as('perimetres')])
    .where('r.guichet_id', '=', guichetId)
    .where('r.role', 'in', ['referent_departemental', 'referent_regional'])
    .execute()) as { role: Role['role']; nom: string; perimetres: Portee[] }[]
  return publies.flatMap(({ appel, appelId }) => {
    const lignes = instructeurs.flatMap(({ role, nom, perimetres }) =>
      perimetres
        .filter(p => p.appel === null || p.appel === appelId)
        .map(p => ({ role, nom, departements: p.departements, volets: p.volets })),
    )
    const phrase = phraseTrous(couvertureDe(appel, lignes))
    return phrase ? [{ slug: appel.slug, titre: appel.titre, phrase }] : []
  })
}
