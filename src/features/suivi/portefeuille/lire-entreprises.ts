import type { Tx } from '../../../db/db.ts'
import { sansAccents } from '../../../lib/mots.ts'
import type { Vise } from './lire-portefeuille.ts'
import { type EntreprisePayee, lireEntreprises } from './portefeuille.queries.ts'

export const TRIS_ENTREPRISES = ['entreprise', 'departement', 'commandes', 'ht', 'credits'] as const
export type TriEntreprises = (typeof TRIS_ENTREPRISES)[number]
export type Recherche = { q: string; tri: TriEntreprises; desc: boolean }

const francais = new Intl.Collator('fr', { numeric: true })

/** Those whose name or SIRET has the words looked for, in the order asked. Pure. */
function chercher(toutes: readonly EntreprisePayee[], { q, tri, desc }: Recherche): EntreprisePayee[] {
  const mots = sansAccents(q).split(/\s+/).filter(Boolean)
  const chiffres = q.replace(/[\s\u00a0\u202f]/g, '')
  const valeur = (e: EntreprisePayee) => (tri === 'departement' ? (e.departement ?? `~${e.pays}`) : e[tri])
  const ordre = (a: EntreprisePayee, b: EntreprisePayee) => {
    const [x, y] = [valeur(a), valeur(b)]
    return typeof x === 'number' && typeof y === 'number' ? x - y : francais.compare(String(x), String(y))
  }
  return toutes
    .filter(e => mots.every(m => sansAccents(e.entreprise).includes(m)) || (/^\d+$/.test(chiffres) && e.siret?.includes(chiffres)))
    .sort((a, b) => (desc ? ordre(b, a) : ordre(a, b)) || francais.compare(a.entreprise, b.entreprise))
}

export const lireEntreprisesDe = async (tx: Tx, v: Vise, au: string, r: Recherche) =>
  chercher(await lireEntreprises(tx, v.perimetre, v.natures, au), r)
