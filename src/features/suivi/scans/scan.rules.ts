import { pluriel } from '../../../lib/mots.ts'

/** Pages and files of one scan, at most; bytes of all of its files together. */
export const PAGES_MAX = 500
export const FICHIERS_MAX = 100
export const OCTETS_MAX = 200_000_000
/** Days during which a scan is kept: long enough to finish with it. */
export const JOURS_GARDES = 7

export const FORMATS_SCAN = ['pdf', 'jpg', 'png'] as const

/** A page as it was read. `rang`: its place in the scan, from 1; `acteId` and `ignoree`: what somebody said of it. */
export type PageNumerisee = {
  rang: number
  codes: readonly string[]
  blanche: boolean
  feuillet: number | null
  acteId: string | null
  ignoree: boolean
}
/** An act that the reader may know of. `feuillets`: how many its file has; `refus`: why it cannot be filed signed, in a sentence. */
export type ActeVu = {
  id: string
  dossierId: string
  numero: string
  nature: 'arrete' | 'convention' | 'avenant'
  porteur: string
  titre: string
  etabliLe: string
  feuillets: number | null
  refus: string | undefined
}
/** The pages of one act in their order. `deduites`: those without a code, put there by their place. */
export type Groupe = { acteId: string; acte: ActeVu | undefined; pages: number[]; deduites: number[]; refus: string | undefined }
/** What somebody may say of a page: the act that it belongs to, this, or nothing more than its code does. */
export const IGNOREE = 'ignoree'
/** A page that somebody may place by hand, and why it is asked. `acteId`: where it is now; `choix`: what was said of it. */
export type PageAPlacer = { rang: number; pourquoi: string; acteId: string | null; choix: string }
export type Compris = { groupes: Groupe[]; aPlacer: PageAPlacer[]; blanches: number[] }

/** The act that an address of ours names; `ici`: in this guichet. */
export type CodeActe = { dossierId: string; acteId: string; ici: boolean }
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const ADRESSE = new RegExp(`^(https?://[^/\\s]+)/dossiers/(${ID})/actes/(${ID})$`)
export function lireCode(texte: string, urlPublique: string): CodeActe | undefined {
  const lu = ADRESSE.exec(texte)
  return lu ? { dossierId: lu[2]!, acteId: lu[3]!, ici: lu[1] === new URL(urlPublique).origin } : undefined
}

/** Pages of one act as they come, before its refusals. */
type Tas = { acteId: string; code: CodeActe | undefined; pages: PageNumerisee[]; deduites: number[] }

/**
 * What a scan holds: its pages by act. A page goes with the act whose code it bears, or that somebody chose; without a code, with the act of the page
 * before while that act lacks pages. `actes`: those that the reader may know of.
 */
export function comprendre(pages: readonly PageNumerisee[], actes: ReadonlyMap<string, ActeVu>, urlPublique: string): Compris {
  const tas = new Map<string, Tas>()
  const aPlacer: PageAPlacer[] = []
  const places = pages.map(p => placeDe(p, urlPublique))
  const dites = new Map<string, number>()
  for (const p of places) if (p.acteId) dites.set(p.acteId, (dites.get(p.acteId) ?? 0) + 1)
  let avant: Tas | undefined
  for (const [i, p] of pages.entries()) {
    const { acteId, code, pourquoi } = places[i]!
    if (p.blanche || p.ignoree) continue
    if (acteId) {
      avant = tas.get(acteId) ?? { acteId, code, pages: [], deduites: [] }
      avant.pages.push(p)
      tas.set(acteId, avant)
    } else if (avant && p.codes.length === 0 && dites.get(avant.acteId)! < (actes.get(avant.acteId)?.feuillets ?? 0)) {
      avant.pages.push(p)
      avant.deduites.push(p.rang)
      dites.set(avant.acteId, dites.get(avant.acteId)! + 1)
      aPlacer.push({
        rang: p.rang,
        pourquoi: 'Sans code lisible\u00a0: placée d’après la page d’avant.',
        acteId: avant.acteId,
        choix: '',
      })
    } else {
      avant = undefined
      aPlacer.push({ rang: p.rang, pourquoi: pourquoi!, acteId: null, choix: '' })
    }
  }
  const groupes = [...tas.values()].map(t => grouper(t, actes.get(t.acteId)))
  for (const { pages: siennes, acteId, double } of groupes)
    if (double) for (const rang of siennes) aPlacer.push({ rang, pourquoi: 'Page de trop\u00a0?', acteId, choix: '' })
  for (const p of pages) {
    if (p.ignoree) aPlacer.push({ rang: p.rang, pourquoi: 'Laissée de côté.', acteId: null, choix: IGNOREE })
    else if (p.acteId) aPlacer.push({ rang: p.rang, pourquoi: 'Placée à la main.', acteId: p.acteId, choix: p.acteId })
  }
  const uneFois = new Map(aPlacer.map(p => [p.rang, p]))
  return {
    groupes: groupes.map(({ double: _, ...g }) => g),
    aPlacer: [...uneFois.values()].sort((a, b) => a.rang - b.rang),
    blanches: pages.filter(p => p.blanche).map(p => p.rang),
  }
}

/** What is still to be placed: pages that an act was confirmed with are its own, and leave it no more. */
export function encoreAPlacer({ aPlacer }: Compris, confirmes: readonly { etat: string; pages: readonly number[] }[]): PageAPlacer[] {
  const prises = new Set(confirmes.flatMap(c => (c.etat === 'refuse' ? [] : c.pages)))
  return aPlacer.filter(p => !prises.has(p.rang))
}

