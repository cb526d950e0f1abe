import type { Etape } from '../../cahier/index.ts'
import { motValeur } from '../../champs/index.ts'
import type { RegleInstruite } from '../../constats/index.ts'
import { type Champ, type Contenu, lignesDe } from '../../contenu/index.ts'
import type { PieceJointe } from '../../dossiers/index.ts'
import type { Verdict } from '../../verdicts/index.ts'
import type { Difference } from '../../versions/index.ts'
import type { DossierLu } from '../lire-dossier.ts'

/** What is read to judge one rule. */
export type Preuves = {
  /** The clauses that it applies, in the words of the call. */
  clauses: readonly { nom: string; texte: string | undefined }[]
  /** The figures that it used. */
  chiffres: readonly { libelle: string; texte: string }[]
  /** What was answered to the questions that it reads. */
  reponses: readonly { libelle: string; valeur: string }[]
  /** The lines of the plan, or of a table, that the rule is about. */
  lignes: readonly string[]
  pieces: readonly { code: string; libelle: string; fichiers: readonly PieceJointe[] }[]
  /** What the last filing says otherwise than the one before, under the same step. */
  changees: readonly Difference[]
  /** The whole step, for what is said nowhere else; `ouverte`: nothing else speaks for the rule, or it reads the plan. */
  etape: { etape: Etape; ouverte: boolean } | undefined
}

/** « raisons_solution . remplie » is about the answer to « raisons_solution ». */
const question = (nom: string) => nom.split(' . ')[0]!

/** Sums of expenses that the call's words all name « les dépenses »: beside one another, each says which. */
const SOMMES: Readonly<Record<string, string>> = {
  'base éligible': 'les dépenses que l’aide peut payer',
  'dépenses exclues': 'les dépenses que l’aide ne paie pas',
}

const PLAN = /^(depenses|aide|part|autres|lots|cout|coût)/

/** The answers, figures, pieces and lines of the plan that a rule is about. Pure. */
export function preuvesDe({ dossier, lecture, differences }: DossierLu, regle: Pick<RegleInstruite, 'regle' | 'clauses'>): Preuves {
  const v = lecture.verdicts.find(x => x.regle === regle.regle)
  const { appel } = dossier.version
  const citees = (clauses: readonly string[]) => clauses.some(c => regle.clauses.includes(c))
  const noms = new Set([...(v?.entrees.map(e => question(e.nom)) ?? []), ...(v?.champ ? [v.champ] : [])])
  const etapes = lecture.formulaire.etapes.filter(e => !e.blocs.includes('depot'))
  const reponses = etapes.flatMap(e =>
    lecture.champs(e).flatMap(c => {
      const valeur = dossier.contenu.valeurs[c.nom]
      if (valeur === undefined || !((noms.has(c.nom) && !c.nom.startsWith('depenses.')) || (c.clause && citees([c.clause])))) return []
      const mots = motValeur(c, valeur)
      return mots ? [{ nom: c.nom, libelle: c.libelle, valeur: mots }] : []
    }),
  )
  const dites = new Set(reponses.map(r => r.nom))
  const pieces = appel.pieces
    .filter(p => lecture.visibilite.pieces.has(p.code) && (p.code === v?.champ || citees(p.clauses)))
    .map(p => ({ code: p.code, libelle: p.libelle, fichiers: dossier.pieces.filter(f => f.code === p.code) }))
  const etape = etapes.find(e => e.code === v?.etape)
  const chiffres = (v?.entrees ?? [])
    .filter(e => !dites.has(question(e.nom)) && e.texte !== '')
    .map(({ nom, libelle, texte }) => ({ libelle: SOMMES[nom] ?? libelle, texte }))
  const duPlan = !!etape?.blocs.includes('plan') && (v?.champ === undefined || PLAN.test(v.champ))
  return {
    clauses: regle.clauses.map(nom => ({ nom, texte: appel.clauses[nom]?.texte })),
    chiffres,
    reponses,
    lignes: [
      ...jugees(v),
      ...lignesDuPlan(
        v,
        etapes.flatMap(e => lecture.champs(e)),
        dossier.contenu,
      ),
    ],
    pieces,
    changees: differences.filter(d => etape && d.etape === etape.titre).slice(0, 20),
    etape: etape ? { etape, ouverte: duPlan || reponses.length + pieces.length + chiffres.length === 0 } : undefined,
  }
}

const jugees = (v: Verdict | undefined) => (v?.lignes ?? []).map(l => `Ligne\u00a0${l.rang}\u00a0: ${l.constat}`)

/** The nature of expenses that « dépenses . hebergement », « dépenses aidées . hebergement » or « depenses.hebergement » is about. */
const NATURE = /^d[eé]penses(?: aidées)? ?\. ?(.+)$/

/** Expenses of the natures that the rule reads or names, each with what was typed of it: « Ligne 3 : Hébergement, 7 200 € ». */
function lignesDuPlan(v: Verdict | undefined, champs: readonly Champ[], contenu: Contenu): string[] {
  const natures = new Set([...(v?.entrees.map(e => e.nom) ?? []), v?.champ ?? ''].flatMap(nom => NATURE.exec(nom)?.[1] ?? []))
  return lignesDe(contenu, 'depenses').flatMap((ligne, i) => {
    const nature = contenu.valeurs[`depenses.${ligne}.nature`]
    if (typeof nature !== 'string' || !natures.has(nature)) return []
    const mots = champs.flatMap(c => {
      const valeur = c.nom.startsWith(`depenses.${ligne}.`) ? contenu.valeurs[c.nom] : undefined
      return valeur === undefined ? [] : (motValeur(c, valeur) ?? [])
    })
    return [`Ligne\u00a0${i + 1} du plan\u00a0: ${mots.join(', ')}`]
  })
}
