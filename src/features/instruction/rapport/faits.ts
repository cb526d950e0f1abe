import { motValeur } from '../../champs/index.ts'
import { type RegleInstruite, retenu } from '../../constats/index.ts'
import { resumeDuTableau } from '../../tableaux/index.ts'
import { LIBELLES_RESULTAT } from '../../verdicts/index.ts'
import type { DossierLu } from '../lire-dossier.ts'

/** Something that the dossier says about a criterion: `bloc` is the part of the dossier where it stands. */
export type Fait = { texte: string; bloc?: { numero: number; code: string } | undefined }
/** Letters of an answer beside a criterion; the dossier has the rest. */
const EXTRAIT_MAX = 240

/** The beginning of a text, on one line, cut between two words. */
export const extrait = (texte: string, max = EXTRAIT_MAX) => {
  const ligne = texte.replace(/(?<!\s)\s*\n\s*/g, ' ')
  return ligne.length <= max ? ligne : `${ligne.slice(0, Math.max(ligne.lastIndexOf(' ', max), max / 2)).trimEnd()}…`
}

/** What a dossier says under these clauses: answers to the questions that cite one of them, then the rules that do. Pure. */
export function faitsSous(clauses: readonly string[], { lecture, dossier }: DossierLu, regles: readonly RegleInstruite[]): Fait[] {
  const etapes = lecture.formulaire.etapes.filter(e => !e.blocs.includes('depot'))
  const reponses = etapes.flatMap((e, i) =>
    lecture.champs(e).flatMap((c): Fait[] => {
      const valeur = dossier.contenu.valeurs[c.nom]
      if (!c.clause || !clauses.includes(c.clause) || valeur === undefined) return []
      const mots = extrait(motValeur(c, valeur))
      return mots
        ? [{ texte: `${c.libelle}${/[?!:]$/.test(c.libelle) ? '' : '\u00a0:'} ${mots}`, bloc: { numero: i + 1, code: e.code } }]
        : []
    }),
  )
  const tableaux = etapes.flatMap((e, i) =>
    e.questions.flatMap((q): Fait[] => {
      const t = q.clause && clauses.includes(q.clause) && lecture.visibilite.questions.has(q.id) ? lecture.tableaux.get(q.id) : undefined
      const mots = t && resumeDuTableau(t)
      return mots ? [{ texte: `${q.libelle}\u00a0: ${mots}`, bloc: { numero: i + 1, code: e.code } }] : []
    }),
  )
  const dits = regles
    .filter(r => r.clauses.some(c => clauses.includes(c)))
    .map((r): Fait => ({ texte: `Règle «\u00a0${r.titre}\u00a0»\u00a0: ${motDe(r)}` }))
  return [...reponses, ...tableaux, ...dits]
}

const motDe = (r: RegleInstruite) => {
  const resultat = retenu(r)
  const mot = LIBELLES_RESULTAT[resultat].toLowerCase()
  const [humain] = r.humains
  if (humain?.resultat) return `${mot}, jugée par ${humain.par}`
  return resultat === 'respectee' || resultat === 'sans_objet' ? mot : `${mot}. ${r.phrase}`
}
