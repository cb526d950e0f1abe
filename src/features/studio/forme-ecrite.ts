import { type Chemin, type Feuille, type Forme, formeA } from '../formes/index.ts'
import { codes, formulairesDe, type Groupe, groupe, liste, texte } from './motifs/lire-brut.ts'
import { tableauxDe } from './motifs/offres-des-questions.ts'

/** What a test dossier answers, as its question or its column asks for it: its words, and how it is typed. */
type Demande = { libelle: string; feuille?: Feuille; options?: Readonly<Record<string, string>> }

const TYPES: Readonly<Record<string, Feuille['type']>> = { date: 'jour', montant: 'montant', nombre: 'nombre', oui_non: 'oui_non' }
const demander = (q: Groupe, code: string): Demande => {
  const type = TYPES[String(q.type)]
  return {
    libelle: texte(q.libelle) || code,
    ...(type ? { feuille: { genre: 'feuille', type } } : {}),
    ...(q.type === 'choix' ? { options: codes(q.options) } : {}),
  }
}
const nomme = (lignes: unknown, code: string, cle = 'code'): Demande | undefined => {
  const l = liste(lignes).find(x => x[cle] === code)
  return l && { libelle: texte(l.libelle) || texte(l.titre) || code }
}

/** What stands under a name of a test dossier, that the call itself gives words to; nothing elsewhere. Pure. */
export function demandeA(brut: unknown, chemin: Chemin): Demande | undefined {
  const [essais, , part, ...reste] = chemin
  const [appel, code] = [groupe(brut), String(chemin.at(-1))]
  if (essais !== 'essais') return undefined
  if (part === 'reponses' && reste.length === 1) {
    const questions = formulairesDe(appel).flatMap(f => liste(f.etapes).flatMap(e => liste(e.questions)))
    const q = questions.find(x => x.id === code)
    return q && demander(q, code)
  }
  if (part === 'tableaux' && reste.length === 3) {
    const colonne = tableauxDe(appel)
      .find(t => t.id === reste[0])
      ?.colonnes.find(c => c.code === code)
    return colonne && demander(colonne, code)
  }
  if (part === 'depenses' && reste.length === 1) return nomme(appel.natures, code)
  return part === 'attendu' && reste[0] === 'verdicts' ? nomme(appel.regles, code, 'id') : undefined
}

/** What stands at a place of a draft, as it is typed: an answer is what its question asks for, where the schema knows no more than « a value ». */
export function formeEcrite(brut: unknown, chemin: Chemin): Forme | undefined {
  const forme = formeA(brut, chemin)
  return forme?.genre === 'feuille' ? (demandeA(brut, chemin)?.feuille ?? forme) : forme
}
