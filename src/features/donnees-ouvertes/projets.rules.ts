import { sansAccents } from '../../lib/mots.ts'
import type { ProjetPasse } from '../projets-passes/index.ts'

export type FiltreProjets = { q: string; theme: string; departement: string }

/** Words are looked for in the bearer, the title and the commune, accents aside. Pure. */
export function filtrerProjets(projets: readonly ProjetPasse[], f: FiltreProjets): ProjetPasse[] {
  const mots = sansAccents(f.q).split(/\s+/).filter(Boolean)
  return projets
    .filter(p => (!f.theme || p.theme === f.theme) && (!f.departement || p.departement === f.departement))
    .filter(p => {
      const texte = sansAccents([p.titre, p.nom, p.communeNom ?? '', p.dossier ?? ''].join(' '))
      return mots.every(m => texte.includes(m))
    })
}

export type Lieu = { code: string; nom: string; projets: number; montant: number }
/** What goes where, the most aided commune first; what has no known commune is told apart. Pure. */
export function parCommune(projets: readonly ProjetPasse[]): { communes: Lieu[]; ailleurs: { projets: number; montant: number } } {
  const compter = (ps: readonly ProjetPasse[]) => ({ projets: ps.length, montant: ps.reduce((s, p) => s + p.montant, 0) })
  const situes = projets.filter(p => p.commune !== null && p.communeNom !== null)
  return {
    communes: [...Map.groupBy(situes, p => p.commune!)]
      .map(([code, ps]) => ({ code, nom: ps[0]!.communeNom!, ...compter(ps) }))
      .sort((a, b) => b.montant - a.montant || a.nom.localeCompare(b.nom, 'fr')),
    ailleurs: compter(projets.filter(p => p.commune === null || p.communeNom === null)),
  }
}
