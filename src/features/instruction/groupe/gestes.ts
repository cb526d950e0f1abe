import type { ContexteActeur } from '../../../contexte.ts'
import { demanderAvisDus, phraseAvisDu, resteADemander } from '../../avis/index.ts'
import { demanderComplement } from '../../complements/index.ts'
import { ecrire, phraseTexteMessage } from '../../messages/index.ts'
import { phraseRefus } from '../../service/index.ts'
import { affecter } from '../dossier/affecter.ts'
import { etiqueter } from '../dossier/etiqueter.ts'
import { passerAuComite } from '../dossier/passer-au-comite.ts'
import { phraseAffectation, phraseEtiquette } from '../dossier/phrases-suivi.ts'
import type { ActeJoue, Parametres, ParametresDe } from './groupe.rules.ts'
import { revenirSur } from './revenir.ts'

/** The dossier left the perimeter of the account, or the account its role, since the act was asked. */
const INTROUVABLE = 'Ce dossier n’est pas dans votre périmètre.'

const DEJA = 'Une demande attend déjà la réponse du porteur, et une seule attend à la fois.'

/** The single act of each bulk act, on one dossier. Gives the sentence of its refusal; nothing when it is done. */
const GESTES: { [A in ActeJoue]: (ctx: ContexteActeur, dossierId: string, p: ParametresDe<A>) => Promise<string | undefined> } = {
  affecter: async (ctx, dossierId, p) => {
    const r = await affecter(ctx, { dossierId, a: p.a, saufAutrui: !p.reprendre, sansCourriel: true })
    if (r.ok) return undefined
    return r.error.motif === 'introuvable' ? INTROUVABLE : phraseAffectation(r.error)
  },
  revenir: revenirSur,
  etiqueter: async (ctx, dossierId, p) => {
    const r = await etiqueter(ctx, { dossierId, ajouter: p.ajouter, retirer: p.retirer })
    if (r.ok) return undefined
    return r.error.motif === 'introuvable' ? INTROUVABLE : phraseEtiquette(r.error)
  },
  ecrire: async (ctx, dossierId, p) => {
    const r = await ecrire(ctx, { dossierId, texte: p.texte })
    if (r.ok) return undefined
    const { error } = r
    if (error.motif === 'vide' || error.motif === 'trop_long') return phraseTexteMessage(error)
    return error.motif === 'introuvable' ? INTROUVABLE : phraseRefus(error)
  },
  demander_complement: async (ctx, dossierId, p) => {
    const r = await demanderComplement(ctx, { dossierId, message: p.message, echeance: p.echeance, points: p.points, vu: '' })
    if (r.ok) return undefined
    const { error } = r
    if (error.motif === 'deja' || error.motif === 'change') return DEJA
    if (error.motif === 'saisie') return `${Object.values(error.errors).join('. ')}.`
    return error.motif === 'introuvable' ? INTROUVABLE : phraseRefus(error)
  },
  demander_avis: async (ctx, dossierId) => {
    const r = await demanderAvisDus(ctx, dossierId)
    if (r.ok) return resteADemander(r.value)
    const { error } = r
    if (error.motif === 'saisie') return `${Object.values(error.errors).join('. ')}.`
    return error.motif === 'introuvable' ? INTROUVABLE : phraseAvisDu(error)
  },
  passer_au_comite: async (ctx, dossierId) => {
    const r = await passerAuComite(ctx, dossierId)
    if (r.ok) return undefined
    if (r.error.motif === 'obstacles') return r.error.obstacles.map(o => o.phrase).join(' ')
    return r.error.motif === 'introuvable' ? INTROUVABLE : phraseRefus(r.error)
  },
}

export const jouerGeste = (ctx: ContexteActeur, dossierId: string, p: Parametres): Promise<string | undefined> =>
  (GESTES[p.acte] as (ctx: ContexteActeur, id: string, p: Parametres) => Promise<string | undefined>)(ctx, dossierId, p)
