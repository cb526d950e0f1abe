import { formatInstant } from '../../../lib/dates.ts'
import { formatNombre } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { finExclue } from '../../../lib/periodes.ts'
import { vagueUtile } from '../../cahier/appel.rules.ts'
import type { Appel } from '../../cahier/index.ts'

/** What a change is about: it says whom it touches. */
export type Genre =
  | 'cloture'
  | 'calendrier'
  | 'argent'
  | 'regle'
  | 'question'
  | 'piece'
  | 'comite'
  | 'instance'
  | 'lettre'
  | 'contact'
  | 'page'
  | 'interne'
/** `champ`: the key that changes, « » for a whole line. `cible`: the code of the line that holds it. `retouche`: the words of a text. */
export type Changement = {
  genre: Genre
  quoi: string
  avant: string
  apres: string
  champ: string
  cible?: string | undefined
  sorte: 'valeur' | 'ajout' | 'retrait' | 'ordre' | 'retouche'
}
/** `omis`: how many are not told one by one. */
export type Changements = { changements: Changement[]; omis: number }

/** A draft as publishing a version may touch it. `second`: it is in the second stage of its call. `pieces`, `reponses`: codes of what it holds. */
export type BrouillonLu = {
  id: string
  structureId: string
  volet: string | null
  second: boolean
  /** Its derogation; `gardee` when a version left it the closing of before. */
  jusquAu: Date | null
  gardee: boolean
  pieces: readonly string[]
  reponses: readonly string[]
}
/** Dossiers that were filed, and how many of them are being instructed. */
export type Deposes = { deposes: number; enInstruction: number }

/** A question or a file that a version asks, where the one before did not. `sousCondition`: only of some, as they answer. */
export type Exigence = {
  genre: 'question' | 'piece'
  code: string
  libelle: string
  obligatoire: boolean
  nouvelle: boolean
  sousCondition: boolean
  volets: readonly string[] | undefined
}
type Demande = Omit<Exigence, 'nouvelle'>

const demandesDe = (a: Appel): Demande[] => {
  const questions = new Map<string, Demande>()
  for (const f of a.formulaires)
    for (const q of f.etapes.flatMap(e => e.questions)) {
      const deja = questions.get(q.id)
      const volets = [...(deja?.volets ?? []), ...f.volets]
      const { libelle, obligatoire } = q
      questions.set(q.id, { genre: 'question', code: q.id, libelle, obligatoire, sousCondition: q.si !== undefined, volets })
    }
  const pieces = a.pieces.map((p): Demande => {
    const { code, libelle, obligatoire } = p
    return { genre: 'piece', code, libelle, obligatoire, sousCondition: p.si !== undefined, volets: undefined }
  })
  return [...questions.values(), ...pieces]
}

/** What a version asks more than the one before: a question or a file that is new, or that becomes compulsory. */
export function exigencesDe(avant: Appel, apres: Appel): Exigence[] {
  const anciennes = demandesDe(avant)
  return demandesDe(apres).flatMap((d): Exigence[] => {
    const ancienne = anciennes.find(a => a.genre === d.genre && a.code === d.code)
    const nouvelle = ancienne === undefined
    return nouvelle || (d.obligatoire && !ancienne.obligatoire) ? [{ ...d, nouvelle }] : []
  })
}
/** Whether a draft still owes it: not of another volet, not given already. */
export const concerne = (e: Exigence, b: BrouillonLu) =>
  e.genre === 'piece'
    ? !b.pieces.includes(e.code)
    : !b.reponses.includes(e.code) && (b.volet === null || e.volets === undefined || e.volets.includes(b.volet))

/** How much earlier a draft would have to be filed. `jours`: whole days, at least one. */
export type Perte = { brouillon: BrouillonLu; jours: number; avant: Date | undefined; apres: Date }
export type Touches = {
  brouillons: readonly BrouillonLu[]
  deposes: number
  enInstruction: number
  pertes: readonly Perte[]
  /** Drafts that keep the closing of before, where the call has a nearer one. */
  gardent: readonly { brouillon: BrouillonLu; cloture: Date }[]
  gagnent: number
  exigences: readonly { exigence: Exigence; brouillons: readonly BrouillonLu[] }[]
  /** The period whose closing is that of the drafts, by its code. */
  periode: string
  instant: Date
}

type Entree = { avant: Appel; apres: Appel; instant: Date; brouillons: readonly BrouillonLu[] } & Deposes
const JOUR_MS = 86_400_000
const auTemps = (a: Appel, b: BrouillonLu) => (b.second ? (a.second ?? a) : a)
/** First millisecond at which this draft may no longer be filed. */
const finPour = (a: Appel, b: BrouillonLu, instant: Date) =>
  Math.max(finDeLAppel(a, b, instant), b.jusquAu ? b.jusquAu.getTime() + 1000 : 0)
const finDeLAppel = (a: Appel, b: BrouillonLu, instant: Date) => finExclue(vagueUtile(auTemps(a, b), instant))

