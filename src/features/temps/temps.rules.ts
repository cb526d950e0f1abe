import { finDe } from '../../lib/periodes.ts'
import type { Appel, Vague } from '../cahier/index.ts'

/** What the second temps says instead of the call. */
const PROPRES = ['natures', 'plan', 'calculs', 'formulaires', 'pieces', 'engagements', 'regles'] as const

/**
 * A call as it was written, as its two temps are read: the call itself is the first one, and `second` is the same call with the form, the dates and the rules of the
 * second. Criteria and the follow-up belong to the second: the first one has nothing that they could read. Pure; a call without `phases` comes back as it is.
 */
export function separerLesTemps(a: Appel): Appel {
  if (!a.phases) return a
  const { dossier_complet: d } = a.phases
  const { debut: _, fin: __, ...suivi } = a.suivi
  const second: Appel = {
    ...a,
    ...Object.fromEntries(PROPRES.map(cle => [cle, d[cle]])),
    temps: 2,
    intentions: a.calendrier.vagues[0]!,
    parametres: { ...a.parametres, ...d.parametres },
    aide: d.aide ?? a.aide,
    calendrier: { ...a.calendrier, vagues: [vagueDuSecond(a)] },
    simulateur: { ...a.simulateur, ecrans: [] },
    essais: a.essais.filter(e => e.intention !== undefined),
  }
  return {
    ...a,
    essais: a.essais.filter(e => e.intention === undefined),
    suivi,
    criteres: { ...a.criteres, liste: a.criteres.liste.map(({ si: ___, ...c }) => c) },
    second,
  }
}

/** The second temps opens when the answers are told, never before the first one is closed: nothing else bounds it. */
function vagueDuSecond({ calendrier, phases }: Appel): Vague {
  const { titre, cloture, releve, comite, resultats } = phases!.dossier_complet
  const fin = calendrier.vagues[0]!.cloture
  const ouverture = fin ? new Date(finDe(fin)) : calendrier.vagues[0]!.ouverture
  return { code: 'second_temps', libelle: titre, ouverture, cloture, releve, comite, resultats, clauses: [], auDepot: releve === undefined }
}

/** The call as a dossier of this temps reads it: its form, its dates, its rules. A call without `phases` is the same at all. */
export const auTemps = (appel: Appel, temps: number): Appel => (temps === 2 ? (appel.second ?? appel) : appel)

/** How this temps is called, where the call has two; nothing otherwise. */
export const titreDuTemps = ({ phases }: Appel, temps: number): string | undefined =>
  phases && (temps === 2 ? phases.dossier_complet.titre : phases.intention.titre)

/** Where something that a check of the second temps found stands in the file. */
export function cheminDuSecond({ phases, essais }: Appel, chemin: readonly PropertyKey[]): PropertyKey[] {
  const [cle, nom] = chemin
  const d = phases?.dossier_complet as Record<PropertyKey, unknown> | undefined
  const ici =
    cle !== undefined &&
    ((PROPRES as readonly PropertyKey[]).includes(cle) ||
      (cle === 'aide' && d?.aide !== undefined) ||
      (cle === 'parametres' && nom !== undefined && Object.hasOwn((d?.parametres ?? {}) as object, nom)))
  if (ici) return ['phases', 'dossier_complet', ...chemin]
  // test dossiers of the second temps stand after those of the first
  if (cle === 'essais' && typeof nom === 'number') return [cle, essais.length + nom, ...chemin.slice(2)]
  if (cle === 'calendrier' && nom === 'vagues') return ['phases', 'dossier_complet', ...chemin.slice(3)]
  return [...chemin]
}
