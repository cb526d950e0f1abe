import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import type { Tranche } from './bord.queries.ts'
import { aide as colonneAide, compte, dossiers, type Figure, montant, mot, nom, nombre, part, somme, taux } from './figure.ts'

/** Lower bounds of the bands of aid asked, in cents: a scale that fits calls from a few hundred euros to millions. */
export const BORNES = [0, 1, 2, 5, 10, 15, 20, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000].map(k => k * 100_000)
/** Requests read to know how many an envelope would serve. */
export const PETITES_MAX = 2_000

export type Montants = {
  tranches: readonly Tranche[]
  /** The smallest requests in order, at most `PETITES_MAX`. */
  petites: readonly number[]
  mediane: number | null
  /** Cents; absent when what is counted is not the whole call. */
  enveloppe: number | undefined
}

/** How much is asked, by bands; empty ones at both ends are left out. */
export function figureMontants({ tranches, petites, mediane, enveloppe }: Montants): Figure {
  const rangs = tranches.map(t => t.rang)
  const [de, a] = [Math.min(...rangs), Math.max(...rangs)]
  const bandes = tranches.length === 0 ? [] : Array.from({ length: a - de + 1 }, (_, i) => bande(de + i, tranches))
  const [n, aide] = [somme(tranches.map(t => t.n)), somme(tranches.map(t => t.aide))]
  return {
    code: 'montants',
    titre: 'Montants demandés',
    fait: n === 0 ? 'Aucun dossier.' : phrase(petites, n, aide, mediane, enveloppe),
    traces:
      n === 0
        ? []
        : [
            {
              trace: {
                genre: 'colonnes',
                id: 'montants',
                titre: 'Dossiers par tranche d’aide demandée',
                desc: `${bandes.map(b => `${b.nom}\u00a0: ${formatNombre(b.n)}`).join(', ')}.`,
                hauteur: 220,
                valeurs: bandes.map(b => b.n),
                unite: 'dossiers',
                tics: [
                  ...bandes.map((b, i) => ({
                    place: i / bandes.length,
                    libelle: formatNombre(b.de / 100_000),
                    ancre: i === 0 ? ('start' as const) : ('middle' as const),
                  })),
                  {
                    place: 1,
                    libelle: bandes.at(-1)!.a === undefined ? 'k€' : `${formatNombre(bandes.at(-1)!.a! / 100_000)}\u00a0k€`,
                    ancre: 'end',
                  },
                ],
              },
            },
          ],
    tableau:
      n === 0
        ? undefined
        : {
            legende: 'Dossiers par tranche d’aide demandée',
            colonnes: [nom('Aide demandée'), nombre('Dossiers'), colonneAide('Aide de la tranche'), part('Part de l’aide')],
            lignes: bandes.map(b => [mot(b.nom), compte(b.n), montant(b.aide), taux(b.aide, aide)]),
            total: [mot('Total'), compte(n), montant(aide), taux(aide, aide)],
          },
  }
}

function bande(rang: number, tranches: readonly Tranche[]) {
  const [de, a] = [BORNES[rang - 1]!, BORNES[rang]]
  const { n, aide } = tranches.find(t => t.rang === rang) ?? { n: 0, aide: 0 }
  const k = (c: number) => formatNombre(c / 100_000)
  return { de, a, n, aide, nom: a === undefined ? `${k(de)}\u00a0k€ et plus` : `de ${k(de)} à ${k(a)}\u00a0k€` }
}

function phrase(petites: readonly number[], n: number, aide: number, mediane: number | null, enveloppe: number | undefined): string {
  if (enveloppe !== undefined && aide <= enveloppe) return 'L’enveloppe suffit à toutes les demandes.'
  const servies = enveloppe === undefined ? 0 : combienServies(petites, enveloppe)
  if (servies > 0 && servies < petites.length)
    return `L’enveloppe servirait en entier les ${formatNombre(servies)}\u00a0plus petites demandes sur ${formatNombre(n)}.`
  return `${dossiers(n)}, dont la moitié demande ${formatEuros(mediane ?? 0, { centimes: false })} au plus.`
}

/** How many of the smallest requests an envelope serves in full. */
function combienServies(petites: readonly number[], enveloppe: number): number {
  let reste = enveloppe
  let n = 0
  for (const p of petites) {
    reste -= p
    if (reste < 0) break
    n++
  }
  return n
}
