import { expect } from 'vitest'
import { paths } from '../paths.ts'
import { codeTotp, entrerParLien, lienDuCourriel, type Navigateur, navigateur, oublierCodes } from './navigateur.ts'
import { openWorld, type World } from './world.ts'

/** A site in production, where the second factor is asked for, behind a proxy that says who asks. */
export const ouvrirProduction = () => openWorld({ env: { GUICHET_MODE: 'production', PROXY_DE_CONFIANCE: '127.0.0.1' } })
export const depuis = (adresse: number) => ({ 'x-forwarded-for': `198.51.100.${adresse}` })

export const connecte = async (n: Navigateur) => (await n.get(paths.compte.voir)).status === 200
export const secretDe = (html: string) => (/class="gt-secret">([^<]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '')
export const codesDe = (html: string) => [...html.matchAll(/<code>([A-Za-z0-9]{5}-[A-Za-z0-9]{5})<\/code>/g)].map(m => m[1] ?? '')

/** Signs in by link and enrols an application. */
export async function inscrire(w: World, n: Navigateur, courriel: string) {
  await entrerParLien(w, n, courriel)
  expect((await n.post(paths.compte.secondFacteur)).headers.get('location')).toBe(paths.compte.secondFacteurCode)
  const page = await (await n.get(paths.compte.secondFacteurCode)).text()
  const secret = secretDe(page)
  const confirmation = await n.post(paths.compte.secondFacteurCode, { code: codeTotp(secret) })
  const html = await confirmation.text()
  expect(confirmation.status, html.slice(0, 300)).toBe(200)
  await oublierCodes(w)
  return { page, secret, codes: codesDe(html) }
}

/** Gives the second factor again in an open session. */
export async function confirmer(w: World, n: Navigateur, secret: string) {
  await oublierCodes(w)
  const r = await n.post(paths.compte.confirmation, { code: codeTotp(secret), retour: paths.compte.secondFacteur })
  expect(r.headers.get('location')).toBe(paths.compte.secondFacteur)
}

/** A link, without forgetting what was counted. */
export async function lienDe(w: World, courriel: string) {
  await w.db.deleteFrom('limite_debit').execute()
  await w.auGuichet(tx => tx.deleteFrom('courriel').where('destinataire', '=', courriel).execute())
  await navigateur(w).post(paths.connexionLien, { courriel })
  return lienDuCourriel(w, courriel)
}
