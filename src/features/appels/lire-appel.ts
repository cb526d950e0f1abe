import { type Document, isCollection, isMap, isNode, isPair, isScalar, type LineCounter, type Node } from 'yaml'
import { majuscule } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type DefautYaml, lireYaml } from '../../lib/yaml.ts'
import { type Appel, appelSchema } from '../cahier/index.ts'
import { defautsDesEssais } from '../essais/index.ts'
import { analyser } from '../recevabilite/index.ts'
import { type Defaut, enFrancais } from './erreurs-schema.ts'
import { references } from './references.ts'

/** One thing to mend in a call's file. `message` is a whole French sentence; lines and columns count from 1. */
export type ErreurAppel = { fichier: string; ligne: number; colonne: number; champ: string; message: string }

const ERREURS_MAX = 100

const SYNTAXE: Partial<Record<string, string>> = {
  DUPLICATE_KEY: 'cette clé est déjà là plus haut, dans le même groupe : gardez-en une seule',
  TAB_AS_INDENT: 'une tabulation sert de retrait : utilisez des espaces',
  BAD_INDENT: 'le retrait de cette ligne ne correspond pas à celui de ses voisines',
  MISSING_CHAR: 'il manque un signe (deux-points suivi d’une espace, guillemet, crochet ou accolade fermante)',
  BAD_ALIAS: 'ce renvoi (*) ne désigne rien : son ancre (&) manque plus haut',
  MULTIPLE_DOCS: 'le fichier contient plusieurs documents : retirez la ligne « --- »',
  TAG_RESOLVE_FAILED: 'les étiquettes « ! » ne sont pas admises',
  IMPOSSIBLE: 'cette ligne ne se lit pas',
  UNEXPECTED_TOKEN:
    'un signe n’a pas sa place ici : mettez le texte entre guillemets s’il contient « : », « # », une virgule ou une accolade',
  BLOCK_AS_IMPLICIT_KEY: 'un texte qui contient « : » se met entre guillemets',
  MULTILINE_IMPLICIT_KEY: 'une clé tient sur une ligne : mettez le texte entre guillemets s’il contient « : »',
  BAD_SCALAR_START: 'un texte qui commence par ce signe se met entre guillemets',
}

const typo = (t: string) =>
  t
    .replace(/« /g, '«\u00a0')
    .replace(/ »/g, '\u00a0»')
    .replace(/ :(?= )/g, '\u00a0:')

/**
 * Reads and checks a call. Every mistake is told, with its place: YAML syntax, keys and values, references, formulas, sentences.
 * Amounts become integer cents, Paris dates become instants.
 */
export function lireAppel(texte: string, fichier: string): Result<Appel, ErreurAppel[]> {
  const seule = (message: string) => err([{ fichier, ligne: 1, colonne: 1, champ: '', message }])
  const yaml = lireYaml(texte)
  if (!yaml.ok) return err(yaml.error.defauts.slice(0, ERREURS_MAX).map(d => erreurSyntaxe(d, yaml.error.lignes, fichier)))
  const { doc, brut, lignes } = yaml.value
  if (brut === null || typeof brut !== 'object' || Array.isArray(brut))
    return seule('Le fichier ne contient pas un appel\u00a0: on attend des lignes «\u00a0clé: valeur\u00a0».')
  const situer = (defauts: Defaut[]) =>
    err(
      defauts
        .map(d => situerDefaut(d, doc, brut, lignes, fichier))
        .sort((a, b) => a.ligne - b.ligne)
        .slice(0, ERREURS_MAX),
    )

  const lu = appelSchema.safeParse(brut)
  if (!lu.success) return situer(lu.error.issues.flatMap(i => enFrancais(i, brut)))
  const analyse = analyser(lu.data)
  const defauts = [
    ...references(lu.data),
    ...defautsDesEssais(lu.data, analyse),
    ...analyse.erreurs.map(e => ({
      chemin: e.chemin,
      message: e.colonne === undefined ? e.message : `${e.message} (caractère ${e.colonne + 1})`,
    })),
  ]
  return defauts.length > 0 ? situer(defauts) : ok(lu.data)
}

function erreurSyntaxe(d: DefautYaml, lignes: LineCounter, fichier: string): ErreurAppel {
  const { line, col } = lignes.linePos(d.position)
  const message = d.message ?? SYNTAXE[d.code] ?? 'cette ligne ne se lit pas : vérifiez les retraits, les deux-points et les guillemets'
  return { fichier, ligne: line || 1, colonne: col || 1, champ: '', message: `${majuscule(typo(message))}.` }
}

/** The node at a path, or its nearest ancestor in the text; aliases are followed. */
function noeudA(doc: Document.Parsed, chemin: readonly PropertyKey[], surLaCle: boolean): Node | undefined {
  let courant: unknown = doc.contents
  let dernier = isNode(courant) ? courant : undefined
  for (const [i, cle] of chemin.entries()) {
    if (isNode(courant) && 'source' in courant && courant.constructor.name === 'Alias')
      courant = (courant as unknown as { resolve: (d: unknown) => unknown }).resolve(doc)
    if (!isCollection(courant)) break
    const paire = isMap(courant) ? courant.items.find(p => isPair(p) && isScalar(p.key) && String(p.key.value) === String(cle)) : undefined
    if (paire && isNode(paire.key)) dernier = paire.key
    courant = paire ? paire.value : courant.get(cle, true)
    if (courant === undefined) break
    if (isNode(courant) && courant.range && !(surLaCle && i === chemin.length - 1))
      dernier = isScalar(courant) || !paire ? courant : dernier
  }
  return dernier
}

/** « regles › cout-minimal › controles › 1 › formule »: items by their code, else by rank from 1. */
function champDe(chemin: readonly PropertyKey[], racine: unknown): string {
  let valeur = racine
  const noms = chemin.map(cle => {
    valeur = (valeur as Record<PropertyKey, unknown> | null | undefined)?.[cle]
    if (typeof cle !== 'number') return String(cle)
    const { id, code, numero } = (valeur ?? {}) as { id?: unknown; code?: unknown; numero?: unknown }
    return String(id ?? code ?? numero ?? cle + 1)
  })
  return noms.join(' › ')
}

function situerDefaut(
  { chemin, message, surLaCle = false }: Defaut,
  doc: Document.Parsed,
  racine: unknown,
  lignes: LineCounter,
  fichier: string,
): ErreurAppel {
  const { line, col } = lignes.linePos(noeudA(doc, chemin, surLaCle)?.range?.[0] ?? 0)
  return { fichier, ligne: line || 1, colonne: col || 1, champ: champDe(chemin, racine), message: phraseFinie(majuscule(typo(message))) }
}

/** « … vouliez-vous dire « titre » ? » already ends. */
const phraseFinie = (s: string) => (/[.?!…]$/.test(s) ? s : `${s}.`)
