import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel, motsEnCourriel } from '../courriels/index.ts'
import { listerMembres } from '../structures/index.ts'
import { avantLe } from '../temps/index.ts'
import { type Lettre, PAS_ENCORE_UNE_AIDE } from './lettre.ts'

type Annoncee = { preselectionId: string; dossierId: string; structureId: string; oui: boolean; motif: string; avant: Date; lettre: Lettre }

/** The answer to an intention, by mail to everybody of the structure, each once. */
export async function prevenir(tx: Tx, ctx: ContexteActeur, a: Annoncee) {
  const { numero, structure, titre, emetteur, recours } = a.lettre
  const membres = (await listerMembres(tx, ctx.guichetId, a.structureId)).filter(m => m.etat === 'active')
  const oui = [
    `Votre projet «\u00a0${motsEnCourriel(titre)}\u00a0» (${structure}) est présélectionné.`,
    PAS_ENCORE_UNE_AIDE,
    ...(a.motif ? [`À préciser\u00a0: ${a.motif}`] : []),
    `Déposez le dossier complet avant le ${avantLe(a.avant)}, heure de Paris. Vos réponses y sont reprises.`,
    'La lettre est dans votre espace.',
  ]
  const non = [
    `Votre projet «\u00a0${motsEnCourriel(titre)}\u00a0» (${structure}) n’est pas présélectionné.`,
    `Motif\u00a0: ${a.motif}`,
    `Pour contester cette décision\u00a0:\n${recours.map(v => `- ${v}`).join('\n')}`,
    'La lettre est dans votre espace.',
  ]
  for (const m of membres)
    await ecrireCourriel(tx, ctx, {
      cle: `preselection-${a.preselectionId}-${m.compteId}`,
      destinataire: m.courriel,
      sujet: a.oui
        ? `${numero}\u00a0: vous êtes présélectionnés, dossier complet avant le ${avantLe(a.avant)}`
        : `${numero}\u00a0: votre projet n’est pas présélectionné`,
      phrases: a.oui ? oui : non,
      signe: emetteur.service,
      lien: paths.dossiers.voir(a.dossierId),
      dossierId: a.dossierId,
    })
}
