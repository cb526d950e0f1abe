import { type Acteur, aRole, estAgent } from '../../contexte.ts'
import { type Ctx, retourSur } from '../../http.ts'
import { paths } from '../../paths.ts'
import { PageErreur } from '../../ui/erreurs.tsx'
import type { Demandeur } from './appeler.ts'
import { jetonDeSession, lireActeur, lireSession, type Session } from './session.ts'

export const demandeur = (c: Ctx): Demandeur => ({
  urlPublique: c.var.deps.urlPublique,
  cookie: c.req.header('cookie'),
  adresse: c.var.adresseClient,
  navigateur: c.req.header('user-agent'),
})

/** Passes on better-auth's cookies: `append`, since a plain set would keep the last one only. */
export function transmettreCookies(c: Ctx, de: Response) {
  for (const v of de.headers.getSetCookie()) c.header('set-cookie', v, { append: true })
}

/** Too many tries: one clear page, with the time to wait. */
export function tropDEssais(c: Ctx, res?: Response) {
  c.header('retry-after', res?.headers.get('x-retry-after') ?? '60')
  return c.html(<PageErreur site={c.var.site} statut={429} />, 429)
}

/** Why a code is not taken, beside its field. */
export const CODE_REFUSE = {
  faux: 'Ce code est faux ou a expiré. Attendez le suivant, ou utilisez un code de secours',
  deja_servi: 'Ce code a déjà servi. Attendez que l’application en montre un autre',
  trop: 'Trop d’essais. Attendez un quart d’heure, ou utilisez votre clé d’accès si vous en avez une',
} as const
export const texteDe = (v: unknown) => (typeof v === 'string' ? v : '')
/** Where to come back to, if the form or the address says a path of ours. */
export const retourDemande = (v: unknown) => retourSur(v, '') || undefined

/** The session of the request, whether or not it has had its second factor. */
export async function sessionDe(c: Ctx): Promise<Session | undefined> {
  const { db, guichetId } = c.var.deps
  const jeton = jetonDeSession(c.req.header('cookie'), c.var.deps)
  return jeton ? lireSession(db, guichetId, jeton) : undefined
}

/** The session that this answer opens, from its cookies. */
export function jetonOuvert(c: Ctx, res: Response) {
  const cookie = res.headers.getSetCookie().find(v => v.includes('session_token='))
  return jetonDeSession(cookie, c.var.deps)
}

/** Where somebody who has just signed in goes: the page asked for, else the one of their role. */
export async function suiteConnexion(c: Ctx, jeton: string, retour: string | undefined): Promise<string> {
  const { db, guichetId, config } = c.var.deps
  const acteur = await lireActeur(db, guichetId, jeton, !config.demonstration)
  return acteur ? suiteActeur(acteur, retour) : versCode(retour)
}

export const avecRetour = (chemin: string, retour: string | undefined) => (retour ? `${chemin}?${new URLSearchParams({ retour })}` : chemin)
/** Where a session that waits for its second factor gives it, before it comes back. */
export const versSecondFacteur = async (c: Ctx, retour: string) => ((await sessionDe(c)) ? versCode(retour) : undefined)
export const versCode = (retour: string | undefined) => avecRetour(paths.connexionCode, retour)

export function suiteActeur(acteur: Acteur, retour: string | undefined): string {
  if (acteur.rolesEnAttente.length > 0) return avecRetour(paths.compte.secondFacteur, retour)
  if (retour) return retour
  if (aRole(acteur, 'administrateur', 'referent_departemental', 'referent_regional')) return paths.instruction.journee
  if (aRole(acteur, 'signataire')) return paths.signatures.aSigner
  if (aRole(acteur, 'direction')) return paths.instruction.boite
  if (aRole(acteur, 'membre_comite')) return paths.comite.accueil
  if (estAgent(acteur)) return paths.instruction.journee
  return acteur.structures.length === 0 ? paths.structures.rejoindre : paths.espace
}
