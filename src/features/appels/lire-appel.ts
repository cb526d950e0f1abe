import type { Document, LineCounter } from 'yaml'
import { majuscule } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { sansSignesCaches } from '../../lib/signes-caches.ts'
import { type DefautYaml, lireYaml } from '../../lib/yaml.ts'
import { type Appel, appelSchema } from '../cahier/index.ts'
import { defautsDesEssais } from '../essais/index.ts'
import { analyser } from '../recevabilite/index.ts'
import { cheminDuSecond, separerLesTemps } from '../temps/index.ts'
import { depotAPart } from './depot-a-part.ts'
import { type Defaut, enFrancais, sansTailles } from './erreurs-schema.ts'
import { references } from './references.ts'
import { referencesDesTemps } from './references-temps.ts'
import { reparer } from './reparer.ts'
import { signesCaches } from './signes-caches.ts'
import { type ErreurAppel, enPhrase, type Place, placeDans, typo } from './situer.ts'

export type { ErreurAppel } from './situer.ts'

const ERREURS_MAX = 100

const SYNTAXE: Partial<Record<string, string>> = {
  DUPLICATE_KEY: 'cette clé est déjà là plus haut, dans le même groupe : gardez-en une seule',
  TAB_AS_INDENT: 'une tabulation sert de retrait : utilisez des espaces',
  BAD_INDENT: 'le retrait de cette ligne ne correspond pas à celui de ses voisines',
  MISSING_CHAR: 'il manque un signe (deux-points suivi d’une espace, guillemet, crochet ou accolade fermante)',
  MISSING_QUOTE: 'le guillemet ouvert sur cette ligne n’est jamais fermé',
  APOSTROPHE: 'une apostrophe ferme ce texte trop tôt : mettez-le entre guillemets, ou doublez l’apostrophe',
  BAD_ALIAS: 'ce renvoi (*) ne désigne rien : son ancre (&) manque plus haut',
  MULTIPLE_DOCS: 'une ligne « --- » ou « ... », plus haut, finit l’appel : retirez-la, sinon rien n’est lu après elle',
  TAG_RESOLVE_FAILED: 'les étiquettes « ! » ne sont pas admises',
  IMPOSSIBLE: 'cette ligne ne se lit pas',
  UNEXPECTED_TOKEN:
    'un signe n’a pas sa place ici : mettez le texte entre guillemets s’il contient « : », « # », une virgule ou une accolade',
  BLOCK_AS_IMPLICIT_KEY: 'un texte qui contient « : » se met entre guillemets',
  MULTILINE_IMPLICIT_KEY: 'une clé tient sur une ligne : mettez le texte entre guillemets s’il contient « : »',
  BAD_SCALAR_START: 'un texte qui commence par ce signe se met entre guillemets',
}

/** A call, the tree of its text, and where each thing of it stands. */
export type AppelLu = { appel: Appel; doc: Document.Parsed; place: (d: Pick<Defaut, 'chemin' | 'surLaCle'>) => Place }

/**
 * Reads and checks a call. Every mistake is told, with its place: YAML syntax, keys and values, references, formulas, sentences.
 * Amounts become integer cents, Paris dates become instants.
 */
export function lireAppel(texte: string, fichier: string): Result<Appel, ErreurAppel[]> {
  const lu = lireAvecPlaces(texte, fichier)
  return lu.ok ? ok(depotAPart(lu.value.appel)) : lu
}

/** A version that was published: what is refused today of its signs, or after a second « --- », it may have had before. */
export function lireVersion(texte: string, fichier: string): Result<Appel, ErreurAppel[]> {
  const lu = lireAvecPlaces(texte, fichier, { lire: t => lireYaml(t, { suites: true }), caches: () => [] })
  return lu.ok ? ok(depotAPart(lu.value.appel)) : lu
}

/** A call to look at before it can be published. `repare`: some of its places were faulty, and hold something else for the eye. */
export type AppelAMontrer = { appel: Appel; repare: boolean }

/** The call, or what can be shown of it: faulty places are mended, as long as nothing else in it depends on them. */
export function lirePourMontrer(texte: string): AppelAMontrer | undefined {
  const yaml = lireYaml(texte)
  const brut = (yaml.ok ? yaml.value : yaml.error.lu)?.brut
  if (brut === null || typeof brut !== 'object' || Array.isArray(brut)) return undefined
  const lu = appelSchema.safeParse(brut)
  const ecrit = lu.success ? lu.data : reparer(brut as Record<string, unknown>, lu.error.issues)?.appel
  if (!ecrit) return undefined
  const appel = separerLesTemps(ecrit)
  // a formula or a name that leads nowhere would be drawn as something that it is not
  return defautsDe(appel).some(d => d.chemin[0] !== 'essais') ? undefined : { appel: depotAPart(appel), repare: !lu.success }
}

