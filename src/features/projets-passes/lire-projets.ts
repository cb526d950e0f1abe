import { createHash } from 'node:crypto'
import { parseCsv } from 'hucre/csv'
import { type DateCivile, parseDate } from '../../lib/dates.ts'
import { type Centimes, messageMontant, parseEuros } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { sirenValide, siretValide } from '../../lib/siren.ts'
import { ecrireLignes } from './lignes-ecartees.ts'
import type { ChampListe, DescriptionListe } from './liste.schema.ts'

/** One line, as it is understood (`cellules` as it is written). Amount in cents. */
export type ProjetLu = {
  rang: number
  dossier: string | null
  titre: string
  beneficiaire: string
  siren: string | null
  siret: string | null
  rna: string | null
  montant: Centimes
  commune: string | null
  departement: string | null
  theme: string | null
  /** The day of the decision, when the list says it; `accordee_le` at least stands in its year. */
  jour: DateCivile | null
  accordee_le: DateCivile
  cellules: string[]
  /** Names the line wherever it stands in the file. */
  cle: string
}
export type Separateur = ',' | ';'
/** A line left out because it is wrong, and why. */
export type LigneEcartee = { ligne: number; raisons: string[] }
export type ListeLue = { entetes: string[]; separateur: Separateur; projets: ProjetLu[]; ecartees: LigneEcartee[] }

export const OCTETS_MAX = 50_000_000
const ERREURS_MAX = 1000

/** The first line and what parts its columns. */
export function lireEntetes(texte: string): { entetes: string[]; separateur: Separateur } {
  const premiere = texte.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? ''
  const separateur = premiere.split(';').length > premiere.split(',').length ? ';' : ','
  return { entetes: decouper(premiere, separateur)[0] ?? [], separateur }
}
const decouper = (texte: string, separateur: Separateur): string[][] =>
  parseCsv(texte.replace(/^\ufeff/, ''), { delimiter: separateur }).map(l => l.map(c => (c === null || c === undefined ? '' : String(c))))

/** The headers that a description needs and a file has not. */
export const entetesAbsents = (d: DescriptionListe, entetes: readonly string[]) =>
  Object.values(d.colonnes).filter(h => h !== undefined && !entetes.includes(h))

/** The line of the file where each row begins, as a text editor counts them: a cell may hold line breaks. */
function debutsDeLignes(texte: string): number[] {
  const debuts = [1]
  let ligne = 1
  let entreGuillemets = false
  for (const c of texte) {
    if (c === '"') entreGuillemets = !entreGuillemets
    if (c !== '\n') continue
    ligne++
    if (!entreGuillemets) debuts.push(ligne)
  }
  return debuts
}

/**
 * Reads a list of projects. All of it or nothing: each mistake is told with its line, its column, and what was expected there. `sauf`: the wrong lines to leave
 * out, each named by whoever has read why; a right one is never left out. Pure.
 */
export function lireProjets(texte: string, d: DescriptionListe, sauf: ReadonlySet<number> = new Set()): Result<ListeLue, string[]> {
  const { entetes, separateur } = lireEntetes(texte)
  const absents = entetesAbsents(d, entetes)
  if (absents.length > 0) return err([`Il manque ces colonnes : ${absents.join(', ')}. Le fichier a : ${entetes.join(', ')}.`])
  const doubles = entetes.filter((h, i) => entetes.indexOf(h) !== i)
  if (doubles.length > 0) return err([`Ces colonnes sont là deux fois : ${doubles.join(', ')}.`])
  const lignes = decouper(texte, separateur).slice(1)
  const debuts = debutsDeLignes(texte)
  if (lignes.length === 0) return err(['Le fichier n’a aucune ligne sous ses titres.'])
  const fausses: LigneEcartee[] = []
  const projets: (Omit<ProjetLu, 'cle'> & { ligne: number })[] = []
  lignes.forEach((cellules, i) => {
    if (cellules.length === 1 && cellules[0] === '') return // a blank line
    const ligne = debuts[i + 1]!
    const raisons: string[] = []
    const dire = (champ: ChampListe, message: string) => raisons.push(`Ligne ${ligne}, colonne ${d.colonnes[champ]} : ${message}`)
    if (cellules.length !== entetes.length)
      raisons.push(`Ligne ${ligne} : ${cellules.length} cellule${cellules.length > 1 ? 's' : ''}, il en faut ${entetes.length}.`)
    else {
      const projet = lireLigne(cellules, i + 1, d, entetes, dire)
      if (raisons.length === 0) projets.push({ ...projet, ligne })
    }
    if (raisons.length > 0) fausses.push({ ligne, raisons })
  })
  const refus = refuser(fausses, projets, sauf)
  if (refus.length > 0) return err(refus)
  return ok({ entetes, separateur, projets: nommer(projets.map(({ ligne, ...p }) => p)), ecartees: fausses })
}

