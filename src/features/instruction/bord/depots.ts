import { dateCivile, FUSEAU, formatHeure, formatJour, formatJourSemaine, formatMoisCourt } from '../../../lib/dates.ts'
import { formatNombre, formatTaux } from '../../../lib/euros.ts'
import { finExclue, type Periode } from '../../../lib/periodes.ts'
import type { Tic } from '../../../ui/plots/dessin.tsx'
import type { Creneau } from './bord.queries.ts'
import { compte, dossiers, type Figure, mot, nom, nombre, part, RIEN, somme, taux } from './figure.ts'

/** The period that is drawn. `continu`: all the year round, its end closes nothing. */
export type PeriodeMontree = Required<{ [k in keyof Periode]: Date }> & { continu?: boolean }
export type Depots = {
  vague: PeriodeMontree
  instant: Date
  /** Filings by hour from the first day on, those of after the closing included. */
  heures: readonly Creneau[]
  /** By five minutes, in the last hour before the closing. */
  minutes: readonly Creneau[]
  /** The last one in time. */
  dernier: Date | undefined
}

const jourDe = (d: Date) => Temporal.PlainDate.from(dateCivile(d))
const court = (d: Temporal.PlainDate) => `${String(d.day).padStart(2, '0')}/${String(d.month).padStart(2, '0')}`
const compteur = (creneaux: readonly Creneau[], cle: (d: Date) => string | number) => {
  const m = new Map<string | number, number>()
  for (const c of creneaux) m.set(cle(c.debut), (m.get(cle(c.debut)) ?? 0) + c.n)
  return (k: string | number) => m.get(k) ?? 0
}

/** Filings day by day over a wave, and their sum; by weeks in the table. */
export function figureJours({ vague, instant, heures }: Depots): Figure {
  const [premier, dernier] = [jourDe(vague.ouverture), jourDe(vague.cloture)]
  const jours = Array.from({ length: premier.until(dernier).days + 1 }, (_, i) => premier.add({ days: i }))
  const fin = finExclue(vague)
  const clos = instant.getTime() >= fin
  const parJour = compteur(
    heures.filter(h => h.debut.getTime() < fin),
    dateCivile,
  )
  const passes = instant < vague.ouverture ? 0 : clos ? jours.length : premier.until(jourDe(instant)).days + 1
  const valeurs = jours.map(j => parJour(j.toString()))
  const cumuls = valeurs.slice(0, passes).map((_, i) => somme(valeurs.slice(0, i + 1)))
  const total = somme(valeurs)
  const tard = somme(heures.filter(h => h.debut.getTime() >= fin).map(h => h.n))
  const commun = { tics: ticsDesJours(jours) }
  const max = Math.max(...valeurs)
  const [de, a] = [court(premier), court(dernier)]
  return {
    code: 'jours',
    titre: 'Dépôts par jour',
    fait: `${phraseJours(valeurs.slice(0, passes), total, clos, vague)}${tard > 0 ? ` ${dossiers(tard)} de plus après la clôture, par dérogation.` : ''}`,
    traces:
      total === 0
        ? []
        : [
            {
              trace: {
                genre: 'colonnes',
                id: 'jours',
                titre: `Dossiers déposés par jour, du ${de} au ${a}`,
                desc: `Au plus ${dossiers(max)} par jour, le ${court(jours[valeurs.indexOf(max)]!)}.`,
                valeurs,
                unite: 'dossiers par jour',
                reperes: vague.continu ? [] : reperesDe(jours.length),
                ...commun,
              },
            },
            {
              trace: {
                genre: 'marches',
                id: 'cumul',
                titre: 'Cumul des dossiers déposés',
                desc: `${dossiers(total)} en ${passes}\u00a0jour${passes > 1 ? 's' : ''}.`,
                cumuls,
                sur: jours.length,
                unite: 'dossiers, cumul',
                ...commun,
              },
            },
          ],
    tableau: total + tard === 0 ? undefined : tableauSemaines(jours.slice(0, passes), valeurs, total, tard),
  }
}

