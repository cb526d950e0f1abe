import type { Centimes } from '../../../lib/euros.ts'
import { enCentiemes, fraction } from '../../../lib/fractions.ts'
import { type LotDepose, lotsDeposes } from '../../budget/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { type DecisionPrise, plafondDe } from '../../decisions/index.ts'
import type { OptionsTirages, Probleme } from '../../optimiseur/index.ts'
import { type Moyenne, tousLesCriteres } from '../notation/notation.rules.ts'
import type { Inscrit, Seance } from '../seance.ts'
import { cleEnveloppes } from './contraintes.ts'
import { enLots } from './lots.ts'
import type { Montants, Source } from './probleme.queries.ts'
import { champPart, type Demande, partsPossibles } from './scenario.form.ts'

export type Candidat = Inscrit &
  Omit<Montants, 'id' | 'reponses' | 'lignes'> & {
    points: number
    lots: readonly LotDepose[]
    /** The aid that the comité has decided, 0 when it grants none; `undefined` when it has not decided, or put it off. */
    decide: Centimes | undefined
  }
/** `acquis`: dossiers of the call that are retained and that this séance does not examine. */
export type Matiere = { candidats: readonly Candidat[]; sources: readonly Source[]; acquis: number }

/** Dossiers with their figures and averages; one that nobody has scored counts for nothing. Pure. */
export function candidatsDe(
  dossiers: readonly Inscrit[],
  montants: readonly Montants[],
  moyennes: ReadonlyMap<string, Moyenne>,
  appel: Appel,
  prises: ReadonlyMap<string, Pick<DecisionPrise, 'sens' | 'montant'>> = new Map(),
): Candidat[] {
  const de = new Map(montants.map(m => [m.id, m]))
  return dossiers.map(d => {
    const { reponses, lignes, ...m } = de.get(d.id)!
    const lots = appel.aide.lots !== undefined && reponses ? lotsDeposes(appel, reponses, lignes) : []
    const prise = prises.get(d.id)
    const decide = prise && prise.sens !== 'ajourne' ? prise.montant : undefined
    return { ...d, ...m, lots, points: moyennes.get(d.id)?.centiemes ?? 0, decide }
  })
}

const liste = new Intl.ListFormat('fr', { type: 'conjunction' })
/** Past this many kinds of dossiers, bounds are no longer combined: each kind keeps its own. */
const GENRES_MAX = 8

/**
 * What several envelopes hold, as bounds that are enough together: dossiers that can only draw on some envelopes receive no more than these hold
 * (max-flow, min-cut). Nothing when there is one envelope for all. Pure.
 */
function partsDesEnveloppes({ candidats, sources }: Matiere) {
  const genres = [...new Set(candidats.map(c => c.enveloppes.join()))].map(x => x.split(',').filter(Boolean))
  const unions = new Map<string, string[]>([['', []]])
  for (const genre of genres)
    for (const base of genres.length <= GENRES_MAX ? [...unions.values()] : [[]]) {
      const union = [...new Set([...base, ...genre])].sort()
      unions.set(union.join(), union)
    }
  if (!genres.some(g => g.length === 0)) unions.delete('')
  const bornes = [...unions.values()].filter(u => u.length < sources.length)
  return {
    parts: bornes.map((u, n) => {
      const siennes = sources.filter(s => u.includes(s.id))
      return {
        id: cleEnveloppes(n),
        // an envelope's own name says that it is one
        libelle: siennes.length > 0 ? liste.format(siennes.map(s => s.libelle)) : 'Dossiers hors de toute enveloppe',
        famille: 'groupe' as const,
        valeur: cleEnveloppes(n),
        sens: 'au_plus' as const,
        quota: { montant: siennes.reduce((t, s) => t + Math.max(0, s.montant), 0) },
      }
    }),
    groupesDe: (c: Candidat) => bornes.flatMap((u, n) => (c.enveloppes.every(e => u.includes(e)) ? [cleEnveloppes(n)] : [])),
  }
}

/** What the comité has granted, else the most that the rules allow to a dossier; 0 when nothing can be granted. */
export const demandeDe = (c: Candidat) => c.decide || plafondDe({ demandee: c.aide ?? 0, base: c.base })

/** What is decided stands in every scenario: money that is taken, or a dossier that receives nothing. The rest is open to whoever asks. */
function mainDe(c: Candidat, d: Demande): Pick<Probleme['dossiers'][number], 'main' | 'decide'> {
  if (c.decide) return { main: { geste: 'montant', montant: c.decide }, decide: true }
  if (c.decide === 0) return { main: { geste: 'exclure' }, decide: true }
  return { main: d.imposes.includes(c.id) ? { geste: 'retenir' } : d.exclus.includes(c.id) ? { geste: 'exclure' } : null }
}

/** The input of the optimiser, from what the comité has before it and what a person asks. Dossiers without an amount are left out. Pure. */
export function poserProbleme(s: Seance, m: Matiere, d: Demande): Probleme {
  const { parts, groupesDe } = partsDesEnveloppes(m)
  const memeNom = (c: Candidat) => m.candidats.filter(x => x.porteur === c.porteur).length > 1
  const possibles = partsPossibles(s.appel)
  const max = s.appel.laureats?.max
  return {
    objectifs: d.objectif === 'points' ? ['points'] : [d.objectif, 'points'],
    dossiers: m.candidats
      .filter(c => demandeDe(c) > 0)
      .map(c => ({
        id: c.id,
        libelle: memeNom(c) ? `${c.porteur} (${c.numero})` : c.porteur,
        points: c.points,
        beneficiaires: c.beneficiaires,
        demande: demandeDe(c),
        ...enLots(c.decide ? [] : c.lots, demandeDe(c), c.decide || c.minimale),
        departement: c.departement ?? '',
        volet: c.volet ?? '',
        groupes: groupesDe(c),
        ...mainDe(c, d),
      })),
    contraintes: {
      enveloppe: m.sources.reduce((t, x) => t + Math.max(0, x.montant), 0),
      parts: [
        ...parts,
        ...d.parts.map(({ famille, code, montant }) => ({
          id: champPart({ famille, code }),
          libelle: possibles.find(x => x.famille === famille && x.code === code)?.libelle ?? code,
          famille,
          valeur: code,
          sens: 'au_moins' as const,
          quota: { montant },
        })),
      ],
      plafond: d.plafond,
      plancher: null,
      laureatsMax: max === undefined ? null : Math.max(0, max - m.acquis),
      seuil: d.seuil,
      incompatibilites: [],
      granularite: 100,
      montantsReduits: d.reduits,
      lotsSeuls: d.lots,
    },
  }
}

/** Two hundred draws, the same for every scenario so that they can be compared: each score moves by one notch of the lightest criterion at most. */
export const tiragesDe = (appel: Appel): OptionsTirages => ({
  tirages: 200,
  echelon: enCentiemes(fraction(Math.min(...tousLesCriteres(appel).map(k => k.poids)))),
  graine: 7,
})
