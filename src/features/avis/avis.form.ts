import { z } from 'zod'
import type { FieldErrors } from '../../lib/forms.ts'
import { AVIS_MAX, DEMANDE_MAX, DUREES, NOM_MAX, SENS, SENS_DUS, type Sens } from './avis.rules.ts'

export type SaisieAvis = { sens: string; texte: string; liens: string; lien: string }
/** `sansLien`: null for a body that the call asks, which has nothing to declare. */
export type AvisSaisi = { sens: Sens; texte: string; sansLien: boolean | null; lien: string }
/** What the expert answers, or what is missing: an opinion, its reasons, and what links them to the project; of a body that the call asks (`due`), its opinion and its reasons. */
export function lireReponse(s: SaisieAvis, { due }: { due: boolean }): { ok: true; value: AvisSaisi } | { ok: false; errors: FieldErrors } {
  const errors: FieldErrors = {}
  const sens = (due ? SENS_DUS : SENS).find(x => x === s.sens)
  if (!sens) errors.sens = 'Choisissez le sens de votre avis'
  if (s.texte === '') errors.texte = 'Écrivez votre avis'
  if (s.texte.length > AVIS_MAX) errors.texte = `L’avis a ${s.texte.length}\u00a0caractères. Raccourcissez-le à ${AVIS_MAX}`
  if (!due) {
    if (s.liens !== 'aucun' && s.liens !== 'oui') errors.liens = 'Dites si un lien existe entre vous et ce projet'
    if (s.liens === 'oui' && s.lien === '') errors.lien = 'Dites lequel'
    if (s.lien.length > DEMANDE_MAX) errors.lien = `Raccourcissez à ${DEMANDE_MAX}\u00a0caractères`
  }
  if (!sens || Object.keys(errors).length > 0) return { ok: false, errors }
  const sansLien = due ? null : s.liens === 'aucun'
  return { ok: true, value: { sens, texte: s.texte, sansLien, lien: sansLien === false ? s.lien : '' } }
}

export type SaisieDemande = { expert: string; courriel: string; demande: string; parties: readonly string[]; jours: string }
/** What is wrong with a request, field by field; `offertes` are the parts that this dossier has. */
export function erreursDemande(s: SaisieDemande, offertes: ReadonlySet<string>): FieldErrors {
  const errors: FieldErrors = {}
  if (s.expert === '') errors.expert = 'Dites à qui vous demandez cet avis'
  if (s.expert.length > NOM_MAX) errors.expert = `Raccourcissez à ${NOM_MAX}\u00a0caractères`
  if (!z.email().max(254).safeParse(s.courriel).success) errors.courriel = 'Écrivez une adresse comme nom@exemple.fr'
  if (s.demande === '') errors.demande = 'Écrivez ce que vous demandez'
  if (s.demande.length > DEMANDE_MAX)
    errors.demande = `La question a ${s.demande.length}\u00a0caractères. Raccourcissez-la à ${DEMANDE_MAX}`
  if (s.parties.length === 0) errors.parties = 'Choisissez au moins une partie du dossier'
  else if (!s.parties.every(p => offertes.has(p))) errors.parties = 'Une de ces parties n’est plus dans le dossier. Choisissez à nouveau'
  if (!DUREES.some(d => String(d) === s.jours)) errors.jours = 'Choisissez une durée'
  return errors
}

/** The same of a request to a body that the call asks: where it leaves to, and the question. Keys name the fields of its own form. */
export function erreursDemandeDue(s: { courriel: string; demande: string }, code: string): FieldErrors {
  const errors: FieldErrors = {}
  if (!z.email().max(254).safeParse(s.courriel).success) errors[`courriel-${code}`] = 'Écrivez une adresse comme nom@exemple.fr'
  if (s.demande.length > DEMANDE_MAX)
    errors[`demande-${code}`] = `La question a ${s.demande.length}\u00a0caractères. Raccourcissez-la à ${DEMANDE_MAX}`
  return errors
}