/** Whom a version touches if it replaces another one at an instant. Pure. */
export function touchesDe({ avant, apres, instant, brouillons, deposes, enInstruction }: Entree): Touches {
  const ecarts = brouillons.map(b => ({ b, avant: finPour(avant, b, instant), apres: finPour(apres, b, instant) }))
  const pertes = ecarts.flatMap((e): Perte[] =>
    e.apres < e.avant && e.avant > instant.getTime()
      ? [
          {
            brouillon: e.b,
            jours: Number.isFinite(e.avant) ? Math.max(1, Math.round((e.avant - e.apres) / JOUR_MS)) : 0,
            avant: vagueUtile(auTemps(avant, e.b), instant).cloture,
            apres: new Date(e.apres - 1000),
          },
        ]
      : [],
  )
  // of each stage, what its own drafts owe
  const exigences = [false, true].flatMap(second => {
    const siens = brouillons.filter(b => b.second === second)
    if (second && !(avant.second && apres.second)) return []
    const dues = exigencesDe(second ? avant.second! : avant, second ? apres.second! : apres)
    return dues.map(exigence => ({ exigence, brouillons: siens.filter(b => concerne(exigence, b)) }))
  })
  const gardent = brouillons.flatMap(b =>
    b.gardee && b.jusquAu && b.jusquAu > instant && finDeLAppel(apres, b, instant) < finDeLAppel(avant, b, instant)
      ? [{ brouillon: b, cloture: b.jusquAu }]
      : [],
  )
  const gagnent = ecarts.filter(e => e.apres > e.avant).length
  return { brouillons, deposes, enInstruction, pertes, gardent, gagnent, exigences, periode: vagueUtile(avant, instant).code, instant }
}

/** The drafts that may keep the closing that they had: each with it. One that never closed has none to keep. Pure. */
export const gardables = ({ pertes }: Touches) => pertes.flatMap(({ brouillon, avant }) => (avant ? [{ brouillon, cloture: avant }] : []))

/** What somebody who has a draft, or has filed, sees of a change. `ton`: `perte` when it costs them something, `plus` when they have more to do. */
export type Effet = { texte: string; ton?: 'perte' | 'plus' }
const RIEN: Effet = { texte: 'Rien' }
const commences = (n: number) => pluriel(n, 'brouillon')
const ont = (n: number) => (n > 1 ? 'ont' : 'a')

/** What a change does to the drafts begun. Pure. */
export function effetSurBrouillons(c: Changement, t: Touches): Effet {
  const n = t.brouillons.length
  if (n === 0 || c.genre === 'interne' || c.genre === 'argent' || c.genre === 'page') return RIEN
  if (c.genre === 'cloture') return c.cible === undefined || c.cible === t.periode ? surLaCloture(t) : RIEN
  if (c.genre === 'question' || c.genre === 'piece') return surUneDemande(c, t)
  if (c.genre === 'regle')
    return { texte: `${commences(n)}\u00a0: ${n > 1 ? 'vérifiés' : 'vérifié'} avec ce texte dès la publication`, ton: 'perte' }
  if (c.genre === 'contact') return { texte: `${commences(n)} ${n > 1 ? 'verront' : 'verra'} celui-ci` }
  if (c.genre === 'calendrier') return { texte: `${commences(n)} ${n > 1 ? 'liront' : 'lira'} cette date` }
  return { texte: `${commences(n)} ${n > 1 ? 'l’auront' : 'l’aura'}, une fois ${n > 1 ? 'déposés' : 'déposé'}` }
}

function surLaCloture({ pertes, gagnent, instant }: Touches): Effet {
  const n = pertes.length
  if (n === 0) return gagnent > 0 ? { texte: `${commences(gagnent)} ${gagnent > 1 ? 'gagnent' : 'gagne'} du temps` } : RIEN
  if (pertes.some(p => p.apres <= instant))
    return { texte: `${commences(n)} ne ${n > 1 ? 'pourraient' : 'pourrait'} plus être ${n > 1 ? 'déposés' : 'déposé'}`, ton: 'perte' }
  const jours = new Set(pertes.map(p => p.jours))
  const max = Math.max(...jours)
  const perdus = max === 0 ? 'du temps' : `${jours.size > 1 ? 'jusqu’à ' : ''}${pluriel(max, 'jour')}`
  return { texte: `${commences(n)} ${n > 1 ? 'perdent' : 'perd'} ${perdus}`, ton: 'perte' }
}

