import type { Cible } from '../../complements/index.ts'
import { type RegleInstruite, retenu } from '../../constats/index.ts'
import type { Verdict } from '../../verdicts/index.ts'
import { deLaRegle, type Gardee, phrasesDe } from './phrases.rules.ts'
import type { Rangees } from './ranger.ts'

/** A point proposed for a request: what is missing, in which part of the dossier, and whether it is ticked. */
export type PointPrepare = {
  /** Rules that ask for it, by their titles, with their clauses. */
  titres: readonly string[]
  clauses: readonly string[]
  /** Code of the part that opens again; empty when none is known, and it is then chosen. */
  cible: string
  ouvre: string | undefined
  demande: string
  retenu: boolean
}

/** The part of a dossier where a rule is mended: the piece, the question, or the whole step. Pure. */
export function cibleDe(v: Pick<Verdict, 'etape' | 'champ'> | undefined, cibles: readonly Cible[]): Cible | undefined {
  if (!v) return undefined
  const par = (code: string) => cibles.find(c => c.code === code)
  return (
    par(`p:${v.champ}`) ??
    par(`c:${v.etape}:${v.champ}`) ??
    cibles.find(c => v.champ !== undefined && c.champ === v.champ) ??
    par(`e:${v.etape}`)
  )
}

/**
 * The request that follows from the rules: those to complete and those that do not hold are ticked, those that only want attention are proposed. Two rules that open the same part
 * make one point. Pure.
 */
export function preparerDemande(
  { aJuger, aDemander, aSavoir }: Rangees,
  { verdicts, cibles, gardees }: { verdicts: readonly Verdict[]; cibles: readonly Cible[]; gardees: readonly Gardee[] },
): PointPrepare[] {
  const refusees = aJuger.filter(r => retenu(r) === 'non_respectee')
  const points = [...refusees, ...aDemander, ...aSavoir].map((r): PointPrepare => {
    const v = verdicts.find(x => x.regle === r.regle)
    const cible = cibleDe(v, cibles)
    return {
      titres: [r.titre],
      clauses: r.clauses,
      cible: cible?.code ?? '',
      ouvre:
        cible &&
        (cible.piece
          ? `pièce «\u00a0${cible.libelle}\u00a0»`
          : cible.champ
            ? `question «\u00a0${cible.libelle}\u00a0»`
            : `toute l’étape «\u00a0${cible.groupe}\u00a0»`),
      demande: demandeDe(r, v, gardees),
      retenu: !aSavoir.includes(r),
    }
  })
  return reunir(points)
}

/** What somebody wrote of this very dossier says more than a sentence that is always the same. */
function demandeDe(r: RegleInstruite, v: Verdict | undefined, gardees: readonly Gardee[]): string {
  const siennes = deLaRegle(gardees, r.regle)
  const phrases = phrasesDe(r, siennes, v?.explication)
  const [humain] = r.humains
  const ecrite = humain?.resultat === 'a_completer' || humain?.resultat === 'non_respectee' ? humain : undefined
  return ecrite && ecrite.motif !== phrases[ecrite.resultat as 'a_completer'] ? ecrite.motif : phrases.demande
}

function reunir(points: readonly PointPrepare[]): PointPrepare[] {
  const reunis: PointPrepare[] = []
  for (const p of points) {
    const i = reunis.findIndex(x => p.cible !== '' && x.cible === p.cible && x.retenu === p.retenu)
    const deja = reunis[i]
    // the same part asked for a reason that does not count beside one that does: said once, with the one that counts
    if (!deja && reunis.some(x => p.cible !== '' && x.cible === p.cible)) continue
    if (!deja) reunis.push(p)
    else
      reunis[i] = {
        ...deja,
        titres: [...deja.titres, ...p.titres],
        clauses: [...new Set([...deja.clauses, ...p.clauses])],
        demande: deja.demande.includes(p.demande) ? deja.demande : `${deja.demande}\n${p.demande}`,
      }
  }
  return reunis
}