/** The act of a page by what it says or by what was said of it; or why it has none. */
function placeDe(p: PageNumerisee, urlPublique: string): { acteId?: string; code?: CodeActe | undefined; pourquoi?: string } {
  if (p.acteId) return { acteId: p.acteId }
  const codes = p.codes.map(c => lireCode(c, urlPublique)).filter(c => c !== undefined)
  const distincts = new Map(codes.map(c => [c.acteId, c]))
  const [code] = distincts.values()
  if (distincts.size > 1) return { pourquoi: 'Elle porte les codes de plusieurs actes.' }
  if (code) return { acteId: code.acteId, code }
  return { pourquoi: p.codes.length > 0 ? 'Son code n’est pas celui d’un acte.' : 'Sans code lisible.' }
}

function grouper(t: Tas, acte: ActeVu | undefined): Groupe & { double: boolean } {
  const commun = { acteId: t.acteId, acte, deduites: t.deduites }
  const dansLOrdre = t.pages.map(p => p.rang)
  const refuser = (refus: string, double = false) => ({ ...commun, pages: dansLOrdre, refus, double })
  if (!acte)
    return refuser(
      t.code && !t.code.ici ? 'Son code vient d’un autre guichet.' : 'Cet acte n’existe pas ici, ou n’est pas de votre territoire.',
    )
  if (acte.refus) return refuser(acte.refus)
  if (acte.feuillets === null) return refuser('Le fichier de cet acte n’a pas pu être relu. Déposez son exemplaire signé à part.')
  const attendus = acte.feuillets
  const double = t.pages.find((p, i) => p.feuillet && t.pages.findIndex(q => q.feuillet === p.feuillet) < i)
  if (double) {
    const lieux = t.pages.filter(p => p.feuillet === double.feuillet).map(p => p.rang)
    return refuser(`Sa page ${double.feuillet} est là deux fois\u00a0: pages ${enSuite(lieux)} du scan.`, true)
  }
  if (t.pages.length > attendus) return refuser(`Trop de pages\u00a0: ${t.pages.length} au lieu de ${attendus}.`, true)
  if (t.pages.length < attendus) return refuser(manque(t.pages, attendus))
  return { ...commun, pages: ordonner(t.pages), refus: undefined, double: false }
}

function manque(pages: readonly PageNumerisee[], attendus: number): string {
  const vus = new Set(pages.map(p => p.feuillet))
  const absents = Array.from({ length: attendus }, (_, i) => i + 1).filter(n => !vus.has(n))
  if (absents.length === attendus - pages.length)
    return absents.length > 1 ? `Il manque ses pages ${enSuite(absents)}.` : `Il manque sa page ${absents[0]}.`
  return `Il manque ${pluriel(attendus - pages.length, 'page')} sur ${attendus}.`
}

/** A sheet that is known takes its place, the others fill in what is left as they came. */
function ordonner(pages: readonly PageNumerisee[]): number[] {
  const places = new Array<number | undefined>(pages.length).fill(undefined)
  for (const p of pages) if (p.feuillet && p.feuillet <= pages.length) places[p.feuillet - 1] = p.rang
  const restants = pages.filter(p => !places.includes(p.rang)).map(p => p.rang)
  return places.map(r => r ?? restants.shift()!)
}

/** « 4 à 6 », « 4, 5 et 9 ». */
export function enSuite(rangs: readonly number[]): string {
  const tries = rangs.toSorted((a, b) => a - b)
  const [premier, dernier] = [tries[0]!, tries.at(-1)!]
  if (tries.length > 2 && dernier - premier === tries.length - 1) return `${premier} à ${dernier}`
  return tries.join(', ').replace(/, ([^,]+)$/, ' et $1')
}

const MOTS_REFUS: Record<string, string> = {
  abime: 'Ce fichier est abîmé\u00a0: numérisez-le à nouveau.',
  protege: 'Ce PDF est protégé par un mot de passe\u00a0: enregistrez-le sans mot de passe.',
  demesure: 'Ses images sont trop grandes\u00a0: numérisez en 200 ou 300 points par pouce.',
  image: 'Cette sorte d’image ne se lit pas\u00a0: numérisez en PDF ou en JPEG.',
  sans_page: 'Ce PDF n’a aucune page.',
  trop_de_pages: `Un dépôt compte ${PAGES_MAX} pages au plus\u00a0: déposez la suite à part.`,
  arret: 'Ce fichier n’a pas pu être ouvert\u00a0: numérisez-le à nouveau.',
}
/** Why no more of its pages are. */
const MOTS_ARRET: Record<string, string> = {
  pages_perdues: 'Plusieurs d’entre elles n’ont pas pu être lues.',
  trop_long: 'La suite demande trop de temps.',
}
const SUITE = 'Numérisez à nouveau, en 200 ou 300\u00a0points par pouce, les actes à revoir et ceux qui manquent ici. Déposez-les à part.'
/** Why a file of a scan was not read, or no further than its `lues` first pages, and what to do. */
export function phraseRefus(refus: string, lues: number): string {
  if (lues === 0) return MOTS_REFUS[refus] ?? MOTS_REFUS.arret!
  const premieres = lues > 1 ? `ses ${lues} premières pages` : 'sa première page'
  return `La lecture s’est arrêtée après ${premieres}. ${MOTS_ARRET[refus] ?? 'Ce fichier ne s’ouvre plus.'} ${SUITE}`
}

/** Field of the date of one act: empty, the common one holds. */
export const champDate = (acteId: string) => `signe_le.${acteId}`
