import { formatDateCivileCourte } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type Appel, tableauxDe } from '../../cahier/index.ts'
import { type Champ, colonnesDe } from '../../contenu/index.ts'
import type { EssaiComplet } from '../../essais/index.ts'
import { lireChamp } from '../../saisie/index.ts'
import { valeurDe } from '../../tableaux/index.ts'
import type { Reponse } from '../../verdicts/index.ts'
import { eurosEcrits } from './attendre.ts'

/** A value as the file writes it. */
export const ecrite = (c: Pick<Champ, 'genre'>, v: Reponse) =>
  c.genre === 'montant' && typeof v === 'number' ? eurosEcrits(v) : typeof v === 'boolean' ? (v ? 'oui' : 'non') : v

type Colonne = ReturnType<typeof colonnesDe>[number]
type Ecrites = NonNullable<EssaiComplet['tableaux']>[string]

const EXEMPLES: Readonly<Partial<Record<Champ['genre'], string>>> = {
  montant: '5 000',
  nombre: '12',
  date: '17/09/2027',
  oui_non: 'oui',
  siren: '732829320',
  siret: '73282932000074',
}
/** How the rows of a table are typed in a test dossier: one a line, in the order of its columns. */
export function aideDesLignes(appel: Appel, id: string): string {
  const colonnes = colonnesDe(id, appel, [])
  const exemple = colonnes.map(c => c.options?.[0]?.libelle ?? EXEMPLES[c.genre] ?? c.libelle)
  return `Une ligne par ligne du tableau\u00a0: ${colonnes.map(c => c.libelle).join('\u00a0; ')}. Par exemple\u00a0: ${exemple.join('\u00a0; ')}`
}

/** Rows as they are typed, cells set apart by a semicolon, or as a spreadsheet copies them. Refused with the line, its column and what is wrong. Pure. */
export function lireLignes(appel: Appel, id: string, texte: string): Result<Record<string, unknown>[], string> {
  const colonnes = colonnesDe(id, appel, [])
  const lignes = texte.split('\n').filter(l => l.trim() !== '')
  const max = tableauxDe(appel).get(id)?.max ?? 0
  if (lignes.length > max) return err(`${pluriel(max, 'ligne')} au plus`)
  const lues: Record<string, unknown>[] = []
  for (const [i, ligne] of lignes.entries()) {
    const lue = lireLigne(colonnes, ligne)
    if (!lue.ok) return err(`Ligne\u00a0${i + 1}, ${lue.error}`)
    lues.push(lue.value)
  }
  return ok(lues)
}

function lireLigne(colonnes: readonly Colonne[], ligne: string): Result<Record<string, unknown>, string> {
  const cellules = ligne.split(ligne.includes('\t') ? '\t' : ';').map(x => x.trim())
  if (cellules.length > colonnes.length) return err(`${pluriel(cellules.length, 'case')}\u00a0: ${pluriel(colonnes.length, 'colonne')}`)
  const lue: Record<string, unknown> = {}
  for (const [i, c] of colonnes.entries()) {
    const texte = cellules[i] ?? ''
    if (texte === '') continue
    const valeur = valeurDe(c, texte)
    if (valeur === undefined) return err(`${c.libelle}\u00a0: «\u00a0${texte.slice(0, 40)}\u00a0» n’est pas une de ses réponses`)
    const lu = lireChamp(c, [valeur])
    if ('illisible' in lu) return err(`${c.libelle}\u00a0: ${lu.message}`)
    if ('valeur' in lu) lue[c.nom] = ecrite(c, lu.valeur)
  }
  return ok(lue)
}

/** The same rows, as they would be typed. Pure. */
export const lignesSaisies = (appel: Appel, id: string, lignes: Ecrites): string =>
  lignes
    .map(l =>
      colonnesDe(id, appel, [])
        .map(c => cellule(c, l[c.nom]))
        .join(' ; '),
    )
    .join('\n')
function cellule(c: Colonne, v: Ecrites[number][string] | undefined): string {
  if (v === undefined) return ''
  if (c.genre === 'date') return formatDateCivileCourte(String(v))
  return c.options?.find(o => o.code === v)?.libelle ?? String(typeof v === 'boolean' ? (v ? 'oui' : 'non') : v)
}