/** How a text is read and its formulas compiled, for whoever has done so already, or does it again afterwards. */
type Moyens = { lire: typeof lireYaml; compiler: typeof analyser; caches: typeof signesCaches }
/** The call as it is written, with its places: what is checked. */
export function lireAvecPlaces(
  texte: string,
  fichier: string,
  { lire = lireYaml, compiler = analyser, caches = signesCaches }: Partial<Moyens> = {},
): Result<AppelLu, ErreurAppel[]> {
  const seule = (message: string) => err([{ fichier, ligne: 1, colonne: 1, champ: '', message }])
  const yaml = lire(texte)
  const syntaxe = yaml.ok ? [] : yaml.error.defauts.map(d => erreurSyntaxe(d, yaml.error.lignes, fichier))
  const lisible = yaml.ok ? yaml.value : yaml.error.lu
  if (!lisible) return err(syntaxe.slice(0, ERREURS_MAX))
  const { brut } = lisible
  if (brut === null || typeof brut !== 'object' || Array.isArray(brut))
    return seule('Le fichier ne contient pas un appel\u00a0: on attend des lignes «\u00a0clé: valeur\u00a0».')
  const place = placeDans(lisible, fichier)
  const situees = (defauts: Defaut[]) =>
    [...syntaxe, ...defauts.map(d => ({ ...place(d), message: enPhrase(d.message) }))]
      .sort((a, b) => a.ligne - b.ligne)
      .slice(0, ERREURS_MAX)

  const vus = caches(brut)
  const lu = appelSchema.safeParse(brut)
  if (!lu.success) {
    // what is wrong elsewhere is told as well: formulas are read in a call whose faulty places were mended
    const repare = reparer(brut as Record<string, unknown>, lu.error.issues)
    const suite = repare ? defautsDe(separerLesTemps(repare.appel)).filter(d => !repare.suite(d)) : []
    return err(situees([...vus, ...sansSuites([...sansTailles(lu.error.issues).flatMap(i => enFrancais(i, brut)), ...suite], vus)]))
  }
  const appel = separerLesTemps(lu.data)
  const erreurs = situees([...vus, ...sansSuites(defautsDe(appel, compiler), vus)])
  return erreurs.length > 0 ? err(erreurs) : ok({ appel, doc: lisible.doc, place })
}

/** The same of each temps; what both have is said once. */
function defautsDe(appel: Appel, compiler = analyser): Defaut[] {
  const premier = [...referencesDesTemps(appel), ...duTemps(appel, compiler)]
  if (!appel.second) return premier
  const dits = new Set(premier.map(cleDefaut))
  const second = duTemps(appel.second, compiler).map(d => ({ ...d, chemin: cheminDuSecond(appel, d.chemin) }))
  return [...premier, ...second.filter(d => !dits.has(cleDefaut(d)))]
}
/** Without what is only said because of a hidden sign: a key that has one is unknown, and the right one is missing, there or further in. */
function sansSuites(defauts: Defaut[], vus: Defaut[]): Defaut[] {
  const lieux = new Set(vus.map(v => v.chemin.join()))
  const cles = new Set<PropertyKey | undefined>(vus.filter(v => v.surLaCle).map(v => sansSignesCaches(String(v.chemin.at(-1)))))
  return defauts.filter(d => !lieux.has(d.chemin.join()) && !cles.has(d.chemin.at(-1)))
}
const cleDefaut = ({ chemin, message }: Defaut) => `${chemin.join()} ${message}`

/** What the schema cannot see: names, test dossiers, then formulas and sentences. */
function duTemps(appel: Appel, compiler: typeof analyser): Defaut[] {
  const analyse = compiler(appel)
  return [
    ...references(appel),
    ...defautsDesEssais(appel, analyse),
    ...analyse.erreurs.map(e => ({
      chemin: e.chemin,
      message: e.colonne === undefined ? e.message : `${e.message} (caractère ${e.colonne + 1})`,
    })),
  ]
}

function erreurSyntaxe(d: DefautYaml, lignes: LineCounter, fichier: string): ErreurAppel {
  const { line, col } = lignes.linePos(d.position)
  const message = d.message ?? SYNTAXE[d.code] ?? 'cette ligne ne se lit pas : vérifiez les retraits, les deux-points et les guillemets'
  return { fichier, ligne: line || 1, colonne: col || 1, champ: '', message: `${majuscule(typo(message))}.` }
}