function phraseJours(valeurs: readonly number[], total: number, clos: boolean, vague: PeriodeMontree): string {
  if (valeurs.length === 0) return 'Le dépôt n’est pas encore ouvert.'
  if (total === 0) return clos ? 'Aucun dossier n’a été déposé.' : 'Aucun dossier n’est encore déposé.'
  const recents = somme(valeurs.slice(-3))
  if (clos && recents === 0) return `${dossiers(total)}, aucun les trois derniers jours.`
  if (clos)
    return `${formatNombre(recents)}\u00a0dossier${recents > 1 ? 's' : ''} sur ${formatNombre(total)} (${formatTaux(recents / total, 0)}) ${recents > 1 ? 'sont arrivés' : 'est arrivé'} les trois derniers jours.`
  return `${dossiers(total)} depuis ${vague.continu ? `le ${formatJour(vague.ouverture)}` : 'l’ouverture'}, dont ${formatNombre(recents)} ces trois derniers jours.`
}

function tableauSemaines(jours: readonly Temporal.PlainDate[], valeurs: readonly number[], total: number, tard: number): Figure['tableau'] {
  const tout = total + tard
  const semaines = Array.from({ length: Math.ceil(jours.length / 7) }, (_, i) => i * 7)
  return {
    legende: 'Dépôts par semaine',
    colonnes: [nom('Semaine'), nombre('Dossiers'), nombre('Cumul'), part('Part')],
    lignes: [
      ...semaines.map(i => {
        const fin = Math.min(i + 7, jours.length)
        const cumul = somme(valeurs.slice(0, fin))
        return [
          mot(`${court(jours[i]!)} au ${court(jours[fin - 1]!)}`),
          compte(somme(valeurs.slice(i, fin))),
          compte(cumul),
          taux(cumul, tout),
        ]
      }),
      ...(tard > 0 ? [[mot('Par dérogation'), compte(tard), compte(tout), taux(tout, tout)]] : []),
    ],
    total: [mot('Total'), compte(tout), RIEN, taux(tout, tout)],
  }
}

/** The first of each month, where it does not touch the ends of the axis; at most six. */
function ticsDesJours(jours: readonly Temporal.PlainDate[]): Tic[] {
  const n = jours.length
  const mois = jours.flatMap((j, i) =>
    j.day === 1 && i / n > 0.12 && i / n < 0.9 ? [{ place: i / n, libelle: formatMoisCourt(j.toString()), ancre: 'start' as const }] : [],
  )
  const pas = Math.ceil(mois.length / 6)
  const [premier, dernier] = [jours[0]!, jours.at(-1)!]
  return [
    { place: 0, libelle: premier.day === 1 ? formatMoisCourt(premier.toString()) : court(premier), ancre: 'start' },
    ...mois.filter((_, i) => i % pas === 0),
    { place: 1, libelle: court(dernier), ancre: 'end' },
  ]
}

/** The days of the reminders; on a long axis their words would touch, so one is enough. */
const reperesDe = (n: number) => [
  ...(n > 8 ? [{ place: 1 - 8 / n, libelle: 'rappel J\u20117', ancre: 'end' as const }] : []),
  ...(n > 4 && n < 100 ? [{ place: 1 - 3 / n, libelle: 'J\u20112', ancre: 'middle' as const }] : []),
]

const HEURES = Array.from({ length: 24 }, (_, h) => h)
const HEURE = 3_600_000
const heureDe = (d: Date) => Temporal.Instant.fromEpochMilliseconds(d.getTime()).toZonedDateTimeISO(FUSEAU).hour

/** The day that matters hour by hour: the last one once it has begun, today before; nothing before the opening. */
export function figureJour(d: Depots): Figure | undefined {
  const { vague, instant, heures, minutes, dernier } = d
  if (instant < vague.ouverture) return undefined
  const fin = finExclue(vague)
  const [cloture, aujourdhui] = [jourDe(vague.cloture), jourDe(instant)]
  const leDernier = Temporal.PlainDate.compare(aujourdhui, cloture) >= 0
  const jour = (leDernier ? cloture : aujourdhui).toString()
  const duJour = heures.filter(h => dateCivile(h.debut) === jour && h.debut.getTime() < fin)
  const total = somme(duJour.map(h => h.n))
  const parHeure = compteur(duJour, heureDe)
  const nom = formatJourSemaine(leDernier ? vague.cloture : instant).replace(/\u00a0\d{4}$/, '')
  const clos = instant.getTime() >= fin
  return {
    code: 'jour',
    titre: `${leDernier ? 'Dernier jour' : 'Aujourd’hui'}, ${nom}`,
    fait: phraseJour(
      total,
      somme(minutes.map(m => m.n)),
      clos && dateCivile(dernier ?? instant) === jour ? dernier : undefined,
      vague,
      leDernier,
    ),
    traces:
      total === 0
        ? []
        : [
            { sous: 'Par heure', trace: traceHeures(HEURES.map(parHeure), nom) },
            ...(instant.getTime() >= fin - HEURE
              ? [{ sous: 'Dernière heure, par tranche de 5\u00a0minutes', trace: traceMinutes(minutes, fin) }]
              : []),
          ],
    tableau: total === 0 ? undefined : tableauHeures(parHeure, total, nom),
  }
}

