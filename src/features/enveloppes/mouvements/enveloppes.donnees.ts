import type { Centimes } from '../../../lib/euros.ts'
import type { Site } from '../../../ui/site.ts'
import type { Appel, seuilsDeFermeture } from '../../cahier/index.ts'
import { defaisable } from './defaisable.rules.ts'
import type { EnveloppeEmployee } from './emploi.queries.ts'
import {
  acteDit,
  apresMouvement,
  comprendreMouvement,
  type ErreursMouvement,
  type LigneApres,
  phraseTrop,
  resteADecider,
  restePublic,
  type SaisieMouvement,
  tropDe,
  vuDe,
} from './mouvement.rules.ts'
import type { EnveloppeDite, Proposition } from './propositions.rules.ts'
import type { LigneRegistre } from './registre.queries.ts'
import { documentAvant, rejouer } from './registre.rules.ts'

/** An envelope as the page shows it. Cents: `montant = reste + reserve + notifie + decide`, to the cent; `decide` is less than nothing while a correction that lowers is untold. */
export type EnveloppeVue = EnveloppeEmployee & { decide: Centimes; reste: Centimes; restePublic: Centimes }
export const vueDe = (e: EnveloppeEmployee): EnveloppeVue => ({
  ...e,
  decide: e.accorde - e.notifie,
  reste: resteADecider(e),
  restePublic: restePublic(e),
})

/** What a movement would do, once the form says one: its lines and its button, or why it is not possible. */
export type Apercu = { acte: string; vu: string; lignes: readonly LigneApres[]; total: LigneApres } | { refus: string } | undefined
export function apercuDe(saisie: SaisieMouvement, enveloppes: readonly EnveloppeEmployee[]): Apercu {
  const m = comprendreMouvement(saisie, enveloppes)
  if (!m.ok) return undefined
  const trop = tropDe(m.value)
  return trop
    ? { refus: phraseTrop(m.value, trop.max) }
    : { acte: acteDit(m.value), vu: vuDe(m.value), ...apresMouvement(m.value, enveloppes) }
}

export type LigneVue = ReturnType<typeof lignesVues>[number]
export type EnveloppesVue = {
  site: Site
  appel: { slug: string; titre: string; version: number; publieeLe: Date }
  enveloppes: readonly EnveloppeVue[]
  total: EnveloppeVue
  registre: readonly LigneVue[]
  propositions: readonly Proposition[]
  aOuvrir: readonly EnveloppeDite[]
  /** Below so much left to announce, the call or one of its shares closes by itself, so many days after its notice. `avis`: of the whole call. */
  fermeture: { seuils: ReturnType<typeof seuilsDeFermeture>; preavis: number; avis: Appel['calendrier']['avis']; instant: Date }
  form: { saisie: SaisieMouvement; errors: ErreursMouvement; apercu: Apercu; cle: string }
  fait?: string | undefined
  refus?: string | undefined
}

/** The ledger, the last line first, with what each then held. */
export const lignesVues = (registre: readonly LigneRegistre[], instant: Date) =>
  rejouer(registre)
    .map(l => ({
      ...l,
      defaisable: defaisable(l),
      /** Until when its paper is expected; nothing once it is there, nor for what needs none. */
      attendu: l.par === null || l.annule !== null || l.document || l.genre === 'maintien' ? undefined : documentAvant(l.instant),
      enRetard: documentAvant(l.instant) < instant,
    }))
    .reverse()

/** The whole of a call. */
export function totalDe(enveloppes: readonly EnveloppeVue[]): EnveloppeVue {
  const somme = (c: 'montant' | 'reserve' | 'accorde' | 'notifie' | 'verse' | 'decide' | 'reste' | 'restePublic') =>
    enveloppes.reduce((t, e) => t + e[c], 0)
  const sommes = {
    montant: somme('montant'),
    reserve: somme('reserve'),
    accorde: somme('accorde'),
    notifie: somme('notifie'),
    verse: somme('verse'),
  }
  return {
    id: '',
    code: '',
    libelle: 'Total',
    ...sommes,
    decide: somme('decide'),
    reste: somme('reste'),
    restePublic: somme('restePublic'),
  }
}
