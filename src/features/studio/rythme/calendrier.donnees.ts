import { formeA, valeurA } from '../../formes/index.ts'
import { ecrireLieu } from '../document/lieux.ts'
import { type Bloc, blocsDe, type Groupe } from '../lieu.donnees.ts'
import { DATES_DES_TEMPS, type Section, sectionDe } from '../sections.table.ts'
import { type Rythme, rythmeDe, sansUsage } from './passer.ts'

/** What a section shows of a place: the calendar, what its rhythm asks for; elsewhere, all but the dates that the calendar holds. Pure. */
export function deLaSection(section: Section, brut: unknown, blocs: readonly Bloc[]): Bloc[] {
  if (section !== 'argent') return sansLesDates(section, blocs)
  const rythme = rythmeDe(brut)
  return blocs.map(b => (b.genre === 'groupe' && b.lieu === '/calendrier' ? duRythme(b, brut, rythme) : b))
}

const sansLesDates = (section: Section, blocs: readonly Bloc[]): Bloc[] =>
  blocs.flatMap((b): Bloc[] => {
    if (b.genre === 'groupe') return [{ ...b, blocs: sansLesDates(section, b.blocs) }]
    return b.genre === 'champ' && sectionDe(b.chemin) === 'argent' ? [] : [b]
  })

function duRythme(calendrier: Groupe, brut: unknown, rythme: Rythme): Groupe {
  const inutile = sansUsage(brut, rythme)
  const siens = calendrier.blocs
    .filter(b => !inutile || b.lieu !== ecrireLieu(inutile))
    .map(
      (b): Bloc =>
        b.genre === 'liste' && b.lignes.length === 1 && rythme !== 'plusieurs' && b.lieu.endsWith('/vagues') ? { ...b, fixe: true } : b,
    )
  const rang = siens.findIndex(b => ['vagues', 'continu'].includes(String(b.chemin.at(-1)))) + 1
  return { ...calendrier, blocs: [...siens.slice(0, rang), ...(rythme === 'deux_temps' ? datesDesTemps(brut) : []), ...siens.slice(rang)] }
}

/** The dates of each temps, where the calendar of a call in two of them is written. */
const datesDesTemps = (brut: unknown): Bloc[] =>
  [
    ['phases', 'intention'],
    ['phases', 'dossier_complet'],
  ].map((chemin): Groupe => {
    const siens = DATES_DES_TEMPS.filter(d => d[1] === chemin[1])
    const forme = formeA(brut, chemin)
    const obligatoires = new Set(forme?.genre === 'ferme' ? forme.cles.filter(c => c.obligatoire).map(c => c.cle) : [])
    const blocs = blocsDe(brut, siens).map(
      (b): Bloc => (b.genre === 'champ' ? { ...b, obligatoire: obligatoires.has(String(b.chemin.at(-1))) } : b),
    )
    return { genre: 'groupe', lieu: ecrireLieu(chemin), chemin, blocs, vide: valeurA(brut, chemin) === undefined }
  })