function phraseJour(total: number, derniereHeure: number, dernier: Date | undefined, vague: PeriodeMontree, leDernier: boolean): string {
  if (total === 0) return leDernier ? 'Aucun dossier n’est arrivé ce jour-là.' : 'Aucun dossier n’est arrivé aujourd’hui.'
  if (!dernier) return `${dossiers(total)}${derniereHeure > 0 ? `, dont ${formatNombre(derniereHeure)} dans la dernière heure` : ''}.`
  return `${dossiers(total)}, dont ${formatNombre(derniereHeure)} dans la dernière heure. Le dernier est arrivé à ${formatHeure(dernier, { secondes: true })}, ${avantCloture(vague.cloture.getTime() - dernier.getTime())}.`
}

/** « 8 secondes avant la clôture »; the whole last second counts. */
function avantCloture(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const dire = (n: number, mot: string) => `${n}\u00a0${mot}${n > 1 ? 's' : ''} avant la clôture`
  if (s === 0) return 'à la dernière seconde'
  return s < 120 ? dire(s, 'seconde') : s < 7200 ? dire(Math.floor(s / 60), 'minute') : dire(Math.floor(s / 3600), 'heure')
}

function traceHeures(valeurs: readonly number[], jour: string): Figure['traces'][number]['trace'] {
  const max = Math.max(...valeurs)
  const heure = valeurs.indexOf(max)
  return {
    genre: 'colonnes',
    id: 'heures',
    titre: `Dossiers déposés par heure, ${jour}`,
    desc: `Au plus ${dossiers(max)}, entre ${heure}\u00a0h et ${heure + 1}\u00a0h.`,
    hauteur: 140,
    valeurs,
    unite: 'dossiers par heure',
    tics: [0, 6, 12, 18, 24].map(h => ({ place: h / 24, libelle: `${h}\u00a0h`, ancre: h === 0 ? 'start' : h === 24 ? 'end' : 'middle' })),
  }
}

function traceMinutes(minutes: readonly Creneau[], fin: number): Figure['traces'][number]['trace'] {
  const debut = fin - HEURE
  const valeurs = Array.from({ length: 12 }, (_, i) => somme(minutes.filter(m => m.debut.getTime() === debut + i * 300_000).map(m => m.n)))
  return {
    genre: 'colonnes',
    id: 'minutes',
    titre: 'Dossiers déposés dans la dernière heure, par tranche de 5\u00a0minutes',
    desc: `${dossiers(valeurs.at(-1)!)} dans les 5\u00a0dernières minutes, ${formatNombre(somme(valeurs))} dans l’heure.`,
    hauteur: 140,
    valeurs,
    unite: 'dossiers par tranche',
    tics: [0, 1, 2, 3].map(i => ({
      place: i / 4,
      libelle: formatHeure(new Date(debut + i * 900_000)),
      ancre: i === 0 ? 'start' : 'middle',
    })),
  }
}

const tableauHeures = (parHeure: (h: number) => number, total: number, jour: string): Figure['tableau'] => ({
  legende: `Dépôts par heure, ${jour}`,
  colonnes: [nom('Heure'), nombre('Dossiers'), nombre('Cumul du jour')],
  lignes: HEURES.filter(h => parHeure(h) > 0).map(h => [
    mot(`${h}\u00a0h à ${h + 1}\u00a0h`),
    compte(parHeure(h)),
    compte(somme(HEURES.slice(0, h + 1).map(parHeure))),
  ]),
  total: [mot('Total'), compte(total), compte(total)],
})
