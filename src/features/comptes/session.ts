import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Acteur, Rattachement, Role } from '../../contexte.ts'
import type { Db } from '../../db/db.ts'

const COOKIE = /(?:^|;\s*)(?:__Secure-)?guichet\.session_token=([^;]+)/

type Ligne = {
  session_id: string
  compte_id: string
  nom: string
  courriel: string
  deux_facteurs: boolean
  second_facteur: boolean
  roles: Role[]
  structures: Rattachement[]
}

/** The session's token, if the cookie is there and bears our signature. better-auth writes `token.base64(HMAC-SHA256(token))`. */
export function jetonDeSession(cookie: string | null | undefined, secret: string): string | undefined {
  const brut = COOKIE.exec(cookie ?? '')?.[1]
  if (!brut) return undefined
  let valeur: string
  try {
    valeur = decodeURIComponent(brut)
  } catch {
    return undefined
  }
  const point = valeur.lastIndexOf('.')
  const jeton = valeur.slice(0, point)
  const attendu = createHmac('sha256', secret).update(jeton).digest()
  const recu = Buffer.from(valeur.slice(point + 1), 'base64')
  return recu.length === attendu.length && timingSafeEqual(recu, attendu) ? jeton : undefined
}

/** Who is asking, in one query. An agent's roles stay « en attente » until this session has had its second factor (`exigeSecondFacteur`). */
export async function lireActeur(db: Db, guichetId: string, jeton: string, exigeSecondFacteur: boolean): Promise<Acteur | null> {
  const { rows } = await sql<Ligne>`select * from lire_session(${jeton}, ${guichetId}::uuid)`.execute(db)
  const s = rows[0]
  if (!s) return null
  const enAttente = exigeSecondFacteur && !s.second_facteur
  return {
    compteId: s.compte_id,
    sessionId: s.session_id,
    nom: s.nom,
    courriel: s.courriel,
    roles: enAttente ? [] : s.roles,
    rolesEnAttente: enAttente ? s.roles : [],
    structures: s.structures,
    aSecondFacteur: s.deux_facteurs,
  }
}
