import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { peut } from '../../decret/index.ts'
import { appelsDe, perimetres } from '../../perimetre/index.ts'
import { membresActifs } from '../appartenances.queries.ts'
import type { Territoire } from '../rechercher.ts'
import { repertoireDu } from '../repertoire/repertoire.queries.ts'
import { type Structure, trouverStructure } from '../structures.queries.ts'
import { perimetreService, quiEst } from '../structures.rules.ts'
import { type Candidat, candidatDe, candidatsDe, valeursDe } from './candidats.ts'
import { AUCUNE, comparer, type LigneComparee } from './comparer.rules.ts'
import { aConfirmer, type Declaree, declarationDe, dossiersDe } from './declarees.queries.ts'
import { type Effet, effetDe } from './effet.ts'
import { porteurDe } from './reunir.ts'

export type Attente = Awaited<ReturnType<typeof aConfirmer>>[number]
/** One of them, opened: what was declared, whom it may be, and what joining would do. */
export type DeclareeVue = {
  structure: Structure
  declaree: Declaree
  membres: number
  dossiers: Awaited<ReturnType<typeof dossiersDe>>
  candidats: Candidat[]
  /** The one that it is compared with; absent when none looks like it, or when it is said to be none of them. `ensemble`: the accounts of the two. */
  avec: (Candidat & { lignes: LigneComparee[]; ensemble: number; effet: Effet }) | undefined
  /** The structure that it was joined to. */
  reunieA: Structure | undefined
}
export type PageDeclarees = { attentes: Attente[]; luLe: Date | undefined; ouverte: DeclareeVue | undefined }
export type DemandePage = { id?: string | undefined; avec?: string | undefined; q?: string | undefined; territoire: Territoire }

/** The calls whose dossiers this agent reads; the others are joined with the rest, and nothing of them is shown. */
export const appelsLus = (ctx: ContexteActeur) => appelsDe(perimetres(ctx.acteur.roles))

/** What waits for this agent, and the one that is open: the oldest, unless another one is named. `undefined`: the one that is named is none of theirs. */
export const lireDeclarees = (ctx: ContexteActeur, d: DemandePage): Promise<PageDeclarees | undefined> =>
  enTransaction(ctx, async tx => {
    const { guichetId, acteur } = ctx
    const appels = appelsLus(ctx)
    const attentes = await aConfirmer(tx, guichetId, perimetreService(acteur) ?? [], appels)
    const luLe = await repertoireDu(tx)
    const id = d.id ?? attentes[0]?.id
    if (!id) return { attentes, luLe, ouverte: undefined }
    const structure = await trouverStructure(tx, guichetId, id)
    const declaree = structure && (await declarationDe(tx, guichetId, id))
    if (!structure || !declaree || !peut(quiEst(acteur, undefined, structure.departement), 'trancher', { structure: 'connue' }))
      return undefined
    const attend = declaree.etat === 'a_confirmer'
    const candidats = attend ? await candidatsDe(tx, guichetId, structure, { territoire: d.territoire, appels, q: d.q }) : []
    const nommee = d.avec && d.avec !== AUCUNE && attend ? await candidatDe(tx, guichetId, structure, d.avec, appels) : undefined
    const avec = d.avec === AUCUNE ? undefined : (nommee ?? candidats.find(x => x.forte) ?? candidats[0])
    const membres = (await membresActifs(tx, guichetId, id)).map(m => m.compte_id)
    const effet =
      avec && (await effetDe(tx, guichetId, id, await porteurDe(tx, guichetId, avec, avec.valeurs), { instant: ctx.instant, appels }))
    return {
      attentes,
      luLe,
      ouverte: {
        structure,
        declaree,
        membres: membres.length,
        dossiers: await dossiersDe(tx, guichetId, structure.reunieA ?? id, appels),
        candidats,
        avec: avec &&
          effet && {
            ...avec,
            lignes: comparer(valeursDe(structure), avec.valeurs),
            ensemble: new Set([...membres, ...avec.membres]).size,
            effet,
          },
        reunieA: structure.reunieA ? await trouverStructure(tx, guichetId, structure.reunieA) : undefined,
      },
    }
  })
