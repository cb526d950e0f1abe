import { isDeepStrictEqual } from 'node:util'
import { pluriel } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { lireYaml } from '../../lib/yaml.ts'
import { type Chemin, type Forme, formeA, valeurA } from '../formes/index.ts'
import { appliquer, type Geste, type RefusGeste, type Valeur } from './document/gestes.ts'
import { lireLieu } from './document/lieux.ts'
import { libelleDe, uneDe } from './libelles.table.ts'
import { nommeParSonCode } from './usages/codes.ts'
import { renommer, usagesDe } from './usages/usages.ts'
import { depuisLignes, depuisSaisie, enLignes, enSaisie, neuve } from './valeurs.ts'

/** What a button of a form does besides saving what is typed in it. `cle`: the name of what is added where the call chooses its names. */
export type Ordre =
  | { verbe: 'ajouter'; lieu: string; cle?: string }
  | { verbe: 'retirer' | 'monter' | 'descendre'; lieu: string }
  /** Writes a whole group, where the form showed none. */
  | { verbe: 'ecrire'; lieu: string; valeur: Valeur }
/** `base`: the text that the form was drawn from. `saisies`: places with what is typed there. */
export type Demande = { source: string; base: string; saisies: readonly (readonly [lieu: string, saisi: string])[]; ordre?: Ordre }
/** `dit`: what changed, for the history. `ou`: the place of what was added. `conflits`: what somebody else changed meanwhile and was left as it is. */
export type Modifie = { texte: string; dit: string[]; ou?: Chemin; conflits: { lieu: string; saisi: string }[] }
/** `nom_pris`, `sans_nom`: what was to be added has no name, or that of another. `deja_ecrit`: somebody has written there meanwhile. */
export type RefusModifier = RefusGeste | 'nom_pris' | 'sans_nom' | 'deplace' | 'deja_ecrit'

/**
 * What somebody typed in a form of the studio, brought into the text as it is now: only what differs from what the form showed counts; what another person has changed
 * meanwhile is never written over. Pure.
 */
export function modifier({ source, base, saisies, ordre }: Demande): Result<Modifie, RefusModifier> {
  const [avant, lu] = [lireBrut(base), lireBrut(source)]
  if (!avant || !lu) return err('illisible')
  const etat: Etat = { texte: source, brut: lu.brut, dit: [], conflits: [] }
  for (const [lieu, saisi] of saisies) {
    const refus = saisir(etat, avant.brut, { lieu, saisi })
    if (refus) return err(refus)
  }
  const { texte: _t, brut: _b, ...reste } = etat
  if (!ordre) return ok({ ...reste, texte: etat.texte })
  const fait = ordonner(etat, avant.brut, ordre)
  return fait.ok ? ok({ ...reste, texte: etat.texte, ...(fait.value ? { ou: fait.value } : {}) }) : fait
}

type Etat = { texte: string; brut: unknown; dit: string[]; conflits: Modifie['conflits'] }

function lireBrut(texte: string) {
  const lu = lireYaml(texte)
  return lu.ok ? lu.value : lu.error.lu
}
function appliquerA(etat: Etat, geste: Geste): RefusGeste | undefined {
  const r = appliquer(etat.texte, geste)
  if (!r.ok) return r.error
  etat.texte = r.value
  etat.brut = lireBrut(r.value)!.brut
  return undefined
}

function saisir(etat: Etat, avant: unknown, { lieu, saisi }: { lieu: string; saisi: string }): RefusGeste | undefined {
  const chemin = lireLieu(lieu, avant)
  const forme = formeA(avant, chemin)
  const vu = valeurA(avant, chemin)
  const champ = champDe(forme)
  if (!champ || memeTexte(saisi, champ.montrer(vu))) return undefined
  const voulue = saisi.trim() === '' && champ.vide ? undefined : champ.lire(saisi)
  const la = valeurA(etat.brut, chemin)
  if (isDeepStrictEqual(voulue, la)) return undefined
  if (!isDeepStrictEqual(la, vu) || !memesLignes(avant, etat.brut, chemin)) {
    etat.conflits.push({ lieu, saisi })
    return undefined
  }
  etat.dit.push(libelleDe(chemin))
  if (renommerPartout(etat, chemin, voulue)) return undefined
  return appliquerA(etat, voulue === undefined ? { verbe: 'retirer', chemin } : poserAvecSesGroupes(etat.brut, chemin, voulue))
}
/** A code that others name is changed where they do too, if no other has it yet. */
function renommerPartout(etat: Etat, chemin: Chemin, voulue: Valeur | undefined): boolean {
  const nomme = nommeParSonCode(chemin)
  if (!nomme || typeof voulue !== 'string' || !/^[a-z][a-z0-9_]*$/.test(voulue)) return false
  const texte = renommer(etat.texte, etat.brut, nomme, voulue)
  if (texte === undefined) return false
  const ailleurs = usagesDe(etat.brut, nomme.chemin).length
  if (ailleurs > 0) etat.dit.push(`code changé à ${pluriel(ailleurs, 'autre endroit', 'autres endroits')}`)
  etat.texte = texte
  etat.brut = lireBrut(texte)!.brut
  return true
}
type ChampLu = { montrer: (vu: unknown) => string; lire: (saisi: string) => Valeur; vide: boolean }
/** What is typed in one field: a value, or several, one a line. A list emptied stays a list. */
function champDe(forme: Forme | undefined): ChampLu | undefined {
  if (forme?.genre === 'feuille') return { montrer: vu => enSaisie(vu, forme), lire: saisi => depuisSaisie(saisi, forme), vide: true }
  if (forme?.genre !== 'liste' || forme.element.genre !== 'feuille') return undefined
  const { element } = forme
  return { montrer: vu => enLignes(vu, element), lire: saisi => depuisLignes(saisi, element), vide: false }
}
const memeTexte = (a: string, b: string) => a.replaceAll('\r\n', '\n').trim() === b.trim()

