import { formatJour, joursEntre } from '../../../lib/dates.ts'
import { formatNombre } from '../../../lib/euros.ts'
import type { Suite } from '../liste/filtres.ts'
import type { Suivi } from './bord.queries.ts'
import { A_TRAITER, type Charge } from './charge.ts'
import { somme } from './figure.ts'
import type { Lien } from './repartitions.ts'

/** Something that somebody should look at: how many, what, a remark, and the list of exactly these dossiers. */
export type Alerte = { n: number; quoi: string; note?: string | undefined; href?: string | undefined }
export type ASurveiller = {
  suivi: readonly Suivi[]
  /** Dossiers whose porteur has not answered in time. */
  reponsesEnRetard: number
  /** Only for those who may know who does what. */
  charges: readonly Charge[] | undefined
  /** The last relevé whose instant has come. */
  releve: Date | undefined
  instant: Date
}

const pluriel = (n: number, un: string, plusieurs: string) => (n > 1 ? plusieurs : un)

/** Before anyone asks: what waits, what is late, who has too much. Nothing that stands at zero. */
export function alertesDe({ suivi, reponsesEnRetard, charges, releve, instant }: ASurveiller, lien: Lien): Alerte[] {
  const enSuite = (s: Suite) => somme(suivi.filter(l => l.suite === s).map(l => l.n))
  const alerte = (n: number, quoi: string, filtre: Parameters<Lien>[0], note?: string): Alerte[] =>
    n > 0 ? [{ n, quoi, note, href: lien(filtre) }] : []
  const [nonReleves, sans, enRetard, attendus, recus] = [
    enSuite('releve'),
    enSuite('prendre'),
    somme(suivi.map(l => l.enRetard)),
    enSuite('attendre'),
    enSuite('examiner'),
  ]
  const nonRespectees = somme(suivi.filter(l => l.etat === 'en_instruction').map(l => l.nonRespectees))
  return [
    ...(releve
      ? alerte(
          nonReleves,
          pluriel(nonReleves, 'dossier non relevé', 'dossiers non relevés'),
          { suite: ['releve'] },
          `relevé prévu le ${formatJour(releve)}`,
        )
      : []),
    ...alerte(sans, `${pluriel(sans, 'dossier', 'dossiers')} sans instructeur`, { suite: ['prendre'] }, releve && depuis(releve, instant)),
    ...alerte(enRetard, `${pluriel(enRetard, 'dossier', 'dossiers')} en retard`, { retard: '1' }, 'le délai légal est passé'),
    ...alerte(
      nonRespectees,
      `${pluriel(nonRespectees, 'dossier', 'dossiers')} avec une règle non respectée`,
      { verdict: ['non_respectee'], etat: ['en_instruction'] },
      'en instruction',
    ),
    ...alerte(recus, `${pluriel(recus, 'dossier', 'dossiers')} avec des réponses à examiner`, { suite: ['examiner'] }),
    ...alerte(
      attendus,
      `${pluriel(attendus, 'dossier attend', 'dossiers attendent')} des compléments`,
      { suite: ['attendre'] },
      reponsesEnRetard > 0 ? `dont ${formatNombre(reponsesEnRetard)} après la date limite` : 'aucun après la date limite',
    ),
    ...plusChargee(charges, lien),
  ]
}

function depuis(releve: Date, instant: Date): string {
  const n = joursEntre(releve, instant)
  return n === 0 ? 'relevés aujourd’hui' : `${n}\u00a0jour${n > 1 ? 's' : ''} après le relevé`
}

/** Whoever has the most to do, when several share the work. */
function plusChargee(charges: readonly Charge[] | undefined, lien: Lien): Alerte[] {
  const [premier, second] = charges?.filter(c => c.id !== null) ?? []
  if (!premier?.id || !second || premier.aTraiter === 0) return []
  return [
    {
      n: premier.aTraiter,
      quoi: `${pluriel(premier.aTraiter, 'dossier', 'dossiers')} à traiter, ${premier.nom}`,
      note: 'la charge la plus lourde',
      href: lien({ affecte: premier.id as 'moi', suite: [...A_TRAITER].sort() }),
    },
  ]
}
