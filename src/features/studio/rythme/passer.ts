import { pluriel } from '../../../lib/mots.ts'
import { type Chemin, formeA, valeurA } from '../../formes/index.ts'
import type { GesteEcrit, Valeur } from '../document/gestes.ts'
import { libelleDe } from '../libelles.table.ts'
import { type Groupe, groupe, liste } from '../motifs/lire-brut.ts'
import { enSaisie, neuve } from '../valeurs.ts'
import { secondTemps } from './second-temps.ts'

/** How dossiers come in: chosen first, and the calendar then asks for nothing else. */
export const RYTHMES = {
  une: 'une période',
  plusieurs: 'plusieurs périodes',
  continu: 'au fil de l’eau',
  deux_temps: 'en deux temps',
} as const
export type Rythme = keyof typeof RYTHMES
export const RYTHMES_EN_ORDRE = Object.keys(RYTHMES) as Rythme[]

const [VAGUES, CONTINU, PHASES] = [['calendrier', 'vagues'], ['calendrier', 'continu'], ['phases']] as const
/** What the file says, as it says it. */
const texte = (v: unknown) => (typeof v === 'string' || typeof v === 'number' ? String(v) : '')
const DATES = ['ouverture', 'cloture', 'releve', 'comite', 'resultats'] as const

/** The rhythm that a draft says, whatever its faults. Pure. */
export function rythmeDe(brut: unknown): Rythme {
  if (valeurA(brut, [...PHASES]) !== undefined) return 'deux_temps'
  if (valeurA(brut, [...CONTINU]) !== undefined) return 'continu'
  return liste(valeurA(brut, [...VAGUES])).length > 1 ? 'plusieurs' : 'une'
}

/** Groups of the calendar that a rhythm has no use for; what the file says is always shown. Pure. */
export function sansUsage(brut: unknown, rythme: Rythme): Chemin | undefined {
  const autre = rythme === 'continu' ? [...VAGUES] : [...CONTINU]
  return valeurA(brut, autre) === undefined ? autre : undefined
}

/** `garde`: what stays, in words; `perdu`: what goes away with the change, each in words. Nothing of a draft goes before somebody has read these. */
export type Passage = { gestes: GesteEcrit[]; garde: string[]; perdu: string[] }

/** What takes a draft from its rhythm to another: lines that need not change do not. Pure. */
export function passerA(brut: unknown, vers: Rythme): Passage {
  const dit = `Rythme du dépôt\u00a0: ${RYTHMES[vers]}`
  const fait: Passage = { gestes: [], garde: [], perdu: [] }
  const geste = (g: GesteEcrit['geste']) => fait.gestes.push({ geste: g, dit })
  const [periodes, continu, phases] = [
    liste(valeurA(brut, [...VAGUES])),
    valeurA(brut, [...CONTINU]),
    valeurA(brut, [...PHASES]) as Groupe | undefined,
  ]
  if (phases !== undefined && vers !== 'deux_temps') {
    fait.perdu.push(direSecond(phases))
    geste({ verbe: 'retirer', chemin: [...PHASES] })
  }
  if (vers === 'continu') versContinu(brut, fait, geste)
  else {
    const une = periodes.length > 0 || continu === undefined ? undefined : periodeDe(groupe(continu))
    if (une) fait.garde.push(...ditesDe(une))
    if (vers === 'plusieurs') ajouterUnePeriode(brut, une, geste)
    else if (une) poser(brut, [...VAGUES], [une], geste)
    else garderLaPremiere(periodes, fait, geste)
    if (continu !== undefined) {
      fait.perdu.push(...direContinu(groupe(continu), une !== undefined))
      geste({ verbe: 'retirer', chemin: [...CONTINU] })
    }
    if (vers === 'deux_temps' && phases === undefined) {
      fait.garde.push('Le formulaire et les pièces de l’appel, que les deux temps demandent')
      geste({ verbe: 'poser', chemin: [...PHASES], valeur: secondTemps(brut) })
    }
  }
  return fait
}

type Faire = (g: GesteEcrit['geste']) => void
/** A group that is not there yet comes with what it holds. */
function poser(brut: unknown, [groupe, cle]: [string, string], valeur: Valeur, geste: Faire) {
  geste(
    valeurA(brut, [groupe]) === undefined
      ? { verbe: 'poser', chemin: [groupe], valeur: { [cle]: valeur } }
      : { verbe: 'poser', chemin: [groupe, cle], valeur },
  )
}

