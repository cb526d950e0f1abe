import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { aide as colonneAide, compte, dossiers, type Figure, montant, mot, nom, nombre, part, somme, taux } from './figure.ts'
import { mediane } from './parts.ts'

/** Lower bounds of the bands of aid asked, in cents: a scale that fits calls from a few hundred euros to millions. */
const BORNES = [0, 1, 2, 5, 10, 15, 20, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000].map(k => k * 100_000)
export type Montants = {
  /** What each dossier asks, in order; cents. */
  aides: Float64Array
  /** Cents; absent when what is counted is not the whole call. */
  enveloppe: number | undefined
}
/** `rang`: how many of the bounds the aid asked reaches. */
type Tranche = { rang: number; n: number; aide: number }

function tranchesDe(aides: Float64Array): Tranche[] {
  const tranches = new Map<number, Tranche>()
  let rang = 0
  for (const a of aides) {
    while (rang < BORNES.length && a >= BORNES[rang]!) rang++
    const t = tranches.get(rang) ?? { rang, n: 0, aide: 0 }
    tranches.set(rang, { rang, n: t.n + 1, aide: t.aide + a })
  }
  return [...tranches.values()]
}

/** How much is asked, by bands; empty ones at both ends are left out. */
export function figureMontants({ aides, enveloppe }: Montants): Figure {
  const tranches = tranchesDe(aides)
  const rangs = tranches.map(t => t.rang)
  const [de, a] = [Math.min(...rangs), Math.max(...rangs)]
  const bandes = tranches.length === 0 ? [] : Array.from({ length: a - de + 1 }, (_, i) => bande(de + i, tranches))
  const [n, aide] = [aides.length, somme(tranches.map(t => t.aide))]
  return {
    code: 'montants',
    titre: 'Montants demandés',
    fait: n === 0 ? 'Aucun dossier.' : phrase(aides, aide, enveloppe),
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

function phrase(aides: Float64Array, aide: number, enveloppe: number | undefined): string {
  if (enveloppe !== undefined && aide <= enveloppe) return 'L’enveloppe suffit à toutes les demandes.'
  const servies = enveloppe === undefined ? 0 : combienServies(aides, enveloppe)
  if (servies > 0)
    return `L’enveloppe servirait en entier les ${formatNombre(servies)}\u00a0plus petites demandes sur ${formatNombre(aides.length)}.`
  return `${dossiers(aides.length)}, dont la moitié demande ${formatEuros(mediane(aides) ?? 0, { centimes: false })} au plus.`
}

/** How many of the smallest requests an envelope serves in full. */
function combienServies(aides: Float64Array, enveloppe: number): number {
  let reste = enveloppe
  let n = 0
  for (const a of aides) {
    reste -= a
    if (reste < 0) break
    n++
  }
  return n
}
