import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type Cible, lireDemande, lireSaisie as lireSaisieDemande, type SaisieDemande } from '../../complements/index.ts'
import { phraseTexteMessage, refusTexteMessage } from '../../messages/index.ts'
import { ETIQUETTE_MAX, ETIQUETTES_MAX, lireEtiquettes } from '../dossier/etiqueter.ts'
import { phraseEtiquette } from '../dossier/phrases-suivi.ts'
import type { QuiDecide } from '../liste/liste.mots.ts'
import type { ActeGroupe, Parametres, ParametresDe } from './groupe.rules.ts'

/** The fields of each act as typed: shown again when they are refused, and when an act is taken up again. */
export type SaisieActe = { a: string; reprendre: boolean; ajouter: string; retirer: string[]; texte: string; demande: SaisieDemande }
/** What may be chosen: those who instruct, the parts of the dossiers. */
export type ChoixActe = { personnes: readonly { id: string; nom: string }[]; cibles: readonly Cible[]; instant: Date; qui: QuiDecide }

export const lireSaisie = (corps: Record<string, unknown>): SaisieActe => ({
  a: texteSaisi(corps.a),
  reprendre: corps.reprendre === 'oui',
  ajouter: texteSaisi(corps.ajouter),
  retirer: [corps.retirer ?? []].flat().map(texteSaisi).filter(Boolean).slice(0, ETIQUETTES_MAX),
  texte: texteSaisi(corps.texte),
  demande: lireSaisieDemande(corps),
})

/** An act that was already asked, as its form would hold it. */
export function saisieDe(p: Parametres): SaisieActe {
  const vide = lireSaisie({})
  if (p.acte === 'affecter') return { ...vide, a: p.a, reprendre: p.reprendre }
  if (p.acte === 'etiqueter') return { ...vide, ajouter: p.ajouter.join(', '), retirer: p.retirer }
  if (p.acte === 'ecrire') return { ...vide, texte: p.texte }
  if (p.acte === 'demander_complement')
    return { ...vide, demande: { ...vide.demande, message: p.message, echeance: p.echeance, points: p.points } }
  return vide
}

type Lire<A extends ActeGroupe> = (s: SaisieActe, choix: ChoixActe) => Result<ParametresDe<A>, FieldErrors>
const LIRE: { [A in ActeGroupe]: Lire<A> } = {
  affecter: (s, { personnes }) => {
    const qui = personnes.find(p => p.id === s.a)
    return qui ? ok({ acte: 'affecter', a: qui.id, nom: qui.nom, reprendre: s.reprendre }) : err({ a: 'Choisissez une personne' })
  },
  etiqueter: s => {
    const ajouter = lireEtiquettes(s.ajouter)
    const longue = ajouter.find(e => e.length > ETIQUETTE_MAX)
    if (longue) return err({ ajouter: phraseEtiquette({ motif: 'longue', etiquette: longue }) })
    if (ajouter.length > ETIQUETTES_MAX) return err({ ajouter: phraseEtiquette({ motif: 'trop' }) })
    if (ajouter.length + s.retirer.length === 0) return err({ ajouter: 'Écrivez une étiquette, ou cochez celle à retirer' })
    return ok({ acte: 'etiqueter', ajouter, retirer: s.retirer })
  },
  ecrire: ({ texte }) => {
    const refus = refusTexteMessage(texte)
    return refus ? err({ texte: phraseTexteMessage(refus) }) : ok({ acte: 'ecrire', texte })
  },
  demander_complement: ({ demande }, { cibles, instant }) => {
    const lue = lireDemande(demande, cibles, instant)
    if (!lue.ok) return lue
    const points = lue.value.points.map(p => ({ cible: p.cible.code, demande: p.demande }))
    return ok({ acte: 'demander_complement', message: demande.message, echeance: demande.echeance, points })
  },
  demander_avis: () => ok({ acte: 'demander_avis' }),
  passer_au_comite: (_, { qui }) => ok({ acte: 'passer_au_comite', qui }),
}

/** What the form of an act asks, or the sentence of each field that cannot be read. Pure. */
export const lireParametres = (acte: ActeGroupe, s: SaisieActe, choix: ChoixActe): Result<Parametres, FieldErrors> => LIRE[acte](s, choix)
