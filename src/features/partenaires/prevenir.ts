import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { formatInstant } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { texteDe } from '../contenu/index.ts'
import { ecrireCourriel, motsEnCourriel, personneEnCourriel } from '../courriels/index.ts'
import { cloturePour } from '../delais/index.ts'
import type { Dossier, Partenaire } from '../dossiers/index.ts'
import type { EtatValidation } from '../examen/index.ts'
import { listerMembres } from '../structures/index.ts'

type Destinataire = Pick<Partenaire, 'id' | 'structureId' | 'courriel' | 'role'>

/** The mailbox that the porteur gave, and everybody of the structure, each once. */
export async function adressesPartenaire(tx: Tx, guichetId: string, p: Destinataire): Promise<string[]> {
  const membres = p.structureId ? await listerMembres(tx, guichetId, p.structureId) : []
  const actifs = membres.filter(m => m.etat === 'active').map(m => m.courriel.toLowerCase())
  return [...new Set([...actifs, ...(p.courriel ? [p.courriel.toLowerCase()] : [])])]
}

const MOTIF_MAX = 1000
const nomDuProjet = (d: Dossier) => motsEnCourriel(texteDe(d.contenu, 'titre') ?? d.version.appel.titre)

type Message = { genre: 'invitation' | 'relance'; sujet: string; phrases: string[] }
async function ecrire(tx: Tx, ctx: ContexteActeur, d: Dossier, p: Destinataire, { genre, sujet, phrases }: Message) {
  for (const destinataire of await adressesPartenaire(tx, ctx.guichetId, p))
    await ecrireCourriel(tx, ctx, {
      cle: `${genre}-${p.id}-${ctx.instant.getTime()}-${destinataire}`,
      destinataire,
      sujet,
      phrases,
      signe: d.version.appel.regime.service.nom,
      lien: paths.dossiers.partenariat(p.id),
      dossierId: d.id,
    })
}

const echeance = (d: Dossier, ctx: ContexteActeur) => {
  const cloture = cloturePour(d, ctx.instant)
  return cloture
    ? `Le dossier doit être déposé avant le ${formatInstant(cloture)}, heure de Paris. Il ne peut pas l’être sans votre validation.`
    : 'Le dossier ne peut pas être déposé sans votre validation.'
}

/** The first mail to a partner: who asks, for which project, and what is to be done. */
export const inviterPartenaire = (tx: Tx, ctx: ContexteActeur, d: Dossier, p: Destinataire) =>
  ecrire(tx, ctx, d, p, {
    genre: 'invitation',
    sujet: `${d.structure.nom} vous associe à un projet commun`,
    phrases: [
      `Pour ${d.structure.nom}, ${personneEnCourriel(ctx.acteur)} associe votre structure au projet «\u00a0${nomDuProjet(d)}\u00a0» (titre donné par cette personne), pour l’appel «\u00a0${d.version.appel.titre}\u00a0».`,
      ...(p.role ? [`Le rôle prévu pour votre structure, dans ses mots\u00a0: «\u00a0${motsEnCourriel(p.role)}\u00a0».`] : []),
      'Vous pouvez lire le dossier. Votre structure doit ensuite valider le projet en son nom, et dire quels moyens elle apporte.',
      echeance(d, ctx),
      'Si cette demande ne vous concerne pas, ignorez ce message.',
    ],
  })

const DEMANDES: Record<Exclude<EtatValidation, 'validee'>, string> = {
  invitee: 'Votre structure n’a pas encore répondu à l’invitation.',
  attendue: 'Votre structure n’a pas encore validé le projet.',
  a_revalider: 'Le projet a changé depuis votre validation. La page vous montre ce qui a changé et vous demande de valider à nouveau.',
}

/** The porteur's reminder, with what is still asked. */
export const relancerPartenaire = (tx: Tx, ctx: ContexteActeur, d: Dossier, p: Destinataire, etat: Exclude<EtatValidation, 'validee'>) =>
  ecrire(tx, ctx, d, p, {
    genre: 'relance',
    sujet: `${d.structure.nom} attend votre validation`,
    phrases: [
      `Pour ${d.structure.nom}, ${personneEnCourriel(ctx.acteur)} vous rappelle le projet «\u00a0${nomDuProjet(d)}\u00a0», pour l’appel «\u00a0${d.version.appel.titre}\u00a0».`,
      DEMANDES[etat],
      echeance(d, ctx),
    ],
  })

/** Everybody of the porteur's structure, each once. */
async function ecrireAuPorteur(tx: Tx, ctx: ContexteActeur, d: Dossier, m: { cle: string; sujet: string; phrases: string[] }) {
  const membres = (await listerMembres(tx, ctx.guichetId, d.structure.id)).filter(x => x.etat === 'active')
  for (const { compteId, courriel } of membres)
    await ecrireCourriel(tx, ctx, {
      cle: `${m.cle}-${compteId}`,
      destinataire: courriel,
      sujet: m.sujet,
      phrases: m.phrases,
      signe: d.version.appel.regime.service.nom,
      lien: paths.dossiers.voir(d.id),
      dossierId: d.id,
    })
}

/** To the porteur: a partner leaves the project, and why. */
export const annoncerDepart = (
  tx: Tx,
  ctx: ContexteActeur,
  d: Dossier,
  { partenaireId, nom, motif }: { partenaireId: string; nom: string; motif: string },
) =>
  ecrireAuPorteur(tx, ctx, d, {
    cle: `depart-${partenaireId}`,
    sujet: `${nom} ne participe pas au projet du dossier ${d.numero}`,
    phrases: [
      `Pour ${nom}, ${personneEnCourriel(ctx.acteur)} décline le projet «\u00a0${nomDuProjet(d)}\u00a0».`,
      `Son motif\u00a0: «\u00a0${motsEnCourriel(motif, MOTIF_MAX)}\u00a0».`,
      'Sa validation n’est plus attendue. Relisez le rôle de chaque structure et le plan de financement avant de déposer.',
    ],
  })

/** To the porteur, once the last validation has come: nothing of the partners holds the filing back any more. */
export const annoncerToutesValidations = (tx: Tx, ctx: ContexteActeur, d: Dossier, validationId: string) =>
  ecrireAuPorteur(tx, ctx, d, {
    cle: `validations-${validationId}`,
    sujet: `Toutes les structures ont validé le dossier ${d.numero}`,
    phrases: [
      `Chaque structure associée au projet «\u00a0${nomDuProjet(d)}\u00a0» l’a validé, en son nom.`,
      'Si vous modifiez ce qu’elles ont validé, leur accord est à demander à nouveau.',
    ],
  })