function versContinu(brut: unknown, fait: Passage, geste: Faire) {
  const periodes = liste(valeurA(brut, [...VAGUES]))
  const premiere = periodes[0]
  // one that was just added has no date yet
  const derniere = periodes.findLastIndex(p => texte(p.cloture) !== '')
  if (valeurA(brut, [...CONTINU]) === undefined) {
    const pris = { ouverture: texte(premiere?.ouverture), fin: texte(periodes[derniere]?.cloture) }
    fait.garde.push(...ditesDe(pris))
    const clauses = premiere && Array.isArray(premiere.clauses) ? premiere.clauses.map(String) : []
    const { ouverture, fin } = pris
    poser(brut, [...CONTINU], { ouverture, ...(fin ? { fin } : {}), ...(clauses.length > 0 ? { clauses } : {}) }, geste)
    periodes.forEach((p, i) => {
      const restent = DATES.filter(c => !(c === 'ouverture' && i === 0) && !(c === 'cloture' && i === derniere))
      const dits = dates(p, restent)
      if (dits) fait.perdu.push(`${nomDe(p, i)}\u00a0: ${dits}`)
    })
  } else fait.perdu.push(...periodes.map((p, i) => [nomDe(p, i), dates(p, DATES)].filter(Boolean).join('\u00a0: ')))
  if (valeurA(brut, [...VAGUES]) !== undefined) geste({ verbe: 'retirer', chemin: [...VAGUES] })
}

/** The one period that a call all the year round becomes. */
const periodeDe = (c: Groupe) => ({
  code: 'unique',
  libelle: 'Dépôt',
  ouverture: texte(c.ouverture),
  cloture: texte(c.fin),
  ...(Array.isArray(c.clauses) && c.clauses.length > 0 ? { clauses: c.clauses.map(String) } : {}),
})

function ajouterUnePeriode(brut: unknown, une: Groupe | undefined, geste: Faire) {
  const periodes = liste(valeurA(brut, [...VAGUES]))
  if (periodes.length > 1) return
  const forme = formeA(brut, [...VAGUES])
  const ligne = (soeurs: readonly unknown[]) => (forme?.genre === 'liste' ? neuve(forme.element, soeurs) : {})
  if (periodes.length === 1) geste({ verbe: 'ajouter', chemin: [...VAGUES], valeur: ligne(periodes) })
  else {
    const premiere = (une as Valeur | undefined) ?? ligne([])
    poser(brut, [...VAGUES], [premiere, ligne([premiere])], geste)
  }
}

function garderLaPremiere(periodes: readonly Groupe[], fait: Passage, geste: Faire) {
  const [premiere, ...autres] = periodes
  if (premiere && autres.length > 0) fait.garde.push(nomDe(premiere, 0))
  fait.perdu.push(...autres.map((p, i) => [nomDe(p, i + 1), dates(p, DATES)].filter(Boolean).join('\u00a0: ')))
  for (let i = periodes.length - 1; i > 0; i--) geste({ verbe: 'retirer', chemin: [...VAGUES, i] })
}

const nomDe = (p: Groupe, rang: number) => (texte(p.libelle) ? `«\u00a0${texte(p.libelle)}\u00a0»` : `La période\u00a0${rang + 1}`)
const montre = (cle: string, v: unknown) =>
  enSaisie(v, { genre: 'feuille', type: /ouverture|cloture|fin|premier/.test(cle) ? 'instant' : 'jour' })
/** « clôture 17/09/2021 23:59:59, relevé 20/09/2021 »: those that are said. */
const dates = (p: Groupe, cles: readonly string[]) =>
  cles.flatMap(c => (texte(p[c]) ? [`${libelleDe(['vagues', c]).toLowerCase()} ${montre(c, p[c])}`] : [])).join(', ')
const ditesDe = (p: Groupe) => {
  const dits = dates({ ...p, cloture: p.cloture ?? p.fin }, ['ouverture', 'cloture'])
  return dits ? [dits] : []
}
const SANS_DATE = ['releves', 'sans_releve', 'premier_releve', 'reponse', 'reponse_semaines'] as const
const direContinu = (c: Groupe, repris: boolean) =>
  [...(repris ? [] : (['ouverture', 'fin'] as const)), ...SANS_DATE].flatMap(cle => {
    const dit = Array.isArray(c[cle]) ? (c[cle] as unknown[]).join(', ') : montre(cle, c[cle])
    return dit ? [`${libelleDe(['continu', cle])}\u00a0: ${dit}`] : []
  })

function direSecond(phases: Groupe): string {
  const second = groupe(phases.dossier_complet)
  const questions = liste(second.formulaires).flatMap(f => liste(f.etapes).flatMap(e => liste(e.questions)))
  const combien = [
    questions.length > 0 && pluriel(questions.length, 'question'),
    liste(second.pieces).length > 0 && pluriel(liste(second.pieces).length, 'pièce'),
    liste(second.regles).length > 0 && pluriel(liste(second.regles).length, 'règle'),
    dates(second, DATES),
  ].filter(Boolean)
  return ['Le second temps, tout entier', combien.join(', ')].filter(Boolean).join('\u00a0: ')
}
