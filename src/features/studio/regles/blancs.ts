import { err, ok, type Result } from '../../../lib/result.ts'
import { SORTES, type Sorte } from '../motifs/faits.table.ts'
import { lireLitteral } from '../motifs/litteraux.ts'
import { type Case, type Motif, motDuSigne, motifDe } from '../motifs/motifs.table.ts'
import { convient, type Offre, type Offres, optionsDe } from '../motifs/offre.ts'
import type { Remplie } from '../motifs/phrase.ts'

export type Choix = { value: string; label: string }
/** One blank of a sentence as a form shows it; `groupes`: what may stand in it; `chiffre`: what is typed, where it is no name. */
export type Blanc = {
  champ: string
  nom: string
  genre: Case['genre']
  groupes: { titre: string; choix: Choix[] }[]
  valeur: string
  valeurs: readonly string[]
  chiffre?: string
  /** The blank whose change changes what this one offers. */
  de?: string
}
/** A sentence to fill in: words and blanks in the order in which they are read. `codes` stand under it. */
export type EnBlancs = { morceaux: (string | Blanc)[]; codes: Blanc[] }

/** A select of more is no longer one. */
const CHOIX_MAX = 1_500

/** What is typed in a form: a field by its name. */
export type Champs = ReadonlyMap<string, readonly string[]>

const nomDuChamp = (cle: string, rang: number, x: string) => `${cle}.${rang}.${x}`

/** The blanks of one sentence, filled with what was typed if something was, else with what it holds. */
export function blancsDe(
  remplie: Remplie,
  offres: Offres,
  { cle, rang, saisis }: { cle: string; rang: number; saisis?: Champs | undefined },
): EnBlancs {
  const motif = motifDe(remplie.motif)!
  const valeurA = (x: string): readonly string[] => saisis?.get(nomDuChamp(cle, rang, x)) ?? [remplie.valeurs[x] ?? []].flat()
  const blanc = (x: string): Blanc => {
    const c = motif.cases[x]!
    const champ = nomDuChamp(cle, rang, x)
    const valeurs = valeurA(x)
    const [valeur = ''] = valeurs
    const commun = {
      champ,
      nom: c.nom,
      genre: c.genre,
      valeur,
      valeurs,
      groupes: groupesDe(c, motif, { offres, de: x => valeurA(x)[0] ?? '' }),
    }
    if (c.genre === 'codes') return { ...commun, de: nomDuChamp(cle, rang, c.de) }
    if (c.genre !== 'valeur') return commun
    const nomme = offres.noms.has(valeur)
    return { ...commun, valeur: nomme ? valeur : '', chiffre: saisis?.get(`${champ}.chiffre`)?.[0] ?? (nomme ? '' : valeur) }
  }
  const morceaux = motif.phrase
    .split(/\{(\w+)\}/)
    .map((m, i) => (i % 2 === 0 ? m : blanc(m)))
    .filter(m => m !== '')
  return { morceaux, codes: morceaux.filter(m => typeof m !== 'string').filter(b => b.genre === 'codes') }
}

function groupesDe(c: Case, motif: Motif, { offres, de }: { offres: Offres; de: (x: string) => string }): Blanc['groupes'] {
  if (c.genre === 'signe') return [{ titre: '', choix: c.signes.map(s => ({ value: s, label: motDuSigne(s, c.de) })) }]
  if (c.genre === 'codes')
    return [{ titre: '', choix: Object.entries(optionsDe(de(c.de), offres) ?? {}).map(([value, label]) => ({ value, label })) }]
  if (c.genre === 'colonne')
    return [
      { titre: '', choix: [...offres.colonnes].filter(([, o]) => o.genre === c.de).map(([value, { dit }]) => ({ value, label: dit })) },
    ]
  const siens = [...offres.noms.values()].filter(o => convient(c, o)).slice(0, CHOIX_MAX)
  return (Object.keys(SORTES) as Sorte[]).flatMap(sorte => {
    const choix = siens.filter(o => o.sorte === sorte).map(o => ({ value: o.nom, label: direOffre(o, motif) }))
    return choix.length > 0 ? [{ titre: SORTES[sorte], choix }] : []
  })
}
const direOffre = (o: Offre, motif: Motif) => (motif.code === 'faux' ? o.non : o.oui) ?? (o.detail ? `${o.dit} (${o.detail})` : o.dit)

const MANQUE: Readonly<Record<Case['genre'], string>> = {
  fait: 'Choisissez de quoi parle la phrase.',
  affirme: 'Choisissez de quoi parle la phrase.',
  valeur: '',
  signe: 'Choisissez comment comparer.',
  codes: 'Cochez au moins une réponse.',
  colonne: 'Choisissez une colonne.',
}

/**
 * What was chosen and typed in the blanks of a sentence, or what is missing, by field. Names and answers are those that the call offers, figures are read and written
 * again: nothing else reaches a formula.
 */
export function lireBlancs(
  code: string,
  champs: Champs,
  offres: Offres,
  { cle, rang }: { cle: string; rang: number },
): Result<Remplie, Record<string, string>> {
  const motif = motifDe(code)
  if (!motif) return err({ _motif: 'Cette phrase n’est plus au catalogue.' })
  const valeurs: Record<string, string | readonly string[]> = {}
  const erreurs: Record<string, string> = {}
  const lus = (x: string) => champs.get(nomDuChamp(cle, rang, x)) ?? []
  for (const [x, c] of Object.entries(motif.cases)) {
    const champ = nomDuChamp(cle, rang, x)
    const lu = lireUn(c, lus(x), { chiffre: champs.get(`${champ}.chiffre`)?.[0] ?? '', offres, de: y => lus(y)[0] ?? '' })
    if (lu.ok) valeurs[x] = lu.value
    else erreurs[c.genre === 'valeur' && lu.error !== MANQUE.fait ? `${champ}.chiffre` : champ] = lu.error
  }
  return Object.keys(erreurs).length > 0 ? err(erreurs) : ok({ motif: code, valeurs })
}

type Autour = { chiffre: string; offres: Offres; de: (x: string) => string }
function lireUn(c: Case, saisis: readonly string[], { chiffre, offres, de }: Autour): Result<string | readonly string[], string> {
  const [saisi = ''] = saisis
  if (c.genre === 'signe') return c.signes.includes(saisi) ? ok(saisi) : err(MANQUE.signe)
  if (c.genre === 'codes') {
    const options = optionsDe(de(c.de), offres)
    const codes = [...new Set(saisis)].filter(s => options && Object.hasOwn(options, s))
    return codes.length > 0 ? ok(codes) : err(MANQUE.codes)
  }
  if (c.genre === 'colonne') return offres.colonnes.get(saisi)?.genre === c.de ? ok(saisi) : err(MANQUE.colonne)
  const offre = offres.noms.get(saisi)
  if (offre && convient(c, offre)) return ok(offre.nom)
  if (c.genre !== 'valeur') return err(MANQUE[c.genre])
  const lu = lireLitteral(chiffre, c.de)
  return lu.ok ? lu : err(`${c.nom}\u00a0: écrivez ${lu.error}.`)
}
