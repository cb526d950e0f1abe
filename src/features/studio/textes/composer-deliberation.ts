import type { Config } from '../../../config.ts'
import type { Appel } from '../../cahier/index.ts'
import { MARQUES } from '../../documents/index.ts'
import { feuilleRedigee, lireModele, valeursRedigees } from '../../redaction/index.ts'
import type { Mot } from './crochets.rules.ts'
import type { DossierApercu } from './dossier-d-essai.ts'
import type { Manque } from './ecrit.donnees.ts'

export type Deliberation = ReturnType<typeof feuilleRedigee>
type AComposer = { mots: readonly Mot[]; appel: Appel; dossier: DossierApercu; config: Config; numero: string }

const MOT = /\{([^{}]*)\}/g

/**
 * The délibération of a test dossier, made by what makes the real one: what its dossier does not know stays to be filled in when the assembly meets, and only a word
 * that is none is missing.
 */
export function composerDeliberation(
  { mots, appel, dossier, config, numero }: AComposer,
  texte: readonly string[],
): { modele: 'deliberation'; donnees: Deliberation; manques: Manque[] } {
  const connus = new Set(mots.map(m => m.code))
  const absents = texte.map(p => [...new Set([...p.matchAll(MOT)].map(m => m[1]!).filter(code => !connus.has(code)))])
  const { porteur: nom, projet, resume, type, montants, deposeLe } = dossier
  const dits = valeursRedigees({ structure: { nom, type }, numero, projet, resume, appel: appel.titre, montants }, {}, deposeLe)
  const valeurs = new Map([
    ...[...dits].flatMap(([code, v]) => (v ? [[code, `${MARQUES.mot}${v}${MARQUES.fin}`] as const] : [])),
    ...absents.flat().map(code => [code, `${MARQUES.manque}${code}${MARQUES.fin}`] as const),
  ])
  const paragraphes = lireModele(texte.filter(p => p.trim() !== '').join('\n\n'), valeurs)
  return {
    modele: 'deliberation',
    donnees: feuilleRedigee(config, { nom, titre: `Délibération, ${projet || nom}`, numero, paragraphes }),
    manques: absents.flatMap((codes, i) => (codes.length > 0 ? [{ ou: `Paragraphe\u00a0${i + 1}`, mots: codes, imprime: true }] : [])),
  }
}
