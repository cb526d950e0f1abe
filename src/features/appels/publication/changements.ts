import { isDeepStrictEqual } from 'node:util'
import { formatDateCivile, formatInstant, instantDeParis } from '../../../lib/dates.ts'
import { majuscule } from '../../../lib/mots.ts'
import { lireYaml } from '../../../lib/yaml.ts'
import { type Chemin, type Forme, formeA } from '../../formes/index.ts'
import { choixDe, libelleDe, uneDe } from '../../studio/index.ts'
import type { Changement, Changements, Genre } from './effets.rules.ts'

/** Changes that a page tells one by one; those beyond are counted. */
const CHANGEMENTS_MAX = 200
/** Changes that are looked for: two texts that have nothing in common are told apart no further. */
const TROUVES_MAX = 2_000
/** Characters of a value that are shown. */
const VALEUR_MAX = 1_500
/** Below this many characters a text is read at a glance; a longer one that changes is a touch of its words. */
const COURT = 60

/** What a person would say that a new text changes, each thing once, under the names that the studio gives to the keys of a call. Pure: done in a thread. */
export function changementsDe(ancien: string, nouveau: string): Changements {
  const [avant, apres] = [brutDe(ancien), brutDe(nouveau)]
  const trouves: Changement[] = []
  marcher({ avant, apres, la: [], ici: [], noms: [] }, { avant, apres, trouves })
  // forms that share their steps change together
  const seuls = [...new Map(trouves.map(t => [JSON.stringify(t), t])).values()]
  return { changements: seuls.slice(0, CHANGEMENTS_MAX), omis: Math.max(0, seuls.length - CHANGEMENTS_MAX) }
}
const brutDe = (source: string): unknown => {
  const lu = lireYaml(source, { suites: true })
  return lu.ok ? lu.value.brut : lu.error.lu?.brut
}

/** Two values at one place: where each stands in its own text, and the names of the lines that hold them. */
type Lieu = { avant: unknown; apres: unknown; la: Chemin; ici: Chemin; noms: readonly string[]; cible?: string | undefined }
type Carnet = { avant: unknown; apres: unknown; trouves: Changement[] }
type Objet = Readonly<Record<string, unknown>>
const estObjet = (v: unknown): v is Objet => v !== null && typeof v === 'object' && !Array.isArray(v)

function marcher(l: Lieu, c: Carnet): void {
  if (c.trouves.length >= TROUVES_MAX || isDeepStrictEqual(l.avant, l.apres)) return
  const [rien, autre] = [l.avant ?? l.apres, l.apres ?? l.avant]
  if (Array.isArray(rien) && Array.isArray(autre)) liste(l, (l.avant ?? []) as unknown[], (l.apres ?? []) as unknown[], c)
  else if (estObjet(rien) && estObjet(autre)) groupe(l, (l.avant ?? {}) as Objet, (l.apres ?? {}) as Objet, c)
  else feuille(l, c)
}

const formeDe = (l: Lieu, c: Carnet): Forme | undefined => (l.apres === undefined ? formeA(c.avant, l.la) : formeA(c.apres, l.ici))

function groupe(l: Lieu, avant: Objet, apres: Objet, c: Carnet) {
  const nomme = formeDe(l, c)?.genre === 'ouvert'
  for (const cle of new Set([...Object.keys(avant), ...Object.keys(apres)])) {
    const [a, b] = [avant[cle], apres[cle]]
    const suite = { avant: a, apres: b, la: [...l.la, cle], ici: [...l.ici, cle] }
    if (!nomme) marcher({ ...l, ...suite }, c)
    else uneLigne({ ...suite, noms: [...l.noms, nomDe(b ?? a, cle)], cible: cle }, l, c)
  }
}

