import { adresse, type Filtre, filtreDe, SANS_FILTRE } from '../liste/filtres.ts'
import { VUES, vueDe } from '../liste/liste.mots.ts'
import { type ComptesDesVues, totauxDe } from '../liste/liste.queries.ts'
import type { VideProps } from './vide.view.tsx'
import type { Lit } from './vues.ts'

type Demande = {
  filtre: Filtre
  approchee: boolean
  /** Filters in force, and the same view without them. */
  actifs: number
  tout: Filtre
  comptes: ComptesDesVues
  total: number
}

/** Why a list has no row, and where there are some: read of the empty ones alone. */
export async function videDe(
  { tx, lecteur, instant }: Lit,
  { filtre, approchee, actifs, tout, comptes, total }: Demande,
): Promise<VideProps> {
  if (total > 0) return { genre: 'tout' }
  const vue = vueDe(filtre)
  const combien = async (f: Filtre) => (await totauxDe(tx, lecteur, f, instant)).nombre
  if (filtre.q) {
    const partout = { ...SANS_FILTRE, q: filtre.q, appel: filtre.appel }
    const nombre = await combien(partout)
    const ou = vue?.libelle ?? 'cette liste'
    return { genre: 'recherche', mots: filtre.q, approchee, vue: ou, partout: { nombre, href: adresse(partout) }, tout: adresse(tout) }
  }
  if (vue?.moi && actifs === 1) {
    const arrives: Filtre = { ...SANS_FILTRE, appel: filtre.appel, suite: ['prendre'], affecte: 'personne' }
    const attend = filtreDe(VUES.find(v => v.suites[0] === 'attendre')!, filtre.appel)
    return {
      genre: 'file',
      attend: { nombre: comptes.suites.get('attendre')?.n ?? 0, href: adresse(attend) },
      arrives: { nombre: await combien(arrives), href: adresse(arrives) },
    }
  }
  if (actifs > 0) return { genre: 'filtre', tout: adresse(tout) }
  return { genre: filtre.suite.length > 0 || filtre.appel ? 'vue' : 'tout' }
}
