import { enTransaction } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { annuaireDe } from '../guichet/index.ts'
import { compter } from '../limites/index.ts'
import { copieDu, garderAnnuaire } from './annuaire/annuaire.queries.ts'
import { demanderAnnuaire } from './annuaire/demander.ts'
import { type Partout, type Recherche, rechercherPartout, rechercherStructures } from './rechercher.ts'

const ouDe = (c: Ctx, departement?: string) => {
  const { region, departements } = c.var.deps.config.guichet.territoire
  return { territoire: { region, departements }, declarees: c.var.ctx.acteur !== null, departement }
}

/** Searches the referential, the guichet's own territory first. */
export const chercherStructures = (c: Ctx, q: string): Promise<Recherche> =>
  enTransaction(c.var.ctx, tx => rechercherStructures(tx, c.var.ctx.guichetId, q, ouDe(c)))
/** The same, then the national directory. */
export const chercherPartout = (c: Ctx, q: string, departement?: string): Promise<Partout> =>
  enTransaction(c.var.ctx, tx => rechercherPartout(tx, c.var.ctx.guichetId, q, ouDe(c, departement)))

/** Set when the directory of companies was not read: what is shown then is the copy of that day, if there is one. `trop`: it was asked too often to be asked again now. */
export type Panne = { copieDu: Date | undefined; trop: boolean }
/** After a failure it is left alone so long, so that nobody waits for it in turn. */
const REPOS_MS = 30_000
const Q_MAX = 120
/** How often it is asked in an hour, by one account and by the guichet: beyond, the copy is searched. */
const HEURE_S = 3600
const PAR_COMPTE = 60
const PAR_GUICHET = 2000
let reposJusqua = 0

/** Asks the directory of companies, where one is set, and keeps what it answers; a page that somebody signed in has asked for, never each letter that is typed. */
export async function lireAnnuaire(c: Ctx, q: string): Promise<Panne | undefined> {
  const annuaire = annuaireDe(c.var.deps.config)
  const question = q.trim().slice(0, Q_MAX)
  if (!annuaire || !c.var.ctx.acteur || question.length < 3) return undefined
  const { ctx } = c.var
  const copie = async (trop = false) => ({ copieDu: await enTransaction(ctx, copieDu), trop })
  if (performance.now() < reposJusqua) return copie()
  if (await tropDemande(c, c.var.ctx.acteur.compteId)) return copie(true)
  const lignes = await demanderAnnuaire(annuaire, question)
  if (!lignes) {
    reposJusqua = performance.now() + REPOS_MS
    return copie()
  }
  await enTransaction(ctx, tx => garderAnnuaire(tx, ctx.guichetId, lignes, ctx.instant))
  return undefined
}
const tropDemande = async (c: Ctx, compteId: string) =>
  (await enTransaction(c.var.ctx, tx =>
    compter(tx, [
      { cle: `annuaire|${compteId}`, max: PAR_COMPTE, secondes: HEURE_S },
      { cle: `annuaire|${c.var.ctx.guichetId}`, max: PAR_GUICHET, secondes: HEURE_S },
    ]),
  )) !== undefined
/** « Réessayer »: it is asked again at once. */
export const reveillerAnnuaire = () => {
  reposJusqua = 0
}
