import { ANNEES, formatDateCivile, formatMoisCourt } from '../../../lib/dates.ts'
import { enumeration, pluriel } from '../../../lib/mots.ts'
import type { Tic } from '../../../ui/plots/dessin.tsx'
import type { MarqueDuTemps, Periode } from '../../../ui/plots/periodes.tsx'
import { type Chemin, valeurA } from '../../formes/index.ts'
import { groupe, liste, texte } from '../motifs/lire-brut.ts'

/** What is marked after a period, in the order of the key. */
export const SIGNES = {
  releve: { signe: 'objectif', mot: 'relevé' },
  reponse: { signe: 'points', mot: 'réponses' },
  comite: { signe: 'diagonales', mot: 'comité' },
  resultats: { signe: 'vide', mot: 'résultats' },
} as const satisfies Record<string, { signe: MarqueDuTemps['signe']; mot: string }>
type Signe = keyof typeof SIGNES
const SIGNES_EN_ORDRE = Object.keys(SIGNES) as Signe[]

/** The calendar of a draft, ready to be drawn: nothing where no date is written yet. */
export type Frise = { periodes: Periode[]; tics: Tic[]; aujourdhui?: Tic; desc: string; signes: Signe[] }

type Jours = { nom: string; du?: number | undefined; au?: number | undefined; sansFin?: boolean; marques: { quoi: Signe; jour: number }[] }
const JOUR_MS = 86_400_000
/** A day since 1970; nothing for what is half typed, nor for a year that no call may have. */
const jourDe = (v: unknown): number | undefined => {
  const m = typeof v === 'string' ? /^((\d{4})-\d{2}-\d{2})(?:$|[ T])/.exec(v) : null
  const n = m && Number(m[2]) >= ANNEES.min && Number(m[2]) <= ANNEES.max ? Date.parse(`${m[1]}T00:00:00Z`) / JOUR_MS : Number.NaN
  return Number.isFinite(n) ? n : undefined
}
const iso = (n: number) => new Date(n * JOUR_MS).toISOString().slice(0, 10)
const dit = (n: number) => formatDateCivile(iso(n))

/** A period that nothing closes is drawn for a year. */
const UN_AN = 365
const PERIODES_MAX = 12
function periodesDe(brut: unknown): Jours[] {
  const marques = (g: unknown, cles: Partial<Record<Signe, string>>) =>
    SIGNES_EN_ORDRE.flatMap(quoi => {
      const jour = cles[quoi] === undefined ? undefined : jourDe(groupe(g)[cles[quoi]])
      return jour === undefined ? [] : [{ quoi, jour }]
    })
  const TOUTES = { releve: 'releve', comite: 'comite', resultats: 'resultats' }
  const a = (chemin: Chemin) => groupe(valeurA(brut, chemin))
  const [continu, intention, second] = [a(['calendrier', 'continu']), a(['phases', 'intention']), a(['phases', 'dossier_complet'])]
  const debut = jourDe(continu.ouverture)
  const deuxTemps = valeurA(brut, ['phases']) !== undefined
  const reponse = jourDe(intention.reponse)
  return [
    ...liste(valeurA(brut, ['calendrier', 'vagues'])).map((v, i) => ({
      nom: texte(v.libelle) || `Période\u00a0${i + 1}`,
      du: jourDe(v.ouverture),
      au: jourDe(v.cloture),
      marques: [...marques(v, TOUTES), ...(i === 0 && deuxTemps ? marques(intention, { reponse: 'reponse' }) : [])],
    })),
    ...(debut === undefined
      ? []
      : [
          {
            nom: 'Dépôt au fil de l’eau',
            du: debut,
            au: jourDe(continu.fin) ?? debut + UN_AN,
            sansFin: jourDe(continu.fin) === undefined,
            marques: marques(continu, { releve: 'premier_releve' }),
          },
        ]),
    ...(deuxTemps
      ? [{ nom: texte(second.titre) || 'Second temps', du: reponse, au: jourDe(second.cloture), marques: marques(second, TOUTES) }]
      : []),
  ]
    .filter(p => p.du !== undefined || p.au !== undefined || p.marques.length > 0)
    .slice(0, PERIODES_MAX)
}

