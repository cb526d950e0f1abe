import { enumeration } from '../../lib/mots.ts'
import { uneFois } from '../../lib/une-fois.ts'
import type { Appel } from '../cahier/index.ts'
import type { Entree, Faits } from '../verdicts/index.ts'
import type { Analyse } from './analyser.ts'
import { formater, type Phrase, texteDuMorceau } from './phrases.ts'
import type { compiler, Evaluation, Valeur } from './publicodes.ts'
import { lireTableaux, type TableauxLus } from './tableaux.ts'
import { motsDe, valeursDe } from './valeurs.ts'

/** One dossier's reading of the compiled rules. */
export type Lecture = {
  lire: (cle: string) => Evaluation
  dire: (phrase: Phrase) => string
  entrees: (noms: readonly string[]) => Entree[]
  manquants: (e: Evaluation) => string[]
  texteDe: (nom: string) => Evaluation['valeur']
  valeurs: () => ReturnType<typeof valeursDe>
  tableaux: () => TableauxLus
  /** A fact in words, or what lacks of it. */
  libelle: (nom: string) => string | undefined
  /** Whether its structure is known: what lacks of it is then asked of nobody. */
  structureConnue: boolean
}

type Options = { lier: ReturnType<typeof compiler>; poses?: ReadonlyMap<string, Valeur> | undefined }
/** `poses`: facts by name that take the place of what the dossier says, all the others being its own. */
export function lecture(appel: Appel, analyse: Analyse, faits: Faits, { lier, poses = new Map() }: Options): Lecture {
  const { lexique } = analyse
  const sans = uneFois(() => new Map([...valeursDe(appel, faits), ...poses]))
  const lues = uneFois(() => lireTableaux(analyse, faits, sans()))
  const valeurs = uneFois(() => {
    const avec = sans()
    for (const [nom, { valeur }] of lues().totaux) if (valeur !== undefined && !poses.has(nom)) avec.set(nom, valeur)
    return avec
  })
  /** A rule on the lines reads totals too. */
  const tableaux = () => {
    valeurs()
    return lues()
  }
  const lie = uneFois(() => lier(valeurs()))
  const mots = uneFois(() => {
    const dits = motsDe(appel, faits)
    for (const [nom, { manquants }] of lues().totaux) if (manquants.length > 0) dits.absents.set(nom, [...manquants])
    for (const [id, t] of lues().evalues) dits.libelles.set(id, enumeration(t.lignes.map(l => l.nom || `ligne\u00a0${l.rang}`)))
    return dits
  })
  const lire = (cle: string) => lie()(cle)
  const texteDe = (nom: string) => mots().libelles.get(nom) ?? lire(nom).valeur
  const valeurDe = (cle: string, genre: string) => (genre === 'libelle' ? mots().libelles.get(cle) : lire(cle).valeur)
  const dire = (phrase: Phrase) => phrase.map(m => (typeof m === 'string' ? m : texteDuMorceau(m, valeurDe(m.cle, m.genre)))).join('')
  const entrees = (noms: readonly string[]) =>
    [...new Set(noms)].flatMap((nom): Entree[] => {
      const def = lexique.get(nom)
      const valeur = texteDe(nom)
      if (!def || valeur === undefined) return []
      return [{ nom, libelle: def.libelle, valeur, texte: formater(valeur, def.genre, def.options) }]
    })
  const manquants = (e: Evaluation) => [
    ...new Set(e.manquants.flatMap(nom => mots().absents.get(nom) ?? [lexique.get(nom)?.libelle ?? nom])),
  ]
  const libelle = (nom: string) => mots().libelles.get(nom) ?? lexique.get(nom)?.libelle
  const structureConnue = faits.structure?.type !== undefined
  return { lire, dire, entrees, manquants, texteDe, valeurs, tableaux, libelle, structureConnue }
}
