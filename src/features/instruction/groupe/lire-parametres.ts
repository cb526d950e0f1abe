import type { FieldErrors } from '../../../lib/forms.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { ETIQUETTE_MAX, ETIQUETTES_MAX, lireEtiquettes } from '../dossier/etiqueter.ts'
import { phraseEtiquette } from '../dossier/phrases-suivi.ts'
import type { ActeGroupe, Parametres } from './groupe.rules.ts'

/** The fields of each act as typed: shown again when they are refused, and when an act is taken up again. */
export type SaisieActe = { a: string; reprendre: boolean; ajouter: string; retirer: string[] }
/** What may be chosen: those who instruct. */
export type ChoixActe = { personnes: readonly { id: string; nom: string }[] }

export const lireSaisie = (corps: Record<string, unknown>): SaisieActe => ({
  a: texteSaisi(corps.a),
  reprendre: corps.reprendre === 'oui',
  ajouter: texteSaisi(corps.ajouter),
  retirer: [corps.retirer ?? []].flat().map(texteSaisi).filter(Boolean).slice(0, ETIQUETTES_MAX),
})

/** An act that was already asked, as its form would hold it. */
export function saisieDe(p: Parametres): SaisieActe {
  const vide = lireSaisie({})
  if (p.acte === 'affecter') return { ...vide, a: p.a, reprendre: p.reprendre }
  if (p.acte === 'etiqueter') return { ...vide, ajouter: p.ajouter.join(', '), retirer: p.retirer }
  return vide
}

/** What the form of an act asks, or the sentence of each field that cannot be read. */
export function lireParametres(acte: ActeGroupe, s: SaisieActe, choix: ChoixActe): Result<Parametres, FieldErrors> {
  if (acte === 'affecter') {
    const qui = choix.personnes.find(p => p.id === s.a)
    return qui ? ok({ acte, a: qui.id, nom: qui.nom, reprendre: s.reprendre }) : err({ a: 'Choisissez une personne' })
  }
  if (acte === 'etiqueter') {
    const ajouter = lireEtiquettes(s.ajouter)
    const longue = ajouter.find(e => e.length > ETIQUETTE_MAX)
    if (longue) return err({ ajouter: phraseEtiquette({ motif: 'longue', etiquette: longue }) })
    if (ajouter.length > ETIQUETTES_MAX) return err({ ajouter: phraseEtiquette({ motif: 'trop' }) })
    if (ajouter.length + s.retirer.length === 0) return err({ ajouter: 'Écrivez une étiquette, ou cochez celle à retirer' })
    return ok({ acte, ajouter, retirer: s.retirer })
  }
  return ok({ acte })
}
