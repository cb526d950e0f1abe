import { isDeepStrictEqual } from 'node:util'
import { pluriel } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { relireYaml } from '../../lib/yaml-relu.ts'
import { type Chemin, formeA, valeurA } from '../formes/index.ts'
import { champDe, cleDeTrop, memeTexte } from './champ-lu.ts'
import { direChamp } from './dire-champ.ts'
import { aCoder, codeDuNom } from './document/code-du-nom.ts'
import { appliquer, type Geste, type GesteEcrit, poserAvecSesGroupes, type RefusGeste, type Valeur } from './document/gestes.ts'
import { lireLieu } from './document/lieux.ts'
import { lesNomsEnDernier, marqueDe, memesLignes, nomDe } from './document/lignes.ts'
import { RETRAITS_MAX, type Retrait } from './document/retraits.ts'
import { estSien, type Sien } from './document/sien.ts'
import { neLeServirPlus, servirAussi } from './document/volets.ts'
import { formeEcrite } from './forme-ecrite.ts'
import { libelleDe, uneDe } from './libelles.table.ts'
import { direDateRetiree } from './rythme/dates-retirees.mots.ts'
import { rendusImpossibles } from './rythme/impossibles.ts'
import { nommeA, nommeParSonCode } from './usages/codes.ts'
import { questionsParties } from './usages/disparues.ts'
import { renommer, usagesDe } from './usages/usages.ts'
import { ligneNeuve, neuve, seule, videAuDessus } from './valeurs.ts'

/**
 * What a button of a form does besides saving what is typed in it. `cle`: the name of what is added where the call chooses its names; `valeur`: what a line more of a
 * list is, where it is known; its `id` is made one that no other line has.
 */
export type Ordre =
  | { verbe: 'ajouter'; lieu: string; cle?: string; valeur?: Valeur }
  | { verbe: 'retirer' | 'monter' | 'descendre'; lieu: string }
  /** Writes a whole group, where the form showed none. */
  | { verbe: 'ecrire'; lieu: string; valeur: Valeur }
/**
 * `base`: the text that the form was drawn from. `saisies`: places with what is typed there. `marques`: of a page that saves as one types, what each field showed (see `marqueDe`);
 * `miennes`: fields for which a person has seen both versions, and keeps theirs; `sien`: what the page itself changed last, which it may not have heard.
 */
export type Demande = {
  source: string
  base: string
  saisies: readonly (readonly [lieu: string, saisi: string])[]
  ordre?: Ordre
  gestes?: readonly GesteEcrit[]
  sien?: Sien | undefined
  marques?: Readonly<Record<string, string>>
  miennes?: readonly string[]
  /** A line whose code nobody has chosen takes one from its name: once it is saved, not letter by letter. */
  coder?: boolean
}
/** A field that somebody else changed meanwhile, left as it is: what stands there now, and its mark. */
export type Conflit = { lieu: string; saisi: string; enregistre: string; marque: string }
/** `dit`: what changed, for the history; `retraits`: what went away with it. `ou`: the place of what was added. `marques`: of each field that now holds what was typed, or nothing any more. */
export type Modifie = {
  texte: string
  dit: string[]
  retraits: Retrait[]
  ou?: Chemin
  conflits: Conflit[]
  marques: Record<string, string>
}
/** `nom_pris`, `sans_nom`: what was to be added has no name, or that of another. `deja_ecrit`: somebody has written there meanwhile. */
export type RefusModifier = RefusGeste | 'nom_pris' | 'sans_nom' | 'deplace' | 'deja_ecrit'

/**
 * What somebody typed in a form of the studio, brought into the text as it is now: only what differs from what the form showed counts; what another person has changed
 * meanwhile is never written over. Pure.
 */
export function modifier({
  source,
  base,
  saisies,
  ordre,
  marques = {},
  miennes = [],
  gestes = [],
  sien,
  coder = false,
}: Demande): Result<Modifie, RefusModifier> {
  const [avant, lu] = [lireBrut(base), lireBrut(source)]
  if (!avant || !lu) return err('illisible')
  // before anything that is typed here: a code changed in the same sending moves no line
  if (ordre && !memesLignes(avant.brut, lu.brut, lireLieu(ordre.lieu, avant.brut))) return err('deplace')
  const etat: Etat = { texte: source, brut: lu.brut, dit: [], changes: [], retraits: [], conflits: [], marques: {} }
  if (sien) etat.sien = { avant: lireBrut(sien.avant)?.brut, apres: lireBrut(sien.apres)?.brut }
  for (const [lieu, saisi] of lesNomsEnDernier(saisies)) {
    const refus = saisir(etat, avant.brut, { lieu, saisi, marque: marques[lieu], mienne: miennes.includes(lieu) })
    if (refus) return err(refus)
  }
  if (coder) for (const [lieu] of saisies) coderLaLigne(etat, lireLieu(lieu, avant.brut))
  retirerLesImpossibles(etat, lu.brut)
  for (const g of gestes) {
    const refus = faire(etat, avant.brut, lu.brut, g)
    if (refus) return err(refus)
  }
  const fait = ordre ? ordonner(etat, avant.brut, ordre) : ok(undefined)
  if (!fait.ok) return fait
  const retire = ordre?.verbe === 'retirer' || gestes.some(g => g.geste.verbe === 'retirer')
  if (retire) etat.retraits.push(...questionsParties(lu.brut, etat.brut))
  const { texte, dit, conflits, marques: nouvelles } = etat
  const retraits = etat.retraits.slice(0, RETRAITS_MAX)
  return ok({ texte, dit, retraits, conflits, marques: nouvelles, ...(fait.value ? { ou: fait.value } : {}) })
}