/** Keys by which a line of a list is known, whatever its place. */
const CLES = ['id', 'code', 'type', 'numero', 'lettre', 'libelle', 'titre', 'texte']
function liste(l: Lieu, avant: readonly unknown[], apres: readonly unknown[], c: Carnet) {
  if (![...avant, ...apres].every(estObjet)) return feuille(l, c)
  const [xs, ys] = [avant as Objet[], apres as Objet[]]
  const cle = CLES.find(k =>
    [xs, ys].every(z => z.every(x => ['string', 'number'].includes(typeof x[k])) && new Set(z.map(x => x[k])).size === z.length),
  )
  const sienne = (x: Objet, i: number) => (cle === undefined ? i : x[cle])
  const anciennes = new Map(xs.map((x, i) => [sienne(x, i), { x, i }]))
  const ligne = (x: Objet | undefined, i: number, y: Objet | undefined, j: number) => {
    const dite = y ?? x!
    const code = dite.id ?? dite.code
    const place = { avant: x, apres: y, la: [...l.la, i], ici: [...l.ici, j], noms: [...l.noms, nomDe(dite, String(sienne(dite, j)))] }
    uneLigne({ ...place, cible: code === undefined ? l.cible : String(code) }, l, c)
  }
  ys.forEach((y, j) => {
    const ancienne = anciennes.get(sienne(y, j))
    anciennes.delete(sienne(y, j))
    ligne(ancienne?.x, ancienne?.i ?? j, y, j)
  })
  for (const { x, i } of anciennes.values()) ligne(x, i, undefined, i)
  const communes = (z: readonly Objet[], w: readonly Objet[]) => z.map(sienne).filter(k => w.some((x, i) => sienne(x, i) === k))
  if (!isDeepStrictEqual(communes(xs, ys), communes(ys, xs)))
    c.trouves.push({
      genre: genreDe(l.ici),
      quoi: `${majuscule(motDe(l.ici))}\u00a0: l’ordre`,
      avant: '',
      apres: 'change',
      champ: 'ordre',
      sorte: 'ordre',
    })
}

/** A line that is there before and after is looked into; one that comes or goes is one change. */
function uneLigne(l: Lieu, mere: Lieu, c: Carnet) {
  if (l.avant !== undefined && l.apres !== undefined) return marcher(l, c)
  const dite = l.apres ?? l.avant
  const resume = couper(resumeDe(dite, genreDe(l.ici)))
  c.trouves.push({
    genre: genreDe(l.ici),
    quoi: `${l.noms.at(-1)}\u00a0: ${uneDe(mere.ici)} de ${l.apres === undefined ? 'moins' : 'plus'}`,
    avant: l.avant === undefined ? '' : resume,
    apres: l.apres === undefined ? '' : resume,
    champ: '',
    cible: l.cible,
    sorte: l.apres === undefined ? 'retrait' : 'ajout',
  })
}

/** Keys whose text is a formula: never a touch of words. */
const FORMULES = new Set(['formule', 'si', 'applicable_si', 'calcul', 'base_max', 'taux', 'plafond'])
function feuille(l: Lieu, c: Carnet) {
  const champ = String(l.ici.filter(x => typeof x === 'string').at(-1) ?? '')
  const forme = formeDe(l, c)
  const [avant, apres] = [direValeur(l.avant, champ, forme), direValeur(l.apres, champ, forme)].map(couper) as [string, string]
  if (avant === apres) return
  const genre = genreDe(l.ici, champ)
  const texte = forme?.genre === 'feuille' && forme.type === 'texte' && !FORMULES.has(champ)
  const retouche = texte && genre !== 'lettre' && genre !== 'contact' && avant.length > COURT && apres.length > COURT
  c.trouves.push({ genre, quoi: majuscule(quoiDe(l, champ)), avant, apres, champ, cible: l.cible, sorte: retouche ? 'retouche' : 'valeur' })
}

function quoiDe(l: Lieu, champ: string): string {
  const nom = l.noms.at(-1)
  if (nom && champ === 'valeur') return nom
  if (nom && champ === 'obligatoire') return `${l.ici.includes('pieces') ? 'Pièce' : 'Question'} «\u00a0${nom}\u00a0»`
  const libelle = motDe(l.ici)
  // a name that the call chooses has no other word
  if (nom) return `${libelle === champ ? motDe(l.ici.slice(0, -1)) : libelle}, ${nom}`
  return l.ici.length > 1 ? `${motDe(l.ici.slice(0, -1))}\u00a0: ${libelle.charAt(0).toLowerCase()}${libelle.slice(1)}` : libelle
}

