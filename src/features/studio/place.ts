import { paths } from '../../paths.ts'
import type { Chemin } from '../formes/index.ts'
import { ecrireLieu } from './document/lieux.ts'
import { codeAuRang, estDeliberation, SECTIONS, type Section, sectionDe } from './sections.table.ts'

/** Acts whose text has a page of its own. */
const ECRITS_D_ACTES = new Set(['actes/arrete', 'actes/convention', 'actes/avenant'])

/** What a call names: each has a page of its own. */
const NOMMES = new Set<unknown>(['parametres', 'calculs', 'clauses', 'antecedents'])

/** The page where a remark is mended: that of the line of a list where it stands, at its field. */
export function adresseDe(brouillon: string, { section, chemin }: { section: Section | undefined; chemin: Chemin }): string {
  if (!section) return paths.studio.texte(brouillon)
  const [famille, ecrit] = chemin
  if (typeof ecrit === 'string' && (famille === 'lettres' || ECRITS_D_ACTES.has(`${famille}/${ecrit}`)))
    return `${paths.studio.ecrit(brouillon, ecrit)}#${champDe(chemin)}`
  if (estDeliberation(chemin))
    return typeof chemin[3] === 'number'
      ? `${paths.studio.ecrit(brouillon, codeAuRang(chemin))}#${champDe(chemin)}`
      : paths.studio.section(brouillon, 'textes')
  const nomme = NOMMES.has(famille) && typeof ecrit === 'string' ? 1 : -1
  const ligne = Math.max(
    nomme,
    chemin.findLastIndex(c => typeof c === 'number'),
  )
  return `${paths.studio.lieu(paths.studio.section(brouillon, section), ecrireLieu(chemin.slice(0, ligne + 1)))}#${ecrireLieu(chemin)}`
}

/** The field where a place of a text is typed: its paragraphs are one. */
const champDe = (chemin: Chemin) => ecrireLieu(chemin.slice(0, chemin.findLastIndex(c => typeof c === 'string') + 1))

/** The section where a remark is mended, as it is called; the text of the call for what is in none. */
export const titreDeLaPlace = (section: Section | undefined) => (section ? SECTIONS[section].titre : 'Texte de l’appel')

/** Where a place of a call is written in its draft, in words, with its page. */
export function placeDansLeBrouillon(brouillon: string, chemin: Chemin): { dit: string; href: string } {
  const section = sectionDe(chemin)
  return { dit: titreDeLaPlace(section), href: adresseDe(brouillon, { section, chemin }) }
}
