import { enumeration } from '../../lib/mots.ts'
import type { Appel } from '../cahier/index.ts'
import type { Faits, Verdict } from '../verdicts/index.ts'
import { repondue } from './valeurs.ts'

/** What a form shows for given facts. A condition that lacks data hides the question: it comes once what it depends on is answered. */
export type Visibilite = {
  questions: ReadonlySet<string>
  piecesObligatoires: ReadonlySet<string>
  pieces: ReadonlySet<string>
  engagements: ReadonlySet<string>
  criteres: ReadonlySet<string>
  /** Opinions that the call asks for on this dossier; `a_verifier`: what its condition reads is missing, and nobody may take it for no. */
  avis: ReadonlyMap<string, 'oui' | 'a_verifier'>
}

/** Something not filled in yet. */
export type Manque = { etape: string; champ: string; libelle: string; clauses: string[] }

/** The form of these facts: that of the dossier, else that of the volet. */
export const formulaireDe = (appel: Appel, faits: Faits) =>
  appel.formulaires.find(f => (faits.formulaire === undefined ? f.volets.includes(faits.volet ?? '') : f.code === faits.formulaire))

export function manquesDe(appel: Appel, faits: Faits, visibilite: Visibilite): Manque[] {
  const formulaire = formulaireDe(appel, faits)
  if (!formulaire) return []
  const absentes = appel.pieces.filter(p => visibilite.piecesObligatoires.has(p.code) && !faits.pieces?.includes(p.code))
  return formulaire.etapes.flatMap(etape => [
    ...etape.questions
      .filter(q => q.obligatoire && visibilite.questions.has(q.id) && !repondue(faits, q.id))
      .map(q => ({ etape: etape.code, champ: q.id, libelle: q.libelle, clauses: q.clause ? [q.clause] : [] })),
    ...(etape.blocs.includes('pieces')
      ? absentes.map(p => ({ etape: etape.code, champ: p.code, libelle: p.libelle, clauses: p.clauses }))
      : []),
  ])
}

const deuxFois = (explication: string) => ({ explication, constat: explication })

/** One « à compléter » per étape for what no rule has already asked for. */
export function completude(appel: Appel, manques: readonly Manque[], verdicts: Verdict[]): Verdict[] {
  const dits = new Set(verdicts.filter(v => v.resultat === 'a_completer').map(v => v.champ))
  const restants = Map.groupBy(
    manques.filter(m => !dits.has(m.champ)),
    m => m.etape,
  )
  const titres = new Map(appel.formulaires.flatMap(f => f.etapes.map(e => [e.code, e.titre] as const)))
  return [...restants].map(([etape, liste]) => ({
    regle: `completude-${etape}`,
    titre: `Réponses attendues\u00a0: ${titres.get(etape) ?? etape}`,
    resultat: 'a_completer' as const,
    ...deuxFois(`Il manque\u00a0: ${enumeration(liste.map(m => `«\u00a0${m.libelle}\u00a0»`))}.`),
    clauses: [...new Set(liste.flatMap(m => m.clauses))],
    bloquant: true,
    etape,
    champ: liste[0]!.champ,
    entrees: [],
    manquants: liste.map(m => m.libelle),
  }))
}
