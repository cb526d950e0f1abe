import { type Appel, type Formulaire, type TableauAppel, tableauxDe } from '../cahier/index.ts'
import type { Resultat, Verdict } from '../verdicts/index.ts'
import type { RegleDeLAppel } from './declarations.ts'
import { type LigneEvaluee, nomDeLigne, type TableauEvalue } from './tableaux.ts'

/**
 * What a table declares, judged: how many lines, a column whose values differ, ranks that follow one another from 1. A table without a line yet is asked for with the
 * other answers. Pure.
 */
export function verdictsDesTableaux(
  formulaire: Formulaire | undefined,
  visibles: ReadonlySet<string>,
  evalues: ReadonlyMap<string, TableauEvalue>,
): Verdict[] {
  return (formulaire?.etapes ?? []).flatMap(etape =>
    etape.questions.flatMap(q => {
      const t = visibles.has(q.id) ? evalues.get(q.id) : undefined
      if (!t || t.lignes.length === 0) return []
      const { tableau } = t
      const rangees = tableau.colonnes.filter(c => c.type === 'rang').map(c => rangs(tableau, c, t))
      return [lignes({ ...tableau, lignes_min: q.lignes_min }, t), unique(tableau, t), ...rangees].flatMap(v =>
        v ? [{ ...v, etape: etape.code }] : [],
      )
    }),
  )
}

type Colonne = TableauAppel['colonnes'][number]
type SansEtape = Omit<Verdict, 'etape'>
const idDe = (q: TableauAppel, quoi: string) => `tableau-${q.id.replaceAll('_', '-')}-${quoi.replaceAll('_', '-')}`
const LIGNES = 'Nombre de lignes'
const titreUnique = (c: Colonne) => `«\u00a0${c.libelle}\u00a0» sans doublon`
const titreRang = (c: Colonne) => `«\u00a0${c.libelle}\u00a0» de 1 en 1`
const titreDe = (q: TableauAppel, titre: string) => `${titre}\u00a0: ${q.libelle}`

/** The rules that the tables of a call make, as whoever lists its rules names them. Pure. */
export function reglesDesTableaux(appel: Appel): RegleDeLAppel[] {
  const etapes = appel.formulaires.flatMap(f => f.etapes)
  return [...tableauxDe(appel).values()].flatMap(q => {
    const etape = etapes.find(e => e.questions.some(x => x.id === q.id))?.code
    // ranks of the lines of a plan hold by construction
    if (etape === undefined) return []
    const regle = (quoi: string, titre: string): RegleDeLAppel => ({
      id: idDe(q, quoi),
      titre: titreDe(q, titre),
      clauses: q.clause ? [q.clause] : [],
      usages: ['depot', 'instruction'],
      etape,
      controles: [],
      respectee: '',
    })
    return [
      ...(q.lignes_min === undefined ? [] : [regle('lignes', LIGNES)]),
      ...q.colonnes.filter(c => c.code === q.unique).map(c => regle(c.code, titreUnique(c))),
      ...q.colonnes.filter(c => c.type === 'rang').map(c => regle(c.code, titreRang(c))),
    ]
  })
}

const verdict = (q: TableauAppel, quoi: string, titre: string, resultat: Resultat, dit: string, champ = q.id): SansEtape => ({
  regle: idDe(q, quoi),
  titre: titreDe(q, titre),
  resultat,
  explication: dit,
  constat: dit,
  clauses: q.clause ? [q.clause] : [],
  bloquant: resultat === 'non_respectee' || resultat === 'a_completer',
  champ,
  entrees: [],
  manquants: resultat === 'a_completer' ? [dit] : [],
})
const nLignes = (n: number) => `${n}\u00a0ligne${n > 1 ? 's' : ''}`

function lignes(q: TableauAppel, t: TableauEvalue): SansEtape | undefined {
  const { lignes_min: min } = q
  const n = t.lignes.length
  if (min === undefined) return undefined
  return n < min
    ? verdict(q, 'lignes', LIGNES, 'a_completer', `${nLignes(n)}, sur ${min} au moins\u00a0: il en manque ${min - n}.`)
    : verdict(q, 'lignes', LIGNES, 'respectee', `${nLignes(n)}, pour ${min} au moins.`)
}

function unique(q: TableauAppel, t: TableauEvalue): SansEtape | undefined {
  const colonne = q.colonnes.find(c => c.code === q.unique)
  if (!colonne) return undefined
  const titre = titreUnique(colonne)
  const doubles = t.lignes.filter(l => l.doublon)
  if (doubles.length === 0) return verdict(q, colonne.code, titre, 'respectee', 'Chaque ligne a le sien.')
  const dire = (l: LigneEvaluee) => `${majuscule(nomDeLigne(l))} répète la ligne\u00a0${l.doublon!.rang}`
  const dits = doubles.slice(0, 3).map(dire)
  const reste = doubles.length - dits.length
  const dit = `${[...dits, ...(reste > 0 ? [`${reste} de plus`] : [])].join(', ')}\u00a0: gardez une seule ligne, ou corrigez.`
  const lignes = doubles.map(l => {
    const phrase = `${dire(l)}\u00a0: gardez-en une, ou corrigez.`
    return { tableau: q.id, ligne: l.ligne, rang: l.rang, resultat: 'non_respectee' as const, phrase, constat: `${dire(l)}.` }
  })
  return { ...verdict(q, colonne.code, titre, 'non_respectee', dit, `${q.id}.${doubles[0]!.ligne}.${colonne.code}`), lignes }
}
const majuscule = (t: string) => t.charAt(0).toUpperCase() + t.slice(1)

/** Ranks are whole numbers from 1 (the field reads no other): they follow one another when none comes twice and the last is their number. */
function rangs(q: TableauAppel, c: Colonne, t: TableauEvalue): SansEtape | undefined {
  const donnes = t.lignes.flatMap(l => (typeof l.rangs[c.code] === 'number' ? [{ l, rang: l.rangs[c.code]! }] : []))
  if (donnes.length === 0) return undefined
  const titre = titreRang(c)
  const double = donnes.find(({ rang }, i) => donnes.findIndex(d => d.rang === rang) < i)
  const champ = (ligne: string) => `${q.id}.${ligne}.${c.code}`
  if (double) {
    const premiere = donnes.find(d => d.rang === double.rang)!
    const dit = `Les lignes\u00a0${premiere.l.rang} et ${double.l.rang} ont le même rang, ${double.rang}.`
    return verdict(q, c.code, titre, 'non_respectee', dit, champ(double.l.ligne))
  }
  const connus = new Set(donnes.map(d => d.rang))
  const manque = donnes.length === t.lignes.length ? t.lignes.map((_, i) => i + 1).find(r => !connus.has(r)) : undefined
  if (manque === undefined) return verdict(q, c.code, titre, 'respectee', `Rangs de 1 à ${t.lignes.length}.`)
  const trop = donnes.find(d => d.rang > t.lignes.length)!
  const dit = `Aucune ligne n’a le rang\u00a0${manque}\u00a0; la ligne\u00a0${trop.l.rang} a le rang ${trop.rang}.`
  return verdict(q, c.code, titre, 'non_respectee', dit, champ(trop.l.ligne))
}