/** Why a list does not come in, wrong lines first; none when all that is wrong was named. */
function refuser(fausses: readonly LigneEcartee[], justes: readonly { ligne: number }[], sauf: ReadonlySet<number>): string[] {
  const restent = fausses.filter(f => !sauf.has(f.ligne))
  const erreurs = restent.flatMap(f => f.raisons)
  const cachees = erreurs.splice(ERREURS_MAX).length
  if (cachees > 0) erreurs.push(`… et ${cachees} autres.`)
  const [deFausses, deJustes] = [new Set(fausses.map(f => f.ligne)), new Set(justes.map(p => p.ligne))]
  for (const n of sauf)
    if (!deFausses.has(n))
      erreurs.push(
        deJustes.has(n)
          ? `Ligne ${n} : elle est juste, elle ne se laisse pas de côté. Retirez-la de « --sauf ».`
          : `Ligne ${n} : aucun projet n’y commence. Retirez-la de « --sauf ».`,
      )
  if (justes.length === 0) erreurs.push('Aucune ligne n’est juste : il n’y a rien à importer.')
  // a reason that was not read is no reason to leave a line out
  else if (restent.length > 0 && cachees === 0)
    erreurs.push(
      `${restent.length > 1 ? `${restent.length} lignes sont à corriger` : '1 ligne est à corriger'}. Pour importer les autres sans ${restent.length > 1 ? 'elles' : 'elle'}, ajoutez « --sauf ${ecrireLignes([...restent.map(f => f.ligne), ...[...sauf].filter(n => deFausses.has(n))])} ».`,
    )
  return erreurs
}

/**
 * Names each line by what it is about (dossier, bearer, title, place), not by where it stands nor by its amount, which a correction changes. Lines of
 * one name are told apart in the order of their cells. Pure.
 */
function nommer(projets: readonly Omit<ProjetLu, 'cle'>[]): ProjetLu[] {
  const nom = (p: Omit<ProjetLu, 'cle'>) =>
    [
      p.dossier,
      createHash('sha256')
        .update(JSON.stringify([p.siren ?? p.beneficiaire, p.titre, p.commune]))
        .digest('hex')
        .slice(0, 10),
    ]
      .filter(Boolean)
      .join('-')
  const suites = new Map<number, string>()
  for (const [racine, memes] of Map.groupBy(projets, nom))
    memes
      .map(p => ({ rang: p.rang, texte: JSON.stringify(p.cellules) }))
      .sort((a, b) => (a.texte < b.texte ? -1 : a.texte > b.texte ? 1 : a.rang - b.rang))
      .forEach(({ rang }, i) => {
        suites.set(rang, i === 0 ? racine : `${racine}-${i + 1}`)
      })
  return projets.map(p => ({ ...p, cle: suites.get(p.rang)! }))
}

const SIRET = 'un SIRET (quatorze chiffres, le dernier est une clé)'
/** A number as its source meant it: a spreadsheet adds « .0 », people put spaces. */
const numero = (v: string) => v.replace(/[\s\u00a0\u202f]/g, '').replace(/[.,]0+$/, '')

type Dire = (champ: ChampListe, message: string) => void
function lireLigne(cellules: string[], rang: number, d: DescriptionListe, entetes: readonly string[], dire: Dire): Omit<ProjetLu, 'cle'> {
  const lire = (champ: ChampListe) => {
    const entete = d.colonnes[champ]
    const valeur = entete === undefined ? '' : cellules[entetes.indexOf(entete)]!.trim()
    return valeur === '' || d.vides.includes(valeur) ? null : valeur
  }
  const exiger = (champ: ChampListe) => {
    const valeur = lire(champ)
    if (valeur === null) dire(champ, 'la cellule est vide.')
    return valeur ?? ''
  }
  /** `juste`: what the value must be, else it is told. `ranger`: what a spreadsheet did to it, undone. */
  const controler = (champ: ChampListe, juste: (v: string) => boolean, quoi: string, ranger = (v: string) => v) => {
    const ecrite = lire(champ)
    const valeur = ecrite === null ? null : ranger(ecrite)
    if (valeur !== null && !juste(valeur)) dire(champ, `« ${ecrite} » n’est pas ${quoi}.`)
    return valeur
  }
  const jour = parseDate(controler('date', v => parseDate(v) !== undefined, 'une date (31/12/2023 ou 2023-12-31)') ?? '') ?? d.date ?? null
  if (jour === null && !d.annee) exiger('date')
  if (d.colonnes.attribuant && !d.attribuant) exiger('attribuant')
  const titre = exiger('projet')
  const beneficiaire = exiger('beneficiaire')
  controler('siret_attribuant', siretValide, SIRET, numero)
  const ecrit = controler('siren', v => sirenValide(v) || siretValide(v), 'un SIREN (neuf chiffres, le dernier est une clé)', numero)
  const siret = controler('siret', siretValide, SIRET, numero) ?? (ecrit !== null && siretValide(ecrit) ? ecrit : null)
  return {
    rang,
    dossier: lire('dossier'),
    titre,
    beneficiaire,
    siren: ecrit?.slice(0, 9) ?? siret?.slice(0, 9) ?? null,
    siret,
    rna: controler('rna', v => /^W\d{9}$/.test(v), 'un numéro RNA (un W et neuf chiffres)'),
    montant: lireMontant(exiger('montant'), m => dire('montant', m)),
    commune: controler(
      'commune',
      v => /^(\d{5}|2[AB]\d{3})$/.test(v),
      'un code Insee de commune (cinq chiffres, ou 2A et 2B suivis de trois)',
    ),
    departement: controler('departement', v => /^(\d{2,3}|2[AB])$/.test(v), 'un code de département (01, 2A, 971)'),
    theme: lire('theme'),
    jour,
    accordee_le: jour ?? `${d.annee ?? '2000'}-12-31`,
    cellules,
  }
}

function lireMontant(saisie: string, dire: (message: string) => void): Centimes {
  if (saisie === '') return 0
  const lu = parseEuros(saisie)
  if (!lu.ok) dire(`${messageMontant(lu.error, saisie)}.`)
  else if (lu.value === 0) dire('le montant est nul.')
  return lu.ok ? lu.value : 0
}