const NOM_MAX = 34
const court = (nom: string) => (nom.length > NOM_MAX ? `${nom.slice(0, NOM_MAX - 1)}…` : nom)
/** Both days are of the period. */
const duree = ({ du, au, sansFin }: Jours) =>
  sansFin ? ', sans fin' : du !== undefined && au !== undefined && au >= du ? `, ${pluriel(au - du + 1, 'jour')}` : ''
function decrire(p: Jours): string {
  const depot =
    p.du === undefined
      ? p.au === undefined
        ? []
        : [`jusqu’au ${dit(p.au)}`]
      : p.sansFin || p.au === undefined
        ? [`à partir du ${dit(p.du)}`]
        : [`du ${dit(p.du)} au ${dit(p.au)}`]
  const jours = p.marques.map(m => `${SIGNES[m.quoi].mot} le ${dit(m.jour)}`)
  return `${p.nom}\u00a0: ${enumeration([...depot, ...jours])}.`
}

/** Days before the first date, or after the last, between which today is shown too. */
const AUTOUR = 120
export function friseDe(brut: unknown, aujourdhui: string): Frise | undefined {
  const periodes = periodesDe(brut)
  const dates = periodes.flatMap(p => [p.du, p.au, ...p.marques.map(m => m.jour)].filter(d => d !== undefined))
  if (dates.length === 0) return undefined
  const [premiere, derniere] = [Math.min(...dates), Math.max(...dates)]
  const ici = jourDe(aujourdhui)
  const visible = ici !== undefined && ici > premiere - AUTOUR && ici < derniere + AUTOUR
  const debut = (visible ? Math.min(premiere, ici) : premiere) - 5
  const fin = Math.max(derniere, visible ? ici : derniere, debut + 30) + 5
  const place = (n: number) => (n - debut) / (fin - debut)
  const ancre = (n: number) => (place(n) < 0.12 ? 'start' : place(n) > 0.88 ? 'end' : 'middle')
  return {
    periodes: periodes.map(p => ({
      libelle: court(p.nom) + duree(p),
      du: p.du === undefined ? undefined : place(p.du),
      au: p.au === undefined ? undefined : place(p.au),
      ...(p.sansFin ? { sansFin: true } : {}),
      marques: p.marques.map(m => ({ place: place(m.jour), signe: SIGNES[m.quoi].signe })),
    })),
    tics: mois(debut, fin).map((n, i) => ({ place: place(n), libelle: motDuMois(n, i === 0), ancre: ancre(n) })),
    ...(visible ? { aujourdhui: { place: place(ici), libelle: 'aujourd’hui', ancre: ancre(ici) } } : {}),
    desc: periodes.map(decrire).join(' '),
    signes: SIGNES_EN_ORDRE.filter(s => periodes.some(p => p.marques.some(m => m.quoi === s))),
  }
}

const TICS_MAX = 6
/** The first days of so few months, or years, that their names are read on a telephone. */
function mois(debut: number, fin: number): number[] {
  const premier = Temporal.PlainDate.from(iso(debut)).with({ day: 1 }).add({ months: 1 })
  const nombre = Math.ceil((fin - debut) / 30)
  const pas = [1, 2, 3, 6, 12, 24, 60, 120].find(p => nombre / p <= TICS_MAX) ?? 240
  return Array.from({ length: Math.min(nombre, TICS_MAX + 1) }, (_, i) => jourDe(premier.add({ months: i * pas }).toString())!).filter(
    n => n < fin && (n - debut) / (fin - debut) > 0.03 && (n - debut) / (fin - debut) < 0.97,
  )
}
/** The year stands with the first month, and with each January. */
const motDuMois = (n: number, premier: boolean) => {
  const jour = iso(n)
  return `${formatMoisCourt(jour)}${premier || jour.slice(5, 7) === '01' ? ` ${jour.slice(0, 4)}` : ''}`
}