function surUneDemande(c: Changement, t: Touches): Effet {
  const siens = c.cible === undefined ? undefined : t.exigences.filter(e => e.exigence.genre === c.genre && e.exigence.code === c.cible)
  const due = siens?.[0]
  if (due && (c.sorte === 'ajout' || c.champ === 'obligatoire')) {
    const n = siens.reduce((s, e) => s + e.brouillons.length, 0)
    if (n === 0) return RIEN
    const quoi = c.genre === 'piece' ? 'une pièce' : 'une question'
    const { sousCondition, nouvelle } = due.exigence
    if (sousCondition)
      return {
        texte: `${commences(n)} ${n > 1 ? 'peuvent' : 'peut'} avoir ${quoi} de plus, selon ${n > 1 ? 'leurs' : 'ses'} réponses`,
        ton: 'plus',
      }
    if (nouvelle) return { texte: `${commences(n)} ${ont(n)} ${quoi} de plus`, ton: 'plus' }
    return { texte: `${commences(n)} ne l’${ont(n)} pas encore`, ton: 'plus' }
  }
  if (c.sorte === 'retrait' && c.cible !== undefined) {
    const cible = c.cible
    const n = t.brouillons.filter(b => (c.genre === 'piece' ? b.pieces : b.reponses).includes(cible)).length
    return n > 0 ? { texte: `${commences(n)} l’${n > 1 ? 'avaient' : 'avait'} déjà\u00a0: ce n’est plus lu`, ton: 'perte' } : RIEN
  }
  return { texte: `${commences(t.brouillons.length)} ${t.brouillons.length > 1 ? 'liront' : 'lira'} ce texte` }
}

/** What a change does to the dossiers filed: each keeps the version of its filing; what the guichet does from its version in force alone follows the new one. Pure. */
export function effetSurDeposes(c: Changement, { deposes }: Touches): Effet {
  if (deposes === 0) return RIEN
  if (c.genre === 'regle') return { texte: 'Rien\u00a0: la règle du jour de leur dépôt' }
  if (c.genre === 'question') return c.sorte === 'ajout' ? { texte: 'Rien. L’instructeur peut la demander' } : RIEN
  if (c.genre === 'instance' && c.sorte === 'retrait')
    return { texte: 'Ils ne passeront plus devant elle. Les avis qu’elle a rendus restent', ton: 'perte' }
  if (c.genre === 'instance' && c.sorte === 'ajout') return { texte: 'Rien\u00a0: elle voit les dossiers déposés ensuite' }
  if (c.genre === 'lettre') return { texte: 'Rien\u00a0: le texte du jour de leur dépôt' }
  if (c.genre === 'comite' || c.genre === 'instance')
    return { texte: 'Les séances déjà créées gardent leur texte, les prochaines prendront celui-ci' }
  if (c.genre === 'contact') return { texte: 'Rien\u00a0: l’adresse du jour de leur dépôt' }
  if (c.genre === 'argent') return { texte: 'Rien. Une enveloppe déjà ouverte ne change que par un mouvement' }
  if (c.genre === 'calendrier' && c.champ.startsWith('releve')) return { texte: 'Ceux qui attendent le relevé suivront cette date' }
  return RIEN
}

/** What whoever has these drafts is told by mail: the time that they lose, and what they must now answer or join. Nothing, when nothing changes for them. Pure. */
export function phrasesPour(siens: readonly BrouillonLu[], t: Touches): string[] {
  const ids = new Set(siens.map(b => b.id))
  const perte = t.pertes.filter(p => ids.has(p.brouillon.id)).sort((a, b) => a.apres.getTime() - b.apres.getTime())[0]
  const gardee = t.gardent.filter(g => ids.has(g.brouillon.id)).sort((a, b) => a.cloture.getTime() - b.cloture.getTime())[0]
  const dues = t.exigences.filter(e => e.exigence.obligatoire && e.brouillons.some(b => ids.has(b.id))).map(e => e.exigence)
  return [
    ...(perte ? [phraseDePerte(perte)] : []),
    ...(gardee ? [phraseGardee(gardee.cloture)] : []),
    ...dues.slice(0, DITES_MAX).map(e => {
      const quoi = e.genre === 'piece' ? 'Une pièce à joindre' : 'Une question à remplir'
      return `${quoi}${e.nouvelle ? ' de plus' : ', désormais obligatoire'}${e.sousCondition ? ', selon vos réponses' : ''}\u00a0: «\u00a0${e.libelle}\u00a0».`
    }),
    ...(dues.length > DITES_MAX
      ? [`Et ${formatNombre(dues.length - DITES_MAX)} autres demandes\u00a0: la page de votre dossier les montre.`]
      : []),
  ]
}
const DITES_MAX = 10

function phraseDePerte({ avant, apres, jours }: Perte): string {
  const perdus = jours > 0 ? `\u00a0: ${pluriel(jours, 'jour')} de moins` : ''
  return `La clôture avance. Votre dossier est à déposer avant le ${formatInstant(apres)}${avant ? `, au lieu du ${formatInstant(avant)}` : ''}${perdus}.`
}

export const phraseGardee = (cloture: Date) =>
  `La clôture de l’appel avance, mais pas la vôtre\u00a0: votre dossier était commencé, il reste à déposer avant le ${formatInstant(cloture)}.`

/** Whether somebody is told by mail of a draft. */
export const aPrevenir = (t: Touches): Map<string, BrouillonLu[]> => {
  const parStructure = Map.groupBy(t.brouillons, b => b.structureId)
  return new Map([...parStructure].filter(([, siens]) => phrasesPour(siens, t).length > 0))
}
