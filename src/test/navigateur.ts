import { createHmac } from 'node:crypto'
import { paths } from '../paths.ts'
import type { World } from './world.ts'

/** Helpers of this feature's tests: a browser that keeps cookies, the mail's link, the codes of an authenticator application. */
export function navigateur(w: World) {
  const cookies = new Map<string, string>()
  const garder = (r: Response) => {
    for (const v of r.headers.getSetCookie()) {
      const [nom, valeur] = (v.split(';')[0] ?? '').split(/=(.*)/s)
      if (/max-age=0/i.test(v)) cookies.delete(nom ?? '')
      else cookies.set(nom ?? '', valeur ?? '')
    }
    return r
  }
  const cookie = () => [...cookies].map(([n, v]) => `${n}=${v}`).join('; ') || undefined
  return {
    cookie,
    get: async (chemin: string, entetes: Record<string, string> = {}) => garder(await w.get(chemin, cookie(), entetes)),
    post: async (chemin: string, corps: Record<string, string> = {}, entetes: Record<string, string> = {}) =>
      garder(await w.post(chemin, corps, cookie(), entetes)),
    suivre: async (url: string, init: RequestInit = {}) => garder(await fetch(url, { redirect: 'manual', ...init })),
  }
}
export type Navigateur = ReturnType<typeof navigateur>

/** The path in the last mail to this address. */
export async function lienDuCourriel(w: World, courriel: string): Promise<string> {
  const lien = (await w.courriels()).filter(m => m.destinataire === courriel).at(-1)?.lien
  if (!lien) throw new Error(`no link mailed to ${courriel}`)
  return lien
}

export async function entrerParLien(w: World, n: Navigateur, courriel: string, retour?: string) {
  await oublierLimites(w)
  await n.post(paths.connexionLien, { courriel, ...(retour ? { retour } : {}) })
  return n.post((await lienDuCourriel(w, courriel)).split('?')[0] ?? '', retour ? { retour } : {})
}

/** Rate limits are counted in the database: tests that do not speak of them start afresh. */
export const oublierLimites = async (w: World) => {
  await w.db.deleteFrom('limite_debit').execute()
  await w.db.deleteFrom('limite_acte').execute()
}

/** Codes already given serve again: a test that gives several in the same half-minute, and does not speak of that. */
export const oublierCodes = (w: World) => w.db.deleteFrom('code_accepte').execute()

/** The 6 digits that an application shows for this base32 secret, `decalage` steps of 30 s from now. */
export function codeTotp(base32: string, decalage = 0): string {
  const bits = [...base32].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const cle = Buffer.from((bits.match(/.{8}/g) ?? []).map(b => Number.parseInt(b, 2)))
  const compteur = Buffer.alloc(8)
  compteur.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + decalage))
  const h = createHmac('sha1', cle).update(compteur).digest()
  return String((h.readUInt32BE((h.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
