import { z } from 'zod'
import { texteSaisi } from '../../../lib/forms.ts'
import { TOUS_LES_APPELS } from './bornes.ts'
import { TITRE_MAX } from './titrer.ts'

/** As typed; `appel`: a slug, `TOUS_LES_APPELS`, or nothing. */
export type SaisieInvitation = {
  courriel: string
  nom: string
  titre: string
  roles: readonly string[]
  appel: string
  departements: readonly string[]
}
export const INVITATION_VIDE: SaisieInvitation = { courriel: '', nom: '', titre: '', roles: [], appel: '', departements: [] }

/** Boxes of a form that are read, at most; each once. */
const CASES_MAX = 100
const coches = (v: unknown) => [...new Set([v ?? []].flat().filter(x => typeof x === 'string'))].slice(0, CASES_MAX)

export const lireSaisie = (champs: Record<string, unknown>): SaisieInvitation => ({
  courriel: texteSaisi(champs.courriel).toLowerCase(),
  nom: texteSaisi(champs.nom),
  titre: texteSaisi(champs.titre),
  roles: coches(champs.role),
  appel: texteSaisi(champs.appel),
  departements: coches(champs.departement),
})

/** Of one role that is given from the page of a person. */
export const lireRole = (champs: Record<string, unknown>) => ({
  role: texteSaisi(champs.role),
  appel: texteSaisi(champs.appel),
  departements: coches(champs.departement),
})
export const appelsDits = (appel: string) => (appel === TOUS_LES_APPELS ? ('tous' as const) : appel === '' ? [] : [appel])

export const invitationForm = z.object({
  courriel: z
    .string()
    .min(1, 'Indiquez l’adresse de la personne')
    .max(254, 'Cette adresse électronique est trop longue')
    .pipe(z.email('Cette adresse électronique est incomplète ou mal écrite. Écrivez-la ainsi\u00a0: prenom.nom@prefecture.fr')),
  nom: z
    .string()
    .min(1, 'Indiquez le nom de la personne')
    .max(120, 'Raccourcissez à 120\u00a0caractères')
    .regex(/^[^\n{}<>]*$/, 'Écrivez ce nom sur une ligne'),
  titre: z
    .string()
    .max(TITRE_MAX, `Raccourcissez à ${TITRE_MAX}\u00a0caractères`)
    .regex(/^[^\n]*$/, 'Écrivez ce titre sur une ligne'),
  role: z.array(z.string()).min(1, 'Cochez au moins un rôle'),
})
