import { type Chemin, valeurA } from '../../formes/index.ts'
import type { Geste } from '../document/gestes.ts'
import { ecrireLieu } from '../document/lieux.ts'
import type { DateRetiree } from '../document/retraits.ts'
import { liste } from '../motifs/lire-brut.ts'

/** Dates of a calendar that come one after the other, in their order: some may be missing. */
type Suite = { dates: Chemin[]; ligne: string }
const DATES = ['ouverture', 'cloture', 'releve', 'comite', 'resultats']

function suitesDe(brut: unknown): Suite[] {
  const [vagues, continu, second] = [
    ['calendrier', 'vagues'],
    ['calendrier', 'continu'],
    ['phases', 'dossier_complet'],
  ]
  const periodes = liste(valeurA(brut, vagues!))
  const dans = (ou: Chemin, cles: readonly string[]) => cles.map((cle): Chemin => [...ou, cle])
  return [
    ...periodes.map((p, i) => ({
      dates: dans([...vagues!, i], DATES),
      ligne: periodes.length > 1 ? String(p.libelle ?? '').slice(0, 200) : '',
    })),
    ...['premier_releve', 'fin'].map(cle => ({ dates: dans(continu!, ['ouverture', cle]), ligne: '' })),
    // the second temps opens with the answers to the first, which wait for all the intentions
    {
      dates: [...dans([...vagues!, 0], DATES.slice(0, 3)), ['phases', 'intention', 'reponse'], ...dans(second!, DATES.slice(1))],
      ligne: '',
    },
  ]
}

/** What can be compared: a day, or a day and an hour. What is half typed is neither. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/
const momentA = (brut: unknown, chemin: Chemin) => {
  const v = valeurA(brut, chemin)
  return typeof v === 'string' && MOMENT.test(v) ? v : undefined
}
/** Whether a date cannot come after another: by the second where both have an hour, else by the day, which two may share. */
function avant(autre: string | undefined, date: string | undefined): boolean {
  if (autre === undefined || date === undefined) return false
  const [a, d] = [autre, date].map(v => v.replace('T', ' ').padEnd(v.length > 10 ? 19 : 0, ':00'))
  return a!.length > 10 && d!.length > 10 ? a! <= d! : a!.slice(0, 10) < d!.slice(0, 10)
}

/**
 * The dates that those which have just been changed make impossible, each with the change that takes it away: what comes after in its suite, stood in order until then, and
 * would now come before. A date that is itself typed too early takes nothing away: its field says so. Pure.
 */
export function rendusImpossibles(avantEux: unknown, brut: unknown, changes: readonly Chemin[]): { geste: Geste; retrait: DateRetiree }[] {
  const touches = new Set(changes.map(ecrireLieu))
  const faits = new Map<string, { geste: Geste; retrait: DateRetiree }>()
  for (const { dates, ligne } of suitesDe(brut))
    dates.forEach((chemin, i) => {
      const [lieu, valeur] = [ecrireLieu(chemin), momentA(brut, chemin)]
      if (!touches.has(lieu) || valeur === undefined) return
      for (const suivante of dates.slice(i + 1)) {
        const [ou, la] = [ecrireLieu(suivante), momentA(brut, suivante)]
        if (touches.has(ou) || faits.has(ou) || !avant(la, valeur)) continue
        if (avant(momentA(avantEux, suivante), momentA(avantEux, chemin))) continue
        faits.set(ou, {
          geste: { verbe: 'retirer', chemin: suivante },
          retrait: { sorte: 'date', lieu: ou, valeur: la!, ligne, devant: { lieu, valeur } },
        })
      }
    })
  return [...faits.values()]
}