type Etat = Omit<Modifie, 'ou'> & { brut: unknown; changes: Chemin[]; sien?: Sien<unknown> }

function lireBrut(texte: string) {
  const lu = relireYaml(texte)
  return lu.ok ? lu.value : lu.error.lu
}
function appliquerA(etat: Etat, geste: Geste): RefusGeste | undefined {
  const r = appliquer(etat.texte, geste)
  if (!r.ok) return r.error
  etat.texte = r.value
  etat.brut = lireBrut(r.value)!.brut
  const vide = geste.verbe === 'retirer' ? videAuDessus(etat.brut, geste.chemin) : undefined
  return vide ? appliquerA(etat, { verbe: 'retirer', chemin: vide }) : undefined
}

/** A change that was worked out of the text as the page showed it: what somebody else has changed there since then is never written over. */
function faire(etat: Etat, avant: unknown, la: unknown, { geste, dit }: GesteEcrit): RefusModifier | undefined {
  const { chemin } = geste
  const memeValeur = isDeepStrictEqual(valeurA(etat.brut, chemin), valeurA(avant, chemin))
  // several go from one list: they are told from the list as it was before the first went
  if (!memeValeur || !memesLignes(avant, la, chemin)) return 'deplace'
  etat.dit.push(dit)
  return appliquerA(etat, geste)
}

type Saisi = { lieu: string; saisi: string; marque: string | undefined; mienne: boolean }
function saisir(etat: Etat, avant: unknown, { lieu, saisi, marque, mienne }: Saisi): RefusGeste | undefined {
  const chemin = lireLieu(lieu, avant)
  const champ = champDe(formeEcrite(avant, chemin), chemin.at(-1))
  if (!champ) return undefined
  const [vu, la] = [valeurA(avant, chemin), valeurA(etat.brut, chemin)]
  const marqueLa = () => marqueDe(etat.brut, chemin, champ.montrer(valeurA(etat.brut, chemin)))
  const voulue = saisi.trim() === '' && champ.vide ? undefined : champ.lire(saisi)
  const laisse = memeTexte(saisi, champ.montrer(vu)) || isDeepStrictEqual(voulue, la)
  if (laisse && !(voulue === undefined && cleDeTrop(etat.brut, chemin))) {
    etat.marques[lieu] = marqueLa()
    return undefined
  }
  const change = marque === undefined ? !isDeepStrictEqual(la, vu) || !memesLignes(avant, etat.brut, chemin) : marque !== marqueLa()
  const sienne = etat.sien && marque !== undefined && estSien(etat.sien, { chemin, marque, la: marqueLa(), montrer: champ.montrer })
  if (change && !mienne && !sienne) {
    etat.conflits.push({ lieu, saisi, enregistre: champ.montrer(la), marque: marqueLa() })
    return undefined
  }
  etat.dit.push(direChamp(avant, chemin))
  const ailleurs = nommeParSonCode(chemin) ? usagesDe(etat.brut, chemin.slice(0, -1)).length : 0
  if (renommerPartout(etat, chemin, voulue)) {
    if (ailleurs > 0) etat.dit.push(`code changé à ${pluriel(ailleurs, 'autre endroit', 'autres endroits')}`)
    etat.marques[lieu] = marqueLa()
    return undefined
  }
  const refus = appliquerA(etat, voulue === undefined ? { verbe: 'retirer', chemin } : poserAvecSesGroupes(etat.brut, chemin, voulue))
  if (refus) return refus
  etat.marques[lieu] = marqueLa()
  etat.changes.push(chemin)
  return undefined
}
/** Dates that what was typed leaves no time for go with it: one change, undone in one step. */
function retirerLesImpossibles(etat: Etat, avant: unknown) {
  for (const { geste, retrait } of rendusImpossibles(avant, etat.brut, etat.changes)) {
    if (appliquerA(etat, geste)) continue
    etat.retraits.push(retrait)
    etat.dit.push(direDateRetiree(retrait))
    etat.marques[retrait.lieu] = marqueDe(etat.brut, geste.chemin, '')
  }
}
/** A code that others name is changed where they do too, if no other has it yet. */
function renommerPartout(etat: Etat, chemin: Chemin, voulue: Valeur | undefined): boolean {
  const nomme = nommeParSonCode(chemin)
  if (!nomme || typeof voulue !== 'string' || !/^[a-z][a-z0-9_]*$/.test(voulue)) return false
  const texte = renommer(etat.texte, etat.brut, nomme, voulue)
  if (texte === undefined) return false
  etat.texte = texte
  etat.brut = lireBrut(texte)!.brut
  return true
}
function coderLaLigne(etat: Etat, chemin: Chemin) {
  const ici = chemin.slice(0, -1)
  const [nom, ligne, soeurs] = [chemin, ici, ici.slice(0, -1)].map(ou => valeurA(etat.brut, ou))
  const cle = aCoder(chemin.at(-1), ligne)
  if (!cle || typeof nom !== 'string' || !Array.isArray(soeurs)) return
  const code = codeDuNom(nom, new Set(soeurs.map(x => (x as Record<string, unknown> | null)?.[cle])))
  if (!code) return
  if (!renommerPartout(etat, [...ici, cle], code)) appliquerA(etat, { verbe: 'poser', chemin: [...ici, cle], valeur: code })
  // its name was saved as it was typed: the code is all that changes, and the history says what does
  if (etat.dit.length === 0) etat.dit.push(direChamp(etat.brut, [...ici, cle]))
}
function ordonner(etat: Etat, avant: unknown, ordre: Ordre): Result<Chemin | undefined, RefusModifier> {
  const chemin = lireLieu(ordre.lieu, avant)
  if (ordre.verbe === 'ajouter') return ajouter(etat, chemin, ordre)
  if (ordre.verbe === 'ecrire') return ecrireEntier(etat, avant, chemin, ordre.valeur)
  const rang = chemin.at(-1)!
  const vers = Number(rang) + (ordre.verbe === 'monter' ? -1 : 1)
  // the first of a list does not go higher, whoever made it the first
  if (ordre.verbe !== 'retirer' && valeurA(avant, chemin) !== undefined && valeurA(avant, [...chemin.slice(0, -1), vers]) === undefined)
    return err('deplace')
  const refus = appliquerA(etat, ordre.verbe === 'retirer' ? { verbe: 'retirer', chemin } : { verbe: 'deplacer', chemin, vers })
  if (refus) return err(refus)
  if (ordre.verbe === 'retirer' && nommeA(chemin)?.sorte === 'categorie')
    suivre(etat, neLeServirPlus(etat.brut, valeurA(avant, [...chemin, 'code'])))
  etat.dit.push(
    `${libelleDe(chemin)}\u00a0: ${ordre.verbe === 'retirer' ? `retiré, ${nomDe(valeurA(avant, chemin)) || rang}` : 'ordre changé'}`,
  )
  return ok(undefined)
}

