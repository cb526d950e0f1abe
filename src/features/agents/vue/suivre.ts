import { type Acteur, aRole, enTransaction, structuresActives } from '../../../contexte.ts'
import type { Db, Tx } from '../../../db/db.ts'
import { acteurDuCompte } from '../../comptes/index.ts'
import { agentDuGuichet } from '../guichet/guichet.queries.ts'
import { jamaisMontre } from '../guichet/voir-agent.ts'
import { finirVue } from './finir.ts'

/** `exige`: whether roles wait for a second factor here. */
type Ou = { db: Db; guichetId: string; instant: Date; exige: boolean }

/**
 * Who a request acts as: whoever signed in or, while a view lasts, the account that is seen, as it stands at this instant and in nothing but reading. « finie »: it has just ended,
 * by its time or because one of the two no longer has what it takes; the request is then answered by that and nothing else.
 */
export async function suivreVue(d: Ou, acteur: Acteur): Promise<Acteur | 'finie'> {
  const { vue } = acteur
  if (!vue) return acteur
  const enVie = vue.resteS > 0
  const vu =
    enVie && aRole(acteur, 'administrateur')
      ? await enTransaction({ ...d, lectureSeule: true }, tx => pagesDe(tx, d, acteur, vue))
      : undefined
  if (vu) return vu
  await finirVue({ ...d, acteur }, vue.id, enVie ? 'droit' : 'terme')
  return 'finie'
}

/** The account that is seen. It speaks for no structure: drafts and letters are of those who bear the project, whom the reader is not. */
async function pagesDe(
  tx: Tx,
  { guichetId, exige }: Ou,
  acteur: Acteur,
  vue: { id: string; vu: string; resteS: number },
): Promise<Acteur | undefined> {
  const agent = await agentDuGuichet(tx, guichetId, vue.vu)
  if (!agent || jamaisMontre(agent, exige)) return undefined
  const vu = await acteurDuCompte(tx, guichetId, agent.id)
  const { vue: _, ...par } = acteur
  const structures = [...new Set([...structuresActives(vu), ...structuresActives(acteur)].map(s => s.id))]
  return { ...vu, sessionId: acteur.sessionId, structures: [], enVue: { id: vue.id, par, structures, resteS: vue.resteS } }
}
