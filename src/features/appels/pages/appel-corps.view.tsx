import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { dateCivile, debutDuJour } from '../../../lib/dates.ts'
import { type Appel, etatAppel } from '../../cahier/index.ts'
import { prochainsReleves } from '../../calendrier/index.ts'
import { partieCalendrier } from './appel-calendrier.view.tsx'
import { partieChoix, partiePreparer } from './appel-depot.view.tsx'
import { type Partie, partieMontant, partieProgramme, partieProjets, partieQui } from './appel-projets.view.tsx'
import { partieReste, type Vecu } from './appel-reste.view.tsx'
import { partieClauses, partieDocuments, partieSuivi } from './appel-suite.view.tsx'
import { partieContacts } from './contacts.view.tsx'
import { creerReperes } from './reperes.tsx'

/** `vecu`: what has happened to it, where that is public. */
export type Tire = { appel: Appel; numero: number; publieeLe: Date | null; instant: Date; vecu?: Vecu | undefined }
/** The text of a call: the titles of its sections, and all of them as drawn. */
export type Corps = { titres: readonly Pick<Partie, 'id' | 'titre'>[]; texte: Child }

export function dessinerCorps({ appel, numero, publieeLe, instant, vecu }: Tire): Corps {
  const r = creerReperes()
  const parties = [
    partieQui(appel, r),
    partieProjets(appel, r),
    partieMontant(appel, r),
    partiePreparer(appel, r),
    partieChoix(appel, r),
    partieCalendrier(appel, instant, r, vecu?.releves),
    ...(vecu ? [partieReste(appel, vecu, instant)] : []),
    partieContacts(appel, r),
    partieSuivi(appel, instant, r),
    partieProgramme(appel, r),
    partieDocuments(appel, numero, publieeLe),
    partieClauses(appel, r),
  ]
  return {
    titres: parties.map(({ id, titre }) => ({ id, titre })),
    texte: (
      <>
        {parties.map(partie => (
          <section aria-labelledby={partie.id}>
            <h2 id={partie.id}>{partie.titre}</h2>
            {partie.corps}
          </section>
        ))}
      </>
    ),
  }
}

/** All that the text of a version owes to the instant: its civil day, the state of the call, the dates that are over, what movements and letters left in its envelopes, what its relevés took; nothing at the very instant of one. */
function momentDuCorps({ appel, instant, vecu }: Tire): string | undefined {
  const dates = [...appel.calendrier.vagues, ...(appel.second?.calendrier.vagues ?? [])].flatMap(v => [
    v.ouverture,
    ...(v.cloture ? [v.cloture] : []),
  ])
  const { prochain } = prochainsReleves(appel, instant)
  const jour = dateCivile(instant)
  if (dates.some(d => d.getTime() === instant.getTime()) || instant.getTime() === debutDuJour(jour).getTime()) return undefined
  return [
    jour,
    etatAppel(appel, instant),
    ...dates.map(d => d < instant),
    prochain?.getTime(),
    ...dates.map(d => d.getTime()),
    appel.calendrier.avis?.genre,
    ...appel.enveloppes.flatMap(e => [e.tenu, e.avis?.le.getTime(), e.avis && e.avis.le < instant]),
    JSON.stringify(vecu),
  ].join(' ')
}

/** Versions whose text is kept, as last drawn: about a hundred kilobytes each. */
const GARDES = 20
const gardes = new Map<string, Corps & { moment: string }>()

/** The same for a published version, which never changes: drawn once for all its readers, and again when the day or the state of the call changes. */
export function corpsPublie(versionId: string, t: Tire): Corps {
  const moment = momentDuCorps(t)
  const garde = gardes.get(versionId)
  if (garde && garde.moment === moment) return garde
  const { titres, texte } = dessinerCorps(t)
  if (moment === undefined) return { titres, texte }
  if (gardes.size >= GARDES) gardes.clear()
  const dessine = { moment, titres, texte: raw(String(texte)) }
  gardes.set(versionId, dessine)
  return dessine
}