/** A value in a group that is not there yet: the group comes with it. */
function poserAvecSesGroupes(brut: unknown, chemin: Chemin, valeur: Valeur): Geste {
  let n = chemin.length - 1
  while (n > 0 && (valeurA(brut, chemin.slice(0, n)) ?? undefined) === undefined) n--
  const entiere = chemin.slice(n + 1).reduceRight<Valeur>((v, cle) => ({ [cle]: v }), valeur)
  return { verbe: 'poser', chemin: chemin.slice(0, n + 1), valeur: entiere }
}

/** Lines of lists on the way to a place are those that the form showed: a line is known by its code, or by all that it says. */
function memesLignes(avant: unknown, maintenant: unknown, chemin: Chemin): boolean {
  return chemin.every((cle, i) => {
    if (typeof cle !== 'number') return true
    const [a, b] = [valeurA(avant, chemin.slice(0, i + 1)), valeurA(maintenant, chemin.slice(0, i + 1))]
    return nomDe(a) === nomDe(b)
  })
}
function nomDe(ligne: unknown): string {
  if (ligne === null || typeof ligne !== 'object') return String(ligne)
  const { code, id, numero, titre, libelle } = ligne as Record<string, unknown>
  return String(code ?? id ?? numero ?? titre ?? libelle ?? '')
}

function ordonner(etat: Etat, avant: unknown, ordre: Ordre): Result<Chemin | undefined, RefusModifier> {
  const chemin = lireLieu(ordre.lieu, avant)
  if (!memesLignes(avant, etat.brut, chemin)) return err('deplace')
  if (ordre.verbe === 'ajouter') return ajouter(etat, chemin, ordre.cle)
  if (ordre.verbe === 'ecrire') return ecrireEntier(etat, avant, chemin, ordre.valeur)
  const rang = chemin.at(-1)!
  const refus = appliquerA(
    etat,
    ordre.verbe === 'retirer'
      ? { verbe: 'retirer', chemin }
      : { verbe: 'deplacer', chemin, vers: Number(rang) + (ordre.verbe === 'monter' ? -1 : 1) },
  )
  if (refus) return err(refus)
  etat.dit.push(
    `${libelleDe(chemin)}\u00a0: ${ordre.verbe === 'retirer' ? `retiré, ${nomDe(valeurA(avant, chemin)) || rang}` : 'ordre changé'}`,
  )
  return ok(undefined)
}

function ecrireEntier(etat: Etat, avant: unknown, chemin: Chemin, valeur: Valeur): Result<undefined, RefusModifier> {
  if (!isDeepStrictEqual(valeurA(avant, chemin), valeurA(etat.brut, chemin))) return err('deja_ecrit')
  const refus = appliquerA(etat, poserAvecSesGroupes(etat.brut, chemin, valeur))
  if (refus) return err(refus)
  etat.dit.push(`${libelleDe(chemin)}\u00a0: texte écrit`)
  return ok(undefined)
}

function ajouter(etat: Etat, chemin: Chemin, cle: string | undefined): Result<Chemin, RefusModifier> {
  const [forme, la] = [formeA(etat.brut, chemin), valeurA(etat.brut, chemin)]
  if (forme?.genre === 'liste') {
    const lignes = Array.isArray(la) ? la : []
    const refus = appliquerA(etat, { verbe: 'ajouter', chemin, valeur: neuve(forme.element, lignes) })
    if (refus) return err(refus)
    etat.dit.push(`${libelleDe(chemin)}\u00a0: ${uneDe(chemin)} de plus`)
    return ok([...chemin, lignes.length])
  }
  if (forme?.genre !== 'ouvert') return err('absent')
  if (!cle) return err('sans_nom')
  if (valeurA(la, [cle]) !== undefined) return err('nom_pris')
  const refus = appliquerA(etat, poserAvecSesGroupes(etat.brut, [...chemin, cle], neuve(forme.valeur, [])))
  if (refus) return err(refus)
  etat.dit.push(`${libelleDe(chemin)}\u00a0: «\u00a0${cle}\u00a0» ajouté`)
  return ok([...chemin, cle])
}
