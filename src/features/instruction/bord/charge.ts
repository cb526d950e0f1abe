import { formatNombre } from '../../../lib/euros.ts'
import { MOTIFS } from '../../../ui/plots/dessin.tsx'
import { type Filtre, SUITES, type Suite } from '../liste/filtres.ts'
import { MOT_COMITE } from '../liste/liste.mots.ts'
import type { Suivi } from './bord.queries.ts'
import { type Cellule, compte, dossiers, type Figure, mot, nom, nombre, somme } from './figure.ts'
import type { Lien } from './repartitions.ts'

/** What is counted of the work of somebody, in its order, and the sign of each. The last two wait for others, unless the service itself decides. */
const ETAPES: readonly { nom: string; suites: readonly Suite[] }[] = [
  { nom: 'À prendre', suites: ['prendre'] },
  { nom: 'À vérifier', suites: ['verifier'] },
  { nom: 'Réponses reçues', suites: ['examiner'] },
  { nom: 'À analyser ou à présenter', suites: ['analyser', 'presenter'] },
  { nom: 'Compléments attendus', suites: ['attendre'] },
  { nom: MOT_COMITE, suites: ['comite'] },
]
/** Next things to do that are the service's. */
export const A_TRAITER: readonly Suite[] = ETAPES.slice(0, 4).flatMap(e => e.suites)

export type Charge = { id: string | null; nom: string; parts: number[]; aTraiter: number; total: number }

/** What each has in hand, whoever has the most to do first; « Personne » last. `noms` of the accounts in charge. */
export function chargesDe(suivi: readonly Suivi[], noms: ReadonlyMap<string, string>): Charge[] {
  const parQui = Map.groupBy(suivi, s => s.assigneA)
  return [...parQui]
    .map(([id, lignes]) => {
      const parts = ETAPES.map(e => somme(lignes.filter(l => e.suites.includes(l.suite as Suite)).map(l => l.n)))
      return {
        id,
        nom: id === null ? 'Personne' : (noms.get(id) ?? 'Compte fermé'),
        parts,
        aTraiter: somme(parts.slice(0, 4)),
        total: somme(parts),
      }
    })
    .filter(c => c.total > 0)
    .sort((a, b) => Number(a.id === null) - Number(b.id === null) || b.aTraiter - a.aTraiter || a.nom.localeCompare(b.nom, 'fr'))
}

/** Who has what in hand. Nominative: only for those who instruct. `pret`: what is said of a dossier that only waits for its decision. */
export function figureCharge(charges: readonly Charge[], lien: Lien, pret: string = MOT_COMITE): Figure {
  const noms = ETAPES.map(e => (e.nom === MOT_COMITE ? pret : e.nom))
  const total = somme(charges.map(c => c.total))
  const aTraiter = somme(charges.map(c => c.aTraiter))
  const qui = (c: Charge): Partial<Filtre> => ({
    affecte: (c.id ?? 'personne') as 'personne',
    suite: SUITES.filter(s => ETAPES.some(e => e.suites.includes(s))).sort(),
  })
  const dite = (c: Charge) => `${formatNombre(c.aTraiter)} à traiter sur ${formatNombre(c.total)}`
  const premier = charges[0]
  return {
    code: 'charge',
    titre: 'Charge par instructeur',
    fait:
      total === 0
        ? 'Aucun dossier n’est en instruction.'
        : aTraiter === 0
          ? 'Aucun dossier n’attend un acte du service.'
          : `${dossiers(aTraiter)} ${aTraiter > 1 ? 'attendent' : 'attend'} un acte du service.${premier?.id ? ` Charge la plus lourde\u00a0: ${premier.nom}, ${formatNombre(premier.aTraiter)}.` : ''}`,
    traces:
      total === 0
        ? []
        : [
            {
              trace: {
                genre: 'barres',
                id: 'charge',
                titre: 'Dossiers par instructeur et par étape',
                desc: `${charges.map(c => `${c.nom}\u00a0: ${dite(c)}`).join(', ')}.`,
                barres: charges.map(c => ({ libelle: c.nom, dite: dite(c), parts: c.parts })),
              },
            },
          ],
    cle: noms.map((libelle, i) => ({ signe: MOTIFS[i]!, libelle })),
    tableau:
      total === 0
        ? undefined
        : {
            legende: 'Dossiers par instructeur et par étape',
            colonnes: [nom('Instructeur'), ...noms.map(n => nombre(n)), nombre('Total')],
            lignes: charges.map((c): Cellule[] => [mot(c.nom, lien(qui(c))), ...c.parts.map(compte), compte(c.total)]),
            total: [mot('Total'), ...ETAPES.map((_, i) => compte(somme(charges.map(c => c.parts[i]!)))), compte(total)],
          },
  }
}