/** What goes with an act. */
const suivre = (etat: Etat, gestes: readonly Geste[]) => {
  for (const g of gestes) appliquerA(etat, g)
}

function ecrireEntier(etat: Etat, avant: unknown, chemin: Chemin, valeur: Valeur): Result<undefined, RefusModifier> {
  if (!isDeepStrictEqual(valeurA(avant, chemin), valeurA(etat.brut, chemin))) return err('deja_ecrit')
  const refus = appliquerA(etat, poserAvecSesGroupes(etat.brut, chemin, valeur))
  if (refus) return err(refus)
  etat.dit.push(`${libelleDe(chemin)}\u00a0: texte écrit`)
  return ok(undefined)
}

type Ajout = Extract<Ordre, { verbe: 'ajouter' }>
function ajouter(etat: Etat, chemin: Chemin, { cle, valeur }: Ajout): Result<Chemin, RefusModifier> {
  const [forme, la] = [formeA(etat.brut, chemin), valeurA(etat.brut, chemin)]
  if (forme?.genre === 'liste') {
    const lignes = Array.isArray(la) ? la : []
    const refus = appliquerA(etat, {
      verbe: 'ajouter',
      chemin,
      valeur: valeur === undefined ? ligneNeuve(forme.element, lignes, chemin.at(-1)) : seule(valeur, lignes),
    })
    if (refus) return err(refus)
    etat.dit.push(`${libelleDe(chemin)}\u00a0: ${uneDe(chemin)} de plus`)
    if (chemin.join('/') === 'volets') suivre(etat, servirAussi(etat.brut, valeurA(etat.brut, [...chemin, lignes.length, 'code'])))
    return ok([...chemin, lignes.length])
  }
  if (forme?.genre !== 'ouvert') return err('absent')
  if (!cle) return err('sans_nom')
  if (cle in Object.prototype || valeurA(la, [cle]) !== undefined) return err('nom_pris')
  const refus = appliquerA(etat, poserAvecSesGroupes(etat.brut, [...chemin, cle], neuve(forme.valeur, [])))
  if (refus) return err(refus)
  etat.dit.push(`${libelleDe(chemin)}\u00a0: «\u00a0${cle}\u00a0» ajouté`)
  return ok([...chemin, cle])
}