/** What the studio calls a place, without what it says of how to type it. */
const motDe = (ici: Chemin) => libelleDe(ici).replace(/, une? par ligne$|, une ligne par \p{L}+$/u, '')

const NOMS = ['libelle', 'titre', 'nom', 'question', 'texte', 'courriel']
function nomDe(v: unknown, cle: string): string {
  const dit = estObjet(v) ? NOMS.map(k => v[k]).find(x => typeof x === 'string' && x !== '') : undefined
  const nom = typeof dit === 'string' ? dit : cle.replaceAll('_', ' ')
  return nom.length > 90 ? `${nom.slice(0, 89)}…` : nom
}

/** What a line that comes or goes holds, in a few words. */
function resumeDe(v: unknown, genre: Genre): string {
  if (!estObjet(v)) return direValeur(v, '', undefined)
  if (genre === 'question' && 'type' in v && 'id' in v) return obligation(v.obligatoire ?? true)
  if (genre === 'piece') return obligation(v.obligatoire)
  const cle = ['cloture', 'montant', 'valeur', 'courriel', 'date', 'phrase', 'formule', 'texte'].find(k => v[k] !== undefined)
  return cle ? direValeur(v[cle], cle, undefined) : ''
}
const oui = (v: unknown) => v === true || v === 'oui'
const obligation = (v: unknown) => (oui(v) ? 'obligatoire' : 'facultative')

/** A value as a person reads it: days, hours, yes and no in words, a list on one line. */
function direValeur(v: unknown, champ: string, forme: Forme | undefined): string {
  if (v === undefined || v === null) return ''
  if (Array.isArray(v)) return v.map(x => direValeur(x, champ, forme?.genre === 'liste' ? forme.element : undefined)).join(', ')
  if (estObjet(v))
    return Object.values(v)
      .map(x => direValeur(x, '', undefined))
      .join(', ')
  if (champ === 'obligatoire') return obligation(v)
  if (typeof v === 'boolean') return v ? 'oui' : 'non'
  const texte = String(v)
  const m = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(texte)
  if (m) return enDate(m[1]!, m[2])
  return forme?.genre === 'feuille' && (forme.type === 'choix' || forme.type === 'code') ? choixDe(texte) : texte
}
function enDate(jour: string, heure: string | undefined): string {
  try {
    return heure === undefined ? formatDateCivile(jour) : formatInstant(instantDeParis(`${jour}T${heure}`))
  } catch {
    return `${jour} ${heure ?? ''}`
  }
}
const couper = (t: string) => (t.length > VALEUR_MAX ? `${t.slice(0, VALEUR_MAX - 1)}…` : t)

const GENRES: Readonly<Record<string, Genre>> = {
  calendrier: 'calendrier',
  programme: 'argent',
  enveloppes: 'argent',
  parametres: 'regle',
  calculs: 'regle',
  regles: 'regle',
  aide: 'regle',
  natures: 'regle',
  plan: 'regle',
  porteurs: 'regle',
  antecedents: 'regle',
  formulaires: 'question',
  engagements: 'question',
  pieces: 'piece',
  criteres: 'comite',
  priorites: 'comite',
  comite: 'comite',
  instances: 'instance',
  avis: 'regle',
  regime: 'lettre',
  lettres: 'lettre',
  actes: 'lettre',
  suivi: 'lettre',
  contacts: 'contact',
  contacts_internes: 'interne',
  essais: 'interne',
}
/** What a place is about: of a call in two stages, the part that its stage says. */
function genreDe(ici: Chemin, champ = ''): Genre {
  const tete = ici[0] === 'phases' ? ici.find((x, i) => i > 0 && typeof x === 'string' && x in GENRES) : ici[0]
  const genre = GENRES[String(tete)] ?? 'page'
  return genre === 'calendrier' && (champ === 'cloture' || champ === 'fin') ? 'cloture' : genre
}
